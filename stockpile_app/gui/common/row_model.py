"""The one table model: columns and row objects in, cells out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from stockpile_app.base.text import tr
from stockpile_app.gui.common.cells import (
    PLAIN,
    Cell,
    Column,
    Kind,
    RowKind,
    RowLook,
    cell_text,
    sort_key,
)
from stockpile_app.gui.common.row_sources import ListRows, PagedRows, RowSource
from stockpile_app.gui.common.text import plain, tooltip

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """Rows of any kind under a fixed list of columns.

    It holds no SQL and computes nothing: a subtotal is a row that the query made.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        look: Callable[[Row], RowLook] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns: tuple[Column[Row], ...] = tuple(columns)
        self._look: Callable[[Row], RowLook] = look or plain_look
        self._source: RowSource[Row] = ListRows()

    # Feeding

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these row objects."""
        self._take(ListRows(rows))

    def set_pages(self, pages: PagedRows[Row]) -> None:
        """Show a long list by its ids."""
        pages.arrived = self._arrived
        self._take(pages)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Show the same rows under other columns."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def update_row(self, position: int, row: Row) -> None:
        """Replace one row of a list in hand and redraw it."""
        if isinstance(self._source, ListRows):
            self._source.rows[position] = row
            self._arrived(position, position)

    def update_rows(self, changed: Mapping[int, Row]) -> None:
        """Replace several rows of a list in hand by position, and redraw them at once."""
        if isinstance(self._source, ListRows) and changed:
            for position, row in changed.items():
                self._source.rows[position] = row
            self._arrived(min(changed), max(changed))

    def add_row(self, row: Row) -> int:
        """Append one row to a list in hand; returns its position."""
        position = len(self._source)
        if isinstance(self._source, ListRows):
            self.beginInsertRows(QModelIndex(), position, position)
            self._source.rows.append(row)
            self.endInsertRows()
        return position

    def remove_row(self, position: int) -> None:
        """Take one row out of a list in hand."""
        if isinstance(self._source, ListRows):
            self.beginRemoveRows(QModelIndex(), position, position)
            del self._source.rows[position]
            self.endRemoveRows()

    def _take(self, source: RowSource[Row]) -> None:
        self.beginResetModel()
        self._source = source
        self.endResetModel()

    def _arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    # Reading

    def row_at(self, position: int) -> Row | None:
        """The row object, or None while it is being fetched."""
        return self._source.row(position)

    def rows(self) -> list[Row]:
        """Every row of a list in hand; of a long list only what is here."""
        found = (self._source.row(position) for position in range(len(self._source)))
        return [row for row in found if row is not None]

    def look_at(self, position: int) -> RowLook:
        """How the row stands out."""
        row = self._source.row(position)
        return PLAIN if row is None else self._look(row)

    def cell(self, position: int, column: int) -> Cell:
        """The cell as data."""
        row = self._source.row(position)
        return None if row is None else self.columns[column].cell(row)

    def in_hand(self) -> bool:
        """Whether all rows are here (so they can be sorted and measured)."""
        return isinstance(self._source, ListRows)

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._source)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.columns[section].kind)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(self.cell(index.row(), index.column()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment(self.columns[index.column()].kind)
        if role == Qt.ItemDataRole.ToolTipRole and self.columns[index.column()].kind is Kind.TEXT:
            return tooltip(cell_text(self.cell(index.row(), index.column())))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort a list in hand; lists with groups and long lists are sorted by their query."""
        if not isinstance(self._source, ListRows) or self._has_groups():
            return
        chosen = self.columns[column]
        self.layoutAboutToBeChanged.emit()
        self._source.rows.sort(
            key=lambda row: sort_key(chosen.cell(row)), reverse=order == Qt.SortOrder.DescendingOrder
        )
        self.layoutChanged.emit()

    def _has_groups(self) -> bool:
        return any(self._look(row).kind is RowKind.GROUP for row in self.rows())

    # For people who hear the table, and for the clipboard

    def spoken(self, position: int, column: int) -> str:
        """`heading, value, state`: what a screen reader says of a cell."""
        heading = self.columns[column].heading
        parts = [
            heading,
            cell_text(self.cell(position, column)) or tr("empty"),
            self._state(position, column),
        ]
        return ", ".join(part for part in parts if part)

    def _state(self, position: int, column: int) -> str:
        """The row's state, from its chip column, unless that is the cell being read."""
        for number, other in enumerate(self.columns):
            if other.kind is Kind.CHIP and number != column:
                return cell_text(self.cell(position, number))
        return ""

    def as_text(self, positions: Sequence[int]) -> str:
        """Rows as tab-separated text with headings; figures as plain digits."""
        lines = ["\t".join(column.heading for column in self.columns)]
        for position in positions:
            cells = (self.cell(position, column) for column in range(len(self.columns)))
            lines.append("\t".join(_copied(cell) for cell in cells))
        return "\n".join(lines) + "\n"


def plain_look(_row: object) -> RowLook:
    """An ordinary row."""
    return PLAIN


def alignment(kind: Kind) -> Qt.AlignmentFlag:
    """Numbers at the right in both directions; everything else at the leading edge."""
    return _RIGHT if kind is Kind.NUMBER else _LEADING


def _copied(cell: Cell) -> str:
    text = str(cell) if type(cell) is int else cell_text(cell)
    return plain(text)
