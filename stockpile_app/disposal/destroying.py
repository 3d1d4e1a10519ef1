"""Destroy what was verified: two persons, one voucher an act, and what it moved never moves again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from stockpile_app.access import Decision, Deed, Request, Requested, acting, ask, rehearsing, stands_alone
from stockpile_app.audit import entry_of_operation
from stockpile_app.base import tr
from stockpile_app.base.plain_text import folded_name
from stockpile_app.catalogue.queries import next_id
from stockpile_app.disposal.columns import next_number, records
from stockpile_app.disposal.facts import BatchFacts, LineFacts
from stockpile_app.disposal.findings import refuse
from stockpile_app.disposal.gather import batch_by_id, line_facts
from stockpile_app.disposal.kept import kept, kept_destroying
from stockpile_app.disposal.methods import method_label
from stockpile_app.disposal.model import BatchBox, DestructionAct, Duty, Step
from stockpile_app.disposal.requests import Destroying
from stockpile_app.disposal.rows import Done, LineState
from stockpile_app.disposal.rules import check_next, check_time, check_turn
from stockpile_app.disposal.rules_destroying import check_act
from stockpile_app.disposal.steps import (
    done_before,
    known_batch,
    person_record,
    releases,
    served,
    step_record,
    voucher_lines,
)
from stockpile_app.ledger import AccountKind, HoldRelease, VoucherKind, virtual_account
from stockpile_app.ledger.compose import Draft, moment
from stockpile_app.ledger.post import post_within
from stockpile_app.store import Stockpile

DESTROY = VoucherKind.DESTRUCTION.value


def destroy(stockpile: Stockpile, asked: Destroying) -> Done | Requested:
    """Record one act of destruction; the second person's approval posts its voucher.

    The step is done with the act that destroys the last of what was verified.

    Raises:
        Refused: not verified, a method that is not enough, no witness, a difference not explained.
    """
    if stands_alone(stockpile, DESTROY):
        with acting(stockpile, DESTROY):
            return done_before(stockpile, asked.operation_id, asked.batch_id) or _destroy(stockpile, asked)
    if not entry_of_operation(stockpile, asked.operation_id):
        with rehearsing(stockpile, DESTROY):
            _destroy(stockpile, asked)
    return ask(stockpile, DESTROY, asked.operation_id, kept(asked))


def _destroy(stockpile: Stockpile, asked: Destroying, posted_by: str = "", *decided: object) -> Done:
    facts = known_batch(stockpile, asked.batch_id)
    refuse([*check_turn(facts, Step.DESTROYED), *check_next(facts), *check_time(facts, asked.performed_at)])
    lines = _lines(stockpile, asked)
    refuse(check_act(asked, facts, lines))
    last = facts.gone + len(lines) == facts.verified
    records_ = _act(stockpile, asked, facts, lines, posted_by, last=last)
    posted = post_within(stockpile, _draft(stockpile, asked, facts, lines, posted_by), (*records_, *decided))
    changes = replace(posted.changes, holds=True, disposal=True)
    return Done(asked.batch_id, posted.number, changes, Step.DESTROYED if last else None, posted.voucher_id)


def _lines(stockpile: Stockpile, asked: Destroying) -> list[LineFacts]:
    """The lines named, or all that are verified and left."""
    found = line_facts(stockpile, asked.batch_id, asked.lines)
    return found if asked.lines else [one for one in found if one.state == LineState.VERIFIED]


def _draft(
    stockpile: Stockpile, asked: Destroying, facts: BatchFacts, lines: Sequence[LineFacts], posted_by: str
) -> Draft:
    watching = (*facts.named(Duty.WITNESS), *facts.named(Duty.OBSERVER))
    return Draft(
        kind=VoucherKind.DESTRUCTION,
        operation_id=asked.operation_id,
        effective_at=asked.performed_at,
        lines=voucher_lines(lines),
        to_account=virtual_account(stockpile, AccountKind.DESTROYED),
        head={
            "authority": asked.authority.strip() or facts.batch.authority,
            "document": asked.document.strip() or facts.batch.document,
            "purpose": facts.batch.number,
            "reason": ", ".join(tr(method_label(code)) for code in asked.methods),
            "witness": ", ".join(dict.fromkeys(one.name for one in watching)),
        },
        posted_by=posted_by,
        serves=served(stockpile, lines),
    )


def _act(
    stockpile: Stockpile,
    asked: Destroying,
    facts: BatchFacts,
    lines: Sequence[LineFacts],
    by: str,
    *,
    last: bool,
) -> list[object]:
    """The act, the ends of the reservations it made needless, and with the last one the step."""
    voucher_id, batch = next_id(stockpile, "voucher"), facts.batch
    act = DestructionAct(
        batch_id=batch.id,
        act_no=next_number(stockpile, "destruction_act", "act_no", batch.id),
        methods=",".join(asked.methods),
        performed_at=moment(asked.performed_at),
        performed_by=asked.performer.strip(),
        voucher_id=voucher_id,
        equipment=asked.equipment.strip(),
    )
    told: list[object] = [act, *ends_of(stockpile, facts, lines, asked.performed_at, boxes=last)]
    if folded_name(asked.performer) not in {folded_name(one.name) for one in facts.named(Duty.PERFORMER)}:
        told.append(person_record(stockpile, batch.id, Duty.PERFORMER, asked.performer))
    if last:
        step = step_record(stockpile, batch.id, Step.DESTROYED, asked.performed_at, person=asked.performer,
                           voucher_id=voucher_id)  # fmt: skip
        told.append(replace(step, done_by=by or step.done_by))
    return told


def ends_of(
    stockpile: Stockpile, facts: BatchFacts, lines: Sequence[LineFacts], on: str, *, boxes: bool
) -> list[HoldRelease]:
    """The ends of the reservations of what left for good, and of the closed boxes once they are empty."""
    batch, reason = facts.batch, tr("Left with batch {number}", number=facts.batch.number)
    ends = releases(stockpile, [one.hold_id for one in lines], on, batch.authority, reason)
    if boxes:
        shut = [box.hold_id for box in records(stockpile, BatchBox, batch.id)]
        ends += releases(stockpile, shut, on, batch.authority, reason, targets="account")
    return ends


# The second person --------------------------------------------------------------------------------


def _say(stockpile: Stockpile, content: Mapping[str, Any]) -> str:
    asked = kept_destroying(content)
    batch = batch_by_id(stockpile, asked.batch_id)
    return tr("Destroy {count} lines of {batch}: {methods}", count=len(_lines(stockpile, asked)),
              batch=batch.number if batch else asked.batch_id,
              methods=", ".join(tr(method_label(code)) for code in asked.methods))  # fmt: skip


def _perform(stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision) -> Done:
    asked = replace(kept_destroying(content), operation_id=stockpile.ids.new_id())
    return _destroy(stockpile, asked, request.asked_by, decision)


def _barred(_: Stockpile, content: Mapping[str, Any]) -> frozenset[str]:
    """Who performs the destruction does not approve it."""
    return frozenset({kept_destroying(content).performer.strip()})


def _wrote(stockpile: Stockpile, entry: int, content: Mapping[str, Any], asked_by: str) -> bool:
    """The entry's act is what was asked: the same methods at the same time, on the lines named."""
    try:
        asked = kept_destroying(content)
        how, at, by = ",".join(asked.methods), moment(asked.performed_at), asked.performer.strip()
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    acts, wanted = (
        stockpile.rows(_ACT, [entry]),
        (asked.batch_id, how, at, by, asked.equipment.strip(), asked_by),
    )
    if len(acts) != 1 or acts[0][:-1] != wanted:
        return False
    cut = [
        row[0]
        for row in stockpile.rows(
            "SELECT line_no FROM movement WHERE voucher_id = ? ORDER BY 1", acts[0][-1:]
        )
    ]
    return not asked.lines or cut == sorted(asked.lines)


_ACT = """
    SELECT x.batch_id, x.methods, x.performed_at, x.performed_by, x.equipment, v.actor, v.id
    FROM destruction_act x JOIN voucher v ON v.id = x.voucher_id AND v.entry = x.entry WHERE x.entry = ?
"""
DEED = Deed(DESTROY, _say, _perform, _barred, _wrote)
