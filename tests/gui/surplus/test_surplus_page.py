"""The Surplus page by keyboard: from the line to the weapon, and from the mark to the declaration."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stockpile_app import audit, surplus
from stockpile_app.base.text import PSEUDO_LANGUAGE, use_language
from stockpile_app.gui.access.approval_dialog import ApprovalDialog
from stockpile_app.gui.access.approvals import AskNowDialog
from stockpile_app.gui.surplus.declare_dialog import DeclareDialog
from stockpile_app.gui.surplus.entry_dialogs import RequirementDialog, ReviewDialog
from stockpile_app.gui.surplus.page import SurplusPage
from stockpile_app.gui.surplus.statement_dialog import StatementDialog
from stockpile_app.gui.surplus.words import state_chip
from stockpile_app.gui.today.page import TodayPage
from stockpile_app.surplus import ReviewInput, Share
from tests.books import PASSPHRASE, Books, dump
from tests.gui.access.test_two_persons import front, in_sight, post, write
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.gui.surplus.conftest import Enter
from tests.people import NAMES, Staff
from tests.ready import ready_depot

CTRL = Qt.KeyboardModifier.ControlModifier


def go_to(page: SurplusPage, staff: Staff, item: str) -> None:
    """Make the line of an item type the current one."""
    rows = page.statement.table.model.rows()
    wanted = staff.books.item(item)
    page.statement.table.select(
        next(n for n, row in enumerate(rows) if row.line and row.line.item_type_id == wanted)
    )


def test_enter_shows_the_very_weapons_first_the_oldest_and_why(
    desk: AtDesk, staff: Staff, enter: Enter
) -> None:
    page = enter("officer")
    go_to(page, staff, "rifle")
    desk.press(Qt.Key.Key_Return, on=page.statement.table.view)
    rows = page.items.table.model.rows()
    assert [row.item.mark for row in rows[:2]] == ["in crate", "KM 00003"], "unknown age before the oldest"
    assert [bool(row.over) for row in rows] == [True, True, False, False, False]
    assert page.items.table.model.spoken(0, 7) == "Why, above the requirement, Serviceable"
    page.working.share_asked.emit(Share.BEYOND_REPAIR)
    desk.idle()
    assert [row.item.mark for row in page.items.table.model.rows()] == ["KM 00009"]
    desk.press(Qt.Key.Key_Escape)
    assert page.stack.currentWidget() is page.statement


def test_what_nobody_stated_is_its_own_state_and_cannot_be_marked(
    desk: AtDesk, staff: Staff, enter: Enter
) -> None:
    page = enter("officer")
    go_to(page, staff, "pistol")
    line = page.statement.current()
    assert line is not None
    assert (state_chip(line).status.value, line.surplus) == ("unverified", 0)
    position = page.statement.table.view.currentIndex().row()
    assert page.statement.table.model.cell(position, 5) is None, "no figure of surplus, not even 0"
    desk.press(Qt.Key.Key_Space, on=page.statement.table.view)
    assert not page.marks
    assert "No requirement is stated" in page.foot.text()
    assert not page.declare.isEnabled()


def test_mark_declare_and_approve_in_one_flow_by_keyboard(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    page = enter("officer")
    go_to(page, staff, "rifle")
    desk.press(Qt.Key.Key_Space, on=page.statement.table.view)
    go_to(page, staff, "ball")
    desk.press(Qt.Key.Key_Space, on=page.statement.table.view)
    assert page.foot.text() == "Marked: 2 weapons, 400 rounds of 2 item types"
    desk.press(Qt.Key.Key_Return, CTRL, desk.window)
    dialog = front(desk, DeclareDialog)
    assert isinstance(dialog, DeclareDialog)
    assert NAMES["approver"] in dialog.second.sentence
    assert dialog.apart.value() == staff.books.place("bay"), "the one place in which nothing stands"
    post(desk)
    assert dialog.isVisible(), "no authority and no reason yet"
    assert "authority" in dialog.authority._below.text()
    write(desk, "Minister of Defence")
    for _ in range(2):
        desk.press(Qt.Key.Key_Tab)
    write(desk, "Above the establishment of 2026")
    post(desk)
    front(desk, AskNowDialog)
    post(desk)
    approval = front(desk, ApprovalDialog)
    assert isinstance(approval, ApprovalDialog)
    assert staff.books.held("bay", "rifle") == 0, "nothing has moved yet"
    assert approval.view is not None
    assert approval.view.shown.will[0] == "Out of service: 2 weapons, 400 rounds"
    approval.approver.set_value(NAMES["approver"])
    approval.secret.setFocus()
    write(desk, PASSPHRASE)
    post(desk)
    desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)
    desk.idle()
    assert (staff.books.held("bay", "rifle"), staff.books.held("bay", "ball")) == (2, 400)
    assert not page.marks
    found = surplus.surplus_statement(staff.books.stockpile).line(staff.books.item("rifle"))
    assert found is not None
    assert (found.surplus, found.count(Share.DECLARED)) == (0, 2)
    assert audit.verify(staff.books.stockpile).holds


def test_a_what_if_is_labelled_and_changes_nothing_in_the_books(
    desk: AtDesk, staff: Staff, enter: Enter
) -> None:
    page = enter("officer")
    before = dump(staff.books.stockpile)
    page.statement._choose_scenario("Peace 2028")
    desk.idle()
    go_to(page, staff, "rifle")
    line = page.statement.current()
    assert line is not None
    assert (line.requirement, line.surplus) == (1, 4)
    assert "What if: Peace 2028. Nothing in the books changes" in page.notice.sentence
    desk.press(Qt.Key.Key_Space, on=page.statement.table.view)
    assert not page.marks
    assert not page.declare.isEnabled()
    assert dump(staff.books.stockpile) == before


def test_an_empty_page_says_what_to_do_first(desk: AtDesk, tmp_path: Path) -> None:
    books = ready_depot(tmp_path)
    desk.open(books)
    page = desk.page("surplus", SurplusPage)
    assert page.statement.table._empty is not None
    assert page.statement.table._empty.isVisible()
    page.state_requirement()
    dialog = front(desk, RequirementDialog)
    assert isinstance(dialog, RequirementDialog)
    dialog.item.set_value(books.item("rifle"))
    dialog.quantity.set_value("-1")
    dialog.source.set_value("Establishment table 4")
    post(desk)
    assert "never below zero" in dialog.quantity._below.text()
    dialog.quantity.set_value("120")
    dialog.scale_items.set_value("3")
    dialog.scale_posts.set_value("10")
    assert "36 items" in dialog.sum.text().replace("\u2066", "").replace("\u2069", "")
    post(desk)
    desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)
    desk.idle()
    line = page.statement.current()
    assert line is not None
    assert (line.requirement, line.shortage) == (36, 36)


def test_a_review_that_is_due_stands_on_the_first_page_one_key_from_its_remedy(
    desk: AtDesk, books: Books
) -> None:
    due = ReviewInput(
        operation_id=books.id(), reviewed_on="2025-11-10", next_on="2026-11-10", authority="Commander"
    )
    surplus.record_review(books.stockpile, due)
    desk.open(books)
    today = desk.page("today", TodayPage)
    rows = today.table.model.rows()
    today.table.select(next(n for n, row in enumerate(rows) if row.word == "Review due"))
    desk.press(Qt.Key.Key_Return, on=today.table.view)
    front(desk, ReviewDialog)
    write(desk, "Commander")
    post(desk)
    desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)
    assert surplus.reviews(books.stockpile)[0].next_on == "2027-11-20"


def test_the_statement_is_written_as_paper_and_as_a_workbook(
    desk: AtDesk, staff: Staff, enter: Enter, tmp_path: Path
) -> None:
    page = enter("officer")
    page.statement._choose_scenario("Peace 2028")
    desk.idle()
    for suffix in (".pdf", ".xlsx"):
        page.export_statement()
        dialog = front(desk, StatementDialog)
        assert isinstance(dialog, StatementDialog)
        dialog.kind.set_value(suffix)
        dialog.path.set_path(tmp_path / f"statement{suffix}")
        post(desk)
        desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)
        assert (tmp_path / f"statement{suffix}").stat().st_size > 1000
    pages = pypdfium2.PdfDocument(tmp_path / "statement.pdf")
    assert "What if" in pages[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", Qt.LayoutDirection.RightToLeft), (PSEUDO_LANGUAGE, Qt.LayoutDirection.LeftToRight)],
    ids=["right-to-left", "long"],
)
def test_the_page_fits(
    desk: AtDesk, staff: Staff, enter: Enter, qapp: QApplication, language: str, direction: Qt.LayoutDirection
) -> None:
    use_language(language)
    qapp.setLayoutDirection(direction)
    page = enter("officer")
    assert find_clipped_texts(page) == []
    go_to(page, staff, "rifle")
    desk.press(Qt.Key.Key_Return, on=page.statement.table.view)
    assert find_clipped_texts(page) == []
    assert unnamed_inputs(page) == []
    page.marks.add([page.items.picked(page.items.table.model.rows()[0])])
    page.declare_marked()
    dialog = front(desk, DeclareDialog)
    assert find_clipped_texts(dialog) == []
    assert unnamed_inputs(dialog) == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desk.idle()
