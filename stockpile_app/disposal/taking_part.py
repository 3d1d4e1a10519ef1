"""Who takes part in a disposal, what happened, and the last look into a register of lost arms."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.access import acting
from stockpile_app.audit import Operation, record
from stockpile_app.base import Finding, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import readable_moment
from stockpile_app.base.plain_text import check_day, check_text
from stockpile_app.disposal.columns import next_number
from stockpile_app.disposal.findings import refusal, refuse
from stockpile_app.disposal.model import BatchIncident, Duty, Step, TraceCheck
from stockpile_app.disposal.requests import BatchRequest, Incident, Participant, Participants, TraceLook
from stockpile_app.disposal.rows import Done
from stockpile_app.disposal.rules import check_state
from stockpile_app.disposal.steps import done_before, known_batch, person_record
from stockpile_app.ledger.compose import moment
from stockpile_app.store import Stockpile

_BEFORE_THE_END = tuple(step for step in Step if step not in {Step.CERTIFIED, Step.CLOSED})
_BEFORE_CUTTING = (Step.DESIGNATED, Step.SEALED, Step.HANDED_OVER, Step.RECEIVED, Step.VERIFIED)


def add_persons(stockpile: Stockpile, asked: Participants) -> Done:
    """Name who takes part: officer in charge, observers, witnesses, with organisation and duty.

    Raises:
        Refused: DISPOSAL-30, somebody without a name, a witness without an organisation.
    """
    with acting(stockpile, "name participants"):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse([*check_state(facts, *_BEFORE_THE_END), *check_persons(asked.persons)])
        named = [
            person_record(
                stockpile, asked.batch_id, one.duty, one.name, one.organisation, title=one.title, ahead=ahead
            )
            for ahead, one in enumerate(asked.persons)
        ]
        return recorded(stockpile, asked, "name participants", facts.batch.number, *named)


def check_persons(persons: tuple[Participant, ...]) -> Iterator[Finding]:
    """DISPOSAL-30: everybody who takes part has a name; an outsider also says for whom they stand there."""
    if not persons:
        yield refusal("DISPOSAL-30", tr("Nobody is named"), tr("Name"), tr("a name"), tr("nothing"),
                      tr("Enter the name"))  # fmt: skip
    for row, one in enumerate(persons, start=1):
        if one.duty not in list(Duty):
            yield refusal("DISPOSAL-30", tr("This duty is not in the list"), tr("Duty"), ", ".join(Duty),
                          one.duty, tr("Choose a duty"), row)  # fmt: skip
        yield from check_person(one.name, tr("Name"), row)
        if one.duty in {Duty.WITNESS, Duty.OBSERVER} and not one.organisation.strip():
            yield refusal("DISPOSAL-30", tr("Who observes or witnesses stands there for an organisation"),
                          tr("Organisation"), tr("an organisation"), tr("nothing"), tr("Enter it"), row)  # fmt: skip
        yield from check_text(one.title, tr("Title"), row)
        yield from check_text(one.organisation, tr("Organisation"), row)


def check_person(name: str, field: str, row: int = 0) -> Iterator[Finding]:
    """DISPOSAL-30: a name that can be read."""
    if not name.strip():
        yield refusal("DISPOSAL-30", tr("Everybody who takes part has a name"), field, tr("a name"), tr("nothing"),
                      tr("Enter the name"), row)  # fmt: skip
    yield from check_text(name, field, row)


def record_incident(stockpile: Stockpile, asked: Incident) -> Done:
    """Write down that something happened."""
    with acting(stockpile, "record incident"):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse(
            [
                *check_state(facts, *_BEFORE_THE_END),
                *check_moment(asked.happened_at),
                *_check_words(asked.text),
            ]
        )
        number = next_number(stockpile, "batch_incident", "incident_no", asked.batch_id)
        incident = BatchIncident(asked.batch_id, number, moment(asked.happened_at), asked.text.strip())
        return recorded(stockpile, asked, "record incident", facts.batch.number, incident)


def check_moment(text: str) -> Iterator[Finding]:
    """DISPOSAL-31: a day, or a day and a time."""
    if not readable_moment(text.strip().replace(" ", "T")):
        yield refusal("DISPOSAL-31", tr("This is not a date, nor a date and a time"), tr("When"),
                      tr("2026-11-20, or 2026-11-20T06:30"), text or tr("nothing"), tr("Enter it again"))  # fmt: skip


def _check_words(text: str) -> Iterator[Finding]:
    if not text.strip():
        yield refusal("DISPOSAL-32", tr("An incident is told in words"), tr("What happened"), tr("one sentence"),
                      tr("nothing"), tr("Write what happened"))  # fmt: skip
    yield from check_text(text, tr("What happened"))


def record_trace_check(stockpile: Stockpile, asked: TraceLook) -> Done:
    """Record the last look into a register of lost and stolen arms, before anything is cut.

    What it finds is stopped by hand: a trace hold on the weapon, and the line held back.
    """
    with acting(stockpile, "trace check"):
        earlier = done_before(stockpile, asked.operation_id, asked.batch_id)
        if earlier:
            return earlier
        facts = known_batch(stockpile, asked.batch_id)
        refuse([*check_state(facts, *_BEFORE_CUTTING), *_check_look(asked)])
        look = TraceCheck(
            batch_id=asked.batch_id,
            check_no=next_number(stockpile, "trace_check", "check_no", asked.batch_id),
            checked_on=asked.checked_on,
            register=asked.register.strip(),
            result=asked.result.strip(),
            checked_by=stockpile.actor.name,
            reference=asked.reference.strip(),
        )
        return recorded(stockpile, asked, "trace check", facts.batch.number, look)


def _check_look(asked: TraceLook) -> Iterator[Finding]:
    yield from check_day(asked.checked_on, tr("Checked on"))
    for text, field in ((asked.register, tr("Register")), (asked.result, tr("Result"))):
        if not text.strip():
            yield refusal("DISPOSAL-33", tr("A trace check names the register and what it said"), field,
                          tr("one sentence"), tr("nothing"), tr("Fill both in"))  # fmt: skip
        yield from check_text(text, field)
    yield from check_text(asked.reference, tr("Reference"))


def recorded(stockpile: Stockpile, asked: BatchRequest, kind: str, number: str, *records: object) -> Done:
    """Journal records of a batch as one entry, inside the transaction."""
    entry = record(stockpile, Operation(kind, asked.operation_id, {}), records)
    return Done(asked.batch_id, number, Changes(entry=entry, disposal=True))
