"""Measured values: each field with its bounds beside it, and at once whether the value keeps to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.disposal.deactivation.measures import BoundLine
from stockpile_app.gui.common import (
    Chip,
    ChipLabel,
    Face,
    Label,
    Role,
    Status,
    TextField,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.disposal.deactivation_words import opened


class ValueField(QWidget):
    """One value to measure."""

    def __init__(self, theme: Theme, line: BoundLine) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.line = line
        unit = f" ({line.unit})" if line.unit else ""
        self.field = TextField(theme, f"{opened(tr(line.name))}{unit}")
        self.field.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.field.set_value(line.value)
        self.field.setFixedWidth(theme.px(150))
        bounds = isolate(line.bounds) if line.bounds else tr("measured for another value")
        self.bounds = Label(bounds, Face.STRONG if line.bounds else Face.CAPTION, Role.TEXT_2, wrap=True)
        self.chip = ChipLabel(theme, Chip(Status.IDLE, tr("Not measured")))
        self.field.editor.setAccessibleDescription(line.bounds)
        beside = vbox(None, self.bounds, self.chip, spacing=2)
        beside.setAlignment(self.chip, Qt.AlignmentFlag.AlignLeading)
        row = hbox(self, spacing=12)
        row.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)

    def say(self, sentence: str | None) -> None:
        """`None` while nothing is measured, '' when it fits, else what it should be."""
        if sentence is None:
            self.chip.set_chip(Chip(Status.IDLE, tr("Not measured")))
        elif sentence:
            self.chip.set_chip(Chip(Status.STOP, tr("Out of bounds")))
        else:
            self.chip.set_chip(Chip(Status.OK, tr("Within bounds") if self.line.bounds else tr("Noted")))
        more = sentence and sentence not in self.line.bounds  # what the bound comes to on this weapon
        self.field.set_finding(tr("Expected: {text}", text=sentence) if sentence and more else "")


class ValueFields(QWidget):
    """The values of one operation; where one of several ways is enough, the way stands over them.

    Signals:
        changed: a value is another.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._theme = theme
        self.fields: list[ValueField] = []
        self._column = vbox(self, spacing=10)

    def ask(self, lines: Sequence[BoundLine]) -> None:
        """Ask for these."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.fields = []
        way = ""
        for line in lines:
            if line.way and line.way != way:
                words = tr("One way is enough: {way}", way=tr(line.way))
                self._column.addWidget(Label(words, Face.CAPTION, Role.TEXT_2, wrap=True))
            way = line.way
            field = ValueField(self._theme, line)
            field.field.changed.connect(self.changed)
            self.fields.append(field)
            self._column.addWidget(field)
        self.setVisible(bool(lines))

    def values(self) -> tuple[tuple[str, str], ...]:
        """Names and what was typed; what is empty is left out.  A decimal comma is taken for its point."""
        typed = ((one.line.name, one.field.value().replace(",", ".")) for one in self.fields)
        return tuple((name, value) for name, value in typed if value)

    def say(self, wrong: Mapping[str, str]) -> None:
        """Say under each value what is wrong with it; a value that is empty is only not measured yet."""
        for one in self.fields:
            one.say(wrong.get(tr(one.line.name), "") if one.field.value() else None)
