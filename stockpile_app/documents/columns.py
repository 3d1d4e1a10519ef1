"""A table on paper: columns as wide as their content needs, long words wrapped, numbers to the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from stockpile_app.documents.block import Block, height_of, paragraph
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.page import HAIRLINE, LINE, Align, Mark
from stockpile_app.documents.text_layer import TextLayer

GAP = 7.0
PADDING = 2.4
HEADING = Style(8, strong=True)
_WIDER = 1.6

RowType = TypeVar("RowType")


@dataclass(frozen=True, slots=True)
class Column(Generic[RowType]):
    """One column: its heading, what stands in it, and where it stands once the table is fitted.

    Attributes:
        firm: Never wrapped: figures.
        grows: Takes what the others leave.
        always: Shown even when it is empty on every row.
    """

    title: str
    text: Callable[[RowType], str]
    style: Style
    align: Align = Align.START
    firm: bool = False
    grows: bool = False
    always: bool = False
    x: float = 0.0
    width: float = 0.0


def fit_columns(
    layer: TextLayer, columns: Sequence[Column[RowType]], rows: Sequence[RowType], width: float
) -> tuple[Column[RowType], ...]:
    """The columns with their places; one that would be empty on every row is left out."""
    shown = [column for column in columns if column.firm or column.always or any(map(column.text, rows))]
    wanted = [_natural(layer, column, rows) for column in shown]
    room = width - GAP * (len(shown) - 1)
    widths = _shared_out(shown, wanted, room)
    fitted: list[Column[RowType]] = []
    x = 0.0
    for column, own in zip(shown, widths, strict=True):
        fitted.append(replace(column, x=x, width=own))
        x += own + GAP
    return tuple(fitted)


def _natural(layer: TextLayer, column: Column[RowType], rows: Sequence[RowType]) -> float:
    """What the column would need to wrap nothing; measured on its longest texts only."""
    texts = sorted({column.text(row) for row in rows}, key=len)[-40:]
    widest = max(
        [layer.width(part, column.style) for text in texts for part in text.split("\n")], default=0.0
    )
    return max(widest, *(layer.width(line, HEADING) for line in column.title.split("\n"))) + 0.5


def _shared_out(columns: Sequence[Column[RowType]], wanted: list[float], room: float) -> list[float]:
    """Everybody what they need where there is room for all; else figures first, then fair shares."""
    widths = [need if column.firm else 0.0 for column, need in zip(columns, wanted, strict=True)]
    left = room - sum(widths)
    weights = {
        place: _WIDER if column.grows else 1.0 for place, column in enumerate(columns) if not column.firm
    }
    remaining = sum(weights.values())
    for place in sorted(weights, key=lambda one: wanted[one] / weights[one]):
        widths[place] = min(wanted[place], left * weights[place] / remaining)
        left -= widths[place]
        remaining -= weights[place]
    for place, column in enumerate(columns):
        if column.grows:
            widths[place] += max(left, 0.0)
            break
    return widths


def heading_block(layer: TextLayer, columns: Sequence[Column[RowType]], padding: float = PADDING) -> Block:
    """The headings of the columns, a firm line above and below."""
    marks: list[Mark] = []
    for column in columns:
        marks += paragraph(layer, column.title, HEADING, x=column.x, top=padding, width=column.width,
                           align=column.align, sentence=True)  # fmt: skip
    return Block(height_of(marks, padding), tuple(marks), rule=LINE, whole=True)


def row_block(
    layer: TextLayer,
    columns: Sequence[Column[RowType]],
    row: RowType,
    below: Sequence[Mark] = (),
    padding: float = PADDING,
    line_no: int = 0,
) -> Block:
    """One row; `below` are further lines under it, their places counted from the row's own end."""
    marks: list[Mark] = []
    for column in columns:
        text = column.text(row)
        if text:
            marks += paragraph(layer, text, column.style, x=column.x, top=padding, width=column.width,
                               align=column.align, line_no=line_no, field=column.title)  # fmt: skip
    end = height_of(marks)
    marks += [replace(mark, top=end + mark.top, line_no=line_no) for mark in below]
    return Block(height_of(marks, padding), tuple(marks), rule=HAIRLINE, heading=True)
