"""Filters as labelled pills, and the tabs of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QSizePolicy, QWidget

from stockpile_app.gui.common.buttons import Button
from stockpile_app.gui.common.combo_field import Choice
from stockpile_app.gui.common.labels import hbox
from stockpile_app.gui.common.painting import draw_icon, draw_text, leading_part, trailing_part
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role


class Pill(Button):
    """A filter: its name, what it is set to, and a list to choose from; Backspace clears it.

    Signals:
        chosen: another value (object); None when cleared.
    """

    kit = "pill"
    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        words_for_all: str,
        icon: str = "chevron-down",
        parent: QWidget | None = None,
    ) -> None:
        self._name, self._all, self._shown = name, words_for_all, words_for_all
        super().__init__(theme, name, parent=parent)
        self._trailing = icon
        self._menu = QMenu(self)
        self.clicked.connect(self._open)
        self.show_words(words_for_all)

    def set_choices(self, choices: Iterable[Choice[object]]) -> None:
        """Offer these, under the words for all."""
        self._menu.clear()
        everything: Choice[object] = Choice(None, self._all)
        for choice in (everything, *choices):
            action = QAction(choice.words, self._menu)
            action.triggered.connect(lambda _checked=False, picked=choice: self._choose(picked))
            self._menu.addAction(action)

    def show_words(self, words: str) -> None:
        """What the filter is set to."""
        self._shown = words
        self.setAccessibleName(f"{self._name}: {words}")
        self.updateGeometry()
        self.update()

    def _choose(self, choice: Choice[object]) -> None:
        self.show_words(choice.words)
        self.chosen.emit(choice.value)

    def _open(self) -> None:
        if not self._menu.isEmpty():
            self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._choose(Choice(None, self._all))
        else:
            super().keyPressEvent(event)

    def _parts(self) -> tuple[int, int, int]:
        name = self._theme.text_width(self._name) + self._theme.px(8)
        words = self._theme.text_width(self._shown, Face.BODY, 500) + self._theme.px(10)
        return name, words, self._theme.px(16)

    def sizeHint(self) -> QSize:
        return QSize(self.content_width() + 2 * self._theme.px(11), self.height())

    def _paint_content(self, painter: QPainter) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        name, words, _icon = self._parts()
        pad = self._theme.px(11)
        rest = self.rect().adjusted(pad, 0, -pad, 0)
        body = self._theme.font(Face.BODY)
        draw_text(
            painter,
            leading_part(rest, name, mirrored),
            self._name,
            body,
            self._theme.colour(Role.TEXT_2),
            mirrored,
        )
        rest = trailing_part(rest, name, mirrored)
        strong = self._theme.font(Face.BODY, 500)
        draw_text(
            painter,
            leading_part(rest, words, mirrored),
            self._shown,
            strong,
            self._theme.colour(Role.TEXT),
            mirrored,
        )
        rest = trailing_part(rest, words, mirrored)
        draw_icon(painter, self._theme, self._trailing, Role.TEXT_2, 16, rest, mirrored)


class Tabs(QWidget):
    """The lists of a page, one at a time.

    Signals:
        changed: another tab (its number).
    """

    changed = Signal(int)

    def __init__(self, theme: Theme, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons = [self._tab(number, name) for number, name in enumerate(names)]
        row = hbox(self, *self._buttons, spacing=24)
        row.addStretch(1)
        self._buttons[0].setChecked(True)
        self._group.idClicked.connect(self.changed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.follow(self._restyle)

    def _tab(self, number: int, name: str) -> QPushButton:
        button = QPushButton(name.replace("&", "&&"))
        button.setProperty("kit", "tab")
        button.setCheckable(True)
        button.setAccessibleName(name)
        self._group.addButton(button, number)
        return button

    def _restyle(self) -> None:
        for button in self._buttons:
            button.setFixedHeight(self._theme.px(self._theme.tokens.sizes.button))
            button.setMinimumWidth(
                self._theme.text_width(button.accessibleName(), Face.STRONG) + self._theme.px(8)
            )

    def current(self) -> int:
        """The number of the open tab."""
        return self._group.checkedId()

    def open(self, number: int) -> None:
        """Open a tab as if it were clicked."""
        self._buttons[number].setChecked(True)
        self.changed.emit(number)
