"""The sheet of paper in the middle of the entry window on which one step of coming in is done."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from stockpile_app.base import Finding
from stockpile_app.gui.access.patience import PatientStrip
from stockpile_app.gui.common import (
    Button,
    Face,
    Label,
    LabelledField,
    MessagePanel,
    Role,
    Rule,
    Theme,
    hbox,
    vbox,
)

_WIDTH = 660


class Sheet(QFrame):
    """Title, one sentence, the fields of one step, and its buttons with the one primary last."""

    def __init__(self, theme: Theme, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setProperty("kit", "sheet")
        self.setAccessibleName(title)
        self.title = Label(title, Face.PAGE, wrap=True)
        self.sentence = Label(sentence, Face.BODY, Role.TEXT_2, wrap=True)
        self.message = MessagePanel(theme, "")
        self.message.hide()
        self.progress = PatientStrip(theme)
        self.body = vbox(None, spacing=14)
        self._leading: QHBoxLayout = hbox(None, spacing=8)
        self._trailing: QHBoxLayout = hbox(None, spacing=8)
        foot = hbox(None, spacing=8)
        foot.addLayout(self._leading)
        foot.addStretch(1)
        foot.addLayout(self._trailing)
        head = vbox(None, self.title, self.sentence, spacing=4)
        column = vbox(self, spacing=14, margin=24)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.progress)
        column.addLayout(self.body)
        column.addWidget(Rule())
        column.addLayout(foot)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        self.setFixedWidth(self.theme.px(_WIDTH))

    def add(self, *widgets: QWidget) -> None:
        """Put these under what is already there."""
        for widget in widgets:
            self.body.addWidget(widget)

    def add_pair(self, first: QWidget, second: QWidget, stretch: tuple[int, int] = (1, 1)) -> None:
        """Two fields that belong together, side by side."""
        row = hbox(None, spacing=12)
        row.addWidget(first, stretch[0], Qt.AlignmentFlag.AlignTop)
        row.addWidget(second, stretch[1], Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def add_button(self, button: Button) -> Button:
        """A button at the trailing end; the primary comes last."""
        self._trailing.addWidget(button.at_height("button_dialog"))
        return button

    def add_lesser(self, button: Button) -> Button:
        """A way back or aside, at the leading end."""
        self._leading.addWidget(button.at_height("button_dialog"))
        return button

    def show_notice(self, sentence: str) -> None:
        """Tell calmly what the environment did."""
        self.message.say(sentence)

    def show_refusals(self, findings: Iterable[Finding], fields: Iterable[LabelledField]) -> None:
        """Every finding under the field it names; what names none stands above."""
        named = {field.name: field for field in fields}
        for field in named.values():
            field.set_finding("")
        others = []
        for finding in findings:
            words = f"{finding.sentence}: {finding.expected}" if finding.expected else finding.sentence
            if finding.field in named:
                named[finding.field].set_finding(words)
            else:
                others.append(words)
        if others:
            self.show_notice("; ".join(others))

    def came_in_sight(self) -> None:
        """The step is shown: put the focus where the work begins."""
