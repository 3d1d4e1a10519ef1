"""Balances: now from `holding`, on a past day from `turnover` and the lines of the last month.

Never a scan of history; only *as known on* an entry replays the movements.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stockpile_app.catalogue.queries import ITEM_TITLE
from stockpile_app.ledger.model import FIRST_REAL_ACCOUNT
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class BalanceChange:
    """What an account holds of an item type now, and what it will hold, in base units."""

    account: str
    item: str
    now: int
    then: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds of an item (of a lot, in a condition), in base units."""

    account_id: int
    account_kind: str
    account: str
    item_type_id: int
    item: str
    item_kind: str
    tracking: str
    unit: str
    lot_id: int
    lot: str
    condition: str
    quantity: int
    last_at: str = ""


_NAMED = """
    SELECT b.account_id, a.kind, a.name, b.item_type_id, {item}, i.kind, i.tracking, i.base_unit, b.lot_id,
           coalesce(l.number, ''), b.condition, b.quantity, b.last_at
    FROM ({source}) AS b JOIN account a ON a.id = b.account_id
    JOIN item_type i ON i.id = b.item_type_id LEFT JOIN lot l ON l.id = b.lot_id
    WHERE b.quantity <> 0 AND b.account_id >= ?3
    ORDER BY 5, b.item_type_id, 3, 10, b.condition
"""
_NOW = "SELECT * FROM holding"
_AS_OF = """
    WITH moved AS MATERIALIZED (
        SELECT from_account, to_account, item_type_id, lot_id, condition_from, condition_to,
               sum(quantity) AS quantity, max(effective_at) AS last_at FROM movement
        WHERE effective_at >= substr(?1, 1, 7) AND effective_at <= ?1 || 'T99' GROUP BY 1, 2, 3, 4, 5, 6)
    SELECT account_id, item_type_id, lot_id, condition, sum(quantity) AS quantity, max(last_at) AS last_at FROM (
        SELECT account_id, item_type_id, lot_id, condition, quantity_in - quantity_out AS quantity,
               '' AS last_at FROM turnover WHERE month < substr(?1, 1, 7)
        UNION ALL SELECT from_account, item_type_id, lot_id, condition_from, -quantity, last_at FROM moved
        UNION ALL SELECT to_account, item_type_id, lot_id, condition_to, quantity, last_at FROM moved
    ) GROUP BY 1, 2, 3, 4
"""
_KNOWN = """
    SELECT account_id, item_type_id, lot_id, condition, sum(quantity) AS quantity, max(last_at) AS last_at FROM (
        SELECT m.from_account AS account_id, m.item_type_id, m.lot_id, m.condition_from AS condition,
               -m.quantity AS quantity, m.effective_at AS last_at
        FROM movement m JOIN voucher v ON v.id = m.voucher_id
        WHERE v.entry <= ?2 AND m.effective_at <= ?1 || 'T99'
        UNION ALL
        SELECT m.to_account, m.item_type_id, m.lot_id, m.condition_to, m.quantity, m.effective_at
        FROM movement m JOIN voucher v ON v.id = m.voucher_id
        WHERE v.entry <= ?2 AND m.effective_at <= ?1 || 'T99'
    ) GROUP BY 1, 2, 3, 4
"""


def balances(
    stockpile: Stockpile, *, as_of: str = "", known_on: int = 0, outside: bool = False
) -> list[Balance]:
    """What every account holds.

    Args:
        as_of: A day, `YYYY-MM-DD`; '' for now.
        known_on: Leave out what was recorded after this journal entry; 0 for nothing.
        outside: Also the accounts outside the stockpile, whose quantities are below zero.
    """
    sql = _NAMED.format(source=_source(as_of, known_on), item=ITEM_TITLE)
    return [Balance(*row) for row in stockpile.rows(sql, _asked(as_of, known_on, outside))]


def _source(as_of: str, known_on: int) -> str:
    return _KNOWN if known_on else (_AS_OF if as_of else _NOW)


def _asked(as_of: str, known_on: int, outside: bool) -> list[str | int]:
    return [as_of or "9999-12-31", known_on, -1 if outside else FIRST_REAL_ACCOUNT]


@dataclass(frozen=True, slots=True)
class Total:
    """A grouped balance: the values asked for, the unit, and how much."""

    keys: tuple[str, ...]
    unit: str
    quantity: int


