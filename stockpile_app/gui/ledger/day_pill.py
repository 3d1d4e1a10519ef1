"""The as-of date: a pill with a calendar, and a day that can be typed (Ctrl+G)."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import key_caption
from stockpile_app.gui.common.moment_field import CalendarPopup, Moment, read_moment
from stockpile_app.gui.common.pills import Pill
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.theme import Theme


class DayPill(Pill):
    """`As of 2026-11-20 today`; Backspace goes back to today.

    `chosen` carries the day.
    """

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        self.today = today
        self.day = today
        self._edit: _DayEdit | None = None
        super().__init__(theme, tr("As of"), day_words(today, today), "calendar", parent)
        self.setToolTip(key_caption("Ctrl+G"))

    def set_day(self, day: date) -> None:
        """Show another day; one that is still to come is today."""
        self.day = min(day, self.today)
        self.show_words(day_words(self.day, self.today))
        self.chosen.emit(self.day)

    def _open(self) -> None:
        self._popup = CalendarPopup(self, Moment(self.day), self.set_day)

    def edit(self) -> None:
        """Ctrl+G: type the day in place."""
        if self._edit is None:
            self._edit = _DayEdit(self)
        self._edit.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.set_day(self.today)
        else:
            super().keyPressEvent(event)


class _DayEdit(QLineEdit):
    """Lies over the pill while a day is typed."""

    def __init__(self, pill: DayPill) -> None:
        super().__init__(pill.parentWidget())
        self._pill = pill
        self.setAccessibleName(tr("As of"))
        self.setPlaceholderText(tr("YYYY-MM-DD"))
        self.returnPressed.connect(self._take)
        self.editingFinished.connect(self.hide)

    def begin(self) -> None:
        """Take the focus with the present day selected."""
        self.setGeometry(self._pill.geometry())
        self.setText(self._pill.day.isoformat())
        self.show()
        self.raise_()
        self.setFocus()
        self.selectAll()

    def _take(self) -> None:
        found = read_moment(self.text())
        if found is not None:
            self._pill.set_day(found.day)
        self._pill.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._pill.setFocus()
        else:
            super().keyPressEvent(event)


def day_words(day: date, today: date) -> str:
    """The day, and that it is today."""
    return f"{isolate(day.isoformat())}  {tr('today')}" if day == today else isolate(day.isoformat())
