"""The box in front of a row: ticked when the row is marked; left out where nothing can be marked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from stockpile_app.base.text import tr
from stockpile_app.gui.common import Role, Theme
from stockpile_app.gui.common.cell_delegate import PAD, CellDelegate
from stockpile_app.gui.common.cells import Column, RowLook
from stockpile_app.gui.common.painting import draw_icon, leading_part
from stockpile_app.gui.common.row_model import RowTableModel

WIDTH = 56
_SIDE = 16


def marked_word(marked: bool) -> str:
    """What a screen reader says of the box."""
    return tr("marked") if marked else ""


class MarkDelegate(CellDelegate):
    """Paints the box.

    Args:
        markable: Whether a row has a box.
    """

    def __init__(
        self,
        theme: Theme,
        content_height: Callable[[int], int],
        parent: QObject,
        markable: Callable[[Any], bool],
    ) -> None:
        super().__init__(theme, content_height, parent)
        self._markable = markable
        self._shown = False

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index.row()) if isinstance(model, RowTableModel) else None
        self._shown = row is not None and self._markable(row)
        super().paint(painter, option, index)

    def _paint_cell(
        self, painter: QPainter, rect: QRect, column: Column[Any], cell: object, look: RowLook, mirrored: bool
    ) -> None:
        if not self._shown:
            return
        theme, pad, side = self._theme, self._theme.px(PAD), self._theme.px(_SIDE)
        place = leading_part(rect.adjusted(pad, 0, -pad, 0), side, mirrored)
        box = QRect(place.left(), rect.center().y() - side // 2 + 1, side, side)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(Role.LINE_STRONG), theme.line))
        painter.setBrush(theme.colour(Role.ACCENT) if cell else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if cell:
            draw_icon(
                painter, theme, "check", Role.ON_ACCENT, 14, box.adjusted(1, -1, 0, -1), right_to_left=False
            )
