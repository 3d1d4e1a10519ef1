"""Copy the file while it is open: the same pages, each checked on the way, or under another key.

A copy under the same key is the bytes themselves, which costs little more than copying the file.
Where something still stands in the write-ahead log it goes through the driver, page by page.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from stockpile_app.base import Cause, KnownError, Progress, tr
from stockpile_app.base.quantity import grouped
from stockpile_app.store.connection import connect
from stockpile_app.store.driver import Connection, environment_errors, raw_connect
from stockpile_app.store.files import disk_errors
from stockpile_app.store.page_seals import PAGE, SALT, PageSeals

CHUNK = 256 * PAGE
_WAITING = 16
_FLUSHED = 8 * CHUNK
"""The disk writes so much while the next is read: the figure told stays near what lies on the disk."""
_flush = getattr(os, "fdatasync", os.fsync)  # Windows has one of them
_STEP = 2_000
_MB = 1_000_000
_SPARE = 1 << 20


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied.

    Attributes:
        sha256: Of the bytes of the copy, hexadecimal.
        broken: The first pages whose seal does not fit; empty when every page is sound.
    """

    length: int
    sha256: str
    broken: tuple[int, ...]


def refuse_without_room(folder: Path, length: int) -> None:
    """Say how much room a file needs before it is begun.

    Raises:
        KnownError: there is less, or the folder is missing.
    """
    with disk_errors():
        free = shutil.disk_usage(folder).free
    if free < length + _SPARE:
        raise KnownError(
            Cause.DISK_FULL,
            tr(
                "Nothing was written. {folder} needs {needed} MB of room and has {free} MB",
                folder=str(folder),
                needed=grouped(-(-(length + _SPARE) // _MB)),
                free=grouped(free // _MB),
            ),
        )


class Copier:
    """Copies one open file."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._raw: BinaryIO | None = None

    def copy_to(self, draft: Path, books: Connection, progress: Progress, *, alone: bool) -> Copied:
        """The bytes themselves when nothing stands in the log, and through the driver otherwise.

        `alone` says that nobody but `books` writes the file.
        """
        refuse_without_room(draft.parent, self._path.stat().st_size)
        if self._settled(books, alone=alone):
            with disk_errors():
                self._raw = self._raw or self._path.open("rb")
            return copy_bytes(self._raw, self._path.stat().st_size, draft, self._key, progress)
        pages = draft.with_name(draft.name + "-pages")
        try:
            self.copy_pages_to(pages, self._key, progress)
            with disk_errors(), pages.open("rb") as source:
                return copy_bytes(source, pages.stat().st_size, draft, self._key, progress)
        finally:
            pages.unlink(missing_ok=True)

    def _settled(self, books: Connection, *, alone: bool) -> bool:
        """Fold the write-ahead log into the file; whether everything stands there, and will."""
        if alone:
            with suppress(Exception):
                busy, logged, folded = books.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
                return not busy and logged == folded
        return False

    def copy_pages_to(self, target: Path, key: bytes, progress: Progress) -> None:
        """Through a connection of its own: the driver hangs for ever inside an open transaction."""
        refuse_without_room(target.parent, self._path.stat().st_size)
        source = connect(self._path, self._key, read_only=True)
        try:
            copy_pages(source, target, key, progress)
        except BaseException:
            with suppress(OSError):
                target.unlink(missing_ok=True)
            raise
        finally:
            source.close()

    def close(self) -> None:
        """After the last connection: closing the raw file lets go of the locks this program has on it."""
        if self._raw:
            self._raw.close()


def copy_bytes(source: BinaryIO, length: int, draft: Path, key: bytes, progress: Progress) -> Copied:
    """Copy `length` bytes of an encrypted file and check the seal of every page on the way.

    Raises:
        KnownError: the disk refuses.
    """
    broken: list[int] = []
    digest = hashlib.sha256()
    with disk_errors(), draft.open("wb") as copy, _hand("seals") as checker, _hand("disk") as disk:
        waiting: deque[Future[list[int]]] = deque()
        seals, flushed = None, None
        for at, chunk in _chunks(source, length):
            seals = seals or PageSeals(key, chunk[:SALT])
            waiting.append(checker.submit(seals.broken, at // PAGE + 1, chunk))
            copy.write(chunk)
            digest.update(chunk)
            if len(waiting) > _WAITING:
                broken += waiting.popleft().result()
            if (at + len(chunk)) % _FLUSHED == 0:
                flushed = _flush_on(disk, copy, flushed)
            progress((at + len(chunk)) // _MB, length // _MB, tr("MB"))
        _flush_on(disk, copy, flushed).result()
        broken += [page for found in waiting for page in found.result()]
    return Copied(length, digest.hexdigest(), tuple(broken[:20]))


def _hand(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, name)


def _flush_on(disk: ThreadPoolExecutor, file: BinaryIO, before: Future[None] | None) -> Future[None]:
    """Let the disk write what was added since; what was sent to it before must stand there by now."""
    if before:
        before.result()
    file.flush()
    return disk.submit(_flush, file.fileno())


def _chunks(source: BinaryIO, length: int) -> Iterator[tuple[int, bytes]]:
    source.seek(0)
    at = 0
    while at < length:
        chunk = source.read(min(CHUNK, length - at))
        if not chunk:
            raise KnownError(Cause.DAMAGED, tr("The file is cut off. Keep it, and open the newest backup"))
        yield at, chunk
        at += len(chunk)


def copy_pages(source: Connection, target: Path, key: bytes, progress: Progress) -> None:
    """Copy what a connection sees into a new file under `key`: the very pages, sealed anew.

    Raises:
        KnownError: a page cannot be read, or the disk refuses.
    """
    with disk_errors():
        target.unlink(missing_ok=True)
    with environment_errors():
        copy = raw_connect(str(target))
        try:
            for setting in (f"key = \"x'{key.hex()}'\"", "synchronous = OFF", "journal_mode = OFF"):
                copy.execute(f"PRAGMA {setting}")

            def told(_status: int, remaining: int, total: int) -> None:
                progress((total - remaining) * PAGE // _MB, total * PAGE // _MB, tr("MB"))

            source.backup(copy, pages=_STEP, progress=told)
        finally:
            copy.close()
    with disk_errors(), target.open("rb+") as file:
        os.fsync(file.fileno())
