"""Take lines out of a batch by a voucher of their own: evidence, a trace, a case.

The transfer passes the reservation, which ends; a hold of its own kind takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stockpile_app import ledger
from stockpile_app.access import acting
from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.text import N_
from stockpile_app.catalogue.queries import next_id
from stockpile_app.disposal.columns import records
from stockpile_app.disposal.destroying import ends_of
from stockpile_app.disposal.facts import BatchFacts, LineFacts
from stockpile_app.disposal.findings import refusal, refuse
from stockpile_app.disposal.gather import line_facts
from stockpile_app.disposal.model import DestructionAct, HeldBack, Step
from stockpile_app.disposal.requests import HoldingBack
from stockpile_app.disposal.rows import Done, LineState
from stockpile_app.disposal.rules import check_state
from stockpile_app.disposal.steps import (
    done_before,
    known_batch,
    releases,
    served,
    step_record,
    voucher_lines,
)
from stockpile_app.disposal.taking_part import check_moment
from stockpile_app.ledger import Hold, HoldKind, NewHold, VoucherKind
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.post import post_within
from stockpile_app.store import Stockpile

HOLD_BACK = "hold back"
HOLDS = {"evidence": HoldKind.EVIDENCE, "trace": HoldKind.TRACE, "case": HoldKind.SUSPENDED}
"""The hold that each reason puts on what was held back."""

REASONS_HELD_BACK = {"evidence": N_("Evidence"), "trace": N_("Trace"), "case": N_("Open case")}
"""What each reason is called; translate when shown."""

_WHILE = (Step.DESIGNATED, Step.SEALED, Step.HANDED_OVER, Step.RECEIVED, Step.VERIFIED)


def hold_back(stockpile: Stockpile, asked: HoldingBack) -> Done:
    """Take lines out of the batch: a transfer, the end of the reservation, a hold of another kind.

    Raises:
        Refused: a line that left before, or no authority.
    """
    with acting(stockpile, HOLD_BACK):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse([*check_state(facts, *_WHILE), *check_moment(asked.held_at), *_check_words(asked)])
        lines = line_facts(stockpile, asked.batch_id, asked.lines)
        refuse(_check_lines(asked, lines))
        return _hold_back(stockpile, asked, facts, lines)


def _check_words(asked: HoldingBack) -> Iterator[Finding]:
    """DISPOSAL-50: a known reason, by an authority, in words."""
    if asked.reason not in HOLDS:
        yield refusal("DISPOSAL-50", tr("This is no reason to hold something back"), tr("Reason"), ", ".join(HOLDS),
                      asked.reason or tr("nothing"), tr("Choose a reason"))  # fmt: skip
    for text, field in ((asked.authority, tr("Authority")), (asked.text, tr("Reason"))):
        if not text.strip():
            yield refusal("DISPOSAL-50", tr("What is held back needs an authority and a reason"), field,
                          tr("one sentence"), tr("nothing"), tr("Fill both in"))  # fmt: skip
        yield from check_text(text, field)
    yield from check_text(asked.document, tr("Authority document"))


def _check_lines(asked: HoldingBack, lines: Sequence[LineFacts]) -> Iterator[Finding]:
    """DISPOSAL-51: each line named is in the batch still."""
    there = {one.line.line_no: one for one in lines}
    for number in asked.lines or (0,):
        one = there.get(number)
        if (
            one is None
            or one.state in {LineState.HELD_BACK, LineState.DESTROYED}
            or asked.lines.count(number) > 1
        ):
            yield refusal("DISPOSAL-51", tr("This line is not in the batch, or left it before"), tr("Line"),
                          tr("a line of the batch"), str(number) if number else tr("nothing"),
                          tr("Look at the list"), number)  # fmt: skip


def _hold_back(
    stockpile: Stockpile, asked: HoldingBack, facts: BatchFacts, lines: Sequence[LineFacts]
) -> Done:
    holds = [_hold(stockpile, asked, facts, one, ahead) for ahead, one in enumerate(lines)]
    voucher_id = next_id(stockpile, "voucher")
    out = [
        HeldBack(asked.batch_id, one.line.line_no, asked.reason, asked.authority.strip(), voucher_id, hold.id)
        for one, hold in zip(lines, holds, strict=True)
    ]
    reason = tr("Held back from {number}: {text}", number=facts.batch.number, text=asked.text.strip())
    ends = releases(stockpile, [one.hold_id for one in lines], asked.held_at, asked.authority.strip(), reason)
    draft = Draft(
        kind=VoucherKind.TRANSFER,
        operation_id=asked.operation_id,
        deed=HOLD_BACK,
        effective_at=asked.held_at,
        lines=tuple(replace(line, quantity=one.line.quantity)
                    for line, one in zip(voucher_lines(lines, asked.to_account), lines, strict=True)),
        head={"authority": asked.authority.strip(), "document": asked.document.strip(), "reason": reason},
        serves=served(stockpile, lines) | _own_holds(stockpile, lines),
    )  # fmt: skip
    last = _last_step(stockpile, asked, facts, lines)
    posted = post_within(stockpile, draft, (*ends, *holds, *out, *last))
    changes = replace(posted.changes, holds=True, disposal=True)
    step = Step.DESTROYED if last else None
    return Done(asked.batch_id, posted.number, changes, step, posted.voucher_id)


def _last_step(
    stockpile: Stockpile, asked: HoldingBack, facts: BatchFacts, lines: Sequence[LineFacts]
) -> list[object]:
    """The step that is done with this, where everything else that was verified is destroyed already."""
    leaving = sum(one.state == LineState.VERIFIED for one in lines)
    if facts.next is not Step.DESTROYED or not facts.gone or facts.verified - leaving != facts.gone:
        return []
    act = records(stockpile, DestructionAct, asked.batch_id)[-1]
    step = step_record(stockpile, asked.batch_id, Step.DESTROYED, asked.held_at, person=act.performed_by,
                       voucher_id=act.voucher_id)  # fmt: skip
    return [*ends_of(stockpile, facts, (), asked.held_at, boxes=True), step]


def _own_holds(stockpile: Stockpile, lines: Sequence[LineFacts]) -> frozenset[int]:
    """Trace and evidence holds on the very weapons: holding them back is what these holds ask for."""
    sql = "SELECT id FROM hold WHERE target = 'weapon' AND target_id = ? AND kind IN ('evidence', 'trace')"
    weapons = [one.line.weapon_id for one in lines if one.line.weapon_id]
    return frozenset(row[0] for weapon in weapons for row in stockpile.rows(sql, [weapon]))


def _hold(stockpile: Stockpile, asked: HoldingBack, facts: BatchFacts, one: LineFacts, ahead: int) -> Hold:
    line = one.line
    kind, number = ("weapon", line.weapon_id) if line.weapon_id else ("lot", line.lot_id)
    new = NewHold(
        operation_id="",
        target=kind if number else "account",
        target_id=number or asked.to_account,
        kind=HOLDS[asked.reason],
        authority=asked.authority,
        reason=tr("{text} (held back from {number})", text=asked.text.strip(), number=facts.batch.number),
        placed_on=asked.held_at[:10],
    )
    return ledger.hold_asked(stockpile, new, ahead)
