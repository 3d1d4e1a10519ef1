"""People come and go: a key is given, changed, made anew, taken away; each needs a second person.

A person's key is wrapped under a passphrase.  A key that somebody else made opens the books only to
choose a passphrase of one's own, which makes another key: nobody approves with a key that another
knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from stockpile_app.access.acting import access_refusal, acting, recovering
from stockpile_app.access.approval import ask, deed_id, stands_alone
from stockpile_app.access.keys import KeyStrength, calibrated, seal_slot
from stockpile_app.access.model import (
    ACTIVE,
    RECOVERY,
    REVOKED,
    Decision,
    Deed,
    Request,
    Requested,
    Role,
    User,
)
from stockpile_app.access.queries import founding, others_in, user_named
from stockpile_app.access.slots import (
    drop_slot,
    keep_slot,
    keep_waiting_slot,
    take_waiting_slot,
    write_key_file,
)
from stockpile_app.audit import Operation, entry_of_operation, keep_depot_secret, make_depot_key, record
from stockpile_app.audit.signing import PrivateKey, new_private
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.plain_text import check_text
from stockpile_app.store import Actor, Stockpile

SHORTEST = 8
GIVEN_ROLES = (Role.OFFICER, Role.APPROVER, Role.INSPECTOR, Role.AUDITOR, Role.ANALYST, Role.ADMINISTRATOR)


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
        Refused: an unfit name, role or passphrase, a name that was used before, single-keeper books.
    """
    _refuse([*_name_troubles(stockpile, new.name), *_role_troubles(stockpile, new.role, new.houses),
             *passphrase_troubles(new.passphrase)])  # fmt: skip
    slot = seal_slot(new.name, new.role, new.passphrase, stockpile.key_for_slots(), strength or calibrated())
    user = User(0, new.name, new.role, slot.public_key, ACTIVE, _scope(new.houses), stockpile.actor.name)
    summary = tr("Give {name} a key as {role}", name=new.name, role=new.role)
    if stands_alone(stockpile, "add user"):
        with acting(stockpile, "add user"):
            keep_slot(stockpile, slot)
            added = _record_user(stockpile, "add user", new.operation_id, user)
        write_key_file(stockpile)
        return added
    return ask(stockpile, "add user", new.operation_id, _content(user), summary,
               lambda number: keep_waiting_slot(stockpile, number, slot))  # fmt: skip


def change_user(stockpile: Stockpile, changed: ChangedUser) -> User | Requested:
    """Give a person another role or other store houses.

    The key stays; its slot names the old role until the passphrase is changed, and the books decide.
    """
    user = _known(stockpile, changed.name)
    unfit = _role_troubles(stockpile, changed.role, changed.houses)
    _refuse([*unfit, *_last_administrator(stockpile, user, changed.role)])
    wanted = replace(user, role=changed.role, scope=_scope(changed.houses))
    summary = tr("Make {name} {role}", name=user.name, role=changed.role)
    return _change(stockpile, "change user", changed.operation_id, wanted, summary)


def revoke_user(stockpile: Stockpile, operation_id: str, name: str) -> User | Requested:
    """Take a person's key away: its slot is removed from the file and from beside it."""
    user = _known(stockpile, name)
    _refuse(_last_administrator(stockpile, user, ""))
    summary = tr("Take the key of {name} away", name=name)
    return _change(stockpile, "revoke user", operation_id, replace(user, state=REVOKED), summary)


