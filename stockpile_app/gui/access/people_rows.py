"""What the page of people and keys shows, as plain rows; runs on the reading worker."""

from __future__ import annotations

from dataclasses import dataclass, field

from stockpile_app import access
from stockpile_app.access import KeyEvent, Request, User, role_word
from stockpile_app.access.history import people
from stockpile_app.access.model import ACTIVE
from stockpile_app.base.clock import local_text
from stockpile_app.base.text import tr
from stockpile_app.catalogue import store_houses
from stockpile_app.gui.access.request_view import second_person
from stockpile_app.gui.access.words import KEY_EVENTS, asked_words, fingerprint, houses_words, state_chip
from stockpile_app.gui.common import Action, Chip, Column, Event, Kind, RowLook, Status, Text, isolate
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person with a key, or who had one; `second` names who must approve what changes it."""

    user: User
    houses: str
    since: int
    second: str


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One request; `may` when who is at the desk may decide it, `own` when that person asked for it."""

    request: Request
    since: str
    may: bool
    own: bool


@dataclass(frozen=True, slots=True)
class Keyring:
    """Everything on the page.

    Attributes:
        houses: Names of store houses by number.
        second: Who must approve a new key; '' when nobody has to.
    """

    people: tuple[PersonRow, ...] = ()
    waiting: tuple[WaitingRow, ...] = ()
    houses: dict[int, str] = field(default_factory=dict)
    second: str = ""

    @property
    def needs_me(self) -> int:
        """How many requests who is at the desk may decide."""
        return sum(row.may for row in self.waiting)


def keyring(books: Stockpile, zone: str) -> Keyring:
    """People, requests and store houses as they are now."""
    houses = {one.id: one.name for one in store_houses(books)}
    states = people(books).states
    rows = tuple(
        PersonRow(
            user,
            houses_words(user, houses),
            states[user.name][0][0] if user.name in states else 0,
            second_person(books, "change user", frozenset({user.name})),
        )
        for user in access.users(books)
    )
    second = second_person(books, "add user")
    return Keyring(rows, tuple(waiting_rows(books, zone)), houses, second)


def waiting_rows(books: Stockpile, zone: str) -> list[WaitingRow]:
    """Every request that waits, the oldest first."""
    name = books.actor.name
    return [
        WaitingRow(
            one, local_text(one.asked_at, zone), access.may_decide(books, one) is None, one.asked_by == name
        )
        for one in access.waiting(books)
    ]


def person_columns() -> list[Column[PersonRow]]:
    """Name, role, state, store houses, key, since."""
    return [
        Column("name", tr("User"), value=lambda row: row.user.name, stretch=True, strong=True),
        Column("role", tr("Role"), value=lambda row: role_word(row.user.role), sample="Ministry analyst"),
        Column("state", tr("State"), Kind.CHIP, lambda row: state_chip(row.user), sample="First passphrase"),
        Column("houses", tr("Store houses"), sample="Armoury 1, Magazine"),
        Column("key", tr("Key"), Kind.SERIAL, lambda row: fingerprint(row.user), sample="7f3ac91e"),
        Column("since", tr("Since entry"), Kind.NUMBER),
    ]


def person_look(row: PersonRow) -> RowLook:
    """Who has no key any more is faint."""
    return RowLook(faint=row.user.state != ACTIVE)


def waiting_columns() -> list[Column[WaitingRow]]:
    """State, what, since, next step."""
    return [
        Column("state", tr("State"), Kind.CHIP, _waiting_state, sample="Your approval", sortable=False),
        Column("what", tr("What is asked"), value=_waiting_what, stretch=True, sortable=False),
        Column("since", tr("Since"), Kind.DATE, sample="2026-11-19 18:00", sortable=False),
        Column(
            "step", tr("Next step"), Kind.ACTION, _waiting_step, sample="Approve or send back", sortable=False
        ),
    ]


def _waiting_state(row: WaitingRow) -> Chip:
    return Chip(Status.INFO, tr("Your approval")) if row.may else Chip(Status.IDLE, tr("Waits"))


def _waiting_what(row: WaitingRow) -> Text:
    return Text(row.request.summary, tr("Requested by {name}", name=row.request.asked_by), strong=True)


def _waiting_step(row: WaitingRow) -> Action:
    if row.may:
        return Action(tr("Approve or send back"), "signature")
    return Action(tr("Withdraw") if row.own else tr("Show request"), "undo-2" if row.own else "signature")


def key_event(found: KeyEvent, zone: str) -> Event:
    """One thing that happened to a key, as the pane shows it."""
    duties = role_word(found.user.role)
    if found.kind in {"revoke user", "change own passphrase"}:
        duties = ""
    icon, word = KEY_EVENTS.get(found.kind, ("key-round", found.kind))
    return Event(
        icon=icon,
        word=tr(word),
        when=local_text(found.recorded_at, zone),
        sentence=" · ".join(filter(None, (duties, asked_words(found.persons)))),
        remark=tr("Entry {entry} · signed by {names}", entry=isolate(str(found.entry)),
                  names=", ".join(found.persons.signed_by) or tr("nobody")),
    )  # fmt: skip
