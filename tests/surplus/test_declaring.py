"""Declared by two persons: out of service, stored apart, reserved; and taken back the same way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stockpile_app import access, audit, ledger, surplus
from stockpile_app.access import Requested
from stockpile_app.base import Refused
from stockpile_app.ledger import NewHold
from stockpile_app.surplus import DeclaredGoods, Share, WithdrawalRequest
from tests.books import Books
from tests.people import Staff
from tests.ready import ready_staff
from tests.surplus.stock import ON, a_declaration, apart, line, need


def declare(books: Books, *weapons: Any, **more: Any) -> surplus.Declared:
    done = surplus.declare_surplus(books.stockpile, a_declaration(books, *weapons, **more))
    assert isinstance(done, surplus.Declared)
    return done


def withdraw(books: Books, declaration_id: int = 1, **more: Any) -> Any:
    asked = {"operation_id": books.id(), "declaration_id": declaration_id, "withdrawn_on": ON, "authority": "Minister",
             "reason": "Needed after all"}  # fmt: skip
    return surplus.withdraw_declaration(books.stockpile, WithdrawalRequest(**{**asked, **more}))


def rules(books: Books, *weapons: Any, **more: Any) -> list[str]:
    asked = a_declaration(books, *weapons, **more)
    return [finding.rule for finding in books.refuse(surplus.declare_surplus, asked)]


def goods(
    books: Books, lot: Any, quantity: int, place: str = "magazine", **more: Any
) -> tuple[DeclaredGoods, ...]:
    return (DeclaredGoods(item_type_id=lot.item_type_id, quantity=quantity, from_account=books.place(place),
                          lot_id=lot.id, **more),)  # fmt: skip


def test_what_is_declared_stands_apart_and_cannot_be_issued(books: Books) -> None:
    kept, gone = books.rifle("KM 1"), books.rifle("KM 2")
    need(books, "rifle", 1)
    done = declare(books, gone)
    assert done.declaration.number == "B-DCL-2026-000001"
    assert (done.lines[0].weapon_id, done.lines[0].grounds) == (gone.id, "surplus")
    assert books.where(gone) == (apart(books), "serviceable")
    assert line(books, "rifle").shares == {Share.IN_STORE: 1, Share.DECLARED: 1}
    voucher = books.issue_voucher(gone, on=f"{ON}T23:30", come_from="apart")
    assert "LEDGER-10" in [one.rule for one in books.refuse(ledger.issue, voucher)]
    assert books.where(kept)[0] == books.place("armoury")
    assert audit.verify(books.stockpile).troubles == ()


def test_a_part_of_a_lot_is_declared_and_the_rest_stays_in_service(books: Books) -> None:
    lot = books.lot("04-71-011", 1000, expires_on="2001-02-01")
    done = declare(books, goods=goods(books, lot, 300))
    assert (done.lines[0].quantity, done.lines[0].grounds) == (300, "expired")
    assert books.held("apart", "ball") == 300
    assert line(books, "ball").shares == {Share.DECLARED: 300, Share.EXPIRED: 700}
    declare(books, goods=goods(books, lot, 700))
    assert line(books, "ball").shares == {Share.DECLARED: 1000}
    rounds = books.rounds(lot, 1, from_account=apart(books))
    asked = books.transfer_voucher(rounds, to="magazine", on=ON)
    assert {one.rule for one in books.refuse(ledger.transfer, asked)} == {"LEDGER-10"}
    assert audit.verify(books.stockpile).troubles == ()


def test_no_more_than_the_surplus_goes_without_a_ground_of_its_own(books: Books) -> None:
    rifles = [books.rifle(f"KM {number}") for number in range(3)]
    assert rules(books, rifles[0]) == ["SURPLUS-14"]
    need(books, "rifle", 2)
    assert rules(books, *rifles[:2]) == ["SURPLUS-15"]
    books.reclassify(rifles[0], condition_to="unserviceable")
    done = declare(books, rifles[0])
    assert done.lines[0].grounds == "beyond repair"
    assert rules(books, rifles[1]) == ["SURPLUS-15"]


def test_a_repairable_weapon_goes_when_the_requirement_is_covered(books: Books) -> None:
    good, poor = books.rifle("KM 1"), books.rifle("KM 2")
    books.reclassify(poor, condition_to="repairable")
    need(books, "rifle", 2)
    assert rules(books, poor) == ["SURPLUS-15"]
    need(books, "rifle", 1)
    assert declare(books, poor).lines[0].grounds == "surplus"
    assert books.where(good)[0] == books.place("armoury")


def test_what_is_not_the_depots_or_not_at_hand_is_refused(books: Books) -> None:
    need(books, "rifle", 0)
    evidence = books.rifle("EV 1", ownership="evidence", ownership_reference="Case 1")
    issued, traced, twice = books.rifle("IS 1"), books.rifle("TR 1"), books.rifle("TW 1")
    books.issue(issued)
    trace = NewHold(operation_id=books.id(), target="weapon", target_id=traced.id, kind="trace", authority="Police",
                    reason="asked", placed_on=ON)  # fmt: skip
    ledger.place_hold(books.stockpile, trace)
    for weapon in (evidence, issued, traced):
        assert rules(books, weapon) == ["SURPLUS-13"]
    assert rules(books, twice, twice) == ["SURPLUS-16"]
    assert rules(books, weapons=(99,)) == ["SURPLUS-13"]
    declare(books, twice)
    assert rules(books, twice) == ["SURPLUS-13"]


def test_goods_must_be_there_in_that_quantity_and_condition(books: Books) -> None:
    lot = books.lot("04-71-011", 1000, expires_on="2001-02-01")
    for quantity in (1001, 0, -5):
        assert rules(books, goods=goods(books, lot, quantity)) == ["SURPLUS-17"]
    for elsewhere in ({"place": "armoury"}, {"condition": "repairable"}):
        assert rules(books, goods=goods(books, lot, 5, **elsewhere)) == ["SURPLUS-13"]
    part = books.rounds(lot, 10, condition="serviceable")
    books.reclassify(part, condition_to="unserviceable", at="magazine")
    assert rules(books, goods=goods(books, lot, 5)) == ["SURPLUS-17"]
    assert (
        declare(books, goods=goods(books, lot, 5, condition="unserviceable")).lines[0].condition
        == "unserviceable"
    )


def test_the_paper_and_the_place_must_be_right(books: Books) -> None:
    weapon = books.rifle("KM 1")
    need(books, "rifle", 0)
    assert rules(books, weapon, authority=" ", reason="") == ["SURPLUS-10", "SURPLUS-10"]
    assert rules(books) == ["SURPLUS-11"]
    assert rules(books, weapon, declared_on="2026-11-21") == ["SURPLUS-18"]
    assert rules(books, weapon, declared_on="") == ["TEXT-03"]
    assert rules(books, weapon, apart_account=books.place("holder")) == ["SURPLUS-12"]
    assert rules(books, weapon, apart_account=9999) == ["SURPLUS-12"]
    books.rifle("KM 2", to="crate")
    assert rules(books, weapon, apart_account=books.place("crate")) == ["SURPLUS-12"]
    books.slings(3)
    assert rules(books, apart_account=books.place("armoury"), weapons=(weapon.id,)) == ["SURPLUS-12"]


def test_what_stands_apart_already_is_declared_where_it_stands(books: Books) -> None:
    apart(books)
    weapon = books.rifle("KM 1", to="apart")
    need(books, "rifle", 0)
    done = declare(books, weapon)
    assert done.declaration.voucher_id == 0
    assert audit.verify(books.stockpile).troubles == ()


def test_the_same_id_twice_declares_once(books: Books) -> None:
    weapon = books.rifle("KM 1")
    need(books, "rifle", 0)
    asked = a_declaration(books, weapon)
    first = surplus.declare_surplus(books.stockpile, asked)
    again = surplus.declare_surplus(books.stockpile, asked)
    assert isinstance(first, surplus.Declared)
    assert isinstance(again, surplus.Declared)
    assert (again.repeated, again.declaration, again.lines) == (True, first.declaration, first.lines)


def test_withdrawn_lines_are_in_service_again_and_stay_visible(books: Books) -> None:
    rifles = [books.rifle(f"KM {number}") for number in range(2)]
    lot = books.lot("04-71-011", 1000, expires_on="2001-02-01")
    need(books, "rifle", 0)
    declare(books, *rifles, goods=goods(books, lot, 300))
    withdraw(books, lines=(2, 3))
    assert line(books, "rifle").shares == {Share.IN_STORE: 1, Share.DECLARED: 1}
    assert line(books, "ball").shares == {Share.EXPIRED: 1000}
    standing = [one.standing for one in surplus.declared_lines(books.stockpile, 1)]
    assert standing == [True, False, False]
    books.transfer(rifles[1], to="armoury", on=ON)
    for lines in ((2,), (9,)):
        asked = WithdrawalRequest(operation_id=books.id(), declaration_id=1, withdrawn_on=ON, authority="M", reason="r",
                                  lines=lines)  # fmt: skip
        assert [one.rule for one in books.refuse(surplus.withdraw_declaration, asked)] == ["SURPLUS-19"]
    assert surplus.declarations(books.stockpile)[0].standing == 1
    assert audit.verify(books.stockpile).troubles == ()


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return ready_staff(tmp_path)


def test_one_person_asks_another_approves_and_the_books_prove_both(staff: Staff) -> None:
    books = staff.books
    with staff.acting("officer"):
        weapon, _ = books.rifle("KM 1"), need(books, "rifle", 0)
        asked = a_declaration(books, weapon)
        request = surplus.declare_surplus(books.stockpile, asked)
        assert isinstance(request, Requested)
        assert books.where(weapon)[0] == books.place("armoury")
        with pytest.raises(Refused):
            access.approve(books.stockpile, request.request_id)
    with staff.acting("approver"):
        done = access.approve(books.stockpile, request.request_id)
    assert books.where(weapon)[0] == apart(books)
    assert books.stockpile.value("SELECT actor FROM voucher WHERE id = ?", [done.declaration.voucher_id]) == (
        staff.actors["officer"].name)  # fmt: skip
    with staff.acting("analyst"):
        back = withdraw(books)
    with staff.acting("approver"):
        access.approve(books.stockpile, back.request_id)
    assert audit.verify(books.stockpile).troubles == ()


def test_what_changed_meanwhile_is_judged_at_the_approval(staff: Staff) -> None:
    books = staff.books
    with staff.acting("officer"):
        weapon, _ = books.rifle("KM 1"), need(books, "rifle", 0)
        request = surplus.declare_surplus(books.stockpile, a_declaration(books, weapon))
        assert isinstance(request, Requested)
        need(books, "rifle", 1)
    with staff.acting("approver"), pytest.raises(Refused) as refused:
        access.approve(books.stockpile, request.request_id)
    assert [one.rule for one in refused.value.findings] == ["SURPLUS-15"]


def test_what_the_rules_refuse_is_not_even_asked_for(staff: Staff) -> None:
    books = staff.books
    with staff.acting("officer"):
        asked = a_declaration(books, weapons=(99,))
        with pytest.raises(Refused):
            surplus.declare_surplus(books.stockpile, asked)
        assert access.waiting(books.stockpile) == []


def tampered(books: Books, sql: str) -> set[str]:
    """What a whole verification finds after somebody else's program has changed the file."""
    for (name,) in books.stockpile.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        with books.stockpile.transaction():
            books.stockpile.write(f"DROP TRIGGER {name}")
    with books.stockpile.transaction():
        books.stockpile.write(sql)
    return {one.check for one in audit.verify(books.stockpile).troubles}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE declaration SET serial_no = 2, number = 'B-DCL-2026-000002'",
        "UPDATE declaration SET number = 'B-DCL-2026-000007'",
        "UPDATE declaration_line SET hold_id = 99",
        "UPDATE declaration SET voucher_id = 1",
        "DELETE FROM declaration_line",
    ],
)
def test_a_verification_finds_what_does_not_fit_together(books: Books, sql: str) -> None:
    weapon = books.rifle("KM 1")
    need(books, "rifle", 0)
    declare(books, weapon)
    assert "declarations" in tampered(books, sql)
