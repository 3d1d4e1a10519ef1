"""The scanner: a keyboard that types faster than any person and ends with Enter.

Keys that follow each other within 50 ms are remembered.  When Enter ends such a burst it was a scan:
the field that had the focus gets back the text it had before, the Enter is taken away, and the read
goes to the scan field.  A person's typing is never delayed and never touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from stockpile_app.gui.common.scan_field import ScanField

SHORTEST_SCAN = 4
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SHIFTS = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def milliseconds() -> int:
    """A clock that only goes forward."""
    return time.monotonic_ns() // 1_000_000


class ScanFilter(QObject):
    """Watches the keys of one window or dialog.

    Args:
        window: Everything inside it is watched.
        gap_ms: The longest time between two keys of a scan.

    Signals:
        scanned: one whole read.
    """

    scanned = Signal(str)

    def __init__(self, window: QWidget, gap_ms: int, clock: Callable[[], int] = milliseconds) -> None:
        super().__init__(window)
        self._window, self._gap, self._clock = window, gap_ms, clock
        self._burst = ""
        self._last = -1_000_000
        self._before: tuple[QWidget, str] | None = None
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def route_to(self, field: ScanField) -> ScanFilter:
        """Send every read to this field."""
        self.scanned.connect(field.take)
        return self

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        if not isinstance(event, QKeyEvent) or watched.window() is not self._window.window():
            return False
        if watched is not QApplication.focusWidget() or isinstance(watched, ScanField):
            return False
        return self._key(watched, event)

    def _key(self, focused: QWidget, event: QKeyEvent) -> bool:
        """Take one key; True when it is the Enter that ends a scan."""
        if event.key() in _SHIFTS:
            return False
        now = self._clock()
        in_burst = now - self._last <= self._gap
        self._last = now
        if event.key() in _ENDS and in_burst and len(self._burst) >= SHORTEST_SCAN:
            self._deliver()
            return True
        text = "" if event.modifiers() & _COMMANDS else event.text()
        if not text.isprintable() or not text:
            self._burst = ""
        elif in_burst and self._burst:
            self._burst += text
        else:
            self._burst = text
            self._before = (focused, text_of(focused))
        return False

    def _deliver(self) -> None:
        scan, self._burst = self._burst, ""
        if self._before is not None:
            restore(*self._before)
        self.scanned.emit(scan)


def text_of(widget: QWidget) -> str:
    """The text of a field; '' for everything that holds none."""
    line = _line_of(widget)
    if line is not None:
        return line.text()
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else ""


def restore(widget: QWidget, text: str) -> None:
    """Give a field back the text it had before the scan."""
    line = _line_of(widget)
    if line is not None:
        line.setText(text)
        completer = line.completer()
        if completer is not None:
            _hide_popup(completer)
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)


def _hide_popup(completer: QCompleter) -> None:
    popup = completer.popup()
    if popup is not None:
        popup.hide()


def _line_of(widget: QWidget) -> QLineEdit | None:
    if isinstance(widget, QComboBox):
        return widget.lineEdit()
    return widget if isinstance(widget, QLineEdit) else None
