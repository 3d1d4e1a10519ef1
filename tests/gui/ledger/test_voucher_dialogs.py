"""Every kind of voucher is written and posted by keyboard and scanner alone; Enter never posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from stockpile_app import catalogue, ledger
from stockpile_app.catalogue.model import ItemPack
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import Button, FindingCard
from stockpile_app.gui.ledger.hand_in_dialog import HandInDialog
from stockpile_app.gui.ledger.issue_dialog import next_due
from stockpile_app.gui.ledger.start import Start
from stockpile_app.ledger import VoucherKind
from stockpile_app.ledger.drafts import drafts
from tests.books import Books
from tests.gui.ledger.conftest import Keys

Begin = Callable[..., Any]
CTRL = Qt.KeyboardModifier.ControlModifier


def posted(books: Books, kind: VoucherKind) -> list[ledger.VoucherRow]:
    return [row for row in ledger.vouchers(books.stockpile) if row.kind == kind]


def issued(books: Books, *marks: str) -> None:
    """Rifles that are out since this morning."""
    rifles = [books.rifle(mark) for mark in marks]
    books.issue(*rifles, on="2026-11-20T06:30", due="2026-11-20T18:30", purpose="Guard, Gate 2")


def test_morning_issue_by_card_and_scans(books: Books, begin: Begin, keys: Keys) -> None:
    issued(books, "KM 1")
    for mark in ("KM 06427", "KM 06431"):
        books.rifle(mark)
    dialog = begin(VoucherKind.ISSUE)
    keys.scan("Cpl T. Vessin")
    assert dialog.purpose.text() == "Guard, Gate 2"
    assert str(dialog.due.value()) == "2026-11-20 18:30"
    keys.scan("KM 06427", "KM 06431")
    assert [row.mark for row in dialog.lines.rows()] == ["KM 06427", "KM 06431"]
    assert len(posted(books, VoucherKind.ISSUE)) == 1
    keys.post()
    latest = posted(books, VoucherKind.ISSUE)[0]
    assert (latest.lines, latest.to_account) == (2, "Cpl T. Vessin")
    assert books.held("holder", "rifle") == 3


def test_enter_never_posts(books: Books, begin: Begin, keys: Keys) -> None:
    books.rifle("KM 06427")
    dialog = begin(
        VoucherKind.ISSUE, Start(account_id=books.place("armoury"), holder_id=books.place("holder"))
    )
    keys.scan("KM 06427")
    keys.go_to("Due back")
    keys.type("2026-11-20 18:30")
    for _ in range(40):
        keys.press(Qt.Key.Key_Tab)
        if not isinstance(keys.focused, Button):
            keys.press(Qt.Key.Key_Return)
    assert dialog.post_button.isEnabled()
    assert not posted(books, VoucherKind.ISSUE)
    keys.post()
    assert len(posted(books, VoucherKind.ISSUE)) == 1


def test_rounds_ask_for_a_quantity_in_packs(books: Books, begin: Begin, keys: Keys) -> None:
    books.lot("17-83-270", 5000, on="2026-11-01", to="armoury")
    catalogue.declare_pack(books.stockpile, books.id(), ItemPack(books.item("ball"), "box", 50))
    dialog = begin(
        VoucherKind.ISSUE, Start(account_id=books.place("armoury"), holder_id=books.place("holder"))
    )
    keys.scan("17-83-270")
    assert keys.focused.accessibleName() == "Quantity"
    keys.type("25 boxes")
    assert any(label.text().endswith("250 rounds") for label in dialog.findChildren(QLabel))
    keys.press(Qt.Key.Key_Return)
    assert dialog.lines.rows()[0].quantity == 1250
    assert dialog.lines.rows()[0].line.entered == "25 boxes"
    keys.post()
    assert books.held("holder", "ball") == 1250


def test_evening_hand_in_names_holder_and_what_is_missing(books: Books, begin: Begin, keys: Keys) -> None:
    issued(books, "KM 06427", "KM 06431", "TE 70415")
    dialog = begin(VoucherKind.HAND_IN)
    assert isinstance(dialog, HandInDialog)
    keys.scan("Armoury 1", "KM 06427", "KM 06431")
    assert dialog.holder.text().startswith("Cpl T. Vessin")
    assert dialog.still_out() == ["TE 70415"]
    keys.post()
    assert books.held("holder", "rifle") == 1
    assert books.held("armoury", "rifle") == 2


def test_receipt_of_serials_after_each_other(books: Books, begin: Begin, keys: Keys) -> None:
    dialog = begin(VoucherKind.RECEIPT)
    keys.choose("Source", "Ministry of Defence")
    keys.choose("Into account", "Armoury 1")
    keys.choose("Item type", "AKM")
    keys.choose("Condition", "Serviceable")
    keys.go_to("Made in country")
    keys.type("RUS")
    keys.press(Qt.Key.Key_Escape)
    keys.scan("XA 0001", "XA 0002", "52E029294")
    assert [row.mark for row in dialog.lines.rows()] == ["XA 0001", "XA 0002", "52E029294"]
    keys.post()
    weapons = ledger.weapon_rows(books.stockpile, ledger.weapon_ids(books.stockpile))
    assert {row.weapon.serial for row in weapons} == {"XA 0001", "XA 0002", "52E029294"}
    assert {(row.weapon.country, row.condition, row.account) for row in weapons} == {
        ("RUS", "serviceable", "Armoury 1")
    }


def test_look_alike_asks_for_the_reason(books: Books, begin: Begin, keys: Keys) -> None:
    books.rifle("KM 06427", make="Izhevsk")
    dialog = begin(VoucherKind.RECEIPT, Start(account_id=books.place("armoury")))
    keys.choose("Source", "Ministry")
    keys.choose("Item type", "AKM")
    keys.choose("Condition", "Serviceable")
    keys.go_to("Calibre")
    keys.type("7.62x39")
    keys.press(Qt.Key.Key_Escape)
    keys.scan("KM O6427")
    assert dialog.lines.rows()[0].refused
    accept = next(b for b in dialog.findChildren(Button) if b.words == "Accept and say why")
    accept.setFocus()
    keys.press(Qt.Key.Key_Space)
    keys.type("read twice, they are two", enter=True)
    assert not dialog.lines.rows()[0].refused
    keys.post()
    reason = books.stockpile.value("SELECT reason FROM look_alike")
    assert reason == "read twice, they are two"


def test_transfer_expenditure_and_reclassification(books: Books, begin: Begin, keys: Keys) -> None:
    books.rifle("KM 06427")
    books.lot("17-83-270", 500)
    begin(VoucherKind.TRANSFER)
    keys.scan("KM 06427", "Workshop")
    keys.post()
    assert books.held("workshop", "rifle") == 1

    begin(VoucherKind.RECLASSIFICATION)
    keys.scan("Workshop", "KM 06427")
    keys.choose("Condition after", "Repairable")
    keys.go_to("Inspection that says so")
    keys.type("Gauge report 7")
    keys.post()
    assert books.stockpile.value("SELECT condition FROM weapon") == "repairable"

    begin(VoucherKind.EXPENDITURE)
    keys.scan("Magazine 1", "17-83-270")
    keys.type("120", enter=True)
    keys.go_to("Occasion")
    keys.type("Range day")
    keys.post()
    assert books.held("magazine", "ball") == 380


def test_container_moves_with_what_is_in_it(books: Books, begin: Begin, keys: Keys) -> None:
    dialog = begin(VoucherKind.TRANSFER)
    keys.scan("Armoury 1", "Crate 14")
    assert keys.focused.accessibleName() == "Move it with what is in it"
    keys.press(Qt.Key.Key_Space)
    assert dialog.lines.rows()[0].mark == "Crate 14"
    keys.post()
    assert ledger.container_places(books.stockpile)[books.place("crate")] == books.place("armoury")


def test_opening_balance_of_a_quantity(books: Books, begin: Begin, keys: Keys) -> None:
    begin(VoucherKind.OPENING)
    keys.choose("Into account", "Armoury 1")
    keys.choose("Condition", "Serviceable")
    keys.choose("Item type", "Sling")
    assert keys.focused.accessibleName() == "Quantity"
    keys.type("40", enter=True)
    keys.post()
    assert books.held("armoury", "sling") == 40


def test_undo_is_a_reversal_with_a_reason(books: Books, begin: Begin, keys: Keys) -> None:
    rifle = books.rifle("KM 06427")
    number = books.transfer(rifle, to="workshop").number
    dialog = begin(VoucherKind.REVERSAL, Start(voucher_number=number))
    assert [row.mark for row in dialog.lines.rows()] == ["KM 06427"]
    assert keys.focused.accessibleName() == "Reason"
    keys.post()
    assert not posted(books, VoucherKind.REVERSAL)
    keys.type("wrong rifle")
    keys.post()
    assert posted(books, VoucherKind.REVERSAL)
    assert books.held("armoury", "rifle") == 1


def test_refusal_card_says_everything_and_offers_remedies(books: Books, begin: Begin, keys: Keys) -> None:
    rifle = books.rifle("KM 06427")
    books.issue(rifle, on="2026-11-18T17:40", to="other holder", due="2026-11-19T18:00")
    start = Start(account_id=books.place("armoury"), holder_id=books.place("holder"))
    dialog = begin(VoucherKind.ISSUE, start)
    keys.go_to("Due back")
    keys.type("2026-11-20 18:30")
    keys.press(Qt.Key.Key_Escape)
    keys.scan("KM 06427")
    card = dialog.findChild(FindingCard)
    words = " ".join(label.text() for label in card.findChildren(QLabel))
    for part in (
        "already issued to somebody else",
        "Row 1, field Serial",
        "Armoury 1",
        "Sgt A. Moru",
        "LEDGER-03",
    ):
        assert part in words
    for name in ("Where", "Expected", "Got", "Rule"):
        assert name in words
    assert [button.words for button in card.findChildren(Button)] == [
        "Record its hand-in first",
        "Remove row 1",
        "Show its life",
    ]
    assert not dialog.post_button.isEnabled()
    keys.post()
    assert len(posted(books, VoucherKind.ISSUE)) == 1
    keys.press(Qt.Key.Key_Delete)
    assert dialog.lines.rows() == []


def test_remedy_opens_the_hand_in_and_the_issue_looks_again(
    books: Books, begin: Begin, keys: Keys, qtbot: Any
) -> None:
    rifle = books.rifle("KM 06427")
    books.issue(rifle, on="2026-11-18T17:40", to="other holder", due="2026-11-19T18:00")
    dialog = begin(
        VoucherKind.ISSUE, Start(account_id=books.place("armoury"), holder_id=books.place("holder"))
    )
    keys.go_to("Due back")
    keys.type("2026-11-20 18:30")
    keys.press(Qt.Key.Key_Escape)
    keys.scan("KM 06427")
    keys.press(Qt.Key.Key_F3)
    other = QApplication.activeModalWidget()
    assert isinstance(other, HandInDialog)
    other.activateWindow()
    keys.settle()
    keys.scan("Armoury 1")
    keys.post()
    assert books.held("armoury", "rifle") == 1
    qtbot.waitUntil(dialog.post_button.isEnabled)


def test_draft_is_kept_found_and_finished(books: Books, begin: Begin, keys: Keys) -> None:
    books.rifle("KM 06427")
    begin(VoucherKind.ISSUE, Start(account_id=books.place("armoury"), holder_id=books.place("holder")))
    keys.scan("KM 06427")
    keys.press(Qt.Key.Key_S, CTRL)
    kept = drafts(books.stockpile)
    assert len(kept) == 1
    dialog = begin(VoucherKind.ISSUE, Start(draft=kept[0].voucher))
    assert [row.mark for row in dialog.lines.rows()] == ["KM 06427"]
    assert dialog.holder.value() == books.place("holder")
    keys.go_to("Due back")
    keys.type("2026-11-20 18:30")
    keys.post()
    assert len(posted(books, VoucherKind.ISSUE)) == 1
    assert drafts(books.stockpile) == []


def test_leaving_lines_asks_first(books: Books, begin: Begin, keys: Keys) -> None:
    books.rifle("KM 06427")
    dialog = begin(VoucherKind.TRANSFER)
    keys.scan("KM 06427")
    keys.press(Qt.Key.Key_Escape)
    question = QApplication.activeModalWidget()
    assert question is not dialog
    assert question.windowTitle() == "Leave this voucher"
    question.activateWindow()
    keys.settle()
    keys.press(Qt.Key.Key_D, CTRL)
    assert drafts(books.stockpile) == []


def test_kit_is_confirmed_line_by_line(books: Books, begin: Begin, keys: Keys) -> None:
    books.rifle("KM 06427")
    catalogue.set_kit(books.stockpile, books.id(), books.item("rifle"), [("Magazine", 3), ("Sling", 1)])
    dialog = begin(
        VoucherKind.ISSUE, Start(account_id=books.place("armoury"), holder_id=books.place("holder"))
    )
    keys.scan("KM 06427")
    keys.press(Qt.Key.Key_Return)
    keys.type("0", enter=True)
    kit = dialog.lines.rows()[0].line.kit
    assert [(answer.description, answer.expected, answer.confirmed) for answer in kit] == [
        ("Magazine", 3, 3),
        ("Sling", 1, 0),
    ]


def test_look_alike_of_a_scan_is_offered_never_taken(books: Books, begin: Begin, keys: Keys) -> None:
    books.rifle("KM 06427")
    dialog = begin(VoucherKind.TRANSFER)
    keys.scan("KM O6427")
    assert dialog.lines.rows() == []
    assert dialog.lines.asking
    keys.press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert [row.mark for row in dialog.lines.rows()] == ["KM 06427"]


def test_holder_is_added_from_within_the_field(books: Books, begin: Begin, keys: Keys, desk: Desk) -> None:
    dialog = begin(VoucherKind.ISSUE)
    dialog.holder.chosen.emit(-1)
    keys.settle()
    question = QApplication.activeModalWidget()
    question.activateWindow()
    keys.settle()
    keys.go_to("Name")
    keys.type("Pte L. Adisa")
    keys.post()
    assert dialog.holder.text() == "Pte L. Adisa"
    assert ledger.account_named(books.stockpile, "Pte L. Adisa")


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        ("2026-11-02T18:30", "2026-11-20 08:00", "2026-11-20 18:30"),
        ("2026-11-02T06:00", "2026-11-20 08:00", "2026-11-21 06:00"),
        ("2026-11-02T24:00", "2026-11-20 08:00", "2026-11-20 23:59"),
    ],
)
def test_next_due_is_the_same_time_of_day_still_to_come(last: str, now: str, due: str) -> None:
    assert next_due(last, now) == due
