"""How wide columns are: what must be whole is measured, what is left goes to words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stockpile_app.gui.common.cell_delegate import CellDelegate
from stockpile_app.gui.common.cells import Cell, Column, Kind, RowKind, RowLook
from stockpile_app.gui.common.row_model import RowTableModel
from stockpile_app.gui.common.table_header import TableHeader
from stockpile_app.gui.common.theme import Theme

LEAST_STRETCH = 160
LEAST_TEXT = 90
MOST_TEXT = 280


class ColumnWidths:
    """Measures headings and cells and shares out the room of a table.

    Numbers, dates, serials, chips, units and actions always get the width they need; words get up to
    280 px, give way first, and the stretching column takes what is left.
    """

    def __init__(
        self, theme: Theme, model: RowTableModel[Any], header: TableHeader, delegate: CellDelegate
    ) -> None:
        self._theme, self._model, self._header, self._delegate = theme, model, header, delegate
        self._needed: list[int] = []

    def measure(self, positions: range, grow: bool = False) -> None:
        """Look at these rows; `grow` keeps what others needed before."""
        needed = [self._needed_by(number, positions) for number in range(len(self._model.columns))]
        self._needed = list(map(max, self._needed, needed)) if grow and self._needed else needed

    def lay(self, room: int) -> None:
        """Give every column its width in that much room."""
        if not self._needed:
            return
        widths = self.shared(room)
        for number, width in enumerate(widths):
            self._header.resizeSection(number, width)

    def shared(self, room: int) -> list[int]:
        """The widths for that much room."""
        widths = list(self._needed)
        stretching = self._stretching()
        spare = room - sum(widths)
        if spare < 0:
            return self._shrunk(widths, -spare)
        share, rest = divmod(spare, len(stretching))
        for number in stretching:
            widths[number] += share
        widths[stretching[0]] += rest
        return widths

    def _shrunk(self, widths: list[int], missing: int) -> list[int]:
        least = [self._least(number, width) for number, width in enumerate(widths)]
        giving = sum(widths) - sum(least)
        share = min(1.0, missing / giving) if giving else 0.0
        return [round(width - (width - low) * share) for width, low in zip(widths, least, strict=True)]

    def _least(self, number: int, width: int) -> int:
        column = self._model.columns[number]
        if column.kind is not Kind.TEXT or column.stretch:
            return width
        return min(width, max(self._header.heading_width(number), self._theme.px(LEAST_TEXT)))

    def _stretching(self) -> Sequence[int]:
        columns = self._model.columns
        chosen = [number for number, column in enumerate(columns) if column.stretch]
        words = [number for number, column in enumerate(columns) if column.kind is Kind.TEXT]
        return chosen or words[:1] or [len(columns) - 1]

    def _needed_by(self, number: int, positions: range) -> int:
        column: Column[Any] = self._model.columns[number]
        width = max(self._header.heading_width(number), self._theme.px(column.width))
        if column.sample:
            width = max(width, self._delegate.width_of(column, column.sample, RowLook()))
        if column.kind is not Kind.TEXT:
            return max(width, self._content(number, positions))
        if column.stretch:
            content = (
                self._content(number, positions) if self._model.in_hand() else self._theme.px(LEAST_STRETCH)
            )
            return max(width, self._theme.px(LEAST_TEXT), min(content, self._theme.px(LEAST_STRETCH)))
        if column.width:
            return width
        return max(width, min(self._content(number, positions), self._theme.px(MOST_TEXT)))

    def _content(self, number: int, positions: range) -> int:
        """The widest cell; what stands in the column many times is measured once."""
        column, found = self._model.columns[number], dict[RowLook, set[Cell]]()
        for position in positions:
            look = self._model.look_at(position)
            if look.kind is not RowKind.GROUP or number:
                found.setdefault(look, set()).add(self._model.cell(position, number))
        widths = (
            self._delegate.width_of(column, cell, look) for look, alike in found.items() for cell in _longest(alike)
        )  # fmt: skip
        return max(widths, default=0)


def _longest(cells: set[Cell]) -> set[Cell]:
    """Figures are as wide as they have digits, so that only the largest and the smallest need measuring."""
    figures = {cell for cell in cells if type(cell) is int}
    return cells - figures | {max(figures), min(figures)} if figures else cells
