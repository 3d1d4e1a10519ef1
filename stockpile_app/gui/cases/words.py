"""What cases are called and how urgent they look."""

from __future__ import annotations

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.cases import CASE_WORDS, RESULT_WORDS, Attachment, CaseKind, CaseResult, CaseRow
from stockpile_app.gui.common import Chip, Status
from stockpile_app.ledger import Changes

SOON_DAYS = 3
TOUCHED = Changes(entry=1, cases=True)
"""What everything that is done with a case touches."""


def kind_word(kind: str) -> str:
    """What does not agree, in a word or two."""
    return tr(CASE_WORDS[CaseKind(kind)])


def result_word(outcome: str) -> str:
    """How it ended, in a word or two."""
    return tr(RESULT_WORDS[CaseResult(outcome)])


def urgency(row: CaseRow) -> Status:
    """Late, soon, or in time."""
    if row.overdue:
        return Status.STOP
    return Status.WARN if row.days <= SOON_DAYS else Status.INFO


def days_words(row: CaseRow) -> str:
    """`12 days late`, `today`, `in 3 days`."""
    if row.overdue:
        return trn("{count} day late", "{count} days late", -row.days)
    return trn("in {count} day", "in {count} days", row.days) if row.days else tr("today")


def state_chip(row: CaseRow) -> Chip:
    """Open and how urgent, or how it ended."""
    if not row.open:
        return Chip(Status.IDLE, result_word(row.outcome), "circle-check")
    return Chip(urgency(row), tr("Late") if row.overdue else tr("Open"))


def size_words(file: Attachment) -> str:
    """`1 465 KiB`."""
    return tr("{count} KiB", count=grouped(-(-file.size // 1024)))


def one_line(text: str) -> str:
    """What was typed on several lines, as the books keep it: in one."""
    return " ".join(text.split())
