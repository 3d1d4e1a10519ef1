"""A posting without the lines that were refused: what only they brought goes with them, the rest keeps its numbers."""

from __future__ import annotations

from dataclasses import replace

from stockpile_app.catalogue.model import ItemType, Lot, Marking, Ownership, Weapon
from stockpile_app.ledger.facts import Posting, Twin
from stockpile_app.ledger.model import Account, KitCheck
from stockpile_app.ledger.post import without_lines
from tests.ledger.hand_made import BALL, KM, SOURCE, facts, line

OTHER = replace(KM, id=2, serial="KM 2")


def brought(number: int, weapon: Weapon, lot: int, item: int, place: int) -> tuple[object, ...]:
    """What two lines bring: a weapon with its facts, a lot, an item type, a place."""
    return (
        weapon,
        Marking(number, weapon.id, "national", "XB-1", "2026-11-02"),
        Ownership(weapon.id, 1, "evidence", "2026-11-01", "Case 12"),
        Lot(lot, BALL, f"L {lot}"),
        ItemType(item, "weapon", f"Model {item}", "serial", "weapon"),
        Account(place, "location", f"Place {place}"),
    )


def a_receipt() -> Posting:
    """Lines 1 and 3 bring one set of things, lines 2 and 4 another; a record of another kind stands beside."""
    lines = (
        line(1, item_type_id=11, weapon_id=1, from_account=SOURCE, to_account=201),
        line(2, item_type_id=12, weapon_id=2, from_account=SOURCE, to_account=202),
        line(3, item_type_id=BALL, lot_id=21, from_account=SOURCE, to_account=201),
        line(4, item_type_id=BALL, lot_id=22, from_account=SOURCE, to_account=202),
    )
    new = (*brought(1, KM, 21, 11, 201), *brought(2, OTHER, 22, 12, 202), "beside")
    kit = tuple(KitCheck(9, number, 1, "Magazine", 4, 4) for number in (1, 2))
    twins = (Twin(1, KM, replace(KM, id=7)), Twin(2, OTHER, replace(KM, id=8)))
    return replace(facts("receipt", *lines).posting, new=new, kit=kit, twins=twins)


def test_nothing_refused_changes_nothing() -> None:
    assert without_lines(a_receipt(), set()) == a_receipt()


def test_what_only_the_refused_lines_bring_goes_with_them() -> None:
    left = without_lines(a_receipt(), {1, 3})
    assert [one.line_no for one in left.movements] == [2, 4]
    assert left.new == (*brought(2, OTHER, 22, 12, 202), "beside")
    assert [one.line_no for one in left.kit] == [2]
    assert [one.line_no for one in left.twins] == [2]


def test_what_another_line_brings_too_stays() -> None:
    left = without_lines(a_receipt(), {1})
    assert [one.line_no for one in left.movements] == [2, 3, 4]
    weapon, marking, ownership, lot, item, place = brought(1, KM, 21, 11, 201)
    assert left.new == (lot, place, *brought(2, OTHER, 22, 12, 202), "beside")
    assert not {weapon, marking, ownership, item} & set(left.new)


def test_a_twin_goes_with_the_weapon_that_it_was_taken_for() -> None:
    posting = a_receipt()
    met = replace(posting, twins=(Twin(2, OTHER, KM), Twin(2, OTHER, replace(KM, id=8))))
    assert [one.twin.id for one in without_lines(met, {1}).twins] == [8]
