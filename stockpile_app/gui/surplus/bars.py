"""Bars: what is needed and what is held, on one scale; they mean the same in black and white.

Held and needed is solid, held above the requirement is hatched, missing is an empty dashed frame, and the
requirement itself is an upright mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QStyleOptionViewItem, QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.common import Face, Role, Theme
from stockpile_app.gui.common.cell_delegate import PAD, CellDelegate
from stockpile_app.gui.common.cells import Column, RowLook
from stockpile_app.gui.common.painting import chip_size, draw_chip, draw_text
from stockpile_app.gui.common.row_model import RowTableModel
from stockpile_app.gui.surplus.rows import TypeRow
from stockpile_app.gui.surplus.words import unstated_chip
from stockpile_app.surplus import StatementLine

_BAR = 12
_MARK = 20
_WIDE_BAR = 14


@dataclass(frozen=True, slots=True)
class Extent:
    """What is needed and what is held, and the scale on which both are drawn."""

    requirement: int
    holding: int

    @property
    def scale(self) -> int:
        """What the whole length stands for."""
        return max(self.requirement, self.holding, 1)

    def pixels(self, quantity: int, room: int) -> int:
        """How long a quantity is drawn; something is never drawn as nothing."""
        drawn = round(room * quantity / self.scale)
        return max(drawn, 2) if quantity else 0


def extent_of(line: StatementLine) -> Extent:
    """The extent of one item type."""
    return Extent(line.requirement, line.serviceable)


def paint_extent(painter: QPainter, theme: Theme, rect: QRect, extent: Extent, mirrored: bool) -> None:
    """Needed and held, above the requirement, missing, and the mark of the requirement."""
    tall = theme.px(_BAR)
    bar = QRect(rect.left(), rect.center().y() - tall // 2 + 1, rect.width(), tall)
    needed = extent.pixels(min(extent.requirement, extent.holding), bar.width())
    held = max(extent.pixels(extent.holding, bar.width()), needed)
    wanted = max(extent.pixels(extent.requirement, bar.width()), needed)
    painter.save()
    solid(painter, theme, part(bar, 0, needed, mirrored))
    if held > needed:
        hatched(painter, theme, part(bar, needed, held, mirrored))
    if wanted > needed:
        missing(painter, theme, part(bar, needed, wanted, mirrored))
    if extent.requirement:
        _mark(painter, theme, part(bar, max(0, wanted - 1), wanted, mirrored))
    painter.restore()


def part(bar: QRect, start: int, end: int, mirrored: bool) -> QRect:
    """The stretch of a bar between two lengths from its leading edge."""
    left = bar.right() + 1 - end if mirrored else bar.left() + start
    return QRect(left, bar.top(), end - start, bar.height())


def solid(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Held and needed."""
    painter.fillRect(rect, theme.colour(Role.TEXT_3))


def hatched(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Held above the requirement."""
    colour = theme.colour(Role.INFO)
    painter.fillRect(rect, theme.colour(Role.INFO_SOFT))
    painter.fillRect(rect, QBrush(colour, Qt.BrushStyle.BDiagPattern))
    _frame(painter, rect, QPen(colour, 1))


def missing(painter: QPainter, theme: Theme, rect: QRect) -> None:
    """Needed and not held."""
    _frame(painter, rect, QPen(theme.colour(Role.WARN), 1, Qt.PenStyle.DashLine))


def _frame(painter: QPainter, rect: QRect, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))


def _mark(painter: QPainter, theme: Theme, rect: QRect) -> None:
    tall = theme.px(_MARK)
    painter.fillRect(
        QRect(rect.left(), rect.center().y() - tall // 2 + 1, 2, tall), QColor(theme.colour(Role.TEXT))
    )


class BarsDelegate(CellDelegate):
    """Paints the bars of a row, or that no requirement is stated."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        self._row: TypeRow | None = model.row_at(index.row()) if isinstance(model, RowTableModel) else None
        super().paint(painter, option, index)

    def _paint_cell(
        self,
        painter: QPainter,
        rect: QRect,
        column: Column[TypeRow],
        cell: object,
        look: RowLook,
        mirrored: bool,
    ) -> None:
        row = self._row
        if row is None:
            return
        pad = self._theme.px(PAD)
        inner = rect.adjusted(pad, 0, -pad, 0)
        if row.line is not None and not row.line.stated:
            draw_chip(painter, self._theme, unstated_chip(), inner, mirrored)
        elif row.line is not None:
            paint_extent(painter, self._theme, inner, extent_of(row.line), mirrored)

    def least_width(self) -> int:
        """Room for the words that stand in place of a bar."""
        return chip_size(self._theme, unstated_chip()).width() + 2 * self._theme.px(PAD) + 2


class LabelledBars(QWidget):
    """Requirement, holding and surplus of one item type under each other, each with its figure printed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._line: StatementLine | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.follow(self.updateGeometry)

    def show_line(self, line: StatementLine) -> None:
        """Draw another item type."""
        self._line = line
        self.setAccessibleName("; ".join(f"{name}: {grouped(figure)}" for name, figure in _figures(line)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = len(_figures(self._line)) if self._line else 0
        return QSize(self._theme.px(240), rows * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _row_height(self) -> int:
        return self._theme.px(self._theme.tokens.faces[Face.BODY].line + _WIDE_BAR + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line is None:
            return
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number, (name, figure) in enumerate(_figures(self._line)):
            top = number * self._row_height()
            self._paint_row(painter, QRect(0, top, self.width(), self._row_height()), name, figure, mirrored)
        painter.end()

    def _paint_row(self, painter: QPainter, rect: QRect, name: str, figure: int, mirrored: bool) -> None:
        assert self._line is not None
        theme, line = self._theme, self._line
        words = QRect(rect.left(), rect.top(), rect.width(), theme.px(theme.tokens.faces[Face.BODY].line))
        draw_text(painter, words, name, theme.font(Face.BODY), theme.colour(Role.TEXT_2), mirrored)
        draw_text(
            painter,
            words,
            grouped(figure),
            theme.font(Face.STRONG),
            theme.colour(Role.TEXT),
            not mirrored,
            True,
        )
        bar = QRect(rect.left(), words.bottom() + theme.px(3), rect.width(), theme.px(_WIDE_BAR))
        extent = extent_of(line)
        start = extent.pixels(line.requirement, bar.width()) if name == _surplus_word() else 0
        end = max(start, min(bar.width(), start + extent.pixels(figure, bar.width())))
        place = part(bar, start, end, mirrored)
        if not figure:
            painter.fillRect(part(bar, start, start + 1, mirrored), theme.colour(Role.LINE_STRONG))
        elif name == _surplus_word():
            hatched(painter, theme, place)
        elif name == _missing_word():
            missing(painter, theme, part(bar, bar.width() - end, bar.width(), mirrored))
        elif name == _needed_word():
            _frame(painter, place, QPen(theme.colour(Role.TEXT), 1.5))
        else:
            solid(painter, theme, place)
            if line.stated and line.requirement:
                wanted = extent.pixels(line.requirement, bar.width())
                _mark(painter, theme, part(bar, wanted - 1, wanted, mirrored))


def _needed_word() -> str:
    return tr("Required")


def _surplus_word() -> str:
    return tr("Surplus")


def _missing_word() -> str:
    return tr("Missing")


def _figures(line: StatementLine) -> list[tuple[str, int]]:
    held = (tr("Serviceable, with holders included"), line.serviceable)
    if not line.stated:
        return [held]
    last = (_missing_word(), line.shortage) if line.shortage else (_surplus_word(), line.surplus)
    return [(_needed_word(), line.requirement), held, last]
