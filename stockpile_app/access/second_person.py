"""The second person who is at hand: unlocks a key of their own, and signs beside the one who asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stockpile_app.access.acting import access_refusal, role_word
from stockpile_app.access.attempts import attempt
from stockpile_app.access.keys import Slot, open_slot
from stockpile_app.access.model import ACTIVE, Person
from stockpile_app.access.queries import founding, user_named
from stockpile_app.access.rights import rights
from stockpile_app.access.unlock import slot_of
from stockpile_app.base import Refused, tr
from stockpile_app.store import SigningKey, Stockpile


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Who approved; nobody for single-keeper books, where a reason stands instead."""

    name: str = ""
    key: SigningKey | None = None


def second_person_at_hand(
    books: Stockpile,
    operation: str,
    second: Person | None,
    reason: str,
    slots: list[Slot],
    why: str,
    at: Path | None = None,
) -> SecondPerson:
    """Who approves this operation, proved by passphrase; wrong ones are counted beside the file `at`.

    Raises:
        Refused: ACCESS-40 nobody is named; ACCESS-41 not somebody who may; ACCESS-42 no reason.
        KnownError: a wrong passphrase.
    """
    if founding(books).sole:
        if not reason.strip():
            raise Refused([access_refusal("ACCESS-42", why, tr("Reason"), tr("why it must be done"), tr("nothing"),
                                          tr("Give the reason; the journal keeps it"))])  # fmt: skip
        return SecondPerson()
    may = ", ".join(role_word(role) for role in sorted(rights()[operation].second))
    if second is None:
        raise Refused([access_refusal("ACCESS-40", why, tr("Second person"), may, tr("nobody"),
                                      tr("Let a second person approve it with their own passphrase"))])  # fmt: skip
    user = user_named(books, second.name)
    fits = (
        user is not None
        and user.state == ACTIVE
        and not user.key_by
        and rights()[operation].approves(user.role)
    )
    if not fits or second.name == books.actor.name:
        got = (
            tr("the same person")
            if second.name == books.actor.name
            else role_word(user.role)
            if user
            else second.name
        )
        raise Refused([access_refusal("ACCESS-41", tr("{name} cannot approve this", name=second.name),
                                      tr("Second person"), may, got, tr("Ask somebody else"))])  # fmt: skip
    with attempt(at or books.path, second.name):
        signing = open_slot(slot_of(slots, second.name), second.passphrase).signing
    if user is None or signing.public != user.public_key:
        raise Refused([access_refusal("ACCESS-41", tr("{name} cannot approve this", name=second.name),
                                      tr("Second person"), tr("the key that the books know"), tr("another key"),
                                      tr("Ask somebody else"))])  # fmt: skip
    return SecondPerson(second.name, signing)
