"""Asked before a voucher with lines is left: keep it as a draft, leave it, or go back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.common.labels import Label
from stockpile_app.gui.common.tokens import Face


class LeaveDialog(Dialog):
    """What shall become of the lines.

    Signals:
        kept: keep it as a draft.
        left: leave it.
    """

    kept = Signal()
    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget, sentence: str) -> None:
        super().__init__(desk.theme, parent, "file-text", tr("Leave this voucher"), size=QSize(640, 230))
        self.body.addWidget(Label(sentence, Face.SECTION, wrap=True))
        self.body.addWidget(Label(tr("Nothing has been posted. A draft waits on the first page"), wrap=True))
        self.body.addStretch(1)
        self.add_button(Button(desk.theme, tr("Go back"), "").does(self.ask_close))
        self.add_button(Button(desk.theme, tr("Leave without keeping"), "x", "Ctrl+D").does(self._leave))
        keep = PrimaryButton(desk.theme, tr("Keep as draft"), "check", "Ctrl+Return").does(self._keep)
        self.add_button(keep, primary=True)
        keep.setFocus()

    def _keep(self) -> None:
        self.accept()
        self.kept.emit()

    def _leave(self) -> None:
        self.accept()
        self.left.emit()
