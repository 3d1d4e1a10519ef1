"""Packs in the window: what is out, sending, coming back, and the window that can do a pack's task alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from stockpile_app import ledger
from stockpile_app.audit import depot_public
from stockpile_app.exchange.pack import ToKey, packs, send_pack, take_back
from stockpile_app.gui.access.entry_window import EntryWindow
from stockpile_app.gui.exchange.open_pack_dialog import OpenPackDialog
from stockpile_app.gui.exchange.pack_answers import RemarkDialog, WriteAnswerDialog
from stockpile_app.gui.exchange.pack_dialogs import (
    AnswersDialog,
    GiveUpDialog,
    SendPackDialog,
    TakePackDialog,
)
from stockpile_app.gui.exchange.pack_window import PackWindow
from stockpile_app.gui.exchange.page import PACKS, ExchangePage
from tests.books import Books
from tests.exchange.pack.packs import INSPECTOR, SECRET, Stick, a_stick, request
from tests.gui.at_desk import NOTEBOOK, AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.naughty import NAMES_OF_SIXTY, NAUGHTY


@pytest.fixture
def stick(books: Books) -> Stick:
    books.rifle("KM 06428")
    books.slings(12)
    return a_stick(books)


def packs_page(desk: AtDesk, books: Books) -> ExchangePage:
    desk.open(books)
    page = desk.page("exchange", ExchangePage)
    page.list.tabs.open(PACKS)
    desk.idle()
    return page


def room(desk: AtDesk, page: ExchangePage) -> int:
    """How wide a page may be beside the navigation."""
    return NOTEBOOK.width() - page.mapTo(desk.window, page.rect().topLeft()).x()


def pack_window(desk: AtDesk, stick: Stick) -> PackWindow:
    entry = desk.enter(stick.path)
    entry.open._secret.set_value(SECRET)
    entry.open.open()
    desk.qtbot.waitUntil(lambda: isinstance(desk.application.window, PackWindow), timeout=20_000)
    window = desk.application.window
    assert isinstance(window, PackWindow)
    window.resize(NOTEBOOK)
    desk.idle()
    return window


def test_a_pack_is_sent_shown_and_taken_back(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    page = packs_page(desk, books)
    page.send_pack()
    dialog = desk.dialog(SendPackDialog)
    dialog.place.set_value(books.place("armoury"))
    dialog.receiver.set_value(INSPECTOR)
    dialog.secrets.secret.set_value(SECRET)
    dialog.secrets.again.set_value("something else")
    dialog.path.set_path(tmp_path / "sent")
    dialog.post()
    assert "not the same" in dialog.secrets.again._below.text()
    dialog.secrets.secret.set_value("short")
    dialog.secrets.again.set_value("short")
    dialog.post()
    desk.idle()
    assert "At least 8 characters" in dialog.secrets.secret._below.text()
    assert not (tmp_path / "sent.stockpack").exists()
    dialog.secrets.secret.set_value(SECRET)
    dialog.secrets.again.set_value(SECRET)
    dialog.post()
    desk.idle()
    (row,) = page.list.packs.table.model.rows()
    assert (row.pack.receiver, row.holds, row.end) == (INSPECTOR, 1, None)
    stick = Stick(books, tmp_path / "sent.stockpack", None)  # type: ignore[arg-type]
    page.take_pack()
    taking = desk.dialog(TakePackDialog)
    taking.path.set_path(stick.path)
    taking.post()
    desk.idle()
    assert "went out" in taking.message.accessibleName()
    taking.path.set_path(stick.answered(state="remark"))
    taking.post()
    desk.idle()
    (row,) = page.list.packs.table.model.rows()
    assert row.end is not None
    page.show_answers(row)
    answers = desk.dialog(AnswersDialog)
    desk.idle()
    assert [one.remark for one in answers.table.model.rows()] == ["scratched"]
    answers.ask_close()


def test_a_lost_pack_is_given_up(desk: AtDesk, stick: Stick) -> None:
    page = packs_page(desk, stick.books)
    page.list.packs.table.select(0)
    page.give_up()
    dialog = desk.dialog(GiveUpDialog)
    dialog.post()
    desk.idle()
    assert "reason" in dialog.reason._below.text()
    dialog.reason.set_value("Stick lost on the way")
    dialog.post()
    desk.idle()
    assert all(state.end for state in packs(stick.books.stockpile))
    assert not page.list.give_up.isEnabled()


def test_every_pack_dialog_fits_and_can_be_read_aloud(desk: AtDesk, books: Books) -> None:
    for number, name in enumerate(NAMES_OF_SIXTY):
        books.places["long"] = books.account("location", name)
        books.rifle(f"L {number}", to="long")
        stick = a_stick(books, f"{number}.stockpack")
        if number % 2:
            take_back(books.stockpile, stick.answered(f"a{number}", by=name, state="remark"))
    page = packs_page(desk, books)
    assert find_clipped_texts(desk.window) == []
    assert page.list.minimumSizeHint().width() <= room(desk, page)
    for ask in (page.send_pack, page.take_pack):
        ask()
        dialog = desk.dialog(SendPackDialog if ask == page.send_pack else TakePackDialog)
        assert find_clipped_texts(dialog) == []
        assert unnamed_inputs(dialog) == []
        dialog.ask_close()


def test_the_pack_window_is_worked_by_keyboard_and_scanner(desk: AtDesk, stick: Stick) -> None:
    window = pack_window(desk, stick)
    session = window.session
    assert find_clipped_texts(window) == []
    assert unnamed_inputs(window) == []
    assert window.table.view.hasFocus() or window.table.hasFocus()
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_F3)
    assert [session.answer_to(line).state for line in (1, 2, 3)] == ["seen", "not seen", ""]
    desk.press(Qt.Key.Key_F4)
    remark = desk.dialog(RemarkDialog)
    remark.note()
    assert remark.isVisible()
    remark.words.set_value("Two slings are torn")
    remark.note()
    desk.idle()
    assert session.answer_to(3).remark == "Two slings are torn"
    window.activateWindow()  # without a desktop nobody gives it back
    desk.idle()
    window.table.select(1)
    desk.press(Qt.Key.Key_F6, on=window.table.view)
    assert session.answer_to(2).state == ""
    window.scan.take("KM 06428")
    assert session.answer_to(2).state == "seen"
    assert window.toast.isVisible()
    window.scan.take("KM 1")
    assert "not in this pack" in window.message.accessibleName()
    desk.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier, on=window.table.view)
    assert not session.unsaved
    window.write_answer()
    dialog = desk.dialog(WriteAnswerDialog)
    dialog.write()
    desk.idle()
    assert "name" in dialog.by._below.text()
    dialog.by.set_value(INSPECTOR)
    dialog.write()
    desk.idle()
    window.leave()
    desk.idle()
    assert isinstance(desk.application.window, EntryWindow)
    back = take_back(stick.books.stockpile, stick.path.with_name("out-answer.stockpack"))
    assert back.states == {"seen": 2, "remark": 1}
    assert ledger.holds_in_force(stick.books.stockpile) == []
    stick.books.stockpile.close()


def test_what_was_answered_is_there_again_and_the_lock_closes_the_pack(desk: AtDesk, stick: Stick) -> None:
    window = pack_window(desk, stick)
    window.answer("seen")
    desk.application.lock_screen()
    desk.idle()
    assert isinstance(desk.application.window, EntryWindow)
    assert pack_window(desk, stick).session.answer_to(1).state == "seen"
    stick.books.stockpile.close()


def test_what_cannot_be_opened_is_told_in_place(desk: AtDesk, stick: Stick) -> None:
    entry = desk.enter(stick.path)
    assert "told another way" in entry.open._secret._below.text()
    entry.open._secret.set_value("wrong")
    entry.open.open()
    desk.idle()
    assert "does not open this pack" in entry.open._secret._below.text()
    stick.path.write_bytes(stick.path.read_bytes()[:-10])
    entry.open._secret.set_value(SECRET)
    entry.open.open()
    desk.idle()
    assert "damaged" in entry.open.message.accessibleName()
    stick.books.stockpile.close()


def test_naughty_remarks_stop_nothing(desk: AtDesk, stick: Stick) -> None:
    window = pack_window(desk, stick)
    for text in NAUGHTY[:70]:
        window.table.select(0)
        window.remark()
        dialog = desk.dialog(RemarkDialog)
        dialog.words.set_value(text)
        dialog.note()
        if dialog.isVisible():
            dialog.ask_close()
    window.scan.take(NAUGHTY[26])
    desk.idle()
    assert window.save()
    stick.books.stockpile.close()


def test_a_pack_sealed_to_these_books_is_opened_by_them(desk: AtDesk, stick: Stick, tmp_path: Path) -> None:
    books = stick.books
    target = tmp_path / "for-us.stockpack"
    books.lot("17-83-271", 500)
    ours = ToKey(depot_public(books.stockpile).sealing_public)
    send_pack(books.stockpile, request(books, target, sealing=ours, place="magazine"))
    page = packs_page(desk, books)
    assert page.list.minimumSizeHint().width() <= room(desk, page)
    page.open_pack()
    dialog = desk.dialog(OpenPackDialog)
    assert find_clipped_texts(dialog) == []
    assert unnamed_inputs(dialog) == []
    dialog.open_it()
    assert "Choose the file" in dialog.path.field._below.text()
    dialog.path.set_path(stick.path)
    dialog.open_it()
    desk.idle()
    assert dialog.path.field._below.text(), "the other pack is locked with a passphrase"
    dialog.path.set_path(target)
    dialog.open_it()
    desk.qtbot.waitUntil(lambda: isinstance(desk.application.window, PackWindow), timeout=20_000)
    assert desk.application.desk is None
    assert desk.application.window.session.header.task  # type: ignore[union-attr]
