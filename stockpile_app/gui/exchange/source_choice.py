"""Which register a file is, when it shares rows with one the books know without containing it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.exchange.import_source import NEW
from stockpile_app.gui.common import Button, Face, FindingCard, Label, Theme, hbox, vbox


class SourceChoice(QWidget):
    """The refusal as a card, and one button for each answer.

    Signals:
        chosen: the source's name, or `new`.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._theme = theme
        self._column = vbox(self, spacing=8)

    def ask(self, findings: Sequence[Finding], names: Sequence[str]) -> None:
        """Show what was found, and ask which register it is."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._column.addWidget(FindingCard(self._theme, findings[0], in_row=False))
        meant = [name for name in names if any(f"“{name}”" in one.sentence for one in findings)]
        line = QWidget()
        row = hbox(line, Label(tr("Which register is this file?"), Face.STRONG), spacing=8)
        for name in meant:
            row.addWidget(self._answer(tr("It is “{name}”", name=name), name))
        row.addWidget(self._answer(tr("It is another register"), NEW))
        row.addStretch(1)
        self._column.addWidget(line)
        self.show()

    def _answer(self, words: str, source: str) -> Button:
        return Button(self._theme, words).does(lambda: self.chosen.emit(source))
