"""Give a person a key, change role or store houses, make a new key, take the key away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import access
from stockpile_app.access import GIVEN_ROLES, ChangedUser, NewUser, Requested, Role, User, role_word
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import N_, tr
from stockpile_app.gui.access.desk import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.access.passphrase import TwoSecrets
from stockpile_app.gui.common import CheckField, Choice, ComboField, Face, Label, TextField
from stockpile_app.gui.common import Role as Tone
from stockpile_app.store import Stockpile

_PEOPLE = Changes(entry=1, people=True, requests=True)
_DUTIES = {
    Role.OFFICER: N_("Keeps the stock: receipts, issues, hand-ins, transfers"),
    Role.APPROVER: N_("Approves what needs a second person; posts nothing"),
    Role.INSPECTOR: N_("Inspects: conditions, marks, holds, seals"),
    Role.AUDITOR: N_("Looks at everything, verifies and exports; writes nothing"),
    Role.ANALYST: N_("Keeps a ministry’s books and catalogue"),
    Role.ADMINISTRATOR: N_("Gives and takes keys; has no stock duties"),
}
AfterRequest = Callable[[Requested], object]


class PersonDialog(FormDialog):
    """One operation on one person; in books with others it waits for a second person.

    Args:
        requested: What is told when it waits.
        second: Who may approve it, in words; '' where nobody has to.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        title: str,
        verb: str,
        size: QSize,
        requested: AfterRequest,
        second: str,
        subtitle: str = "",
    ) -> None:
        super().__init__(desk, parent, "key-round", title, verb, size, subtitle)
        self._requested = requested
        if second:
            words = tr("A second person must approve this: {names}", names=second)
            self.form.addWidget(Label(words, Face.BODY, Tone.TEXT_2, wrap=True))

    def do(self, call: Callable[[Stockpile], User | Requested], said: str, name: str) -> None:
        """Run it; what waits goes on with the second person."""

        def told(outcome: User | Requested) -> str:
            if isinstance(outcome, Requested):
                self._requested(outcome)
                return tr("Asked for: {summary} · waits for a second person", summary=outcome.summary)
            return said

        self.send(call, _PEOPLE, told, name)