GROUPINGS = ("item", "account", "unit", "lot", "condition", "kind", "tracking", "place")
_ID_OF = {"account": "account_id", "place": "account_id", "lot": "lot_id", "condition": "condition"}
_NAMES = {
    "item": f"SELECT i.id, {ITEM_TITLE} FROM item_type i",
    "unit": "SELECT id, base_unit FROM item_type",
    "kind": "SELECT id, kind FROM item_type",
    "tracking": "SELECT id, tracking FROM item_type",
    "account": "SELECT id, name FROM account",
    "lot": "SELECT id, number FROM lot",
}
_SUMS = """
    SELECT {columns}, sum(quantity) FROM ({source}) WHERE quantity <> 0 AND account_id >= ?3 GROUP BY {columns}
"""


def totals(
    stockpile: Stockpile,
    by: Sequence[str],
    *,
    as_of: str = "",
    known_on: int = 0,
    outside: bool = False,
) -> list[Total]:
    """What is held, added up by some of `GROUPINGS`; never across units.

    The store adds up by ids, which needs no sorting; the few sums get their names here.
    """
    columns = list(dict.fromkeys(["item_type_id", *(_ID_OF.get(name, "item_type_id") for name in by)]))
    sql = _SUMS.format(columns=", ".join(columns), source=_source(as_of, known_on))
    at = [columns.index(_ID_OF.get(name, "item_type_id")) for name in by]
    named = list(zip(at, (_names(stockpile, name, as_of) for name in by), strict=True))
    units = _names(stockpile, "unit")
    sums: dict[tuple[tuple[str, ...], str], int] = {}
    for row in stockpile.rows(sql, _asked(as_of, known_on, outside)):
        key = (tuple([names.get(row[at], row[at] or "") for at, names in named]), units[row[0]])
        sums[key] = sums.get(key, 0) + row[-1]
    return [Total(keys, unit, quantity) for (keys, unit), quantity in sorted(sums.items())]


def _names(stockpile: Stockpile, grouping: str, as_of: str = "") -> dict[object, str]:
    """The name behind each id; conditions are their own names."""
    if grouping == "condition":
        return {}
    if grouping == "place":
        names, stands = _names(stockpile, "account"), container_places(stockpile, as_of)
        return names | {one: names[_outermost(stands, one)] for one in stands}
    return dict(stockpile.rows(_NAMES[grouping]))


def _outermost(stands: Mapping[int, int], container: int) -> int:
    """The place that holds the container, through every rack and crate around it."""
    place = container
    while stands.get(place):
        place = stands[place]
    return place


def container_places(stockpile: Stockpile, as_of: str = "") -> dict[int, int]:
    """Where each container stands, now or on a day: its account id to the account it stands in."""
    return {
        row[0]: row[1]
        for row in stockpile.rows(
            "SELECT container_id, to_account FROM container_stand WHERE effective_at <= ? || 'T99' "
            "ORDER BY container_id, effective_at, voucher_id",
            [as_of or "9999-12-31"],
        )
    }


_AFTER_REVERSAL = """
    WITH turned AS (
        SELECT to_account AS account_id, item_type_id, -quantity AS quantity FROM movement WHERE voucher_id = ?1
        UNION ALL SELECT from_account, item_type_id, quantity FROM movement WHERE voucher_id = ?1),
    change AS (
        SELECT account_id, item_type_id, sum(quantity) AS quantity FROM turned
        WHERE account_id >= ?2 GROUP BY 1, 2 HAVING sum(quantity) <> 0)
    SELECT a.name, {item}, coalesce(sum(h.quantity), 0), coalesce(sum(h.quantity), 0) + c.quantity
    FROM change c JOIN account a ON a.id = c.account_id JOIN item_type i ON i.id = c.item_type_id
    LEFT JOIN holding h ON h.account_id = c.account_id AND h.item_type_id = c.item_type_id
    GROUP BY c.account_id, c.item_type_id ORDER BY 1, 2
"""


def after_reversal(stockpile: Stockpile, voucher_id: int) -> list[BalanceChange]:
    """Every balance that the reversal of this voucher would change."""
    query = _AFTER_REVERSAL.format(item=ITEM_TITLE)
    return [BalanceChange(*row) for row in stockpile.rows(query, [voucher_id, FIRST_REAL_ACCOUNT])]
