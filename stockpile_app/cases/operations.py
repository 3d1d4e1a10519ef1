"""What is done with a case: each one verb, one transaction and one entry of the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stockpile_app.access import acting
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import utc_text
from stockpile_app.base.plain_text import check_text, quoted
from stockpile_app.cases.about import check_about
from stockpile_app.cases.attachments import attach, attachment_bytes, save_attachment
from stockpile_app.cases.findings import refusal
from stockpile_app.cases.model import Case, CaseDuty, CaseNote, CaseOutcome, CaseResult
from stockpile_app.cases.opening import About, check_duty, is_open, open_case_within, refuse
from stockpile_app.cases.queries import case_numbered, case_of_entry
from stockpile_app.store import Stockpile

__all__ = [
    "CaseDone",
    "NewCase",
    "assign_case",
    "attach",
    "attachment_bytes",
    "close_case",
    "is_open",
    "note_case",
    "open_case",
    "open_case_within",
    "save_attachment",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case that somebody opens by hand.

    Attributes:
        kind: What does not agree.
        subject: In one sentence.
        about: What it is about; a case may be about nothing that the books hold yet.
        owner, deadline: Who explains it, and until which day.
    """

    operation_id: str
    kind: str
    subject: str
    about: tuple[About, ...] = ()
    owner: str
    deadline: str


@dataclass(frozen=True, slots=True)
class CaseDone:
    """What was done with a case, and what pages have to refresh."""

    case: Case
    changes: Changes
    repeated: bool = False


def open_case(stockpile: Stockpile, new: NewCase) -> CaseDone:
    """Open a case by hand; it stays open until it has an outcome.

    Raises:
        Refused: CASE-01 to CASE-05.
    """
    with acting(stockpile, "open case"):
        earlier = entry_of_operation(stockpile, new.operation_id)
        if earlier:
            return CaseDone(case_of_entry(stockpile, earlier), Changes(), repeated=True)
        refuse(finding for about in new.about for finding in check_about(stockpile, about))
        records = open_case_within(
            stockpile, new.kind, new.subject, new.about, owner=new.owner, deadline=new.deadline
        )
        entry = record(stockpile, Operation("open case", new.operation_id, {}), records)
        return CaseDone(case_of_entry(stockpile, entry), Changes(entry=entry, cases=True))


def assign_case(stockpile: Stockpile, operation_id: str, number: str, owner: str, deadline: str) -> CaseDone:
    """Give a case to somebody, or another day; what was before stays to be seen.

    Raises:
        Refused: CASE-03 and CASE-04, or the case is closed or unknown.
    """
    with acting(stockpile, "assign case"):
        case = _known(stockpile, number)
        last = "SELECT coalesce(max(duty_no), 0) + 1 FROM case_duty WHERE case_id = ?"
        duty = CaseDuty(case.id, int(stockpile.value(last, [case.id])), owner.strip(), deadline)
        return _add(stockpile, "assign case", operation_id, case, duty, check_duty(owner, deadline))


def note_case(stockpile: Stockpile, operation_id: str, number: str, text: str) -> CaseDone:
    """Write a line into the research log of a case; no line is ever changed.

    Raises:
        Refused: CASE-06 nothing written, or the case is closed or unknown.
    """
    with acting(stockpile, "note in case"):
        case = _known(stockpile, number)
        last = "SELECT coalesce(max(note_no), 0) + 1 FROM case_note WHERE case_id = ?"
        note = CaseNote(
            case.id,
            int(stockpile.value(last, [case.id])),
            text.strip(),
            utc_text(stockpile.clock.now()),
            stockpile.actor.name,
        )
        return _add(
            stockpile, "note in case", operation_id, case, note, _check_words(text, tr("Note"), "CASE-06")
        )


def close_case(stockpile: Stockpile, operation_id: str, number: str, outcome: str, text: str) -> CaseDone:
    """Decide how a case ended, and why; signed by who decides.

    Raises:
        Refused: CASE-07 an unknown outcome, CASE-08 no reason, or the case is closed or unknown.
    """
    with acting(stockpile, "close case"):
        case = _known(stockpile, number)
        end = CaseOutcome(
            case.id, outcome, text.strip(), utc_text(stockpile.clock.now()), stockpile.actor.name
        )
        findings = [*_check_outcome(outcome), *_check_words(text, tr("Why"), "CASE-08")]
        return _add(stockpile, "close case", operation_id, case, end, findings)


def _known(stockpile: Stockpile, number: str) -> Case:
    case = case_numbered(stockpile, number)
    if case is None:
        raise Refused([refusal("CASE-09", tr("There is no case of this number"), tr("Case"),
                               tr("the number of a case"), quoted(number) or tr("nothing"),
                               tr("Look at the list of cases"))])  # fmt: skip
    return case


def _add(
    stockpile: Stockpile, kind: str, operation_id: str, case: Case, said: object, findings: Iterable[Finding]
) -> CaseDone:
    """One more record of an open case; the same operation id twice adds one."""
    if entry_of_operation(stockpile, operation_id, kind):
        return CaseDone(case, Changes(), repeated=True)
    refuse([*findings, *_check_open(stockpile, case)])
    entry = record(stockpile, Operation(kind, operation_id, {"case": case.number}), [said])
    return CaseDone(case, Changes(entry=entry, cases=True))


def _check_open(stockpile: Stockpile, case: Case) -> Iterator[Finding]:
    """CASE-11: a closed case stays as it was decided."""
    if not is_open(stockpile, case.id):
        yield refusal("CASE-11", tr("This case is closed"), tr("Case"), tr("an open case"), case.number,
                      tr("Open another case about the same"))  # fmt: skip


def _check_outcome(outcome: str) -> Iterator[Finding]:
    if outcome not in list(CaseResult):
        yield refusal("CASE-07", tr("A case does not end so"), tr("Outcome"), ", ".join(CaseResult),
                      quoted(outcome) or tr("nothing"), tr("Choose one of these outcomes"))  # fmt: skip


def _check_words(text: str, field: str, rule: str) -> Iterator[Finding]:
    if not text.strip():
        yield refusal(rule, tr("Say it in words"), field, tr("at least one sentence"), tr("nothing"),
                      tr("Write what was found out"))  # fmt: skip
    yield from check_text(text, field)