class HouseChoice(QWidget):
    """The store houses a person works in: a box for each; no tick is all of them."""

    def __init__(self, desk: Desk, houses: Mapping[int, str], ticked: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self.fields = {number: CheckField(desk.theme, name) for number, name in houses.items()}
        for number, field in self.fields.items():
            field.set_value(number in ticked)

    def value(self) -> tuple[int, ...]:
        """The ids of the ticked ones."""
        return tuple(number for number, field in self.fields.items() if field.value())


def _role_field(desk: Desk) -> ComboField[str]:
    field: ComboField[str] = ComboField(
        desk.theme, tr("Role"), [Choice(str(role), role_word(role)) for role in GIVEN_ROLES]
    )
    field.chosen.connect(lambda role: field.set_help(tr(_DUTIES[Role(role)]) if role else ""))
    return field


class _WithHouses(PersonDialog):
    """Role and store houses, for a new person and for one who has a key."""

    def ask_houses(self, houses: Mapping[int, str], ticked: frozenset[int]) -> None:
        self.houses = HouseChoice(self.desk, houses, ticked)
        if houses:
            words = tr("Store houses: tick those the person works in; without a tick it is all of them")
            self.form.addWidget(Label(words, Face.BODY, Tone.TEXT_2, wrap=True))
        for field in self.houses.fields.values():
            self.ask(field)


class AddPersonDialog(_WithHouses):
    """A new person: name, role, store houses, and a first passphrase that must be changed."""

    def __init__(
        self, desk: Desk, parent: QWidget, houses: Mapping[int, str], requested: AfterRequest, second: str
    ) -> None:
        super().__init__(
            desk, parent, tr("Add a person"), tr("Give a key"), QSize(640, 700), requested, second
        )
        self.name_field = TextField(
            desk.theme, tr("User"), help_text=tr("Name and rank as they stand on papers")
        )
        self.role = _role_field(desk)
        self.secrets = TwoSecrets(desk.theme)
        self.secrets.secret.set_help(
            tr("The first one, told to the person alone, who must choose another before any work")
        )
        self.ask(self.name_field, self.role)
        self.ask_pair(*self.secrets.fields)
        self.ask_houses(houses, frozenset())
        self.must_choose = (self.role,)
        self.name_field.setFocus()

    def post(self) -> None:
        """Give the key, or ask for it."""
        self.clear_findings()
        if self.secrets.wrong():
            return
        new = NewUser(
            operation_id=self.operation_id,
            name=self.name_field.value(),
            role=self.role.value() or "",
            passphrase=self.secrets.secret.value(),
            houses=self.houses.value(),
        )
        self.do(
            lambda books: access.add_user(books, new),
            tr("{name} has a key", name=new.name),
            tr("Making the key"),
        )


class ChangePersonDialog(_WithHouses):
    """Another role or other store houses; the key stays."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        user: User,
        houses: Mapping[int, str],
        requested: AfterRequest,
        second: str,
    ) -> None:
        title = tr("Change role or store houses")
        super().__init__(desk, parent, title, tr("Change"), QSize(640, 560), requested, second, user.name)
        self.user = user
        self.role = _role_field(desk)
        self.role.set_value(user.role)
        self.role.set_help(tr(_DUTIES[Role(user.role)]) if user.role in _DUTIES else "")
        self.ask(self.role)
        self.ask_houses(houses, user.houses)
        self.must_choose = (self.role,)

    def post(self) -> None:
        """Change it, or ask for it."""
        changed = ChangedUser(
            operation_id=self.operation_id,
            name=self.user.name,
            role=self.role.value() or "",
            houses=self.houses.value(),
        )
        said = tr("{name} is {role} now", name=self.user.name, role=self.role.text())
        self.do(lambda books: access.change_user(books, changed), said, tr("Changing the role"))


class ResetDialog(PersonDialog):
    """A new key under a first passphrase, for who has forgotten the own one."""

    def __init__(self, desk: Desk, parent: QWidget, user: User, requested: AfterRequest, second: str) -> None:
        super().__init__(
            desk,
            parent,
            tr("Make a new key"),
            tr("Make the key"),
            QSize(560, 460),
            requested,
            second,
            user.name,
        )
        self.user = user
        self.secrets = TwoSecrets(desk.theme)
        self.secrets.secret.set_help(
            tr("The first one, told to the person alone, who must choose another before any work")
        )
        self.ask(*self.secrets.fields)

    def post(self) -> None:
        """Make it, or ask for it."""
        if self.secrets.wrong():
            return
        secret, name = self.secrets.secret.value(), self.user.name
        self.do(
            lambda books: access.reset_passphrase(books, self.operation_id, name, secret),
            tr("{name} has a new key", name=name),
            tr("Making the key"),
        )


class RevokeDialog(PersonDialog):
    """The key is taken away; what the person did stays in the journal."""

    def __init__(self, desk: Desk, parent: QWidget, user: User, requested: AfterRequest, second: str) -> None:
        super().__init__(
            desk, parent, tr("Take the key away"), tr("Take the key away"), QSize(600, 340), requested, second,
            user.name,
        )  # fmt: skip
        self.user = user
        words = tr(
            "{name} can no longer open these books. What {name} did stays in the journal; the name is never "
            "given again.",
            name=user.name,
        )
        self.form.addWidget(Label(words, Face.BODY, wrap=True))

    def post(self) -> None:
        """Take it away, or ask for it."""
        name = self.user.name
        self.do(
            lambda books: access.revoke_user(books, self.operation_id, name),
            tr("{name} has no key any more", name=name),
            tr("Taking the key away"),
        )
