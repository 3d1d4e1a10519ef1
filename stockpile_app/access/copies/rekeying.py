"""Encrypt the books under a new key, after suspicion that somebody has the old one.

Everybody gets a new key: who asks keeps to a passphrase typed anew, all others get a first one, to
be changed before they do anything.  The recovery sheet and every older backup open the books no
more; whoever copied the old file can still read that copy.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from stockpile_app import audit
from stockpile_app.access.acting import acting, authorise
from stockpile_app.access.approval import stands_alone
from stockpile_app.access.copies.restoring import World
from stockpile_app.access.key_file import keys_path
from stockpile_app.access.keys import KeyStrength, Slot, calibrated, new_key, seal_slot
from stockpile_app.access.model import ACTIVE, Person, User
from stockpile_app.access.person_rules import passphrase_troubles
from stockpile_app.access.queries import founding, users
from stockpile_app.access.recovery import recovery_code
from stockpile_app.access.second_person import SecondPerson, second_person_at_hand
from stockpile_app.access.sign_in import recognise
from stockpile_app.access.slots import keep_slot, kept_slots
from stockpile_app.access.taking_place import draft_path, take_place
from stockpile_app.access.unlock import unlock
from stockpile_app.audit import Operation
from stockpile_app.audit.signing import PrivateKey, new_private
from stockpile_app.base import Progress, Refused, silent, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.store import Stockpile, WriterLock, discard, look_into, open_file

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekeying:
    """What is asked for.

    Attributes:
        person: Who asks, with the present passphrase.
        passphrase: The person's next one.
        second: Who approves; a sole keeper gives a reason instead.
    """

    target: Path
    person: Person
    passphrase: str = field(repr=False)
    second: Person | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What the new key needs: a new recovery sheet, and a first passphrase for everybody else."""

    recovery_code: str = field(repr=False)
    first_passphrases: dict[str, str] = field(repr=False)


def rekey(
    asked: Rekeying, world: World, strength: KeyStrength | None = None, progress: Progress = silent
) -> Rekeyed:
    """Put the same books under a new key in the place of the old file, which is then taken away.

    Killed or cut off at any point, the old books stand there or the new ones, whole.

    Raises:
        Refused: not among the person's duties, or no second person.
        KnownError: wrong passphrase, open elsewhere, too little room.
    """
    short = passphrase_troubles(asked.passphrase)
    if short:
        raise Refused(short)
    opened = unlock(asked.target, asked.person.name, asked.person.passphrase)
    key, strength = new_key(), strength or calibrated()
    with open_file(
        asked.target, opened.key, opened.actor, world.assembly, clock=world.clock, ids=world.ids
    ) as books:
        recognise(books)
        authorise(books, "re-key")
        second = _second(books, asked)
    lock = WriterLock(asked.target, utc_text(world.clock.now()))
    draft, old = draft_path(asked.target), asked.target.with_name(f".{asked.target.name}-going")
    try:
        discard(draft)
        with look_into(
            asked.target, opened.key, opened.actor, world.assembly, world.clock, world.ids, settled=True
        ) as books:
            books.rekeyed_copy(draft, key, progress)
        with open_file(draft, key, opened.actor, world.assembly, clock=world.clock, ids=world.ids) as books:
            recognise(books)
            firsts = _give_new_keys(books, asked, key, second, strength)
            kept = kept_slots(books)
        take_place(draft, asked.target, kept, old)
    finally:
        discard(draft)
        lock.release()
    discard(old)
    keys_path(old).unlink(missing_ok=True)
    return Rekeyed(recovery_code(key), firsts)


def _second(books: Stockpile, asked: Rekeying) -> SecondPerson:
    if stands_alone(books, "re-key") and not founding(books).sole:
        return SecondPerson()  # the first administrator of new books, before anybody could approve
    why = tr("The books get a new key, and everybody a new passphrase")
    return second_person_at_hand(books, "re-key", asked.second, asked.reason, kept_slots(books), why)


def _give_new_keys(
    books: Stockpile, asked: Rekeying, key: bytes, second: SecondPerson, strength: KeyStrength
) -> dict[str, str]:
    """One entry, signed by who asked and who approved: everybody's new public key."""
    fresh = list(_new_slots(books, asked, key, strength))
    with acting(books, "re-key"):
        told = {"reason": asked.reason.strip(), "approved_by": second.name}
        people = [user for user, _, _ in fresh]
        entry = audit.record(books, Operation("re-key", books.ids.new_id(), told), people)
        if second.key is not None:
            audit.countersign(books, entry, second.name, second.key)
        for _, slot, _ in fresh:
            keep_slot(books, slot)
    return {user.name: first for user, _, first in fresh if user.name != books.actor.name}


def _new_slots(
    books: Stockpile, asked: Rekeying, key: bytes, strength: KeyStrength
) -> Iterator[tuple[User, Slot, str]]:
    for user in users(books):
        if user.state == ACTIVE:
            own = user.name == books.actor.name
            passphrase = asked.passphrase if own else first_passphrase()
            signing = PrivateKey(new_private())
            slot = seal_slot(user.name, user.role, passphrase, key, strength, signing)
            key_by = "" if own else books.actor.name
            yield replace(user, public_key=slot.public_key, key_by=key_by), slot, passphrase


def first_passphrase() -> str:
    """A first passphrase that can be read aloud: four groups of four, 80 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
