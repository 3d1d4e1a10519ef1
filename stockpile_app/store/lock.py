"""One writer at a time: a second window on the same file is told who has it open."""

from __future__ import annotations

import getpass
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store.files import disk_errors

if os.name == "nt":
    import msvcrt
else:
    import fcntl


class WriterLock:
    """Held from opening to closing; the operating system frees it when the program dies."""

    def __init__(self, stockpile: Path, since: str) -> None:
        self._path = stockpile.with_name(stockpile.name + "-open")
        with disk_errors():
            self._file: IO[str] = self._path.open("a+", encoding="utf-8")
        if not _try_lock(self._file):
            who = _read(self._file)
            self._file.close()
            raise KnownError(
                Cause.LOCKED,
                tr(
                    "This stockpile is already open: {who}. Close it there first",
                    who=who or tr("another program"),
                ),
            )
        _write(self._file, tr("{who}, since {moment} UTC", who=_who(), moment=since[:16].replace("T", " ")))

    def release(self) -> None:
        """Let the next writer in; a second time does nothing."""
        if self._file.closed:
            return
        _write(self._file, "")
        with suppress(OSError):
            self._file.close()


def _who() -> str:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getpid())
    return tr("{user} on {machine}", user=user, machine=socket.gethostname())


def _try_lock(file: IO[str] | IO[bytes]) -> bool:
    try:
        if os.name == "nt":
            file.seek(1 << 20)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _read(file: IO[str]) -> str:
    file.seek(0)
    return file.read(200)


def _write(file: IO[str], text: str) -> None:
    """Say who has it open: a courtesy, which a full disk may refuse without harm."""
    with suppress(OSError):
        file.seek(0)
        file.truncate()
        file.write(text)
        file.flush()


class LockedText:
    """A small text file held under a lock: read once, replaced in place."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        file.seek(0)
        self.text = file.read(1 << 16).decode("utf-8", "replace")

    def replace(self, text: str) -> None:
        """Write it anew and flush it to the disk; where the disk is full it stays unsaid."""
        with suppress(OSError):
            self._file.seek(0)
            self._file.write(text.encode())
            self._file.truncate()
            os.fsync(self._file.fileno())


@contextmanager
def locked_text(path: Path) -> Iterator[LockedText | None]:
    """The text of a file that one program at a time may hold; None where it cannot be written."""
    try:
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    except OSError:
        yield None
        return
    with file:
        _wait_for_lock(file)
        yield LockedText(file)


def _wait_for_lock(file: IO[bytes]) -> None:
    if os.name == "nt":
        while not _try_lock(file):
            time.sleep(0.2)
    else:
        fcntl.flock(file, fcntl.LOCK_EX)
