"""Icons: Lucide drawings tinted with a palette colour when they are loaded."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from stockpile_app.gui.common.tokens import Tokens

MIRRORED = frozenset(
    {"log-in", "log-out", "undo-2", "truck", "chevron-right", "route", "arrow-left", "arrow-right"}
)
"""Icons that point along the reading direction and turn round in right-to-left."""

_STROKE = re.compile(r'stroke-width="[\d.]+"')


class IconStore:
    """Draws each icon once per colour, size and direction."""

    def __init__(self, folder: Path, tokens: Tokens) -> None:
        self._files = {path.stem: path for path in sorted(folder.rglob("*.svg"))}
        self._strokes = tokens.icon_strokes
        self._drawn: dict[tuple[str, str, int, float, bool], QPixmap] = {}

    def names(self) -> frozenset[str]:
        """Every icon that is shipped."""
        return frozenset(self._files)

    def pixmap(self, name: str, colour: str, px: int, ratio: float, right_to_left: bool) -> QPixmap:
        """The icon `px` logical pixels wide, for a screen of that device pixel ratio."""
        mirrored = right_to_left and name in MIRRORED
        key = (name, colour, px, ratio, mirrored)
        if key not in self._drawn:
            self._drawn[key] = self._draw(name, colour, px, ratio, mirrored)
        return self._drawn[key]

    def _draw(self, name: str, colour: str, px: int, ratio: float, mirrored: bool) -> QPixmap:
        drawing = self._files[name].read_text(encoding="utf-8").replace("currentColor", colour)
        drawing = _STROKE.sub(f'stroke-width="{self._stroke(px)}"', drawing)
        side = max(1, round(px * ratio))
        image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap = QPixmap.fromImage(image)
        if mirrored:
            pixmap = pixmap.transformed(QTransform().scale(-1, 1))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _stroke(self, px: int) -> float:
        small, large, chip = self._strokes
        if px < 16:
            return chip
        return small if px < 20 else large
