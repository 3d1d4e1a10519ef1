"""What a person in the books must be: a name like nobody else's, a role, store houses that exist."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from stockpile_app.access.acting import access_refusal, role_word
from stockpile_app.access.model import ACTIVE, RECOVERY, Role, User
from stockpile_app.access.queries import founding, others_in, user_named, users
from stockpile_app.base import Finding, Refused, tr
from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.base.plain_text import check_text, quoted
from stockpile_app.store import Stockpile

SHORTEST = 8
"""A passphrase has at least so many characters."""

GIVEN_ROLES = (Role.OFFICER, Role.APPROVER, Role.INSPECTOR, Role.AUDITOR, Role.ANALYST, Role.ADMINISTRATOR)


def refuse(findings: Iterable[Finding]) -> None:
    """Raise what there is to refuse."""
    found = list(findings)
    if found:
        raise Refused(found)


def plain_name(name: str) -> str:
    """A name as the books keep it: composed, without blanks at the ends or in a row."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def known(stockpile: Stockpile, name: str) -> User:
    """The active user of this name.

    Raises:
        Refused: ACCESS-22.
    """
    user = user_named(stockpile, name)
    if user is None or user.state != ACTIVE:
        raise Refused([access_refusal(
            "ACCESS-22", tr("There is no active user “{name}”", name=name), tr("User"), tr("an active user"),
            tr("revoked") if user else tr("unknown"), tr("Look at the list of users"))])  # fmt: skip
    return user


def shortest_words() -> str:
    """How long a passphrase must be, in words."""
    return tr("at least {count} characters", count=SHORTEST)


def passphrase_troubles(passphrase: str) -> list[Finding]:
    """ACCESS-01: a passphrase is long enough."""
    if len(passphrase) >= SHORTEST:
        return []
    return [access_refusal(
        "ACCESS-01", tr("This passphrase is too short"), tr("Passphrase"), shortest_words(),
        tr("too short") if passphrase else tr("nothing"), tr("Choose a longer one: four or five words"))]  # fmt: skip


def name_troubles(stockpile: Stockpile, name: str) -> list[Finding]:
    """ACCESS-20, ACCESS-21: a name that can be read and looks like no earlier one; books for several people."""
    if founding(stockpile).sole:
        return [access_refusal(
            "ACCESS-21", tr("One keeper keeps these books alone"), tr("User"), tr("books for several people"),
            tr("single-keeper books"), tr("Found books for several people, and bring this register in"))]  # fmt: skip
    if not name or is_reserved(name) or _twin(stockpile, name):
        return [access_refusal(
            "ACCESS-20", tr("A user needs a name that looks like no other in these books"), tr("User"),
            tr("a new name: name and rank as they stand on papers"), _twin(stockpile, name) or name or tr("nothing"),
            tr("Choose another name"))]  # fmt: skip
    return list(check_text(name, tr("User")))


def is_reserved(name: str) -> bool:
    """Whether the name could be taken for the recovery sheet's."""
    return look_alike_key(name) == look_alike_key(RECOVERY)


def _twin(stockpile: Stockpile, name: str) -> str:
    """Who, present or past, has a name that could be taken for this one."""
    key = look_alike_key(name)
    return next((user.name for user in users(stockpile) if look_alike_key(user.name) == key), "")


def role_troubles(stockpile: Stockpile, role: str, houses: Iterable[int]) -> list[Finding]:
    """ACCESS-23: a role that can be given, and store houses that exist."""
    there = {row[0] for row in stockpile.rows("SELECT id FROM store_house")}
    findings = []
    if role not in GIVEN_ROLES:
        findings.append(access_refusal(
            "ACCESS-23", tr("There is no such role"), tr("Role"), ", ".join(map(role_word, GIVEN_ROLES)),
            quoted(role) if role else tr("nothing"),
            tr("Choose a role")))  # fmt: skip
    unknown = ", ".join(str(house) for house in sorted(set(houses) - there))
    if unknown:
        findings.append(access_refusal(
            "ACCESS-23", tr("There is no such store house"), tr("Store houses"), tr("store houses of this depot"),
            unknown, tr("Add the store house first")))  # fmt: skip
    return findings


def last_administrator(stockpile: Stockpile, user: User, role: str) -> list[Finding]:
    """ACCESS-24: books for several people always have an administrator."""
    administrators = frozenset({Role.ADMINISTRATOR.value})
    if user.role != Role.ADMINISTRATOR or role == Role.ADMINISTRATOR:
        return []
    if others_in(stockpile, administrators, user.name):
        return []
    return [access_refusal(
        "ACCESS-24", tr("{name} is the last administrator", name=user.name), tr("User"),
        tr("another administrator, who stays"), tr("none"), tr("Give somebody else that role first"))]  # fmt: skip
