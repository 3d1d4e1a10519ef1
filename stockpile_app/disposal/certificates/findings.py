"""How a certificate that cannot be issued or annulled is told."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base import Finding, Refused, Severity, refusals
from stockpile_app.base.plain_text import quoted


def refusal(
    rule: str, sentence: str, field: str, expected: str, got: str, remedy: str, row: int = 0
) -> Finding:
    """A finding that blocks."""
    return Finding(rule, Severity.REFUSAL, sentence, row, field, quoted(expected), quoted(got), remedy)


def refuse(findings: Iterable[Finding]) -> None:
    """Raise `Refused` when anything blocks."""
    found = list(findings)
    if refusals(found):
        raise Refused(found)
