"""A refusal of the cases room, always told the same way."""

from __future__ import annotations

from stockpile_app.base import Finding, Severity
from stockpile_app.base.plain_text import quoted


def refusal(
    rule: str, sentence: str, field: str, expected: str, got: str, remedy: str, row: int = 0
) -> Finding:
    """A finding that blocks; what was typed is quoted so that it can be read."""
    return Finding(rule, Severity.REFUSAL, sentence, row, field, quoted(expected), quoted(got), remedy)
