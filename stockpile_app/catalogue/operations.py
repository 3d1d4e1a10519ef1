"""The verbs of the catalogue: add and amend item types, packs, kits, depots, store houses.

Each is one journal entry.  Weapons and lots enter with the voucher that brings them (`ledger`); what is
learnt about a weapon later stands in `weapon_facts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace

from stockpile_app.access import acting
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.quantity import LARGEST
from stockpile_app.catalogue.findings import refusal, refuse
from stockpile_app.catalogue.model import (
    Depot,
    ItemKind,
    ItemPack,
    ItemType,
    KitLine,
    StoreHouse,
    StoreHouseKind,
    Tracking,
)
from stockpile_app.catalogue.queries import (
    HOUSE_COLUMNS,
    ITEM_COLUMNS,
    KIT_COLUMNS,
    item_types_by_id,
    next_id,
)
from stockpile_app.catalogue.reference import salw_categories
from stockpile_app.store import Stockpile


def add_item_type(stockpile: Stockpile, operation_id: str, item: ItemType) -> ItemType:
    """Add an item type; its id is given here.

    Raises:
        Refused: nothing to call it by, an unknown kind, tracking or category, or a double.
    """
    with acting(stockpile, "add item type"):
        earlier = entry_of_operation(stockpile, operation_id)
        if earlier:
            row = stockpile.row(f"SELECT {ITEM_COLUMNS} FROM item_type WHERE entry = ?", [earlier])
            return ItemType(*(row or ()))
        item = replace(item, id=next_id(stockpile, "item_type"))
        refuse([*check_item_type(item), *_check_double(stockpile, item)])
        record(stockpile, Operation("add item type", operation_id, {}), [item])
    return item


def amend_item_type(stockpile: Stockpile, operation_id: str, item: ItemType) -> ItemType:
    """Correct how an item type is described; what it was before stays in the journal.

    Raises:
        Refused: an unknown item type, or tracking and base unit would change.
    """
    with acting(stockpile, "amend item type"):
        if entry_of_operation(stockpile, operation_id):
            return item
        old = item_types_by_id(stockpile, [item.id]).get(item.id)
        if old is None or (old.tracking, old.base_unit) != (item.tracking, item.base_unit):
            raise Refused([refusal(
                "CATALOGUE-11", tr("Tracking and base unit of an item type never change"), tr("Item type"),
                f"{old.tracking}, {old.base_unit}" if old else tr("an item type of the catalogue"),
                f"{item.tracking}, {item.base_unit}", tr("Add another item type"))])  # fmt: skip
        refuse([*check_item_type(item), *_check_double(stockpile, item)])
        record(stockpile, Operation("amend item type", operation_id, {}), [item])
    return item


def check_item_type(item: ItemType) -> Iterator[Finding]:
    """CATALOGUE-10: an item type can be called by something and is of a known kind."""
    known: tuple[tuple[str, str, Sequence[str]], ...] = (
        (item.kind, tr("Kind"), list(ItemKind)),
        (item.tracking, tr("Tracked by"), list(Tracking)),
        (item.salw_category, tr("Category"), ["", *(c.code for c in salw_categories())]),
    )
    for value, field, allowed in known:
        if value not in allowed:
            expected, got = ", ".join(filter(None, allowed)), value or tr("nothing")
            yield refusal(
                "CATALOGUE-10",
                tr("This is not in the list"),
                field,
                expected,
                got,
                tr("Choose from the list"),
            )
    if not item.title:
        yield refusal("CATALOGUE-10", tr("An item type needs a name"), tr("Name"), tr("a name"),
                       tr("nothing"), tr("Enter a name, or make and model"))  # fmt: skip
    if not item.base_unit.strip():
        yield refusal("CATALOGUE-10", tr("An item type needs a unit"), tr("Unit"), tr("weapon, round, each"),
                       tr("nothing"), tr("Enter the unit that a quantity of 1 is"))  # fmt: skip
    for text in astuple(item)[1:]:
        yield from check_text(text, tr("Item type"))


def _check_double(stockpile: Stockpile, item: ItemType) -> Iterator[Finding]:
    key = (item.name, item.stock_number, item.own_code, item.make, item.model, item.calibre,
           item.tracking, item.base_unit)  # fmt: skip
    double = stockpile.value(
        "SELECT id FROM item_type WHERE (name, stock_number, own_code, make, model, calibre, tracking, base_unit) "
        "= (?, ?, ?, ?, ?, ?, ?, ?) AND id <> ?",
        [*key, item.id],
    )
    if double:
        yield refusal("CATALOGUE-12", tr("The catalogue has this item type already"), tr("Name"),
                       tr("an item type of its own"), item.title, tr("Use the one there is"))  # fmt: skip


def declare_pack(stockpile: Stockpile, operation_id: str, pack: ItemPack) -> ItemPack:
    """Declare how many base units a pack holds, for an item type or for one lot.

    Raises:
        Refused: a factor below 2, or a pack that is declared already.
    """
    with acting(stockpile, "declare pack"):
        if entry_of_operation(stockpile, operation_id):
            return pack
        refuse(_check_pack(stockpile, pack))
        record(stockpile, Operation("declare pack", operation_id, {}), [pack])
    return pack


def _check_pack(stockpile: Stockpile, pack: ItemPack) -> Iterator[Finding]:
    declared = stockpile.value(
        "SELECT factor FROM item_pack WHERE (item_type_id, lot_id, unit) = (?, ?, ?)",
        [pack.item_type_id, pack.lot_id, pack.unit],
    )
    of_lot = not pack.lot_id or stockpile.row(
        "SELECT 1 FROM lot WHERE id = ? AND item_type_id = ?", [pack.lot_id, pack.item_type_id]
    )
    known = of_lot and item_types_by_id(stockpile, [pack.item_type_id])
    if declared or not known or not 2 <= pack.factor <= LARGEST or not pack.unit.strip():
        yield refusal(
            "CATALOGUE-13",
            tr("This pack cannot be declared so"),
            tr("Pack"),
            tr("a new unit of at least 2, for an item type or lot of the catalogue"),
            tr("{unit} of {factor}", unit=pack.unit, factor=pack.factor),
            tr("Declare it under another name, or for the lot"),
        )
    yield from check_text(pack.unit, tr("Pack"))


def set_kit(
    stockpile: Stockpile,
    operation_id: str,
    item_type_id: int,
    parts: Sequence[tuple[str, int]],
    weapon_id: int = 0,
) -> list[KitLine]:
    """Say what belongs to an item (or to one weapon) when it is issued; replaces the list before.

    Raises:
        Refused: a line without a description, or a quantity below 1.
    """
    with acting(stockpile, "set kit"):
        earlier = entry_of_operation(stockpile, operation_id)
        if earlier:
            rows = stockpile.rows(
                f"SELECT {KIT_COLUMNS} FROM kit_line WHERE entry = ? ORDER BY line_no", [earlier]
            )
            return [KitLine(*row) for row in rows]
        revision = 1 + int(
            stockpile.value(
                "SELECT coalesce(max(revision), 0) FROM kit_line WHERE item_type_id = ? AND weapon_id = ?",
                [item_type_id, weapon_id],
            )
        )
        lines = [
            KitLine(item_type_id, revision, number, text.strip(), quantity, weapon_id)
            for number, (text, quantity) in enumerate(parts, start=1)
        ]
        refuse((*_check_kit_owner(stockpile, item_type_id, weapon_id), *_check_kit(lines)))
        record(stockpile, Operation("set kit", operation_id, {}), lines)
    return lines


def _check_kit_owner(stockpile: Stockpile, item_type_id: int, weapon_id: int) -> Iterator[Finding]:
    of_weapon = not weapon_id or stockpile.row(
        "SELECT 1 FROM weapon WHERE id = ? AND item_type_id = ?", [weapon_id, item_type_id]
    )
    if not of_weapon or not item_types_by_id(stockpile, [item_type_id]):
        yield refusal(
            "CATALOGUE-22",
            tr("The books do not hold what this kit is for"),
            tr("Item type"),
            tr("an item type of the catalogue, or one of its weapons"),
            f"{item_type_id} {weapon_id or ''}".strip(),
            tr("Look it up with Ctrl+K"),
        )


def _check_kit(lines: Sequence[KitLine]) -> Iterator[Finding]:
    if not lines:
        yield refusal(
            "CATALOGUE-14",
            tr("A kit line names a thing and how many"),
            tr("Kit"),
            tr("at least one line"),
            tr("nothing"),
            tr("Complete the line"),
        )
    for line in lines:
        if not line.description or line.quantity < 1:
            yield refusal("CATALOGUE-14", tr("A kit line names a thing and how many"), tr("Kit"),
                           tr("a description and at least 1"), f"{line.description} {line.quantity}",
                           tr("Complete the line"))  # fmt: skip
        yield from check_text(line.description, tr("Kit"))


def add_store_house(
    stockpile: Stockpile, operation_id: str, kind: str, name: str, code: str = "", depot_id: int = 1
) -> StoreHouse:
    """Add a building of the depot: an armoury, a magazine or an open stack.

    Raises:
        Refused: no name, an unknown kind, or a name that is taken.
    """
    with acting(stockpile, "add store house"):
        earlier = entry_of_operation(stockpile, operation_id)
        if earlier:
            row = stockpile.row(f"SELECT {HOUSE_COLUMNS} FROM store_house WHERE entry = ?", [earlier])
            return StoreHouse(*(row or ()))
        house = StoreHouse(next_id(stockpile, "store_house"), depot_id, kind, name.strip(), code.strip())
        refuse(_check_house(stockpile, house))
        record(stockpile, Operation("add store house", operation_id, {}), [house])
    return house


def _check_house(stockpile: Stockpile, house: StoreHouse) -> Iterator[Finding]:
    taken = stockpile.row("SELECT 1 FROM store_house WHERE name = ?", [house.name])
    known = stockpile.row("SELECT 1 FROM depot WHERE id = ?", [house.depot_id])
    if house.kind not in list(StoreHouseKind) or not house.name or taken or not known:
        yield refusal(
            "CATALOGUE-20",
            tr("This store house cannot be added so"),
            tr("Name"),
            tr("a new name, and one of: {kinds}", kinds=", ".join(StoreHouseKind)),
            f"{house.name}, {house.kind}",
            tr("Choose another name or kind"),
        )
    yield from check_text(house.name, tr("Name"))
    yield from check_text(house.code, tr("Code"))


def add_depot(stockpile: Stockpile, operation_id: str, code: str, name: str) -> Depot:
    """Add another depot that this one deals with.

    Raises:
        Refused: no code, or a code that is taken.
    """
    with acting(stockpile, "add depot"):
        earlier = entry_of_operation(stockpile, operation_id)
        if earlier:
            row = stockpile.row("SELECT id, code, name FROM depot WHERE entry = ?", [earlier])
            return Depot(*(row or ()))
        depot = Depot(next_id(stockpile, "depot"), code.strip(), name.strip())
        if not depot.code or stockpile.row("SELECT 1 FROM depot WHERE code = ?", [depot.code]):
            sentence, expected = tr("This depot cannot be added so"), tr("a code of its own")
            got, remedy = code or tr("nothing"), tr("Choose another code")
            refuse([refusal("CATALOGUE-21", sentence, tr("Code"), expected, got, remedy)])
        refuse([*check_text(depot.code, tr("Code")), *check_text(depot.name, tr("Name"))])
        record(stockpile, Operation("add depot", operation_id, {}), [depot])
    return depot
