"""Two papers held one over the other: what the one handed in says, and what the books would print.

Text is compared row by row and named by line and field.  Where all text agrees the pages are compared
as pictures too: a digit pasted over, a note, a stamp in the file shows nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops
from reportlab.lib.units import mm

from stockpile_app.base import Finding, tr
from stockpile_app.base.quantity import grouped
from stockpile_app.documents.handed_in import opened_pdf, picture_of
from stockpile_app.documents.page import Shown
from stockpile_app.documents.page_text import Piece, Row
from stockpile_app.documents.paper_proof import against

_DPI = 100
_DARK = 96
"""How much two greys may differ: the edge of a letter drawn half a dot further on."""

_FAINT = 24
"""How much darker than all its surroundings a dot may be."""

_NEAR = 2.5
_MOST_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the papers differ.

    Attributes:
        page: From 1; 0 for the paper as a whole.
        line_no, field: In the table; 0 and '' where it is no line or no field.
        paper, books: What each says there; '' for nothing.
    """

    page: int
    line_no: int
    field: str
    paper: str
    books: str


def compare_text(
    paper: Sequence[Sequence[Row]], books: Sequence[Sequence[Row]], shown: Iterable[Shown]
) -> list[Difference]:
    """Every place where the text differs, in reading order, each once.

    Args:
        paper, books: The rows of each page of the paper handed in, and of the one the books would print.
        shown: Where the books' paper sets its fields.
    """
    places = list(shown)
    found: list[Difference] = []
    for page, (left, right) in enumerate(zip_longest(paper, books, fillvalue=()), 1):
        here = [place for place in places if place.page == page]
        found += _compare_page(page, left, right, here)
    return list(dict.fromkeys(found))


def _compare_page(
    page: int, paper: Sequence[Row], books: Sequence[Row], shown: Sequence[Shown]
) -> Iterator[Difference]:
    matcher = SequenceMatcher(
        None, [row.texts for row in paper], [row.texts for row in books], autojunk=False
    )
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            for left, right in _paired(paper[first:last], books[start:end]):
                yield from _compare_rows(page, left, right, shown)


