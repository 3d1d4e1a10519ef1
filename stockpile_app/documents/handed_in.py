"""A paper that somebody hands in, as a file: its square codes, and for a PDF its text row by row.

The file may be anything, so its size, its pages and its pixels are limited, and whatever the reading
libraries dislike is told calmly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, UnidentifiedImageError

from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.quantity import grouped
from stockpile_app.documents.additions import additions_of
from stockpile_app.documents.page_text import Row, rows_of
from stockpile_app.store.files import disk_errors

MOST_BYTES = 100_000_000
MOST_PAGES = 500
MOST_PIXELS = 60_000_000
_SQUARE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_SCAN = (150, 250)
"""Dots an inch at which a page is looked at for its code, one after the other."""

_CODE_PAGES = 20
_HEAD_PAGES = 3
_MOST_OF_PAGE = 0.4
_PAGE_PIXELS = 12_000_000
_PHOTO_SIDES = (2400, 1200)
"""A large blurred photograph is often read better small."""

_COARSE = 2400


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was found in the file.

    Attributes:
        codes: The texts of its square codes, each once.
        rows: The text of each page, row by row; nothing for a picture or a scanned page.
        sizes: Width and height of each page in points; nothing for a picture.
        additions: What a PDF carries that no paper of ours has, in words.
        path: The PDF file; None for a picture or a typed code.
    """

    codes: tuple[str, ...]
    rows: tuple[tuple[Row, ...], ...] = ()
    sizes: tuple[tuple[float, float], ...] = ()
    additions: tuple[str, ...] = ()
    path: Path | None = None

    @property
    def has_text(self) -> bool:
        """Whether there is text that can be compared; a scan has none."""
        return any(self.rows)

    def names(self, number: str) -> bool:
        """Whether the first page says this number, on one line or on several."""
        told = "".join(text for row in self.rows[0] for text in row.texts) if self.rows else ""
        return "".join(number.split()) in "".join(told.split())


def read_paper(path: Path) -> HandedIn:
    """Read a PDF, a scan or a photograph.

    Raises:
        Refused: it is none of these, damaged, locked, or larger than any paper (PAPER-08).
        KnownError: there is no such file, or it may not be read.
    """
    with disk_errors():
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(1024)
    if size > MOST_BYTES:
        raise unreadable(tr("at most {size} MB", size=MOST_BYTES // 1_000_000), grouped(size))
    return _read_pdf(path) if b"%PDF-" in start else _read_picture(path)


def unreadable(expected: str, got: str) -> Refused:
    """PAPER-08: the file is no paper that can be read."""
    return Refused(
        [
            Finding(
                "PAPER-08",
                Severity.REFUSAL,
                tr("This file cannot be read as a paper"),
                field=tr("File"),
                expected=expected,
                got=got,
                remedy=tr("Scan or photograph the paper again, or type its code"),
            )
        ]
    )


def _read_pdf(path: Path) -> HandedIn:
    with opened_pdf(path) as paper:
        pages = [_page_of(paper, at) for at in range(len(paper))]
        rows = tuple(() if _is_scan(page) else rows_of(page) for page in pages)
        sizes = tuple(page.get_size() for page in pages)
        return HandedIn(_codes_of(pages), rows, sizes, additions_of(paper), path)


def read_pages(path: Path) -> HandedIn:
    """Only the text of a PDF, for one that we have just printed ourselves."""
    with opened_pdf(path) as paper:
        pages = list(paper)
        return HandedIn((), tuple(rows_of(page) for page in pages), tuple(page.get_size() for page in pages))


@contextmanager
def opened_pdf(path: Path) -> Iterator[pdfium.PdfDocument]:
    """A PDF file of a reasonable number of pages; what the library dislikes becomes a refusal."""
    try:
        paper = pdfium.PdfDocument(path)
        try:
            if not 0 < len(paper) <= MOST_PAGES:
                raise unreadable(tr("1 to {count} pages", count=MOST_PAGES), grouped(len(paper)))
            yield paper
        finally:
            paper.close()
    except (pdfium.PdfiumError, ValueError, MemoryError) as trouble:
        raise unreadable(tr("a whole PDF without a password"), type(trouble).__name__) from trouble


def _page_of(paper: pdfium.PdfDocument, at: int) -> pdfium.PdfPage:
    page = paper[at]
    if min(page.get_size()) < 1:
        raise unreadable(tr("pages with a width and a height"), tr("page {page} has none", page=at + 1))
    return page


def _is_scan(page: pdfium.PdfPage) -> bool:
    """Whether one picture fills most of the page; text under it is a machine's guess and is not compared."""
    width, height = page.get_size()
    for picture in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _MOST_OF_PAGE * width * height:
            return True
    return False


def picture_of(page: pdfium.PdfPage, dpi: float, *, printing: bool = False) -> Image.Image:
    """The page as it is seen, or as a printer gets it, in greys; never more than a screenful of pixels."""
    width, height = page.get_size()
    scale = min(dpi / 72, sqrt(_PAGE_PIXELS / (width * height)))
    mode = "print" if printing else None
    picture: Image.Image = page.render(scale=scale, grayscale=True, optimize_mode=mode).to_pil()
    return picture.convert("L")


def _codes_of(pages: list[pdfium.PdfPage]) -> tuple[str, ...]:
    """The codes on the first pages; a scan's may stand further on."""
    found: list[str] = []
    for number, page in enumerate(pages[:_CODE_PAGES]):
        if found and number >= _HEAD_PAGES:
            break
        read = next(filter(None, (decoded(picture_of(page, dpi)) for dpi in _SCAN)), [])
        if not read and number < _HEAD_PAGES and _is_scan(page):
            read = list(_codes_of_photograph(picture_of(page, _SCAN[0])))
        found += read
    return tuple(dict.fromkeys(found))


def _read_picture(path: Path) -> HandedIn:
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise unreadable(tr("at most {count} pixels", count=grouped(MOST_PIXELS)),
                                 grouped(picture.width * picture.height))  # fmt: skip
            grey = ImageOps.exif_transpose(picture).convert("L")
    except UnidentifiedImageError as trouble:
        raise unreadable(tr("a PDF, PNG or JPEG file"), tr("something else")) from trouble
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError) as trouble:
        raise unreadable(tr("a whole picture"), type(trouble).__name__) from trouble
    return HandedIn(_codes_of_photograph(grey))


def _codes_of_photograph(grey: Image.Image) -> tuple[str, ...]:
    for tried in _sizes_of(grey):
        for one in (tried, tried.filter(ImageFilter.GaussianBlur(1)), ImageOps.autocontrast(tried, cutoff=2)):
            found = decoded(one)
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def _sizes_of(grey: Image.Image) -> Iterator[Image.Image]:
    """The photograph as it is, then drawn larger where it is coarse, then smaller where it is large."""
    yield grey
    if max(grey.size) <= _COARSE:
        for times in (2, 3):
            yield grey.resize((grey.width * times, grey.height * times), Image.Resampling.BICUBIC)
    for side in _PHOTO_SIDES:
        if max(grey.size) > side:
            yield ImageOps.contain(grey, (side, side))


def decoded(picture: Image.Image) -> list[str]:
    """The texts of the square codes in a picture, whichever way it lies."""
    return [code.text for code in zxingcpp.read_barcodes(picture, _SQUARE)]
