"""Findings of the ledger: one that blocks, one that is shown."""

from __future__ import annotations

from stockpile_app.base import Finding, Severity
from stockpile_app.base.plain_text import quoted


def refusal(rule: str, sentence: str, **more: str | int) -> Finding:
    """A finding that blocks."""
    return _finding(rule, Severity.REFUSAL, sentence, more)


def warning(rule: str, sentence: str, **more: str | int) -> Finding:
    """A finding that is shown and does not block."""
    return _finding(rule, Severity.WARNING, sentence, more)


def _finding(rule: str, severity: Severity, sentence: str, more: dict[str, str | int]) -> Finding:
    """What was typed is quoted so that it can be read, whatever it holds."""
    for name in {"expected", "got"} & set(more):
        more[name] = quoted(str(more[name]))
    return Finding(rule=rule, severity=severity, sentence=sentence, **more)  # type: ignore[arg-type]
