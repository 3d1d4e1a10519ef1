"""Files that appear whole or not at all: temporary name, flush, rename, flush the folder."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from stockpile_app.base import Cause, KnownError
from stockpile_app.store.driver import sentence

_ERRNO = {
    errno.ENOSPC: Cause.DISK_FULL,
    errno.EDQUOT: Cause.DISK_FULL,
    errno.EFBIG: Cause.DISK_FULL,
    errno.EROFS: Cause.READ_ONLY,
    errno.EACCES: Cause.READ_ONLY,
    errno.EPERM: Cause.READ_ONLY,
    errno.ENOENT: Cause.NOT_FOUND,
}


@contextmanager
def disk_errors() -> Iterator[None]:
    """Raise `KnownError` with a calm sentence for what the file system refuses."""
    try:
        yield
    except OSError as error:
        cause = _ERRNO.get(error.errno or 0, Cause.IO)
        raise KnownError(cause, sentence(cause)) from error


def write_whole(target: Path, make: Callable[[Path], None]) -> None:
    """Let `make` write a temporary file beside `target`, then put it in place at once.

    Nothing is ever seen under the final name but the whole file.

    Raises:
        KnownError: full disk, read-only folder; the temporary file is gone.
    """
    with disk_errors():
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
        os.close(handle)
        draft = Path(name)
        try:
            make(draft)
            flush(draft)
            draft.replace(target)
            flush_folder(target.parent)
        finally:
            draft.unlink(missing_ok=True)


def write_text_whole(target: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a small text as it is, its line ends too, whole or not at all; raises what `write_whole` raises."""
    write_bytes_whole(target, text.encode(encoding))


def write_bytes_whole(target: Path, content: bytes) -> None:
    """Write a small file whole or not at all; raises what `write_whole` raises."""

    def make(draft: Path) -> None:
        draft.write_bytes(content)

    write_whole(target, make)


def flush(path: Path) -> None:
    """Wait until the file's content is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk."""
    if os.name == "nt":  # a rename is durable there without it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
