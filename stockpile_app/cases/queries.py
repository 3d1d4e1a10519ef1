"""Which cases there are, who works on them, how late they are, and what each holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stockpile_app.access import founding
from stockpile_app.base.clock import local_date
from stockpile_app.cases.about import about_words
from stockpile_app.cases.attachments import attachments_of
from stockpile_app.cases.model import Attachment, Case, CaseDuty, CaseNote, CaseOutcome
from stockpile_app.store import Stockpile

_CASE = "c.id, c.number, c.recorded_year, c.serial_no, c.kind, c.subject, c.opened_at, c.opened_by"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list.

    Attributes:
        days: Days until the deadline; negative when it has passed.
        outcome: '' while it is open.
        about: The first things it is about, in words.
    """

    case: Case
    owner: str
    deadline: str
    days: int
    outcome: str
    notes: int
    attachments: int
    about: str

    @property
    def open(self) -> bool:
        """Whether it still waits for its outcome."""
        return not self.outcome

    @property
    def overdue(self) -> bool:
        """Whether it is open past its deadline."""
        return self.open and self.days < 0


@dataclass(frozen=True, slots=True)
class AboutShown:
    """One thing a case is about, with what it is called."""

    about: str
    about_id: int
    words: str


@dataclass(frozen=True, slots=True)
class DutyShown:
    """Who worked on it from when on, and who said so."""

    duty: CaseDuty
    given_at: str
    given_by: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with everything that belongs to it; the last duty counts."""

    row: CaseRow
    about: tuple[AboutShown, ...]
    duties: tuple[DutyShown, ...]
    notes: tuple[CaseNote, ...]
    attachments: tuple[Attachment, ...]
    outcome: CaseOutcome | None

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.row.case


def today_of(stockpile: Stockpile) -> date:
    """The depot's local date."""
    return local_date(stockpile.clock.now(), founding(stockpile).zone)


_ROWS = f"""
    SELECT {_CASE}, d.owner, d.deadline, coalesce(o.outcome, ''),
           (SELECT count(*) FROM case_note n WHERE n.case_id = c.id),
           (SELECT count(*) FROM attachment a WHERE a.about = 'case' AND a.about_id = c.id)
    FROM case_file c LEFT JOIN case_outcome o ON o.case_id = c.id
    JOIN case_duty d ON d.case_id = c.id
     AND d.duty_no = (SELECT max(duty_no) FROM case_duty l WHERE l.case_id = c.id)
"""


def cases(stockpile: Stockpile, open_only: bool = False) -> list[CaseRow]:
    """Every case, the open ones first by deadline, then those that ended, the latest first."""
    only = "WHERE o.outcome IS NULL" if open_only else ""
    order = "ORDER BY o.outcome IS NOT NULL, CASE WHEN o.outcome IS NULL THEN d.deadline END, c.id DESC"
    return _rows(stockpile, f"{only} {order}", [])


def open_cases_about(stockpile: Stockpile, about: str, about_id: int) -> list[CaseRow]:
    """The open cases about one thing, the most urgent first."""
    return _rows(
        stockpile,
        "WHERE o.outcome IS NULL AND EXISTS (SELECT 1 FROM case_about w WHERE w.case_id = c.id "
        "AND w.about = ? AND w.about_id = ?) ORDER BY d.deadline, c.id",
        [about, about_id],
    )


def cases_about(stockpile: Stockpile, about: str, about_id: int) -> list[CaseRow]:
    """Every case about one thing, open or not, in the order they were opened."""
    return _rows(
        stockpile,
        "WHERE EXISTS (SELECT 1 FROM case_about w WHERE w.case_id = c.id AND w.about = ? AND w.about_id = ?) "
        "ORDER BY c.id",
        [about, about_id],
    )


def overdue_cases(stockpile: Stockpile) -> list[CaseRow]:
    """The open cases whose deadline has passed, the latest at the top."""
    return [row for row in cases(stockpile, open_only=True) if row.overdue]


def _rows(stockpile: Stockpile, condition: str, values: list[str | int]) -> list[CaseRow]:
    today = today_of(stockpile)
    found = []
    for row in stockpile.rows(f"{_ROWS} {condition}", values):
        case, (owner, deadline, outcome, notes, attachments) = Case(*row[:8]), row[8:]
        days = (date.fromisoformat(deadline) - today).days
        words = ", ".join(one.words for one in _about(stockpile, case.id, 3))
        found.append(CaseRow(case, owner, deadline, days, outcome, notes, attachments, words))
    return found


def _about(stockpile: Stockpile, case_id: int, limit: int = -1) -> list[AboutShown]:
    sql = "SELECT about, about_id FROM case_about WHERE case_id = ? ORDER BY about = 'voucher', about, about_id LIMIT ?"
    return [
        AboutShown(what, number, about_words(stockpile, what, number))
        for what, number in stockpile.rows(sql, [case_id, limit])
    ]


def case_numbered(stockpile: Stockpile, number: str) -> Case | None:
    """The case of this number."""
    row = stockpile.row(f"SELECT {_CASE} FROM case_file c WHERE c.number = ?", [number.strip()])
    return Case(*row) if row else None


def case_of_entry(stockpile: Stockpile, entry: int) -> Case:
    """The first case that a journal entry opened."""
    row = stockpile.row(f"SELECT {_CASE} FROM case_file c WHERE c.entry = ? ORDER BY c.id", [entry])
    return Case(*(row or ()))


def case_view(stockpile: Stockpile, number: str) -> CaseView | None:
    """Everything about one case; None where there is none of this number."""
    case = case_numbered(stockpile, number)
    if case is None:
        return None
    notes = (
        "SELECT case_id, note_no, text, noted_at, noted_by FROM case_note WHERE case_id = ? ORDER BY note_no"
    )
    end = "SELECT case_id, outcome, text, decided_at, decided_by FROM case_outcome WHERE case_id = ?"
    decided = stockpile.row(end, [case.id])
    return CaseView(
        row=_rows(stockpile, "WHERE c.id = ?", [case.id])[0],
        about=tuple(_about(stockpile, case.id)),
        duties=tuple(_duties(stockpile, case.id)),
        notes=tuple(CaseNote(*row) for row in stockpile.rows(notes, [case.id])),
        attachments=tuple(attachments_of(stockpile, "case", case.id)),
        outcome=CaseOutcome(*decided) if decided else None,
    )


def _duties(stockpile: Stockpile, case_id: int) -> list[DutyShown]:
    sql = (
        "SELECT d.case_id, d.duty_no, d.owner, d.deadline, j.recorded_at, j.actor "
        "FROM case_duty d JOIN journal j ON j.entry = d.entry WHERE d.case_id = ? ORDER BY d.duty_no"
    )
    return [DutyShown(CaseDuty(*row[:4]), row[4], row[5]) for row in stockpile.rows(sql, [case_id])]
