"""The desk these tests work at, and a depot with something above its requirement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stockpile_app import surplus
from stockpile_app.gui.surplus.page import SurplusPage
from stockpile_app.surplus import RequirementInput
from tests.books import Books
from tests.gui.at_desk import AtDesk, books, desk
from tests.people import Staff
from tests.ready import ready_staff

__all__ = ["books", "desk"]

Enter = Callable[[str], SurplusPage]


def need(books: Books, item: str, quantity: int, **more: object) -> None:
    """State that so many are needed, as a reserve."""
    asked = RequirementInput(
        operation_id=books.id(), item_type_id=books.item(item), quantity=quantity, factor="reserve",
        source="Order 12/2026", effective_from="2026-01-01", **more,  # type: ignore[arg-type]
    )  # fmt: skip
    surplus.state_requirement(books.stockpile, asked)


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    """Four rifles, of which three are needed; pistols of which nobody said anything; an empty bay."""
    made = ready_staff(tmp_path)
    with made.acting("officer"):
        for number in range(4):
            made.books.rifle(f"KM {number:05d}", year=str(1970 - number))
        made.books.rifle("KM 00009", condition="unserviceable")
        made.books.receive(made.books.new_rifle("TM 4417", item="pistol"))
        made.books.lot("17-83-270", 1000)
        need(made.books, "rifle", 3)
        need(made.books, "ball", 600)
        need(made.books, "rifle", 1, scenario="Peace 2028")
        made.books.places["bay"] = made.books.account("location", "Bay 9, surplus")
        made.books.rifle("in crate", to="crate")
    return made


@pytest.fixture
def enter(desk: AtDesk, staff: Staff) -> Enter:
    """The Surplus page, with this person at the desk."""

    def entered(who: str) -> SurplusPage:
        staff.books.stockpile.actor = staff.actors[who]
        desk.open(staff.books)
        return desk.page("surplus", SurplusPage)

    return entered
