"""Printing from the window: a voucher becomes a PDF, is noted as printed, and is shown or opened.

Runs on the workers; the picture of a page is plain pixels, so it may be made there too.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PySide6.QtGui import QImage

from stockpile_app import audit, ledger
from stockpile_app.documents.voucher import print_voucher
from stockpile_app.ledger.registers import VoucherView
from stockpile_app.store import Stockpile

PREVIEW_WIDTH = 1240  # an A4 page at 150 dots an inch


@dataclass(frozen=True, slots=True)
class Seen:
    """A voucher as the view shows it, with how often it was printed before."""

    view: VoucherView
    printed: int


def see(books: Stockpile, number: str) -> Seen | None:
    """The voucher of this number; None when there is none."""
    view = ledger.voucher_view(books, number)
    return Seen(view, audit.times_noted(books, "print", number)) if view else None


def print_to(books: Stockpile, number: str, target: Path) -> Path:
    """Write the voucher to a PDF file and note that it was printed; the second one is a copy.

    Raises:
        KnownError: the disk refuses; nothing is left under the target's name.
    """
    seen = see(books, number)
    if seen is not None:
        print_voucher(books, seen.view, target, copy=seen.printed)
        audit.note_activity(books, "print", number)
    return target


def preview(books: Stockpile, seen: Seen) -> list[QImage]:
    """The pages as they would be printed next, without noting anything."""
    with tempfile.TemporaryDirectory(prefix="stockpile-") as folder:
        target = Path(folder) / "preview.pdf"
        print_voucher(books, seen.view, target, copy=seen.printed)
        return page_pictures(target)


def page_pictures(path: Path, width: int = PREVIEW_WIDTH) -> list[QImage]:
    """Each page of a PDF file as a picture of that width."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return [_picture(page, width) for page in document]
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage, width: int) -> QImage:
    bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
    image = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
    )
    return image.copy()
