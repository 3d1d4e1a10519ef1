"""The square code on paper: at most version 11, printed 30 mm wide, for a poor printer and a poor camera.

What it says is made and read in `audit/paper_code.py`.
"""

from __future__ import annotations

from functools import lru_cache

import segno
from reportlab.lib.units import mm

from stockpile_app.documents.page import Sheet

QR_SIZE = 30 * mm
LARGEST_VERSION = 11


def draw_qr(sheet: Sheet, text: str, start: float, top: float, size: float = QR_SIZE) -> None:
    """Draw the code as a square of black modules, exactly `size` wide without its quiet zone.

    The paper around it is the quiet zone: leave four modules of white.
    """
    rows = _modules(text)
    module = size / len(rows)
    left = sheet.place(start, size)
    for down, row in enumerate(rows):
        for first, last in _dark_runs(row):
            sheet.fill(left + first * module, top + down * module, (last - first) * module, module)


@lru_cache(maxsize=8)
def _modules(text: str) -> tuple[bytes, ...]:
    """The code's modules, row by row; kept, because the two halves of a sheet carry the same one."""
    code = segno.make_qr(text, error="m", boost_error=False)
    if int(code.version) > LARGEST_VERSION:  # larger modules help a poor camera more than redundancy
        code = segno.make_qr(text, error="l", boost_error=False)
    return tuple(bytes(row) for row in code.matrix)


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Where the dark stretches of a row begin and end."""
    padded = [0, *row, 0]
    edges = [place for place in range(1, len(padded)) if bool(padded[place]) != bool(padded[place - 1])]
    return [(first - 1, last - 1) for first, last in zip(edges[::2], edges[1::2], strict=True)]
