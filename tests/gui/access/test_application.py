"""One desk from opening to closing: lock, idle, search, status, a fault of our own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from stockpile_app.gui.access.entry_window import EntryWindow
from stockpile_app.gui.access.lock_sheet import IdleWatch
from stockpile_app.gui.common import CrashDialog
from stockpile_app.gui.ledger.page import LedgerPage
from tests.books import PASSPHRASE, Books, reopened
from tests.gui.at_desk import AtDesk

CTRL = Qt.KeyboardModifier.ControlModifier


def test_control_l_locks_and_only_the_passphrase_unlocks(desk: AtDesk, books: Books) -> None:
    window = desk.open(books)
    QTest.keyClick(window, Qt.Key.Key_L, CTRL)
    lock = desk.application.lock
    assert lock is not None
    assert lock.isVisible()
    lock.reject()
    assert lock.isVisible()
    lock._secret.set_value("wrong")
    lock.unlock()
    desk.idle()
    assert desk.application.lock is lock
    assert lock._secret._below.text()
    lock._secret.set_value(PASSPHRASE)
    lock.unlock()
    desk.idle()
    assert desk.application.lock is None


def test_nobody_at_the_desk_is_noticed_and_a_key_puts_it_off(qtbot: QtBot, desk: AtDesk) -> None:
    window = desk.enter()
    watch = IdleWatch(window, after_ms=60)
    with qtbot.waitSignal(watch.idle, timeout=2_000):
        QTest.keyClick(window, Qt.Key.Key_Shift)


def test_the_status_bar_tells_verification_and_journal(desk: AtDesk, books: Books) -> None:
    window = desk.open(books)
    size = books.stockpile.value("SELECT count(*) FROM journal")
    assert str(size) in window.status.text_of("journal")
    assert window.status.text_of("verified")


def test_a_search_opens_what_it_found(desk: AtDesk, books: Books) -> None:
    window = desk.open(books)
    QTest.keyClick(window, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(window.search, "KM 06427")
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    desk.idle()
    assert isinstance(window.page(), LedgerPage)


def test_closing_the_books_lets_the_next_one_in(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    desk.application.close_books()
    desk.idle()
    assert isinstance(desk.application.window, EntryWindow)
    again = reopened(books)
    assert not again.read_only
    again.close()


def test_our_own_fault_is_shown_with_a_report(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    problem = ValueError("a bug")
    desk.application.met_fault(type(problem), problem, None)
    dialog = desk.dialog(CrashDialog)
    assert "ValueError" in dialog.report
    dialog.ask_close()
