"""Holding, turnover and each weapon's place: kept in the posting's transaction, provable from movements.

`apply` folds new movements in; `rebuild` makes the tables anew from every movement; `compare` tells
where a table is not what the movements say.  All three use the same two folds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stockpile_app.access import acting
from stockpile_app.audit import Trouble, VerifyCheck
from stockpile_app.base import tr
from stockpile_app.ledger.facts import BalanceKey
from stockpile_app.ledger.model import Movement
from stockpile_app.store import Stockpile

_UPSERT_TURNOVER = (
    "INSERT INTO turnover VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
    "quantity_in = quantity_in + excluded.quantity_in, quantity_out = quantity_out + excluded.quantity_out"
)


def apply(stockpile: Stockpile, movements: Iterable[Movement]) -> None:
    """Fold new movements into the projections; runs inside the posting's transaction."""
    holding: dict[BalanceKey, list[int | str]] = {}
    turnover: dict[tuple[BalanceKey, str], list[int]] = {}
    places: dict[int, tuple[str, int, str]] = {}
    for m in movements:
        _fold_side(holding, turnover, m, inward=False)
        _fold_side(holding, turnover, m, inward=True)
        if m.weapon_id:
            places[m.weapon_id] = max(
                places.get(m.weapon_id, ("", 0, "")), (m.effective_at, m.to_account, m.condition_to)
            )
    _write_holding(stockpile, holding)
    stockpile.write_many(_UPSERT_TURNOVER, [(*key, month, *sums) for (key, month), sums in turnover.items()])
    stockpile.write_many(
        "UPDATE weapon SET account_id = ?2, condition = ?3, last_at = ?1 WHERE id = ?4 AND last_at <= ?1",
        [(*place, weapon_id) for weapon_id, place in places.items()],
    )


def _write_holding(stockpile: Stockpile, holding: dict[BalanceKey, list[int | str]]) -> None:
    """Update what exists, insert the rest; a trigger, not a CHECK, refuses less than nothing."""
    for key, (change, last_at) in holding.items():
        touched = stockpile.write(
            "UPDATE holding SET quantity = quantity + ?5, last_at = max(last_at, ?6) WHERE account_id = ?1 "
            "AND item_type_id = ?2 AND lot_id = ?3 AND condition = ?4",
            (*key, change, last_at),
        )
        if not touched:
            stockpile.write("INSERT INTO holding VALUES (?, ?, ?, ?, ?, ?)", (*key, change, last_at))


def _fold_side(
    holding: dict[BalanceKey, list[int | str]],
    turnover: dict[tuple[BalanceKey, str], list[int]],
    m: Movement,
    *,
    inward: bool,
) -> None:
    account = m.to_account if inward else m.from_account
    condition = m.condition_to if inward else m.condition_from
    key = (account, m.item_type_id, m.lot_id, condition)
    held = holding.setdefault(key, [0, ""])
    held[0] += m.quantity if inward else -m.quantity  # type: ignore[operator]
    held[1] = max(str(held[1]), m.effective_at)
    turnover.setdefault((key, m.effective_at[:7]), [0, 0])[0 if inward else 1] += m.quantity


_SIDES = """
    SELECT from_account AS account_id, item_type_id, lot_id, condition_from AS condition,
           -quantity AS change, effective_at FROM movement
    UNION ALL
    SELECT to_account, item_type_id, lot_id, condition_to, quantity, effective_at FROM movement
"""

_HOLDING = f"""
    SELECT account_id, item_type_id, lot_id, condition, sum(change), max(effective_at)
    FROM ({_SIDES}) GROUP BY 1, 2, 3, 4
"""
_TURNOVER = f"""
    SELECT account_id, item_type_id, lot_id, condition, substr(effective_at, 1, 7),
           sum(max(change, 0)), sum(max(-change, 0))
    FROM ({_SIDES}) GROUP BY 1, 2, 3, 4, 5
"""
_PLACES = """
    SELECT weapon_id, to_account, condition_to, effective_at, max(
        effective_at || ' ' || substr('000000000' || voucher_id, -10) || substr('000000000' || line_no, -10))
    FROM movement NOT INDEXED WHERE weapon_id <> 0 GROUP BY weapon_id
"""
"""The newest movement of each weapon: bare columns beside `max` are those of its row."""


def rebuild(stockpile: Stockpile) -> None:
    """Drop the projections and make them anew from the movements, in one transaction."""
    with acting(stockpile, "rebuild projections"):
        stockpile.write("DELETE FROM holding")
        stockpile.write("DELETE FROM turnover")
        stockpile.write(f"INSERT INTO holding {_HOLDING}")
        stockpile.write(f"INSERT INTO turnover {_TURNOVER}")
        stockpile.write(
            "UPDATE weapon SET account_id = p.to_account, condition = p.condition_to, "
            f"last_at = p.effective_at FROM ({_PLACES}) AS p WHERE p.weapon_id = weapon.id"
        )


_FOLDED = f"""
    WITH folded AS MATERIALIZED (
        SELECT account_id, item_type_id, lot_id, condition, substr(effective_at, 1, 7) AS month,
               sum(max(change, 0)) AS taken, sum(max(-change, 0)) AS given, max(effective_at) AS last_at
        FROM ({_SIDES}) GROUP BY 1, 2, 3, 4, 5
    ), held AS (
        SELECT account_id, item_type_id, lot_id, condition, sum(taken - given) AS quantity,
               max(last_at) AS last_at
        FROM folded GROUP BY 1, 2, 3, 4
    )
    SELECT 'turnover', coalesce(t.account_id, f.account_id), coalesce(t.item_type_id, f.item_type_id),
           coalesce(t.lot_id, f.lot_id), coalesce(t.condition, f.condition)
    FROM folded f FULL OUTER JOIN turnover t ON t.account_id = f.account_id
        AND t.item_type_id = f.item_type_id AND t.lot_id = f.lot_id AND t.condition = f.condition
        AND t.month = f.month
    WHERE (f.taken, f.given) IS NOT (t.quantity_in, t.quantity_out)
    UNION ALL
    SELECT 'holding', coalesce(t.account_id, f.account_id), coalesce(t.item_type_id, f.item_type_id),
           coalesce(t.lot_id, f.lot_id), coalesce(t.condition, f.condition)
    FROM held f FULL OUTER JOIN holding t ON t.account_id = f.account_id
        AND t.item_type_id = f.item_type_id AND t.lot_id = f.lot_id AND t.condition = f.condition
    WHERE (f.quantity, f.last_at) IS NOT (t.quantity, t.last_at)
"""
"""Where holding and turnover are not the fold of all movements, which is made once for both."""


def compare(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every projected row that is not what the movements say."""
    for table, *key in stockpile.rows(_FOLDED):
        yield _trouble(table, "/".join(map(str, key)))
    for row in stockpile.rows(
        "SELECT w.id FROM weapon w LEFT JOIN "
        f"({_PLACES}) AS p ON p.weapon_id = w.id WHERE (w.account_id, w.condition, w.last_at) "
        "IS NOT (coalesce(p.to_account, 0), coalesce(p.condition_to, ''), coalesce(p.effective_at, ''))"
    ):
        yield _trouble("weapon", str(row[0]))


def _trouble(table: str, row: str) -> Trouble:
    return Trouble(
        "projections",
        tr("{table} {row} is not the sum of its movements", table=table, row=row),
        table=table,
        row=row,
    )


PROJECTIONS = VerifyCheck("projections", compare)
