"""Registers as long lists: ids first, rows when they come in sight; and what happened to lots.

A list of a million opens as fast as one of ten: the window holds ids and asks for a page of rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.catalogue.queries import ITEM_TITLE
from stockpile_app.ledger.registers import VoucherRow, WeaponRow, weapon_rows
from stockpile_app.store import Stockpile

_WEAPON_ORDER = {
    "": "entry, id",  # ids only ever rise with the entries, and the index on entry is small
    "serial": "serial",
    "year": "year",
    "condition": "condition",
    "last_at": "last_at",
    "make": "make, country",
}


def weapon_register(
    stockpile: Stockpile,
    text: str = "",
    balance: tuple[int, int, str] | None = None,
    order: str = "",
    falling: bool = False,
) -> array[int]:
    """The ids of the weapons register, in order, eight bytes each.

    Args:
        text: Part of a serial or tag, as written or as it may look; '' for all.
        balance: Only those of one account, item type and condition.
        order: A column of `_WEAPON_ORDER`.
    """
    if not (text or balance or order):
        return _all_weapons(stockpile)
    where, values = ["1"], list[object]()
    if text:
        where.append("(serial LIKE ? OR own_number LIKE ? OR look_alike = ? OR make LIKE ?)")
        values += [f"%{text}%", f"%{text}%", look_alike_key(text) or "-", f"{text}%"]
    if balance:
        where.append("account_id = ? AND item_type_id = ? AND condition = ?")
        values += balance
    by = ", ".join(f"{column} {'DESC' if falling else 'ASC'}" for column in _WEAPON_ORDER[order].split(", "))
    sql = f"SELECT id FROM weapon WHERE {' AND '.join(where)} ORDER BY {by}, id"
    return array("q", (row[0] for row in stockpile.rows(sql, values)))


def _all_weapons(stockpile: Stockpile) -> array[int]:
    """Every id in order; weapons are numbered without gaps, so that counting them is enough."""
    count, first, last = stockpile.row("SELECT count(*), min(id), max(id) FROM weapon") or (0, 0, 0)
    if count and last - first + 1 == count:
        return array("q", range(first, last + 1))
    return array("q", (row[0] for row in stockpile.rows("SELECT id FROM weapon ORDER BY id")))


def weapons_of_balance_on(stockpile: Stockpile, balance: tuple[int, int, str], day: str) -> list[int]:
    """The weapons an account had, of an item type and in a condition, at the end of a past day."""
    return [
        row[0]
        for row in stockpile.rows(
            "SELECT w.id FROM weapon w JOIN movement m ON m.weapon_id = w.id WHERE w.item_type_id = ?2 "
            "AND m.effective_at <= ?4 || 'T99' AND m.to_account = ?1 AND m.condition_to = ?3 AND NOT EXISTS ("
            "SELECT 1 FROM movement n WHERE n.weapon_id = w.id AND n.effective_at <= ?4 || 'T99' AND "
            "(n.effective_at, n.voucher_id, n.line_no) > (m.effective_at, m.voucher_id, m.line_no)) "
            "ORDER BY w.id",
            [*balance, day],
        )
    ]


def weapons_page(stockpile: Stockpile, ids: Sequence[int]) -> Mapping[int, WeaponRow]:
    """The register rows of some weapons, by id."""
    return {row.weapon.id: row for row in weapon_rows(stockpile, list(ids))}


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot in the register: what it is, how much there is and where, and what stops it."""

    id: int
    number: str
    item: str
    maker: str
    made_on: str
    expires_on: str
    unit: str
    quantity: int
    places: str
    conditions: str
    holds: int


_LOT_ROWS = f"""
    SELECT l.id, l.number, {ITEM_TITLE},
           l.maker, l.made_on, l.expires_on, i.base_unit,
           coalesce((SELECT sum(quantity) FROM holding h WHERE h.item_type_id = l.item_type_id AND
                     h.lot_id = l.id AND h.account_id >= 100), 0),
           coalesce((SELECT group_concat(DISTINCT a.name) FROM holding h JOIN account a ON a.id = h.account_id
                     WHERE h.item_type_id = l.item_type_id AND h.lot_id = l.id AND h.account_id >= 100
                     AND h.quantity > 0), ''),
           coalesce((SELECT group_concat(DISTINCT h.condition) FROM holding h
                     WHERE h.item_type_id = l.item_type_id AND h.lot_id = l.id AND h.account_id >= 100
                     AND h.quantity > 0), ''),
           (SELECT count(*) FROM hold WHERE target = 'lot' AND target_id = l.id AND id NOT IN
            (SELECT hold_id FROM hold_release))
    FROM lot l JOIN item_type i ON i.id = l.item_type_id
"""


