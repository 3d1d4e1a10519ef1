"""The text of a PDF page as rows of pieces with their places, so that two papers can be compared."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from stockpile_app.base import Finding, Refused, Severity, tr

MOST_SIGNS = 40_000
"""No paper of ours has as many signs on one page."""

_SAME_ROW = 2.0
_GAP = 4.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Signs that stand together: a cell of a table, a label, a value."""

    left: float
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces on one base line, from left to right; points from the lower left corner."""

    baseline: float
    pieces: tuple[Piece, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What the pieces say."""
        return tuple(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    left: float
    right: float
    baseline: float


def rows_of(page: pdfium.PdfPage) -> tuple[Row, ...]:
    """The page's rows, from the top.

    Raises:
        Refused: more signs than any paper has (PAPER-08).
    """
    text = page.get_textpage()
    try:
        if text.count_chars() > MOST_SIGNS:
            raise Refused([Finding(
                "PAPER-08", Severity.REFUSAL, tr("This file cannot be read as a paper"), field=tr("File"),
                expected=tr("at most {count} signs on a page", count=MOST_SIGNS), got=str(text.count_chars()),
                remedy=tr("Scan or photograph the paper again, or type its code"))])  # fmt: skip
        return tuple(_rows(sorted(_signs(text), key=lambda sign: -sign.baseline)))
    finally:
        text.close()


def _signs(text: pdfium.PdfTextPage) -> Iterator[_Sign]:
    across, up = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if raw.FPDFText_IsGenerated(text, at) == 1 or code in {0, 10, 13}:
            continue
        raw.FPDFText_GetCharOrigin(text, at, across, up)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        yield _Sign(_sign(code), box.left, box.right, up.value)


def _sign(code: int) -> str:
    """The sign of that code; half of a pair, which alone is none, is shown as a gap."""
    return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _rows(signs: Iterable[_Sign]) -> Iterator[Row]:
    row: list[_Sign] = []
    for sign in signs:
        if row and row[0].baseline - sign.baseline > _SAME_ROW:
            yield from _row(row)
            row = []
        row.append(sign)
    yield from _row(row)


def _row(signs: list[_Sign]) -> Iterator[Row]:
    pieces = tuple(_pieces(sorted(signs, key=lambda sign: sign.left)))
    if pieces:
        yield Row(signs[0].baseline, pieces)


def _pieces(signs: list[_Sign]) -> Iterator[Piece]:
    text, left, end = "", 0.0, 0.0
    for sign in signs:
        if text and sign.left - end > _GAP:
            if text.strip():
                yield Piece(left, " ".join(text.split()))
            text = ""
        if not text:
            left = sign.left
        text += sign.text
        end = sign.right
    if text.strip():
        yield Piece(left, " ".join(text.split()))
