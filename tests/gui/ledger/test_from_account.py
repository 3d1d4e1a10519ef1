"""The account a voucher takes from follows the first line until somebody has named it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from stockpile_app import catalogue
from stockpile_app.gui.common import Button, FindingCard
from stockpile_app.gui.ledger.start import Start
from stockpile_app.ledger import VoucherKind
from tests.books import Books
from tests.gui.ledger.conftest import Keys

Begin = Callable[..., Any]
ALT = Qt.KeyboardModifier.AltModifier


def below(field: Any) -> str:
    return str(field.editor.accessibleDescription())


def words_of_card(dialog: Any) -> list[str]:
    return [button.words for button in dialog.findChild(FindingCard).findChildren(Button)]


def test_a_proposed_account_gives_way_to_the_first_weapon(books: Books, begin: Begin, keys: Keys) -> None:
    books.rifle("KM 06427")
    books.transfer(books.rifle("KM 06431"), to="workshop")
    dialog = begin(
        VoucherKind.ISSUE, Start(account_id=books.place("armoury"), holder_id=books.place("holder"))
    )
    keys.scan("KM 06431")
    assert dialog.source.value() == books.place("workshop")
    assert below(dialog.source) == "follows the first line"
    keys.scan("KM 06427")
    assert dialog.source.value() == books.place("workshop")
    assert [row.refused for row in dialog.lines.rows()] == [False, True]


def test_an_account_that_was_scanned_stays_and_the_card_offers_the_other(
    books: Books, begin: Begin, keys: Keys
) -> None:
    books.transfer(books.rifle("KM 06431"), to="workshop")
    dialog = begin(VoucherKind.ISSUE, Start(holder_id=books.place("holder")))
    keys.scan("Armoury 1", "KM 06431")
    assert dialog.source.value() == books.place("armoury")
    offered = words_of_card(dialog)
    assert offered[0].startswith("Take it from")
    assert "Record its hand-in first" not in offered
    dialog.findChild(FindingCard).findChildren(Button)[0].click()
    keys.settle()
    assert dialog.source.value() == books.place("workshop")
    assert not dialog.lines.rows()[0].refused


def test_a_transfer_follows_for_rounds_and_lets_each_weapon_say_its_own_place(
    books: Books, begin: Begin, keys: Keys
) -> None:
    books.lot("17-83-270", 5000, on="2026-11-01", to="armoury")
    dialog = begin(VoucherKind.TRANSFER)
    keys.scan("17-83-270")
    keys.type("700", enter=True)
    assert dialog.source.value() == books.place("armoury")
    other = begin(VoucherKind.TRANSFER)
    books.rifle("KM 06427")
    keys.scan("KM 06427")
    assert other.source.value() is None


def test_rounds_are_found_where_they_are(books: Books, begin: Begin, keys: Keys) -> None:
    books.lot("17-83-270", 5000, on="2026-11-01", to="armoury")
    dialog = begin(VoucherKind.ISSUE, Start(account_id=books.place("workshop")))
    keys.scan("17-83-270")
    assert dialog.source.value() == books.place("armoury")
    keys.type("40", enter=True)
    assert dialog.lines.rows()[0].quantity == 40


def test_letters_of_a_name_in_the_scan_field_are_the_holder(books: Books, begin: Begin, keys: Keys) -> None:
    dialog = begin(VoucherKind.ISSUE)
    keys.scan("vessin")
    assert dialog.holder.value() == books.place("holder")


def test_alt_1_says_that_the_whole_kit_is_there_and_a_serial_goes_on(
    books: Books, begin: Begin, keys: Keys
) -> None:
    catalogue.set_kit(books.stockpile, books.id(), books.item("rifle"), [("Magazine", 4), ("Sling", 1)])
    for mark in ("KM 06427", "KM 06431"):
        books.rifle(mark)
    dialog = begin(VoucherKind.ISSUE)
    keys.scan("KM 06427")
    keys.press(Qt.Key.Key_1, ALT)
    assert [answer.confirmed for answer in dialog.lines.rows()[0].line.kit] == [4, 1]
    keys.type("KM 06431", enter=True)
    keys.type("KM 06427", enter=True)
    assert [row.mark for row in dialog.lines.rows()] == ["KM 06427", "KM 06431", "KM 06427"]
