"""The scan field: where every read of a scanner arrives, whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from stockpile_app.gui.common.labels import IconLabel
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Role


class ScanField(QLineEdit):
    """Takes a scan or typed text; Enter hands it over and never posts.

    Args:
        name: Accessible name, and the words shown while it is empty.
        size: `scan_dialog`, `scan_count` or `scan_site`.

    Signals:
        scanned: one whole read, without blanks at the ends.
    """

    scanned = Signal(str)

    def __init__(
        self, theme: Theme, name: str, size: str = "scan_dialog", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self.setProperty("kit", "scan")
        self.setProperty("face", "scan")
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self._icon = IconLabel(theme, "scan-barcode", Role.ACCENT, 24, self)
        self.returnPressed.connect(self._hand_over)
        theme.follow(self._restyle)

    def take(self, text: str) -> None:
        """A scanner has read this, wherever the focus is."""
        self.clear()
        self._emit(text)

    def _hand_over(self) -> None:
        text = self.text()
        self.clear()
        self._emit(text)

    def _emit(self, text: str) -> None:
        if text.strip():
            self.scanned.emit(text.strip())

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(getattr(self._theme.tokens.sizes, self._size)))
        self._place_icon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_icon()

    def _place_icon(self) -> None:
        self._icon.adjustSize()
        margin = self._theme.px(15)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - margin - self._icon.width() if mirrored else margin
        self._icon.move(left, (self.height() - self._icon.height()) // 2)
