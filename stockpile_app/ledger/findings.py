"""Findings of the ledger: one that blocks, one that is shown."""

from __future__ import annotations

from stockpile_app.base import Finding, Severity


def refusal(rule: str, sentence: str, **more: str | int) -> Finding:
    """A finding that blocks."""
    return Finding(rule=rule, severity=Severity.REFUSAL, sentence=sentence, **more)  # type: ignore[arg-type]


def warning(rule: str, sentence: str, **more: str | int) -> Finding:
    """A finding that is shown and does not block."""
    return Finding(rule=rule, severity=Severity.WARNING, sentence=sentence, **more)  # type: ignore[arg-type]
