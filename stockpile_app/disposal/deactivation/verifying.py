"""Verifying a deactivation: two persons, neither of whom did the work; then the weapon leaves the books."""

from __future__ import annotations

from stockpile_app.access import Requested
from stockpile_app.disposal.deactivation.requests import VerifyDeactivation
from stockpile_app.ledger import Posted
from stockpile_app.store import Stockpile


def verify_deactivation(stockpile: Stockpile, asked: VerifyDeactivation) -> Posted | Requested:
    """Say that the finished weapon conforms; the approval posts its deactivation voucher."""
    raise NotImplementedError
