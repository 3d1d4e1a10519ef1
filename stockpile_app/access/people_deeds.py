"""What a change of people does: the same for who stands alone and for who approves.

What is asked names only what changes; who the person is, is read from the books at the moment it is
done, and judged anew.  A key that waited with a request is the one that the request names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from stockpile_app.access.acting import access_refusal, role_word
from stockpile_app.access.keys import Slot, key_mark
from stockpile_app.access.model import ACTIVE, REVOKED, Decision, Deed, Request, User
from stockpile_app.access.person_rules import (
    known,
    last_administrator,
    name_troubles,
    refuse,
    role_troubles,
)
from stockpile_app.access.slots import drop_slot, keep_slot, take_waiting_slot
from stockpile_app.audit import Operation, record
from stockpile_app.base import Refused, tr
from stockpile_app.store import Stockpile

Content = Mapping[str, Any]


def changed_person(stockpile: Stockpile, deed: str, content: Content) -> User:
    """The person as this change leaves them, without the key.

    Raises:
        Refused: the books as they are now do not allow it.
    """
    return _CHANGES[deed](stockpile, content)


def do(
    stockpile: Stockpile,
    deed: str,
    operation_id: str,
    content: Content,
    slot: Slot | None,
    key_by: str,
    *facts: object,
) -> User:
    """Journal the person as they are from now on, and keep or drop the key; inside the transaction."""
    person = changed_person(stockpile, deed, content)
    if slot is not None:
        _refuse_foreign(slot, content)
        person = replace(person, public_key=slot.public_key, key_by=key_by)
        keep_slot(stockpile, slot)
    if person.state == REVOKED:
        drop_slot(stockpile, person.name)
    return write_person(stockpile, deed, operation_id, person, *facts)


def write_person(stockpile: Stockpile, kind: str, operation_id: str, person: User, *facts: object) -> User:
    """Journal the person; a new one gets the next number."""
    number = person.id or int(stockpile.value("SELECT coalesce(max(id), 0) + 1 FROM user"))
    person = replace(person, id=number)
    record(stockpile, Operation(kind, operation_id, {}), [person, *facts])
    return person


def _add(stockpile: Stockpile, content: Content) -> User:
    name, role, scope = str(content["name"]), str(content["role"]), str(content["scope"])
    person = User(0, name, role, "", ACTIVE, scope)
    refuse([*name_troubles(stockpile, name), *role_troubles(stockpile, role, person.houses)])
    return person


def _change(stockpile: Stockpile, content: Content) -> User:
    person = known(stockpile, str(content["name"]))
    wanted = replace(person, role=str(content["role"]), scope=str(content["scope"]))
    unfit = role_troubles(stockpile, wanted.role, wanted.houses)
    refuse([*unfit, *last_administrator(stockpile, person, wanted.role)])
    return wanted


def _revoke(stockpile: Stockpile, content: Content) -> User:
    person = known(stockpile, str(content["name"]))
    refuse(last_administrator(stockpile, person, ""))
    return replace(person, state=REVOKED)


def _reset(stockpile: Stockpile, content: Content) -> User:
    return known(stockpile, str(content["name"]))


_CHANGES: dict[str, Callable[[Stockpile, Content], User]] = {
    "add user": _add,
    "change user": _change,
    "revoke user": _revoke,
    "reset passphrase": _reset,
}
_WITH_KEY = {"add user", "reset passphrase"}


def _refuse_foreign(slot: Slot, content: Content) -> None:
    """ACCESS-25: the key that waited is the one that was asked for."""
    if (slot.user, slot.public_key) != (content["name"], content.get("public_key")):
        raise Refused([access_refusal(
            "ACCESS-25", tr("The key that waited with this request is not the one it names"), tr("Key"),
            key_mark(str(content.get("public_key"))), key_mark(slot.public_key),
            tr("Send it back, and ask anew"))])  # fmt: skip


def _say_add(content: Content) -> str:
    return tr("Give {name} a key as {role}", name=content["name"], role=role_word(str(content["role"])))


def _say_change(content: Content) -> str:
    return tr("Make {name} {role}", name=content["name"], role=role_word(str(content["role"])))


def _say_revoke(content: Content) -> str:
    return tr("Take the key of {name} away", name=content["name"])


def _say_reset(content: Content) -> str:
    return tr("Make {name} a new key", name=content["name"])


def _concerned(_: Stockpile, content: Content) -> frozenset[str]:
    """Nobody approves what changes their own key or role."""
    return frozenset({str(content["name"])})


def _deed(name: str, say: Callable[[Content], str]) -> Deed:
    def perform(stockpile: Stockpile, content: Content, request: Request, decision: Decision) -> User:
        slot = take_waiting_slot(stockpile, request.id) if name in _WITH_KEY else None
        return do(stockpile, name, stockpile.ids.new_id(), content, slot, request.asked_by, decision)

    return Deed(name, lambda _, content: say(content), perform, _concerned)


DEEDS = (
    _deed("add user", _say_add),
    _deed("reset passphrase", _say_reset),
    _deed("change user", _say_change),
    _deed("revoke user", _say_revoke),
)
