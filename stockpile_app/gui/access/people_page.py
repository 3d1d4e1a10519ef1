"""People & keys: who may open the books, what waits for a second person, who may do what."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from stockpile_app import access
from stockpile_app.access import KeyEvent, Requested
from stockpile_app.access.model import ACTIVE
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.access.desk import Desk
from stockpile_app.gui.access.passphrase import OwnPassphraseDialog
from stockpile_app.gui.access.people_rows import (
    Keyring,
    PersonRow,
    WaitingRow,
    keyring,
    person_columns,
    person_look,
    waiting_columns,
)
from stockpile_app.gui.access.person_dialogs import (
    AddPersonDialog,
    ChangePersonDialog,
    ResetDialog,
    RevokeDialog,
)
from stockpile_app.gui.access.person_pane import PersonPane
from stockpile_app.gui.access.rights_table import rights_table
from stockpile_app.gui.common import (
    Button,
    EmptyState,
    Label,
    PrimaryButton,
    Role,
    TableView,
    Tabs,
    hbox,
)
from stockpile_app.gui.common.page import PageWidget

PEOPLE, WAITING, RIGHTS = range(3)


class PeoplePage(PageWidget):
    """Three lists, one at a time; in single-keeper books it says so and offers the own passphrase.

    Signals:
        counted: how many requests who is at the desk may decide (for the badge).
    """

    help_topic = "people"
    counted = Signal(int)

    def __init__(self, desk: Desk, approvals: Approvals) -> None:
        sole = bool(desk.founding.sole)
        sentence = (
            tr("Single-keeper books: one person holds all duties, and every paper says so")
            if sole
            else tr("Who may open these books, and what waits for a second person")
        )
        super().__init__(desk.theme, tr("People & keys"), sentence)
        self.desk, self.approvals, self.sole = desk, approvals, sole
        self.found = Keyring()
        self._stale = True
        self._build_acts()
        self._build_lists()
        self._lay_out()
        self.tabs.changed.connect(self._show_tab)

    # Building

    def _build_acts(self) -> None:
        self.own = PrimaryButton(self.theme, tr("Change my passphrase"), "lock").does(self.change_own)
        self.add_person = PrimaryButton(self.theme, tr("Add a person"), "plus", "Ctrl+Shift+N").does(
            self.add_someone
        )
        self.header.add_act(self.own)
        self.header.add_act(self.add_person)
        self.own.setVisible(self.sole)
        self._permit(self.add_person, "add user")
        self.add_person.setVisible(not self.sole)

    def _permit(self, button: Button, operation: str) -> None:
        """A button the role may not use says why."""
        may = self.desk.may(operation)
        button.setEnabled(may and not self.desk.read_only)
        button.setToolTip("" if may else self.desk.not_a_duty(operation))

    def _build_lists(self) -> None:
        self.people: TableView[PersonRow] = TableView(
            self.theme, tr("People"), person_columns(), look=person_look, key=lambda row: row.user.id
        )
        self.waiting: TableView[WaitingRow] = TableView(
            self.theme, tr("What waits"), waiting_columns(), key=lambda row: row.request.id
        )
        self.waiting.set_empty(
            EmptyState(
                self.theme,
                tr("Nothing waits for a second person"),
                tr("The reversal of another’s voucher and every change of people and keys waits here."),
            )
        )
        self.rights = rights_table(self.theme)
        self.person = PersonPane(self.theme)
        self.change = self.person.add_act(tr("Change role or store houses"), "user-check", self.change_person)
        self.reset = self.person.add_act(tr("Make a new key"), "key-round", self.reset_person)
        self.revoke = self.person.add_act(tr("Take the key away"), "x", self.revoke_person)
        self.own_too = self.person.add_act(tr("Change my passphrase"), "lock", self.change_own)
        for button in (self.change, self.reset, self.revoke):
            button.setVisible(not self.sole)
        for button in (self.own, self.own_too):
            button.setEnabled(not self.desk.read_only and self.desk.actor.key is not None)
        self.people.row_selected.connect(self._show_person)
        self.people.row_opened.connect(lambda _row: self._to_pane())
        for signal in (self.waiting.row_opened, self.waiting.action_requested):
            signal.connect(self._open_request)

    def _lay_out(self) -> None:
        self.tabs = Tabs(self.theme, [tr("People"), tr("What waits"), tr("Who may do what")])
        self.count = Label("", tone=Role.TEXT_2)
        row = hbox(None, self.tabs, self.count, spacing=12)
        row.setStretch(0, 1)
        self.stack = QStackedWidget()
        for part in (self.people, self.waiting, self.rights):
            self.stack.addWidget(part)
        self.content.addLayout(row)
        self.add(self.stack, 1)
        self.set_pane(self.person)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(
            lambda: self.tabs.open((self.tabs.current() + 1) % 3)
        )
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.close_pane)

    def _fit_pane(self) -> None:
        """The pane belongs to the list of people."""
        super()._fit_pane()
        if self.tabs.current() != PEOPLE:
            self.person.hide()

    # What the frame tells

    def arrived(self) -> None:
        """Run the query again when people or requests changed since."""
        if self._stale:
            self._stale = False
            zone = self.desk.founding.zone
            self.desk.read(self, lambda books: keyring(books, zone), self._show)

    def on_changes(self, changes: object) -> None:
        """People, requests and store houses concern this page."""
        if isinstance(changes, Changes) and (changes.people or changes.requests or changes.catalogue):
            self._stale = True
            if self.isVisible():
                self.arrived()

    def refresh(self) -> None:
        """F5."""
        self._stale = True
        self.arrived()

    def take_focus(self) -> None:
        """The open list."""
        lists = (self.people, self.waiting, self.rights)
        lists[self.tabs.current()].view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Showing

    def _show(self, found: Keyring) -> None:
        self.found = found
        self.people.set_rows(found.people)
        self.waiting.set_rows(found.waiting)
        if self.people.current_row() is None and found.people:
            self.people.select(0)
        row = self.people.current_row()
        if row is not None:
            self._show_person(row)
        self.counted.emit(found.needs_me)
        self._show_tab(self.tabs.current())

    def _show_tab(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self._fit_pane()
        if number == PEOPLE:
            active = sum(row.user.state == ACTIVE for row in self.found.people)
            words = trn("{count} person with a key", "{count} people with a key", active)
        elif number == WAITING:
            words = trn("{count} request waits", "{count} requests wait", len(self.found.waiting))
        else:
            words = tr("house table, edition 1")
        self.count.setText(words)

    def _show_person(self, row: object) -> None:
        assert isinstance(row, PersonRow)
        self.person.show_person(row)
        active = row.user.state == ACTIVE
        for button, operation in (
            (self.change, "change user"),
            (self.reset, "reset passphrase"),
            (self.revoke, "revoke user"),
        ):
            self._permit(button, operation)
            button.setEnabled(button.isEnabled() and active)
        self.own_too.setVisible(not self.sole and row.user.name == self.desk.actor.name)
        self.person.note.setText(self._note())
        name = row.user.name
        self.desk.read(
            self,
            lambda books: access.life_of_key(books, name),
            lambda events: self._show_history(name, events),
        )

    def _note(self) -> str:
        """Why the buttons are grey, or who must approve what they do."""
        if self.sole:
            return tr("Found books for several people to give others a key")
        if not self.desk.may("change user"):
            return self.desk.not_a_duty("change user")
        row = self.people.current_row()
        second = row.second if row is not None else ""
        return tr("A second person must approve this: {names}", names=second) if second else ""

    def _show_history(self, name: str, events: list[KeyEvent]) -> None:
        row = self.people.current_row()
        if row is not None and row.user.name == name:
            self.person.show_history(events, self.desk.founding.zone)

    # Acts

    def _to_pane(self) -> None:
        self.open_pane()
        self.person.history.setFocus()

    def _open_request(self, row: object, _column: str = "") -> None:
        assert isinstance(row, WaitingRow)
        self.approvals.open(row.request.id, self)

    def _requested(self, requested: Requested) -> None:
        self.approvals.requested(requested, self)

    def change_own(self) -> None:
        """Another passphrase for who is at the desk."""
        OwnPassphraseDialog(self.desk, self).open()

    def add_someone(self) -> None:
        """A new person."""
        AddPersonDialog(self.desk, self, self.found.houses, self._requested, self.found.second).open()

    def change_person(self) -> None:
        """Another role or other store houses."""
        row = self.people.current_row()
        if row is not None:
            ChangePersonDialog(
                self.desk, self, row.user, self.found.houses, self._requested, row.second
            ).open()

    def reset_person(self) -> None:
        """A new key under a first passphrase."""
        row = self.people.current_row()
        if row is not None:
            ResetDialog(self.desk, self, row.user, self._requested, row.second).open()

    def revoke_person(self) -> None:
        """No key any more."""
        row = self.people.current_row()
        if row is not None:
            RevokeDialog(self.desk, self, row.user, self._requested, row.second).open()
