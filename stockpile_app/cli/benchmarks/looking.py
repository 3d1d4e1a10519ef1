"""What it costs to find a mark, see what is where, and leaf through the register, beside bare queries."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from statistics import median

from stockpile_app.access import unlock
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.benchmarks.filling import serial
from stockpile_app.cli.benchmarks.ground import PASSPHRASE, USER, Ground
from stockpile_app.cli.benchmarks.measure import Measure, best, each_takes, percentile
from stockpile_app.ledger import find, totals, weapon_ids
from stockpile_app.ledger.rows import weapon_register, weapons_page
from stockpile_app.store import Stockpile
from stockpile_app.store.connection import connect

PAGE = 60
"""Rows of a register that a tall window shows."""

BARE_BALANCE = """
    SELECT a.name, i.name, i.base_unit, sum(h.quantity) FROM holding h JOIN account a ON a.id = h.account_id
    JOIN item_type i ON i.id = h.item_type_id WHERE h.account_id >= 100 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""


def measure(ground: Ground) -> Iterator[Measure]:
    """Search, balance, opening and register on the large register of weapons."""
    weapons = ground.scale.weapons
    yield _opening(ground)
    with ground.open(ground.register) as stockpile:
        yield from _where(stockpile, _marks(weapons, ground.scale.lookups), weapons)
        yield balance(
            stockpile, "balance", tr("by item type and place, {weapons} weapons", weapons=grouped(weapons))
        )
        yield from _register(stockpile, ground.scale.jumps)


def _opening(ground: Ground) -> Measure:
    key = unlock(ground.register, USER, PASSPHRASE).key
    value = best(lambda: ground.open(ground.register).close())
    floor = best(lambda: connect(ground.register, key).close())
    return Measure(
        "opening", tr("key, schema and the newest entries checked"), value * 1_000, "ms", floor * 1_000,
        tr("the bare store opened with its key"), most=3_000,
    )  # fmt: skip


def _marks(weapons: int, count: int) -> list[str]:
    """What people look up: mostly serials as they stand, some misread, some tags, some that are not there."""
    dice = random.Random(11)  # noqa: S311  (the same marks every time)
    known = [serial(dice.randrange(weapons)) for _ in range(count)]
    for place, mark in enumerate(known):
        if place % 10 in {6, 7}:
            known[place] = mark.replace("0", "O").replace(" ", "-").lower()
        elif place % 10 == 8:
            known[place] = f"N-W-{dice.randrange(1, weapons + 1):06d}"
        elif place % 10 == 9:
            known[place] = f"ZZ {place:07d}"
    return known


def _where(stockpile: Stockpile, marks: Sequence[str], weapons: int) -> Iterator[Measure]:
    took = each_takes(lambda mark: find(stockpile, mark), marks)
    sql = "SELECT id, account_id, condition FROM weapon WHERE serial = ?"
    bare = each_takes(lambda mark: stockpile.rows(sql, [mark]), marks)
    what = tr("{marks} marks among {weapons} weapons", marks=grouped(len(marks)), weapons=grouped(weapons))
    floor = tr("the bare query for the serial")
    yield Measure("where, median", what, median(took) * 1_000, "ms", median(bare) * 1_000, floor)
    yield Measure(
        "where, 95 of 100", what, percentile(took, 0.95) * 1_000, "ms", percentile(bare, 0.95) * 1_000, floor,
        most=5,
    )  # fmt: skip


def balance(stockpile: Stockpile, name: str, what: str) -> Measure:
    """What every place holds of every item type, beside the same projection asked bare."""
    value = best(lambda: totals(stockpile, ("account", "item")))
    floor = best(lambda: stockpile.rows(BARE_BALANCE))
    return Measure(
        name, what, value * 1_000, "ms", floor * 1_000, tr("the bare projection query"), most_ratio=2
    )


def _register(stockpile: Stockpile, jumps: int) -> Iterator[Measure]:
    value = best(lambda: weapon_register(stockpile))
    floor = best(lambda: stockpile.rows("SELECT id FROM weapon"))
    yield Measure(
        "register", tr("the weapons register opened: all its ids in order"), value * 1_000, "ms", floor * 1_000,
        tr("all ids in any order"), most=500,
    )  # fmt: skip
    ids = weapon_ids(stockpile)
    dice = random.Random(3)  # noqa: S311  (the same pages every time)
    pages = [ids[start : start + PAGE] for start in (dice.randrange(len(ids)) for _ in range(jumps))]
    took = each_takes(lambda page: weapons_page(stockpile, page), pages)
    bare = each_takes(lambda page: _rows(stockpile, page), pages)
    what = tr("{jumps} random jumps, {rows} rows each, 95 of 100", jumps=jumps, rows=PAGE)
    yield Measure(
        "register, jumps", what, percentile(took, 0.95) * 1_000,
        "ms", percentile(bare, 0.95) * 1_000, tr("the bare rows of the table"), most=50,
    )  # fmt: skip


def _rows(stockpile: Stockpile, ids: Sequence[int]) -> list[tuple[object, ...]]:
    return stockpile.rows(f"SELECT * FROM weapon WHERE id IN ({', '.join('?' * len(ids))})", ids)
