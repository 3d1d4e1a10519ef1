"""The one table model: cells, speech, copying, sorting, long lists, and no lost references."""

from __future__ import annotations

import gc
import sys
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtTest import QAbstractItemModelTester

from stockpile_app.gui.common import (
    Action,
    Chip,
    Column,
    Kind,
    PagedRows,
    RowKind,
    RowLook,
    Status,
    Text,
    at_once,
)
from stockpile_app.gui.common.cells import cell_text, number_text
from stockpile_app.gui.common.row_model import RowTableModel


@dataclass(frozen=True)
class Weapon:
    """A row."""

    key: int
    serial: str
    held: int
    seen: date | None
    state: Chip


def weapon(key: int) -> Weapon:
    state = Chip(Status.OK, "Serviceable") if key % 2 else Chip(Status.STOP, "Suspended")
    return Weapon(key, f"KM {key:06d}", key * 1000, date(2026, 11, 20), state)


COLUMNS: list[Column[Weapon]] = [
    Column("serial", "Serial", Kind.SERIAL),
    Column("held", "Quantity", Kind.NUMBER),
    Column("seen", "Last seen", Kind.DATE),
    Column("state", "State", Kind.CHIP),
    Column("note", "Note", value=lambda row: None),
]


def model_of(count: int) -> RowTableModel[Weapon]:
    model = RowTableModel(COLUMNS)
    model.set_rows(weapon(key) for key in range(1, count + 1))
    return model


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1284560, "1\u202f284\u202f560"),
        (Decimal("3860.50"), "3\u202f860.50"),
        (date(2026, 11, 20), "2026-11-20"),
        (Chip(Status.OK, "Accepted"), "Accepted"),
        (Text("3 rifles", "AKM"), "3 rifles, AKM"),
        (Action("Record hand-in"), "Record hand-in"),
        (None, ""),
        ("094", "094"),
    ],
)
def test_cells_as_words(cell: object, text: str) -> None:
    assert cell_text(cell) == text  # type: ignore[arg-type]


def test_decimals_keep_their_digits() -> None:
    assert number_text(Decimal("0.10")) == "0.10"


def test_the_model_is_a_proper_model(qapp: object) -> None:
    model = model_of(5)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.add_row(weapon(9))
    model.remove_row(0)
    model.set_rows([])
    assert tester.model() is model


def test_numbers_stand_right_in_both_directions(qapp: object) -> None:
    model = model_of(1)
    number = model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole)
    serial = model.data(model.index(0, 0), Qt.ItemDataRole.TextAlignmentRole)
    assert (
        number == Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    )
    assert serial == Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


def test_a_cell_is_spoken_as_heading_value_state(qapp: object) -> None:
    model = model_of(2)
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Serial, KM 000002, Suspended"
    assert model.index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "State, Suspended"
    assert model.index(1, 4).data(Qt.ItemDataRole.AccessibleTextRole) == "Note, empty, Suspended"


def test_copied_rows_have_headings_and_plain_digits(qapp: object) -> None:
    copied = model_of(2).as_text([0, 1])
    assert copied.splitlines() == [
        "Serial\tQuantity\tLast seen\tState\tNote",
        "KM 000001\t1000\t2026-11-20\tServiceable\t",
        "KM 000002\t2000\t2026-11-20\tSuspended\t",
    ]


def test_a_list_in_hand_is_sorted_by_value(qapp: object) -> None:
    model = model_of(12)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row.held for row in model.rows()][:3] == [12000, 11000, 10000]


def test_groups_are_left_in_the_order_of_their_query(qapp: object) -> None:
    model = RowTableModel(COLUMNS, look=lambda row: RowLook(RowKind.GROUP) if row.key == 1 else RowLook())
    model.set_rows(weapon(key) for key in (3, 1, 2))
    model.sort(1)
    assert [row.key for row in model.rows()] == [3, 1, 2]


def test_a_million_ids_are_fetched_by_the_page(qapp: object) -> None:
    asked: list[int] = []

    def fetch(ids: Sequence[int]) -> Mapping[int, Weapon]:
        asked.append(len(ids))
        return {key: weapon(key) for key in ids}

    model = RowTableModel(COLUMNS)
    model.set_pages(PagedRows(array("q", range(1, 1_000_001)), at_once(fetch)))
    assert model.rowCount() == 1_000_000
    assert model.index(999_999, 0).data() == "KM 1000000"
    assert model.index(500_000, 0).data() == "KM 500001"
    assert len(asked) == 2
    assert max(asked) <= 128


def test_the_oldest_pages_are_forgotten(qapp: object) -> None:
    asked: list[int] = []

    def fetch(ids: Sequence[int]) -> Mapping[int, Weapon]:
        asked.append(ids[0])
        return {key: weapon(key) for key in ids}

    pages = PagedRows(range(1, 1001), at_once(fetch), page_size=10, pages_kept=3)
    for position in (0, 10, 20, 0, 30, 0, 10):
        assert pages.row(position) == weapon(position + 1)
    assert asked == [1, 11, 21, 31, 11]


def test_rows_that_come_late_are_drawn_when_they_come(qapp: object) -> None:
    waiting: list[tuple[Sequence[int], object]] = []
    model = RowTableModel(COLUMNS)
    model.set_pages(
        PagedRows(range(1, 101), lambda ids, deliver: waiting.append((ids, deliver)), page_size=50)
    )
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    assert model.index(60, 0).data() == ""
    assert model.index(61, 0).data() == ""
    assert len(waiting) == 1
    ids, deliver = waiting[0]
    deliver({key: weapon(key) for key in ids})  # type: ignore[operator]
    assert changed == [(50, 99)]
    assert model.index(60, 0).data() == "KM 000061"


def test_a_row_that_is_gone_is_blank(qapp: object) -> None:
    model = RowTableModel(COLUMNS)
    model.set_pages(PagedRows([1, 2], at_once(lambda ids: {2: weapon(2)})))
    assert model.index(0, 0).data() == ""
    assert model.index(1, 0).data() == "KM 000002"


@pytest.mark.parametrize("role", [Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.UserRole])
def test_none_through_qt_loses_no_reference(qapp: object, role: Qt.ItemDataRole) -> None:
    """A None that a Python model returns through C++ must not cost a reference (PySide 6.12 does)."""
    model = model_of(1)
    proxy = QSortFilterProxyModel()
    proxy.setSourceModel(model)
    index = proxy.index(0, 4)
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(2000):
        assert proxy.data(index, role) is None
    assert abs(sys.getrefcount(None) - before) < 200


def test_signals_lose_no_reference(qapp: object) -> None:
    """Each emit must leave the count of None where it was."""
    model = model_of(1)
    model.dataChanged.connect(lambda first, last: None)
    before = sys.getrefcount(None)
    for _ in range(2000):
        model.dataChanged.emit(model.index(0, 0), model.index(0, 4))
    assert abs(sys.getrefcount(None) - before) < 200


def test_nothing_hangs_under_a_cell(qapp: object) -> None:
    model = model_of(3)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(QModelIndex()) == len(COLUMNS)
