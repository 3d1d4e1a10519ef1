"""The list itself: keys, focus ring, copying; used through `TableView`."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from stockpile_app.gui.common.cells import Action
from stockpile_app.gui.common.row_model import RowTableModel
from stockpile_app.gui.common.table_header import TableHeader
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Role

_SELECT_ROW = QItemSelectionModel.SelectionFlag.Rows
_TOGGLE = QItemSelectionModel.SelectionFlag.Toggle | _SELECT_ROW


class RowsView(QTableView):
    """A table that is read and worked by rows.

    Signals:
        opened: Enter or a double click on a row (its position).
        acted: a click on a next step (row, column).
        sort_asked: Alt+Up or Alt+Down (column, descending).
        room_changed: there is more or less room for columns.
        laid_out: Qt has placed its rows again, so cards must follow.
    """

    opened = Signal(int)
    acted = Signal(int, int)
    sort_asked = Signal(int, bool)
    laid_out = Signal()
    room_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._anchor = 0
        self.header = TableHeader(theme, self)
        self.setHorizontalHeader(self.header)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(self.verticalHeader().ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open_index)

    @property
    def rows(self) -> RowTableModel[Any]:
        """The model, by its own type."""
        return cast(RowTableModel[Any], self.model())

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._own_key(event):
            super().keyPressEvent(event)

    def _own_key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held & Qt.KeyboardModifier.ControlModifier:
            self._open_index(self.currentIndex())
        elif key == Qt.Key.Key_Space:
            self._select(bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and held & Qt.KeyboardModifier.AltModifier:
            self.sort_asked.emit(max(0, self.currentIndex().column()), key == Qt.Key.Key_Down)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            self._go(0 if key == Qt.Key.Key_Home else self.rows.rowCount() - 1)
        else:
            return False
        event.accept()
        return True

    def keyboardSearch(self, search: str) -> None:
        """Letters do not jump in a list: a scanner types them."""

    def _go(self, position: int) -> None:
        self.setCurrentIndex(self.rows.index(position, max(0, self.currentIndex().column())))

    def _select(self, whole_range: bool) -> None:
        current = self.currentIndex()
        selection = self.selectionModel()
        if not current.isValid():
            return
        if not whole_range:
            selection.select(current, _TOGGLE)
            self._anchor = current.row()
            return
        first, last = sorted((self._anchor, current.row()))
        for position in range(first, last + 1):
            index = self.rows.index(position, 0)
            selection.select(index, QItemSelectionModel.SelectionFlag.Select | _SELECT_ROW)

    def _open_index(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row())

    def copy(self) -> None:
        """Put the selected rows on the clipboard as tab-separated text with headings."""
        positions = sorted({index.row() for index in self.selectionModel().selectedRows()})
        QGuiApplication.clipboard().setText(self.rows.as_text(positions))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if not QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = max(0, current.row())
        self.viewport().update()

    # Mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._is_action(index):
            self.acted.emit(index.row(), index.column())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._is_action(self.indexAt(event.position().toPoint()))
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _is_action(self, index: QModelIndex) -> bool:
        return index.isValid() and isinstance(self.rows.cell(index.row(), index.column()), Action)

    # Paint and place

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            self._paint_ring(painter)
            painter.end()

    def _paint_ring(self, painter: QPainter) -> None:
        width = self._theme.tokens.sizes.focus_ring
        row = self.currentIndex().row()
        top = self.rowViewportPosition(row)
        ring = QRect(0, top, self.viewport().width(), self.rowHeight(row))
        painter.setPen(QPen(QColor(self._theme.colour(Role.FOCUS)), width))
        painter.drawRect(ring.adjusted(width // 2, width // 2, -width, -width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()

    def updateEditorGeometries(self) -> None:
        super().updateEditorGeometries()
        self.laid_out.emit()

    def top_row(self) -> int:
        """The first row in sight, 0 when there is none."""
        return max(0, self.indexAt(QPoint(2, 2)).row())
