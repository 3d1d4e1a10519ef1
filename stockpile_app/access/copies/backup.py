"""Back up the open books: copied, opened with the key in hand, checked, and only then called a backup."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from stockpile_app import __version__, audit
from stockpile_app.access.acting import authorise
from stockpile_app.access.copies.backup_file import SUFFIX, BackupFile, Header, closing, read_backup
from stockpile_app.access.copies.rotation import backup_name, dated, to_drop
from stockpile_app.access.key_file import slots_text
from stockpile_app.access.queries import founding
from stockpile_app.access.slots import kept_slots
from stockpile_app.base import Cause, KnownError, Progress, silent, tr
from stockpile_app.base.clock import local_moment, utc_text
from stockpile_app.store import (
    SCHEMA_VERSION,
    Copied,
    Stockpile,
    disk_errors,
    opened_copy,
    refuse_without_room,
    write_whole,
)

KIND = "backup"
"""The activity that notes one."""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made.

    Attributes:
        trouble: Why the copy does not hold, for books that were already open only to look; '' when it holds.
        dropped: Older backups that gave way to it.
    """

    file: BackupFile
    trouble: str = ""
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup that was noted: when (UTC), to which file, and how long the journal was."""

    at: str
    name: str
    size: int


def back_up(stockpile: Stockpile, out: Path, progress: Progress = silent) -> Made:
    """Make one backup: in the folder `out`, where older ones give way to it, or as the file `out`.

    Raises:
        Refused: not among the person's duties.
        KnownError: the file exists, too little room, or the copy does not hold; nothing is left behind.
    """
    authorise(stockpile, "back up")
    rotating = out.is_dir()
    target = _target(stockpile, out, rotating=rotating)
    refuse_without_room(target.parent, stockpile.path.stat().st_size)
    trouble: list[str] = []
    write_whole(target, lambda draft: trouble.extend(_write(stockpile, draft, progress)))
    file = read_backup(target)
    dropped = _rotate(stockpile, target.parent, file) if rotating and not trouble else ()
    audit.note_activity(stockpile, KIND, f"{target.name} journal size {file.header.size}")
    return Made(file, "; ".join(trouble), dropped)


def _target(stockpile: Stockpile, out: Path, *, rotating: bool) -> Path:
    if not rotating:
        if out.exists():
            raise KnownError(Cause.EXISTS, tr("{name} exists already. Choose another name", name=out.name))
        return out
    now = local_moment(stockpile.clock.now(), founding(stockpile).zone)
    with disk_errors():
        return out / backup_name(stockpile.path.stem, now, [path.name for path in out.iterdir()])


def _write(stockpile: Stockpile, draft: Path, progress: Progress) -> list[str]:
    """Write the whole file; what does not hold, in words."""
    copied = stockpile.copy_to(draft, progress)
    trouble = _troubles(stockpile, draft, copied)
    if trouble and not stockpile.read_only:
        raise KnownError(
            Cause.DAMAGED,
            tr("The backup was not made: {trouble}. Verify the books", trouble=trouble[0]),
        )
    keys = slots_text(kept_slots(stockpile)).encode()
    header = _signed(stockpile, _header(stockpile, copied, keys, whole=not trouble))
    with disk_errors(), draft.open("ab") as file:
        file.write(keys)
        file.write(closing(header))
    return trouble


def _troubles(stockpile: Stockpile, draft: Path, copied: Copied) -> list[str]:
    """Open the copy and hold it beside the books: pages, chain, and the same root."""
    if copied.broken:
        pages = ", ".join(map(str, copied.broken[:5]))
        return [tr("pages of the file are damaged ({pages})", pages=pages)]
    try:
        with opened_copy(stockpile, draft) as copy:
            proof = audit.verify_quick(copy)
            now = audit.head(stockpile)
    except KnownError as problem:
        return [problem.sentence]
    if (proof.size, proof.root) != (now.size, now.root):
        return [tr("the copy is not what the books are")]
    return [trouble.sentence for trouble in proof.troubles]


def _header(stockpile: Stockpile, copied: Copied, keys: bytes, *, whole: bool) -> Header:
    whose = founding(stockpile)
    now = _head(stockpile)
    return Header(
        code=whose.code,
        name=whose.name,
        size=now.size,
        root=now.root,
        made_at=utc_text(stockpile.clock.now()),
        schema=SCHEMA_VERSION,
        program=__version__,
        whole=int(whole),
        database=copied.length,
        database_sha256=copied.sha256,
        keys=len(keys),
        keys_sha256=hashlib.sha256(keys).hexdigest(),
    )


def _head(stockpile: Stockpile) -> audit.Head:
    """Where the journal stands; books that are damaged there are copied all the same."""
    with suppress(KnownError):
        return audit.head(stockpile)
    return audit.Head(0, "", "")


def _signed(stockpile: Stockpile, header: Header) -> Header:
    with suppress(KnownError):
        return replace(header, signature=audit.sign_as_depot(stockpile, header.signed_bytes()).hex())
    return header


def _rotate(stockpile: Stockpile, folder: Path, newest: BackupFile) -> tuple[str, ...]:
    """Take away what gives way to the newest; only whole backups of these very books are counted."""
    names = [path.name for path in folder.iterdir() if path.suffix == SUFFIX]
    ours = [one for one in dated(stockpile.path.stem, names) if _counts(folder / one.name, newest)]
    gone = []
    for name in to_drop(ours):
        with suppress(OSError):
            (folder / name).unlink()
            gone.append(name)
    return tuple(gone)


def _counts(path: Path, newest: BackupFile) -> bool:
    try:
        header = read_backup(path).header
    except KnownError:
        return False
    return bool(header.whole) and (header.code, header.name) == (newest.header.code, newest.header.name)


def last_backup(stockpile: Stockpile) -> LastBackup | None:
    """The last backup of these books; None when there was never one."""
    row = stockpile.row("SELECT at, detail FROM activity WHERE kind = ? ORDER BY id DESC LIMIT 1", [KIND])
    if row is None:
        return None
    name, _, size = str(row[1]).rpartition(" journal size ")
    return LastBackup(str(row[0]), name, int(size) if size.isdigit() else 0)


def needs_backup(stockpile: Stockpile) -> bool:
    """Whether anything was written into the books since the last backup."""
    last = last_backup(stockpile)
    return last is None or last.size != audit.head(stockpile).size
