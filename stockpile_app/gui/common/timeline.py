"""The life of an item, newest first: one mark per event, joined by a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockpile_app.gui.common.painting import draw_icon, draw_text, leading_part
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        icon, word: What it was.
        when: Effective date and time, as text.
        sentence: From and to, or what was found.
        remark: A second line in the status colour: "entered 2 days later", "Undoes D07-2024-00309".
        mark: Voucher number, mono and clickable.
        status: Colour of the mark; None for an ordinary event.
    """

    icon: str
    word: str
    when: str
    sentence: str = ""
    remark: str = ""
    mark: str = ""
    status: Status | None = None

    def spoken(self) -> str:
        """The event as a screen reader says it."""
        return ", ".join(
            part for part in (self.word, self.when, self.sentence, self.remark, self.mark) if part
        )


class Timeline(QWidget):
    """Draws events under each other; arrows move, Enter opens the voucher.

    Signals:
        opened: the voucher number of an event.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._events: tuple[Event, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(name)
        theme.follow(self._restyle)

    def set_events(self, events: Iterable[Event]) -> None:
        """Show these, newest first."""
        self._events = tuple(events)
        self._current = 0
        self._restyle()

    def _restyle(self) -> None:
        self.updateGeometry()
        self.setMinimumHeight(self.sizeHint().height())
        self.update()
        self._speak()

    # Measures

    def _line(self) -> int:
        return self._theme.px(18)

    def _lines(self, event: Event) -> int:
        words = sum(len(self._wrapped(part)) for part in (event.sentence, event.remark))
        return 1 + self._crowded(event) + words + bool(event.mark)

    def _crowded(self, event: Event) -> bool:
        """Whether word and date have no room beside each other; the date then stands under the word."""
        both = self._theme.text_width(event.word, Face.STRONG) + self._theme.text_width(
            event.when, Face.CAPTION
        )
        return both + self._theme.px(8 + 6) > self.width() - self._theme.px(26 + 12)

    def _wrapped(self, text: str) -> list[str]:
        """The words in as many lines as the width asks for; nothing is cut."""
        room = max(self._theme.px(120), self.width() - self._theme.px(26 + 12))
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._theme.text_width(longer, Face.CAPTION) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _height(self, event: Event) -> int:
        return max(self._theme.px(40), self._lines(event) * self._line()) + self._theme.px(16)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(260), sum(self._height(event) for event in self._events))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._restyle()
        self.update()

    # Paint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0
        for number, happened in enumerate(self._events):
            height = self._height(happened)
            self._paint_event(painter, number, happened, QRect(0, top, self.width(), height))
            top += height
        painter.end()

    def _paint_event(self, painter: QPainter, number: int, event: Event, rect: QRect) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = self._theme.px(26)
        mark = leading_part(rect.adjusted(1, 0, -1, 0), side, mirrored)
        mark.setHeight(side)
        if number < len(self._events) - 1:
            middle = mark.center().x()
            painter.fillRect(
                middle, mark.bottom() + 1, 1, rect.height() - side, self._theme.colour(Role.LINE_STRONG)
            )
        role = event.status.role if event.status else Role.TEXT_2
        painter.setPen(QPen(self._theme.colour(role), 1.5))
        painter.setBrush(self._theme.colour(Role.SURFACE))
        painter.drawEllipse(QPointF(mark.center()) + QPointF(0.5, 0.5), side / 2 - 1, side / 2 - 1)
        inset = self._theme.px(6)
        draw_icon(painter, self._theme, event.icon, role, 14, mark.adjusted(inset, 0, -inset, 0), mirrored)
        gap = side + self._theme.px(12)
        words = rect.adjusted(0 if mirrored else gap, 0, -gap if mirrored else 0, 0)
        self._paint_words(painter, event, words, mirrored)
        if self.hasFocus() and number == self._current:
            painter.setPen(QPen(self._theme.colour(Role.FOCUS), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(words.adjusted(-5, 1, -1, -self._theme.px(12)), 4, 4)

    def _paint_words(self, painter: QPainter, event: Event, rect: QRect, mirrored: bool) -> None:
        line = QRect(rect.left(), rect.top() + self._theme.px(2), rect.width(), self._line())
        caption = self._theme.font(Face.CAPTION)
        strong = self._theme.font(Face.STRONG)
        draw_text(painter, line, event.word, strong, self._theme.colour(Role.TEXT), mirrored)
        crowded = self._crowded(event)
        if crowded:
            line = line.translated(0, self._line())
        inset = self._theme.px(6)  # clear of the ring
        draw_text(
            painter,
            line.adjusted(inset if mirrored else 0, 0, 0 if mirrored else -inset, 0),
            event.when,
            caption,
            self._theme.colour(Role.TEXT_2),
            mirrored if crowded else not mirrored,
            left_to_right=True,
        )
        mono = self._theme.font(Face.CAPTION, weight=500, mono=True)
        warn = event.status.role if event.status else Role.TEXT_2
        for lines, font, role, latin in (
            (self._wrapped(event.sentence), caption, Role.TEXT_2, False),
            (self._wrapped(event.remark), caption, warn, False),
            ([event.mark] if event.mark else [], mono, Role.ACCENT, True),
        ):
            for text in lines:
                line = line.translated(0, self._line())
                draw_text(painter, line, text, font, self._theme.colour(role), mirrored, latin)

    # Keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps:
            self._go(self._current + steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self._current)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint().y())
        if number is not None:
            self._go(number)
            self._open(number)

    def _at(self, height: int) -> int | None:
        top = 0
        for number, event in enumerate(self._events):
            top += self._height(event)
            if height < top:
                return number
        return None

    def _go(self, number: int) -> None:
        self._current = max(0, min(len(self._events) - 1, number))
        self._speak()
        self.update()

    def _speak(self) -> None:
        spoken = self._events[self._current].spoken() if self._events else ""
        self.setAccessibleDescription(spoken)

    def _open(self, number: int) -> None:
        if self._events and self._events[number].mark:
            self.opened.emit(self._events[number].mark)
