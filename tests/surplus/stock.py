"""Things to declare: what the tests of this room stand on."""

from __future__ import annotations

from typing import Any

from stockpile_app import surplus
from stockpile_app.catalogue.queries import weapons_by_id
from stockpile_app.ledger import NewMark
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


def worked_example(books: Books) -> None:
    """Books whose statement is reckoned by hand in `test_worked_example`.

    Forty rifles and twelve pistols with their cartridges, every reason once.
    """
    stockpile = books.stockpile
    books.items["rifle"] = books.item_type("weapon", "AKM", "serial", "weapon", calibre="7.62x39")
    books.items["pistol"] = books.item_type("weapon", "Makarov PM", "serial", "weapon", calibre="9x18")
    books.items["ball"] = books.item_type("ammunition", "Ball M43", "lot", "round", calibre="7.62 × 39 mm")
    rifles = books.receive(
        *(books.new_rifle(f"KM {number:03d}", year=str(1960 + number)) for number in range(40))
    )
    books.receive(*(books.new_rifle(f"RP {n}", condition="repairable") for n in range(3)))
    books.receive(*(books.new_rifle(f"US {n}", condition="unserviceable") for n in range(4)))
    books.receive(books.new_rifle("EV 1", ownership="evidence", ownership_reference="Case 12/2026"))
    erased = (NewMark(kind="serial", text="", state="erased"),)
    books.receive(*(books.new_rifle(f"ER {n}", marks=erased) for n in range(2)))
    books.receive(*(books.new_rifle(f"PM {n}", item="pistol", calibre="9x18") for n in range(12)))
    books.lot("17-83-270", 90_000, made_on="1983-05-01", expires_on="2033-05-01")
    books.lot("04-71-011", 12_500, made_on="1971-02-01", expires_on="2001-02-01")
    first_six = "SELECT weapon_id FROM movement WHERE voucher_id = ? ORDER BY line_no LIMIT 6"
    held = [row[0] for row in stockpile.rows(first_six, [rifles.voucher_id])]
    books.issue(*weapons_by_id(stockpile, held).values())
    need(books, "rifle", 47, factor="posts", scale_items=1, scale_posts=2, level="unit", unit="1 Company")
    need(books, "rifle", 3, factor="training", level="force", unit="Training centre")
    need(books, "rifle", 2, factor="repair")
    need(books, "rifle", 4)
    need(books, "ball", 60_000)
