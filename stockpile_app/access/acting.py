"""The one door to every write: who acts, whether that person may, and the signature where it is due.

Every operation above this room writes inside `acting`, which names it.  An operation that is not in
the table of rights cannot be written at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from stockpile_app.access.model import ACTIVE, RECOVERY, ROLE_WORDS, Role, User
from stockpile_app.access.queries import user_named
from stockpile_app.access.rights import Right, rights
from stockpile_app.audit import next_entry, note_activity
from stockpile_app.audit.signatures import sign_entries
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.store import Stockpile


@contextmanager
def acting(stockpile: Stockpile, operation: str) -> Iterator[None]:
    """All or nothing, by somebody who may: authorise, open the transaction, sign what is signed.

    Raises:
        Refused: the person may not; the denial is noted in the activity log.
    """
    right = authorise(stockpile, operation)
    with stockpile.transaction():
        first = next_entry(stockpile)
        yield
        if right.signed:
            sign_entries(stockpile, first)


@contextmanager
def rehearsing(stockpile: Stockpile, operation: str) -> Iterator[None]:
    """Like `acting`, and always rolled back: a dry run is for whoever might do it in earnest."""
    authorise(stockpile, operation)
    with stockpile.rehearsal():
        yield


@contextmanager
def recovering(stockpile: Stockpile) -> Iterator[None]:
    """Write as the recovery sheet: whoever has its code has the books' own key, and the entry says so."""
    if stockpile.actor.name != RECOVERY or stockpile.actor.key is not None:
        refusal = access_refusal(
            "ACCESS-14",
            tr("Only the recovery sheet opens this door"),
            tr("Recovery code"),
            tr("books opened with the recovery sheet"),
            stockpile.actor.name,
            tr("Use the recovery sheet"),
        )
        raise Refused([refusal])
    with stockpile.transaction():
        yield


def authorise(stockpile: Stockpile, operation: str) -> Right:
    """The right to do this now, as the books know the person, not as the session remembers.

    Raises:
        Refused: ACCESS-10 to ACCESS-12.
    """
    right, refusal = rights()[operation], why_denied(stockpile, operation)
    if refusal is not None:
        note_activity(stockpile, "denial", f"{operation}: {refusal.rule}")
        raise Refused([refusal])
    return right


def why_denied(stockpile: Stockpile, operation: str) -> Finding | None:
    """What stands against who acts doing this now; asks only, and notes nothing."""
    return _denied(rights()[operation], user_named(stockpile, stockpile.actor.name), stockpile)


def first_passphrase(user: User) -> Finding:
    """ACCESS-13: a key that somebody else made is good for choosing another and for nothing else."""
    return access_refusal(
        "ACCESS-13",
        tr("Somebody else made this key: first choose a passphrase of your own"),
        tr("Passphrase"),
        tr("a passphrase that only you know"),
        tr("the first one, given by {name}", name=user.key_by),
        tr("Change your passphrase"),
    )


def _denied(right: Right, user: User | None, stockpile: Stockpile) -> Finding | None:
    """The first rule that stands against it."""
    name = stockpile.actor.name
    if user is None or user.state != ACTIVE:
        return _without_key(user, name)
    return _first_passphrase(right, user) or _not_a_duty(right, user) or _unsigned(right, user, stockpile)


def _without_key(user: User | None, name: str) -> Finding:
    """ACCESS-10: only an active user acts."""
    return access_refusal(
        "ACCESS-10",
        tr("{name} has no key to these books any more", name=name),
        tr("User"),
        tr("an active user"),
        tr("revoked") if user else tr("unknown"),
        tr("Sign in as somebody else, or ask the administrator"),
    )


def _first_passphrase(right: Right, user: User) -> Finding | None:
    """ACCESS-13: nobody acts with a key that somebody else made."""
    if not user.key_by or right.name == "change own passphrase":
        return None
    return first_passphrase(user)


def _not_a_duty(right: Right, user: User) -> Finding | None:
    """ACCESS-11: the role has this among its duties."""
    if right.allows(user.role):
        return None
    return access_refusal(
        "ACCESS-11",
        tr("This is not among the duties of this role: {label}", label=tr(right.label)),
        tr("Role"),
        ", ".join(role_word(role) for role in sorted(right.roles)),
        role_word(user.role),
        tr("Ask somebody who has that role"),
    )


def _unsigned(right: Right, user: User, stockpile: Stockpile) -> Finding | None:
    """ACCESS-12: what must be signed is done with the person's own key at hand."""
    key = stockpile.actor.key
    if not right.signed or (key is not None and key.public == user.public_key):
        return None
    return access_refusal(
        "ACCESS-12",
        tr("This must be signed with your own key, and it is not at hand"),
        tr("User"),
        tr("a sign-in with your present passphrase"),
        tr("a session without it"),
        tr("Sign in again"),
    )


def access_refusal(rule: str, sentence: str, field: str, expected: str, got: str, remedy: str) -> Finding:
    """A refusal of this room."""
    return Finding(rule, Severity.REFUSAL, sentence, 0, field, expected, got, remedy)


def role_word(role: str) -> str:
    """A role as people say it; books opened with the recovery sheet have none."""
    return tr(ROLE_WORDS[Role(role)]) if role in set(Role) else tr("Recovery sheet")
