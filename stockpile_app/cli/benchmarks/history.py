"""That the length of history costs nothing where it must not: balances, as-of, search, opening, proof."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.benchmarks.filling import lengthen, serial
from stockpile_app.cli.benchmarks.ground import Ground
from stockpile_app.cli.benchmarks.looking import BARE_BALANCE
from stockpile_app.cli.benchmarks.measure import Measure, best, each_takes, percentile
from stockpile_app.cli.benchmarks.proving import measure_proofs
from stockpile_app.ledger import balances, find, totals
from stockpile_app.store import Stockpile

AS_OF = "2024-04-30"

BARE_AS_OF = """
    SELECT account_id, item_type_id, condition, sum(quantity) FROM (
        SELECT from_account AS account_id, item_type_id, condition_from AS condition, -quantity AS quantity
        FROM movement WHERE effective_at <= ?1 || 'T99'
        UNION ALL
        SELECT to_account, item_type_id, condition_to, quantity FROM movement WHERE effective_at <= ?1 || 'T99')
    WHERE account_id >= 100 GROUP BY 1, 2, 3
"""


def measure(ground: Ground) -> Iterator[Measure]:
    """The same holdings with a short history and with a long one."""
    path = ground.opened("history", ground.scale.serials)
    with ground.open(path) as stockpile:
        short = _balance(stockpile)
        bare_short = _bare(stockpile)
        rows = lengthen(stockpile, ground.scale.times)
        long, bare_long = _balance(stockpile), _bare(stockpile)
        shorter = tr("the same balance with {count} movements", count=grouped(ground.scale.serials))
        what = tr("{count} movements", count=grouped(rows))
        yield Measure(
            "balance, long history", what, long, "ms", short, shorter,
            most_ratio=1.5,
        )  # fmt: skip
        yield Measure(
            "balance, bare query",
            what,
            bare_long,
            "ms",
            bare_short,
            tr("the same query on the short history"),
        )
        yield _as_of(stockpile, what)
        yield _lookup(stockpile, ground.scale.serials, what)
        yield from measure_proofs(stockpile)
    value = best(lambda: ground.open(path).close(), 3) * 1_000
    yield Measure("opening, long history", what, value, "ms", most=3_000)


def _balance(stockpile: Stockpile) -> float:
    return best(lambda: totals(stockpile, ("account", "item"))) * 1_000


def _bare(stockpile: Stockpile) -> float:
    return best(lambda: stockpile.rows(BARE_BALANCE)) * 1_000


def _as_of(stockpile: Stockpile, what: str) -> Measure:
    value = best(lambda: balances(stockpile, as_of=AS_OF), 3) * 1_000
    floor = best(lambda: stockpile.rows(BARE_AS_OF, [AS_OF]), 3) * 1_000
    return Measure("balance of a past day", what, value, "ms", floor, tr("all movements until that day summed bare"),
                   most=1_000)  # fmt: skip


def _lookup(stockpile: Stockpile, serials: int, what: str) -> Measure:
    marks = [serial(number * 101 % serials) for number in range(200)]
    took = each_takes(lambda mark: find(stockpile, mark), marks)
    return Measure("serial found, 95 of 100", what, percentile(took, 0.95) * 1_000, "ms", most=50)
