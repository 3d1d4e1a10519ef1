"""Put one whole file in the place of another: at every moment the old one or the new one stands there.

The old file is kept under another name, never destroyed.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from stockpile_app.store.connection import connect
from stockpile_app.store.driver import environment_errors
from stockpile_app.store.files import disk_errors, flush, flush_folder

_BESIDE = ("-wal", "-shm", "-journal")
SALT = 16


def fold_log(path: Path, key: bytes) -> None:
    """Fold what stands in the write-ahead log into the file, so that the file alone is the books.

    Raises:
        KnownError: the key does not open it, it is damaged, or the disk refuses.
    """
    connection = connect(path, key)
    try:
        with environment_errors():
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


def file_mark(path: Path) -> str:
    """What tells one encrypted file from every other: its salt, hexadecimal; '' for no file."""
    with disk_errors():
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(SALT).hex()


def put_in_place(draft: Path, target: Path, aside: Path | None) -> None:
    """Make `draft` the file `target`; what stood there stands at `aside` from then on.

    Both drafts and target are closed, and their logs folded; killed or cut off at any point, `target`
    is the old file or the new one.

    Raises:
        KnownError: the disk refuses.
    """
    with disk_errors():
        flush(draft)
        if aside is not None:
            _keep(target, aside)
            for suffix in _BESIDE:  # a log that could not be folded belongs to the old file alone
                log = target.with_name(target.name + suffix)
                if log.exists():
                    log.replace(aside.with_name(aside.name + suffix))
            flush_folder(target.parent)
        draft.replace(target)
        flush_folder(target.parent)


def _keep(target: Path, aside: Path) -> None:
    """A second name for the old file; on a medium without second names it is moved."""
    try:
        os.link(target, aside)
    except OSError:
        target.replace(aside)


def free_name(path: Path) -> Path:
    """This name, or the next one (`-2`) that nothing has."""
    count, free = 1, path
    while free.exists():
        count += 1
        free = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return free


def discard(path: Path) -> None:
    """Take away a draft and what stands beside it."""
    for suffix in ("", *_BESIDE, "-open", "-pages"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
