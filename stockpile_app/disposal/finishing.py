"""Finish the verification: what was not met is missing, what differs has a case, and one case stops all.

Called again once the cases are decided; then the batch is verified.
"""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.access import acting
from stockpile_app.audit import Operation, record
from stockpile_app.base import tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import utc_text
from stockpile_app.base.quantity import grouped
from stockpile_app.cases.model import CaseKind
from stockpile_app.disposal.columns import next_number
from stockpile_app.disposal.differences import Difference, Differences, about_line, difference_records
from stockpile_app.disposal.facts import BatchFacts
from stockpile_app.disposal.findings import refuse
from stockpile_app.disposal.looking_up import look_up
from stockpile_app.disposal.model import BatchCheck, CheckResult, Duty, Step
from stockpile_app.disposal.queries import batch_lines, differences
from stockpile_app.disposal.requests import Finishing
from stockpile_app.disposal.rows import BatchLineRow, Done, LineState
from stockpile_app.disposal.rules import check_explained, check_something, check_time, check_turn
from stockpile_app.disposal.steps import done_before, known_batch, person_record, step_record
from stockpile_app.disposal.verifying import at_the_site, verifier_of
from stockpile_app.store import Stockpile

FINISH = "finish verification"


def finish_verification(stockpile: Stockpile, asked: Finishing) -> Done:
    """Say that everything in the boxes was looked at.

    Differences open cases, and the batch stays where it is; without any it is verified.

    Raises:
        Refused: a difference that has a case is not explained yet.
    """
    with acting(stockpile, FINISH):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse(
            [
                *check_turn(facts, Step.VERIFIED),
                *check_time(facts, asked.finished_at),
                *check_something(facts),
            ]
        )
        verifier = verifier_of(stockpile, asked.verifier)
        at_the_site(stockpile, asked.batch_id, verifier)
        told = _told(stockpile, asked, facts, verifier)
        if told.cases:
            return _stopped(stockpile, asked, facts, told)
        refuse(check_explained(facts))
        return _verified(stockpile, asked, facts, verifier)


def _told(stockpile: Stockpile, asked: Finishing, facts: BatchFacts, verifier: str) -> Differences:
    found = [*_missing(stockpile, facts), *_unexplained(stockpile, facts)]
    return difference_records(stockpile, facts.batch, found, asked.owner, asked.deadline, verifier)


def _missing(stockpile: Stockpile, facts: BatchFacts) -> Iterator[Difference]:
    """Lines that nobody has met."""
    for row in (
        batch_lines(stockpile, facts.batch.id, state=LineState.WAITING, limit=-1) if facts.waiting else ()
    ):
        subject = tr("{mark} is on the list of {batch}, line {number}, and not in the boxes",
                     mark=row.mark or row.item, batch=facts.batch.number, number=row.line_no)  # fmt: skip
        yield Difference(row.line_no, row.mark, CheckResult.MISSING, subject, about_line(row), quantity=0)


def _unexplained(stockpile: Stockpile, facts: BatchFacts) -> Iterator[Difference]:
    """What was set aside, or is on no list, and has no case yet."""
    rows = {
        row.line_no: row
        for row in batch_lines(stockpile, facts.batch.id, state=LineState.SET_ASIDE, limit=-1)
    }
    for check in differences(stockpile, facts.batch.id):
        if not check.case_id:
            yield _with_case(stockpile, facts, check, rows.get(check.line_no))


def _with_case(
    stockpile: Stockpile, facts: BatchFacts, check: BatchCheck, row: BatchLineRow | None
) -> Difference:
    known = look_up(stockpile, check.batch_id, check.read) if check.read else None
    gone = known.destroyed if known else None
    met = gone or (known.known if known else None)
    return Difference(
        line_no=check.line_no,
        read=check.read,
        result=CheckResult(check.result),
        subject=_subject(facts, check, row),
        about=(*(about_line(row) if row else ()), *((("weapon", met.id),) if met else ())),
        alike=check.alike,
        replaces=check.check_no,
        quantity=check.quantity,
        components=check.components,
        remark=check.remark,
        kind=CaseKind.REAPPEARED if gone else None,
    )


def _subject(facts: BatchFacts, check: BatchCheck, row: BatchLineRow | None) -> str:
    batch = facts.batch.number
    if row is not None and check.quantity != row.quantity:
        return tr("{mark}: {count} on the list of {batch}, {met} in the boxes", mark=row.mark or row.item, batch=batch,
                  count=grouped(row.quantity), met=grouped(check.quantity))  # fmt: skip
    if check.alike:
        return tr("{read} lies in the boxes of {batch} and could be taken for line {number}", read=check.read,
                  batch=batch, number=check.alike)  # fmt: skip
    if check.line_no:
        return tr("{read} in the boxes of {batch} does not match line {number}", read=check.read, batch=batch,
                  number=check.line_no)  # fmt: skip
    return tr("{read} lies in the boxes of {batch} and is not on its list", read=check.read, batch=batch)


def _stopped(stockpile: Stockpile, asked: Finishing, facts: BatchFacts, told: Differences) -> Done:
    entry = record(stockpile, Operation(FINISH, asked.operation_id, {}), told.records)
    changes = Changes(entry=entry, disposal=True, cases=True)
    return Done(asked.batch_id, facts.batch.number, changes, cases=told.cases)


def _verified(stockpile: Stockpile, asked: Finishing, facts: BatchFacts, verifier: str) -> Done:
    counted = _counted(stockpile, facts, verifier)
    person = person_record(stockpile, asked.batch_id, Duty.VERIFIER, verifier)
    step = step_record(stockpile, asked.batch_id, Step.VERIFIED, asked.finished_at, person=verifier,
                       remark=asked.remark)  # fmt: skip
    entry = record(stockpile, Operation(FINISH, asked.operation_id, {}), [*counted, person, step])
    return Done(asked.batch_id, facts.batch.number, Changes(entry=entry, disposal=True), Step.VERIFIED)


def _counted(stockpile: Stockpile, facts: BatchFacts, verifier: str) -> list[BatchCheck]:
    """Of a lot whose count differed and is explained, what is there goes on as verified."""
    aside = batch_lines(stockpile, facts.batch.id, state=LineState.SET_ASIDE, limit=-1)
    met = {check.check_no: check for check in differences(stockpile, facts.batch.id)}
    first = next_number(stockpile, "batch_check", "check_no", facts.batch.id)
    there = [(row, met[row.check_no]) for row in aside if not row.weapon_id and row.check_no in met]
    counted = [(row, check) for row, check in there if check.quantity not in {0, row.quantity}]
    now = utc_text(stockpile.clock.now())
    return [
        BatchCheck(
            batch_id=facts.batch.id,
            check_no=first + ahead,
            line_no=row.line_no,
            read=check.read,
            result=CheckResult.VERIFIED.value,
            checked_at=now,
            checked_by=verifier,
            quantity=min(check.quantity, row.quantity),
            remark=check.remark,
            case_id=check.case_id,
            replaces=check.check_no,
        )
        for ahead, (row, check) in enumerate(counted)
    ]
