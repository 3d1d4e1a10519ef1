"""Blocks stand one under the other and fill pages: a row of a table, a field, the signatures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.page import Align, Mark, Sheet
from stockpile_app.documents.text_layer import TextLayer


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text that belong together.

    Attributes:
        rule: Weight of a line under the block, 0 for none.
        heading: Whether the table's heading must stand above it on its page.
        lift: How much of it stands on earlier pages.
        whole: Whether it may not be divided between two pages.
        paint: What else is drawn, given the sheet and where the block begins and ends.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    rule: float = 0.0
    heading: bool = False
    lift: float = 0.0
    whole: bool = False
    paint: Callable[[Sheet, float, float], None] | None = None

    def draw(self, sheet: Sheet, top: float) -> None:
        """Set the block with its upper edge at `top`."""
        for mark in self.marks:
            sheet.put(mark, top - self.lift)
        if self.rule:
            sheet.rule(top + self.height, self.rule)
        if self.paint:
            self.paint(sheet, top, top + self.height)

    def divided(self, room: float) -> tuple[Block, Block] | None:
        """What fits into `room` and the rest; None when nothing or everything fits."""
        room_below = room + self.lift
        first = tuple(mark for mark in self.marks if mark.bottom <= room_below)
        rest = tuple(mark for mark in self.marks if mark.bottom > room_below)
        if self.whole or not first or not rest:
            return None
        lift = min(mark.top for mark in rest) - (min(mark.top for mark in self.marks) - self.lift)
        upper = replace(self, height=room, marks=first, rule=0.0)
        return upper, replace(self, height=self.height - (lift - self.lift), marks=rest, lift=lift)


def paragraph(
    layer: TextLayer,
    text: str,
    style: Style,
    *,
    x: float = 0.0,
    top: float = 0.0,
    width: float,
    align: Align = Align.START,
    sentence: bool = False,
    line_no: int = 0,
    field: str = "",
) -> list[Mark]:
    """The text wrapped into `width`, line under line."""
    return [
        Mark(x, top + number * style.leading, line, style, align, width, sentence, line_no, field)
        for number, line in enumerate(layer.wrap(text, style, width))
    ]


def height_of(marks: Sequence[Mark], below: float = 0.0) -> float:
    """Down to the lowest line, with some room under it."""
    return max([mark.bottom for mark in marks], default=0.0) + below


def paginate(
    blocks: Iterable[Block], first: float, following: float, heading: float, tail: float
) -> list[list[Block]]:
    """Blocks onto pages.

    Args:
        blocks: In reading order.
        first, following: Room on the first page and on each further one.
        heading: What the table's heading takes on a page that shows rows.
        tail: What must still fit under the last block.
    """
    pages: list[list[Block]] = [[]]
    room = first
    headed = False
    waiting = list(reversed(list(blocks)))
    while waiting:
        block = waiting.pop()
        needed = block.height + (heading if block.heading and not headed else 0.0)
        if needed <= room:
            pages[-1].append(block)
            room -= needed
            headed = headed or block.heading
            continue
        above = room - (needed - block.height)
        parts = block.divided(above) if block.height > following - heading else None
        if parts:
            pages[-1].append(parts[0])
            waiting.append(parts[1])
        elif pages[-1] or room < following:  # a whole new page has more room
            waiting.append(block)
        else:
            pages[-1].append(block)
        pages.append([])
        room, headed = following, False
    return _with_tail(pages, room, following, tail)


def _with_tail(pages: list[list[Block]], room: float, following: float, tail: float) -> list[list[Block]]:
    """The pages with room for the tail: the last row goes with it rather than leave it alone."""
    if not pages[-1] and len(pages) > 1:
        pages.pop()
        room = 0.0
    if tail > room:
        carried = (
            [pages[-1].pop()] if len(pages[-1]) > 1 and pages[-1][-1].height + tail < following / 2 else []
        )
        pages.append(carried)
    return pages
