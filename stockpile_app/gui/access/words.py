"""How people, keys and requests are called on the window."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile_app.access import EntryPersons, User, role_word
from stockpile_app.access.model import ACTIVE
from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common import Chip, Status, isolate

KEY_EVENTS = {
    "founding": N_("Books founded"),
    "add user": N_("Key given"),
    "change user": N_("Role or store houses changed"),
    "revoke user": N_("Key taken away"),
    "reset passphrase": N_("New key made"),
    "change own passphrase": N_("Own passphrase chosen"),
}
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
    return user.public_key[:8]


def person_words(user: User) -> str:
    """`Col P. Rhode · Approver`."""
    return f"{user.name} · {role_word(user.role)}"


def outcome_words(found: EntryPersons) -> str:
    """What became of a request: `Approved by Col P. Rhode: counted again`; '' without one."""
    if not found.outcome:
        return ""
    words = tr(_OUTCOMES[found.outcome], name=found.decided_by)
    return f"{words}: {found.reason}" if found.reason else words


def asked_words(found: EntryPersons) -> str:
    """`Asked for by WO2 K. Brandt · Approved by Col P. Rhode`; who wrote it where nobody was asked."""
    if not found.outcome:
        return tr("By {name}", name=found.written_by)
    return f"{tr('Asked for by {name}', name=found.asked_by)} · {outcome_words(found)}"


def entry_words(entry: int) -> str:
    """`entry 42`, for reading in both directions."""
    return tr("entry {entry}", entry=isolate(str(entry)))
