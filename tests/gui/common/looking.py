"""Eyes for tests: texts that do not fit, and inputs that a screen reader cannot name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from stockpile_app.gui.common import ElidedLabel, Kind, RowKind
from stockpile_app.gui.common.buttons import Button
from stockpile_app.gui.common.rows_view import RowsView

SLACK = 1
INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton, QTableView, QAbstractSpinBox)


def find_clipped_texts(widget: QWidget) -> list[str]:
    """The texts in sight that do not fit where they stand: labels, buttons, headings, cells that must be whole."""
    clipped = []
    for part in (widget, *widget.findChildren(QWidget)):
        if part.isVisible():
            clipped += _clipped(part)
    return clipped


def _clipped(part: QWidget) -> list[str]:
    if isinstance(part, RowsView):
        return _clipped_columns(part)
    if isinstance(part, ElidedLabel):
        return []
    if isinstance(part, QLabel) and part.text() and not part.pixmap().size().width():
        return [part.text()] if _label_clipped(part) else []
    if isinstance(part, Button) and part.content_width() > part.width():
        return [part.words]
    return []


def _label_clipped(label: QLabel) -> bool:
    metrics = QFontMetrics(label.font())
    room = label.contentsRect()
    if label.wordWrap():
        drawn = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), label.text())
        return drawn.height() > room.height() + SLACK or drawn.width() > room.width() + SLACK
    lines = label.text().split("\n")
    return (
        max(map(metrics.horizontalAdvance, lines)) > room.width() + SLACK
        or metrics.height() > room.height() + 4
    )


def _clipped_columns(view: RowsView) -> list[str]:
    clipped = []
    for number, column in enumerate(view.rows.columns):
        width = view.columnWidth(number)
        if view.header.heading_width(number) > width + SLACK:
            clipped.append(column.heading)
        if column.kind is Kind.TEXT:
            continue
        for position in range(view.top_row(), min(view.top_row() + 40, view.rows.rowCount())):
            cell, look = view.rows.cell(position, number), view.rows.look_at(position)
            if look.kind is RowKind.GROUP:  # the words of its head run on over the empty cells beside them
                continue
            if view.itemDelegate().width_of(column, cell, look) > width + SLACK:  # type: ignore[attr-defined]
                clipped.append(f"{column.heading}: {view.rows.spoken(position, number)}")
    return clipped


def unnamed_inputs(widget: QWidget) -> list[str]:
    """The inputs that a screen reader could not name (asked of Qt's own accessibility)."""
    unnamed = []
    for part in (widget, *widget.findChildren(QWidget)):
        inside = part.parentWidget()
        if (
            not isinstance(part, INPUTS)
            or part.objectName().startswith("qt_")
            or isinstance(inside, QComboBox)
        ):
            continue
        interface = QAccessible.queryAccessibleInterface(part)
        if interface is None or not interface.text(QAccessible.Text.Name):
            unnamed.append(f"{type(part).__name__} in {type(inside).__name__}")
    return unnamed
