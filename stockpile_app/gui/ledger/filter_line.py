"""Ctrl+F: narrows one list while typing; Backspace on the empty field, or Esc, shows all again."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from stockpile_app.gui.common.buttons import key_caption
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Role

_PATIENCE_MS = 180


class FilterLine(QLineEdit):
    """A short field at the end of the pills.

    Signals:
        changed: the text to filter by, after a pause in typing.
        entered: Enter or Down: go to the list.
    """

    changed = Signal(str)
    entered = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setPlaceholderText("  ".join((name, key_caption("Ctrl+F"))))
        self._icon = QAction(name, self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.changed.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._patience.start())
        self.returnPressed.connect(self.entered)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        self._icon.setIcon(self._theme.icon("search", Role.TEXT_2))
        self.setFixedHeight(self._theme.px(self._theme.tokens.sizes.button))
        self.setMinimumWidth(self._theme.text_width(self.placeholderText()) + self._theme.px(52))
        self.setMaximumWidth(self._theme.px(320))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
