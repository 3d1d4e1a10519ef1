"""What it costs to write the audit workbook, beside a plain dump of the same cells."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.benchmarks.filling import lengthen
from stockpile_app.cli.benchmarks.ground import Ground
from stockpile_app.cli.benchmarks.measure import Measure, seconds
from stockpile_app.exchange.audit_workbook import write_audit_workbook
from stockpile_app.exchange.plain_dump import cells_of, plain_dump


def measure(ground: Ground) -> Iterator[Measure]:
    """The workbook of a depot's whole history."""
    times = 10
    path = ground.opened("handing over", ground.scale.exported // times)
    workbook, dump = ground.folder / "audit.xlsx", ground.folder / "dump.xlsx"
    with ground.open(path) as stockpile:
        moved = lengthen(stockpile, times)
        value = seconds(lambda: write_audit_workbook(stockpile, workbook))
    sheets = cells_of(workbook)
    floor = seconds(lambda: plain_dump(sheets, dump))
    yield Measure(
        "audit workbook", tr("{moved} movements, {rows} rows on {sheets} sheets", moved=grouped(moved),
                             rows=grouped(sum(map(len, sheets))), sheets=len(sheets)), value, "s",
        floor, tr("a plain XlsxWriter dump of the same cells"), most_ratio=1.6 if moved >= 100_000 else 0,
    )  # fmt: skip