_LOTS_ON_HOLD = (
    _LOT_ROWS.replace(
        "FROM lot l JOIN", ", s.reason, s.placed_on FROM hold s JOIN lot l ON l.id = s.target_id JOIN"
    )
    + "WHERE s.target = 'lot' AND s.id NOT IN (SELECT hold_id FROM hold_release) ORDER BY s.placed_on, l.id"
)


def lot_register(stockpile: Stockpile, text: str = "") -> list[int]:
    """The ids of the lots, by number; `text` is part of the number, maker or item type."""
    like = f"%{text}%"
    return [
        row[0]
        for row in stockpile.rows(
            "SELECT l.id FROM lot l JOIN item_type i ON i.id = l.item_type_id "
            "WHERE ?1 = '%%' OR l.number LIKE ?1 OR l.maker LIKE ?1 OR i.name LIKE ?1 ORDER BY i.name, l.number, l.id",
            [like],
        )
    ]


def lots_page(stockpile: Stockpile, ids: Iterable[int]) -> Mapping[int, LotRow]:
    """The register rows of some lots, by id."""
    wanted = list(ids)
    marks = ", ".join("?" * len(wanted))
    return {row[0]: LotRow(*row) for row in stockpile.rows(f"{_LOT_ROWS} WHERE l.id IN ({marks})", wanted)}


def lots_past_date(stockpile: Stockpile, today: str) -> list[LotRow]:
    """Lots still held whose date has passed, the oldest date first."""
    found = stockpile.rows(
        f"{_LOT_ROWS} WHERE l.expires_on <> '' AND l.expires_on < ? ORDER BY l.expires_on, l.id", [today]
    )
    return [row for row in (LotRow(*values) for values in found) if row.quantity > 0]


def lots_on_hold(stockpile: Stockpile) -> list[tuple[LotRow, str, str]]:
    """Lots still held that a hold stops, with its reason and the day it was placed."""
    return [(LotRow(*row[:-2]), row[-2], row[-1]) for row in stockpile.rows(_LOTS_ON_HOLD)]


_VOUCHER_ROWS = """
    SELECT v.id, v.number, v.kind, v.effective_at, v.due_back_at, coalesce(f.name, ''), coalesce(t.name, ''),
           (SELECT count(*) FROM movement m WHERE m.voucher_id = v.id), v.actor, v.recorded_at, v.reverses,
           EXISTS (SELECT 1 FROM voucher r WHERE r.reverses = v.id)
    FROM voucher v LEFT JOIN account f ON f.id = v.from_account LEFT JOIN account t ON t.id = v.to_account
"""


def voucher_register(stockpile: Stockpile, text: str = "", kind: str = "") -> list[int]:
    """The ids of the vouchers by effective date, newest first; `text` is part of number, party or account."""
    like = f"%{text}%"
    return [
        row[0]
        for row in stockpile.rows(
            "SELECT v.id FROM voucher v LEFT JOIN account f ON f.id = v.from_account "
            "LEFT JOIN account t ON t.id = v.to_account "
            "WHERE (?1 = '%%' OR v.number LIKE ?1 OR v.party LIKE ?1 OR v.purpose LIKE ?1 OR f.name LIKE ?1 "
            "OR t.name LIKE ?1) AND (?2 = '' OR v.kind = ?2) "
            "ORDER BY v.effective_at DESC, v.id DESC",
            [like, kind],
        )
    ]


def vouchers_page(stockpile: Stockpile, ids: Iterable[int]) -> Mapping[int, VoucherRow]:
    """The register rows of some vouchers, by id."""
    wanted = list(ids)
    marks = ", ".join("?" * len(wanted))
    return {
        row[0]: VoucherRow(*row[:11], *map(bool, row[11:]))
        for row in stockpile.rows(f"{_VOUCHER_ROWS} WHERE v.id IN ({marks})", wanted)
    }
