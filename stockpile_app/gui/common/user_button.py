"""Who is at the desk: name and role at the trailing end of the top bar, with a menu."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from stockpile_app.gui.common.buttons import Button
from stockpile_app.gui.common.painting import draw_icon, draw_text, leading_part, trailing_part
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role

_ICON = 16
_GAP = 8


class UserButton(Button):
    """Name above role; opens what a person does about themselves: lock, passphrase, sign out."""

    kit = "plain"
    height_token = "button_dialog"

    def __init__(self, theme: Theme, user: str, role: str, parent: QWidget | None = None) -> None:
        self._role = role
        self._menu: QMenu | None = None
        super().__init__(theme, user, "user-check", parent=parent)
        self.setAccessibleName(f"{user}, {role}")
        self.does(self._open)

    def set_menu(self, menu: QMenu) -> None:
        """What a click opens."""
        self._menu = menu
        self.update()

    def _open(self) -> None:
        if self._menu is not None:
            corner = self.rect().bottomRight() - QRect(0, 0, self._menu.sizeHint().width(), 0).topRight()
            self._menu.popup(self.mapToGlobal(corner))

    def _words_width(self) -> int:
        return max(
            self._theme.text_width(self.words, Face.STRONG), self._theme.text_width(self._role, Face.CAPTION)
        )

    def sizeHint(self) -> QSize:
        icons = 2 * (self._theme.px(_ICON) + self._theme.px(_GAP))
        return QSize(self._words_width() + icons + self._theme.px(8), self.height())

    def _paint_content(self, painter: QPainter) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        rest = self.rect().adjusted(4, 0, -4, 0)
        taken = draw_icon(painter, self._theme, "user-check", Role.TEXT_2, _ICON, rest, mirrored)
        rest = trailing_part(rest, taken + self._theme.px(_GAP), mirrored)
        words = leading_part(rest, self._words_width(), mirrored)
        half = words.height() // 2
        upper = QRect(words.left(), words.top() + 1, words.width(), half)
        lower = QRect(words.left(), words.top() + half - 1, words.width(), half)
        ink, faint = self._theme.colour(Role.TEXT), self._theme.colour(Role.TEXT_2)
        draw_text(painter, upper, self.words, self._theme.font(Face.STRONG), ink, mirrored)
        draw_text(painter, lower, self._role, self._theme.font(Face.CAPTION), faint, mirrored)
        rest = trailing_part(rest, words.width() + self._theme.px(_GAP), mirrored)
        if self._menu is not None:
            draw_icon(painter, self._theme, "chevron-down", Role.TEXT_2, _ICON, rest, mirrored)
