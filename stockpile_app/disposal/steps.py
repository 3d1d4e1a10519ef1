"""What every verb of the room needs: the batch it is about, its next records, what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from stockpile_app.access import founding
from stockpile_app.audit import entry_of_operation
from stockpile_app.base import Refused
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import local_date
from stockpile_app.catalogue.queries import chunks
from stockpile_app.disposal.columns import next_number
from stockpile_app.disposal.facts import BatchFacts, LineFacts
from stockpile_app.disposal.gather import batch_facts
from stockpile_app.disposal.model import BatchPerson, BatchStep, Step
from stockpile_app.disposal.rows import Done
from stockpile_app.disposal.rules import no_such_batch
from stockpile_app.ledger import HoldRelease, Line
from stockpile_app.ledger.compose import moment
from stockpile_app.store import Stockpile

DAYS_TO_EXPLAIN = 14
"""Until when a difference is to be explained where nobody says another day (house default)."""


def known_batch(stockpile: Stockpile, batch_id: int) -> BatchFacts:
    """The batch and what stands around its next step.

    Raises:
        Refused: DISPOSAL-01, there is none.
    """
    facts = batch_facts(stockpile, batch_id)
    if facts is None:
        raise Refused([no_such_batch(str(batch_id))])
    return facts


def done_before(stockpile: Stockpile, operation_id: str, batch_id: int, number: str = "") -> Done | None:
    """What this operation id gave before; None when it is new."""
    entry = entry_of_operation(stockpile, operation_id)
    if not entry:
        return None
    row = stockpile.row(_BEFORE, [entry])
    voucher_id, posted, step = row or (0, "", "")
    return Done(
        batch_id, posted or number, Changes(), Step(step) if step else None, voucher_id or 0, repeated=True
    )


_BEFORE = """
    SELECT (SELECT id FROM voucher WHERE entry = ?1), (SELECT number FROM voucher WHERE entry = ?1),
        (SELECT step FROM batch_step WHERE entry = ?1)
"""


def step_record(
    stockpile: Stockpile,
    batch_id: int,
    step: Step,
    effective_at: str,
    *,
    person: str = "",
    organisation: str = "",
    voucher_id: int = 0,
    remark: str = "",
    ahead: int = 0,
) -> BatchStep:
    """The step to journal, by who acts, `ahead` others being journalled before it in the same entry."""
    return BatchStep(
        batch_id=batch_id,
        step_no=next_number(stockpile, "batch_step", "step_no", batch_id) + ahead,
        step=step.value,
        effective_at=moment(effective_at),
        done_by=stockpile.actor.name,
        person=person.strip(),
        organisation=organisation.strip(),
        voucher_id=voucher_id,
        remark=remark.strip(),
    )


def person_record(
    stockpile: Stockpile,
    batch_id: int,
    duty: str,
    name: str,
    organisation: str = "",
    title: str = "",
    ahead: int = 0,
) -> BatchPerson:
    """Somebody who takes part, to journal."""
    number = next_number(stockpile, "batch_person", "person_no", batch_id) + ahead
    return BatchPerson(batch_id, number, duty, name.strip(), title.strip(), organisation.strip())


def today(stockpile: Stockpile) -> str:
    """The depot's local date."""
    return local_date(stockpile.clock.now(), founding(stockpile).zone).isoformat()


def day_to_explain(stockpile: Stockpile, asked: str) -> str:
    """The day until which a difference is to be explained."""
    day = local_date(stockpile.clock.now(), founding(stockpile).zone)
    return asked.strip() or (day + timedelta(days=DAYS_TO_EXPLAIN)).isoformat()


def voucher_lines(lines: Sequence[LineFacts], to_account: int = 0) -> tuple[Line, ...]:
    """These lines of a batch as lines of a voucher, with the batch's own line numbers."""
    return tuple(
        Line(
            item_type_id=one.line.item_type_id,
            quantity=one.verified or one.line.quantity,
            weapon_id=one.line.weapon_id,
            lot_id=one.line.lot_id,
            condition="" if one.line.weapon_id else one.line.condition,
            from_account=one.account,
            to_account=to_account,
            row=one.line.line_no,
        )
        for one in lines
    )


def served(stockpile: Stockpile, lines: Iterable[LineFacts]) -> frozenset[int]:
    """What a voucher of the batch may pass: reservations, its own closed boxes, and the places apart."""
    own = {hold for one in lines for hold in (one.hold_id, one.box_hold) if hold}
    return frozenset(own | {row[0] for row in stockpile.rows(_PLACES_APART)})


_PLACES_APART = (
    "SELECT id FROM hold WHERE target = 'account' AND kind = 'reserved' "
    "AND target_id IN (SELECT apart_account FROM declaration)"
)


def releases(
    stockpile: Stockpile,
    holds: Iterable[int],
    released_on: str,
    authority: str,
    reason: str,
    targets: str = "weapon",
) -> list[HoldRelease]:
    """The ends of those of these holds that are in force on a weapon (or on an account), to journal."""
    return [
        HoldRelease(hold_id, released_on[:10], authority, reason)
        for marks, portion in chunks(holds)
        for (hold_id,) in stockpile.rows(
            f"SELECT id FROM hold WHERE target = ? AND id IN ({marks}) "
            "AND NOT EXISTS (SELECT 1 FROM hold_release r WHERE r.hold_id = hold.id) ORDER BY id",
            [targets, *portion],
        )
    ]
