"""Back up from the window: to the folder of these books, with progress, and at the end of a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app import access
from stockpile_app.access import Made
from stockpile_app.base import Cause, Finding, KnownError, Progress
from stockpile_app.base.text import tr
from stockpile_app.gui.access.desk import Desk
from stockpile_app.gui.access.path_field import choose_a_folder, is_folder
from stockpile_app.gui.common import Button, Job, Label, PrimaryButton, ProgressStrip, Role, isolate
from stockpile_app.gui.common.dialog import SMALL, Dialog
from stockpile_app.store import Stockpile

_SHOWN_AFTER_MS = 250


def choose_folder(parent: QWidget, start: str) -> str:
    """The desktop's window for a folder; '' when it was left."""
    return choose_a_folder(parent, tr("Where backups go"), start)


def ask_folder(desk: Desk, parent: QWidget) -> Path | None:
    """Let the person choose where the backups of these books go, and remember it."""
    before = desk.settings.backup_folder(desk.books.path)
    chosen = choose_folder(parent, before or str(desk.books.path.parent))
    if not chosen:
        return None
    desk.settings.set_backup_folder(desk.books.path, chosen)
    return Path(chosen)


def back_up_now(
    desk: Desk, parent: QWidget, strip: ProgressStrip, done: Callable[[], object] | None = None
) -> None:
    """Back up at once; a folder is asked for the first time, and when it is not there."""
    folder = Path(desk.settings.backup_folder(desk.books.path) or "/nowhere at all")
    if not is_folder(folder):
        chosen = ask_folder(desk, parent)
        if chosen is None:
            return
        folder = chosen
    here = folder

    def made(outcome: Made) -> None:
        desk.refresh_status()
        if done is not None:
            done()
        words = tr("Backed up to {folder}: opened and checked", folder=isolate(str(here)))
        trouble = tr("The books do not hold; the copy was kept as found: {trouble}", trouble=outcome.trouble)
        desk.say(trouble if outcome.trouble else words)

    desk.write(
        parent,
        lambda books, progress: access.back_up(books, here, progress),
        made,
        strip=strip,
        name=tr("Backing up and checking the copy"),
    )


def back_up_if_changed(books: Stockpile, folder: Path, progress: Progress) -> Made | None:
    """At the end of a session: a backup when anything was written since the last one."""
    if books.read_only or not access.needs_backup(books):
        return None
    if not is_folder(folder):
        raise _no_folder(folder)
    return access.back_up(books, folder, progress)


def _no_folder(folder: Path) -> KnownError:
    return KnownError(
        Cause.NOT_FOUND,
        tr(
            "There is no folder {name}. Put the stick in and try again, or close without a backup",
            name=str(folder),
        ),
    )


class ClosingDialog(Dialog):
    """The last backup of a session, before the books are closed.

    Attributes:
        over: It has come to an end, or was given up: the books may close.
        running: The copy is being made.

    Signals:
        closed: go on and close the books.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget, folder: Path) -> None:
        super().__init__(
            desk.theme, parent, "hard-drive-download", tr("Backing up before closing"), size=SMALL
        )
        self._desk, self._folder = desk, folder
        self._job: Job | None = None
        self.over, self.running = False, False
        words = tr(
            "The books are copied to {folder}, and the copy is opened and checked.",
            folder=isolate(str(folder)),
        )
        self.body.addWidget(Label(words, tone=Role.TEXT_2, wrap=True))
        self.body.addStretch(1)
        self.again = PrimaryButton(desk.theme, tr("Try again"), "refresh-cw").does(self.begin)
        self.again.hide()
        self.without = Button(desk.theme, tr("Close without a backup"), "x").does(self._close_without)
        self.add_button(self.without)
        self.add_button(self.again, primary=True)

    def begin(self) -> None:
        """Start; the dialog shows itself only when it takes a moment."""
        self.message.hide()
        self.again.hide()
        folder, self.running = self._folder, True
        self._job = self._desk.write(
            self,
            lambda books, progress: back_up_if_changed(books, folder, progress),
            lambda _made: self._finish(),
            refused=self._refused,
            failed=self._failed,
            cancelled=self._finish,
            strip=self.progress,
            name=tr("Backing up and checking the copy"),
        )
        QTimer.singleShot(_SHOWN_AFTER_MS, self, self._show)

    def _show(self) -> None:
        if not self.over:
            self.open()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        """Not among this person's duties: the books close as they are."""
        self._finish()

    def _failed(self, problem: KnownError) -> None:
        self.running = False
        self.again.show()
        self.message.say(problem.sentence)
        self._show()

    def _close_without(self) -> None:
        if self.running and self._job is not None:
            self.without.setEnabled(False)
            self._job.cancel()  # the books are closed when it has come to an end
        else:
            self._finish()

    def may_close(self) -> bool:
        """Esc goes back to the books, once nothing is under way."""
        return not self.running

    def _finish(self) -> None:
        if not self.over:
            self.over, self.running = True, False
            self.accept()
            self.closed.emit()
