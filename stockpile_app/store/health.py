"""The doctor's checks of the store: the encrypted driver, and the disk on which the books lie.

None of them needs the key: they also help where the file cannot be opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from stockpile_app.base import tr
from stockpile_app.base.check import Check, CheckState
from stockpile_app.base.quantity import grouped
from stockpile_app.base.surroundings import check_surroundings
from stockpile_app.store import disk
from stockpile_app.store.driver import OLDEST_SAFE, cipher_version, sqlite_version
from stockpile_app.store.migrations import SCHEMA_VERSION

TOO_FAST_US = 50
"""No disk flushes in less: rotating ones need milliseconds, the fastest solid ones some ten microseconds
more than the call itself."""
SLOW_US = 100_000
ROOM_TO_WORK = 200 * 1024 * 1024
NO_ROOM = 20 * 1024 * 1024
_MEGABYTE = 1024 * 1024


def surroundings() -> list[Check]:
    """The installation, the driver included; nothing of a person, a machine's name or the books."""
    return [check_driver(), *check_surroundings()]


def check_driver() -> Check:
    """SQLite and SQLCipher: an SQLite that can lose committed data is in the way."""
    version = ".".join(map(str, sqlite_version()))
    sentence = tr("SQLite {sqlite}, SQLCipher {cipher}, books of edition {edition}",
                  sqlite=version, cipher=cipher_version(), edition=SCHEMA_VERSION)  # fmt: skip
    figures: dict[str, int | str] = {
        "sqlite": version,
        "sqlcipher": cipher_version(),
        "edition": SCHEMA_VERSION,
    }
    if sqlite_version() < OLDEST_SAFE:
        remedy = tr("This SQLite can lose data. Install SQLite 3.51.3 or newer")
        return Check("driver", CheckState.STOP, tr("Store"), sentence, remedy, figures)
    return Check("driver", CheckState.OK, tr("Store"), sentence, figures=figures)


def check_place(path: Path) -> Iterator[Check]:
    """The disk under a stockpile, whether or not the stockpile is there."""
    folder = path.parent
    if not folder.is_dir():
        sentence = tr("There is no folder {name}", name=str(folder))
        remedy = tr("Connect the disk or stick, or check the name")
        yield Check("place", CheckState.STOP, tr("Folder"), sentence, remedy)
        return
    yield check_file_system(disk.file_system(folder))
    yield _check_flush(folder)
    try:
        yield check_room(disk.free_bytes(folder), file_bytes(path))
    except OSError:
        yield Check("room", CheckState.INFO, tr("Free space"), tr("The disk does not say how much is free"))


def check_file_system(kind: str) -> Check:
    """Whether the books may lie on this kind of file system."""
    title, figures = tr("File system"), {"kind": kind}
    if kind in disk.NETWORK:
        sentence = tr("{kind}: a share of another machine. Its locks do not protect the books", kind=kind)
        remedy = tr("Keep the books on a disk of this computer, and only backups on the share")
        return Check("file_system", CheckState.STOP, title, sentence, remedy, figures)
    if kind in disk.MEMORY:
        sentence = tr("{kind}: gone when the machine is switched off", kind=kind)
        remedy = tr("Keep the books on a disk")
        return Check("file_system", CheckState.WARN, title, sentence, remedy, figures)
    if not kind:
        return Check("file_system", CheckState.INFO, title, tr("This system does not say"), figures=figures)
    return Check("file_system", CheckState.OK, title, tr("{kind}: local", kind=kind), figures=figures)


def _check_flush(folder: Path) -> Check:
    try:
        if disk.is_writable(folder):
            return check_flush(disk.measure_flush(folder))
    except OSError:
        pass
    sentence = tr("Not measured: nothing can be written in this folder")
    remedy = tr("The books can be looked at here; to work, copy file and keys file to a disk")
    return Check("flush", CheckState.WARN, tr("Disk flush"), sentence, remedy)


def check_flush(times: disk.FlushTimes) -> Check:
    """Whether the disk waits until what was written is safe; too fast is worse than slow."""
    title = tr("Disk flush")
    figures = {"median_us": times.median_us, "slowest_us": times.slowest_us, "flushes": times.count}
    shown = {"median": _ms(times.median_us), "slowest": _ms(times.slowest_us)}
    if times.median_us < TOO_FAST_US:
        sentence = tr("{median} ms: no disk is so fast. It, or this virtual machine, does not wait until "
                      "what is written is safe", **shown)  # fmt: skip
        remedy = tr("After a power cut the last vouchers can be gone: use a disk that flushes, and turn "
                    "off unsafe write caching in the settings of the virtual machine")  # fmt: skip
        return Check("flush", CheckState.WARN, title, sentence, remedy, figures)
    sentence = tr("{median} ms in the middle, {slowest} ms at the slowest", **shown)
    if times.median_us > SLOW_US:
        remedy = tr("Every voucher waits so long: a failing or very slow disk. Back up, then change it")
        return Check("flush", CheckState.WARN, title, sentence, remedy, figures)
    return Check("flush", CheckState.OK, title, sentence, figures=figures)


def _ms(microseconds: int) -> str:
    return f"{microseconds / 1000:.3f}" if microseconds < 1000 else f"{microseconds / 1000:.1f}"


def file_bytes(path: Path) -> int:
    """How large the books are with their log; 0 when there are none."""
    parts = (path, path.with_name(f"{path.name}-wal"))
    return sum(part.stat().st_size for part in parts if part.is_file())


def check_room(free: int, books: int) -> Check:
    """Whether a backup still fits beside the books, and a day's work."""
    title, figures = tr("Free space"), {"free_bytes": free, "books_bytes": books}
    sentence = tr("{free} MB free; the books take {books} MB, and so does each backup",
                  free=grouped(free // _MEGABYTE), books=grouped(-(-books // _MEGABYTE)))  # fmt: skip
    if free < NO_ROOM:
        remedy = tr("Free 200 MB now: the next voucher may not fit")
        return Check("room", CheckState.STOP, title, sentence, remedy, figures)
    if free < books + ROOM_TO_WORK:
        remedy = tr("Free {need} MB, or back up to another disk",
                    need=grouped(-(-(books + ROOM_TO_WORK - free) // _MEGABYTE)))  # fmt: skip
        return Check("room", CheckState.WARN, title, sentence, remedy, figures)
    return Check("room", CheckState.OK, title, sentence, figures=figures)
