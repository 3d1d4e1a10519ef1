"""The table of every page: a list that ends on a whole row, opens cards under rows, and can be empty."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import takewhile
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from stockpile_app.gui.common.cell_delegate import CellDelegate
from stockpile_app.gui.common.cells import Column, Kind, RowKind, RowLook, Text
from stockpile_app.gui.common.column_widths import ColumnWidths
from stockpile_app.gui.common.row_model import RowTableModel
from stockpile_app.gui.common.row_sources import PagedRows
from stockpile_app.gui.common.rows_view import RowsView
from stockpile_app.gui.common.theme import Theme

Row = TypeVar("Row")

_MEASURED_ROWS = 300
_ONE_LINE = frozenset({Kind.NUMBER, Kind.UNIT})


class TableView(QFrame, Generic[Row]):
    """Rows under columns, worked by keyboard, scanner and pointer.

    Args:
        name: Accessible name: what the list holds.
        look: How a row stands out (group head, tint, bar, faint).
        key: What identifies a row, so that the same row stays selected after a refresh.
        two_line: Rows of a long list are 50 high; lists in hand measure each row themselves.
        framed: Has its own panel border; False inside a panel with a title.

    Signals:
        row_selected: The current row is another (row object).
        row_opened: Enter or double click (row object).
        action_requested: The next step of a row was clicked (row object, column key).
        sort_requested: A heading was clicked (column key, descending).  A list in hand without
            groups is already sorted then; a long list is sorted by running its query again.
    """

    row_selected = Signal(object)
    row_opened = Signal(object)
    action_requested = Signal(object, str)
    sort_requested = Signal(str, bool)

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[Column[Row]],
        look: Callable[[Row], RowLook] | None = None,
        key: Callable[[Row], Hashable] | None = None,
        two_line: bool = False,
        framed: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._key, self._two_line, self._framed = theme, key, two_line, framed
        self._card: tuple[int, QWidget] | None = None
        self._empty: QWidget | None = None
        self._placing = False
        self._sorted: tuple[int, bool] | None = None
        self.setProperty("kit", "panel" if framed else "clear")
        self.model: RowTableModel[Row] = RowTableModel(columns, look, self)
        self.view = RowsView(theme, self)
        self.view.setAccessibleName(name)
        self.setFocusProxy(self.view)
        self.delegate = CellDelegate(theme, self.drawn_height, self)
        self.view.setItemDelegate(self.delegate)
        self.view.setModel(self.model)
        self._widths = ColumnWidths(theme, self.model, self.view.header, self.delegate)
        self._connect()
        theme.follow(self._restyle)

    def _connect(self) -> None:
        self.view.opened.connect(self._open)
        self.view.acted.connect(self._act)
        self.view.sort_asked.connect(self._sort)
        self.view.laid_out.connect(self._place_card)
        self.view.room_changed.connect(self._room_changed)
        self.view.header.sectionClicked.connect(self._sort_clicked)
        self.view.selectionModel().currentRowChanged.connect(self._select)
        self.view.verticalScrollBar().valueChanged.connect(self._place)
        self.model.dataChanged.connect(self._measure_page)
        self.model.rowsInserted.connect(self._rows_changed)
        self.model.rowsRemoved.connect(self._rows_changed)

    # Feeding

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows; the one that was current stays current when it is still there."""
        kept = self._current_key()
        self.close_card()
        self.model.set_rows(rows)
        self._rows_changed()
        self._reselect(kept)

    def set_pages(self, pages: PagedRows[Row]) -> None:
        """Show a long list by its ids."""
        self.close_card()
        self.model.set_pages(pages)
        self._rows_changed()

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Other columns for the same kind of row: there is more room, or another list is asked for."""
        self.model.set_columns(columns)
        self._rows_changed()

    def set_empty(self, state: QWidget) -> None:
        """What is shown when there are no rows."""
        self._empty = state
        state.setParent(self)
        self._place()

    def _current_key(self) -> Hashable | None:
        row = self.current_row()
        return self._key(row) if self._key is not None and row is not None else None

    def _reselect(self, kept: Hashable | None) -> None:
        if kept is None or self._key is None:
            return
        for position, row in enumerate(self.model.rows()):
            if self._key(row) == kept:
                self.select(position)
                return

    # Asking

    def current_row(self) -> Row | None:
        """The row object of the current line."""
        index = self.view.currentIndex()
        return self.model.row_at(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[Row]:
        """The row objects of all selected lines, in order."""
        positions = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        found = (self.model.row_at(position) for position in positions)
        return [row for row in found if row is not None]

    def select(self, position: int) -> None:
        """Make that line the current and only selected one, and bring it in sight."""
        self.view.setCurrentIndex(self.model.index(position, 0))

    # What the person does

    def _open(self, position: int) -> None:
        row = self.model.row_at(position)
        if row is not None:
            self.row_opened.emit(row)

    def _act(self, position: int, column: int) -> None:
        row = self.model.row_at(position)
        if row is not None:
            self.action_requested.emit(row, self.model.columns[column].key)

    def _select(self) -> None:
        row = self.current_row()
        if row is not None:
            self.row_selected.emit(row)

    def _sort_clicked(self, column: int) -> None:
        falling = self._sorted == (column, False)
        self._sort(column, falling)

    def _sort(self, column: int, descending: bool) -> None:
        if not self.model.columns[column].sortable:
            return
        self._sorted = (column, descending)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.view.header.setSortIndicatorShown(True)
        self.view.header.setSortIndicator(column, order)
        self.model.sort(column, order)
        self._set_heights()
        self.sort_requested.emit(self.model.columns[column].key, descending)

    # Cards under rows

    def open_card(self, position: int, card: QWidget) -> None:
        """Open a card under a row, inside the same block; the rest of the list stays usable."""
        self.close_card()
        self._card = (position, card)
        card.setParent(self.view.viewport())
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._size_card()
        card.show()
        self.view.scrollTo(self.model.index(position, 0))

    def close_card(self) -> None:
        """Take the card away."""
        if self._card is None:
            return
        position, card = self._card
        self._card = None
        card.hide()
        card.deleteLater()
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        if position < self.model.rowCount():
            self.view.setRowHeight(position, self.content_height(position))

    def _size_card(self) -> None:
        if self._card is not None:
            position, card = self._card
            width = self.view.viewport().width()
            tall = card.heightForWidth(width) if card.hasHeightForWidth() else card.sizeHint().height()
            height = self.content_height(position) + tall
            if self.view.rowHeight(position) != height:
                self.view.setRowHeight(position, height)
            self._place_card()

    def _place_card(self) -> None:
        if self._card is None:
            return
        position, card = self._card
        head = self.content_height(position) - 1
        top = self.view.rowViewportPosition(position) + head
        rest = self.view.rowHeight(position) - head - 1
        card.setGeometry(0, top, self.view.viewport().width(), max(0, rest))

    # Heights

    def content_height(self, position: int) -> int:
        """Height of a row's own cells, without a card."""
        if not self.model.in_hand():
            return self._theme.row_height(self._two_line)
        cells = (self.model.cell(position, column) for column in self._worded)
        return self._theme.row_height(any(isinstance(cell, Text) and cell.second for cell in cells))

    def drawn_height(self, position: int) -> int:
        """The same for a row that is being painted: what was set, unless a card stands under it."""
        if self._card is not None and self._card[0] == position:
            return self.content_height(position)
        return self.view.rowHeight(position)

    @property
    def _worded(self) -> list[int]:
        """The columns whose cells may have a second line."""
        return [number for number, column in enumerate(self.model.columns) if column.kind not in _ONE_LINE]

    def _set_heights(self) -> None:
        header = self.view.verticalHeader()
        header.setDefaultSectionSize(self._theme.row_height(self._two_line))
        if not self.model.in_hand():
            return
        self._fit_heights(range(self.model.rowCount()))
        self._span_groups()
        self._size_card()

    def _fit_heights(self, positions: range) -> None:
        header = self.view.verticalHeader()
        usual = header.defaultSectionSize()
        for position in positions:
            height = self.content_height(position)
            if height != usual or self.view.rowHeight(position) != height:
                header.resizeSection(position, height)

    def _seen(self, first: int, last: int) -> range:
        """Which of these rows are in sight; of a list in hand all of them."""
        last = min(last + 1, self.model.rowCount())
        if self.model.in_hand():
            return range(first, last)
        top = self.view.top_row()
        across = self.view.viewport().height() // self._theme.row_height(self._two_line) + 2
        return range(max(first, top), min(last, top + across))

    def _span_groups(self) -> None:
        """The words of a group's head run on over the empty cells beside them."""
        self.view.clearSpans()
        for position in range(self.model.rowCount()):
            if self.model.look_at(position).kind is RowKind.GROUP:
                empty = takewhile(
                    lambda column, row=position: not self.model.cell(row, column),  # type: ignore[misc]
                    range(1, len(self.model.columns)),
                )
                across = 1 + sum(1 for _ in empty)
                if across > 1:
                    self.view.setSpan(position, 0, 1, across)

    def _measure_page(self, first: QModelIndex, last: QModelIndex) -> None:
        seen = self._seen(first.row(), last.row())
        self._widths.measure(seen, grow=True)
        if self.model.in_hand():
            self._fit_heights(seen)
            self._size_card()
        self._lay_columns()
        self._place()

    def _room_changed(self) -> None:
        if not self._placing:
            self._placing = True
            self._lay_columns()
            self._size_card()
            self._placing = False

    def _lay_columns(self) -> None:
        self._widths.lay(self.view.viewport().width())

    # Placing

    def _rows_changed(self, *_position: object) -> None:
        self._widths.measure(range(min(_MEASURED_ROWS, self.model.rowCount())))
        self._set_heights()
        self._place()
        self.updateGeometry()

    def _restyle(self) -> None:
        self.view.header.setFixedHeight(self._theme.px(self._theme.tokens.sizes.table_header))
        self._rows_changed()

    def minimumSizeHint(self) -> QSize:
        """Room for the heading and three rows, or for the words of the empty state."""
        head = self.view.header.height()
        least = QSize(0, head + 3 * self._theme.row_height(self._two_line))
        if self._empty is not None and self.model.rowCount() == 0:
            least = least.expandedTo(self._empty.minimumSizeHint() + QSize(2, head))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        """Lay list, empty state and card; what that sets off must not set it off again."""
        if not self._placing:
            self._placing = True
            self._place_parts()
            self._placing = False

    def _place_parts(self) -> None:
        edge = 1 if self._framed else 0
        room = self.rect().adjusted(edge, edge, -edge, -edge)
        empty = self.model.rowCount() == 0
        for _turn in range(2):  # laying the columns may take the scroll bar away, or bring it
            height = self._whole_height(room.height())
            self.view.setGeometry(QRect(room.left(), room.top(), room.width(), height))
            self._lay_columns()
        if self._empty is not None:
            head = self.view.header.height()
            self._empty.setGeometry(room.adjusted(0, head, 0, 0))
            self._empty.setVisible(empty)
            self._empty.raise_()
        if self._card is not None:
            self._place_card()

    def _whole_height(self, room: int) -> int:
        """The largest height at which the last row in sight is whole."""
        if self._card is not None:
            return room
        bar = self.view.horizontalScrollBar()
        over = self.view.header.length() > self.view.viewport().width()
        head = self.view.header.height() + (bar.sizeHint().height() if over else 0)
        used = head
        for position in self._positions_in_sight():
            height = self.view.rowHeight(position)
            if used + height > room:
                return max(used, head + height)
            used += height
        return room

    def _positions_in_sight(self) -> Iterable[int]:
        """From the first row in sight downwards; at the end of the list from the last one upwards."""
        count, bar = self.model.rowCount(), self.view.verticalScrollBar()
        if bar.maximum() and bar.value() == bar.maximum():
            return range(count - 1, -1, -1)
        return range(self.view.top_row(), count)
