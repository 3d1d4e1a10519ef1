"""What a rule says about data: a user's mistake is a value to show, not an exception to catch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: a refusal blocks, a warning is shown, a note explains."""

    REFUSAL = "refusal"
    WARNING = "warning"
    NOTE = "note"


HOUSE_RULE = "house rule, no outside clause"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule says about one field of one row.

    Attributes:
        rule: Stable id, for example `LEDGER-03`.
        severity: Refusal, warning or note.
        sentence: What is wrong, in the field's words, already translated.
        row: Line of the voucher or row of the sheet, counted from 1; 0 for the whole.
        field: The field's visible name; '' for the whole.
        expected, got: What the rule wanted and what it met, as text.
        remedy: What to do, likeliest first.
        clause: The outside clause with edition, or `HOUSE_RULE`.
        status: `verified` or `unverified` for an outside clause, `house` for our own rules.
    """

    rule: str
    severity: Severity
    sentence: str
    row: int = 0
    field: str = ""
    expected: str = ""
    got: str = ""
    remedy: str = ""
    clause: str = HOUSE_RULE
    status: str = "house"

    def as_json(self) -> dict[str, str | int]:
        """The finding as the command line prints it, field by field."""
        return asdict(self)


class Refused(Exception):  # noqa: N818  (a refusal is an outcome, not an error)
    """An operation met at least one refusal; nothing was written."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: tuple[Finding, ...] = tuple(sorted(findings, key=finding_order))
        super().__init__("; ".join(finding.sentence for finding in self.findings))


_WEIGHT = {Severity.REFUSAL: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def finding_order(finding: Finding) -> tuple[int, int, str]:
    """Refusals first, then warnings, then notes; inside each by row."""
    return _WEIGHT[finding.severity], finding.row, finding.rule


def refusals(findings: Iterable[Finding]) -> list[Finding]:
    """Only the findings that block."""
    return [finding for finding in findings if finding.severity is Severity.REFUSAL]
