"""A person who works in some store houses posts there and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stockpile_app import access, catalogue
from stockpile_app.access import ChangedUser, Requested
from tests.people import NAMES, Staff, a_staffed_depot


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    """The officer works in the second store house only; the second officer everywhere."""
    made = a_staffed_depot(tmp_path)
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
