"""The slots inside the store: one a user, kept in the same transaction as what the journal says of it.

The keys file beside the stockpile is a copy of them, written after the transaction; where the two
differ when the books are opened, the store is right.
"""

from __future__ import annotations

import json

from stockpile_app.access.key_file import read_slots, write_slots
from stockpile_app.access.keys import Slot
from stockpile_app.audit.model import canonical
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store import Stockpile


def keep_slot(stockpile: Stockpile, slot: Slot) -> None:
    """Keep a user's slot inside the store; runs inside the operation's transaction."""
    stockpile.write(
        "INSERT INTO key_slot VALUES (?, ?) ON CONFLICT (user_name) DO UPDATE SET slot = excluded.slot",
        (slot.user, canonical(slot.as_json())),
    )


def drop_slot(stockpile: Stockpile, user: str) -> None:
    """Take a user's slot out of the store; runs inside the operation's transaction."""
    stockpile.write("DELETE FROM key_slot WHERE user_name = ?", [user])


def keep_waiting_slot(stockpile: Stockpile, request_id: int, slot: Slot) -> None:
    """Keep a slot that waits with its request for a second person."""
    stockpile.write("INSERT INTO waiting_slot VALUES (?, ?)", (request_id, canonical(slot.as_json())))


def take_waiting_slot(stockpile: Stockpile, request_id: int) -> Slot:
    """The slot that waited with this request; it waits no more."""
    found = stockpile.value("SELECT slot FROM waiting_slot WHERE request_id = ?", [request_id])
    if found is None:
        raise KnownError(Cause.DAMAGED, tr("The key that waited with this request is gone. Ask for it anew"))
    stockpile.write("DELETE FROM waiting_slot WHERE request_id = ?", [request_id])
    return Slot(**json.loads(found))


def kept_slots(stockpile: Stockpile) -> list[Slot]:
    """Every slot inside the store.

    Raises:
        KnownError: one is damaged.
    """
    rows = stockpile.rows("SELECT slot FROM key_slot ORDER BY user_name")
    try:
        return [Slot(**json.loads(row[0])) for row in rows]
    except (ValueError, TypeError) as error:
        raise KnownError(
            Cause.DAMAGED, tr("A key inside the books is damaged. Open the newest backup")
        ) from error


def write_key_file(stockpile: Stockpile) -> int:
    """Write the keys file anew from the slots inside the store; how many users it holds.

    Raises:
        KnownError: a slot inside the store is damaged, or the disk refuses.
    """
    slots = kept_slots(stockpile)
    write_slots(stockpile.path, slots)
    return len(slots)


def mend_key_file(stockpile: Stockpile) -> bool:
    """Write the keys file anew where it is not what the store says; True when it was.

    Slots that are damaged inside the store never replace a keys file that still opens the books.
    """
    try:
        kept = kept_slots(stockpile)
    except KnownError:
        return False
    try:
        beside = read_slots(stockpile.path)
    except KnownError:
        beside = []
    if sorted(beside, key=lambda slot: slot.user) == kept or stockpile.read_only:
        return False
    write_slots(stockpile.path, kept)
    return True
