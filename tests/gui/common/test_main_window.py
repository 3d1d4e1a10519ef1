"""The frame: keys, pages, badges, status, search, folding, and no text cut in any palette or direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from stockpile_app.gui.common import Role, Status, Theme
from stockpile_app.gui.common.search_box import Deliver, Hit
from stockpile_app.gui.help_dialog import HelpDialog
from stockpile_app.gui.main_window import MainWindow
from tests.gui.common.gallery import SIZES, frame, issue
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
HITS = [
    Hit("Weapon", "KM 06427", "AKM 7.62×39 mm", "Armoury 1", exact=True, target=7),
    Hit("Weapon", "KM O6427", "AKM 7.62×39 mm", "Armoury 2", exact=False, target=8),
]


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=1) as made:
        yield made


@pytest.fixture
def window(executor: ThreadPoolExecutor, theme: Theme, qtbot: QtBot) -> MainWindow:
    made = frame(theme, executor)
    made.resize(SIZES["1366"])
    made.show()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


def press(
    window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(window, key, held)
    QApplication.processEvents()


def test_control_digits_open_pages_in_order(window: MainWindow) -> None:
    press(window, Qt.Key.Key_1, CTRL)
    assert window.current == "ledger"
    press(window, Qt.Key.Key_0, CTRL)
    assert window.current == "today"


def test_back_and_forward(window: MainWindow) -> None:
    press(window, Qt.Key.Key_1, CTRL)
    window.open_page("exchange")
    press(window, Qt.Key.Key_Left, ALT)
    assert window.current == "ledger"
    press(window, Qt.Key.Key_Left, ALT)
    assert window.current == "today"
    press(window, Qt.Key.Key_Right, ALT)
    assert window.current == "ledger"


def test_control_b_folds_to_56(window: MainWindow) -> None:
    assert window.navigation.width() == 196
    press(window, Qt.Key.Key_B, CTRL)
    assert window.navigation.width() == 56
    assert window.navigation.item("ledger").toolTip() == "Ledger"
    press(window, Qt.Key.Key_B, CTRL)
    assert window.navigation.width() == 196


def test_a_wide_window_has_a_wider_navigation(window: MainWindow) -> None:
    window.resize(SIZES["1920"])
    QApplication.processEvents()
    assert window.navigation.width() == 208


def test_zoom_keys(window: MainWindow) -> None:
    press(window, Qt.Key.Key_Plus, CTRL)
    assert window.theme.zoom == 110
    press(window, Qt.Key.Key_Minus, CTRL)
    press(window, Qt.Key.Key_Minus, CTRL)
    assert window.theme.zoom == 90


def test_f11_and_f5(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    refreshed: list[str] = []
    monkeypatch.setattr(window.page(), "refresh", lambda: refreshed.append("today"))
    press(window, Qt.Key.Key_F5)
    assert refreshed == ["today"]
    press(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_pages_hear_of_changes(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[object] = []
    monkeypatch.setattr(window.page(), "on_changes", heard.append)
    window.runner.changed.emit("holding")
    assert heard == ["holding"]


def test_badges_are_spoken(window: MainWindow) -> None:
    window.set_badge("custody", 3, Status.STOP)
    item = window.navigation.item("custody")
    assert item.accessibleName() == "Custody, 3 need you"
    assert item.badge.isVisible()
    window.set_badge("custody", 0, Status.OK)
    assert not item.badge.isVisible()
    assert item.accessibleName() == "Custody"


def test_the_status_bar_keeps_its_order_and_tells_a_failed_check(window: MainWindow) -> None:
    window.status.show_item("verified", "circle-check", "Books verified 09:00", Role.OK)
    assert window.status.text_of("verified") == "Books verified 09:00"
    first = window.status._row.itemAt(0).widget()
    assert first is window.status._items["verified"]
    window.status.set_read_only("Entry 9 071 differs from what was signed. You can look, export and back up")
    assert window.status.text_of("alarm").startswith("Entry 9 071")
    assert not window.status._items["verified"].isVisible()


def test_focus_goes_into_the_list_of_a_page(window: MainWindow) -> None:
    press(window, Qt.Key.Key_1, CTRL)
    assert QApplication.focusWidget() is not None
    assert window.page().isAncestorOf(QApplication.focusWidget())


def test_control_f6_goes_from_pane_to_pane(window: MainWindow) -> None:
    window.open_page("ledger")
    seen = set()
    for _ in range(4):
        press(window, Qt.Key.Key_F6, CTRL)
        focused = QApplication.focusWidget()
        parts = {
            "nav": window.navigation,
            "search": window.search,
            "pane": window.page().pane,
            "page": window.page(),
        }
        seen.add(next(name for name, part in parts.items() if part is focused or part.isAncestorOf(focused)))
    assert seen == {"nav", "search", "pane", "page"}


def test_search_finds_and_opens(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[str] = []

    def search(text: str, deliver: Deliver) -> None:
        asked.append(text)
        deliver(HITS)

    window.search._search = search
    opened: list[Hit] = []
    window.found.connect(opened.append)
    press(window, Qt.Key.Key_K, CTRL)
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, "6427")
    qtbot.waitUntil(window.search.results.isVisible)
    assert asked == ["6427"]
    assert find_clipped_texts(window.search.results) == []
    QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.keyClick(window.search.results.table.view, Qt.Key.Key_Down)
    QTest.keyClick(window.search.results.table.view, Qt.Key.Key_Return)
    assert opened == [HITS[1]]
    assert not window.search.results.isVisible()


def test_enter_opens_the_first_hit_and_escape_leaves(window: MainWindow) -> None:
    window.search._search = lambda text, deliver: deliver(HITS)
    opened: list[Hit] = []
    window.found.connect(opened.append)
    window.search.setFocus()
    QTest.keyClicks(window.search, "6427")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert opened == [HITS[0]]
    QTest.keyClicks(window.search, "zz")
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""


def test_nothing_found_says_what_to_do(window: MainWindow) -> None:
    window.search._asked = "zz"
    none: Sequence[Hit] = []
    window.search._show("zz", none)
    assert "zz" in window.search.results._found.text()
    assert window.search.results.isVisible()


def test_a_small_window_scrolls_and_does_not_clip(window: MainWindow) -> None:
    window.resize(800, 500)
    QApplication.processEvents()
    ground = window.centralWidget().widget()  # type: ignore[attr-defined]
    assert ground.width() >= 1280
    assert ground.height() >= 720
    assert find_clipped_texts(window) == []


def test_the_pane_gives_way_when_there_is_no_room(window: MainWindow) -> None:
    page = window.open_page("ledger")
    assert page.pane is not None
    assert page.pane.isVisible()
    window.theme.set_zoom(130)
    window.resize(1367, 768)
    QApplication.processEvents()
    assert page.narrow
    assert not page.pane.isVisible()
    page.open_pane()
    assert page.pane.isVisible()
    page.close_pane()
    assert not page.pane.isVisible()


@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("palette", ["light", "dark", "contrast", "contrast_dark"])
def test_no_text_is_cut_and_every_input_has_a_name(
    theme: Theme, executor: ThreadPoolExecutor, qapp: QApplication, palette: str, right_to_left: bool
) -> None:
    direction = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    qapp.setLayoutDirection(direction)
    theme.set_palette(palette)
    window = frame(theme, executor)
    window.resize(SIZES["1366"])
    window.show()
    for key in ("today", "ledger", "exchange", "disposal"):
        window.open_page(key)
        QApplication.processEvents()
        assert find_clipped_texts(window) == []
        assert unnamed_inputs(window) == []
    dialog = issue(theme, window)
    dialog.show()
    QApplication.processEvents()
    assert find_clipped_texts(dialog) == []
    assert unnamed_inputs(dialog) == []


@pytest.mark.parametrize("zoom", [90, 120, 150])
def test_zoom_cuts_nothing(window: MainWindow, zoom: int) -> None:
    window.theme.set_zoom(zoom)
    for key in ("today", "ledger", "exchange"):
        window.open_page(key)
        for _ in range(3):  # a layout inside a layout settles in the next turn
            QApplication.processEvents()
        assert find_clipped_texts(window) == []


def test_find_clipped_texts_sees_what_is_cut(window: MainWindow) -> None:
    window.page().header.title.setMaximumWidth(20)
    window.page().header.title.setText("A long title that cannot fit")
    QApplication.processEvents()
    assert "A long title that cannot fit" in find_clipped_texts(window)


def test_f1_tells_what_the_page_is_for_and_every_key(window: MainWindow) -> None:
    window.page().help_topic = "ledger"
    QTest.keyClick(window, Qt.Key.Key_F1)
    shown = window.findChild(HelpDialog)
    assert shown is not None
    assert shown.isVisible()
    words = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert "Ctrl+G sets the day" in words
    assert find_clipped_texts(shown) == []
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
