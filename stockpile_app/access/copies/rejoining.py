"""Join books that went on from an old copy to a newer copy: the newer history counts, the rest is proposed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from stockpile_app import audit
from stockpile_app.access.acting import access_refusal
from stockpile_app.access.copies.backup_file import SUFFIX, read_backup, slots_of, take_database
from stockpile_app.access.copies.last_seen import further_than, seen_outside
from stockpile_app.access.copies.restoring import (
    Restoring,
    World,
    aside_path,
    next_note,
    refuse_unsound,
    write_note,
)
from stockpile_app.access.copies.standing_books import another_depot, founding_hash
from stockpile_app.access.key_file import read_slots
from stockpile_app.access.keys import Slot, open_slot
from stockpile_app.access.model import RestoreNote
from stockpile_app.access.second_person import second_person_at_hand
from stockpile_app.access.sign_in import recognise
from stockpile_app.access.slots import kept_slots
from stockpile_app.access.taking_place import draft_path, settle, take_place
from stockpile_app.access.unlock import slot_of, unlock
from stockpile_app.base import Progress, Refused, silent, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.store import (
    Actor,
    Stockpile,
    WriterLock,
    discard,
    fold_log,
    look_into,
    open_file,
)

Left = TypeVar("Left")
Carry = Callable[[Stockpile, Stockpile, int], Sequence[Left]]
"""Lists what only the old books have after the last common entry, and keeps proposals in the joined ones."""


@dataclass(frozen=True, slots=True)
class Rejoined(Generic[Left]):
    """What was joined.

    Attributes:
        common: The last entry that both have.
        left: What stands only in the books left behind, entry by entry.
        aside: Where those books are now.
    """

    common: int
    size: int
    left: tuple[Left, ...]
    aside: Path
    note: RestoreNote


def rejoin(asked: Restoring, world: World, carry: Carry[Left], progress: Progress = silent) -> Rejoined[Left]:
    """Put the newer copy `asked.backup` (a backup or a stockpile) in the place of `asked.target`.

    Raises:
        Refused: another depot's, nothing newer in it, or no second person.
        KnownError: damaged, wrong passphrase, open elsewhere, too little room.
    """
    settle(asked.target)
    here = unlock(asked.target, asked.person.name, asked.person.passphrase)
    lock = WriterLock(asked.target, utc_text(world.clock.now()))
    draft = draft_path(asked.target)
    try:
        fold_log(asked.target, here.key)
        slots, key = _bring(asked, world, draft, progress)
        return _rejoin(asked, world, carry, draft, slots, key, here.key, progress)
    finally:
        discard(draft)
        lock.release()


def _bring(asked: Restoring, world: World, draft: Path, progress: Progress) -> tuple[list[Slot], bytes]:
    """Write the newer copy to the draft; its keys, and the one that opens it."""
    if asked.backup.suffix == SUFFIX:
        backup = read_backup(asked.backup)
        slots = slots_of(backup)
        take_database(backup, draft, progress)
        return slots, open_slot(slot_of(slots, asked.person.name), asked.person.passphrase).key
    there = unlock(asked.backup, asked.person.name, asked.person.passphrase)
    with look_into(asked.backup, there.key, there.actor, world.assembly, world.clock, world.ids) as newer:
        newer.copy_to(draft, progress)
    return read_slots(asked.backup), there.key


def _rejoin(
    asked: Restoring,
    world: World,
    carry: Carry[Left],
    draft: Path,
    slots: list[Slot],
    key: bytes,
    here: bytes,
    progress: Progress,
) -> Rejoined[Left]:
    slot = slot_of(slots, asked.person.name)
    actor = Actor(slot.user, slot.role, open_slot(slot, asked.person.passphrase).signing)
    with (
        open_file(draft, key, actor, world.assembly, clock=world.clock, ids=world.ids) as joined,
        look_into(asked.target, here, actor, world.assembly, world.clock, world.ids, settled=True) as old,
    ):
        recognise(joined)
        recognise(old)
        refuse_unsound(joined, asked.backup, progress)
        common = common_entry(old, joined)
        _refuse_pointless(asked, old, joined, common)
        note = _note(asked, old, joined, slots, common)
        left = tuple(carry(old, joined, common))
        size, kept = audit.head(joined).size, kept_slots(joined)
        aside = aside_path(asked.target, joined, "rejoin")
    take_place(draft, asked.target, kept, aside)
    with look_into(asked.target, key, actor, world.assembly, world.clock, world.ids, settled=True) as books:
        audit.accept_older(books)
    return Rejoined(common, size, left, aside, note)


def common_entry(one: Stockpile, other: Stockpile) -> int:
    """The last entry that two journals have in common; chained, so that all before it are too."""
    low, high = 0, min(audit.head(one).size, audit.head(other).size)
    while low < high:
        middle = (low + high + 1) // 2
        if _hash(one, middle) == _hash(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _hash(books: Stockpile, entry: int) -> object:
    return books.value("SELECT hash FROM journal WHERE entry = ?", [entry])


def _refuse_pointless(asked: Restoring, old: Stockpile, joined: Stockpile, common: int) -> None:
    if founding_hash(old) != founding_hash(joined):
        raise Refused([another_depot(asked.backup)])
    if common == audit.head(joined).size:
        raise Refused([access_refusal(
            "RESTORE-02", tr("{name} has nothing that these books do not have", name=asked.backup.name), tr("File"),
            tr("a newer copy of these books"), tr("an older one, to entry {entry}", entry=common),
            tr("Go on with the books as they are"))])  # fmt: skip


def _note(asked: Restoring, old: Stockpile, joined: Stockpile, slots: list[Slot], common: int) -> RestoreNote:
    here, there = audit.head(old), audit.head(joined)
    why = tr(
        "Up to entry {common} both are the same; entries {first} to {last} of these books would be left behind",
        common=common,
        first=common + 1,
        last=here.size,
    )
    second = second_person_at_hand(joined, "rejoin", asked.second, asked.reason, slots, why, asked.target)
    further = further_than(joined, [(here.size, here.root), *seen_outside(joined)])
    note = RestoreNote(
        id=next_note(joined),
        kind="rejoin",
        copy=asked.backup.name,
        made_at=last_recorded(joined),
        restored_size=there.size,
        seen_size=further.size or here.size,
        seen_root=further.root or here.root,
        asked_by=joined.actor.name,
        approved_by=second.name,
        reason=asked.reason.strip(),
    )
    write_note(joined, note, second, common=common)
    return note


def last_recorded(books: Stockpile) -> str:
    """When the last entry was written, UTC: how new a copy is."""
    return str(books.value("SELECT recorded_at FROM journal ORDER BY entry DESC LIMIT 1") or "")
