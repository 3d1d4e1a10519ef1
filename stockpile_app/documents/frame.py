"""What every paper has round its content: whose it is, what it is, its number, code and proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.page import BASELINE, HAIRLINE, RULE, Align, Mark, Sheet
from stockpile_app.documents.qr import QR_SIZE, draw_qr
from stockpile_app.documents.reading_order import isolate
from stockpile_app.documents.text_layer import TextLayer

DEPOT = Style(9, strong=True)
TITLE = Style(18, strong=True)
NUMBER = Style(13, mono=True, strong=True)
LABEL = Style(8)
VALUE = Style(9)
BADGE = Style(8, strong=True)
FOOT = Style(8)
HASH = Style(8, mono=True)
FOOT_HEIGHT = 31.0
GUTTER = 14.0
HEAD_LINES = 4
_QUIET = 14.0
_UNDER_CODE = 9.0
_INSIDE = 4.0
_BADGE_HEIGHT = 13.0


@dataclass(frozen=True, slots=True)
class Proof:
    """Which journal entry a paper stands on, and where the journal stood when it was printed.

    Attributes:
        entry, entry_hash: 0 and '' for a paper that stands on the whole journal.
    """

    size: int
    root: str
    entry: int = 0
    entry_hash: str = ""

    @property
    def stands(self) -> str:
        """Entry, size and root in one line."""
        size, root = isolate(grouped(self.size)), isolate(in_groups(self.root[:16], 4))
        if not self.entry:
            return tr("As the journal said at entry {size}", size=size)
        entry = isolate(grouped(self.entry))
        return tr(
            "Journal entry {entry} · journal size {size} · root {root}", entry=entry, size=size, root=root
        )

    @property
    def to_compare(self) -> tuple[str, str]:
        """The whole hash that somebody compares digit by digit, with what it is called."""
        if not self.entry:
            return tr("Root of the journal"), self.root
        return tr("Hash of the entry"), self.entry_hash


@dataclass(frozen=True, slots=True)
class Frame:
    """Head and foot of one paper.

    Attributes:
        badges: Short framed words beside the number: copy, single-keeper books.
        code: What the square code says; '' for a paper without one.
    """

    depot_code: str
    depot_name: str
    title: str
    number: str = ""
    badges: tuple[str, ...] = ()
    code: str = ""
    proof: Proof | None = None

    def head(self, layer: TextLayer, width: float, facts: Sequence[tuple[str, str]] = ()) -> Block:
        """The head of the first page; `facts` are labelled values that stand beside the code."""
        room = width - (QR_SIZE + _QUIET if self.code else 0.0)
        marks = self._names(layer, room)
        badges = self._badge_marks(layer, room, marks[-1])
        marks += labelled(layer, facts, height_of([*marks, *badges], 1), room, (0.4, 0.6))
        low = max(height_of(marks) + 4, QR_SIZE + _UNDER_CODE if self.code else 0.0)

        def paint(sheet: Sheet, top: float, _: float) -> None:
            for badge in badges:
                sheet.box(badge.x - _INSIDE, top + badge.top - 1, badge.width + 2 * _INSIDE, _BADGE_HEIGHT)
            if self.code:
                draw_qr(sheet, self.code, width - QR_SIZE, top)
            sheet.rule(top + low, RULE)

        return Block(low + 5, (*marks, *badges), whole=True, paint=paint)

    def _names(self, layer: TextLayer, room: float) -> list[Mark]:
        depot = " · ".join(filter(None, (isolate(self.depot_name), isolate(self.depot_code))))
        marks = shortened(paragraph(layer, depot, DEPOT, width=room, sentence=True))
        marks += paragraph(layer, self.title, layer.fitting(self.title, TITLE, room, 12), top=height_of(marks),
                           width=room, sentence=True)  # fmt: skip
        if self.number:
            number = paragraph(layer, self.number, layer.fitting(self.number, NUMBER, room, 9), top=height_of(marks),
                               width=room)  # fmt: skip
            marks += [replace(mark, field=tr("Number")) for mark in number]
        return marks

    def depot_is_shortened(self, layer: TextLayer, width: float) -> bool:
        """Whether the depot's name is too long for the head, and must stand elsewhere in full."""
        return len(layer.wrap(f"{self.depot_name} · {self.depot_code}", DEPOT, width)) > HEAD_LINES

    def _badge_marks(self, layer: TextLayer, room: float, after: Mark) -> list[Mark]:
        """Framed words behind the number; where they do not fit, on lines of their own."""
        marks: list[Mark] = []
        start = layer.width(after.line, after.style) + 12
        top = after.top + (after.style.size - BADGE.size) * BASELINE
        for badge in self.badges:
            width = layer.width(badge, BADGE)
            if start + width + 2 * _INSIDE > room:
                start, top = 0.0, max(after.bottom, top + _BADGE_HEIGHT) + 3
            marks.append(Mark(start + _INSIDE, top, badge, BADGE, Align.START, width, sentence=True))
            start += width + 2 * _INSIDE + 5
        return marks

    def short_head(self, layer: TextLayer, width: float) -> Block:
        """The head of a further page: what paper this belongs to."""
        half = width / 2 - GUTTER / 2
        marks = paragraph(
            layer, tr("{title}, continued", title=self.title), DEPOT, top=1, width=half, sentence=True
        )
        marks += paragraph(layer, self.number, Style(10, mono=True, strong=True), x=half + GUTTER, width=half,
                           align=Align.END)  # fmt: skip
        low = height_of(marks, 3)
        return Block(
            low + 4, tuple(marks), whole=True, paint=lambda sheet, top, _: sheet.rule(top + low, RULE)
        )

    def draw_foot(self, sheet: Sheet, bottom: float, page: int, pages: int) -> None:
        """Proof and page number, their lowest line ending at `bottom`."""
        top = bottom - FOOT_HEIGHT
        width = sheet.inner_width
        sheet.rule(top + 6, HAIRLINE)
        number = tr("Page {page} of {pages}", page=isolate(grouped(page)), pages=isolate(grouped(pages)))
        sheet.put(Mark(0, 8, number, FOOT, Align.END, width, sentence=True), top)
        if self.proof is None:
            return
        sheet.put(Mark(0, 8, self.proof.stands, FOOT, Align.START, width, sentence=True), top)
        label, digits = self.proof.to_compare
        sheet.put(Mark(0, 19, label, FOOT, Align.START, width, sentence=True), top)
        start = sheet.layer.width(label, FOOT) + 6
        sheet.put(Mark(start, 19, in_groups(digits), HASH, Align.START, width - start), top)


