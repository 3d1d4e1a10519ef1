"""The square code of a paper: what it is, its number, and the hash of its journal entry.

At most 150 signs of the alphanumeric set and version 11, printed 30 mm wide, so that a poor
printer and a poor camera still manage.
"""

from __future__ import annotations

from dataclasses import dataclass

import segno
from reportlab.lib.units import mm

from stockpile_app.documents.page import Sheet

QR_SIZE = 30 * mm
LARGEST_VERSION = 11
_MARK = "SP1"


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What a paper's code says: its kind, its number, the SHA-256 of its entry (hexadecimal)."""

    kind: str
    number: str
    entry_hash: str

    @property
    def text(self) -> str:
        """As it stands in the code: `SP1:ISS:B-ISS-2026-000123:<64 digits>`."""
        return f"{_MARK}:{self.kind}:{self.number}:{self.entry_hash}".upper()


def read_code(text: str) -> PaperCode | None:
    """What a scanned code says; None when it is not the code of one of our papers."""
    mark, _, rest = text.strip().upper().partition(":")
    kind, _, rest = rest.partition(":")
    number, _, entry_hash = rest.rpartition(":")
    if mark != _MARK or not kind or not number or len(entry_hash) != 64:
        return None
    return PaperCode(kind, number, entry_hash.lower())


def draw_qr(sheet: Sheet, text: str, start: float, top: float, size: float = QR_SIZE) -> None:
    """Draw the code as a square of black modules, exactly `size` wide without its quiet zone.

    The paper around it is the quiet zone: leave four modules of white.
    """
    code = segno.make_qr(text, error="m", boost_error=False)
    if int(code.version) > LARGEST_VERSION:  # larger modules help a poor camera more than redundancy
        code = segno.make_qr(text, error="l", boost_error=False)
    rows = [list(row) for row in code.matrix]
    module = size / len(rows)
    left = sheet.place(start, size)
    for down, row in enumerate(rows):
        for first, last in _dark_runs(row):
            sheet.fill(left + first * module, top + down * module, (last - first) * module, module)


def _dark_runs(row: list[int]) -> list[tuple[int, int]]:
    """Where the dark stretches of a row begin and end."""
    padded = [0, *row, 0]
    edges = [place for place in range(1, len(padded)) if bool(padded[place]) != bool(padded[place - 1])]
    return [(first - 1, last - 1) for first, last in zip(edges[::2], edges[1::2], strict=True)]

