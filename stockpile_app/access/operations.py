"""Unlock a file with a passphrase or with the recovery code; keep the slots in both places."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.access.key_file import read_slots, write_slots
from stockpile_app.access.keys import Slot, open_slot
from stockpile_app.access.taking_place import settle
from stockpile_app.audit.model import canonical
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store import Actor, Stockpile


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a right passphrase gives: the database key and who has come in."""

    key: bytes
    actor: Actor


def unlock(path: Path, user: str, passphrase: str) -> Unlocked:
    """Open `user`'s slot beside the stockpile; '' for the only user there is.

    Raises:
        KnownError: no keys file, no such user, or a wrong passphrase.
    """
    settle(path)
    if not path.is_file():
        raise KnownError(Cause.NOT_FOUND, tr("There is no file {name}", name=str(path)))
    slot = slot_of(read_slots(path), user)
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


def keep_slot(stockpile: Stockpile, slot: Slot) -> None:
    """Keep a user's slot inside the store; runs inside the operation's transaction."""
    stockpile.write(
        "INSERT INTO key_slot VALUES (?, ?) ON CONFLICT (user_name) DO UPDATE SET slot = excluded.slot",
        (slot.user, canonical(slot.as_json())),
    )


def rebuild_key_file(stockpile: Stockpile) -> int:
    """Write the keys file anew from the slots inside the store; how many users it holds.

    Raises:
        KnownError: a slot inside the store is damaged, or the disk refuses.
    """
    slots = kept_slots(stockpile)
    write_slots(stockpile.path, slots)
    return len(slots)


def kept_slots(stockpile: Stockpile) -> list[Slot]:
    """The slots inside the store.

    Raises:
        KnownError: one of them is damaged.
    """
    rows = stockpile.rows("SELECT slot FROM key_slot ORDER BY user_name")
    try:
        return [Slot(**json.loads(row[0])) for row in rows]
    except (ValueError, TypeError) as error:
        raise KnownError(
            Cause.DAMAGED, tr("A key inside the books is damaged. Open the newest backup")
        ) from error
