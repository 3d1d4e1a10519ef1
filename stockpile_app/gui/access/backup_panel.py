"""Where the backups of these books go: a folder or a stick, for this desk."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from stockpile_app import access
from stockpile_app.access import LastBackup
from stockpile_app.base.clock import local_text
from stockpile_app.base.text import tr
from stockpile_app.gui.access.backing_up import ask_folder, back_up_now
from stockpile_app.gui.access.desk import Desk
from stockpile_app.gui.common import (
    Button,
    Label,
    Panel,
    ProgressStrip,
    Role,
    Status,
    StatusLine,
    hbox,
    isolate,
)


class BackupPanel(Panel):
    """The folder, the last backup, and the two things that can be done about them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr("Backup of these books"))
        self._desk = desk
        words = tr("Made when the books are closed after work, opened and checked. The newest ten stay, and the "
                   "last of each month for a year.")  # fmt: skip
        self.add(Label(words, tone=Role.TEXT_2, wrap=True))
        self.folder = Label("", wrap=True)
        self.last = StatusLine(desk.theme, Status.IDLE, "")
        self.progress = ProgressStrip(desk.theme)
        buttons = hbox(None, spacing=8)
        buttons.addWidget(Button(desk.theme, tr("Choose the folder"), "folder-open").does(self.choose))
        buttons.addWidget(Button(desk.theme, tr("Back up now"), "hard-drive-download").does(self.back_up))
        buttons.addStretch(1)
        for part in (self.folder, self.last, self.progress):
            self.add(part)
        self.column.addLayout(buttons)
        self.refresh()

    def choose(self) -> None:
        """Another folder."""
        if ask_folder(self._desk, self) is not None:
            self.refresh()

    def back_up(self) -> None:
        """At once."""
        back_up_now(self._desk, _page_of(self), self.progress, self.refresh)

    def refresh(self) -> None:
        """Say where backups go and when the last one was made."""
        folder = self._desk.settings.backup_folder(self._desk.books.path)
        self.folder.setText(isolate(folder) if folder else tr("No folder chosen yet: nothing is backed up"))
        self._desk.read(self, access.last_backup, self._show)

    def _show(self, last: LastBackup | None) -> None:
        if last is None:
            self.last.show_status(Status.WARN, tr("Never backed up"))
        else:
            at = local_text(last.at, self._desk.founding.zone)
            self.last.show_status(Status.OK, tr("Last backup {at}", at=isolate(at)))


def _page_of(panel: QWidget) -> QWidget:
    """Where the environment's sentences are shown: the window."""
    return panel.window()
