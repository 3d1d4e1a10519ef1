"""Cases: what must be explained, by whom and until when, and how it ended.

A case is opened by an operation that met something which does not agree: a serial that is not in the
box, a destroyed weapon that is received again.  It never changes a balance; what it finds out is
posted by vouchers of the ledger.
"""

from stockpile_app.cases.about import ABOUT_WORDS, about_numbered, about_words
from stockpile_app.cases.attachments import (
    LARGEST_KEPT,
    NewAttachment,
    attach,
    attachment_bytes,
    attachment_with_id,
    attachments_of,
    save_attachment,
)
from stockpile_app.cases.checks import CHECKS, WRITTEN
from stockpile_app.cases.model import (
    BODY_CODECS,
    CASE_WORDS,
    RESULT_WORDS,
    Attachment,
    Case,
    CaseAbout,
    CaseDuty,
    CaseKind,
    CaseNote,
    CaseOutcome,
    CaseResult,
)
from stockpile_app.cases.opening import About, is_open, open_case_within
from stockpile_app.cases.operations import CaseDone, NewCase, assign_case, close_case, note_case, open_case
from stockpile_app.cases.queries import (
    AboutShown,
    CaseRow,
    CaseView,
    DutyShown,
    case_numbered,
    case_view,
    cases,
    cases_about,
    open_cases_about,
    overdue_cases,
)
from stockpile_app.cases.reappeared import Reappearance, Reported, ended_like, report_reappeared

__all__ = [
    "ABOUT_WORDS",
    "BODY_CODECS",
    "CASE_WORDS",
    "CHECKS",
    "LARGEST_KEPT",
    "RESULT_WORDS",
    "WRITTEN",
    "About",
    "AboutShown",
    "Attachment",
    "Case",
    "CaseAbout",
    "CaseDone",
    "CaseDuty",
    "CaseKind",
    "CaseNote",
    "CaseOutcome",
    "CaseResult",
    "CaseRow",
    "CaseView",
    "DutyShown",
    "NewAttachment",
    "NewCase",
    "Reappearance",
    "Reported",
    "about_numbered",
    "about_words",
    "assign_case",
    "attach",
    "attachment_bytes",
    "attachment_with_id",
    "attachments_of",
    "case_numbered",
    "case_view",
    "cases",
    "cases_about",
    "close_case",
    "ended_like",
    "is_open",
    "note_case",
    "open_case",
    "open_case_within",
    "open_cases_about",
    "overdue_cases",
    "report_reappeared",
    "save_attachment",
]
