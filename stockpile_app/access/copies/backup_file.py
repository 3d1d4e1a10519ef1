"""One backup is one file: the encrypted copy, its keys, and what stands in it, sealed at the end.

    the database, as it is · the keys file · one line of JSON, the header · the seal

The database stands first, so that the copy is written once and checked where it lies, and so that
any SQLCipher program opens a backup with the code of the recovery sheet.  The header says length
and SHA-256 of both parts and is signed by the depot; the seal says length and SHA-256 of the
header.  So every byte is covered, and a cut is seen at once.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from stockpile_app.access.key_file import slots_from
from stockpile_app.access.keys import Slot
from stockpile_app.audit.model import canonical
from stockpile_app.base import Cause, KnownError, Progress, silent, tr
from stockpile_app.store import disk_errors

SUFFIX = ".stockpile-backup"
EDITION = 1
_SEAL = re.compile(rb"stockpile-backup 1 ([0-9]{8}) ([0-9a-f]{64})\n")
_SEAL_LENGTH = 93
_MOST_HEADER = 1 << 16
_CHUNK = 1 << 20
_CONTEXT = b"stockpile backup\n"


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in a backup.

    Attributes:
        code, name: Whose books.
        size, root: The journal of the copy.
        made_at: UTC.
        schema: Edition of the tables; program: version of the program that made it.
        whole: 1 when the copy was opened, checked and held; 0 when it was kept as found.
        database, database_sha256, keys, keys_sha256: Length and digest of the parts.
        signature: The depot's, over everything before it; '' when the books could not sign.
    """

    code: str
    name: str
    size: int
    root: str
    made_at: str
    schema: int
    program: str
    whole: int
    database: int
    database_sha256: str
    keys: int
    keys_sha256: str
    signature: str = ""

    def signed_bytes(self) -> bytes:
        """What the depot signs, marked as such, so that it can mean nothing else."""
        return _CONTEXT + canonical(asdict(replace(self, signature=""))).encode()


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup whose header has been read; the parts are not checked yet."""

    path: Path
    header: Header


def closing(header: Header) -> bytes:
    """The header and the seal, as they end the file."""
    line = canonical({"edition": EDITION, **asdict(header)}).encode() + b"\n"
    seal = f"stockpile-backup 1 {len(line):08d} {hashlib.sha256(line).hexdigest()}\n"
    return line + seal.encode()


def read_backup(path: Path) -> BackupFile:
    """Read what stands in a backup, and check that nothing is cut off.

    Raises:
        KnownError: missing, another kind of file, newer, cut off or changed.
    """
    if not path.is_file():
        raise KnownError(Cause.NOT_FOUND, tr("There is no file {name}", name=str(path)))
    with disk_errors(), path.open("rb") as file:
        length = path.stat().st_size
        return BackupFile(path, _header(path, file, length))


def _header(path: Path, file: BinaryIO, length: int) -> Header:
    seal = _SEAL.fullmatch(_at(file, length - _SEAL_LENGTH, _SEAL_LENGTH))
    if seal is None or int(seal[1]) > _MOST_HEADER:
        raise _damaged(path)
    line = _at(file, length - _SEAL_LENGTH - int(seal[1]), int(seal[1]))
    if hashlib.sha256(line).hexdigest().encode() != seal[2]:
        raise _damaged(path)
    header = _decoded(path, line)
    if header.database + header.keys + len(line) + _SEAL_LENGTH != length:
        raise _damaged(path)
    return header


def _decoded(path: Path, line: bytes) -> Header:
    try:
        content: dict[str, Any] = json.loads(line)
        if content.pop("edition") != EDITION:
            raise _newer(path)
        header = Header(**content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _damaged(path) from error
    if closing(header)[: len(line)] != line or min(header.database, header.keys) <= 0:
        raise _damaged(path)
    return header


def _at(file: BinaryIO, start: int, length: int) -> bytes:
    if start < 0:
        return b""
    file.seek(start)
    return file.read(length)


def slots_of(backup: BackupFile) -> list[Slot]:
    """The keys in a backup.

    Raises:
        KnownError: this part was changed.
    """
    with disk_errors(), backup.path.open("rb") as file:
        content = _at(file, backup.header.database, backup.header.keys)
    if hashlib.sha256(content).hexdigest() != backup.header.keys_sha256:
        raise _damaged(backup.path)
    try:
        return slots_from(content.decode())
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _damaged(backup.path) from error


def take_database(backup: BackupFile, target: Path, progress: Progress = silent) -> None:
    """Write the database of a backup to `target`, and check every byte on the way.

    Raises:
        KnownError: this part was changed, or the disk refuses.
    """
    digest = hashlib.sha256()
    with disk_errors(), backup.path.open("rb") as file, target.open("wb") as copy:
        for chunk in _chunks(file, backup.header.database, progress):
            digest.update(chunk)
            copy.write(chunk)
    if digest.hexdigest() != backup.header.database_sha256:
        raise _damaged(backup.path)


def _chunks(file: BinaryIO, length: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    while done < length and (chunk := file.read(min(_CHUNK, length - done))):
        yield chunk
        done += len(chunk)
        progress(done // 1_000_000, length // 1_000_000, tr("MB"))


def _damaged(path: Path) -> KnownError:
    return KnownError(
        Cause.DAMAGED,
        tr("{name} is not a whole backup: it was cut off or changed. Take another", name=path.name),
    )


def _newer(path: Path) -> KnownError:
    return KnownError(
        Cause.NEWER, tr("{name} was made by a newer Stockpile. Install the newer program", name=path.name)
    )
