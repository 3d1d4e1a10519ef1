"""Photographs, scans and letters: kept encrypted in the books, with their hash in the journal.

The bytes stand in parts beside the journal, which says their hash; what is too big to keep (a video)
is known by its hash alone, so that the file can be recognised wherever it is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from stockpile_app.access import acting, authorise
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Cause, Finding, KnownError, Refused, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.quantity import grouped
from stockpile_app.cases.about import check_about
from stockpile_app.cases.findings import refusal
from stockpile_app.cases.model import Attachment
from stockpile_app.cases.opening import About, refuse
from stockpile_app.catalogue.queries import next_id
from stockpile_app.store import Stockpile, disk_errors, write_bytes_whole

PART = 1 << 20
LARGEST_KEPT = 20 << 20
"""Bytes: what is bigger is known by its hash alone."""

ATTACHMENT_COLUMNS = "id, about, about_id, name, media_type, size, sha256, kept, added_at, added_by, remark"
_MEDIA = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".heic": "image/heic",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".eml": "message/rfc822",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".avi": "video/x-msvideo",
    ".mkv": "video/x-matroska",
    ".webm": "video/webm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A file to add.

    Attributes:
        about: What it belongs to: `case`, `batch`, `deactivation` ... and its id.
        hash_only: Keep its hash and not its bytes, also of a small one.
    """

    operation_id: str
    about: About
    path: Path
    remark: str = ""
    hash_only: bool = False


@dataclass(frozen=True, slots=True)
class _ReadFile:
    """A file as it was read: `parts` is empty where only the hash is kept."""

    size: int
    sha256: str
    parts: tuple[bytes, ...]


def attach(stockpile: Stockpile, new: NewAttachment) -> Attachment:
    """Add a file to what it is about; its bytes are encrypted with the books.

    Raises:
        Refused: CASE-05 it is about nothing, CASE-10 an empty file, CASE-11 the case is closed.
        KnownError: the file cannot be read.
    """
    authorise(stockpile, "attach file")
    earlier = entry_of_operation(stockpile, new.operation_id, "attach file")
    if earlier:
        sql = f"SELECT {ATTACHMENT_COLUMNS} FROM attachment WHERE entry = ?"
        return Attachment(*(stockpile.row(sql, [earlier]) or ()))
    read = _read(new)  # before the transaction: a long file keeps nobody waiting
    with acting(stockpile, "attach file"):
        refuse(_check(stockpile, new, read))
        attachment = _attachment(stockpile, new, read)
        record(stockpile, Operation("attach file", new.operation_id, {}), [attachment])
        parts = ((attachment.id, number, part) for number, part in enumerate(read.parts))
        stockpile.write_many("INSERT INTO attachment_part VALUES (?, ?, ?)", parts)
    return attachment


def _read(new: NewAttachment) -> _ReadFile:
    digest, size, parts = hashlib.sha256(), 0, list[bytes]()
    keeps = not new.hash_only and not media_type(new.path).startswith("video/")
    with disk_errors(), new.path.open("rb") as file:
        for part in _pieces(file):
            digest.update(part)
            size += len(part)
            keeps = keeps and size <= LARGEST_KEPT
            parts = [*parts, part] if keeps else []
    return _ReadFile(size, digest.hexdigest(), tuple(parts))


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(PART), b"")


def media_type(path: Path) -> str:
    """What kind of file it is, by its ending."""
    return _MEDIA.get(path.suffix.lower(), "application/octet-stream")


def _check(stockpile: Stockpile, new: NewAttachment, read: _ReadFile) -> Iterator[Finding]:
    yield from check_about(stockpile, new.about)
    yield from check_text(new.path.name, tr("File"))
    yield from check_text(new.remark, tr("Remark"))
    if not read.size:
        yield refusal("CASE-10", tr("This file is empty"), tr("File"), tr("a file with something in it"),
                      new.path.name, tr("Choose another file"))  # fmt: skip
    what, number = new.about
    closed = "SELECT 1 FROM case_outcome WHERE case_id = ?"
    if what == "case" and stockpile.value(closed, [number]) is not None:
        yield refusal("CASE-11", tr("This case is closed"), tr("Case"), tr("an open case"), tr("closed"),
                      tr("Open another case about the same"))  # fmt: skip


