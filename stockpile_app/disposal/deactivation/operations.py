"""The verbs of deactivation: begin, record what became of an operation, mark; verifying stands in `verifying`."""

from __future__ import annotations

from stockpile_app.disposal.deactivation.requests import (
    BeginDeactivation,
    Begun,
    Marked,
    NewDeactivationMark,
    NewResult,
    Recorded,
)
from stockpile_app.store import Stockpile


def begin_deactivation(stockpile: Stockpile, asked: BeginDeactivation) -> Begun:
    """Begin the deactivation of one weapon of a verified batch under a profile."""
    raise NotImplementedError


def record_result(stockpile: Stockpile, asked: NewResult) -> Recorded:
    """Record what became of one operation; the last record of an operation counts."""
    raise NotImplementedError


def record_deactivation_mark(stockpile: Stockpile, asked: NewDeactivationMark) -> Marked:
    """Record the deactivation mark on an essential component, among the weapon's marks too."""
    raise NotImplementedError
