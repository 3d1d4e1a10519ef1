"""Bars mean the same on a photocopy: solid is needed, hatched is above, an empty frame is missing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from stockpile_app.gui.common import Theme
from stockpile_app.gui.surplus.bars import Extent, paint_extent
from tests.gui.common.conftest import theme

__all__ = ["theme"]

WIDE = 200


def greys(theme: Theme, extent: Extent, palette: str, first: int, last: int) -> set[int]:
    """The greys along the middle of the bar between two of its pixels."""
    theme.set_palette(palette)
    image = QImage(WIDE, 24, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF if palette != "dark" else 0xFF191F23)
    painter = QPainter(image)
    paint_extent(painter, theme, QRect(0, 0, WIDE, 24), extent, mirrored=False)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return {grey.pixelColor(x, y).red() for x in range(first, last) for y in (11, 12, 13)}


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_the_three_parts_differ_without_colour(theme: Theme, palette: str) -> None:
    above = Extent(requirement=50, holding=100)
    below = Extent(requirement=100, holding=50)
    needed = greys(theme, above, palette, 10, 90)
    hatched = greys(theme, above, palette, 110, 190)
    missing = greys(theme, below, palette, 110, 190)
    assert len(needed) == 1, "solid"
    assert max(hatched) - min(hatched) > 60, "hatched"
    assert len(missing) == 1, "empty inside its frame"
    assert abs(next(iter(missing)) - next(iter(needed))) > 60


def test_something_is_never_drawn_as_nothing() -> None:
    extent = Extent(requirement=1, holding=1_000_000)
    assert extent.pixels(1, WIDE) == 2
    assert extent.pixels(0, WIDE) == 0
    assert Extent(0, 0).scale == 1
