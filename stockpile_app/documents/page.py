"""A sheet of paper: points counted from the leading edge and from the top, mirrored for Arabic.

Everything is black on white and at least 8 points: it is read on a photocopy, in a poor light.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from stockpile_app.base.text import current_language
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.reading_order import Direction
from stockpile_app.documents.text_layer import TextLayer, clean

MARGIN = 10 * mm
BASELINE = 1.04
"""From the top of a line down to where its letters stand, in sizes."""

HAIRLINE = 0.35
LINE = 0.8
RULE = 1.6
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


class PageSize(StrEnum):
    """The paper in the printer."""

    A4 = "A4"
    LETTER = "Letter"

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        return (595.276, 841.89) if self is PageSize.A4 else (612.0, 792.0)


def nearest_size(points: tuple[float, float]) -> PageSize:
    """The paper that is nearest to this width and height."""
    return min(PageSize, key=lambda size: abs(size.points[0] - points[0]) + abs(size.points[1] - points[1]))


class Align(StrEnum):
    """Where a text stands at its place; RIGHT is the right hand in every language (numbers)."""

    START = "start"
    CENTRE = "centre"
    END = "end"
    RIGHT = "right"


def paper_direction() -> Direction:
    """Which way papers in the current language read."""
    language = current_language().replace("-", "_").partition("_")[0]
    return Direction.RTL if language in _RIGHT_TO_LEFT else Direction.LTR


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of text at its place: `x` from the leading edge, `top` from the top of its block."""

    x: float
    top: float
    line: str
    style: Style
    align: Align = Align.START
    width: float = 0.0
    sentence: bool = False
    """Whether it is our own sentence, which reads the paper's way, and not somebody's name."""

    line_no: int = 0
    field: str = ""
    """Which line of the table and which field it shows, so that a difference can be named."""

    @property
    def bottom(self) -> float:
        """Where the next line may begin."""
        return self.top + self.style.leading


@dataclass(frozen=True, slots=True)
class Shown:
    """Where on the paper a field stands: page from 1, points from the lower left corner."""

    page: int
    left: float
    baseline: float
    line_no: int
    field: str


@dataclass(slots=True)
class Sheet:
    """The paper being written.

    Attributes:
        top: Where the current part of the page begins, from the top edge of the paper.
        margin: White on both sides; a certificate leaves more of it than a voucher.
        noting: Whether `shown` is kept; a long annex is printed without.
        shown: Where each named field was set, in the order of setting.
    """

    canvas: Canvas
    size: PageSize
    layer: TextLayer
    top: float = 0.0
    margin: float = MARGIN
    noting: bool = True
    shown: list[Shown] = field(default_factory=list)
    _pages: int = 1
    _text: Any = field(default=None)
    _set: tuple[str, float] = field(default=("", 0.0))

    @property
    def inner_width(self) -> float:
        """Between the margins."""
        return self.size.points[0] - 2 * self.margin

    def put(self, mark: Mark, top: float) -> None:
        """Set one line whose block begins at `top`."""
        direction = self.layer.direction if mark.sentence else Direction.AUTO
        runs = self.layer.runs(mark.line, mark.style, direction)
        left = self._left(mark, sum([run.width for run in runs]))
        baseline = self._up(top + mark.top + mark.style.size * BASELINE)
        if self.noting and (mark.field or mark.line_no):
            self.shown.append(Shown(self._pages, left, baseline, mark.line_no, mark.field))
        for run in runs:
            self._show(run.face, mark.style.size, run.text, left, baseline)
            left += run.width

    def _left(self, mark: Mark, width: float) -> float:
        """Where on the paper the line's leftmost sign begins."""
        mirrored = self.layer.direction is Direction.RTL
        page = self.size.points[0]
        first = self.margin + mark.x
        left, right = (page - first - mark.width, page - first) if mirrored else (first, first + mark.width)
        if mark.align is Align.CENTRE:
            return (left + right - width) / 2
        at_left = mark.align is (Align.END if mirrored else Align.START)
        return left if at_left else right - width

    def _show(self, face: str, size: float, text: str, left: float, baseline: float) -> None:
        if self._text is None:
            self._text = self.canvas.beginText()
            self._set = ("", 0.0)
        self._text.setTextOrigin(left, baseline)
        if self._set != (face, size):
            self._text.setFont(face, size)
            self._set = (face, size)
        self._text.textOut(text)

    def rule(self, top: float, weight: float = HAIRLINE, start: float = 0.0, end: float = 0.0) -> None:
        """A line across, from `start` to `end` (0: to the far margin)."""
        first, last = self._across(start, end or self.inner_width)
        self.canvas.setLineWidth(weight)
        self.canvas.line(first, self._up(top), last, self._up(top))

    def upright(self, start: float, top: float, bottom: float, weight: float = LINE) -> None:
        """A line down, from `top` to `bottom`."""
        across = self._across(start, start)[0]
        self.canvas.setLineWidth(weight)
        self.canvas.line(across, self._up(top), across, self._up(bottom))

    def dot(self, start: float, top: float, radius: float, *, hollow: bool = False) -> None:
        """A black point, or a ring on white."""
        self.canvas.setLineWidth(RULE)
        self.canvas.setFillGray(1 if hollow else 0)
        self.canvas.circle(self._across(start, start)[0], self._up(top), radius, fill=1)
        self.canvas.setFillGray(0)

    def cut_line(self) -> None:
        """A dashed line over the whole paper, where the two copies are cut apart."""
        self.canvas.saveState()
        self.canvas.setLineWidth(HAIRLINE)
        self.canvas.setDash(4, 4)
        middle = self.size.points[1] / 2
        self.canvas.line(0, middle, self.size.points[0], middle)
        self.canvas.restoreState()

    def box(self, start: float, top: float, width: float, height: float, weight: float = LINE) -> None:
        """An empty frame."""
        first, last = self._across(start, start + width)
        self.canvas.setLineWidth(weight)
        self.canvas.rect(min(first, last), self._up(top + height), width, height)

    def fill(self, left: float, top: float, width: float, height: float) -> None:
        """A black area; `left` is on the paper, not mirrored."""
        self.canvas.rect(left, self._up(top + height), width, height, stroke=0, fill=1)

    def place(self, start: float, width: float) -> float:
        """Where on the paper the left edge of something unmirrored of that width comes."""
        return min(self._across(start, start + width))

    def _across(self, start: float, end: float) -> tuple[float, float]:
        page = self.size.points[0]
        if self.layer.direction is Direction.RTL:
            return page - self.margin - start, page - self.margin - end
        return self.margin + start, self.margin + end

    def _up(self, top: float) -> float:
        return self.size.points[1] - self.top - top

    def end_page(self) -> None:
        """This page is done."""
        if self._text is not None:
            self.canvas.drawText(self._text)
            self._text = None
        self._pages += 1
        self.canvas.showPage()


def new_sheet(path: Path, size: PageSize, title: str) -> Sheet:
    """A paper that gives the same bytes for the same content."""
    canvas = Canvas(str(path), pagesize=size.points, invariant=1, pageCompression=1)
    canvas.setTitle(clean(title))
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("Stockpile")
    return Sheet(canvas, size, TextLayer(paper_direction()))
