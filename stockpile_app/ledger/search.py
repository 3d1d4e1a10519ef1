"""Find anything by any of its marks: exact hits first, marks that look alike apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.catalogue.model import Weapon
from stockpile_app.catalogue.queries import weapons_by_id
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Match:
    """One hit of a search.

    Attributes:
        kind: weapon, lot, container, account, item_type or voucher.
        match: `exact` or `look_alike`.
    """

    kind: str
    id: int
    identity: str
    detail: str
    account: str
    condition: str
    match: str


def find(stockpile: Stockpile, text: str, limit: int = 50) -> list[Match]:
    """Whatever carries this mark: weapons, lots, containers, holders, vouchers, item types.

    Exact hits first, then marks that look alike; `?` stands for one sign that cannot be read.
    """
    text = text.strip()
    if not text:
        return []
    if "?" in text:
        return _unreadable(stockpile, text, limit)
    named = _named(stockpile, text)
    exact = [*_exact_weapons(stockpile, text), *_exact_others(stockpile, text)]
    exact += [match for match in named if match.match == "exact"]
    seen = {(match.kind, match.id) for match in exact}
    near = [*_alike(stockpile, text, limit), *named]
    alike = [match for match in near if (match.kind, match.id) not in seen]
    return (exact + alike)[:limit]


_WEAPON_HIT = """
    SELECT 'weapon', w.id, CASE WHEN w.serial <> '' THEN w.serial ELSE w.own_number END,
           trim(replace(w.make || ' ' || w.model || ' ' || w.calibre, '  ', ' ')), coalesce(a.name, ''), w.condition
    FROM weapon w LEFT JOIN account a ON a.id = w.account_id WHERE
"""
_LOT_HIT = """
    SELECT 'lot', l.id, l.number, i.name, coalesce((SELECT group_concat(a.name, ', ') FROM holding h
           JOIN account a ON a.id = h.account_id WHERE h.item_type_id = l.item_type_id AND h.lot_id = l.id
           AND h.quantity > 0), ''), '' FROM lot l JOIN item_type i ON i.id = l.item_type_id WHERE
"""


def _hits(stockpile: Stockpile, sql: str, values: Sequence[object], match: str) -> list[Match]:
    return [Match(*(*row, match)) for row in stockpile.rows(sql, values)]


def _exact_weapons(stockpile: Stockpile, text: str) -> list[Match]:
    code = str(stockpile.value("SELECT code FROM stockpile") or "")
    found = _hits(stockpile, f"{_WEAPON_HIT} w.serial = ? ORDER BY w.id", [text], "exact")
    tag = text.upper().removeprefix(f"{code}-W-".upper())
    if tag != text.upper() and tag.isdigit():
        found += _hits(stockpile, f"{_WEAPON_HIT} w.id = ?", [int(tag)], "exact")
    marked = "w.id IN (SELECT weapon_id FROM marking WHERE look_alike = ?1 AND text = ?2)"
    found += _hits(stockpile, f"{_WEAPON_HIT} {marked}", [look_alike_key(text), text], "exact")
    return list({match.id: match for match in found}.values())


def _exact_others(stockpile: Stockpile, text: str) -> list[Match]:
    found = _hits(stockpile, f"{_LOT_HIT} l.number = ? ORDER BY l.id", [text], "exact")
    found += [
        Match("voucher", row[0], row[1], row[2], "", "", "exact")
        for row in stockpile.rows("SELECT id, number, kind FROM voucher WHERE number = ?", [text.upper()])
    ]
    return found


def _named(stockpile: Stockpile, text: str) -> list[Match]:
    """Accounts and item types called so (exact), or with this in their name (look-alike)."""

    def how(*names: str) -> str:
        return "exact" if text.casefold() in {name.casefold() for name in names} else "look_alike"

    like = f"%{text.replace('%', '')}%"
    found = [
        Match(
            "container" if row[3] == "container" else "account",
            row[0],
            row[1],
            row[2],
            "",
            "",
            how(row[1], row[4], row[5]),
        )
        for row in stockpile.rows(
            "SELECT id, name, unit, kind, name_other, code FROM account WHERE id >= 100 AND "
            "(name LIKE ?1 OR name_other LIKE ?1 OR code = ?2) ORDER BY name LIMIT 20",
            [like, text],
        )
    ]
    found += [
        Match("item_type", row[0], row[1], row[2], "", "", how(row[1], row[2], row[3], row[4]))
        for row in stockpile.rows(
            "SELECT id, CASE WHEN name <> '' THEN name ELSE trim(make || ' ' || model || ' ' || calibre) END, "
            "stock_number, own_code, name_other FROM item_type WHERE name LIKE ?1 OR name_other LIKE ?1 "
            "OR stock_number = ?2 OR own_code = ?2 "
            "OR (name = '' AND make || ' ' || model || ' ' || calibre LIKE ?1) LIMIT 20",
            [like, text],
        )
    ]
    return found


def _alike(stockpile: Stockpile, text: str, limit: int) -> list[Match]:
    key = look_alike_key(text)
    if not key:
        return []
    found = _hits(
        stockpile, f"{_WEAPON_HIT} w.look_alike = ? ORDER BY w.id LIMIT ?", [key, limit], "look_alike"
    )
    marked = "w.id IN (SELECT weapon_id FROM marking WHERE look_alike = ?)"
    found += _hits(stockpile, f"{_WEAPON_HIT} {marked} LIMIT ?", [key, limit], "look_alike")
    found += _hits(stockpile, f"{_LOT_HIT} l.look_alike = ? LIMIT ?", [key, limit], "look_alike")
    return list({(match.kind, match.id): match for match in found}.values())


def _unreadable(stockpile: Stockpile, text: str, limit: int) -> list[Match]:
    """Serials where some signs could not be read: `?` for each of them."""
    pattern = text.upper().replace("[", "").replace("*", "")
    return _hits(
        stockpile,
        f"{_WEAPON_HIT} upper(w.serial) GLOB ? ORDER BY w.serial LIMIT ?",
        [pattern, limit],
        "look_alike",
    )


def weapon_with_mark(stockpile: Stockpile, mark: str) -> list[Weapon]:
    """Weapons whose serial, own number or tag is exactly this."""
    matches = [m for m in _exact_weapons(stockpile, mark.strip()) if m.kind == "weapon"]
    found = weapons_by_id(stockpile, [m.id for m in matches])
    return [found[m.id] for m in matches]
