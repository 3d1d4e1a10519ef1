"""Whose books a file holds, as it was founded."""

from __future__ import annotations

from stockpile_app.access.model import Founding
from stockpile_app.store import Stockpile


def founding(stockpile: Stockpile) -> Founding:
    """Kind, code, name and time zone of the file."""
    row = stockpile.row("SELECT id, kind, code, name, zone, sole FROM stockpile")
    assert row is not None  # every file is founded in the transaction that makes it
    return Founding(*row)