def reset_passphrase(
    stockpile: Stockpile, operation_id: str, name: str, passphrase: str, strength: KeyStrength | None = None
) -> User | Requested:
    """Make a person a new key under a first passphrase; the change stays visible for ever."""
    user = _known(stockpile, name)
    _refuse(passphrase_troubles(passphrase))
    slot = seal_slot(name, user.role, passphrase, stockpile.key_for_slots(), strength or calibrated())
    wanted = replace(user, public_key=slot.public_key, key_by=stockpile.actor.name)
    summary = tr("Make {name} a new key", name=name)
    if stands_alone(stockpile, "reset passphrase"):
        with acting(stockpile, "reset passphrase"):
            keep_slot(stockpile, slot)
            changed = _record_user(stockpile, "reset passphrase", operation_id, wanted)
        write_key_file(stockpile)
        return changed
    return ask(stockpile, "reset passphrase", operation_id, _content(wanted), summary,
               lambda number: keep_waiting_slot(stockpile, number, slot))  # fmt: skip


def change_own_passphrase(
    stockpile: Stockpile, operation_id: str, passphrase: str, strength: KeyStrength | None = None
) -> User:
    """Choose a new passphrase for oneself: it makes a new key, signed for with the old one."""
    user = _known(stockpile, stockpile.actor.name)
    _refuse(passphrase_troubles(passphrase))
    signing = PrivateKey(new_private())
    slot = seal_slot(
        user.name, user.role, passphrase, stockpile.key_for_slots(), strength or calibrated(), signing
    )
    with acting(stockpile, "change own passphrase"):
        keep_slot(stockpile, slot)
        wanted = replace(user, public_key=slot.public_key, key_by="")
        changed = _record_user(stockpile, "change own passphrase", operation_id, wanted)
    write_key_file(stockpile)
    stockpile.actor = Actor(user.name, user.role, signing)
    return changed


def passphrase_troubles(passphrase: str) -> list[Finding]:
    """ACCESS-01: a passphrase has at least eight characters."""
    if len(passphrase) >= SHORTEST:
        return []
    return [access_refusal(
        "ACCESS-01", tr("This passphrase is too short"), tr("Passphrase"), tr("at least 8 characters"),
        tr("too short") if passphrase else tr("nothing"), tr("Choose a longer one: four or five words"))]  # fmt: skip


def reset_by_recovery(
    stockpile: Stockpile, operation_id: str, name: str, passphrase: str, strength: KeyStrength | None = None
) -> User:
    """Make a person a new key on the authority of the recovery sheet, when nobody is left to ask."""
    user = _known(stockpile, name)
    _refuse(passphrase_troubles(passphrase))
    slot = seal_slot(name, user.role, passphrase, stockpile.key_for_slots(), strength or calibrated())
    wanted = replace(user, public_key=slot.public_key, key_by=RECOVERY)
    with recovering(stockpile):
        keep_slot(stockpile, slot)
        changed = _record_user(stockpile, "recovery", operation_id, wanted)
    write_key_file(stockpile)
    return changed


def give_depot_key(stockpile: Stockpile, operation_id: str) -> None:
    """Make the depot's own keys, for books of the first edition, which had none."""
    new = make_depot_key()
    with acting(stockpile, "depot key"):
        record(stockpile, Operation("depot key", operation_id, {}), [new.said])
        keep_depot_secret(stockpile, new)


# What is done when the second person approves ------------------------------------------------------


def _perform_with_slot(
    stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision
) -> User:
    slot = take_waiting_slot(stockpile, request.id)
    keep_slot(stockpile, slot)
    return _record_user(stockpile, request.deed, deed_id(request), User(**content), decision)


def _perform(stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision) -> User:
    user = User(**content)
    if user.state == REVOKED:
        drop_slot(stockpile, user.name)
    return _record_user(stockpile, request.deed, deed_id(request), user, decision)


def _concerned(_: Stockpile, content: Mapping[str, Any]) -> frozenset[str]:
    """Nobody approves what changes their own key or role."""
    return frozenset({str(content["name"])})


DEEDS = (
    Deed("add user", _perform_with_slot, _concerned),
    Deed("reset passphrase", _perform_with_slot, _concerned),
    Deed("change user", _perform, _concerned),
    Deed("revoke user", _perform, _concerned),
)


