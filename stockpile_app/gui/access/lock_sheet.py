"""The locked screen: nothing of the books is seen until somebody who has a key gives the passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app import access
from stockpile_app.base import KnownError, Progress
from stockpile_app.base.text import tr
from stockpile_app.gui.access.cover import CoverSheet
from stockpile_app.gui.access.patience import patient
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import (
    Button,
    Choice,
    ComboField,
    OperationRunner,
    PrimaryButton,
    SecretField,
    Theme,
)
from stockpile_app.store import Actor, Stockpile

IDLE_MS = 10 * 60 * 1000
_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)


class _Sheet(Sheet):
    """Starts at the first thing to type."""

    def __init__(self, theme: Theme, title: str, sentence: str) -> None:
        super().__init__(theme, title, sentence)
        self.first: QWidget = self

    def came_in_sight(self) -> None:
        self.first.setFocus()


class LockSheet(CoverSheet):
    """Covers the whole window; the same person goes on, or another one takes the desk over.

    Args:
        names: Who has a key to these books.
        leaving: The person at the desk hands it over: the next one is chosen first.

    Signals:
        unlocked: the passphrase was right (`Actor`).
        close_asked: close the books instead.
    """

    unlocked = Signal(object)
    close_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        runner: OperationRunner,
        parent: QWidget,
        books: Stockpile,
        actor: Actor,
        names: Sequence[str],
        leaving: bool = False,
    ) -> None:
        title = tr("Change of user") if leaving else tr("Locked")
        sheet = _Sheet(theme, title, _sentence(actor.name, leaving))
        super().__init__(theme, parent, sheet)
        self._runner, self._books = runner, books
        self.user: ComboField[str] = ComboField(theme, tr("User"), [Choice(name, name) for name in names])
        self._secret = SecretField(theme, tr("Passphrase"))
        self._secret.line.returnPressed.connect(self.unlock)
        sheet.add(self.user, self._secret)
        sheet.add_lesser(Button(theme, tr("Close the books"), "x").does(self.close_asked.emit))
        self._open = sheet.add_button(PrimaryButton(theme, tr("Unlock"), "lock", "Ctrl+Return"))
        self._open.does(self.unlock)
        self._propose(actor.name, names, leaving)
        sheet.first = self._secret if self.user.value() else self.user

    def _propose(self, name: str, names: Sequence[str], leaving: bool) -> None:
        """Who locked the screen comes back; who hands over is followed by somebody else."""
        others = [one for one in names if one != name]
        if not leaving and name in names:
            self.user.set_value(name)
        elif len(others) == 1:
            self.user.set_value(others[0])
        self.user.setVisible(len(names) > 1 or name not in names)

    def unlock(self) -> None:
        """Try the passphrase on the store's worker."""
        name, secret, books = self.user.value(), self._secret.value(), self._books
        self.user.set_finding("" if name else tr("Choose who comes to the desk"))
        if not name or not self._open.isEnabled():
            return
        self._open.setEnabled(False)

        def work(progress: Progress) -> Actor:
            return access.sign_in(books, name, secret, patient(progress))

        self._runner.run(
            self, work, self._right, failed=self._wrong, cancelled=self._ready, strip=self.sheet.progress,
            name=tr("Unlocking"),
        )  # fmt: skip

    def _right(self, actor: Actor) -> None:
        self._secret.set_value("")
        self.unlocked.emit(actor)

    def _wrong(self, problem: KnownError) -> None:
        self._ready()
        self._secret.set_finding(problem.sentence)

    def _ready(self) -> None:
        self._open.setEnabled(True)
        self._secret.line.selectAll()
        self._secret.setFocus()

    def show_notice(self, sentence: str) -> None:
        """Tell calmly what the environment did."""
        self._ready()
        self.sheet.show_notice(sentence)


def _sentence(name: str, leaving: bool) -> str:
    if leaving:
        return tr(
            "{user} hands the desk over. What is half filled in waits for {user} as a draft.", user=name
        )
    return tr("{user} is at this desk. Nothing of the books is shown.", user=name)


class IdleWatch(QObject):
    """Notices when nobody has touched the desk for ten minutes, and hears two keys above every dialog.

    Signals:
        idle: nobody has.
        lock_asked: Ctrl+L.
        change_asked: Ctrl+U.
    """

    idle = Signal()
    lock_asked = Signal()
    change_asked = Signal()

    def __init__(self, parent: QObject, after_ms: int = IDLE_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.idle)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _SIGNS_OF_LIFE:
            return False
        self._timer.start()
        return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._heard(event)

    def _heard(self, event: QKeyEvent) -> bool:
        """Ctrl+L and Ctrl+U work everywhere: a dialog in front keeps them from the window itself."""
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            return False
        asked = {Qt.Key.Key_L: self.lock_asked, Qt.Key.Key_U: self.change_asked}
        found = next((signal for key, signal in asked.items() if event.key() == key), None)
        if found is None:
            return False
        QTimer.singleShot(0, self, lambda: found.emit())  # noqa: PLW0108  (a signal's own emit is not a slot)
        return True
