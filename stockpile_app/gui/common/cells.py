"""What a table shows, as plain data: columns, cells and the look of a row.

A page declares its columns once and hands over row objects; model, delegate and view do the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Generic, TypeVar

from stockpile_app.base.quantity import THIN_SPACE, grouped
from stockpile_app.gui.common.tokens import Role, Status

Row = TypeVar("Row")


class Kind(StrEnum):
    """What stands in a column; decides face, side, width and whether it may be cut.

    Text is at the leading edge and may end in an ellipsis; serials are mono and verbatim; numbers
    are at the right in both directions; dates, chips, units and actions are never cut.
    """

    TEXT = "text"
    SERIAL = "serial"
    NUMBER = "number"
    DATE = "date"
    CHIP = "chip"
    UNIT = "unit"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Chip:
    """A state: tint, icon and word.  Without an icon the status gives its own."""

    status: Status
    word: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Words with a second line, a weight or a tone of their own."""

    first: str
    second: str = ""
    strong: bool = False
    tone: Role = Role.TEXT


@dataclass(frozen=True, slots=True)
class Action:
    """The next step of a row, drawn as a link with its icon."""

    word: str
    icon: str = ""


Cell = str | int | Decimal | date | datetime | Chip | Text | Action | None


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a table.

    Attributes:
        key: Stable name; also the attribute that is read when `value` is not given.
        heading: What stands over it, translated.
        kind: Decides face, side, width and elision.
        value: Row object to cell.
        sample: A typical long text, from which the width follows; '' takes the heading's width.
        width: Logical pixels instead of a sample; 0 leaves it to the sample and the content.
        stretch: Takes the room that is left.
        strong: Plain values are half bold.
        tone: Colour of plain values.
        sortable: A click on the heading, or Alt+Up/Down, sorts.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    value: Callable[[Row], Cell] | None = None
    sample: str = ""
    width: int = 0
    stretch: bool = False
    strong: bool = False
    tone: Role = Role.TEXT
    sortable: bool = True

    def cell(self, row: Row) -> Cell:
        """What the row shows in this column."""
        if self.value is not None:
            return self.value(row)
        found: Cell = attrgetter(self.key)(row)
        return found


class RowKind(StrEnum):
    """An ordinary line, the bold head of a group with its subtotal, or a total."""

    NORMAL = "normal"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class RowLook:
    """How a whole row stands out.

    Attributes:
        kind: Normal or head of a group.
        tint: The row lies on the soft colour of this status and has its bar.
        bar: The row has the bar of this status, without the tint.
        faint: What is done or closed.
    """

    kind: RowKind = RowKind.NORMAL
    tint: Status | None = None
    bar: Status | None = None
    faint: bool = False


PLAIN = RowLook()


def number_text(value: int | Decimal) -> str:
    """A figure as people read it; decimals keep the digits they have."""
    if isinstance(value, int):
        return grouped(value)
    whole, dot, rest = f"{value:,f}".partition(".")
    return whole.replace(",", THIN_SPACE) + dot + rest


def cell_text(cell: Cell) -> str:  # noqa: PLR0911  (one line per kind of cell)
    """The words of a cell: for the screen, for a screen reader and, ungrouped, for copying."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case int() | Decimal():
            return number_text(cell)
        case datetime():
            return cell.strftime("%Y-%m-%d %H:%M")
        case date():
            return cell.isoformat()
        case Chip(word=word) | Action(word=word):
            return word
        case Text(first=first, second=second):
            return f"{first}, {second}" if second else first


def sort_key(cell: Cell) -> tuple[int, Decimal, str]:
    """Order of a cell: what is empty last, figures by value, words without regard to case."""
    if cell is None or cell == "":
        return 2, Decimal(0), ""
    if isinstance(cell, (int, Decimal)):
        return 0, Decimal(cell), ""
    return 1, Decimal(0), cell_text(cell).casefold()
