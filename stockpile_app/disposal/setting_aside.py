"""Take a look back, or set something aside that does not match: what differs has a case at once."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.access import acting
from stockpile_app.audit import Operation, record
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import utc_text
from stockpile_app.base.plain_text import check_text
from stockpile_app.disposal.columns import CHECK, DIFFERENCE, next_number
from stockpile_app.disposal.differences import Difference, about_line, difference_records
from stockpile_app.disposal.findings import refusal, refuse
from stockpile_app.disposal.gather import batch_by_id, step_of
from stockpile_app.disposal.model import Batch, BatchCheck, CheckResult, Step
from stockpile_app.disposal.queries import line_row
from stockpile_app.disposal.requests import Aside, Undo
from stockpile_app.disposal.rows import BatchLineRow, Done, LineState
from stockpile_app.disposal.rules import no_such_batch, not_now
from stockpile_app.disposal.rules_verifying import check_read, check_undo
from stockpile_app.disposal.steps import done_before
from stockpile_app.disposal.verifying import at_the_site, verifier_of
from stockpile_app.store import Stockpile

UNDO, ASIDE = "undo check", "set item aside"


def undo_check(stockpile: Stockpile, asked: Undo) -> Done:
    """Take back the last look at a line, or at something that is on no line.

    Raises:
        Refused: it is not the last one, or a case has been opened about it.
    """
    with acting(stockpile, UNDO):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        verifier = verifier_of(stockpile, "")
        batch = _batch_there(stockpile, asked.batch_id)
        sql = f"SELECT {CHECK} FROM batch_check c WHERE c.batch_id = ? AND c.check_no = ?"
        found = stockpile.row(sql, [asked.batch_id, asked.check_no])
        check = BatchCheck(*found) if found else None
        refuse(
            check_undo(check, check is not None and _is_last(stockpile, check), asked.check_no, asked.reason)
        )
        assert check is not None
        undone = BatchCheck(
            batch_id=asked.batch_id,
            check_no=next_number(stockpile, "batch_check", "check_no", asked.batch_id),
            line_no=check.line_no,
            read=check.read,
            result=CheckResult.UNDONE.value,
            checked_at=utc_text(stockpile.clock.now()),
            checked_by=verifier,
            quantity=check.quantity,
            remark=asked.reason.strip(),
            replaces=check.check_no,
        )
        entry = record(stockpile, Operation(UNDO, asked.operation_id, {}), [undone])
    return Done(asked.batch_id, batch.number, Changes(entry=entry, disposal=True))


def _batch_there(stockpile: Stockpile, batch_id: int) -> Batch:
    batch = batch_by_id(stockpile, batch_id)
    if batch is None:
        raise Refused([no_such_batch(str(batch_id))])
    if step_of(stockpile, batch_id) is not Step.RECEIVED:
        raise Refused([not_now(step_of(stockpile, batch_id), Step.RECEIVED)])
    return batch


def _is_last(stockpile: Stockpile, check: BatchCheck) -> bool:
    """Whether it is the last look at its line, or stands unreplaced beside the list."""
    if check.line_no:
        sql = "SELECT max(check_no) FROM batch_check WHERE batch_id = ? AND line_no = ?"
        return bool(stockpile.value(sql, [check.batch_id, check.line_no]) == check.check_no)
    sql = f"SELECT 1 FROM batch_check c WHERE c.batch_id = ? AND c.check_no = ? AND {DIFFERENCE}"
    return stockpile.row(sql, [check.batch_id, check.check_no]) is not None


def set_aside(stockpile: Stockpile, asked: Aside) -> Done:
    """Set something aside that does not match, with a case at once.

    Raises:
        Refused: no mark, no word about what does not match.
    """
    with acting(stockpile, ASIDE):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        verifier = verifier_of(stockpile, asked.verifier)
        batch = at_the_site(stockpile, asked.batch_id, verifier)
        row = line_row(stockpile, asked.batch_id, asked.line_no) if asked.line_no else None
        refuse(_check_aside(asked, row))
        told = difference_records(
            stockpile, batch, [_aside(asked, row)], asked.owner, asked.deadline, verifier
        )
        entry = record(stockpile, Operation(ASIDE, asked.operation_id, {}), told.records)
    changes = Changes(entry=entry, disposal=True, cases=True)
    return Done(asked.batch_id, batch.number, changes, cases=told.cases)


def _check_aside(asked: Aside, row: BatchLineRow | None) -> Iterator[Finding]:
    yield from check_read(asked.read, asked.line_no, asked.quantity)
    if asked.line_no and (row is None or row.state in {LineState.HELD_BACK, LineState.DESTROYED}):
        yield refusal("DISPOSAL-44", tr("There is no such line at the site"), tr("Line"), tr("a line of the batch"),
                      str(asked.line_no), tr("Look at the list"))  # fmt: skip
    if not asked.remark.strip():
        yield refusal("DISPOSAL-45", tr("Say what does not match"), tr("Remarks"), tr("one sentence"),
                      tr("nothing"), tr("Write what was expected and what was met"))  # fmt: skip
    yield from check_text(asked.remark, tr("Remarks"))


def _aside(asked: Aside, row: BatchLineRow | None) -> Difference:
    what = tr(
        "{read}: {remark}", read=asked.read.strip() or (row.mark if row else ""), remark=asked.remark.strip()
    )
    open_before = row.check_no if row and row.state is LineState.SET_ASIDE and not row.case_id else 0
    return Difference(
        line_no=row.line_no if row else 0,
        read=asked.read.strip(),
        result=CheckResult.SET_ASIDE,
        subject=what,
        about=about_line(row) if row else (),
        replaces=open_before,
        quantity=asked.quantity or (row.quantity if row else 1),
        remark=asked.remark.strip(),
    )
