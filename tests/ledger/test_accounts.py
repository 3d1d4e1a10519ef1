"""Accounts, holds and seals: opened once, named, readable, refused with a complete finding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from stockpile_app import ledger
from stockpile_app.ledger import HoldKind, NewAccount, NewHold, VoucherKind
from tests.books import Books, dump_hash

HOLDER = NewAccount(operation_id="", kind="holder", name="Pte Ilo", unit="2 Section")


def _complete(found: tuple[Any, ...]) -> list[str]:
    for one in found:
        assert all((one.rule, one.sentence, one.field, one.expected, one.got, one.remedy)), one
    return [one.rule for one in found]


def test_an_account_is_opened_once(books: Books) -> None:
    asked = replace(HOLDER, operation_id=books.id())
    account = ledger.open_account(books.stockpile, asked)
    before = dump_hash(books.stockpile)
    assert ledger.open_account(books.stockpile, asked) == account
    assert dump_hash(books.stockpile) == before
    assert (account.title, account.real) == ("Pte Ilo · 2 Section", True)
    assert account.id == ledger.next_account_id(books.stockpile) - 1


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"kind": "source"}, "LEDGER-20"),
        ({"kind": "destroyed"}, "LEDGER-20"),
        ({"kind": "shelf"}, "LEDGER-20"),
        ({"kind": ""}, "LEDGER-20"),
        ({"name": "  "}, "LEDGER-21"),
        ({"name": "Cpl T. Vessin"}, "LEDGER-22"),
        ({"name": " Cpl T. Vessin "}, "LEDGER-22"),
        ({"name": "Pte\x07Ilo"}, "TEXT-01"),
        ({"remarks": "a\u202eb"}, "TEXT-01"),
        ({"sex": "\x00"}, "TEXT-01"),
        ({"name": "x" * 2001}, "TEXT-02"),
        ({"name": "\ud800"}, "TEXT-01"),
        ({"store_house_id": 99}, "LEDGER-34"),
    ],
)
def test_an_unfit_account_is_refused(books: Books, change: dict[str, Any], rule: str) -> None:
    asked = replace(HOLDER, operation_id=books.id(), **change)
    rules = _complete(books.refuse(ledger.open_account, asked))
    assert rule in rules or rules == ["TEXT-04"]


def test_the_same_name_may_be_a_place_and_a_person(books: Books) -> None:
    books.account("location", "Vessin")
    books.account("holder", "Vessin")


HOLD: dict[str, Any] = {
    "target": "account", "target_id": 100, "kind": HoldKind.SUSPENDED, "authority": "Inspector",
    "reason": "leaking roof", "placed_on": "2026-11-05",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"authority": " "}, "LEDGER-23"),
        ({"reason": ""}, "LEDGER-23"),
        ({"target_id": 999}, "LEDGER-24"),
        ({"target": "movement"}, "LEDGER-24"),
        ({"target": "account; DROP TABLE hold"}, "LEDGER-24"),
        ({"kind": "curious"}, "LEDGER-35"),
        ({"blocks": ("isue",)}, "LEDGER-35"),
        ({"placed_on": "yesterday"}, "TEXT-03"),
        ({"until": "2026-13-01"}, "TEXT-03"),
        ({"reason": "a\u202eb"}, "TEXT-01"),
    ],
)
def test_an_unfit_hold_is_refused(books: Books, change: dict[str, Any], rule: str) -> None:
    asked = NewHold(operation_id=books.id(), **{**HOLD, **change})
    assert rule in _complete(books.refuse(ledger.place_hold, asked))


def test_a_hold_ends_once_by_somebody(books: Books) -> None:
    hold = ledger.place_hold(
        books.stockpile, NewHold(operation_id=books.id(), **HOLD, blocks=(VoucherKind.ISSUE,))
    )
    assert ledger.holds_in_force(books.stockpile) == [hold]
    for arguments in ((hold.id, "2026-11-06", " ", ""), (99, "2026-11-06", "Inspector", "")):
        assert _complete(books.refuse(ledger.release_hold, books.id(), *arguments)) == ["LEDGER-25"]
    for arguments in ((hold.id, "soon", "Inspector", ""), (hold.id, "2026-11-06", "Insp\x00", "")):
        assert _complete(books.refuse(ledger.release_hold, books.id(), *arguments))
    operation = books.id()
    for _ in range(2):
        ledger.release_hold(books.stockpile, operation, hold.id, "2026-11-06", "Inspector", "mended")
    assert ledger.holds_in_force(books.stockpile) == []
    again = (hold.id, "2026-11-07", "Inspector", "")
    assert _complete(books.refuse(ledger.release_hold, books.id(), *again)) == ["LEDGER-25"]


def test_a_seal_is_applied_once_and_broken_once(books: Books) -> None:
    crate = books.place("crate")
    for act in ("applied", "broken"):
        changed = ledger.set_seal(books.stockpile, books.id(), crate, "S 417", act, "2026-11-05")
        assert changed.accounts
        again = (crate, " S 417 ", act, "2026-11-05")
        assert _complete(books.refuse(ledger.set_seal, books.id(), *again)) == ["LEDGER-26"]
    events = ledger.container_life(books.stockpile, crate)
    assert sorted(event.detail for event in events) == ["S 417 · applied", "S 417 · broken"]


@pytest.mark.parametrize(
    ("place", "number", "act", "day", "rule"),
    [
        ("armoury", "S 1", "applied", "2026-11-05", "LEDGER-26"),
        ("crate", " ", "applied", "2026-11-05", "LEDGER-26"),
        ("crate", "S 1", "licked", "2026-11-05", "LEDGER-26"),
        ("crate", "S\x001", "applied", "2026-11-05", "TEXT-01"),
        ("crate", "S 1", "applied", "tomorrow", "TEXT-03"),
    ],
)
def test_an_unfit_seal_is_refused(
    books: Books, place: str, number: str, act: str, day: str, rule: str
) -> None:
    found = books.refuse(ledger.set_seal, books.id(), books.place(place), number, act, day)
    assert rule in _complete(found)


def test_whoever_shows_holds_is_told_that_they_changed(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    hold = ledger.place_hold(books.stockpile, ledger.NewHold(
        operation_id=books.id(), target="weapon", target_id=rifle.id, kind="suspended", authority="X", reason="Y",
        placed_on="2026-11-10"))  # fmt: skip
    operation = books.id()
    for repeated in (False, True):
        changes = ledger.release_hold(books.stockpile, operation, hold.id, "2026-11-12", "X", "tested")
        assert (changes.holds, bool(changes.entry)) == (not repeated, not repeated)
