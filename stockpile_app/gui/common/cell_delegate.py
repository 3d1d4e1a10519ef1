"""The one delegate: paints text, serials, figures, chips and links; it only paints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from stockpile_app.gui.common.cells import Action, Cell, Chip, Column, Kind, RowKind, RowLook, Text, cell_text
from stockpile_app.gui.common.painting import chip_size, draw_chip, draw_icon, draw_text, trailing_part
from stockpile_app.gui.common.row_model import RowTableModel
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role

PAD = 10
BAR = 3
_LATIN = frozenset({Kind.SERIAL, Kind.NUMBER, Kind.DATE})
_CUT = frozenset({Kind.TEXT})


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a `RowTableModel`.

    Args:
        content_height: Height of a row's own cells; more than that belongs to a card under them.
    """

    def __init__(self, theme: Theme, content_height: Callable[[int], int], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._content_height = content_height

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, RowTableModel):
            return
        # the stubs of QStyleOptionViewItem do not name its members
        drawn: Any = option
        rect: QRect = drawn.rect
        selected = bool(drawn.state & QStyle.StateFlag.State_Selected)
        mirrored: bool = drawn.direction == Qt.LayoutDirection.RightToLeft
        look = model.look_at(index.row())
        painter.save()
        painter.setClipRect(rect)
        self._paint_ground(painter, rect, look, selected, _is_leading(drawn.widget, index.column()), mirrored)
        content = QRect(rect.left(), rect.top(), rect.width(), self._content_height(index.row()) - 1)
        column = model.columns[index.column()]
        self._paint_cell(painter, content, column, model.cell(index.row(), index.column()), look, mirrored)
        painter.restore()

    # Ground

    def _paint_ground(
        self, painter: QPainter, rect: QRect, look: RowLook, selected: bool, leading: bool, mirrored: bool
    ) -> None:
        painter.fillRect(rect, self._theme.colour(_ground(look, selected)))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, self._theme.colour(Role.LINE))
        bar = _bar(look, selected)
        if leading and bar is not None:
            width = self._theme.px(BAR)
            left = rect.right() - width + 1 if mirrored else rect.left()
            painter.fillRect(QRect(left, rect.top(), width, rect.height()), self._theme.colour(bar))

    # Cells

    def _paint_cell(
        self, painter: QPainter, rect: QRect, column: Column[Any], cell: Cell, look: RowLook, mirrored: bool
    ) -> None:
        pad = self._theme.px(PAD)
        inner = rect.adjusted(pad, 0, -pad, 0)
        if isinstance(cell, Chip):
            draw_chip(painter, self._theme, cell, inner, mirrored, on_tint=look.tint is not None)
        elif isinstance(cell, Action):
            self._paint_action(painter, inner, cell, mirrored)
        elif isinstance(cell, Text) and cell.second:
            self._paint_two_lines(painter, inner, column, cell, look, mirrored)
        elif cell is not None:
            self._paint_line(painter, inner, column, cell, look, mirrored)

    def _paint_line(
        self, painter: QPainter, rect: QRect, column: Column[Any], cell: Cell, look: RowLook, mirrored: bool
    ) -> None:
        font = self.font_of(column, cell, look)
        text = _fit(cell.first if isinstance(cell, Text) else cell_text(cell), column, font, rect.width())
        at_right = column.kind is Kind.NUMBER or mirrored
        colour = self._theme.colour(_tone(column, cell, look))
        draw_text(painter, rect, text, font, colour, at_right, column.kind in _LATIN)

    def _paint_two_lines(
        self, painter: QPainter, rect: QRect, column: Column[Any], cell: Text, look: RowLook, mirrored: bool
    ) -> None:
        first = self._theme.px(self._theme.tokens.faces[Face.BODY].line)
        second = self._theme.px(self._theme.tokens.faces[Face.CAPTION].line)
        top = rect.top() + (rect.height() - first - second) // 2
        upper = QRect(rect.left(), top, rect.width(), first)
        lower = QRect(rect.left(), top + first - 1, rect.width(), second)
        self._paint_line(painter, upper, column, Text(cell.first, "", cell.strong, cell.tone), look, mirrored)
        font = self._theme.font(Face.CAPTION)
        at_right = column.kind is Kind.NUMBER or mirrored
        text = _fit(cell.second, column, font, rect.width())
        draw_text(painter, lower, text, font, self._theme.colour(Role.TEXT_2), at_right)

    def _paint_action(self, painter: QPainter, rect: QRect, action: Action, mirrored: bool) -> None:
        taken = 0
        if action.icon:
            size = self._theme.tokens.sizes.icon
            taken = draw_icon(
                painter, self._theme, action.icon, Role.ACCENT, size, rect, mirrored
            ) + self._theme.px(8)
        place = trailing_part(rect, taken, mirrored)
        font = self._theme.font(Face.BODY, weight=500)
        draw_text(painter, place, action.word, font, self._theme.colour(Role.ACCENT), mirrored)

    # Measures

    def font_of(self, column: Column[Any], cell: Cell, look: RowLook) -> QFont:
        """The font of a one-line cell."""
        strong = look.kind is RowKind.GROUP or column.strong or (isinstance(cell, Text) and cell.strong)
        if column.kind is Kind.SERIAL and look.kind is not RowKind.GROUP:
            return self._theme.font(Face.BODY, weight=600 if strong else 500, mono=True)
        return self._theme.font(Face.STRONG if strong else Face.BODY)

    def width_of(self, column: Column[Any], cell: Cell, look: RowLook) -> int:
        """How wide the column must be to show this cell whole."""
        pads = 2 * self._theme.px(PAD) + 2
        if isinstance(cell, Chip):
            return chip_size(self._theme, cell).width() + pads
        if isinstance(cell, Action):
            icon = self._theme.px(self._theme.tokens.sizes.icon + 8) if cell.icon else 0
            return self._theme.text_width(cell.word, Face.BODY, weight=500) + icon + pads
        metrics = QFontMetrics(self.font_of(column, cell, look))
        if isinstance(cell, Text):
            second = self._theme.text_width(cell.second, Face.CAPTION)
            return max(metrics.horizontalAdvance(cell.first), second) + pads
        return metrics.horizontalAdvance(cell_text(cell)) + pads


def _is_leading(widget: QTableView | None, column: int) -> bool:
    header = widget.horizontalHeader() if widget is not None else None
    return header.visualIndex(column) == 0 if header is not None else column == 0


def _ground(look: RowLook, selected: bool) -> Role:
    if look.tint is not None:
        return look.tint.soft
    if selected:
        return Role.ACCENT_SOFT
    return Role.RAISED if look.kind is RowKind.GROUP else Role.SURFACE


def _bar(look: RowLook, selected: bool) -> Role | None:
    status = look.tint or look.bar
    if status is not None:
        return status.role
    return Role.ACCENT if selected else None


def _tone(column: Column[Any], cell: Cell, look: RowLook) -> Role:
    if isinstance(cell, Text) and cell.tone is not Role.TEXT:
        return cell.tone
    return Role.TEXT_2 if look.faint else column.tone


def _fit(text: str, column: Column[Any], font: QFont, width: int) -> str:
    if column.kind not in _CUT:
        return text
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
