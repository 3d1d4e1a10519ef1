"""What it costs to state the surplus and to see what stands behind a line, beside one raw scan of the same tables."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.benchmarks.filling import MODELS, stir
from stockpile_app.cli.benchmarks.ground import Ground
from stockpile_app.cli.benchmarks.measure import Measure, best
from stockpile_app.store import Stockpile
from stockpile_app.surplus import (
    PolicyInput,
    RequirementInput,
    Share,
    set_policy,
    state_requirement,
    surplus_items,
)
from stockpile_app.surplus import surplus_statement as statement

SCANS = (
    "SELECT item_type_id, condition, count(*), max(last_at) FROM weapon NOT INDEXED GROUP BY 1, 2",
    "SELECT item_type_id, sum(quantity) FROM holding GROUP BY 1",
)


def measure(ground: Ground) -> Iterator[Measure]:
    """The statement over the large register with every requirement stated, and the weapons behind a line."""
    with ground.open(ground.register) as stockpile:
        _state(stockpile)
        stir(stockpile, ground.scale.weapons // 100)
        weapons = grouped(ground.scale.weapons)
        floor = best(lambda: [stockpile.rows(sql) for sql in SCANS], 3)
        value = best(lambda: statement(stockpile), 3)
        yield Measure(
            "surplus, statement", tr("requirement against holding of {weapons} weapons", weapons=weapons),
            value * 1_000, "ms", floor * 1_000, tr("one raw scan of the same tables"), most=2_000,
        )  # fmt: skip
        value = best(lambda: surplus_items(stockpile, 1, Share.IN_STORE))
        sql = "SELECT id, serial, condition, year, last_at FROM weapon WHERE item_type_id = 1 LIMIT 200"
        floor = best(lambda: stockpile.rows(sql))
        yield Measure(
            "surplus, behind a line", tr("the first 200 weapons of one type, in the declared order"),
            value * 1_000, "ms", floor * 1_000, tr("200 rows of that type in any order"), most=200,
        )  # fmt: skip


def _state(stockpile: Stockpile) -> None:
    """A requirement for every model, and a policy by which things can be dormant."""
    for item in range(1, MODELS + 1):
        state_requirement(stockpile, RequirementInput(
            operation_id=stockpile.ids.new_id(), item_type_id=item, quantity=100 * item, factor="reserve",
            source="benchmark", effective_from="2024-01-01"))  # fmt: skip
    set_policy(stockpile, PolicyInput(operation_id=stockpile.ids.new_id(), source="benchmark",
                                      effective_from="2024-01-01", dormant_years=1))  # fmt: skip
