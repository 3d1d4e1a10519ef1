"""What every room stands on: findings, known errors, clock, identifiers, quantities, text."""

from stockpile_app.base.clock import Clock, FixedClock, SystemClock
from stockpile_app.base.errors import Cause, KnownError
from stockpile_app.base.finding import Finding, Refused, Severity, refusals
from stockpile_app.base.identifiers import IdSource, NumberedIds, RandomIds
from stockpile_app.base.progress import Cancelled, Progress, silent
from stockpile_app.base.slots import Assembly
from stockpile_app.base.text import tr, trn

__all__ = [
    "Assembly",
    "Cancelled",
    "Cause",
    "Clock",
    "Finding",
    "FixedClock",
    "IdSource",
    "KnownError",
    "NumberedIds",
    "Progress",
    "RandomIds",
    "Refused",
    "Severity",
    "SystemClock",
    "refusals",
    "silent",
    "tr",
    "trn",
]
