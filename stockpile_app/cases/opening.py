"""How a case begins: its number and its first records, inside whatever entry opens it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from stockpile_app.access import founding
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.clock import local_date, utc_text
from stockpile_app.base.plain_text import check_day, check_text, quoted
from stockpile_app.cases.findings import refusal
from stockpile_app.cases.model import Case, CaseAbout, CaseDuty, CaseKind
from stockpile_app.catalogue.queries import next_id
from stockpile_app.store import Stockpile

CASE_CODE = "CAS"
"""How a case is written inside its number: `B-CAS-2026-000001`."""

About = tuple[str, int]
"""What something is about: `weapon`, `lot`, `voucher`, `batch` ... and its id."""


def open_case_within(
    stockpile: Stockpile,
    kind: str,
    subject: str,
    about: Sequence[About],
    *,
    owner: str,
    deadline: str,
    ahead: int = 0,
) -> list[object]:
    """The records of a new case, to be added to the entry of the operation that met what does not agree.

    The case stands and falls with that entry, in its transaction.  The first record is the `Case`.

    Args:
        kind: A `CaseKind`.
        subject: What does not agree, in one sentence.
        about: What it is about, each once.
        owner: Who works on it.
        deadline: The day until which it is to be explained.
        ahead: How many cases the same entry opened before this one.

    Raises:
        Refused: CASE-01 to CASE-04: no subject, an unknown kind, nobody in charge, no day.
    """
    refuse([*check_subject(kind, subject), *check_duty(owner, deadline)])
    case = _case(stockpile, kind, subject, ahead)
    return [
        case,
        *(CaseAbout(case.id, what, number) for what, number in dict.fromkeys(about)),
        CaseDuty(case.id, 1, owner.strip(), deadline),
    ]


def _case(stockpile: Stockpile, kind: str, subject: str, ahead: int) -> Case:
    now, books = stockpile.clock.now(), founding(stockpile)
    year = local_date(now, books.zone).year
    last = stockpile.value(
        "SELECT coalesce(max(serial_no), 0) FROM case_file WHERE recorded_year = ?", [year]
    )
    serial_no = int(last) + 1 + ahead
    return Case(
        id=next_id(stockpile, "case_file") + ahead,
        number=f"{books.code}-{CASE_CODE}-{year}-{serial_no:06d}",
        recorded_year=year,
        serial_no=serial_no,
        kind=CaseKind(kind),
        subject=subject.strip(),
        opened_at=utc_text(now),
        opened_by=stockpile.actor.name,
    )


def check_subject(kind: str, subject: str) -> Iterator[Finding]:
    """CASE-01 and CASE-02: a case says what does not agree."""
    if not subject.strip():
        yield refusal("CASE-01", tr("A case says what does not agree"), tr("Subject"), tr("one sentence"),
                      tr("nothing"), tr("Write what was expected and what was met"))  # fmt: skip
    yield from check_text(subject, tr("Subject"))
    if kind not in list(CaseKind):
        yield refusal("CASE-02", tr("There is no case of this kind"), tr("Kind"), ", ".join(CaseKind),
                      quoted(kind), tr("Choose one of these kinds"))  # fmt: skip


def check_duty(owner: str, deadline: str) -> Iterator[Finding]:
    """CASE-03 and CASE-04: somebody works on it, until a day of the calendar."""
    if not owner.strip():
        yield refusal("CASE-03", tr("A case needs somebody who works on it"), tr("Owner"), tr("a name"),
                      tr("nothing"), tr("Enter who explains it"))  # fmt: skip
    yield from check_text(owner, tr("Owner"))
    if not deadline.strip():
        yield refusal("CASE-04", tr("A case is to be explained by a day"), tr("Deadline"),
                      tr("a date"), tr("nothing"), tr("Enter the day"))  # fmt: skip
    else:
        yield from check_day(deadline, tr("Deadline"))


def refuse(findings: Iterable[Finding]) -> None:
    """Stop here when anything was found."""
    found = list(findings)
    if found:
        raise Refused(found)


def is_open(stockpile: Stockpile, case_id: int) -> bool:
    """Whether there is such a case and it has no outcome yet."""
    sql = (
        "SELECT 1 FROM case_file WHERE id = ? AND NOT EXISTS "
        "(SELECT 1 FROM case_outcome o WHERE o.case_id = case_file.id)"
    )
    return stockpile.value(sql, [case_id]) is not None