def _attachment(stockpile: Stockpile, new: NewAttachment, read: _ReadFile) -> Attachment:
    what, number = new.about
    return Attachment(
        id=next_id(stockpile, "attachment"),
        about=what,
        about_id=number,
        name=new.path.name,
        media_type=media_type(new.path),
        size=read.size,
        sha256=read.sha256,
        kept=int(bool(read.parts)),
        added_at=utc_text(stockpile.clock.now()),
        added_by=stockpile.actor.name,
        remark=new.remark.strip(),
    )


def attachments_of(stockpile: Stockpile, about: str, about_id: int) -> list[Attachment]:
    """The files that belong to it, in the order they were added."""
    sql = f"SELECT {ATTACHMENT_COLUMNS} FROM attachment WHERE about = ? AND about_id = ? ORDER BY id"
    return [Attachment(*row) for row in stockpile.rows(sql, [about, about_id])]


def attachment_with_id(stockpile: Stockpile, attachment_id: int) -> Attachment:
    """One attachment.

    Raises:
        Refused: CASE-12: there is none of this number.
    """
    row = stockpile.row(f"SELECT {ATTACHMENT_COLUMNS} FROM attachment WHERE id = ?", [attachment_id])
    if row is None:
        raise Refused([refusal("CASE-12", tr("There is no such attachment"), tr("Attachment"),
                               tr("the number of an attachment"), str(attachment_id),
                               tr("Look at what is attached"))])  # fmt: skip
    return Attachment(*row)


def attachment_bytes(stockpile: Stockpile, attachment_id: int) -> bytes:
    """The file's content, proved against its hash.

    Raises:
        Refused: CASE-12 there is none, CASE-13 only its hash is kept.
        KnownError: the bytes are not what was attached.
    """
    attachment = attachment_with_id(stockpile, attachment_id)
    if not attachment.kept:
        raise Refused([refusal("CASE-13", tr("Of this file the books keep only the hash"), tr("Attachment"),
                               tr("at most {size} bytes, and no video", size=grouped(LARGEST_KEPT)),
                               f"{attachment.name} · {grouped(attachment.size)}",
                               tr("Look for the file where it was kept, and compare its SHA-256"))])  # fmt: skip
    content = b"".join(parts_of(stockpile, attachment_id))
    if not is_whole(attachment, [content]):
        raise KnownError(
            Cause.DAMAGED,
            tr(
                "{name} is not what was attached. Verify the books, and open the newest backup",
                name=attachment.name,
            ),
        )
    return content


def save_attachment(stockpile: Stockpile, attachment_id: int, target: Path) -> Attachment:
    """Write an attachment to a file outside the books, whole, once it is proved; returns it.

    Raises:
        KnownError: the bytes are not what was attached, a file of that name is there, or the disk refuses.
    """
    content = attachment_bytes(stockpile, attachment_id)
    if target.exists():
        raise KnownError(Cause.EXISTS, tr("{name} exists already. Choose another name", name=target.name))
    write_bytes_whole(target, content)
    return attachment_with_id(stockpile, attachment_id)


def parts_of(stockpile: Stockpile, attachment_id: int) -> Iterator[bytes]:
    """The stored bytes, part by part."""
    sql = "SELECT content FROM attachment_part WHERE attachment_id = ? ORDER BY part"
    return (bytes(row[0]) for row in stockpile.each(sql, [attachment_id]))


def is_whole(attachment: Attachment, parts: Iterator[bytes] | list[bytes]) -> bool:
    """Whether these bytes are the file that was attached."""
    digest, size = hashlib.sha256(), 0
    for part in parts:
        digest.update(part)
        size += len(part)
    return (size, digest.hexdigest()) == (attachment.size, attachment.sha256)