def shortened(marks: list[Mark]) -> list[Mark]:
    """At most as many lines as a head can carry; the last one shows that there is more."""
    if len(marks) <= HEAD_LINES:
        return marks
    last = marks[HEAD_LINES - 1]
    return [*marks[: HEAD_LINES - 1], replace(last, line=f"{last.line[:-2]}…")]


def in_groups(digits: str, group: int = 8) -> str:
    """A long hash in groups, as people compare it."""
    return " ".join(digits[start : start + group] for start in range(0, len(digits), group))


def labelled(
    layer: TextLayer,
    facts: Sequence[tuple[str, str]],
    top: float,
    width: float,
    shares: tuple[float, ...] = (0.5, 0.5),
) -> list[Mark]:
    """Facts side by side in columns, each a small label and beside it the value."""
    room = width - GUTTER * (len(shares) - 1)
    aside = label_width(layer, [label for label, _ in facts], room * min(shares))
    marks: list[Mark] = []
    for first in range(0, len(facts), len(shares)):
        row: list[Mark] = []
        x = 0.0
        for share, (label, value) in zip(shares, facts[first:], strict=False):
            row += fact(layer, label, value, x, top, room * share, aside)
            x += room * share + GUTTER
        marks += row
        top = height_of(row, 0.5)
    return marks


def label_width(layer: TextLayer, labels: Sequence[str], width: float) -> float:
    """The widest label, but never more than two fifths of the room."""
    return min(max([layer.width(label, LABEL) for label in labels], default=0.0) + 0.5, width * 0.4)


def fact(
    layer: TextLayer, label: str, value: str, x: float, top: float, width: float, aside: float
) -> list[Mark]:
    """One label and, beside it, its value; both on the same base line."""
    lower = (VALUE.size - LABEL.size) * BASELINE
    marks = paragraph(layer, label, LABEL, x=x, top=top + lower, width=aside, sentence=True)
    start = x + aside + 8
    values = paragraph(layer, value, VALUE, x=start, top=top, width=width - aside - 8)
    return marks + [replace(mark, field=label) for mark in values]
