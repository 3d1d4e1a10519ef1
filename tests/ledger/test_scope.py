"""A person who works in some store houses posts there and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from stockpile_app import access, catalogue, ledger
from stockpile_app.access import ChangedUser, Requested
from stockpile_app.ledger.scope import outside_scope
from stockpile_app.store import Stockpile
from tests.exchange.pack.packs import a_stick
from tests.people import NAMES, Staff
from tests.ready import ready_staff


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    """The officer works in the second store house only; the second officer everywhere."""
    made = ready_staff(tmp_path)
    books = made.books
    with made.acting("second officer"):
        house = catalogue.add_store_house(books.stockpile, books.id(), "armoury", "North")
        books.places["north"] = books.account("location", "North 1", store_house_id=house.id)
        books.slings(9)
        books.slings(9, to="north")
    changed = ChangedUser(operation_id=books.id(), name=NAMES["officer"], role="officer", houses=(house.id,))
    asked = access.change_user(books.stockpile, changed)
    assert isinstance(asked, Requested)
    with made.acting("approver"):
        access.approve(books.stockpile, asked.request_id)
    yield made
    books.stockpile.close()


def test_inside_the_store_house_the_officer_posts(staff: Staff) -> None:
    with staff.acting("officer"):
        staff.books.slings(3, to="north")
    assert staff.books.held("north", "sling") == 12


def test_elsewhere_the_officer_is_refused_with_the_houses_named(staff: Staff) -> None:
    with staff.acting("officer"):
        (finding,) = staff.books.refuse(lambda _: staff.books.slings(3))
    assert (finding.rule, finding.expected, finding.got) == ("LEDGER-34", "North", "Armoury 1")


def test_a_container_is_where_it_stands(staff: Staff) -> None:
    with staff.acting("second officer"):
        staff.books.transfer(to="armoury", containers=(staff.books.place("crate"),))
    with staff.acting("officer"):
        (finding,) = staff.books.refuse(lambda _: staff.books.slings(3, to="crate"))
    assert finding.rule == "LEDGER-34"
    with staff.acting("second officer"):
        staff.books.transfer(to="north", containers=(staff.books.place("crate"),), on="2026-11-05")
    with staff.acting("officer"):
        staff.books.slings(3, to="crate", on="2026-11-06")


def test_who_works_everywhere_is_asked_nothing(staff: Staff) -> None:
    with staff.acting("second officer"):
        staff.books.slings(3, to="north")
        staff.books.slings(3)


@pytest.mark.parametrize("act", ["account", "hold", "weapon hold", "seal", "pack"])
def test_other_acts_too_stay_in_the_own_store_houses(staff: Staff, act: str) -> None:
    books = staff.books
    with staff.acting("second officer"):
        rifle = books.rifle("KM 06427")
        books.transfer(to="armoury", containers=(books.place("crate"),))
        books.slings(2, to="armoury")

    def done(_: Stockpile) -> object:
        house = books.stockpile.value(
            "SELECT store_house_id FROM account WHERE id = ?", [books.place("armoury")]
        )
        hold = {"kind": "suspended", "authority": "X", "reason": "Y", "placed_on": "2026-11-20"}
        acts: dict[str, Callable[[], object]] = {
            "account": lambda: books.account("location", "Annex", store_house_id=house),
            "hold": lambda: ledger.place_hold(books.stockpile, ledger.NewHold(
                operation_id=books.id(), target="account", target_id=books.place("armoury"), **hold)),
            "weapon hold": lambda: ledger.place_hold(books.stockpile, ledger.NewHold(
                operation_id=books.id(), target="weapon", target_id=rifle.id, **hold)),
            "seal": lambda: ledger.set_seal(
                books.stockpile, books.id(), books.place("crate"), "S 1", "applied", "2026-11-20"),
            "pack": lambda: a_stick(books),
        }  # fmt: skip
        return acts[act]()

    with staff.acting("officer"):
        assert {finding.rule for finding in books.refuse(done)} == {"LEDGER-34"}
    with staff.acting("second officer"):
        assert done(books.stockpile)


@pytest.mark.parametrize("target", ["lot", "item_type"])
def test_what_stands_in_no_one_place_is_stopped_by_whoever_may(staff: Staff, target: str) -> None:
    books = staff.books
    with staff.acting("second officer"):
        lot = books.lot("17-83", 10)
    number = lot.id if target == "lot" else lot.item_type_id
    with staff.acting("officer"):
        hold = ledger.place_hold(books.stockpile, ledger.NewHold(
            operation_id=books.id(), target=target, target_id=number, kind="suspended", authority="X", reason="Y",
            placed_on="2026-11-20"))  # fmt: skip
    assert (hold.target, hold.target_id) == (target, number)


def test_what_is_no_store_and_what_is_in_the_own_house_may_be_acted_on(staff: Staff) -> None:
    at = staff.books.stockpile
    with staff.acting("officer"):
        asked = [staff.books.place(name) for name in ("north", "holder")]
        assert list(outside_scope(at, asked)) == []
        (found,) = outside_scope(at, [*asked, staff.books.place("armoury")])
        assert found.got == "Armoury 1"
    with staff.acting("second officer"):
        assert list(outside_scope(at, [staff.books.place("armoury")])) == []
