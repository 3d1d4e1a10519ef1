"""The first steps at a new desk: language and palette, then what to begin with."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import current_language, tr
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import (
    Button,
    ComboField,
    Face,
    Label,
    LinkButton,
    PrimaryButton,
    Role,
    Theme,
    hbox,
    vbox,
)
from stockpile_app.gui.settings import Settings
from stockpile_app.gui.settings.choices import language_choices, palette_choices


class WelcomeSheet(Sheet):
    """How the window speaks and looks; both change at once.

    Signals:
        language_chosen: another language (its code); the window must be made anew.
        go_on: to the next step.
    """

    language_chosen = Signal(str)
    go_on = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(
            theme, tr("Language and colours"), tr("Both can be changed later under Settings, at any time.")
        )
        self._settings = settings
        self._language: ComboField[str] = ComboField(theme, tr("Language"), language_choices())
        self._language.set_value(settings.now.language or current_language())
        self._palette: ComboField[str] = ComboField(
            theme,
            tr("Colours"),
            palette_choices(),
            help_text=tr("High contrast suits strong sun and low vision"),
        )
        self._palette.set_value(theme.palette_name)
        self._language.chosen.connect(self._take_language)
        self._palette.chosen.connect(self._take_palette)
        self.add(self._language, self._palette)
        self.add_button(PrimaryButton(theme, tr("Continue"), "", "Ctrl+Return").does(self._go_on))

    def came_in_sight(self) -> None:
        """Language first."""
        self._language.setFocus()

    def _take_language(self, code: str | None) -> None:
        if code and code != current_language():
            self.language_chosen.emit(code)

    def _take_palette(self, name: str | None) -> None:
        if name:
            self.theme.set_palette(name)
            self._settings.change(palette=name)

    def _go_on(self) -> None:
        self._settings.change(language=current_language(), palette=self.theme.palette_name)
        self.go_on.emit()


class ChooseSheet(Sheet):
    """What to begin with.

    Signals:
        new_asked: a new file (`depot` or `ministry`).
        open_asked: a file that exists.
        restore_asked: a backup from another machine.
        demonstration_asked: a made-up depot to try everything on.
        back: to the step before.
    """

    new_asked = Signal(str)
    open_asked = Signal()
    restore_asked = Signal()
    demonstration_asked = Signal()
    back = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, tr("What do you want to begin with?"), tr("Nothing you choose here is final.")
        )
        self._first = self._way(
            PrimaryButton(theme, tr("New depot"), "warehouse", "Alt+1"),
            tr("The books of one depot: its store houses, weapons, ammunition, vouchers"),
            lambda: self.new_asked.emit("depot"),
        )
        self._way(
            Button(theme, tr("Open a stockpile"), "folder-open", "Alt+2"),
            tr("A file that exists already, with its passphrase or its recovery sheet"),
            self.open_asked.emit,
        )
        self._way(
            Button(theme, tr("Restore a backup"), "history", "Alt+3"),
            tr("Books from another machine, or from a stick, as they were when they were copied"),
            self.restore_asked.emit,
        )
        self._way(
            Button(theme, tr("New ministry"), "inbox", "Alt+4"),
            tr("The books of the ministry that receives depots’ reports"),
            lambda: self.new_asked.emit("ministry"),
        )
        self._way(
            Button(theme, tr("Demonstration"), "book-open", "Alt+5"),
            tr("A made-up depot to look round in and to try everything on"),
            self.demonstration_asked.emit,
        )
        self.add_lesser(
            LinkButton(theme, tr("Language and colours"), "arrow-left", "Alt+Left").does(self.back.emit)
        )

    def _way(self, button: Button, words: str, act: Callable[[], object]) -> Button:
        """One way to begin: its button, and what it is for."""
        line = QWidget()
        line.setProperty("kit", "clear")
        button.at_height("button_dialog").does(act)
        button.setFixedWidth(self.theme.px(220))
        explained = vbox(None, Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        row = hbox(line, button, spacing=16)
        row.addLayout(explained, 1)
        self.add(line)
        return button

    def came_in_sight(self) -> None:
        """The likeliest first."""
        self._first.setFocus()
