"""The success message at the foot of the page: what was done, and how to undo it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QCursor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import IconButton, LinkButton
from stockpile_app.gui.common.labels import IconLabel, Label, hbox
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status

_MARGIN = 16


class Toast(QWidget):
    """Stays ten seconds, longer while the pointer or the focus is on it; never tells a refusal."""

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._act: Callable[[], object] | None = None
        self._words = Label("", Face.BODY)
        self._link = LinkButton(theme, tr("Undo by reversal"), "undo-2", "Ctrl+Z")
        self._link.clicked.connect(self._do)
        close = IconButton(theme, tr("Close this message"), "x")
        close.clicked.connect(self.hide)
        icon = IconLabel(theme, theme.status_icon(Status.OK), Status.OK.role, 20)
        self._row = hbox(self, icon, self._words, self._link, close, spacing=10)
        self._row.setContentsMargins(14, 6, 6, 6)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(theme.tokens.motion.toast_ms)
        self._timer.timeout.connect(self._expire)
        for button in (self._link, close):
            button.installEventFilter(self)
        host.installEventFilter(self)
        self.hide()

    def say(
        self, sentence: str, link: str = "", act: Callable[[], object] | None = None, key: str = "Ctrl+Z"
    ) -> None:
        """Tell what was done; `link` with its key does `act`."""
        self._act = act
        self._words.setText(sentence)
        self._link.set_words(link)
        self._link.set_key(key if act is not None else "")
        self._link.setVisible(act is not None)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def _expire(self) -> None:
        focused = QApplication.focusWidget()
        pointed = self.rect().contains(self.mapFromGlobal(QCursor.pos()))
        if pointed or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start()
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._timer.start()
        return False

    def _place(self) -> None:
        size = self._row.sizeHint().boundedTo(self._host.size())
        margin = self._theme.px(_MARGIN)
        left = self._host.width() - size.width() - margin
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = margin
        self.setGeometry(
            QRect(left, self._host.height() - size.height() - margin, size.width(), size.height())
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour(Role.LINE_STRONG), self._theme.line))
        painter.setBrush(self._theme.colour(Role.SURFACE))
        radius = self._theme.tokens.sizes.radius_panel
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
        painter.end()
