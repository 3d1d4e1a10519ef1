"""What the catalogue knows: item types, weapons, lots, packs, kits, store houses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from stockpile_app.catalogue.model import (
    Component,
    Depot,
    Fitting,
    ItemType,
    KitLine,
    Lot,
    Marking,
    Ownership,
    StoreHouse,
    Weapon,
)
from stockpile_app.store import Stockpile

_CHUNK = 10_000
Key = TypeVar("Key", int, str)

ITEM_COLUMNS = (
    "id, kind, name, tracking, base_unit, name_other, make, model, calibre, own_code, stock_number, "
    "salw_category"
)
WEAPON_COLUMNS = (
    "id, item_type_id, make, model, calibre, serial, country, own_number, year, look_alike, remarks"
)
MARKING_COLUMNS = (
    "id, weapon_id, kind, text, effective_on, component_id, transliteration, place, method, depth, state, "
    "authority, look_alike"
)
FITTING_COLUMNS = "component_id, fact_no, weapon_id, act, effective_on, control, reason"
OWNERSHIP_COLUMNS = "weapon_id, fact_no, kind, effective_on, reference"
KIT_COLUMNS = "item_type_id, revision, line_no, description, quantity, weapon_id"
HOUSE_COLUMNS = "id, depot_id, kind, name, code"
LOT_COLUMNS = "id, item_type_id, number, maker, made_on, expires_on, remarks, look_alike"

ITEM_TITLE = (
    "coalesce(nullif(i.name, ''), "
    "nullif(trim(replace(i.make || ' ' || i.model || ' ' || i.calibre, '  ', ' ')), ''), "
    "nullif(i.stock_number, ''), i.own_code)"
)
"""The `ItemType.title` of item type `i`, in SQL."""


def chunks(keys: Iterable[Key]) -> Iterator[tuple[str, Sequence[Key]]]:
    """Distinct keys in portions that fit one statement, each with its `?, ?, ...`."""
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), _CHUNK):
        portion = ordered[start : start + _CHUNK]
        yield ", ".join("?" * len(portion)), portion


def item_types(stockpile: Stockpile) -> list[ItemType]:
    """The whole catalogue, by name."""
    return [
        ItemType(*row)
        for row in stockpile.rows(f"SELECT {ITEM_COLUMNS} FROM item_type ORDER BY name, make, model, id")
    ]


def item_types_by_id(stockpile: Stockpile, ids: Iterable[int]) -> dict[int, ItemType]:
    """These item types, by id."""
    return {
        row[0]: ItemType(*row)
        for marks, portion in chunks(ids)
        for row in stockpile.rows(f"SELECT {ITEM_COLUMNS} FROM item_type WHERE id IN ({marks})", portion)
    }


def item_type_named(stockpile: Stockpile, text: str) -> list[ItemType]:
    """Item types called so: by name, second name, own code, stock number, or make model calibre."""
    return [
        ItemType(*row)
        for row in stockpile.rows(
            f"SELECT {ITEM_COLUMNS} FROM item_type WHERE ? IN (name, name_other, own_code, stock_number, "
            "trim(make || ' ' || model || ' ' || calibre)) ORDER BY id",
            [text],
        )
    ]


def weapons_by_id(stockpile: Stockpile, ids: Iterable[int]) -> dict[int, Weapon]:
    """These weapons, by id."""
    return {
        row[0]: Weapon(*row)
        for marks, portion in chunks(ids)
        for row in stockpile.rows(f"SELECT {WEAPON_COLUMNS} FROM weapon WHERE id IN ({marks})", portion)
    }


def weapons_with_serials(
    stockpile: Stockpile, serials: Iterable[str]
) -> Iterator[tuple[Weapon, tuple[int, str]]]:
    """Every weapon with one of these serials, exactly as marked, with its account and condition."""
    for marks, portion in chunks(serials):
        for row in stockpile.rows(
            f"SELECT {WEAPON_COLUMNS}, account_id, condition FROM weapon WHERE serial IN ({marks})", portion
        ):
            yield Weapon(*row[:-2]), (row[-2], row[-1])


def weapons_looking_like(stockpile: Stockpile, keys: Iterable[str]) -> Iterator[Weapon]:
    """Every weapon whose serial has one of these look-alike keys."""
    for marks, portion in chunks(keys):
        for row in stockpile.rows(
            f"SELECT {WEAPON_COLUMNS} FROM weapon WHERE look_alike IN ({marks})", portion
        ):
            yield Weapon(*row)


def lots_by_id(stockpile: Stockpile, ids: Iterable[int]) -> dict[int, Lot]:
    """These lots, by id."""
    return {
        row[0]: Lot(*row)
        for marks, portion in chunks(ids)
        for row in stockpile.rows(f"SELECT {LOT_COLUMNS} FROM lot WHERE id IN ({marks})", portion)
    }


def lots_numbered(stockpile: Stockpile, numbers: Iterable[str]) -> Iterator[Lot]:
    """Every lot with one of these numbers."""
    for marks, portion in chunks(numbers):
        for row in stockpile.rows(f"SELECT {LOT_COLUMNS} FROM lot WHERE number IN ({marks})", portion):
            yield Lot(*row)


def packs_of(stockpile: Stockpile, item_type_id: int, lot_id: int = 0) -> dict[str, int]:
    """Pack names and factors; what a lot declares counts before what its item type does."""
    return {
        row[0]: row[1]
        for row in stockpile.rows(
            "SELECT unit, factor FROM item_pack WHERE item_type_id = ? AND lot_id IN (0, ?) ORDER BY lot_id",
            [item_type_id, lot_id],
        )
    }


def kit_of(stockpile: Stockpile, item_type_id: int, weapon_id: int = 0) -> list[KitLine]:
    """What belongs to an item when it is issued: the weapon's own list, else its type's."""
    for owner in (weapon_id, 0):
        lines = [
            KitLine(*row)
            for row in stockpile.rows(
                f"SELECT {KIT_COLUMNS} FROM kit_line k "
                "WHERE item_type_id = ? AND weapon_id = ? AND revision = (SELECT max(revision) FROM kit_line "
                "WHERE item_type_id = k.item_type_id AND weapon_id = k.weapon_id) ORDER BY line_no",
                [item_type_id, owner],
            )
        ]
        if lines:
            return lines
    return []


def twins_of(stockpile: Stockpile, weapon_id: int) -> list[str]:
    """The marks of the weapons that look alike and that somebody said are others."""
    rows = stockpile.rows(
        "SELECT coalesce(nullif(serial, ''), own_number) FROM weapon WHERE id IN (SELECT "
        "CASE WHEN weapon_id = ?1 THEN twin_id ELSE weapon_id END FROM look_alike "
        "WHERE weapon_id = ?1 OR twin_id = ?1)",
        [weapon_id],
    )
    return [str(row[0]) for row in rows]


def markings_of(stockpile: Stockpile, weapon_id: int) -> list[Marking]:
    """Every mark recorded on a weapon, oldest first."""
    return [
        Marking(*row)
        for row in stockpile.rows(
            f"SELECT {MARKING_COLUMNS} FROM marking WHERE weapon_id = ? ORDER BY effective_on, id",
            [weapon_id],
        )
    ]


def fittings_of(stockpile: Stockpile, weapon_id: int) -> list[tuple[Component, Fitting]]:
    """Every component ever fitted to or removed from a weapon, oldest first."""
    return [
        (Component(*row[:4]), Fitting(*row[4:]))
        for row in stockpile.rows(
            "SELECT c.id, c.kind, c.description, c.material, f.component_id, f.fact_no, f.weapon_id, f.act, "
            "f.effective_on, f.control, f.reason FROM fitting f JOIN component c ON c.id = f.component_id "
            "WHERE f.weapon_id = ? ORDER BY f.effective_on, f.entry, f.component_id, f.fact_no",
            [weapon_id],
        )
    ]


def ownership_of(stockpile: Stockpile, weapon_id: int) -> list[Ownership]:
    """Whose the weapon was, oldest first; without a fact it is the State's."""
    return [
        Ownership(*row)
        for row in stockpile.rows(
            f"SELECT {OWNERSHIP_COLUMNS} FROM ownership WHERE weapon_id = ? ORDER BY effective_on, fact_no",
            [weapon_id],
        )
    ]


def depots(stockpile: Stockpile) -> list[Depot]:
    """The books' own depot first, then the others it deals with."""
    return [Depot(*row) for row in stockpile.rows("SELECT id, code, name FROM depot ORDER BY id")]


def store_houses(stockpile: Stockpile) -> list[StoreHouse]:
    """The buildings, by name."""
    return [
        StoreHouse(*row) for row in stockpile.rows(f"SELECT {HOUSE_COLUMNS} FROM store_house ORDER BY name")
    ]


def next_id(stockpile: Stockpile, table: str) -> int:
    """The id that the next row of a catalogue or ledger table gets."""
    return int(stockpile.value(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))


def own_number(code: str, weapon_id: int) -> str:
    """The depot's own number of a weapon, as on its tag: `B-W-004127`."""
    return f"{code}-W-{weapon_id:06d}"
