"""Panels: the framed paper on which lists and figures lie, and the head of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from stockpile_app.gui.common.labels import Label, hbox, vbox
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Face, Role


class Panel(QFrame):
    """A framed sheet with an optional title and a remark at the trailing end."""

    def __init__(
        self, title: str = "", remark: str = "", margin: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "panel")
        self.title = Label(title, Face.STRONG, wrap=True)
        self.remark = Label(remark, Face.BODY, Role.TEXT_2)
        self.head = hbox(None, spacing=12)
        self.head.addWidget(self.title, 1)
        self.head.addWidget(self.remark)
        self.column = vbox(self, spacing=10)
        self.column.setContentsMargins(margin, 12, margin, 12)
        if title:
            self.column.addLayout(self.head)
        else:
            self.title.setParent(None)
            self.remark.setParent(None)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget under what is already there."""
        self.column.addWidget(widget, stretch)


class ListPanel(QFrame):
    """A panel whose list reaches its edges, under a title line."""

    def __init__(self, title: str, remark: str, body: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "panel")
        self.title = Label(title, Face.STRONG)
        self.remark = Label(remark, Face.BODY, Role.TEXT_2)
        self.head: QHBoxLayout = hbox(None, self.title, spacing=12)
        self.head.addStretch(1)
        self.head.addWidget(self.remark)
        self.head.setContentsMargins(15, 10, 15, 10)
        column = vbox(self, spacing=0, margin=1)
        column.addLayout(self.head)
        column.addWidget(body, 1)


class PageHeader(QWidget):
    """Title, one sentence, and the page's acts at the trailing end, the primary last."""

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "clear")
        self.title = Label(title, Face.PAGE)
        self.sentence = Label(sentence, Face.BODY, Role.TEXT_2)
        words = vbox(None, self.title, self.sentence, spacing=0)
        self._row = hbox(self, spacing=8)
        self._row.addLayout(words)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_sentence(self, sentence: str) -> None:
        """What the page says about itself now."""
        self.sentence.setText(sentence)

    def add_act(self, button: QWidget) -> None:
        """Put a button at the trailing end, after those already there."""
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Figure:
    """A large number with its caption; the figure is text, so that units and signs are the query's."""

    text: str
    caption: str
    tone: Role = Role.TEXT


class FigurePanel(Panel):
    """Figures of 24 px with captions: in a row, or in columns."""

    def __init__(self, title: str = "", columns: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._columns = columns
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(12)
        self.column.addLayout(self._grid)
        grows = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grows.setHeightForWidth(True)  # captions wrap where words are longer
        self.setSizePolicy(grows)

    def set_figures(self, figures: Iterable[Figure]) -> None:
        """Show these figures."""
        self._clear()
        shown = list(figures)
        across = self._columns or max(1, len(shown))
        for number, figure in enumerate(shown):
            self._grid.addWidget(_figure(figure), number // across, number % across)
        if not self._columns:
            self._grid.setColumnStretch(across, 1)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # without a parent, Qt would show it as a window of its own
                widget.deleteLater()


def _figure(figure: Figure) -> QWidget:
    owner = QWidget()
    owner.setProperty("kit", "clear")
    number = Label(isolate(figure.text), Face.FIGURE, figure.tone)
    caption = Label(figure.caption, Face.CAPTION, Role.TEXT_2, wrap=True)
    vbox(owner, number, caption, spacing=0)
    owner.setAccessibleName(f"{figure.caption}: {figure.text}")
    return owner


class FactList(QWidget):
    """Names and values under each other: the facts of an item, the sums of a voucher."""

    def __init__(
        self, name_width: int = 100, values_at_end: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kit", "clear")
        self._at_end = values_at_end
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)

    def add_fact(self, name: str, value: str, mono: bool = False, tone: Role = Role.TEXT) -> Label:
        """Add one line; returns the label of the value."""
        row = self._grid.rowCount()
        head = Label(name, Face.BODY, Role.TEXT_2)
        shown = Label(value, Face.BODY, tone, wrap=True)
        if mono:
            shown.setProperty("face", "mono")
        shown.at_side(trailing=self._at_end)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, row, 1)
        return shown

    def clear(self) -> None:
        """Take all lines away."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # without a parent, Qt would show it as a window of its own
                widget.deleteLater()
