"""The boxes leave with a carrier and come to the site: both are declared, and the seals are read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from stockpile_app import ledger
from stockpile_app.access import acting
from stockpile_app.audit import Operation, record
from stockpile_app.base import Finding, tr
from stockpile_app.base.changes import Changes
from stockpile_app.catalogue.queries import next_id
from stockpile_app.disposal.columns import records
from stockpile_app.disposal.differences import Difference, difference_records
from stockpile_app.disposal.facts import BatchFacts
from stockpile_app.disposal.findings import refusal, refuse
from stockpile_app.disposal.gather import line_facts
from stockpile_app.disposal.model import BatchBox, CheckResult, Duty, Step
from stockpile_app.disposal.packing import batch_head
from stockpile_app.disposal.requests import Arrival, HandOver
from stockpile_app.disposal.rows import Done
from stockpile_app.disposal.rules import check_next, check_time, check_turn
from stockpile_app.disposal.rules_deciding import amount
from stockpile_app.disposal.steps import done_before, known_batch, person_record, served, step_record
from stockpile_app.disposal.taking_part import check_person
from stockpile_app.ledger import Seal, VoucherKind, container_places
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.post import post_within
from stockpile_app.store import Stockpile

HAND_OVER, RECEIVE = "hand batch over", "receive batch"


def hand_over(stockpile: Stockpile, asked: HandOver) -> Done:
    """Declare that the sealed boxes left with a carrier, and move them to the site's account.

    Raises:
        Refused: no carrier, nobody in charge, more NEQ than the site may have at once.
    """
    with acting(stockpile, HAND_OVER):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse([*check_turn(facts, Step.HANDED_OVER), *check_next(facts), *check_time(facts, asked.handed_at),
                *check_person(asked.carrier, tr("Carrier")), *_check_limit(stockpile, facts)])  # fmt: skip
        return _hand_over(stockpile, asked, facts)


def _check_limit(stockpile: Stockpile, facts: BatchFacts) -> list[Finding]:
    """DISPOSAL-19: what lies at the site and what comes stay within what the site may have."""
    limit = amount(facts.batch.site_limit) if facts.batch.site_limit else None
    there = sum((Decimal(row[0]) for row in stockpile.rows(_AT_SITE, [facts.batch.site_account, facts.batch.id])),
                Decimal(0))  # fmt: skip
    if not facts.batch.site_account or limit is None or there <= limit:
        return []
    return [refusal("DISPOSAL-19", tr("This is more than the site may have at once"), tr("NEQ"),
                    tr("at most {count} kg", count=facts.batch.site_limit), tr("{count} kg", count=there),
                    tr("Hand it over when the site has room"))]  # fmt: skip


_AT_SITE = """
    SELECT l.neq FROM batch b JOIN batch_line l ON l.batch_id = b.id WHERE b.site_account = ?1 AND l.neq <> ''
        AND NOT EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = l.batch_id AND h.line_no = l.line_no)
        AND (b.id = ?2 OR (SELECT s.step FROM batch_step s WHERE s.batch_id = b.id ORDER BY s.step_no DESC LIMIT 1)
            IN ('handed over', 'received', 'verified'))
"""


def _hand_over(stockpile: Stockpile, asked: HandOver, facts: BatchFacts) -> Done:
    site, stands = facts.batch.site_account, container_places(stockpile)
    boxes = [box.container_id for box in records(stockpile, BatchBox, asked.batch_id)]
    moving = tuple(box for box in boxes if site and stands.get(box, 0) != site)
    step = step_record(stockpile, asked.batch_id, Step.HANDED_OVER, asked.handed_at, person=asked.carrier,
                       organisation=asked.organisation, remark=asked.remark,
                       voucher_id=next_id(stockpile, "voucher") if moving else 0)  # fmt: skip
    person = person_record(stockpile, asked.batch_id, Duty.CARRIER, asked.carrier, asked.organisation)
    if not moving:
        entry = record(stockpile, Operation(HAND_OVER, asked.operation_id, {}), [person, step])
        return Done(asked.batch_id, facts.batch.number, Changes(entry=entry, disposal=True), Step.HANDED_OVER)
    draft = Draft(
        kind=VoucherKind.TRANSFER,
        operation_id=asked.operation_id,
        deed=HAND_OVER,
        effective_at=asked.handed_at,
        lines=(),
        to_account=site,
        head={
            **batch_head(facts, tr("Handed over: {number}", number=facts.batch.number)),
            "party": asked.carrier,
        },
        containers=moving,
        serves=served(stockpile, line_facts(stockpile, asked.batch_id)),
    )
    posted = post_within(stockpile, draft, (person, step))
    changes = replace(posted.changes, accounts=True, disposal=True)
    return Done(asked.batch_id, posted.number, changes, Step.HANDED_OVER, posted.voucher_id)


def receive_at_site(stockpile: Stockpile, asked: Arrival) -> Done:
    """The boxes are at the site: who took them, and which seals were read; they are cut to look inside.

    A seal that is not the one applied is a difference, and opens a case.

    Raises:
        Refused: no receiver, no seal read.
    """
    with acting(stockpile, RECEIVE):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse([*check_turn(facts, Step.RECEIVED), *check_time(facts, asked.received_at),
                *check_person(asked.receiver, tr("Receiver"))])  # fmt: skip
        boxes = records(stockpile, BatchBox, asked.batch_id)
        read = [seal.strip() for seal in asked.seals if seal.strip()] or [box.seal for box in boxes]
        cut = [ledger.seal_asked(stockpile, Seal(box.container_id, box.seal, "broken", asked.received_at[:10]))
               for box in boxes if box.seal in read]  # fmt: skip
        told = difference_records(
            stockpile, facts.batch, _seals_apart(boxes, read), asked.owner, asked.deadline
        )
        step = step_record(stockpile, asked.batch_id, Step.RECEIVED, asked.received_at, person=asked.receiver,
                           organisation=asked.organisation)  # fmt: skip
        person = person_record(stockpile, asked.batch_id, Duty.RECEIVER, asked.receiver, asked.organisation)
        entry = record(
            stockpile, Operation(RECEIVE, asked.operation_id, {}), [*cut, *told.records, person, step]
        )
    changes = Changes(entry=entry, accounts=True, disposal=True, cases=bool(told.cases))
    return Done(asked.batch_id, facts.batch.number, changes, Step.RECEIVED, cases=told.cases)


def _seals_apart(boxes: Sequence[BatchBox], read: Sequence[str]) -> list[Difference]:
    applied = [box.seal for box in boxes]
    gone = [Difference(0, seal, CheckResult.MISSING, tr("Seal {seal} is not there", seal=seal))
            for seal in applied if seal not in read]  # fmt: skip
    strange = [Difference(0, seal, CheckResult.NOT_ON_LIST, tr("Seal {seal} was not applied", seal=seal))
               for seal in read if seal not in applied]  # fmt: skip
    return gone + strange
