"""Why a request goes back, or is withdrawn."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common import Button, Dialog, MultiLineField, PrimaryButton, Theme


class ReasonDialog(Dialog):
    """One sentence why a request goes back; nothing of it is done.

    Signals:
        given: the reason.
    """

    given = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget, title: str, verb: str, needed: bool = True) -> None:
        super().__init__(theme, parent, "undo-2", title, size=QSize(560, 330))
        self._needed = needed
        self.reason = MultiLineField(
            theme,
            tr("Reason"),
            optional=not needed,
            help_text=tr("The asker reads it; it stays in the journal"),
        )
        self.body.addWidget(self.reason)
        self.body.addStretch(1)
        self.add_button(Button(theme, tr("Cancel"), "", "Esc").does(self.ask_close))
        self.add_button(PrimaryButton(theme, verb, "undo-2", "Ctrl+Return").does(self._give), primary=True)

    def _give(self) -> None:
        reason = self.reason.value()
        if self._needed and not reason:
            self.reason.set_finding(tr("Say why in one sentence"))
            self.reason.setFocus()
            return
        self.accept()
        self.given.emit(reason)
