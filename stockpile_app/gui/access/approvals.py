"""What waits for a second person, for one window: asks at once, opens the approval, tells what came of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app.access import Requested
from stockpile_app.base.text import tr
from stockpile_app.gui.access.approval_dialog import ApprovalDialog
from stockpile_app.gui.access.cover import CoverSheet
from stockpile_app.gui.access.desk import Desk
from stockpile_app.gui.access.request_view import Shows
from stockpile_app.gui.common import Button, Dialog, Face, Label, PrimaryButton, Role


class AskNowDialog(Dialog):
    """Something was asked for: the second person is at hand, or comes later.

    Signals:
        now: the second person is at this desk.
    """

    now = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None, requested: Requested) -> None:
        super().__init__(
            desk.theme, parent, "signature", tr("A second person must approve"), size=QSize(640, 280)
        )
        self.body.addWidget(Label(requested.summary, Face.SECTION, wrap=True))
        self.body.addWidget(
            Label(
                tr("Nothing has changed yet. The request waits under People & keys and on the first page."),
                Face.BODY,
                Role.TEXT_2,
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.add_button(Button(desk.theme, tr("Later"), "", "Esc").does(self.ask_close))
        now = PrimaryButton(desk.theme, tr("Approve now at this desk"), "signature", "Ctrl+Return").does(
            self._now
        )
        self.add_button(now, primary=True)

    def _now(self) -> None:
        self.accept()
        self.now.emit()


class Approvals:
    """One for each window; every page is handed the same."""

    def __init__(self, desk: Desk, shows: Shows) -> None:
        self.desk, self._shows = desk, shows

    def requested(self, requested: Requested, parent: QWidget | None) -> None:
        """Tell that it waits, and offer the second person the desk at once."""
        window = parent.window() if parent is not None else None
        self.desk.say(tr("Asked for: {summary} · waits for a second person", summary=requested.summary))
        if window is not None:
            QTimer.singleShot(0, window, lambda: self._ask(requested, window))

    def _ask(self, requested: Requested, window: QWidget | None) -> None:
        """Offer the desk at once; not over a locked screen, where the request simply waits."""
        if isinstance(QApplication.activeModalWidget(), CoverSheet):
            return
        dialog = AskNowDialog(self.desk, window, requested)
        dialog.now.connect(lambda: self.open(requested.request_id, window))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def open(self, request_id: int, parent: QWidget | None) -> ApprovalDialog:
        """The approval of one request."""
        dialog = ApprovalDialog(self.desk, parent, request_id, self._shows)
        dialog.decided.connect(self.desk.say)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog
