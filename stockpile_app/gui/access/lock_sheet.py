"""The locked screen: nothing of the books is seen until whoever locked it gives the passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from stockpile_app import access
from stockpile_app.base import KnownError
from stockpile_app.base.text import tr
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import Button, OperationRunner, PrimaryButton, Role, SecretField, Theme

IDLE_MS = 10 * 60 * 1000
_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
)


class LockSheet(QDialog):
    """Covers the whole window and cannot be pushed aside.

    Signals:
        unlocked: the passphrase was right.
        close_asked: close the books instead.
    """

    unlocked = Signal()
    close_asked = Signal()

    def __init__(self, theme: Theme, runner: OperationRunner, parent: QWidget, path: Path, user: str) -> None:
        super().__init__(parent)
        self._theme, self._runner, self._path, self._user = theme, runner, path, user
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.setWindowTitle(tr("Locked"))
        self.setAccessibleName(tr("Locked"))
        self.sheet = Sheet(
            theme, tr("Locked"), tr("{user} is at this desk. Nothing of the books is shown.", user=user)
        )
        self.sheet.setParent(self)
        self._secret = SecretField(theme, tr("Passphrase"))
        self._secret.line.returnPressed.connect(self.unlock)
        self.sheet.add(self._secret)
        self.sheet.add_lesser(Button(theme, tr("Close the books"), "x").does(self.close_asked.emit))
        self._open = self.sheet.add_button(PrimaryButton(theme, tr("Unlock"), "lock", "Ctrl+Return"))
        self._open.does(self.unlock)
        parent.installEventFilter(self)

    def unlock(self) -> None:
        """Try the passphrase on the store's worker."""
        secret, path, user = self._secret.value(), self._path, self._user
        self._open.setEnabled(False)
        self.sheet.progress.begin(tr("Unlocking"), None)
        self._runner.run(
            self, lambda _progress: access.unlock(path, user, secret), self._right, failed=self._wrong
        )

    def _right(self, _unlocked: object) -> None:
        self._secret.set_value("")
        self.accept()
        self.unlocked.emit()

    def _wrong(self, problem: KnownError) -> None:
        self.sheet.progress.end()
        self._open.setEnabled(True)
        self._secret.set_finding(problem.sentence)
        self._secret.line.selectAll()
        self._secret.setFocus()

    def reject(self) -> None:
        """Esc does nothing here."""

    # Place and paint

    def showEvent(self, event: QShowEvent) -> None:
        self._cover()
        super().showEvent(event)
        self._secret.setFocus()

    def _cover(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(QRect(window.mapToGlobal(window.rect().topLeft()), window.size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.sheet.sizeHint()
        self.sheet.setGeometry(
            (self.width() - self.sheet.width()) // 2, self.height() // 4, self.sheet.width(), size.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(Role.CANVAS))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moved = event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        if watched is self.parentWidget() and moved and self.isVisible():
            self._cover()
        return False


class IdleWatch(QObject):
    """Notices when nobody has touched the desk for ten minutes.

    Signals:
        idle: nobody has.
    """

    idle = Signal()

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
        if event.type() in _SIGNS_OF_LIFE:
            self._timer.start()
        return False
