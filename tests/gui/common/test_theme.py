"""The palettes keep their contrast, the fonts and icons are there, zoom and palette reach everything."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

import stockpile_app.gui as window
from stockpile_app.gui.common import Button, Face, Label, Role, Status, Theme
from stockpile_app.gui.common.stylesheet import style_sheet
from stockpile_app.gui.common.tokens import contrast_ratio, read_tokens

TOKENS = read_tokens()
PALETTES = ("light", "dark", "contrast", "contrast_dark")


def ratios(palette: str, pairs: tuple[tuple[Role, Role], ...]) -> dict[str, float]:
    colours = TOKENS.palettes[palette]
    return {
        f"{front} on {ground}": contrast_ratio(colours[front], colours[ground]) for front, ground in pairs
    }


def test_black_on_white_is_twenty_one() -> None:
    assert contrast_ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast_ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES)
def test_every_pair_has_the_contrast_it_needs(palette: str) -> None:
    need = TOKENS.contrast
    assert not {
        pair: ratio for pair, ratio in ratios(palette, need.text_pairs).items() if ratio < need.text_min
    }
    assert not {pair: ratio for pair, ratio in ratios(palette, need.ui_pairs).items() if ratio < need.ui_min}


@pytest.mark.parametrize("palette", PALETTES)
def test_lowest_contrast_is_as_measured(palette: str) -> None:
    lowest = TOKENS.contrast.lowest[palette]
    text, ui = ratios(palette, TOKENS.contrast.text_pairs), ratios(palette, TOKENS.contrast.ui_pairs)
    assert round(min(text.values()), 2) == lowest.text
    assert round(text[lowest.text_pair], 2) == lowest.text
    assert round(min(ui.values()), 2) == lowest.ui
    assert round(ui[lowest.ui_pair], 2) == lowest.ui


def test_status_pairs_are_all_checked() -> None:
    for status in Status:
        assert (status.role, status.soft) in TOKENS.contrast.text_pairs


def test_four_palettes_name_every_role() -> None:
    assert set(TOKENS.palettes) == set(PALETTES)
    for colours in TOKENS.palettes.values():
        assert set(colours) == set(Role)
        assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours.values())


def test_only_the_style_sheet_and_the_tokens_name_colours() -> None:
    folder = Path(window.__file__).parent
    named = [
        path.name for path in folder.rglob("*.py") if re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text("utf-8"))
    ]
    assert named == []


def test_nothing_is_smaller_than_twelve_pixels() -> None:
    assert min(step.px for step in TOKENS.faces.values()) == 12
    sheet = style_sheet(TOKENS, "light", 100)
    assert min(int(size) for size in re.findall(r"font-size: (\d+)px", sheet)) >= 12


@pytest.mark.parametrize(("face", "family"), [(Face.BODY, "Noto Sans"), (Face.SCAN, "IBM Plex Mono")])
def test_fonts_are_our_own(theme: Theme, face: Face, family: str) -> None:
    assert QFontInfo(theme.font(face)).family().startswith(family)
    assert family in theme.families


def test_zero_and_o_differ_in_serials(theme: Theme) -> None:
    assert theme.font(Face.BODY, mono=True).families()[0] == "IBM Plex Mono"


def test_every_icon_that_the_window_names_is_shipped(theme: Theme) -> None:
    for status in Status:
        assert theme.status_icon(status) in theme.icon_names()
    named = set()
    for path in Path(window.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        named |= set(
            re.findall(r'(?:icon|pixmap|draw_icon|set_icon)\w*\([^)\n]*?"([a-z]+(?:-[a-z0-9]+)+|x)"', text)
        )
    assert named <= theme.icon_names()


def test_icons_are_tinted_and_kept(theme: Theme) -> None:
    first = theme.pixmap("circle-check", Role.OK)
    assert theme.pixmap("circle-check", Role.OK).cacheKey() == first.cacheKey()
    image = first.toImage()
    solid = [
        image.pixelColor(x, y)
        for x, y in product(range(16), repeat=2)
        if image.pixelColor(x, y).alpha() > 250
    ]
    assert solid
    wanted = theme.colour(Role.OK)
    assert all(abs(colour.green() - wanted.green()) <= 3 for colour in solid)


def test_zoom_is_kept_between_90_and_150(theme: Theme, qapp: QApplication) -> None:
    button = Button(theme, "Issue", "log-out", "F2")
    assert button.height() == 32
    theme.set_zoom(150)
    assert button.height() == 48
    assert qapp.font().pixelSize() == 20
    theme.zoom_in()
    assert theme.zoom == 150
    theme.set_zoom(10)
    assert theme.zoom == 90


def test_palette_reaches_labels(theme: Theme, qapp: QApplication) -> None:
    label = Label("Refused", tone=Role.STOP)
    label.ensurePolished()
    theme.set_palette("dark")
    label.ensurePolished()
    assert label.palette().color(label.foregroundRole()) == theme.colour(Role.STOP)
    with pytest.raises(KeyError):
        theme.set_palette("sepia")


def test_followers_do_not_outlive_their_widget(theme: Theme, qapp: QApplication) -> None:
    owner = QWidget()
    Button(theme, "Issue", parent=owner)
    owner.deleteLater()
    del owner
    qapp.sendPostedEvents()
    theme.set_palette("dark")
    theme.set_palette("light")