def _change(
    stockpile: Stockpile, deed: str, operation_id: str, wanted: User, summary: str
) -> User | Requested:
    if not stands_alone(stockpile, deed):
        return ask(stockpile, deed, operation_id, _content(wanted), summary)
    with acting(stockpile, deed):
        if wanted.state == REVOKED:
            drop_slot(stockpile, wanted.name)
        changed = _record_user(stockpile, deed, operation_id, wanted)
    write_key_file(stockpile)
    return changed


def _record_user(stockpile: Stockpile, kind: str, operation_id: str, user: User, *facts: object) -> User:
    """Journal the person as they are from now on; a new person gets the next number."""
    if entry_of_operation(stockpile, operation_id):
        return user_named(stockpile, user.name) or user
    number = user.id or int(stockpile.value("SELECT coalesce(max(id), 0) + 1 FROM user"))
    user = replace(user, id=number)
    record(stockpile, Operation(kind, operation_id, {}), [user, *facts])
    return user


def _content(user: User) -> dict[str, Any]:
    return asdict(user)


def _scope(houses: tuple[int, ...]) -> str:
    return ",".join(str(house) for house in sorted(set(houses)))


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise Refused(findings)


def _known(stockpile: Stockpile, name: str) -> User:
    user = user_named(stockpile, name)
    if user is None or user.state != ACTIVE:
        raise Refused([access_refusal(
            "ACCESS-22", tr("There is no active user “{name}”", name=name), tr("User"), tr("an active user"),
            tr("revoked") if user else tr("unknown"), tr("Look at the list of users"))])  # fmt: skip
    return user


def _name_troubles(stockpile: Stockpile, name: str) -> list[Finding]:
    """ACCESS-20, ACCESS-21: a name that can be read and was never used; books for several people."""
    if founding(stockpile).sole:
        return [access_refusal(
            "ACCESS-21", tr("One keeper keeps these books alone"), tr("User"), tr("books for several people"),
            tr("single-keeper books"), tr("Found books for several people, and bring this register in"))]  # fmt: skip
    if not name.strip() or name.strip() == RECOVERY or user_named(stockpile, name):
        return [access_refusal(
            "ACCESS-20", tr("A user needs a name that was never used in these books"), tr("User"),
            tr("a new name: name and rank as they stand on papers"), name.strip() or tr("nothing"),
            tr("Choose another name"))]  # fmt: skip
    return list(check_text(name, tr("User")))


def _role_troubles(stockpile: Stockpile, role: str, houses: tuple[int, ...]) -> list[Finding]:
    """ACCESS-23: a role that can be given, and store houses that exist."""
    known = {row[0] for row in stockpile.rows("SELECT id FROM store_house")}
    findings = []
    if role not in GIVEN_ROLES:
        findings.append(access_refusal(
            "ACCESS-23", tr("There is no such role"), tr("Role"), ", ".join(GIVEN_ROLES), role or tr("nothing"),
            tr("Choose a role")))  # fmt: skip
    unknown = ", ".join(str(house) for house in sorted(set(houses) - known))
    if unknown:
        findings.append(access_refusal(
            "ACCESS-23", tr("There is no such store house"), tr("Store houses"), tr("store houses of this depot"),
            unknown, tr("Add the store house first")))  # fmt: skip
    return findings


def _last_administrator(stockpile: Stockpile, user: User, role: str) -> list[Finding]:
    """ACCESS-24: books for several people always have an administrator."""
    administrators = frozenset({Role.ADMINISTRATOR.value})
    if user.role != Role.ADMINISTRATOR or role == Role.ADMINISTRATOR:
        return []
    if others_in(stockpile, administrators, user.name):
        return []
    return [access_refusal(
        "ACCESS-24", tr("{name} is the last administrator", name=user.name), tr("User"),
        tr("another administrator, who stays"), tr("none"), tr("Give somebody else that role first"))]  # fmt: skip
