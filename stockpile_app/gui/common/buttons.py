"""Buttons: a verb with its object, an icon, and the key that does the same printed on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcutEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from stockpile_app.gui.common.painting import draw_icon, draw_text, leading_part, trailing_part
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role

_GAP = 8
_KEY_GAP = 12


class Button(QPushButton):
    """A secondary button; the others only differ in `kit`, height and colour.

    Args:
        text: Verb and object, translated; also the accessible name.
        icon: Lucide name, '' for none.
        key: The key as Qt writes it (`F2`, `Ctrl+Return`); it is printed and it works.
    """

    kit = "secondary"
    ink = Role.TEXT
    height_token = "button"
    icon_token = "icon"

    def __init__(
        self, theme: Theme, text: str, icon: str = "", key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._words, self._icon_name, self._key = theme, text, icon, key
        self.setProperty("kit", self.kit)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.set_key(key)
        theme.follow(self._restyle)

    def does(self, act: Callable[[], object]) -> Self:
        """Call this when it is pressed, by pointer or by key."""
        self.clicked.connect(lambda _checked=False: act())
        return self

    # Words

    @property
    def words(self) -> str:
        """The visible text, without the key."""
        return self._words

    def set_words(self, text: str) -> None:
        """Say something else."""
        self._words = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Work by another key; '' for none."""
        self._key = key
        self.setShortcut(QKeySequence(key))
        self.setAccessibleDescription(key_caption(key))
        self.updateGeometry()
        self.update()

    def print_key_only(self) -> Self:
        """Leave the key on the button, but let the dialog answer it."""
        self.setShortcut(QKeySequence())
        return self

    @property
    def key(self) -> str:
        """The key printed on it."""
        return self._key

    def set_icon_name(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self.updateGeometry()
        self.update()

    # Size and paint

    def at_height(self, token: str) -> Self:
        """The same button as tall as a dialog's foot or a field screen wants it."""
        self.height_token = token
        self._restyle()
        return self

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(getattr(self._theme.tokens.sizes, self.height_token)))
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        return self._theme.font(Face.STRONG)

    def _pad(self) -> int:
        return self._theme.px(13)

    def content_width(self) -> int:
        """How wide icon, words and key are."""
        return sum(self._parts())

    def _icon_size(self) -> int:
        size: int = getattr(self._theme.tokens.sizes, self.icon_token)
        return size

    def _parts(self) -> tuple[int, int, int]:
        """Widths of icon, words and key, each with the gap before the next."""
        metrics = QFontMetrics(self._font())
        icon = self._theme.px(self._icon_size()) if self._icon_name else 0
        words = metrics.horizontalAdvance(self._words)
        key = metrics.horizontalAdvance(key_caption(self._key)) if self._key else 0
        return (
            icon + (self._theme.px(_GAP) if icon and words else 0),
            words + (self._theme.px(_KEY_GAP) if key and words else 0),
            key,
        )

    def event(self, event: QEvent) -> bool:
        """A key works at once; Qt would show the button pressed for 100 ms first."""
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(self.content_width() + 2 * self._pad(), self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_content(painter)
        painter.end()

    def _paint_content(self, painter: QPainter) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        role = self._ink_now()
        font = self._font()
        icon, words, _key = self._parts()
        total = self.content_width()
        spare = max(0, (self.width() - total) // 2)
        rest = self.rect().adjusted(spare, 0, -spare, 0)
        if self._icon_name:
            size = self._icon_size()
            draw_icon(painter, self._theme, self._icon_name, self._icon_ink(), size, rest, mirrored)
            rest = trailing_part(rest, icon, mirrored)
        colour = self._theme.colour(role)
        draw_text(painter, leading_part(rest, words, mirrored), self._words, font, colour, mirrored)
        if self._key:
            place = trailing_part(rest, words, mirrored)
            draw_text(painter, place, key_caption(self._key), font, colour, mirrored, left_to_right=True)

    def _icon_ink(self) -> Role:
        return self._ink_now()

    def _ink_now(self) -> Role:
        return self.ink if self.isEnabled() else Role.TEXT_3


class PrimaryButton(Button):
    """The one likely next act of a screen."""

    kit = "primary"
    ink = Role.ON_ACCENT


class DangerButton(Button):
    """What cannot be undone: outlined in the colour of refusals, never filled."""

    kit = "danger"
    ink = Role.STOP


class LinkButton(Button):
    """A lesser act, drawn as a link."""

    kit = "link"
    ink = Role.ACCENT

    def _font(self) -> QFont:
        return self._theme.font(Face.BODY, weight=500)

    def _pad(self) -> int:
        return self._theme.px(6)


class IconButton(Button):
    """One of the window's own icons without words; its name is spoken and shown as tooltip."""

    kit = "plain"

    def __init__(
        self, theme: Theme, name: str, icon: str, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, icon, key, parent)
        self.setToolTip(f"{name}  {key_caption(key)}" if key else name)

    def _parts(self) -> tuple[int, int, int]:
        return self._theme.px(self._icon_size()), 0, 0

    def sizeHint(self) -> QSize:
        return QSize(self.height(), self.height())

    def _paint_content(self, painter: QPainter) -> None:
        size = self._icon_size()
        spare = (self.width() - self._theme.px(size)) // 2
        rect = self.rect().adjusted(spare, 0, -spare, 0)
        draw_icon(painter, self._theme, self._icon_name, self._ink_now(), size, rect, right_to_left=False)


def key_caption(key: str) -> str:
    """A key as it is printed: `Ctrl+Return` becomes `Ctrl Enter`."""
    names = {"Return": "Enter", "Escape": "Esc", "Delete": "Del", "Left": "←", "Right": "→"}
    return " ".join(names.get(part, part) for part in key.split("+") if part)
