"""Cases in the window: reached from Today, worked on, closed; and the alarm of what reappears, reported."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stockpile_app import audit, cases, ledger
from stockpile_app.gui.cases.act_dialogs import AssignDialog, AttachDialog, CloseCaseDialog, NoteDialog
from stockpile_app.gui.cases.case_dialog import CaseDialog
from stockpile_app.gui.cases.cases_dialog import EVERY, CasesDialog
from stockpile_app.gui.cases.open_case_dialog import OpenCaseDialog
from stockpile_app.gui.cases.reappeared_dialog import ReappearedDialog
from stockpile_app.gui.ledger.life_dialog import LifeDialog
from stockpile_app.gui.ledger.receipt_dialog import ReceiptDialog
from stockpile_app.gui.ledger.start import Start
from stockpile_app.gui.today.need import Act
from stockpile_app.gui.today.page import TodayPage
from tests.books import Books
from tests.cases.gone import gone
from tests.cases.test_operations import new_case
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.naughty import NAMES_OF_SIXTY

Shown = TypeVar("Shown", bound=QWidget)


def front(desk: AtDesk, kind: type[Shown]) -> Shown:
    """The sheet of this kind; several lie over each other here."""
    desk.idle()
    (shown,) = (one for one in desk.qapp.topLevelWidgets() if isinstance(one, kind) and one.isVisible())
    return shown


def today(desk: AtDesk, books: Books) -> TodayPage:
    desk.open(books)
    return desk.page("today", TodayPage)


def test_a_case_is_opened_worked_on_and_closed(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    page = today(desk, books)
    page.duties.show_cases()
    listed = front(desk, CasesDialog)
    listed.begin.click()
    opening = front(desk, OpenCaseDialog)
    opening.post()
    assert "list" in opening.kind._below.text()
    opening.kind.set_value("missing")
    opening.post()
    desk.idle()
    assert "does not agree" in opening.text._below.text()
    opening.text.set_value("Not in rack 3\nat the evening count")
    opening.mark.set_value("KM 06427")
    opening.mark.left.emit()
    desk.idle()
    opening.duty.owner.set_text("Col P. Rhode")
    opening.post()
    desk.idle()
    (row,) = listed.table.model.rows()
    assert (row.case.subject, row.about) == (
        "Not in rack 3 at the evening count",
        "KM 06427 · Izhevsk AKM 7.62x39",
    )
    listed.show_case.click()
    shown = front(desk, CaseDialog)
    work_on(desk, shown, tmp_path)
    shown.ask_close()
    desk.idle()
    assert listed.table.model.rows() == []
    listed.tabs.open(EVERY)
    desk.idle()
    assert [one.outcome for one in listed.table.model.rows()] == ["explained"]
    assert audit.verify(books.stockpile).holds


def work_on(desk: AtDesk, shown: CaseDialog, folder: Path) -> None:
    """A note, a file that is saved again, another owner, and the end."""
    desk.idle()
    shown.note.click()
    note = front(desk, NoteDialog)
    note.note.set_value("The guard saw it on Monday")
    note.post()
    desk.idle()
    photo = folder / "rack 3.jpg"
    photo.write_bytes(b"light" * 1000)
    shown.attach.click()
    attach = front(desk, AttachDialog)
    attach.path.set_path(photo)
    attach.post()
    desk.idle()
    shown.files.select(0)
    shown._choose = lambda *_asked: str(folder / "out.jpg")
    shown.save()
    desk.idle()
    assert (folder / "out.jpg").read_bytes() == photo.read_bytes()
    shown.assign.click()
    assign = front(desk, AssignDialog)
    assign.duty.owner.set_text("WO2 K. Brandt")
    assign.duty.deadline.set_text("2026-13-40")
    assign.post()
    desk.idle()
    assert "not a date" in assign.duty.deadline._below.text()
    assign.duty.deadline.set_text("2026-12-24")
    assign.post()
    desk.idle()
    shown.close_case.click()
    closing = front(desk, CloseCaseDialog)
    closing.outcome.set_value("explained")
    closing.why.set_value("It lay in rack 4")
    closing.post()
    desk.idle()
    assert shown.view is not None
    assert (shown.view.row.owner, shown.view.row.outcome) == ("WO2 K. Brandt", "explained")
    assert not any(
        button.isEnabled() for button in (shown.note, shown.attach, shown.assign, shown.close_case)
    )


def test_late_cases_stand_first_on_today_and_one_key_opens_them(desk: AtDesk, books: Books) -> None:
    rifle = books.weapon_of(books.receive(books.new_rifle("KM 7")))
    for subject, deadline in (("later", "2026-12-24"), ("late", "2026-11-10")):
        about = (("weapon", rifle.id),)
        cases.open_case(books.stockpile, new_case(books, subject=subject, deadline=deadline, about=about))
    page = today(desk, books)
    rows = [need for need in page.table.model.rows() if need.act is Act.CASE]
    assert [(need.what, need.late) for need in rows] == [("late", "10 days late"), ("later", "in 34 days")]
    page.table.select(page.table.model.rows().index(rows[0]))
    page.table.view.setFocus()
    desk.press(Qt.Key.Key_Return)
    shown = front(desk, CaseDialog)
    assert shown.number == "B-CAS-2026-000002"
    shown.life_asked.emit("weapon", rifle.id)
    life = front(desk, LifeDialog)
    assert life.pane.life is not None
    assert [event.voucher for event in life.pane.life.events if event.word == "case"] == [
        "B-CAS-2026-000001",
        "B-CAS-2026-000002",
    ]
    shown.ask_close()
    life.pane.voucher_asked.emit("B-CAS-2026-000001")
    assert front(desk, CaseDialog).number == "B-CAS-2026-000001"


@pytest.mark.parametrize("serial", ["KM 06427", "KM O6427"])
def test_what_reappears_is_reported_from_the_receipt_that_met_it(
    desk: AtDesk, books: Books, serial: str
) -> None:
    gone(books, ledger.weapon_with_mark(books.stockpile, "KM 06427")[0])
    page = today(desk, books)
    asked = books.receipt(books.new_rifle(serial), books.new_rifle("KM 7"), on="2026-11-15")
    page.duties.open(ledger.VoucherKind.RECEIPT, Start(draft=asked))
    receipt = front(desk, ReceiptDialog)
    desk.idle()
    row = receipt.lines.rows()[0]
    (alarm,) = row.findings
    assert alarm.rule == ("LEDGER-36" if serial == "KM 06427" else "LEDGER-37")
    remedy = receipt.remedies(alarm)[0]
    assert remedy.text == "Report it as reappeared"
    assert any(one.text == "Accept and say why" for one in receipt.remedies(alarm)) == (
        alarm.rule == "LEDGER-37"
    )
    remedy.act()
    report = front(desk, ReappearedDialog)
    assert (report.mark.value(), report.weapon.value()) == (serial, 1)
    report.post()
    assert "list" in report.place._below.text()
    report.place.set_value(books.place("workshop"))
    report.party.set_value("Police, Kasama post")
    report.post()
    desk.idle()
    (case,) = cases.cases(books.stockpile)
    assert serial in case.case.subject
    assert [line.mark for line in receipt.lines.rows()] == ["KM 7"]
    assert not receipt.refused()


def test_long_names_fit_and_everything_can_be_read_aloud(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    name = NAMES_OF_SIXTY[0]
    subject = "Met again though destroyed, as the paper of the depot says beyond any doubt " * 4
    done = cases.open_case(
        books.stockpile,
        new_case(books, subject=subject, owner=name, about=(("weapon", 1), ("lot", 1), ("voucher", 1))),
    )
    for number, other in enumerate(NAMES_OF_SIXTY):
        cases.note_case(books.stockpile, books.id(), done.case.number, f"{other} was asked {number} times")
    file = tmp_path / f"{name[:40].replace('/', '-')}.pdf"
    file.write_bytes(b"paper")
    cases.attach(
        books.stockpile,
        cases.NewAttachment(operation_id=books.id(), about=("case", done.case.id), path=file, remark=name),
    )
    page = today(desk, books)
    page.duties.show_cases()
    seen: list[type] = [CasesDialog]
    assert find_clipped_texts(front(desk, CasesDialog)) == []
    shown = page.duties.show_case(done.case.number)
    desk.idle()
    assert find_clipped_texts(shown) == []
    at_desk = desk.application.desk
    assert shown.view is not None
    assert at_desk is not None
    for dialog in (
        NoteDialog(at_desk, shown, shown.number),
        AssignDialog(at_desk, shown, shown.view.row),
        AttachDialog(at_desk, shown, shown.view.row),
        CloseCaseDialog(at_desk, shown, shown.view.row),
        OpenCaseDialog(at_desk, shown),
        ReappearedDialog(at_desk, shown, "KM 06427"),
    ):
        dialog.open()
        desk.idle()
        seen.append(type(dialog))
        assert find_clipped_texts(dialog) == []
        assert unnamed_inputs(dialog) == []
        dialog.ask_close()
    assert len(seen) == 7
