"""How a declaration of surplus, or taking one back, is shown to the second person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stockpile_app.base.text import tr, trn
from stockpile_app.catalogue.queries import item_types, lots_by_id
from stockpile_app.gui.access.request_view import Shown, Shows
from stockpile_app.gui.common import Column, Kind, Role, isolate
from stockpile_app.gui.ledger.words import amounts
from stockpile_app.gui.surplus.words import ground_words
from stockpile_app.ledger.gather import accounts_by_id
from stockpile_app.ledger.rows import weapons_page
from stockpile_app.store import Stockpile
from stockpile_app.surplus import Ground, declaration_by_id, declared_lines


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One weapon, or a quantity of goods, that would be declared or taken back."""

    mark: str
    item: str
    where: str
    quantity: int
    unit: str


def declaration_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """What goes out of service, by whose authority, and where it stands apart."""
    lines = tuple(_lines(books, content))
    apart = content["apart_account"]
    place = accounts_by_id(books, [apart])
    name = tr(place[apart].name) if apart in place else ""
    total = amounts((line.unit, line.quantity) for line in lines)
    will = (
        tr("Out of service: {amount}", amount=total),
        tr("Stored apart in {place}; it cannot be issued", place=name),
        tr("Only the disposal, or a withdrawal by two persons, moves it on"),
    )
    facts = (
        (tr("Authority"), content["authority"]),
        (tr("Document"), content["document"] or tr("none")),
        (tr("Reason"), content["reason"]),
        (tr("Declared on"), isolate(content["declared_on"])),
    )
    return Shown(will, facts, shown_columns, lines)


def _lines(books: Stockpile, content: Mapping[str, Any]) -> Iterator[ShownLine]:
    items = {one.id: one for one in item_types(books)}
    weapons = weapons_page(books, content["weapons"])
    for number in content["weapons"]:
        row = weapons.get(number)
        if row is not None:
            yield ShownLine(
                row.weapon.mark, row.item, tr(row.account), 1, items[row.weapon.item_type_id].base_unit
            )
    goods = content["goods"]
    lots = lots_by_id(books, (lot for _item, _quantity, _place, lot, _state in goods if lot))
    places = accounts_by_id(books, {place for _item, _quantity, place, _lot, _state in goods})
    for number, quantity, place, lot, _condition in goods:
        mark = lots[lot].number if lot in lots else ""
        where = tr(places[place].name) if place in places else ""
        yield ShownLine(mark, items[number].title, where, quantity, items[number].base_unit)


def withdrawal_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """What comes back into service."""
    declaration = declaration_by_id(books, content["declaration_id"])
    if declaration is None:
        return Shown((tr("There is no such declaration"),))
    named = set(content["lines"])
    lines = [
        one
        for one in declared_lines(books, declaration.id)
        if one.standing and (not named or one.line.line_no in named)
    ]
    rows = tuple(
        ShownLine(one.mark, one.item, _grounds(one.line.grounds), one.line.quantity, "") for one in lines
    )
    will = (
        trn("{count} line of {number} comes back into service", "{count} lines of {number} come back into service",
            len(lines), number=isolate(declaration.number)),
        tr("It stays where it stands, and may be issued and moved again"),
        tr("The declaration stays to be seen, as withdrawn"),
    )  # fmt: skip
    facts = ((tr("Authority"), content["authority"]), (tr("Reason"), content["reason"]))
    return Shown(will, facts, shown_columns, rows)


def _grounds(text: str) -> str:
    return ground_words(Ground(one) for one in text.split(",") if one)


def shown_columns() -> Sequence[Column[Any]]:
    """Mark, item type, where, quantity."""
    return [
        Column("mark", tr("Serial or lot"), Kind.SERIAL, sample="KM 064270"),
        Column("item", tr("Item type"), stretch=True),
        Column("where", tr("Where"), sample="Armoury 1"),
        Column("quantity", tr("Quantity"), Kind.NUMBER, strong=True),
        Column("unit", tr("Unit"), Kind.UNIT, tone=Role.TEXT_2),
    ]


SHOWS: Shows = {"declare surplus": declaration_shown, "withdraw declaration": withdrawal_shown}
