"""The doctor's check of the keys file: without it only the recovery sheet opens the books."""

from __future__ import annotations

from pathlib import Path

from stockpile_app.access.key_file import read_slots
from stockpile_app.base import KnownError, tr, trn
from stockpile_app.base.check import Check, CheckState


def check_keys(stockpile: Path) -> Check:
    """Whether the keys file is there and whole, and how many people it lets in."""
    title = tr("Keys file")
    try:
        count = len(read_slots(stockpile))
    except KnownError as error:
        remedy = tr("Type the code of the recovery sheet: stockpile recover FILE")
        return Check("keys", CheckState.STOP, title, error.sentence, remedy, {"cause": error.cause.value})
    sentence = trn("Whole, for {count} user", "Whole, for {count} users", count)
    return Check("keys", CheckState.OK, title, sentence, figures={"users": count})
