"""The balances of the period: from the movements, beside what the balance tables say.

Two ways that share nothing: turnover is added up from the movements here, `books` comes from the
balance tables of the ledger.  The workbook shows both, and their difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from stockpile_app.base import tr
from stockpile_app.catalogue.model import ItemType
from stockpile_app.catalogue.queries import item_types
from stockpile_app.catalogue.reference import condition_label
from stockpile_app.exchange.audit_workbook.model import BalanceKey, BalanceLine, Lines, Period
from stockpile_app.ledger import ACCOUNT_WORDS, Account, AccountKind, accounts, balances
from stockpile_app.store import Stockpile
from stockpile_app.store.stockpile import Row

_TURNOVER = """
    SELECT account_id, item_type_id, lot_id, condition,
           sum((came - went) * (at < ?1)), sum(came * (at >= ?1)), sum(went * (at >= ?1)), sum(at >= ?1)
    FROM (
        SELECT from_account AS account_id, item_type_id, lot_id, condition_from AS condition,
               effective_at AS at, 0 AS came, quantity AS went FROM movement
        UNION ALL
        SELECT to_account, item_type_id, lot_id, condition_to, effective_at, quantity, 0 FROM movement
    ) WHERE at <= ?2 GROUP BY 1, 2, 3, 4
"""
_WEAPONS_NOW = """
    SELECT account_id, item_type_id, 0, condition, count(*) FROM weapon WHERE account_id <> 0 GROUP BY 1, 2, 4
"""
_WEAPONS_THEN = """
    SELECT to_account, item_type_id, 0, condition_to, count(*) FROM (
        SELECT to_account, item_type_id, condition_to, row_number() OVER (
            PARTITION BY weapon_id ORDER BY effective_at DESC, voucher_id DESC, line_no DESC) AS newest
        FROM movement WHERE weapon_id <> 0 AND effective_at <= ?1) WHERE newest = 1 GROUP BY 1, 2, 4
"""


@dataclass(frozen=True, slots=True)
class Names:
    """What accounts, item types and lots are called, by id."""

    places: Mapping[int, str]
    kinds: Mapping[int, str]
    items: Mapping[int, ItemType]
    lots: Mapping[int, str]


def names(stockpile: Stockpile, period: Period) -> Names:
    """Everything named, as the workbook's language says it."""
    known = accounts(stockpile)
    return Names(
        places=dict(_places(stockpile, known, period)),
        kinds={one.id: tr(ACCOUNT_WORDS[AccountKind(one.kind)]) for one in known},
        items={one.id: one for one in item_types(stockpile)},
        lots={row[0]: row[1] for row in stockpile.rows("SELECT id, number FROM lot")},
    )


def _places(stockpile: Stockpile, known: list[Account], period: Period) -> Iterator[tuple[int, str]]:
    titles = {one.id: one.title if one.real else tr(one.name) for one in known}
    stands: dict[int, int] = dict(
        stockpile.rows(
            "SELECT container_id, to_account FROM container_stand WHERE effective_at <= ? "
            "ORDER BY container_id, effective_at, voucher_id",
            [period.up_to],
        )
    )
    for account_id, title in titles.items():
        where = titles.get(stands.get(account_id, 0), "")
        yield account_id, f"{title} · {where}" if where else title


def balance_lines(stockpile: Stockpile, period: Period, named: Names) -> Lines:
    """Every balance that held something, moved, or is in the balance tables; numbered."""
    turnover = {
        (row[0], row[1], row[2], row[3]): row[4:]
        for row in stockpile.rows(_TURNOVER, [period.first, period.up_to])
    }
    books = _books(stockpile, period)
    found = [
        _line(key, turnover.get(key, (0, 0, 0, 0)), books.get(key, 0), named)
        for key in turnover.keys() | books.keys()
        if any(turnover.get(key, ())) or books.get(key)
    ]
    found.sort(key=_order)
    numbered = tuple(_placed(found, _weapons(stockpile, period)))
    return Lines(
        inside=tuple(line for line in numbered if line.inside),
        outside=tuple(line for line in numbered if not line.inside),
    )


def _books(stockpile: Stockpile, period: Period) -> dict[BalanceKey, int]:
    return {
        (one.account_id, one.item_type_id, one.lot_id, one.condition): one.quantity
        for one in balances(stockpile, as_of=period.last, outside=True)
    }


def _weapons(stockpile: Stockpile, period: Period) -> dict[BalanceKey, int]:
    rows = stockpile.rows(_WEAPONS_THEN, [period.up_to]) if period.last else stockpile.rows(_WEAPONS_NOW)
    return {(row[0], row[1], row[2], row[3]): row[4] for row in rows}


def _line(key: BalanceKey, turnover: tuple[int, ...], books: int, named: Names) -> BalanceLine:
    account_id, item_type_id, lot_id, condition = key
    item = named.items[item_type_id]
    opening, moved_in, moved_out, sides = turnover
    return BalanceLine(
        *key,
        account_kind=named.kinds[account_id],
        place=named.places[account_id],
        item=item.title,
        stock_number=item.stock_number or item.own_code,
        lot=named.lots.get(lot_id, ""),
        state=tr(condition_label(condition)),
        unit=item.base_unit,
        tracking=item.tracking,
        opening=opening,
        moved_in=moved_in,
        moved_out=moved_out,
        sides=sides,
        books=books,
    )


def _order(line: BalanceLine) -> tuple[object, ...]:
    return (
        not line.inside,
        line.unit,
        line.item.casefold(),
        line.item_type_id,
        line.lot,
        line.lot_id,
        line.place.casefold(),
        line.account_id,
        line.condition,
    )


def _placed(ordered: list[BalanceLine], weapons: Mapping[BalanceKey, int]) -> Iterator[BalanceLine]:
    """Each line told where its rows begin in the movements and in the weapons register."""
    side = weapon = 0
    for line in ordered:
        here = weapons.get(line.key, 0)
        yield replace(line, first_side=side, weapons=here, first_weapon=weapon)
        side += line.sides
        weapon += here


def numbered_keys(lines: Lines) -> str:
    """The balances in their order, for a query to join with: JSON, the place is the number."""
    return json.dumps([line.key for line in lines.all])


NUMBERED = """
    numbered(no, account_id, item_type_id, lot_id, condition) AS MATERIALIZED (
        SELECT key, json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
               json_extract(value, '$[3]')
        FROM json_each(?1))
"""
"""A common table of `numbered_keys`, the first value of the statement."""


@contextmanager
def reading(stockpile: Stockpile, sql: str, values: Sequence[object]) -> Iterator[Iterator[Row]]:
    """The rows of a long query one by one; the query ends with the block, finished or not."""
    rows = stockpile.each(sql, values)
    try:
        yield rows
    finally:
        rows.close()  # it is a generator, which says only that it iterates
