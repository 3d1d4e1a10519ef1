"""Put a batch into boxes and seal them: one transfer voucher, and from then on nothing goes in or out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stockpile_app import ledger
from stockpile_app.access import acting
from stockpile_app.audit import Operation, record
from stockpile_app.base import tr
from stockpile_app.base.changes import Changes
from stockpile_app.catalogue.queries import chunks, next_id
from stockpile_app.disposal.facts import BatchFacts, LineFacts
from stockpile_app.disposal.findings import refuse
from stockpile_app.disposal.gather import line_facts
from stockpile_app.disposal.model import BatchBox, BatchPacked, Duty, Step
from stockpile_app.disposal.requests import Sealing
from stockpile_app.disposal.rows import Done
from stockpile_app.disposal.rules import check_next, check_time, check_turn
from stockpile_app.disposal.rules_packing import check_packing
from stockpile_app.disposal.steps import (
    done_before,
    known_batch,
    person_record,
    served,
    step_record,
    voucher_lines,
)
from stockpile_app.disposal.taking_part import check_person
from stockpile_app.ledger import Hold, HoldKind, NewHold, Seal, VoucherKind
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.post import post_within
from stockpile_app.store import Stockpile

SEAL = "seal batch"


def seal_batch(stockpile: Stockpile, asked: Sealing) -> Done:
    """Pack every line into a box, seal the boxes, and stop them: only the batch's own vouchers move them.

    Raises:
        Refused: a line in no box or in two, a box that is none, a seal used before.
    """
    with acting(stockpile, SEAL):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        packer = asked.packer.strip() or stockpile.actor.name
        refuse([*check_turn(facts, Step.SEALED), *check_next(facts), *check_time(facts, asked.sealed_at),
                *check_person(packer, tr("Packer"))])  # fmt: skip
        lines = [one for one in line_facts(stockpile, asked.batch_id) if one.state != "held back"]
        refuse(check_packing(asked.boxes, lines, _kinds(stockpile, asked), _filled(stockpile, asked, lines)))
        return _seal(stockpile, asked, facts, lines, packer)


def _kinds(stockpile: Stockpile, asked: Sealing) -> dict[int, str]:
    ids = [box.container_id for box in asked.boxes]
    return {
        row[0]: row[1]
        for marks, portion in chunks(ids)
        for row in stockpile.rows(f"SELECT id, kind FROM account WHERE id IN ({marks})", portion)
    }


def _filled(stockpile: Stockpile, asked: Sealing, lines: Sequence[LineFacts]) -> set[int]:
    """The boxes in which a weapon lies that is not of the batch, or any lot or loose quantity."""
    own = {one.line.weapon_id for one in lines if one.line.weapon_id}
    filled: set[int] = set()
    for marks, portion in chunks(box.container_id for box in asked.boxes):
        there = stockpile.rows(f"SELECT account_id, id FROM weapon WHERE account_id IN ({marks})", portion)
        filled |= {account for account, weapon in there if weapon not in own}
        loose = (
            f"SELECT h.account_id FROM holding h JOIN item_type i ON i.id = h.item_type_id "
            f"WHERE h.quantity > 0 AND i.tracking <> 'serial' AND h.account_id IN ({marks})"
        )
        filled |= {row[0] for row in stockpile.rows(loose, portion)}
    return filled


def _seal(
    stockpile: Stockpile, asked: Sealing, facts: BatchFacts, lines: Sequence[LineFacts], packer: str
) -> Done:
    box_of = {number: box.container_id for box in asked.boxes for number in box.lines}
    moving = [one for one in lines if one.account != box_of[one.line.line_no]]
    voucher_id = next_id(stockpile, "voucher") if moving else 0
    step = step_record(stockpile, asked.batch_id, Step.SEALED, asked.sealed_at, person=packer,
                       organisation=asked.organisation, voucher_id=voucher_id)  # fmt: skip
    packed = [BatchPacked(asked.batch_id, number, box) for number, box in box_of.items()]
    person = person_record(stockpile, asked.batch_id, Duty.PACKER, packer, asked.organisation)
    told = (*_boxes(stockpile, asked, facts), *packed, person, step)
    if not moving:
        entry = record(stockpile, Operation(SEAL, asked.operation_id, {}), told)
        return Done(
            asked.batch_id,
            facts.batch.number,
            Changes(entry=entry, accounts=True, disposal=True),
            Step.SEALED,
        )
    draft = Draft(
        kind=VoucherKind.TRANSFER,
        operation_id=asked.operation_id,
        deed=SEAL,
        effective_at=asked.sealed_at,
        lines=tuple(
            replace(line, to_account=box_of[one.line.line_no])
            for line, one in zip(voucher_lines(moving), moving, strict=True)
        ),
        head=batch_head(facts, tr("Packed and sealed: {number}", number=facts.batch.number)),
        serves=served(stockpile, lines),
    )
    posted = post_within(stockpile, draft, told)
    changes = replace(posted.changes, accounts=True, holds=True, disposal=True)
    return Done(asked.batch_id, posted.number, changes, Step.SEALED, posted.voucher_id)


def _boxes(stockpile: Stockpile, asked: Sealing, facts: BatchFacts) -> list[object]:
    """Of each box its seal, the hold that keeps it shut, and its place in the batch."""
    day = asked.sealed_at[:10]
    found: list[object] = []
    for ahead, box in enumerate(asked.boxes):
        hold = _shut(stockpile, facts, box.container_id, day, ahead)
        mark = ledger.seal_asked(stockpile, Seal(box.container_id, box.seal.strip(), "applied", day))
        found += [mark, hold, BatchBox(asked.batch_id, box.container_id, mark.number, hold.id)]
    return found


def _shut(stockpile: Stockpile, facts: BatchFacts, container_id: int, day: str, ahead: int) -> Hold:
    asked = NewHold(
        operation_id="",
        target="account",
        target_id=container_id,
        kind=HoldKind.RESERVED,
        authority=facts.batch.authority,
        reason=tr("Sealed box of {number}", number=facts.batch.number),
        placed_on=day,
    )
    return ledger.hold_asked(stockpile, asked, ahead)


def batch_head(facts: BatchFacts, reason: str) -> dict[str, str]:
    """The head of a voucher of the batch: by whose authority, on which paper, why."""
    return {"authority": facts.batch.authority, "document": facts.batch.document, "reason": reason}
