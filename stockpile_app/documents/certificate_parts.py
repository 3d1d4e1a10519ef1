"""The parts a certificate is set of: labelled rows in two languages, statements, tables, signatures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.certificate_sheet import Setting
from stockpile_app.documents.columns import Column, fit_columns, heading_block, row_block
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.page import LINE, Align, Mark, Sheet
from stockpile_app.documents.signatures import Signer

LABEL = Style(8.5)
VALUE = Style(9.5, strong=True)
PROSE = Style(10)
SECTION = Style(11, strong=True)
CELL = Style(8.5)
FIGURES = Style(8.5, mono=True)
ROLE = Style(8.5, strong=True)
NAME = Style(9.5)
_FINE = 0.25
_GAP = 12.0
_GUTTER = 22.0
_WRITING = 17.0
_SIDES = 0.235
"""How much of the width the labels of each language take."""

RowType = TypeVar("RowType")


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that belong under one title; where they reach over a page their headings stand on it again.

    Attributes:
        together: Whether it goes to the next page as a whole rather than be divided, when it fits one.
    """

    rows: tuple[Block, ...]
    title: Block | None = None
    heading: Block | None = None
    together: bool = False

    @property
    def height(self) -> float:
        """All of it on one page."""
        return sum(block.height for block in (self.title, self.heading, *self.rows) if block)


def pair(setting: Setting, key: str, value: str, style: Style = VALUE, padding: float = 3.0) -> Block:
    """One fact: its label in the leading language, the value, its label in the other language."""
    layer, width, second = setting.layer, setting.width, setting.words.second
    side = width * (_SIDES if second else 0.3)
    room = width - side * (2 if second else 1) - _GAP * (2 if second else 1)
    marks = paragraph(layer, setting.first[key], LABEL, top=padding + 1, width=side, sentence=True)
    values = paragraph(layer, value, style, x=side + _GAP, top=padding, width=room)
    marks += [replace(mark, field=setting.first[key]) for mark in values]
    if second:
        start = side + room + 2 * _GAP
        marks += paragraph(layer, second[key], LABEL, x=start, top=padding + 1, width=side, align=Align.END)
    return Block(height_of(marks, padding), tuple(marks), rule=_FINE)


def pairs(
    setting: Setting, facts: Sequence[tuple[str, str]], style: Style = VALUE, padding: float = 3.0
) -> tuple[Block, ...]:
    """The facts that there are, one under the other."""
    return tuple(pair(setting, key, value, style, padding) for key, value in facts if value)


def statement(setting: Setting, key: str, below: float = 10.0, style: Style = PROSE) -> Block:
    """One sentence in each language, side by side."""
    layer, second = setting.layer, setting.words.second
    own = (setting.width - _GUTTER) / 2 if second else setting.width
    marks = paragraph(layer, setting.first[key], style, width=own, sentence=True)
    if second:
        marks += paragraph(
            layer, second[key], style, x=own + _GUTTER, width=own, align=setting.aligned(second)
        )
    return Block(height_of(marks, below), tuple(marks))


def section_title(setting: Setting, key: str) -> Block:
    """The name of a part, in each language at its own side."""
    layer, width, second = setting.layer, setting.width, setting.words.second
    own = width / 2 if second else width
    marks = paragraph(layer, setting.first[key], SECTION, top=11, width=own, sentence=True)
    if second:
        marks += paragraph(layer, second[key], SECTION, x=own, top=14, width=own, align=Align.END)
    return Block(height_of(marks, 3), tuple(marks))


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a table by the key of its word."""

    key: str
    text: Callable[..., str]
    style: Style = CELL
    align: Align = Align.START
    firm: bool = False
    grows: bool = False
    always: bool = False


def table(
    setting: Setting,
    title: str,
    cells: Sequence[Cell],
    rows: Sequence[RowType],
    padding: float = 2.4,
    *,
    together: bool = False,
) -> Section | None:
    """A table under its title; None without a row."""
    if not rows:
        return None
    columns = fitted(setting, cells, rows)
    body = tuple(row_block(setting.layer, columns, row, padding=padding) for row in rows)
    heading = heading_block(setting.layer, columns, padding)
    return Section(body, section_title(setting, title) if title else None, heading, together)


def fitted(setting: Setting, cells: Sequence[Cell], rows: Sequence[RowType]) -> tuple[Column[RowType], ...]:
    """The columns with their headings in each language and their places."""
    columns: list[Column[RowType]] = [
        Column(setting.words.stacked(cell.key) if cell.key else "", cell.text, cell.style, cell.align,
               firm=cell.firm, grows=cell.grows, always=cell.always)
        for cell in cells
    ]  # fmt: skip
    return fit_columns(setting.layer, columns, rows, setting.width)


def flow(sections: Sequence[Section], rooms: Callable[[int], float]) -> list[list[Block]]:
    """Sections onto pages: a title never stands alone, and headings stand again over what goes on.

    Args:
        rooms: The height there is on a page, counted from 0.
    """
    pages: list[list[Block]] = [[]]
    left = rooms(0)
    for section in sections:
        if section.together and left < section.height <= rooms(len(pages)) and pages[-1]:
            pages.append([])
            left = rooms(len(pages) - 1)
        lead = [block for block in (section.title, section.heading) if block]
        waiting = list(reversed(section.rows))
        while waiting:
            row = waiting.pop()
            needed = sum(block.height for block in lead) + row.height
            if needed > left:
                parts = row.divided(left - (needed - row.height)) if row.height > rooms(1) * 0.6 else None
                if parts:
                    waiting.append(parts[1])
                    row = parts[0]
                elif pages[-1]:
                    waiting.append(row)
                    pages.append([])
                    left = rooms(len(pages) - 1)
                    lead = lead if section.title in lead else [one for one in (section.heading,) if one]
                    continue
            pages[-1] += [*lead, row]
            left -= sum(block.height for block in lead) + row.height
            lead = []
    return pages


def signature_cells(
    setting: Setting, signers: Sequence[tuple[Signer, str]], width: float, columns: int = 2
) -> Block:
    """Where people sign: role and name above a line, and under it what is to be written.

    Args:
        signers: Each with the second language's word for the role.
    """
    own = (width - _GUTTER * (columns - 1)) / columns
    marks: list[Mark] = []
    lines: list[tuple[float, float]] = []
    top = 0.0
    for start in range(0, len(signers), columns):
        row = signers[start : start + columns]
        names = [_signer_marks(setting, signer, other, place * (own + _GUTTER), own, top)
                 for place, (signer, other) in enumerate(row)]  # fmt: skip
        low = max(height_of(one) for one in names) + _WRITING
        for place, one in enumerate(names):
            x = place * (own + _GUTTER)
            marks += one
            marks += paragraph(setting.layer, setting.beside("signature"), Style(8), x=x, top=low + 1, width=own,
                               sentence=True)  # fmt: skip
            lines.append((x, low))
        top = height_of(marks, 7)

    def paint(sheet: Sheet, above: float, _: float) -> None:
        for x, low in lines:
            sheet.rule(above + low, LINE, x, x + own)

    return Block(top, tuple(marks), whole=True, paint=paint)


def _signer_marks(
    setting: Setting, signer: Signer, other: str, x: float, own: float, top: float
) -> list[Mark]:
    role = f"{signer.role} · {other}" if other and other != signer.role else signer.role
    marks = paragraph(setting.layer, role, ROLE, x=x, top=top, width=own, sentence=True)
    names = paragraph(setting.layer, signer.name, NAME, x=x, top=height_of(marks, 1), width=own)
    return marks + [mark for mark in names if mark.line]
