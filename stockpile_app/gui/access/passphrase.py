"""A passphrase of one's own: chosen before the first work, and changed at any time afterwards."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app import access
from stockpile_app.access import User
from stockpile_app.access.person_rules import SHORTEST
from stockpile_app.base import Finding, KnownError
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.gui.access.cover import CoverSheet
from stockpile_app.gui.access.desk import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import Button, LabelledField, OperationRunner, PrimaryButton, SecretField, Theme
from stockpile_app.store import Stockpile


class TwoSecrets:
    """The passphrase and the same once more; `help_text` stands under the first."""

    def __init__(self, theme: Theme, help_text: str = "") -> None:
        several = tr("At least 8 characters; several words are easier to keep in mind")
        self.secret = SecretField(theme, tr("Passphrase"), help_text or several)
        self.again = SecretField(theme, tr("Passphrase, once more"))

    @property
    def fields(self) -> tuple[LabelledField, LabelledField]:
        """Both, in order."""
        return self.secret, self.again

    def wrong(self) -> bool:
        """Say under each field what is wrong with it; whether anything is."""
        secret = self.secret.value()
        short = len(secret) < SHORTEST
        differ = self.again.value() != secret
        self.secret.set_finding(tr("At least 8 characters") if short else "")
        self.again.set_finding(tr("The two are not the same") if differ else "")
        if short or differ:
            (self.secret if short else self.again).setFocus()
        return short or differ

    def forget(self) -> None:
        """Leave nothing in the fields."""
        for field in (self.secret, self.again):
            field.set_value("")


class _FirstSheet(Sheet):
    """Two fields; the first has the keyboard."""

    def __init__(self, theme: Theme, person: User) -> None:
        super().__init__(
            theme,
            tr("Choose a passphrase of your own"),
            tr("{name} made the key of {user}. A passphrase that only {user} knows comes before any work.",
               name=person.key_by, user=person.name),
        )  # fmt: skip
        self.secrets = TwoSecrets(theme)
        self.add(*self.secrets.fields)

    def came_in_sight(self) -> None:
        self.secrets.secret.setFocus()


class FirstPassphrase(CoverSheet):
    """Before the window opens for somebody whose key another person made.

    Signals:
        chosen: the person has a key that nobody else knows.
        close_asked: close the books instead.
    """

    chosen = Signal()
    close_asked = Signal()

    def __init__(
        self, theme: Theme, runner: OperationRunner, parent: QWidget, books: Stockpile, person: User
    ) -> None:
        self._own = _FirstSheet(theme, person)
        super().__init__(theme, parent, self._own)
        self._runner, self._books = runner, books
        self._id = books.ids.new_id()
        self.secrets = self._own.secrets
        self.sheet.add_lesser(Button(theme, tr("Close the books"), "x").does(self.close_asked.emit))
        self._choose = self.sheet.add_button(
            PrimaryButton(theme, tr("Choose this passphrase"), "key-round", "Ctrl+Return").does(self.choose)
        )

    def choose(self) -> None:
        """Make the person's own key."""
        if self.secrets.wrong():
            return
        secret, books, operation_id = self.secrets.secret.value(), self._books, self._id
        self._choose.setEnabled(False)
        self._runner.run(
            self,
            lambda _progress: access.change_own_passphrase(books, operation_id, secret),
            self._chosen,
            refused=self._refused,
            failed=self._stopped,
            strip=self.sheet.progress,
            name=tr("Making the key"),
        )

    def _chosen(self, _user: User) -> None:
        self.secrets.forget()
        self.chosen.emit()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._choose.setEnabled(True)
        self.sheet.show_refusals(findings, self.secrets.fields)

    def _stopped(self, problem: KnownError) -> None:
        self._choose.setEnabled(True)
        self.sheet.show_notice(problem.sentence)


class OwnPassphraseDialog(FormDialog):
    """Another passphrase for who is at the desk; it makes another key, signed for with the old one."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            parent,
            "key-round",
            tr("Change my passphrase"),
            tr("Change passphrase"),
            QSize(560, 400),
            desk.actor.name,
        )
        self.secrets = TwoSecrets(desk.theme)
        self.ask(*self.secrets.fields)

    def post(self) -> None:
        """Change it."""
        if self.secrets.wrong():
            return
        secret = self.secrets.secret.value()
        self.send(
            lambda books: access.change_own_passphrase(books, self.operation_id, secret),
            Changes(entry=1, people=True),
            self._said,
            tr("Making the key"),
        )

    def _said(self, user: User) -> str:
        self.secrets.forget()
        self.desk.take_own_key()
        return tr("{name} has another passphrase and another key", name=user.name)
