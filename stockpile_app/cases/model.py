"""What must be explained: cases, who works on them and until when, the research log, attachments, outcomes.

Every dataclass but `CaseKind` and `CaseResult` is a record of the journal; its fields are the columns
of its table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import BodyCodec
from stockpile_app.base.text import N_


class CaseKind(StrEnum):
    """What does not agree."""

    MISSING = "missing"
    FOUND = "found"
    MISMATCH = "mismatch"
    REAPPEARED = "reappeared"
    UNMATCHED = "unmatched"


CASE_WORDS = {
    CaseKind.MISSING: N_("Missing"),
    CaseKind.FOUND: N_("Found"),
    CaseKind.MISMATCH: N_("Does not match"),
    CaseKind.REAPPEARED: N_("Reappeared"),
    CaseKind.UNMATCHED: N_("Transit unmatched"),
}
"""What each kind is called; translate when shown."""


class CaseResult(StrEnum):
    """How a case ended."""

    EXPLAINED = "explained"
    CORRECTED = "corrected"
    LOST = "lost"
    STOLEN = "stolen"
    RECOVERED = "recovered"


RESULT_WORDS = {
    CaseResult.EXPLAINED: N_("Explained"),
    CaseResult.CORRECTED: N_("Corrected in the books"),
    CaseResult.LOST: N_("Lost"),
    CaseResult.STOLEN: N_("Stolen"),
    CaseResult.RECOVERED: N_("Recovered"),
}
"""What each outcome is called; translate when shown."""


@dataclass(frozen=True, slots=True)
class Case:
    """Something to be explained: it stays open until it has an outcome.

    Attributes:
        number: `D07-CAS-2026-000001`, gap-free in its year.
        subject: What does not agree, in one sentence.
        opened_at: UTC.
    """

    id: int
    number: str
    recorded_year: int
    serial_no: int
    kind: str
    subject: str
    opened_at: str
    opened_by: str


@dataclass(frozen=True, slots=True)
class CaseAbout:
    """What a case is about: `weapon`, `lot`, `voucher`, `batch`, `certificate` ... and its id."""

    case_id: int
    about: str
    about_id: int


@dataclass(frozen=True, slots=True)
class CaseDuty:
    """Who works on a case, and until which day; the last line counts."""

    case_id: int
    duty_no: int
    owner: str
    deadline: str


@dataclass(frozen=True, slots=True)
class CaseNote:
    """One line of the research log."""

    case_id: int
    note_no: int
    text: str
    noted_at: str
    noted_by: str


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """How a case ended, who decided it and why."""

    case_id: int
    outcome: str
    text: str
    decided_at: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photograph, scan or letter; its bytes are kept in the encrypted store, its hash in the journal.

    Attributes:
        about, about_id: What it belongs to: `case`, `batch`, `deactivation` ...
        kept: 0 for what is too big to keep (a video): only its hash is known.
    """

    id: int
    about: str
    about_id: int
    name: str
    media_type: str
    size: int
    sha256: str
    kept: int
    added_at: str
    added_by: str
    remark: str = ""


BODY_CODECS = (
    BodyCodec("case", Case, "case_file", key=("id",)),
    BodyCodec("case about", CaseAbout, "case_about", key=("case_id", "about", "about_id")),
    BodyCodec("case duty", CaseDuty, "case_duty", key=("case_id", "duty_no")),
    BodyCodec("case note", CaseNote, "case_note", key=("case_id", "note_no")),
    BodyCodec("case outcome", CaseOutcome, "case_outcome", key=("case_id",)),
    BodyCodec("attachment", Attachment, "attachment", key=("id",)),
)
