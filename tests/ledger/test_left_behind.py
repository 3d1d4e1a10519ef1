"""What an old copy went on with is kept as drafts of the newer books, by the names that both know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import audit, ledger
from stockpile_app.ledger import KitAnswer, LeftBehind, Line, NewLot, NewMark, carry_over
from stockpile_app.ledger.drafts import drafts
from tests.books import Books
from tests.ready import ready_depot


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Books]:
    """The copy that went on."""
    yield from opened(tmp_path / "old")


@pytest.fixture
def newer(tmp_path: Path) -> Iterator[Books]:
    """The newer books: what they had meanwhile has other numbers than in the old copy."""
    for made in opened(tmp_path / "newer"):
        made.account("location", "North 1")
        made.item_type("weapon", "Meanwhile", "serial", "weapon")
        made.rifle("MEANWHILE 1")
        made.lot("MEANWHILE", 5)
        yield made


def opened(folder: Path) -> Iterator[Books]:
    folder.mkdir()
    made = ready_depot(folder)
    yield made
    made.stockpile.close()


def both(old: Books, newer: Books, act: str, *asked: Any, **more: Any) -> None:
    """Something that both have, each under its own number."""
    for books in (old, newer):
        getattr(books, act)(*asked, **more)


def carried(old: Books, newer: Books, common: int) -> list[tuple[LeftBehind, Any]]:
    """What was left behind, each with the request that is kept of it."""
    told = carry_over(old.stockpile, newer.stockpile, common)
    kept = {one.id: one.voucher for one in drafts(newer.stockpile)}
    return [(one, kept.get(one.draft)) for one in told]


def size(books: Books) -> int:
    return audit.head(books.stockpile).size


def number_in(books: Books, table: str, column: str, value: str) -> int:
    return int(books.stockpile.value(f"SELECT id FROM {table} WHERE {column} = ?", [value]))


def test_every_kind_is_kept_as_it_was_asked(old: Books, newer: Books) -> None:
    both(old, newer, "account", "holder", "Pte N. Ames", unit="2 Section")
    both(old, newer, "rifle", "KM 06427")
    both(old, newer, "lot", "17-83", 500, maker="LVE")
    common = size(old)
    rifle = ledger.weapon_with_mark(old.stockpile, "KM 06427")[0]
    old.places["ames"] = ledger.account_named(old.stockpile, "Pte N. Ames")[0]
    lot = number_in(old, "lot", "number", "17-83")
    ball = old.item("ball")
    kit = (KitAnswer(kit_line_no=1, description="Magazine", expected=4, confirmed=4),)
    rounds = Line(item_type_id=ball, lot_id=lot, quantity=40, from_account=old.place("magazine"), entered="2 box",
                  unit_value="12", currency="EUR", remarks="dented", effective_at="2026-11-02T05:00")  # fmt: skip
    old.issue(Line(item_type_id=rifle.item_type_id, weapon_id=rifle.id, kit=kit), rounds, to="ames", due="2026-11-03",
              purpose="Guard", authority="Maj Orsk", document="O 1")  # fmt: skip
    old.hand_in(rifle, to="workshop", holder=old.place("ames"))
    old.expend(Line(item_type_id=ball, lot_id=lot, quantity=5), purpose="Range", witness="Sgt A. Moru")
    old.transfer(Line(item_type_id=ball, lot_id=lot, quantity=7, from_account=old.place("magazine")), to="armoury",
                 party="Driver", containers=(old.place("crate"),))  # fmt: skip
    old.reclassify(rifle, condition_to="repairable", at="workshop")
    told = carried(old, newer, common)
    assert [(one.kind, one.why, bool(one.draft)) for one, _ in told] == [
        ("issue", "", True), ("hand-in", "", True), ("expenditure", "", True), ("transfer", "", True),
        ("reclassification", "", True),
    ]  # fmt: skip
    assert [one.lines for one, _ in told] == [4, 2, 2, 3, 2], "records of each entry beside its head"
    issue, hand_in, expended, transfer, reclassified = (voucher for _, voucher in told)
    here = number_in(newer, "weapon", "serial", "KM 06427")
    there = number_in(newer, "lot", "number", "17-83")
    ames = ledger.account_named(newer.stockpile, "Pte N. Ames")[0].id
    assert (here, there, ames) != (rifle.id, lot, old.place("ames"))
    assert (issue.holder, issue.from_account, issue.due_back_at, issue.purpose, issue.authority, issue.document) == (
        ames, newer.place("armoury"), "2026-11-03", "Guard", "Maj Orsk", "O 1")  # fmt: skip
    first, second = issue.lines
    assert (first.weapon_id, first.kit, first.condition, first.condition_to) == (here, kit, "serviceable", "")
    assert replace(second, item_type_id=0, condition="") == Line(
        item_type_id=0, lot_id=there, quantity=40, from_account=newer.place("magazine"), entered="2 box",
        unit_value="12", currency="EUR", remarks="dented", effective_at="2026-11-02T05:00")  # fmt: skip
    assert (hand_in.holder, hand_in.to_account, hand_in.effective_at) == (
        ames,
        newer.place("workshop"),
        "2026-11-02T18:00",
    )
    assert (expended.purpose, expended.witness, expended.effective_at) == (
        "Range",
        "Sgt A. Moru",
        "2026-11-04",
    )
    assert (transfer.to_account, transfer.party, transfer.containers) == (
        newer.place("armoury"), "Driver", (newer.place("crate"),))  # fmt: skip
    assert (transfer.from_account, transfer.lines[0].from_account) == (newer.place("magazine"), 0)
    assert (reclassified.account, reclassified.lines[0].condition_to) == (
        newer.place("workshop"),
        "repairable",
    )


def test_what_entered_is_kept_as_new(old: Books, newer: Books) -> None:
    common = size(old)
    marks = (NewMark(kind="import", text="B 2026"),)
    old.receive(old.new_rifle("KM 1", year="1975", remarks="new", ownership="deposited",
                              ownership_reference="Museum", marks=marks),
                Line(item_type_id=old.item("ball"), quantity=50, condition="serviceable",
                     new_lot=NewLot(number="L 1", maker="LVE", made_on="1990-01-01", expires_on="2040-01-01",
                                    remarks="dry")), source_kind="seized")  # fmt: skip
    old.receive(old.new_rifle("", unmarked=True))
    (one, receipt), (two, unmarked) = carried(old, newer, common)
    assert (one.why, two.why, one.actor, one.entry) == ("", "", "keeper", common + 1)
    assert (receipt.source_kind, receipt.party, receipt.to_account) == (
        "seized",
        "Ministry",
        newer.place("armoury"),
    )
    weapon, lot = receipt.lines
    assert weapon.new_weapon == replace(old.new_rifle("KM 1").new_weapon, year="1975", remarks="new",
                                        ownership="deposited", ownership_reference="Museum")  # fmt: skip
    assert (weapon.weapon_id, weapon.item_type_id) == (0, newer.item("rifle"))
    assert lot.new_lot == NewLot(
        number="L 1", maker="LVE", made_on="1990-01-01", expires_on="2040-01-01", remarks="dry"
    )
    assert (lot.lot_id, lot.quantity) == (0, 50)
    assert (unmarked.lines[0].new_weapon.unmarked, unmarked.lines[0].new_weapon.ownership) == (True, "state")


def test_what_the_newer_books_do_not_know_is_said(old: Books, newer: Books) -> None:
    common = size(old)
    rifle, lot = old.rifle("KM 1"), old.lot("L 1", 50)
    old.places["south"] = old.account("location", "South 1")
    old.items["mortar"] = old.item_type("weapon", "Mortar", "serial", "weapon")
    posted = old.transfer(rifle, to="workshop")
    old.expend(Line(item_type_id=old.item("ball"), lot_id=lot.id, quantity=1))
    old.slings(4, to="south")
    old.receive(old.new_rifle("M 1", item="mortar"))
    old.reverse(posted)
    why = {
        one.kind if one.kind != "receipt" else one.number: one.why for one, _ in carried(old, newer, common)
    }
    assert why["transfer"] == "The newer books have no weapon KM 1 yet"
    assert why["expenditure"] == "The newer books have no lot L 1 yet"
    assert why["B-REC-2026-000003"] == "The newer books have no account “South 1”. Open it first"
    assert why["B-REC-2026-000004"] == "The newer books have no item type “Mortar”. Add it first"
    assert why["reversal"] == "It undoes a voucher that was left behind too"
    assert why["open account"] == why["add item type"] == "Enter it again by hand"


def test_a_voucher_that_both_had_is_undone_again(old: Books, newer: Books) -> None:
    posted = old.slings(4)
    common = size(old)
    old.reverse(posted, reason="twice")
    ((one, undo),) = carried(old, newer, common)
    assert (one.kind, undo.voucher_id, undo.reason) == ("reversal", posted.voucher_id, "twice")


def test_what_the_newer_books_have_already_is_not_kept(old: Books, newer: Books) -> None:
    common = size(old)
    operation = old.id()
    for books in (old, newer):
        line = Line(item_type_id=books.item("sling"), quantity=1, condition="serviceable")
        books.receive(line, operation_id=operation)
    ((one, kept),) = carried(old, newer, common)
    assert (one.why, one.draft, kept) == ("The newer books have it already", "", None)


def test_a_sheet_is_brought_in_again(old: Books, newer: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    common = size(old)
    old.receive(*(old.new_rifle(f"KM {number}") for number in range(3)))
    monkeypatch.setattr("stockpile_app.ledger.left_behind.MOST_LINES", 2)
    ((one, kept),) = carried(old, newer, common)
    assert (one.why, kept) == ("Bring it in again from its sheet: more than 2 lines", None)
    monkeypatch.setattr("stockpile_app.ledger.left_behind.MOST_LINES", 3)
    ((one, kept),) = carried(old, newer, common)
    assert (one.why, len(kept.lines)) == ("", 3)
