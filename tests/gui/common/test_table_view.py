"""The list: keys, whole rows, cards, empty state, widths that never cut a figure."""

from __future__ import annotations

import time
from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from stockpile_app.gui.common import (
    Column,
    EmptyState,
    FindingCard,
    Kind,
    PagedRows,
    TableView,
    Text,
    Theme,
    at_once,
)
from tests.gui.common import gallery_data as data
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.gui.common.test_row_model import COLUMNS, Weapon, weapon


def shown(theme: Theme, count: int, height: int = 300, width: int = 700) -> TableView[Weapon]:
    table = TableView(theme, "Weapons", COLUMNS, key=lambda row: row.key)
    table.resize(width, height)
    table.set_rows(weapon(key) for key in range(1, count + 1))
    table.show()
    QApplication.processEvents()
    return table


def press(
    table: TableView[Weapon], key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClick(table.view, key, held)


@pytest.mark.parametrize("height", [180, 233, 299, 300, 301, 417])
def test_a_list_ends_on_a_whole_row(theme: Theme, height: int) -> None:
    table = shown(theme, 100, height)
    viewport = table.view.viewport().height()
    assert viewport % theme.row_height() == 0
    table.view.verticalScrollBar().setValue(table.view.verticalScrollBar().maximum())
    last = table.view.rowViewportPosition(99)
    assert last + table.view.rowHeight(99) <= table.view.viewport().height()
    assert table.view.rowViewportPosition(table.view.top_row()) == 0


def test_rows_are_32_28_and_50_high(theme: Theme) -> None:
    table = shown(theme, 3)
    assert table.view.rowHeight(0) == 32
    theme.set_compact(compact=True)
    assert table.view.rowHeight(0) == 28
    theme.set_compact(compact=False)
    columns: list[Column[Weapon]] = [Column("x", "What", value=lambda row: Text("one", "two"))]
    two = TableView(theme, "Duties", columns)
    two.set_rows([weapon(1)])
    assert two.view.rowHeight(0) == 50


def test_zoom_makes_rows_and_columns_larger(theme: Theme) -> None:
    table = shown(theme, 20)
    theme.set_zoom(150)
    QApplication.processEvents()
    assert table.view.rowHeight(0) == 48
    assert find_clipped_texts(table) == []


def test_enter_opens_and_space_selects(theme: Theme) -> None:
    table = shown(theme, 20)
    opened: list[Weapon] = []
    table.row_opened.connect(opened.append)
    table.select(2)
    press(table, Qt.Key.Key_Return)
    assert opened == [weapon(3)]
    press(table, Qt.Key.Key_Space)
    assert table.selected_rows() == []
    press(table, Qt.Key.Key_Space)
    assert table.selected_rows() == [weapon(3)]


def test_shift_space_selects_a_range(theme: Theme) -> None:
    table = shown(theme, 20)
    table.select(2)
    for _ in range(3):
        press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    table.view._anchor = 2
    press(table, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert [row.key for row in table.selected_rows()] == [3, 4, 5, 6]


def test_home_and_end_go_to_the_ends(theme: Theme) -> None:
    table = shown(theme, 50)
    table.select(10)
    press(table, Qt.Key.Key_End)
    assert table.current_row() == weapon(50)
    press(table, Qt.Key.Key_Home)
    assert table.current_row() == weapon(1)


def test_control_c_copies_with_headings(theme: Theme) -> None:
    table = shown(theme, 5)
    table.select(1)
    press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1] == "KM 000002\t2000\t2026-11-20\tSuspended\t"


def test_letters_do_not_jump(theme: Theme) -> None:
    table = shown(theme, 20)
    table.select(5)
    press(table, Qt.Key.Key_K)
    assert table.current_row() == weapon(6)


def test_alt_down_sorts_by_the_present_column(theme: Theme) -> None:
    table = shown(theme, 20)
    asked: list[tuple[str, bool]] = []
    table.sort_requested.connect(lambda key, descending: asked.append((key, descending)))
    table.view.setCurrentIndex(table.model.index(0, 1))
    press(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert asked == [("held", True)]
    assert table.model.rows()[0] == weapon(20)


def test_the_same_row_stays_current_after_a_refresh(theme: Theme) -> None:
    table = shown(theme, 10)
    table.select(4)
    table.set_rows(weapon(key) for key in range(3, 30))
    assert table.current_row() == weapon(5)


def test_a_click_on_a_next_step_asks_for_it(theme: Theme) -> None:
    from PySide6.QtTest import QTest

    columns: list[Column[data.Duty]] = [Column("what", "What"), Column("step", "Next step", Kind.ACTION)]
    table = TableView(theme, "Duties", columns)
    table.resize(700, 300)
    table.set_rows(data.DUTIES)
    table.show()
    asked: list[tuple[object, str]] = []
    table.action_requested.connect(lambda row, key: asked.append((row, key)))
    middle = table.view.visualRect(table.model.index(1, 1)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert asked == [(data.DUTIES[1], "step")]


@pytest.mark.parametrize("width", [420, 560, 700, 1100])
def test_figures_dates_serials_and_states_are_never_cut(theme: Theme, width: int) -> None:
    table = shown(theme, 30, width=width)
    assert find_clipped_texts(table) == []


def test_columns_fill_the_room(theme: Theme) -> None:
    table = shown(theme, 3, width=900)
    total = sum(table.view.columnWidth(number) for number in range(len(COLUMNS)))
    assert total == table.view.viewport().width()


def test_a_card_opens_under_its_row_and_closes(theme: Theme) -> None:
    table = shown(theme, 4, height=500)
    card = FindingCard(theme, data.REFUSAL)
    table.open_card(1, card)
    QApplication.processEvents()
    assert table.view.rowHeight(1) > 150
    assert card.y() == table.view.rowViewportPosition(1) + 31
    assert card.width() == table.view.viewport().width()
    assert find_clipped_texts(card) == []
    table.close_card()
    assert table.view.rowHeight(1) == 32


def test_an_empty_list_says_what_to_do(theme: Theme) -> None:
    done: list[str] = []
    table = shown(theme, 0)
    state = EmptyState(theme, "No counts yet", "A count proves it.").with_act(
        "Plan", lambda: done.append("plan")
    )
    table.set_empty(state)
    assert state.isVisible()
    table.set_rows([weapon(1)])
    assert not state.isVisible()
    assert unnamed_inputs(table) == []


def test_a_million_rows_open_and_jump_fast(theme: Theme) -> None:
    table = TableView(theme, "Weapons", COLUMNS)
    table.resize(900, 600)
    table.show()
    QApplication.processEvents()
    ids = array("q", range(1, 1_000_001))
    started = time.perf_counter()
    table.set_pages(PagedRows(ids, at_once(lambda keys: {key: weapon(key) for key in keys})))
    QApplication.processEvents()
    opened = time.perf_counter() - started
    jumps = []
    for number in range(1, 41):
        started = time.perf_counter()
        table.select((number * 7919 * 131) % 1_000_000)
        table.view.viewport().repaint()
        jumps.append(time.perf_counter() - started)
    assert opened < 2.0
    assert sorted(jumps)[-3] < 0.25
