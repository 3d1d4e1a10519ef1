"""A date, with an optional time, typed as `2026-11-20 18:30` or picked from a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QVBoxLayout, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.fields import LineField
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Role

_TYPED = re.compile(
    r"^(?P<year>\d{4})[-./ ]?(?P<month>\d{1,2})[-./ ]?(?P<day>\d{1,2})"
    r"(?:[T ]+(?P<hour>\d{1,2})[:.h]?(?P<minute>\d{2}))?$"
)
_ZEROS = "\u0660\u06f0\u0966\uff10"  # Arabic-Indic, Persian, Devanagari, full width
_DIGITS = {ord(zero) + value: str(value) for zero in _ZEROS for value in range(10)}


@dataclass(frozen=True, slots=True)
class Moment:
    """A local date, and the time when it is known."""

    day: date
    at: time | None = None

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.at:%H:%M}" if self.at else self.day.isoformat()


def read_moment(text: str) -> Moment | None:
    """Read a typed date and time; None when it is neither complete nor possible."""
    match = _TYPED.match(text.strip().translate(_DIGITS))
    if match is None:
        return None
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        at = time(int(match["hour"]), int(match["minute"])) if match["hour"] else None
    except ValueError:
        return None
    return Moment(day, at)


class MomentField(LineField):
    """A date and, where it matters, a time.  Alt+Down opens the calendar.

    Args:
        with_time: The time is asked for; without it the field takes a date alone.
    """

    def __init__(
        self, theme: Theme, label: str, with_time: bool = True, optional: bool = False, help_text: str = ""
    ) -> None:
        self._with_time = with_time
        self._pick = QAction()
        super().__init__(
            theme, label, optional, help_text, tr("date and time") if with_time else tr("YYYY-MM-DD")
        )
        self._pick.setParent(self)
        self._pick.setText(tr("Open the calendar"))
        self._pick.triggered.connect(self.open_calendar)
        self.line.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        shortcut = QShortcut(QKeySequence("Alt+Down"), self.line)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.open_calendar)
        self.line.textEdited.connect(lambda: self.set_finding(""))

    def _restyle(self) -> None:
        super()._restyle()
        self._pick.setIcon(self.theme.icon("calendar", Role.TEXT_2))

    def value(self) -> Moment | None:
        """What is typed; None when it is empty or not a date."""
        found = read_moment(self.text())
        if found is not None and not self._with_time:
            return Moment(found.day)
        return found

    def set_value(self, moment: Moment | date | None) -> None:
        """Fill the field."""
        self.set_text("" if moment is None else str(moment))

    def on_left(self) -> None:
        """Write the date in its proper form, or say what is wrong."""
        found = self.value()
        if found is not None:
            self.set_value(found)
            self.set_finding("")
        elif self.text():
            self.set_finding(
                tr("“{text}” is not a date. Write year, month, day: 2026-11-20", text=self.text())
            )

    def open_calendar(self) -> None:
        """Show a month to pick a day from; the time stays as typed."""
        self._popup = CalendarPopup(self.line, self.value(), self._picked)

    def _picked(self, day: date) -> None:
        before = self.value()
        self.set_value(Moment(day, before.at if before else None))
        self.set_finding("")
        self.line.setFocus()


class CalendarPopup(QWidget):
    """A month under its field; closes when a day is picked or Esc is pressed."""

    def __init__(self, field: QWidget, now: Moment | None, picked: Callable[[date], None]) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._picked = picked
        self._calendar = QCalendarWidget()
        self._calendar.setAccessibleName(tr("Calendar"))
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        ink = QTextCharFormat()
        ink.setForeground(self.palette().color(self.palette().ColorRole.Text))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, ink)  # red is for refusals
        if now is not None:
            self._calendar.setSelectedDate(QDate(now.day.year, now.day.month, now.day.day))
        self._calendar.activated.connect(self._take)
        self._calendar.clicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self._calendar)
        self.move(field.mapToGlobal(QPoint(0, field.height() + 2)))
        self.show()
        self._calendar.setFocus()

    def _take(self, chosen: QDate) -> None:
        self._picked(date(chosen.year(), chosen.month(), chosen.day()))
        self.close()
