"""A choice from a list that is searched while typing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from stockpile_app.base.text import tr
from stockpile_app.gui.common.fields import LabelledField
from stockpile_app.gui.common.painting import draw_icon
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Role

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """One thing to choose, and the words it is chosen by."""

    value: Value
    words: str


class Combo(QComboBox):
    """A combo box with our arrow; typing finds any part of the words."""

    def __init__(self, theme: Theme, search: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(14)
        self.view().setProperty("kit", "popup")
        if search:
            self._make_searchable()
        theme.follow(self._restyle)

    def _make_searchable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(14)
        popup = completer.popup()
        if popup is not None:
            popup.setProperty("kit", "popup")
        self.setCompleter(completer)

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(self._theme.tokens.sizes.field))

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = self._theme.px(16)
        left = self._theme.px(9) if mirrored else self.width() - self._theme.px(9) - side
        place = QRect(left, 0, side, self.height() - 1)
        role = Role.TEXT_2 if self.isEnabled() else Role.TEXT_3
        draw_icon(painter, self._theme, "chevron-down", role, 16, place, right_to_left=False)
        painter.end()


class ComboField(LabelledField, Generic[Value]):
    """One of several things, found by typing any part of its words.

    Args:
        free: Words that are not in the list are kept as typed (a purpose, an occasion).

    Signals:
        chosen: another choice was made (its value, or None).
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        label: str,
        choices: Iterable[Choice[Value]] = (),
        optional: bool = False,
        help_text: str = "",
        free: bool = False,
        placeholder: str = "",
    ) -> None:
        self.combo = Combo(theme)
        super().__init__(theme, label, self.combo, optional, help_text)
        self._choices: tuple[Choice[Value], ...] = ()
        self._free = free
        line = self.combo.lineEdit()
        if line is not None:
            line.setPlaceholderText(placeholder or tr("Type to search"))
        self.set_choices(choices)
        self.combo.editTextChanged.connect(self.changed)
        self.combo.activated.connect(self._chosen)

    def set_choices(self, choices: Iterable[Choice[Value]]) -> None:
        """Offer these; what was chosen stays when it is among them, and free words stay as typed."""
        kept, typed = self.value(), self.text()
        self._choices = tuple(choices)
        self.combo.clear()
        self.combo.addItems([choice.words for choice in self._choices])
        self.combo.setCurrentIndex(-1)
        self.set_value(kept)
        if self._free and kept is None and typed:
            self.set_text(typed)

    def value(self) -> Value | None:
        """What is chosen; None when the typed words are not in the list."""
        return next((choice.value for choice in self._choices if choice.words == self.text()), None)

    def text(self) -> str:
        """The words in the field, chosen or typed."""
        return self.combo.currentText().strip()

    def set_value(self, value: Value | None) -> None:
        """Choose; None empties the field."""
        values = [choice.value for choice in self._choices]
        self.combo.setCurrentIndex(values.index(value) if value is not None and value in values else -1)
        if value is None:
            self.combo.setEditText("")

    def set_text(self, text: str) -> None:
        """Fill the field with free words."""
        self.combo.setEditText(text)

    def on_left(self) -> None:
        """Take the only choice that holds the typed words; otherwise say that none does."""
        if self._popup_open() or not self.text() or self.value() is not None or self._free:
            return
        typed = self.text().casefold()
        found = [choice for choice in self._choices if typed in choice.words.casefold()]
        if len(found) == 1:
            self.set_value(found[0].value)
            self._chosen()
        else:
            self.set_finding(tr("“{text}” is not in the list", text=self.text()))

    def _popup_open(self) -> bool:
        completer = self.combo.completer()
        popup = completer.popup() if completer is not None else None
        return popup is not None and popup.isVisible()

    def _chosen(self) -> None:
        self.set_finding("")
        QTimer.singleShot(0, self, lambda: self.chosen.emit(self.value()))
