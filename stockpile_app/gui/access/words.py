"""How people, keys and requests are called on the window."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile_app.access import EntryPersons, User, key_mark
from stockpile_app.access.model import ACTIVE
from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common import Chip, Status

KEY_EVENTS = {
    "founding": ("book-open", N_("Books founded")),
    "add user": ("key-round", N_("Key given")),
    "change user": ("user-check", N_("Role or store houses changed")),
    "revoke user": ("x", N_("Key taken away")),
    "reset passphrase": ("key-round", N_("New key made")),
    "change own passphrase": ("lock", N_("Own passphrase chosen")),
    "recovery": ("history", N_("New key made with the recovery sheet")),
    "re-key": ("key-round", N_("New key, with a new key for the books")),
}
"""By kind of journal entry: icon and word of what happened to a person's key."""
_OUTCOMES = {
    "waits": N_("Waits for a second person"),
    "approved": N_("Approved by {name}"),
    "refused": N_("Sent back by {name}"),
    "withdrawn": N_("Withdrawn by {name}"),
}


def state_chip(user: User) -> Chip:
    """Active, revoked, or a first passphrase that has not been changed yet."""
    if user.state != ACTIVE:
        return Chip(Status.IDLE, tr("Revoked"))
    if user.key_by:
        return Chip(Status.WARN, tr("First passphrase"))
    return Chip(Status.OK, tr("Active"))


def houses_words(user: User, houses: Mapping[int, str]) -> str:
    """The store houses a person works in."""
    return ", ".join(houses.get(one, str(one)) for one in sorted(user.houses)) or tr("all")


def fingerprint(user: User) -> str:
    """The first digits of the public key, as they stand on papers."""
    return key_mark(user.public_key)


def outcome_words(found: EntryPersons) -> str:
    """What became of a request: `Approved by Col P. Rhode: counted again`; '' without one."""
    if not found.outcome:
        return ""
    words = tr(_OUTCOMES[found.outcome], name=found.decided_by)
    return f"{words}: {found.reason}" if found.reason else words


def asked_words(found: EntryPersons) -> str:
    """`Requested by WO2 K. Brandt · Approved by Col P. Rhode`; who wrote it where nobody was asked."""
    if not found.outcome:
        return tr("By {name}", name=found.written_by)
    return f"{tr('Requested by {name}', name=found.asked_by)} · {outcome_words(found)}"
