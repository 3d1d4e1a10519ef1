"""Clear the residue: what each class of material weighed before and after, and who took the scrap."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.access import acting
from stockpile_app.audit import Operation, record
from stockpile_app.base import Finding, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.plain_text import check_day, check_text
from stockpile_app.base.quantity import LARGEST, grouped
from stockpile_app.base.text import N_
from stockpile_app.disposal.columns import next_number
from stockpile_app.disposal.facts import BatchFacts
from stockpile_app.disposal.findings import refusal, refuse
from stockpile_app.disposal.model import FreeFromExplosives, Residue, Step
from stockpile_app.disposal.requests import Clearing, FreeStatement, Weighed
from stockpile_app.disposal.rows import Done
from stockpile_app.disposal.rules import check_time, check_turn
from stockpile_app.disposal.steps import done_before, known_batch, step_record
from stockpile_app.store import Stockpile

CLEAR = "clear residue"

MATERIALS = (N_("Steel"), N_("Aluminium"), N_("Wood and plastic"), N_("Brass"), N_("Lead"), N_("Mixed scrap"))
"""Classes of material that are weighed most often; any other is written. Translate when shown."""


def clear_residue(stockpile: Stockpile, asked: Clearing) -> Done:
    """Record what was left and where it went; with ammunition, that it holds no explosives.

    Raises:
        Refused: more mass out than in, scrap without a recipient or receipt, no statement.
    """
    with acting(stockpile, CLEAR):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse(
            [
                *check_turn(facts, Step.CLEARED),
                *check_time(facts, asked.cleared_on),
                *check_clearing(asked, facts),
            ]
        )
        first = next_number(stockpile, "residue", "residue_no", asked.batch_id)
        left = [_residue(asked, one, first + ahead) for ahead, one in enumerate(asked.classes)]
        free = [_statement(asked.batch_id, asked.free)] if asked.free else []
        step = step_record(stockpile, asked.batch_id, Step.CLEARED, asked.cleared_on)
        entry = record(stockpile, Operation(CLEAR, asked.operation_id, {}), [*left, *free, step])
    return Done(asked.batch_id, facts.batch.number, Changes(entry=entry, disposal=True), Step.CLEARED)


def _residue(asked: Clearing, one: Weighed, number: int) -> Residue:
    return Residue(
        batch_id=asked.batch_id,
        residue_no=number,
        material=one.material.strip(),
        mass_in=one.mass_in,
        mass_out=one.mass_out,
        cleared_on=asked.cleared_on,
        recipient=one.recipient.strip(),
        receipt=one.receipt.strip(),
    )


def _statement(batch_id: int, free: FreeStatement) -> FreeFromExplosives:
    return FreeFromExplosives(
        batch_id,
        free.declared_on,
        free.declared_by.strip(),
        free.organisation.strip(),
        free.reference.strip(),
    )


def check_clearing(asked: Clearing, facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-60 to 63: masses that can be, scrap that went somewhere, a statement where there were explosives."""
    yield from check_day(asked.cleared_on, tr("Cleared on"))
    if not asked.classes:
        yield refusal("DISPOSAL-60", tr("Something is left of everything"), tr("Mass"), tr("one class of material"),
                      tr("nothing"), tr("Weigh what was destroyed and what is left"))  # fmt: skip
    for row, one in enumerate(asked.classes, start=1):
        yield from _check_mass(one, row)
        yield from _check_scrap(one, row)
    yield from _check_free(asked.free, facts)


def _check_mass(one: Weighed, row: int) -> Iterator[Finding]:
    if not one.material.strip() or not 0 < one.mass_in <= LARGEST or one.mass_out < 0:
        yield refusal("DISPOSAL-60", tr("A class of material has a name and a mass"), tr("Mass"),
                      tr("a name, and grams above zero"), f"{one.material} {one.mass_in} {one.mass_out}".strip(),
                      tr("Weigh it again"), row)  # fmt: skip
    elif one.mass_out > one.mass_in:
        yield refusal("DISPOSAL-61", tr("More came out than went in: {material}", material=one.material), tr("Mass"),
                      tr("at most {count} g", count=grouped(one.mass_in)), tr("{count} g", count=grouped(one.mass_out)),
                      tr("Weigh it again, and see what else lies in the scrap"), row)  # fmt: skip


def _check_scrap(one: Weighed, row: int) -> Iterator[Finding]:
    for text, field in ((one.recipient, tr("Recipient")), (one.receipt, tr("Receipt"))):
        if one.mass_out > 0 and not text.strip():
            yield refusal("DISPOSAL-62", tr("Scrap has a recipient and a receipt"), field, tr("a name or a number"),
                          tr("nothing"), tr("Enter who took it, and the remelt or delivery receipt"), row)  # fmt: skip
        yield from check_text(text, field, row)
    yield from check_text(one.material, tr("Material"), row)


def _check_free(free: FreeStatement | None, facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-63."""
    if facts.ammunition and (free is None or not free.declared_by.strip()):
        yield refusal("DISPOSAL-63", tr("Nobody has said that this scrap is free from explosives"),
                      tr("Free from explosives"), tr("who declares it, and when"), tr("nothing"),
                      tr("Have somebody competent look, and record the statement"))  # fmt: skip
    if free is not None:
        yield from check_day(free.declared_on, tr("Declared on"))
        for text, field in ((free.declared_by, tr("Declared by")), (free.organisation, tr("Organisation")),
                            (free.reference, tr("Reference"))):  # fmt: skip
            yield from check_text(text, field)
