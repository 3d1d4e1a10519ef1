"""Restore a backup: whole and of this depot, or not at all; an older one only with a second person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stockpile_app import audit
from stockpile_app.access.acting import acting
from stockpile_app.access.attempts import attempt
from stockpile_app.access.copies.backup_file import BackupFile, read_backup, slots_of, take_database
from stockpile_app.access.copies.last_seen import Further, further_than, seen_outside
from stockpile_app.access.copies.standing_books import refuse_fallen, standing_books
from stockpile_app.access.keys import OpenedSlot, Slot, open_slot
from stockpile_app.access.model import Person, RestoreNote
from stockpile_app.access.queries import founding
from stockpile_app.access.second_person import SecondPerson, second_person_at_hand
from stockpile_app.access.sign_in import recognise
from stockpile_app.access.slots import kept_slots
from stockpile_app.access.taking_place import draft_path, take_place
from stockpile_app.access.unlock import slot_of
from stockpile_app.audit import Operation
from stockpile_app.audit.depot_key import signing_keys
from stockpile_app.audit.signing import is_signed
from stockpile_app.base import Assembly, Cause, Clock, IdSource, KnownError, Progress, silent, tr
from stockpile_app.base.clock import local_moment, utc_text
from stockpile_app.store import (
    Actor,
    Stockpile,
    WriterLock,
    discard,
    free_name,
    look_into,
    open_file,
    refuse_without_room,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """What is asked for.

    Attributes:
        target: Where the books shall stand; what stands there is moved aside.
        second: Who approves going on from an older copy; a sole keeper gives a reason instead.
    """

    backup: Path
    target: Path
    person: Person
    second: Person | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands there now.

    Attributes:
        target: Where the books stand.
        aside: Where the books went that stood there; None when there were none.
        note: What the journal says of it; None when the copy has everything that was seen.
    """

    backup: BackupFile
    target: Path
    size: int
    aside: Path | None
    note: RestoreNote | None


@dataclass(frozen=True, slots=True)
class World:
    """What every operation here needs: the assembly, the clock and the ids."""

    assembly: Assembly
    clock: Clock
    ids: IdSource


def restore(asked: Restoring, world: World, progress: Progress = silent) -> Restored:
    """Put the books of a backup at `asked.target`.

    Killed or cut off at any point, the old books stand there or the new ones, whole.

    Raises:
        Refused: another depot's, or older than was seen and without a second person.
        KnownError: damaged, wrong passphrase, open elsewhere, too little room.
    """
    backup = read_backup(asked.backup)
    slots = slots_of(backup)
    slot = slot_of(slots, asked.person.name)
    with attempt(asked.target, slot.user):
        opened = open_slot(slot, asked.person.passphrase)
    refuse_without_room(asked.target.absolute().parent, backup.header.database)
    lock = WriterLock(asked.target, utc_text(world.clock.now()))
    try:
        return _restore(asked, backup, slots, slot, opened, world, progress)
    finally:
        lock.release()


def _restore(
    asked: Restoring,
    backup: BackupFile,
    slots: list[Slot],
    slot: Slot,
    opened: OpenedSlot,
    world: World,
    progress: Progress,
) -> Restored:
    draft = draft_path(asked.target)
    actor = Actor(slot.user, slot.role, opened.signing)
    try:
        take_database(backup, draft, progress)
        with open_file(draft, opened.key, actor, world.assembly, clock=world.clock, ids=world.ids) as books:
            recognise(books)
            refuse_unsound(books, asked.backup, progress)
            _refuse_untrue(books, backup)
            old = standing_books(asked.target, books, opened.key, slots, asked.person)
            if old.key is not None:
                refuse_fallen(
                    asked.target, old.key, books, [slot.user, *([asked.second.name] if asked.second else [])]
                )
            further = further_than(books, [*old.seen, *seen_outside(books)])
            note = _note(books, asked, backup, further, slots) if further.size else None
            size, kept = audit.head(books).size, kept_slots(books)
            aside = aside_path(asked.target, books, "restore") if old.exists else None
        old.fold()
        take_place(draft, asked.target, kept, aside)
    finally:
        discard(draft)
    if note is not None:
        with look_into(
            asked.target, opened.key, actor, world.assembly, world.clock, world.ids, settled=True
        ) as books:
            audit.accept_older(books)
    return Restored(backup, asked.target, size, aside, note)


