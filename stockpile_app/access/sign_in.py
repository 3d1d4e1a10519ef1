"""Another person comes to the desk while the books are open: the passphrase, and what the books say."""

from __future__ import annotations

import time
from dataclasses import replace

from stockpile_app.access.attempts import Wait
from stockpile_app.access.model import ACTIVE, User
from stockpile_app.access.queries import user_named
from stockpile_app.access.unlock import unlock
from stockpile_app.audit import note_activity
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store import Actor, Stockpile


def recognise(stockpile: Stockpile) -> None:
    """Who has come in is who the books say, whatever the slot beside them says.

    Raises:
        KnownError: a key that was taken away, or that these books never gave.
    """
    person = _person(stockpile, stockpile.actor.name)
    stockpile.actor = replace(stockpile.actor, role=person.role)


def _person(stockpile: Stockpile, name: str) -> User:
    person = user_named(stockpile, name)
    if person is None or person.state != ACTIVE:
        raise KnownError(
            Cause.WRONG_PASSPHRASE,
            tr("{name} has no key to these books any more. Ask the administrator", name=name),
        )
    return person


def sign_in(stockpile: Stockpile, name: str, passphrase: str, wait: Wait = time.sleep) -> Actor:
    """Who this passphrase lets in, with the role that the books give; the desk is not handed over yet.

    Raises:
        KnownError: no such user, a wrong passphrase, keys of other books, or a key that was taken away.
    """
    unlocked = unlock(stockpile.path, name, passphrase, wait)
    person = _person(stockpile, unlocked.actor.name)
    if not stockpile.has_key(unlocked.key):
        raise KnownError(Cause.WRONG_PASSPHRASE, tr("This passphrase opens another copy of the books"))
    return Actor(person.name, person.role, unlocked.actor.key)


def hand_over(stockpile: Stockpile, actor: Actor) -> None:
    """Whoever has signed in acts from now on; the activity log says so."""
    stockpile.actor = actor
    note_activity(stockpile, "sign-in", actor.name)
