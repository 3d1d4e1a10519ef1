"""The verbs of the ledger, one by one, on a small depot."""

from __future__ import annotations

from stockpile_app import ledger
from tests.books import Books


def test_a_receipt_brings_a_weapon_and_a_lot_into_the_books(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    books.lot("17-83-270", 1000)
    assert books.where(rifle) == (books.place("armoury"), "serviceable")
    assert (books.held("armoury", "rifle"), books.held("magazine", "ball")) == (1, 1000)


def test_an_issue_and_its_hand_in(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    issued = books.issue(rifle)
    assert issued.number == "B-ISS-2026-000001"
    assert books.where(rifle)[0] == books.place("holder")
    assert [one.number for one in ledger.open_issues(books.stockpile)] == [issued.number]
    books.hand_in(rifle)
    assert books.where(rifle)[0] == books.place("armoury")
    assert ledger.open_issues(books.stockpile) == []


def test_what_is_issued_cannot_be_issued_again(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    books.issue(rifle)
    found = books.refuse(ledger.issue, books.issue_voucher(rifle, on="2026-11-03T06:30"))
    assert [finding.rule for finding in found] == ["LEDGER-03"]
    assert found[0].sentence == "This weapon is already issued to somebody else"
