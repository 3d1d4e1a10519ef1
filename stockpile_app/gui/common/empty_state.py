"""An empty page: one sentence what will stand here, one act that fills it, one link to the manual."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from stockpile_app.gui.common.buttons import LinkButton, PrimaryButton
from stockpile_app.gui.common.labels import Label, hbox, vbox
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role

_WIDTH = 420

_WIDTH = 480


class EmptyState(QWidget):
    """“No counts yet. A count proves that the books and the racks agree. Plan the first count”."""

    def __init__(self, theme: Theme, headline: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kit", "clear")
        title = Label(headline, Face.SECTION, wrap=True)
        words = Label(sentence, Face.BODY, Role.TEXT_2, wrap=True)
        middle = QWidget()
        middle.setProperty("kit", "clear")
        middle.setMaximumWidth(theme.px(_WIDTH))
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        vbox(middle, title, words, spacing=8)
        self._acts = QHBoxLayout()
        self._acts.setSpacing(16)
        column = vbox(self, spacing=8, margin=24)
        column.addStretch(1)
        row = hbox(None, spacing=0)
        row.addStretch(1)
        row.addWidget(middle, _WIDTH)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(8)
        column.addLayout(self._acts)
        column.addStretch(1)
        self._acts.addStretch(1)
        self._acts.addStretch(1)
        self._labels = (title, words)
        theme.follow(self._restyle)

    def _restyle(self) -> None:
        for label in self._labels:
            label.setFixedWidth(self._theme.px(_WIDTH))

    def with_act(self, text: str, act: Callable[[], object], icon: str = "", key: str = "") -> EmptyState:
        """Add the one primary button."""
        self._acts.insertWidget(1, PrimaryButton(self._theme, text, icon, key).does(act))
        return self

    def with_link(self, text: str, act: Callable[[], object]) -> EmptyState:
        """Add the one link, usually to the manual."""
        self._acts.insertWidget(self._acts.count() - 1, LinkButton(self._theme, text).does(act))
        return self
