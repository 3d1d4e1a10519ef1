"""The status bar: what is proved, what is safe, what time it is; each word opens its page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import Button
from stockpile_app.gui.common.labels import Label, hbox
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status

_CLOCK_MS = 5000


class StatusItem(Button):
    """Icon and words; a click opens the page that tells more."""

    kit = "plain"
    height_token = "status_bar"
    icon_token = "icon_inline"

    def __init__(self, theme: Theme, icon: str, text: str, ink: Role) -> None:
        self.ink = ink
        super().__init__(theme, text, icon)

    def _font(self) -> QFont:
        return self._theme.font(Face.CAPTION)

    def _pad(self) -> int:
        return self._theme.px(4)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(self._theme.tokens.sizes.status_bar - 4))
        self.updateGeometry()
        self.update()

    def _icon_ink(self) -> Role:
        return self.ink

    def _ink_now(self) -> Role:
        return Role.STOP if self.ink is Role.STOP else Role.TEXT_2


class StatusBar(QWidget):
    """Verification, journal, backup, report; at the trailing end date, time and "offline".

    Args:
        now: The local date and time as text; asked every five seconds.
    """

    def __init__(self, theme: Theme, now: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._now = theme, now
        self._items: dict[str, StatusItem] = {}
        self._alarm = ""
        self.setAccessibleName(tr("Status"))
        self._row = hbox(self, spacing=16)
        self._row.setContentsMargins(10, 0, 14, 0)
        self._row.addStretch(1)
        self._clock = Label("", Face.CAPTION, Role.TEXT_2)
        self._row.addWidget(self._clock)
        timer = QTimer(self)
        timer.timeout.connect(self._tick)
        timer.start(_CLOCK_MS)
        self._tick()
        theme.follow(self._restyle)

    def show_item(
        self,
        key: str,
        icon: str,
        text: str,
        tone: Role = Role.TEXT_2,
        act: Callable[[], object] | None = None,
    ) -> None:
        """Show or change one item; items stand in the order in which they first came."""
        old = self._items.pop(key, None)
        place = self._row.indexOf(old) if old is not None else self._row.count() - 2
        if old is not None:
            old.setParent(None)
            old.deleteLater()
        item = StatusItem(self._theme, icon, text, tone)
        if act is not None:
            item.does(act)
        self._items[key] = item
        self._row.insertWidget(place, item)

    def text_of(self, key: str) -> str:
        """What an item says now; '' when it is not there."""
        return self._items[key].words if key in self._items else ""

    def set_read_only(self, sentence: str) -> None:
        """The check failed: the whole bar tells it, with the entry that differs; '' ends it."""
        self._alarm = sentence
        for item in self._items.values():
            item.setVisible(not sentence)
        self._items.pop("alarm", None)
        if sentence:
            self.show_item("alarm", "octagon-x", sentence, Role.STOP)
        self.update()

    def _tick(self) -> None:
        self._clock.setText(tr("{moment} · offline", moment=isolate(self._now())))

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(self._theme.tokens.sizes.status_bar))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ground = Status.STOP.soft if self._alarm else Role.CANVAS
        painter.fillRect(self.rect(), self._theme.colour(ground))
        painter.fillRect(0, 0, self.width(), 1, self._theme.colour(Role.STOP if self._alarm else Role.LINE))
        painter.end()
