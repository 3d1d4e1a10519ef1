"""Things to declare: what the tests of this room stand on."""

from __future__ import annotations

from typing import Any

from stockpile_app import surplus
from stockpile_app.surplus import DeclarationRequest, RequirementInput, StatementLine
from tests.books import Books

ON = "2026-11-20"


def need(books: Books, item: str, quantity: int, **more: Any) -> surplus.Requirement:
    """State that so many are needed nationally, as a reserve, unless said otherwise."""
    asked = {
        "operation_id": books.id(), "item_type_id": books.item(item), "quantity": quantity, "factor": "reserve",
        "source": "Order 12/2026", "effective_from": "2026-01-01",
    }  # fmt: skip
    return surplus.state_requirement(books.stockpile, RequirementInput(**{**asked, **more})).said


def line(books: Books, item: str, **more: Any) -> StatementLine:
    """The line of an item type on today's statement."""
    found = surplus.surplus_statement(books.stockpile, **more).line(books.item(item))
    assert found is not None
    return found


def apart(books: Books) -> int:
    """A place apart, opened at the first call."""
    if "apart" not in books.places:
        books.places["apart"] = books.account("location", "Bay 9, surplus")
    return books.place("apart")


def a_declaration(books: Books, *weapons: Any, **more: Any) -> DeclarationRequest:
    """A declaration of these weapons, not yet made."""
    asked = {
        "operation_id": books.id(), "declared_on": ON, "authority": "Minister of Defence",
        "reason": "Above the establishment of 2026", "apart_account": apart(books),
        "weapons": tuple(weapon.id for weapon in weapons),
    }  # fmt: skip
    return DeclarationRequest(**{**asked, **more})
