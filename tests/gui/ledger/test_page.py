"""The ledger page: what is selected tells its life, Enter goes on, the past can be asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockpile_app import ledger
from stockpile_app.gui.access import Desk
from stockpile_app.gui.ledger.balance_rows import SHAPES, Filters, shaped
from stockpile_app.gui.ledger.life import LifeKind, event_of, life_of
from stockpile_app.gui.ledger.page import BALANCES, LOTS, VOUCHERS, WEAPONS, LedgerPage
from stockpile_app.gui.ledger.reversal_dialog import ReversalDialog
from stockpile_app.gui.ledger.voucher_view import VoucherViewDialog
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.ledger import Match, VoucherKind
from tests.books import Books
from tests.gui.ledger.conftest import Keys
from tests.gui.ledger.test_look import frame, full

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> Iterator[tuple[MainWindow, LedgerPage]]:
    """A full ledger page on a small screen."""
    full(books)
    window, _duties = frame(desk, (1366, 768))
    window.activateWindow()
    qtbot.waitExposed(window)
    page = window.open_page("ledger")
    keys.settle()
    assert isinstance(page, LedgerPage)
    return window, page


def test_balances_stand_under_their_subtotals(books: Books) -> None:
    full(books)
    rows = shaped(ledger.balances(books.stockpile), SHAPES[0])
    heads = {row.name: row.quantity for row in rows if row.head}
    assert heads == {"AKM 7.62x39 mm": 4, "Cartridge 7.62x39 ball": 41600}
    assert sum(row.quantity for row in rows if not row.head and row.unit == "weapon") == 4
    by_account = shaped(ledger.balances(books.stockpile), SHAPES[1])
    assert {row.name for row in by_account if row.head} == {
        "Armoury 1", "Cpl T. Vessin", "Magazine 1", "Sgt A. Moru",
    }  # fmt: skip
    assert not any(row.head for row in shaped(ledger.balances(books.stockpile), SHAPES[3]))


def test_filters_take_part_of_the_words(books: Books) -> None:
    full(books)
    kept = [b for b in ledger.balances(books.stockpile) if Filters(text="moru").lets(b)]
    assert [b.account for b in kept] == ["Sgt A. Moru"]


def test_status_line_counts_every_unit_on_its_own(shown: tuple[MainWindow, LedgerPage]) -> None:
    _window, page = shown
    words = page.balances.count.text()
    assert "5" in words
    assert "4 weapons" in words
    assert "600 rounds" in words


def test_past_day_is_typed(shown: tuple[MainWindow, LedgerPage], keys: Keys, books: Books) -> None:
    _window, page = shown
    keys.press(Qt.Key.Key_G, CTRL)
    assert keys.focused.accessibleName() == "As of"
    keys.type("2026-11-10", enter=True)
    assert page.balances.as_of() == "2026-11-10"
    assert {b.account for b in page.balances._balances if b.unit == "weapon"} == {"Armoury 1"}


def test_enter_on_a_balance_lists_its_weapons(shown: tuple[MainWindow, LedgerPage], keys: Keys) -> None:
    _window, page = shown
    rows = page.balances.table.model.rows()
    page.balances.table.setFocus()
    page.balances.table.select(next(n for n, row in enumerate(rows) if row.account == "Sgt A. Moru"))
    keys.press(Qt.Key.Key_Return)
    assert page.tabs.current() == WEAPONS
    assert page.weapons.table.model.rowCount() == 1
    page.weapons.table.select(0)
    keys.settle()
    assert page.life.life is not None
    assert page.life.life.mark == "ЛБ 2208"


def test_second_list_on_a_tall_window(shown: tuple[MainWindow, LedgerPage], keys: Keys) -> None:
    window, page = shown
    window.resize(1920, 1080)
    keys.settle()
    rows = page.balances.table.model.rows()
    page.balances.table.select(next(n for n, row in enumerate(rows) if row.account == "Cpl T. Vessin"))
    keys.settle()
    assert page.balances.second.isVisible()
    assert page.balances.serials.model.rowCount() == 1
    assert page.life.life is not None
    assert page.life.life.mark == "TE 70415"


def test_filter_of_the_register_finds_look_alikes(shown: tuple[MainWindow, LedgerPage], keys: Keys) -> None:
    _window, page = shown
    page.tabs.open(WEAPONS)
    keys.settle()
    keys.press(Qt.Key.Key_F, CTRL)
    keys.type("KM 07OOO")
    keys._qtbot.wait(250)
    keys.settle()
    assert page.weapons.table.model.rowCount() == 2


def test_life_links_reversed_pairs_and_says_how_far_it_is_proved(books: Books) -> None:
    full(books)
    life = life_of(books.stockpile, LifeKind.WEAPON, 1)
    assert life is not None
    assert life.proved_to == 0
    events = [event_of(event, life) for event in life.events]
    remarks = {event.word: event.remark for event in events}
    assert "B-REV-2026-000001" in remarks["Transferred"]
    assert "B-TRF-2026-000001" in remarks["Reversed"]
    assert {fact.name for fact in life.facts} >= {"Account", "Tag", "Look-alike"}


def test_lot_tab_shows_its_life(shown: tuple[MainWindow, LedgerPage], keys: Keys) -> None:
    _window, page = shown
    page.tabs.open(LOTS)
    keys.settle()
    page.lots.table.select(0)
    keys.settle()
    assert page.life.life is not None
    assert page.life.life.kind is LifeKind.LOT
    assert page.life.life.mark == "17-83-270"


def test_voucher_opens_prints_and_reverses(
    shown: tuple[MainWindow, LedgerPage], keys: Keys, monkeypatch: pytest.MonkeyPatch, books: Books
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "stockpile_app.gui.ledger.voucher_view.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    _window, page = shown
    page.tabs.open(VOUCHERS)
    keys.settle()
    page.vouchers.table.select(0)
    page.vouchers.table.setFocus()
    keys.press(Qt.Key.Key_Return)
    view = QApplication.activeModalWidget()
    assert isinstance(view, VoucherViewDialog)
    view.activateWindow()
    keys.settle()
    for _ in range(2):
        keys.press(Qt.Key.Key_P, CTRL)
    assert len(opened) == 2
    assert view.seen is not None
    assert view.seen.printed == 2
    view._toggle()
    keys.settle()
    assert view.stack.currentIndex() == 1
    keys.press(Qt.Key.Key_R, CTRL)
    reversal = QApplication.activeModalWidget()
    assert isinstance(reversal, ReversalDialog)
    assert reversal.start.voucher_number == view.number


def test_a_search_hit_opens_what_it_is(
    shown: tuple[MainWindow, LedgerPage], keys: Keys, books: Books
) -> None:
    _window, page = shown
    page.show_match(Match("weapon", 1, "KM 07000", "", "", "", "exact"))
    keys.settle()
    assert page.life.life is not None
    assert page.life.life.mark == "KM 07000"
    page.show_match(Match("account", books.place("holder"), "Cpl T. Vessin", "", "", "", "exact"))
    keys.settle()
    assert page.tabs.current() == BALANCES
    assert {row.account for row in page.balances.table.model.rows() if not row.head} == {"Cpl T. Vessin"}
    page.show_match(Match("voucher", 1, "B-ISS-2026-000001", "", "", "", "exact"))
    keys.settle()
    assert isinstance(QApplication.activeModalWidget(), VoucherViewDialog)


def test_f2_begins_with_what_is_selected(shown: tuple[MainWindow, LedgerPage], keys: Keys) -> None:
    _window, page = shown
    page.show_match(Match("weapon", 3, "ЛБ 2208", "", "", "", "exact"))
    keys.settle()
    keys.press(Qt.Key.Key_F7)
    dialog = QApplication.activeModalWidget()
    assert getattr(dialog, "kind", None) is VoucherKind.TRANSFER
    assert [row.mark for row in dialog.lines.rows()] == ["ЛБ 2208"]  # type: ignore[union-attr]


def test_a_million_ids_open_at_once(shown: tuple[MainWindow, LedgerPage], keys: Keys) -> None:
    _window, page = shown
    page.tabs.open(WEAPONS)
    keys.settle()
    page.weapons._turn += 1
    page.weapons._show(page.weapons._turn, [1, 2, 3] * 333_334)
    assert page.weapons.table.model.rowCount() == 1_000_002
    page.weapons.table.select(900_000)
    keys.settle()
    row = page.weapons.table.model.row_at(900_000)
    assert row is not None
    assert row.weapon.id == 1
