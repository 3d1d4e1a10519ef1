"""Unlock a file with a passphrase: the slot beside it gives the database key and the person's own."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.access.attempts import Wait, attempt
from stockpile_app.access.key_file import read_slots
from stockpile_app.access.keys import Slot, open_slot
from stockpile_app.access.taking_place import settle
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store import Actor


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a right passphrase gives: the database key and who has come in."""

    key: bytes
    actor: Actor


def unlock(path: Path, user: str, passphrase: str, wait: Wait = time.sleep) -> Unlocked:
    """Open `user`'s slot beside the stockpile; '' for the only user there is.

    Args:
        wait: How a pause after wrong passphrases is spent.

    Raises:
        KnownError: no keys file, no such user, or a wrong passphrase.
    """
    settle(path)
    if not path.is_file():
        raise KnownError(Cause.NOT_FOUND, tr("There is no file {name}", name=str(path)))
    slot = slot_of(read_slots(path), user)
    with attempt(path, slot.user, wait):
        opened = open_slot(slot, passphrase)
    return Unlocked(opened.key, Actor(slot.user, slot.role, opened.signing))


def slot_of(slots: list[Slot], user: str) -> Slot:
    """The slot of one person; of the only one there is for ''.

    Raises:
        KnownError: nobody here is called so.
    """
    for slot in slots:
        if slot.user == user or (not user and len(slots) == 1):
            return slot
    known = ", ".join(slot.user for slot in slots)
    raise KnownError(
        Cause.WRONG_PASSPHRASE,
        tr("There is no user “{user}” here. Known: {known}", user=user, known=known),
    )


def user_names(path: Path) -> list[str]:
    """Whose slots stand beside the stockpile, for the sign-in screen."""
    settle(path)
    return [slot.user for slot in read_slots(path)]
