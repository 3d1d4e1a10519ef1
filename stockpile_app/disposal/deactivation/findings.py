"""Findings of deactivation: what stands against a result, a mark or a verification."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base import Finding, Refused, Severity
from stockpile_app.base.plain_text import QUOTED, quoted


def refusal(rule: str, sentence: str, field: str, expected: str, got: str, remedy: str) -> Finding:
    """A finding that blocks; what was typed is quoted so that every sign of it can be read."""
    plain = got.isascii() and got.isprintable() and len(got) <= QUOTED
    return Finding(
        rule, Severity.REFUSAL, sentence, 0, field, expected, got if plain else quoted(got), remedy
    )


def refuse(findings: Iterable[Finding]) -> None:
    """Raise `Refused` when there is anything to refuse for."""
    found = list(findings)
    if found:
        raise Refused(found)
