"""People come and go: a key is given, changed, made anew, taken away; each needs a second person.

A person's key is wrapped under a passphrase.  A key that somebody else made opens the books only to
choose a passphrase of one's own, which makes another key: nobody approves with a key that another
knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from stockpile_app.access.acting import acting, recovering
from stockpile_app.access.approval import ask, stands_alone
from stockpile_app.access.keys import KeyStrength, Slot, calibrated, seal_slot
from stockpile_app.access.model import RECOVERY, Requested, User
from stockpile_app.access.people_deeds import Content, changed_person, do, write_person
from stockpile_app.access.person_rules import known, passphrase_troubles, plain_name, refuse
from stockpile_app.access.queries import user_named
from stockpile_app.access.slots import keep_slot, keep_waiting_slot, write_key_file
from stockpile_app.audit import Operation, entry_of_operation, keep_depot_secret, make_depot_key, record
from stockpile_app.audit.signing import PrivateKey, new_private
from stockpile_app.store import Actor, Stockpile


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """A person who shall have a key.

    Attributes:
        passphrase: The first one; the person must change it before doing anything.
        houses: The store houses the person works in; empty for all.
    """

    operation_id: str
    name: str
    role: str
    passphrase: str
    houses: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedUser:
    """A person's role and store houses from now on."""

    operation_id: str
    name: str
    role: str
    houses: tuple[int, ...] = ()


def add_user(stockpile: Stockpile, new: NewUser, strength: KeyStrength | None = None) -> User | Requested:
    """Give a person a key.

    Raises:
        Refused: an unfit name, role or passphrase, a name like one that was used before, single-keeper books.
    """
    content = {"name": plain_name(new.name), "role": new.role, "scope": _scope(new.houses)}
    return _with_key(stockpile, "add user", new.operation_id, content, new.passphrase, strength)


def reset_passphrase(
    stockpile: Stockpile, operation_id: str, name: str, passphrase: str, strength: KeyStrength | None = None
) -> User | Requested:
    """Make a person a new key under a first passphrase; the change stays visible for ever."""
    return _with_key(stockpile, "reset passphrase", operation_id, {"name": name}, passphrase, strength)


def change_user(stockpile: Stockpile, changed: ChangedUser) -> User | Requested:
    """Give a person another role or other store houses.

    The key stays; its slot names the old role until the passphrase is changed, and the books decide.
    """
    content = {"name": changed.name, "role": changed.role, "scope": _scope(changed.houses)}
    return _settle(stockpile, "change user", changed.operation_id, content)


def revoke_user(stockpile: Stockpile, operation_id: str, name: str) -> User | Requested:
    """Take a person's key away: its slot is removed from the file and from beside it."""
    return _settle(stockpile, "revoke user", operation_id, {"name": name})


def _with_key(
    stockpile: Stockpile,
    deed: str,
    operation_id: str,
    content: Content,
    passphrase: str,
    strength: KeyStrength | None,
) -> User | Requested:
    """A deed that brings a key: sealed under the first passphrase, and named in what is asked."""
    refuse(passphrase_troubles(passphrase))
    person = changed_person(stockpile, deed, content)
    slot = seal_slot(
        person.name, person.role, passphrase, stockpile.key_for_slots(), strength or calibrated()
    )
    return _settle(stockpile, deed, operation_id, {**content, "public_key": slot.public_key}, slot)


def _settle(
    stockpile: Stockpile, deed: str, operation_id: str, content: Content, slot: Slot | None = None
) -> User | Requested:
    """Do it where nobody else is needed; leave a request where a second person must approve."""
    changed_person(stockpile, deed, content)
    if not stands_alone(stockpile, deed):
        return ask(stockpile, deed, operation_id, content, _beside(stockpile, slot))
    with acting(stockpile, deed):
        earlier = entry_of_operation(stockpile, operation_id, deed)
        done = user_named(stockpile, str(content["name"])) if earlier else None
        if done is None:
            done = do(stockpile, deed, operation_id, content, slot, stockpile.actor.name)
    write_key_file(stockpile)
    return done


def _beside(stockpile: Stockpile, slot: Slot | None) -> Callable[[int], None] | None:
    """What waits with the request and stands in no journal entry."""
    return (lambda number: keep_waiting_slot(stockpile, number, slot)) if slot else None


def change_own_passphrase(
    stockpile: Stockpile, operation_id: str, passphrase: str, strength: KeyStrength | None = None
) -> User:
    """Choose a new passphrase for oneself: it makes a new key, signed for with the old one."""
    user = known(stockpile, stockpile.actor.name)
    refuse(passphrase_troubles(passphrase))
    signing = PrivateKey(new_private())
    slot = seal_slot(
        user.name, user.role, passphrase, stockpile.key_for_slots(), strength or calibrated(), signing
    )
    with acting(stockpile, "change own passphrase"):
        keep_slot(stockpile, slot)
        wanted = replace(user, public_key=slot.public_key, key_by="")
        changed = write_person(stockpile, "change own passphrase", operation_id, wanted)
    write_key_file(stockpile)
    stockpile.actor = Actor(user.name, user.role, signing)
    return changed


def reset_by_recovery(
    stockpile: Stockpile, operation_id: str, name: str, passphrase: str, strength: KeyStrength | None = None
) -> User:
    """Make a person a new key on the authority of the recovery sheet, when nobody is left to ask."""
    user = known(stockpile, name)
    refuse(passphrase_troubles(passphrase))
    slot = seal_slot(name, user.role, passphrase, stockpile.key_for_slots(), strength or calibrated())
    wanted = replace(user, public_key=slot.public_key, key_by=RECOVERY)
    with recovering(stockpile):
        keep_slot(stockpile, slot)
        changed = write_person(stockpile, "recovery", operation_id, wanted)
    write_key_file(stockpile)
    return changed


def give_depot_key(stockpile: Stockpile, operation_id: str) -> None:
    """Make the depot's own keys, for books of the first edition, which had none."""
    new = make_depot_key()
    with acting(stockpile, "depot key"):
        record(stockpile, Operation("depot key", operation_id, {}), [new.said])
        keep_depot_secret(stockpile, new)


def _scope(houses: tuple[int, ...]) -> str:
    return ",".join(str(house) for house in sorted(set(houses)))
