"""Beside the list of people: one person's key, role and history, and what can be done about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from stockpile_app.access import KeyEvent, role_word
from stockpile_app.access.model import ACTIVE
from stockpile_app.base.text import tr
from stockpile_app.gui.access.people_rows import PersonRow, key_event
from stockpile_app.gui.access.words import state_chip
from stockpile_app.gui.common import (
    Button,
    ChipLabel,
    DetailPane,
    Face,
    FactList,
    Label,
    Role,
    Rule,
    Theme,
    Timeline,
    hbox,
    isolate,
    vbox,
)


class PersonPane(DetailPane):
    """Filled by the page; its buttons act on the person shown."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.name = Label("", Face.DIALOG, wrap=True)
        self._chip: ChipLabel | None = None
        self._chips = hbox(None, spacing=8)
        self.facts = FactList(name_width=theme.px(96))
        self._acts = vbox(None, spacing=8)
        self.note = Label("", Face.CAPTION, Role.TEXT_2, wrap=True)
        self.history = Timeline(theme, tr("History of this key"))
        self.column.addWidget(self.name)
        self.column.addLayout(self._chips)
        self.column.addWidget(self.facts)
        self.column.addLayout(self._acts)
        self.column.addWidget(self.note)
        self.column.addWidget(Rule())
        self.column.addWidget(Label(tr("History of this key"), Face.SECTION))
        self.column.addWidget(self.history)
        self.column.addStretch(1)

    def add_act(self, words: str, icon: str, act: Callable[[], object]) -> Button:
        """One act on the person shown, under those already there."""
        button = Button(self._theme, words, icon).does(act)
        self._acts.addWidget(button)
        return button

    def show_person(self, row: PersonRow) -> None:
        """Who this is."""
        user = row.user
        self.name.setText(user.name)
        if self._chip is None:
            self._chip = ChipLabel(self._theme, state_chip(user))
            self._chips.addWidget(self._chip)
            self._chips.addStretch(1)
        self._chip.set_chip(state_chip(user))
        self.facts.clear()
        self.facts.add_fact(tr("Role"), role_word(user.role))
        self.facts.add_fact(tr("Store houses"), row.houses)
        key = " ".join(user.public_key[start : start + 8] for start in range(0, 64, 8))
        self.facts.add_fact(tr("Public key"), isolate(key), mono=True)
        if user.key_by and user.state == ACTIVE:
            words = tr("made by {name}; the first passphrase is not changed yet", name=user.key_by)
            self.facts.add_fact(tr("Passphrase"), words, tone=Role.WARN)

    def show_history(self, events: Sequence[KeyEvent], zone: str) -> None:
        """Everything that happened to this key, newest first."""
        self.history.set_events([key_event(one, zone) for one in events])
