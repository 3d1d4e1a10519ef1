"""End a batch of which nothing is left to destroy: everything was held back, or is explained as missing.

Two persons say so.  Nothing moves: what was held back left by its own voucher, and what is missing has the
outcome of its case.  The batch keeps its number, is closed, and never gets a certificate.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from stockpile_app.access import Decision, Deed, Request, Requested, acting, ask, rehearsing, stands_alone
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Finding, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.quantity import grouped
from stockpile_app.disposal.destroying import ends_of
from stockpile_app.disposal.facts import BatchFacts
from stockpile_app.disposal.findings import refusal, refuse
from stockpile_app.disposal.gather import batch_by_id
from stockpile_app.disposal.model import Step
from stockpile_app.disposal.requests import Ending
from stockpile_app.disposal.rows import Done
from stockpile_app.disposal.rules import check_next, check_time
from stockpile_app.disposal.steps import done_before, known_batch, step_record
from stockpile_app.ledger.compose import moment
from stockpile_app.store import Stockpile

END = "end batch"


def end_batch(stockpile: Stockpile, asked: Ending) -> Done | Requested:
    """Close a batch of which nothing is left; the second person's approval does it.

    Raises:
        Refused: something is left of it, a difference is not explained, or no reason is given.
    """
    if stands_alone(stockpile, END):
        with acting(stockpile, END):
            return done_before(stockpile, asked.operation_id, asked.batch_id) or _end(stockpile, asked)
    if not entry_of_operation(stockpile, asked.operation_id):
        with rehearsing(stockpile, END):
            _end(stockpile, asked)
    return ask(stockpile, END, asked.operation_id, asdict(asked))


def _end(stockpile: Stockpile, asked: Ending, by: str = "", *decided: object) -> Done:
    facts = known_batch(stockpile, asked.batch_id)
    refuse([*check_empty(facts), *check_time(facts, asked.ended_on), *_check_reason(asked)])
    refuse(check_next(facts))
    step = step_record(stockpile, asked.batch_id, Step.CLOSED, asked.ended_on, remark=asked.reason)
    step = replace(step, done_by=by or step.done_by)
    ends = ends_of(stockpile, facts, (), asked.ended_on, boxes=True)
    entry = record(stockpile, Operation(END, asked.operation_id, {}), [*ends, step, *decided])
    changes = Changes(entry=entry, holds=bool(ends), disposal=True)
    return Done(asked.batch_id, facts.batch.number, changes, Step.CLOSED)


def check_empty(facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-66: nothing of the batch is left to be destroyed, deactivated or sent."""
    if not facts.empty or facts.step is Step.CLOSED:
        left = facts.lines - facts.held_back
        yield refusal("DISPOSAL-66", tr("Only a batch of which nothing is left is ended so"), tr("Lines"),
                      tr("every line held back, or explained as missing"),
                      tr("{count} left", count=grouped(left)) if left else tr("the batch is closed"),
                      tr("Take the steps in their order"))  # fmt: skip


def _check_reason(asked: Ending) -> Iterator[Finding]:
    """DISPOSAL-67: why nothing came of it, in words."""
    if not asked.reason.strip():
        yield refusal("DISPOSAL-67", tr("Ending a batch needs a reason"), tr("Reason"), tr("one sentence"),
                      tr("nothing"), tr("Write why nothing of it was destroyed"))  # fmt: skip
    yield from check_text(asked.reason, tr("Reason"))


def _say(stockpile: Stockpile, content: Mapping[str, Any]) -> str:
    batch = batch_by_id(stockpile, int(content["batch_id"]))
    number = batch.number if batch else str(content["batch_id"])
    return tr("End {number}, of which nothing is left: {reason}", number=number, reason=content["reason"])


def _perform(stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision) -> Done:
    asked = replace(Ending(**content), operation_id=stockpile.ids.new_id())
    return _end(stockpile, asked, request.asked_by, decision)


def _barred(_: Stockpile, __: Mapping[str, Any]) -> frozenset[str]:
    """Nobody beside who asked."""
    return frozenset()


def _wrote(stockpile: Stockpile, entry: int, content: Mapping[str, Any], asked_by: str) -> bool:
    """The entry closed the batch that was asked for, for that reason, in the asker's name."""
    try:
        asked = Ending(**content)
        wanted = (asked.batch_id, Step.CLOSED, moment(asked.ended_on), asked_by, asked.reason.strip())
    except (TypeError, ValueError, AttributeError):
        return False
    sql = "SELECT batch_id, step, effective_at, done_by, remark FROM batch_step WHERE entry = ?"
    return stockpile.rows(sql, [entry]) == [wanted]


DEED = Deed(END, _say, _perform, _barred, _wrote)