def _paired(paper: Sequence[Row], books: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Rows that differ, each beside the one of its own shape, so that a row put in shifts no other."""
    shapes = SequenceMatcher(None, [len(row.pieces) for row in paper], [len(row.pieces) for row in books])
    for _, first, last, start, end in shapes.get_opcodes():
        yield from zip_longest(paper[first:last], books[start:end])


def _compare_rows(
    page: int, paper: Row | None, books: Row | None, shown: Sequence[Shown]
) -> Iterator[Difference]:
    if paper is None or books is None or len(paper.pieces) != len(books.pieces):
        line_no = _line_of(books, shown) if books else 0
        yield Difference(page, line_no, "", _said(paper), _said(books))
        return
    for left, right in zip(paper.pieces, books.pieces, strict=True):
        if left.text != right.text:
            place = _place(books, right, shown)
            line_no = place.line_no if place else _line_of(books, shown)
            yield Difference(page, line_no, place.field if place else "", left.text, right.text)


def _said(row: Row | None) -> str:
    return " · ".join(row.texts) if row else ""


def _line_of(row: Row, shown: Sequence[Shown]) -> int:
    """The line of the table that the row belongs to; 0 for a row outside the table."""
    return max((place.line_no for place in shown if abs(place.baseline - row.baseline) < _NEAR), default=0)


def _place(row: Row, piece: Piece, shown: Sequence[Shown]) -> Shown | None:
    """The field that the piece shows."""
    level = [place for place in shown if abs(place.baseline - row.baseline) < _NEAR]
    return next((place for place in level if abs(place.left - piece.left) < _NEAR), None)


def compare_look(
    paper: Path, books: Path, rows: Sequence[Sequence[Row]], unlike: tuple[float, float] | None = None
) -> Iterator[Difference]:
    """Where the pages look different although their text agrees: on the screen, and as a printer gets them.

    Args:
        rows: The text of the books' pages, to name the row at which something else is drawn.
        unlike: A band of the first page, from and to in points from its lower edge, that may look different.
    """
    with opened_pdf(paper) as left, opened_pdf(books) as right:
        if len(left) != len(right):
            yield Difference(0, 0, tr("Pages"), grouped(len(left)), grouped(len(right)))
        for page, (one, other) in enumerate(zip(left, right, strict=False), 1):
            yield from _compare_page_look(page, one, other, rows[page - 1], unlike if page == 1 else None)


def _compare_page_look(
    page: int,
    one: pdfium.PdfPage,
    other: pdfium.PdfPage,
    rows: Sequence[Row],
    unlike: tuple[float, float] | None,
) -> Iterator[Difference]:
    if any(abs(ours - theirs) > _NEAR for ours, theirs in zip(one.get_size(), other.get_size(), strict=True)):
        yield Difference(page, 0, tr("Size of the page"), _size_words(one), _size_words(other))
        return
    for printing in (False, True):
        spots = _spots(*(picture_of(each, _DPI, printing=printing) for each in (one, other)))
        height = other.get_size()[1]
        if unlike:
            dots = spots.height / height
            spots.paste(
                0,
                (0, int(spots.height - unlike[1] * dots), spots.width, int(spots.height - unlike[0] * dots)),
            )
        if spots.getbbox():
            yield _look_difference(page, spots, height, rows)
            return


def _size_words(page: pdfium.PdfPage) -> str:
    width, height = page.get_size()
    return f"{width / mm:.0f} × {height / mm:.0f} mm"


def _look_difference(page: int, spots: Image.Image, height: float, rows: Sequence[Row]) -> Difference:
    """The first row on which something else is seen; a place of its own without one."""
    dots = spots.height / height
    for row in rows:
        top = spots.height - (row.baseline + 8) * dots
        if spots.crop((0, int(top), spots.width, int(top + 10 * dots))).getbbox():
            return Difference(page, 0, "", tr("something else is drawn there"), _said(row))
    return Difference(page, 0, "", tr("something is drawn that the books' paper does not have"), "")


def _spots(one: Image.Image, other: Image.Image) -> Image.Image:
    """Where two pages look different, white on black."""
    width, height = (min(pair) for pair in zip(one.size, other.size, strict=True))
    left, right = (each.crop((0, 0, width, height)) for each in (one, other))
    plain = ImageChops.difference(left, right).point(lambda grey: 255 if grey > _DARK else 0)
    return ImageChops.lighter(plain, ImageChops.lighter(_beyond(left, right), _beyond(right, left)))


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """Where a dot is darker or lighter than every dot around the same place of the other page.

    The edge of a letter drawn half a dot further on is neither, so even a faint stroke shows.
    """
    darker = ImageChops.subtract(_around(other, ImageChops.darker), one)
    lighter = ImageChops.subtract(one, _around(other, ImageChops.lighter))
    return ImageChops.lighter(darker, lighter).point(lambda grey: 255 if grey > _FAINT else 0)


def _around(picture: Image.Image, choose: Callable[[Image.Image, Image.Image], Image.Image]) -> Image.Image:
    """Each dot as the darkest or lightest among itself and its eight neighbours."""
    for across, up in ((1, 0), (0, 1)):
        back, forth = (ImageChops.offset(picture, side * across, side * up) for side in (-1, 1))
        picture = choose(picture, choose(back, forth))
    return picture


def difference_findings(differences: Sequence[Difference]) -> Iterator[Finding]:
    """Each difference as a finding that names line, field and both texts."""
    for one in differences[:_MOST_FINDINGS]:
        paper, books = one.paper or tr("nothing"), one.books or tr("nothing")
        place = ", ".join(filter(None, (_line_or_page(one), one.field)))
        sentence = tr("{place}: the paper says “{paper}”, the books say “{books}”",
                      place=place, paper=paper, books=books)  # fmt: skip
        yield against("PAPER-05", sentence, row=one.line_no, field=one.field, expected=books, got=paper)


def _line_or_page(one: Difference) -> str:
    if one.line_no:
        return tr("Line {line}", line=one.line_no)
    return tr("Page {page}", page=one.page) if one.page else ""
