"""The heading of a table: on `raised`, each heading on the side of its column."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from stockpile_app.gui.common.cell_delegate import PAD
from stockpile_app.gui.common.cells import Kind
from stockpile_app.gui.common.painting import draw_text
from stockpile_app.gui.common.row_model import RowTableModel
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role

_ARROW = 14


class TableHeader(QHeaderView):
    """Paints its own sections, so that both directions and all palettes agree."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._theme.px(self._theme.tokens.sizes.table_header))

    def heading_width(self, section: int) -> int:
        """How wide the column must be for its heading and the arrow of sorting."""
        model = self.model()
        if not isinstance(model, RowTableModel):
            return 0
        column = model.columns[section]
        arrow = self._theme.px(_ARROW) if column.sortable else 0
        return self._theme.text_width(column.heading, Face.COLUMN) + 2 * self._theme.px(PAD) + arrow

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        painter.save()
        painter.fillRect(rect, self._theme.colour(Role.RAISED))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, self._theme.colour(Role.LINE))
        if isinstance(model, RowTableModel):
            self._paint_heading(painter, rect, model, logicalIndex)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, rect: QRect, model: RowTableModel[object], section: int
    ) -> None:
        pad = self._theme.px(PAD)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        column = model.columns[section]
        at_right = column.kind is Kind.NUMBER or mirrored
        inner = rect.adjusted(pad, 0, -pad, 0)
        font = self._theme.font(Face.COLUMN)
        draw_text(painter, inner, column.heading, font, self._theme.colour(Role.TEXT_2), at_right)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == section:
            self._paint_arrow(painter, inner, at_right, self._theme.text_width(column.heading, Face.COLUMN))

    def _paint_arrow(self, painter: QPainter, inner: QRect, at_right: bool, taken: int) -> None:
        side = self._theme.px(12)
        falling = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
        left = inner.right() - taken - side - 1 if at_right else inner.left() + taken + 2
        pixmap = self._theme.pixmap("chevron-down", Role.TEXT_2, 12)
        painter.translate(left + side / 2, inner.center().y() + 1)
        painter.rotate(0 if falling else 180)
        painter.drawPixmap(-side // 2, -side // 2, pixmap)
