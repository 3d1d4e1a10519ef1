"""Findings of this room."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base import Finding, Refused, Severity
from stockpile_app.base.plain_text import quoted


def refusal(
    rule: str, sentence: str, field: str, expected: str, got: str, remedy: str, row: int = 0
) -> Finding:
    """A finding that blocks; what was typed is quoted so that it can be read, whatever it holds."""
    return Finding(rule, Severity.REFUSAL, sentence, row, field, quoted(expected), quoted(got), remedy)


def refuse(findings: Iterable[Finding]) -> None:
    """Stop here if anything was found.

    Raises:
        Refused: with all of it.
    """
    found = list(findings)
    if found:
        raise Refused(found)
