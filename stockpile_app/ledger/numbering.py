"""Voucher numbers have no gaps and belong to their kind and year: a check of the whole verification."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.audit import Trouble, VerifyCheck
from stockpile_app.base import tr
from stockpile_app.ledger.model import VOUCHER_CODES
from stockpile_app.store import Stockpile


def check_numbers(stockpile: Stockpile) -> Iterator[Trouble]:
    """Every number is the next of its kind and year, and is written as its parts say."""
    code = str(stockpile.value("SELECT code FROM stockpile") or "")
    codes = {str(kind): short for kind, short in VOUCHER_CODES.items()}
    expected: dict[tuple[str, int], int] = {}
    for voucher_id, kind, number, year, serial_no in stockpile.rows(
        "SELECT id, kind, number, recorded_year, serial_no FROM voucher ORDER BY kind, recorded_year, serial_no"
    ):
        due = expected.get((kind, year), 1)
        written = f"{code}-{codes.get(kind, '')}-{year}-{serial_no:06d}"
        if serial_no != due or number != written:
            yield Trouble(
                "numbers",
                tr("Voucher {number} is not the next of its kind", number=number),
                table="voucher",
                row=str(voucher_id),
                field="number",
            )
        expected[kind, year] = serial_no + 1


NUMBERS = VerifyCheck("numbers", check_numbers)
