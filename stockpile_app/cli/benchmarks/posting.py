"""What it costs to post a voucher, flushed, beside the same rows written bare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from statistics import median

from stockpile_app.base import tr
from stockpile_app.cli.benchmarks.filling import BALL, FIRST_PLACE, HOLDER
from stockpile_app.cli.benchmarks.ground import Ground
from stockpile_app.cli.benchmarks.measure import Measure, seconds
from stockpile_app.cli.benchmarks.recorder import Recorder
from stockpile_app.ledger import IssueVoucher, Line, issue


def measure(ground: Ground) -> Iterator[Measure]:
    """One movement, and ten lines, on the large register."""
    with ground.recorder(ground.register) as books:
        standing = books.rows(
            "SELECT id, item_type_id, account_id FROM weapon WHERE condition = 'serviceable' "
            "ORDER BY id DESC LIMIT 5000"
        )
        lines = iter(
            [Line(item_type_id=item, weapon_id=one, from_account=place) for one, item, place in standing]
        )
        yield _measure(ground, books, "posting", tr("one round of ammunition issued"), lambda: (_rounds(1),))
        yield _measure(ground, books, "posting of a weapon", tr("one weapon issued"), lambda: (next(lines),))
        yield _measure(ground, books, "posting of ten lines", tr("ten weapons issued on one voucher"),
                       lambda: tuple(islice(lines, 10)))  # fmt: skip


def _rounds(quantity: int) -> Line:
    return Line(item_type_id=BALL, lot_id=1, quantity=quantity)


def _measure(
    ground: Ground, books: Recorder, name: str, what: str, lines: Callable[[], tuple[Line, ...]]
) -> Measure:
    """Every second voucher is posted by the program, the others as bare rows; both were rehearsed."""
    posted, bare = [], []
    for turn in range(ground.scale.postings):
        voucher = IssueVoucher(
            operation_id=ground.ids.new_id(), effective_at="2026-11-20T06:30", from_account=FIRST_PLACE,
            holder=HOLDER, due_back_at="2026-11-20T18:30", lines=lines(),
        )  # fmt: skip
        rows = books.recorded(partial(issue, books, voucher))
        if turn % 2:
            bare.append(seconds(partial(books.replay, rows)))
        else:
            posted.append(seconds(partial(issue, books, voucher)))
    return Measure(
        name,
        what,
        median(posted) * 1_000,
        "ms",
        median(bare) * 1_000,
        tr("the same rows of every table, in one flushed commit"),
        most_ratio=3,
    )