def refuse_unsound(books: Stockpile, source: Path, progress: Progress) -> None:
    """Everything is proved before anything is put in place: pages, chain, rows.

    Raises:
        KnownError: something differs; the sentence says what.
    """
    for trouble in audit.verify(books, progress).troubles:
        if trouble.check != "rollback":  # judged by itself, with a second person
            raise _does_not_hold(source, trouble.sentence)


def _refuse_untrue(books: Stockpile, backup: BackupFile) -> None:
    """The header says what is inside, and the depot has signed it."""
    header, head, whose = backup.header, audit.head(books), founding(books)
    told = (header.size, header.root, header.code, header.name)
    if told != (head.size, head.root, whose.code, whose.name):
        raise _does_not_hold(backup.path, tr("its header says other books than those inside"))
    if not _signed(books, backup):
        raise _does_not_hold(backup.path, tr("the depot has not signed it"))


def _does_not_hold(source: Path, trouble: str) -> KnownError:
    return KnownError(
        Cause.DAMAGED,
        tr("{name} does not hold: {trouble}. Take another backup", name=source.name, trouble=trouble),
    )


def _signed(books: Stockpile, backup: BackupFile) -> bool:
    """By a key that these books had; those of the first edition had none to sign with."""
    keys = signing_keys(books)
    try:
        signature = bytes.fromhex(backup.header.signature)
    except ValueError:
        return False
    message = backup.header.signed_bytes()
    return not keys or any(is_signed(key, message, signature) for key in keys)


def _note(
    books: Stockpile, asked: Restoring, backup: BackupFile, further: Further, slots: list[Slot]
) -> RestoreNote:
    """An older copy: somebody else says yes, and the journal says so for ever."""
    second = second_person_at_hand(
        books, "restore", asked.second, asked.reason, slots, _why(books, further), asked.target
    )
    head = audit.head(books)
    note = RestoreNote(
        id=next_note(books),
        kind="restore",
        copy=backup.path.name,
        made_at=backup.header.made_at,
        restored_size=head.size,
        seen_size=further.size,
        seen_root=further.root,
        asked_by=books.actor.name,
        approved_by=second.name,
        reason=asked.reason.strip(),
    )
    write_note(books, note, second)
    return note


def _why(books: Stockpile, further: Further) -> str:
    size = audit.head(books).size
    if further.forked:
        return tr(
            "These books were seen with other entries up to {seen}; going on from this copy leaves those behind",
            seen=further.size,
        )
    return tr(
        "These books were seen at entry {seen}; this copy ends at entry {size}. What came after would be left behind",
        seen=further.size,
        size=size,
    )


def next_note(books: Stockpile) -> int:
    """The number of the next restore note."""
    return int(books.value("SELECT coalesce(max(id), 0) + 1 FROM restore_note"))


def write_note(books: Stockpile, note: RestoreNote, second: SecondPerson, **asked: int) -> None:
    """Journal it, signed by who asked and by who approved."""
    with acting(books, note.kind):
        entry = audit.record(books, Operation(note.kind, books.ids.new_id(), asked), [note])
        if second.key is not None:
            audit.countersign(books, entry, second.name, second.key)


def aside_path(target: Path, books: Stockpile, act: str) -> Path:
    """`NAME.before-restore-2026-11-20.stockpile`, or the next name that is free."""
    day = local_moment(books.clock.now(), founding(books).zone).date().isoformat()
    name = f"{target.stem}.before-{act}-{day}"
    return free_name(target.with_name(name + target.suffix))


def settle_memory(books: Stockpile) -> None:
    """A restore that was approved and cut off before this computer took note: take note now."""
    row = books.row("SELECT seen_size, seen_root FROM restore_note ORDER BY id DESC LIMIT 1")
    seen = audit.remembered(books) if row else None
    if row and seen and (seen.size, seen.root) == tuple(row):
        audit.accept_older(books)
