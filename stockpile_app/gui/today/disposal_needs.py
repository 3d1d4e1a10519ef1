"""What disposal needs today: batches that wait for a step of whoever is at the desk, packs that are out.

Runs on the reading worker and touches no widget.
"""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base.clock import local_text
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.rows import BatchRow
from stockpile_app.exchange.pack import packs
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.disposal.duty import waiting_batches
from stockpile_app.gui.disposal.words import Act as Step
from stockpile_app.gui.disposal.words import act_word, blocks_words, contents, disposal_word
from stockpile_app.gui.ledger.words import moment_words
from stockpile_app.gui.today.need import Act, Need
from stockpile_app.gui.today.spans import days_ago, minutes_between, span
from stockpile_app.store import Stockpile

LONG_OUT_DAYS = 14  # a pack that long away asks where it is


def batch_needs(books: Stockpile, today: str) -> Iterator[Need]:
    """Batches whose next step is a duty of who is at the desk."""
    for row, act in waiting_batches(books):
        yield _need(row, act, today)


def _need(row: BatchRow, act: Step, today: str) -> Need:
    late = bool(row.planned_on) and row.planned_on < today
    blocked = blocks_words(row)
    return Need(
        Status.WARN if late or row.open_cases else Status.INFO,
        tr("Differs") if row.open_cases else tr("Disposal"),
        tr("{disposal} of {contents}", disposal=disposal_word(row.disposal), contents=contents(row)),
        " · ".join(filter(None, (isolate(row.number), row.site or row.recipient, blocked))),
        moment_words(row.since),
        tr("planned {day}, {ago}", day=isolate(row.planned_on), ago=days_ago(row.planned_on, today))
        if late
        else "",
        Act.BATCH,
        act_word(act),
        row.number,
        row.id,
    )


def pack_needs(books: Stockpile, now: str, zone: str) -> Iterator[Need]:
    """Packs that are out: quietly, until one is long away."""
    for state in packs(books):
        if state.end is not None:
            continue
        since = local_text(state.pack.made_at, zone)
        long = minutes_between(since, now) >= LONG_OUT_DAYS * 24 * 60
        lines = trn("{figure} line", "{figure} lines", state.pack.lines, figure=grouped(state.pack.lines))
        yield Need(
            Status.WARN if long else Status.IDLE,
            tr("Out"),
            tr("A pack is out with {name}", name=state.pack.receiver),
            " · ".join(filter(None, (state.pack.task, lines))),
            since,
            tr("{time} ago", time=span(since, now)),
            Act.PACKS,
            tr("Show what is out"),
            item_id=0,
            number=str(state.pack.id),
        )
