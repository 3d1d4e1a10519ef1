"""Send a batch to the agency or State that takes it, and close it when they say what has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from stockpile_app.access import acting
from stockpile_app.audit import Operation, record
from stockpile_app.base import Finding, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.plain_text import check_day, check_text
from stockpile_app.base.quantity import LARGEST, grouped
from stockpile_app.catalogue.queries import next_id
from stockpile_app.disposal.columns import records
from stockpile_app.disposal.destroying import ends_of
from stockpile_app.disposal.differences import Difference, difference_records
from stockpile_app.disposal.facts import BatchFacts, LineFacts
from stockpile_app.disposal.findings import refusal, refuse
from stockpile_app.disposal.gather import line_facts
from stockpile_app.disposal.model import (
    WITH_END_USER,
    BatchDelivery,
    CheckResult,
    Duty,
    EndUserCertificate,
    EndUserQuantity,
    Step,
)
from stockpile_app.disposal.packing import batch_head
from stockpile_app.disposal.queries import type_counts
from stockpile_app.disposal.requests import Closing, Dispatching
from stockpile_app.disposal.rows import Done, LineState, TypeCount
from stockpile_app.disposal.rules import check_explained, check_next, check_state, check_time, check_turn
from stockpile_app.disposal.steps import (
    done_before,
    known_batch,
    person_record,
    served,
    step_record,
    voucher_lines,
)
from stockpile_app.disposal.taking_part import check_person
from stockpile_app.ledger import AccountKind, VoucherKind, virtual_account
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.post import post_within
from stockpile_app.store import Stockpile

DISPATCH, CLOSE = VoucherKind.DISPATCH.value, "close batch"


def dispatch_batch(stockpile: Stockpile, asked: Dispatching) -> Done:
    """Post the voucher by which the batch leaves the stockpile, within what is certified.

    Raises:
        Refused: no carrier, an end-user certificate that does not cover it or holds no more.
    """
    with acting(stockpile, DISPATCH):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse([*check_turn(facts, Step.DISPATCHED), *check_next(facts), *check_time(facts, asked.dispatched_at),
                *check_person(asked.carrier, tr("Carrier"))])  # fmt: skip
        lines = [one for one in line_facts(stockpile, asked.batch_id) if one.state == LineState.WAITING]
        refuse(_check_certified(stockpile, asked, facts, lines))
        return _dispatch(stockpile, asked, facts, lines)


def _check_certified(
    stockpile: Stockpile, asked: Dispatching, facts: BatchFacts, lines: Sequence[LineFacts]
) -> Iterator[Finding]:
    """DISPOSAL-14 and 15, once more on the day it leaves."""
    if facts.batch.disposal not in WITH_END_USER:
        return
    paper, *_ = records(stockpile, EndUserCertificate, facts.batch.id)
    if paper.expires_on and paper.expires_on < asked.dispatched_at[:10]:
        yield refusal("DISPOSAL-14", tr("The end-user certificate does not hold on that day"),
                      tr("End-user certificate"), tr("until {last}", last=paper.expires_on), asked.dispatched_at[:10],
                      tr("Ask for a certificate that holds"))  # fmt: skip
    certified = {
        one.item_type_id: one.certified for one in records(stockpile, EndUserQuantity, facts.batch.id)
    }
    leaving: Counter[int] = Counter()
    for one in lines:
        leaving[one.line.item_type_id] += one.line.quantity
    for item, quantity in leaving.items():
        if quantity > certified.get(item, 0):
            yield refusal("DISPOSAL-15", tr("The end-user certificate does not cover so many"), tr("Quantity"),
                          tr("at most {count}", count=grouped(certified.get(item, 0))), grouped(quantity),
                          tr("Take lines out, or ask for a certificate over more"))  # fmt: skip


def _dispatch(
    stockpile: Stockpile, asked: Dispatching, facts: BatchFacts, lines: Sequence[LineFacts]
) -> Done:
    step = step_record(stockpile, asked.batch_id, Step.DISPATCHED, asked.dispatched_at, person=asked.carrier,
                       organisation=asked.organisation, voucher_id=next_id(stockpile, "voucher"))  # fmt: skip
    person = person_record(stockpile, asked.batch_id, Duty.CARRIER, asked.carrier, asked.organisation)
    head = batch_head(facts, facts.batch.reason)
    draft = Draft(
        kind=VoucherKind.DISPATCH,
        operation_id=asked.operation_id,
        effective_at=asked.dispatched_at,
        lines=voucher_lines(lines),
        to_account=virtual_account(stockpile, AccountKind.TRANSFERRED),
        head={**head, "document": asked.document.strip() or facts.batch.document, "party": facts.batch.recipient,
              "purpose": facts.batch.number},
        serves=served(stockpile, lines),
    )  # fmt: skip
    ends = ends_of(stockpile, facts, lines, asked.dispatched_at, boxes=True)
    posted = post_within(stockpile, draft, (*ends, person, step))
    changes = replace(posted.changes, holds=True, disposal=True)
    return Done(asked.batch_id, posted.number, changes, Step.DISPATCHED, posted.voucher_id)


def close_batch(stockpile: Stockpile, asked: Closing) -> Done:
    """Record what the recipient says has come; what is not as dispatched opens a case, and the batch stays open.

    Raises:
        Refused: a number that cannot be, or a difference that nobody has explained.
    """
    with acting(stockpile, CLOSE):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        counts, received = type_counts(stockpile, asked.batch_id), dict(asked.received)
        refuse(
            [
                *check_turn(facts, Step.CLOSED),
                *check_state(facts, Step.DISPATCHED),
                *check_time(facts, asked.closed_on),
                *check_explained(facts),
                *_check_received(asked, counts),
            ]
        )
        told = _differing(stockpile, asked, facts, counts, received)
        if told:
            entry = record(stockpile, Operation(CLOSE, asked.operation_id, {}), told[0])
            changes = Changes(entry=entry, disposal=True, cases=True)
            return Done(asked.batch_id, facts.batch.number, changes, cases=told[1])
        came = [BatchDelivery(asked.batch_id, one.item_type_id, received.get(one.item_type_id, 0), asked.closed_on,
                              asked.reference.strip()) for one in counts]  # fmt: skip
        step = step_record(stockpile, asked.batch_id, Step.CLOSED, asked.closed_on, remark=asked.reference)
        entry = record(stockpile, Operation(CLOSE, asked.operation_id, {}), [*came, step])
    return Done(asked.batch_id, facts.batch.number, Changes(entry=entry, disposal=True), Step.CLOSED)


def _check_received(asked: Closing, counts: Sequence[TypeCount]) -> Iterator[Finding]:
    """DISPOSAL-64: a number for each item type that was dispatched."""
    yield from check_day(asked.closed_on, tr("Closed on"))
    yield from check_text(asked.reference, tr("Reference"))
    known = {one.item_type_id for one in counts}
    for item, count in asked.received:
        if item not in known or not 0 <= count <= LARGEST:
            yield refusal("DISPOSAL-64", tr("This is not a number received of something dispatched"), tr("Received"),
                          tr("an item type of the batch, 0 or more"), f"{item}: {count}",
                          tr("Read the receipt again"))  # fmt: skip


_EXPLAINED = """
    SELECT a.about_id, c.quantity FROM batch_check c JOIN case_about a ON a.case_id = c.case_id
    WHERE c.batch_id = ? AND a.about = 'item_type' AND c.result = 'missing'
"""


def _differing(
    stockpile: Stockpile,
    asked: Closing,
    facts: BatchFacts,
    counts: Sequence[TypeCount],
    received: Mapping[int, int],
) -> tuple[list[object], tuple[int, ...]] | None:
    """Cases about what did not come as it was dispatched; None where it agrees or was explained before."""
    explained = set(stockpile.rows(_EXPLAINED, [facts.batch.id]))
    apart = [
        one
        for one in counts
        if received.get(one.item_type_id, 0) != one.destroyed
        and (one.item_type_id, received.get(one.item_type_id, 0)) not in explained
    ]
    if not apart:
        return None
    found = [
        Difference(
            line_no=0,
            read="",
            result=CheckResult.MISSING,
            subject=tr("{item}: {sent} dispatched with {batch}, {came} received", item=one.item,
                       sent=grouped(one.destroyed), came=grouped(received.get(one.item_type_id, 0)),
                       batch=facts.batch.number),
            about=(("item_type", one.item_type_id),),
            quantity=received.get(one.item_type_id, 0),
        )
        for one in apart
    ]  # fmt: skip
    told = difference_records(stockpile, facts.batch, found, asked.owner, asked.deadline)
    return told.records, told.cases
