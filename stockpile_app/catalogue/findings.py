"""Findings of the catalogue, and how an operation refuses with them."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base import Finding, Refused, Severity
from stockpile_app.base.plain_text import quoted


def refusal(rule: str, sentence: str, field: str, expected: str, got: str, remedy: str) -> Finding:
    """A finding that blocks."""
    return Finding(
        rule=rule,
        severity=Severity.REFUSAL,
        sentence=sentence,
        field=field,
        expected=quoted(expected),
        got=quoted(got),
        remedy=remedy,
    )


def refuse(findings: Iterable[Finding]) -> None:
    """Raise `Refused` when there is anything to refuse for."""
    found = list(findings)
    if found:
        raise Refused(found)
