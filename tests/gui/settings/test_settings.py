"""Preferences: kept at once, damaged files forgiven, shown on the page as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.gui.common import Theme
from stockpile_app.gui.settings import Preferences, Settings
from stockpile_app.gui.settings.page import SettingsPage
from stockpile_app.gui.settings.preferences import read_preferences
from tests.books import Books
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs


def test_changes_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.json"
    settings = Settings(path)
    assert settings.first_time
    settings.change(palette="dark", zoom=120)
    assert read_preferences(path) == Preferences(palette="dark", zoom=120)
    assert not Settings(path).first_time


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        '{"zoom": "large", "recent": 7, "palette": null}',
        '{"recent": [1, "a.stockpile"], "new": 1}',
    ],
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: str) -> None:
    path = tmp_path / "preferences.json"
    path.write_text(content, encoding="utf-8")
    found = read_preferences(path)
    assert (found.zoom, found.palette) == (100, "light")
    assert found.recent in {(), ("a.stockpile",)}


def test_recent_files_stand_once_each_the_latest_first(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "preferences.json")
    for name in ("a", "b", "a", *(f"f{number}" for number in range(9))):
        settings.remember(tmp_path / f"{name}.stockpile")
    names = [Path(one).stem for one in settings.now.recent]
    assert names == [f"f{number}" for number in range(8, 0, -1)]
    settings.forget(settings.now.recent[0])
    assert len(settings.now.recent) == 7


def test_a_desk_that_cannot_write_works_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings = Settings(tmp_path / "file" / "preferences.json")
    settings.change(zoom=110)
    assert settings.now.zoom == 110


def test_right_to_left_follows_the_language() -> None:
    assert Preferences(language="ar").right_to_left
    assert Preferences(language="fa_AF").right_to_left
    assert not Preferences(language="fr").right_to_left


def test_the_page_changes_the_window_at_once(desk: AtDesk, books: Books) -> None:
    window = desk.open(books)
    page = desk.page("settings", SettingsPage)
    theme: Theme = desk.application.theme
    page._take_palette("contrast")
    page.zoom.chosen.emit(120)
    assert (theme.palette_name, theme.zoom) == ("contrast", 120)
    assert (desk.settings.now.palette, desk.settings.now.zoom) == ("contrast", 120)
    theme.zoom_out()
    assert page.zoom.value() == theme.zoom == desk.settings.now.zoom == 110
    theme.set_zoom(100)
    desk.idle()
    assert find_clipped_texts(window) == []
    assert unnamed_inputs(window) == []


def test_the_scanner_test_shows_what_was_read_and_warns_of_other_signs(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    page = desk.page("settings", SettingsPage)
    page.scan.take("B-W-000127")
    assert "B-W-000127" in page.read.text()
    assert "Letters and digits" in page.judged._label.text()
    page.scan.take("ß-W-000127")
    assert "keyboard" in page.judged._label.text()
