"""A sheet that covers the whole window, dialogs and all, and cannot be pushed aside."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import Role, Theme


class CoverSheet(QDialog):
    """Nothing of the books is seen behind it; Esc does nothing.

    It belongs to the window, not to a dialog: what ends underneath does not take it away.
    """

    def __init__(self, theme: Theme, parent: QWidget, sheet: Sheet) -> None:
        super().__init__(parent)
        self._theme = theme
        self.sheet = sheet
        sheet.setParent(self)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(sheet.title.text())
        self.setAccessibleName(sheet.title.text())
        parent.installEventFilter(self)

    def cover(self) -> None:
        """Close what pops up, and stand in front of everything."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self.show()
        self.raise_()
        self.activateWindow()

    def reject(self) -> None:
        """Esc does nothing here."""

    # Place and paint

    def showEvent(self, event: QShowEvent) -> None:
        self._place()
        super().showEvent(event)
        self.sheet.came_in_sight()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(QRect(window.mapToGlobal(window.rect().topLeft()), window.size()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        width = self.sheet.width()
        height = max(self.sheet.sizeHint().height(), self.sheet.heightForWidth(width))
        top = max(0, min(self.height() // 4, self.height() - height))
        self.sheet.setGeometry((self.width() - width) // 2, top, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour(Role.CANVAS))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.sheet and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        moved = event.type() in (QEvent.Type.Move, QEvent.Type.Resize)
        if watched is self.parentWidget() and moved and self.isVisible():
            self._place()
        return False
