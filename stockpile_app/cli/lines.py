"""Voucher lines as typed: `--weapon SERIAL`, `--lot LOT=QUANTITY`, `--item ITEM=QUANTITY`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.quantity import Quantity, QuantityError, parse_quantity
from stockpile_app.catalogue import ItemType, Lot, Weapon, item_type_named, item_types_by_id, packs_of
from stockpile_app.catalogue.queries import lots_numbered
from stockpile_app.ledger import Line, weapon_with_mark
from stockpile_app.store import Stockpile

Found = TypeVar("Found")


def weapon_of(stockpile: Stockpile, mark: str) -> Weapon:
    """The one weapon with this serial, own number or tag."""
    return _only(
        weapon_with_mark(stockpile, mark),
        mark,
        tr("Serial"),
        [w.title for w in weapon_with_mark(stockpile, mark)],
    )


def lot_of(stockpile: Stockpile, number: str) -> Lot:
    """The one lot with this number."""
    found = list(lots_numbered(stockpile, [number]))
    return _only(found, number, tr("Lot"), [f"{lot.number} {lot.maker}" for lot in found])


def item_of(stockpile: Stockpile, text: str) -> ItemType:
    """The one item type called so: name, own code, stock number, or make model calibre."""
    found = item_type_named(stockpile, text)
    return _only(found, text, tr("Item type"), [f"{item.title}, {item.base_unit}" for item in found])


def _only(found: Sequence[Found], text: str, field: str, titles: Sequence[str]) -> Found:
    if len(found) == 1:
        return found[0]
    raise Refused([Finding(
        rule="LEDGER-31",
        severity=Severity.REFUSAL,
        sentence=tr("The books have several of “{text}”", text=text) if found
        else tr("The books do not have “{text}”", text=text),
        field=field,
        expected="; ".join(titles) or tr("something the books hold"),
        got=text,
        remedy=tr("Find it with: stockpile where FILE “{text}”", text=text),
    )])  # fmt: skip


def quantity_of(stockpile: Stockpile, text: str, item: ItemType, lot_id: int, row: int) -> Quantity:
    """A typed quantity in base units, through the packs that are declared."""
    try:
        return parse_quantity(text, item.base_unit, packs_of(stockpile, item.id, lot_id))
    except QuantityError as wrong:
        raise Refused([Finding(
            rule="LEDGER-15",
            severity=Severity.REFUSAL,
            sentence=str(wrong),
            row=row,
            field=tr("Quantity"),
            expected=tr("a whole number of {unit}, for example 12 or “2 boxes + 5”", unit=item.base_unit),
            got=text,
            remedy=tr("Correct the quantity"),
        )]) from wrong  # fmt: skip


def held_lines(
    stockpile: Stockpile,
    weapons: Sequence[str],
    lots: Sequence[str],
    items: Sequence[str],
    condition: str,
    condition_to: str = "",
) -> tuple[Line, ...]:
    """Lines for what the books hold already."""
    return tuple(_held(stockpile, weapons, lots, items, condition, condition_to))


def _held(
    stockpile: Stockpile,
    weapons: Sequence[str],
    lots: Sequence[str],
    items: Sequence[str],
    condition: str,
    condition_to: str,
) -> Iterator[Line]:
    for mark in weapons:
        weapon = weapon_of(stockpile, mark)
        yield Line(
            item_type_id=weapon.item_type_id,
            weapon_id=weapon.id,
            condition=condition,
            condition_to=condition_to,
        )
    for row, text in enumerate(lots, start=len(weapons) + 1):
        number, _, amount = text.rpartition("=")
        lot = lot_of(stockpile, number or text)
        item = item_types_by_id(stockpile, [lot.item_type_id])[lot.item_type_id]
        quantity = quantity_of(stockpile, amount if number else "", item, lot.id, row)
        yield Line(item_type_id=item.id, lot_id=lot.id, quantity=quantity.amount, entered=quantity.entered,
                   condition=condition, condition_to=condition_to)  # fmt: skip
    for row, text in enumerate(items, start=len(weapons) + len(lots) + 1):
        name, _, amount = text.rpartition("=")
        item = item_of(stockpile, name or text)
        quantity = quantity_of(stockpile, amount if name else "", item, 0, row)
        yield Line(item_type_id=item.id, quantity=quantity.amount, entered=quantity.entered,
                   condition=condition, condition_to=condition_to)  # fmt: skip
