r"""The `.stockpack` file: written whole, checked whole, read in a steady amount of memory.

    STOCKPACK1\n
    header        one line of canonical JSON (`PackHeader`), readable by everybody
    lock          one line of canonical JSON (`seal.Lock`): the content's key, wrapped
    content       sealed in chunks (`stream`): a `Letter`, then the pack's lines, each ending in \n
    signature     64 bytes: Ed25519, by the header's signer, over b"stockpile pack\n" and the
                  SHA-256 of everything before it

The signature is checked before anything is opened, and the whole content before any of it is handed
out: of a pack that does not hold, nothing is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import IO, Any

from stockpile_app.audit.signing import is_signed
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.exchange.pack.findings import damaged, foreign, newer, too_large
from stockpile_app.exchange.pack.model import (
    FORMAT,
    LONGEST_HEADER,
    LONGEST_LINE,
    MOST_CONTENT,
    MOST_LINES,
    Letter,
    PackHeader,
    records_of,
    text_of,
)
from stockpile_app.exchange.pack.seal import Lock, Opener, Sealing, unwrap, wrap
from stockpile_app.exchange.pack.stream import CHUNK, KEY_BYTES, TAG, derived, open_stream, seal_stream
from stockpile_app.store import write_whole
from stockpile_app.store.files import disk_errors

MAGIC = b"STOCKPACK1\n"
SIGNATURE = 64
_CONTEXT = b"stockpile pack\n"
_IN_MEMORY = 8 << 20
_MOST_FILE = MOST_CONTENT + (MOST_CONTENT // CHUNK + 1) * TAG + 2 * LONGEST_HEADER + SIGNATURE + len(MAGIC)

Sign = Callable[[bytes], bytes]
"""Signs for the header's signer."""


def write_pack(
    path: Path, header: PackHeader, letter: Letter, lines: Iterable[str], sealing: Sealing, sign: Sign
) -> PackHeader:
    """Write a pack whole; the header as it was written, with the content's lines and hash.

    Raises:
        KnownError: something of that name is there already, too much content, or the disk refuses.
    """
    if path.exists():
        raise KnownError(Cause.EXISTS, tr("{name} exists already. Choose another name", name=path.name))
    key = os.urandom(KEY_BYTES)
    content = _Content([text_of(letter)], lines)
    # the content's hash stands before it: sealed first, beside, so that nothing readable touches the disk
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(path.parent)) as sealed, disk_errors():
        seal_stream(derived(key, b"content"), content, sealed)
        whole = replace(header, lines=content.lines, sha256=content.sha256)
        head = f"{whole.line()}\n{wrap(sealing, key, whole.line()).line()}\n".encode()

        def make(draft: Path) -> None:
            _assemble(draft, head, sealed, sign)

        write_whole(path, make)
    return whole


def _assemble(draft: Path, head: bytes, sealed: IO[bytes], sign: Sign) -> None:
    digest = hashlib.sha256()
    sealed.seek(0)
    with draft.open("wb") as out:
        for part in chain([MAGIC + head], iter(lambda: sealed.read(CHUNK), b"")):
            digest.update(part)
            out.write(part)
        out.write(sign(_CONTEXT + digest.digest()))


class _Content:
    """The content's bytes, counted and hashed on their way."""

    def __init__(self, letter: list[str], lines: Iterable[str]) -> None:
        self._letter, self._lines = letter, lines
        self._digest = hashlib.sha256()
        self._bytes = 0
        self.lines = -1  # the letter is not counted

    @property
    def sha256(self) -> str:
        """The hash of what has gone by, hexadecimal."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[bytes]:
        for source in (self._letter, self._lines):
            for line in source:
                part = f"{line}\n".encode()
                self._digest.update(part)
                self.lines += 1
                self._bytes += len(part)
                if len(part) > LONGEST_LINE or self.lines > MOST_LINES or self._bytes > MOST_CONTENT:
                    raise too_large()
                yield part


@dataclass(frozen=True, slots=True)
class SealedPack:
    """A pack whose signature holds, still sealed."""

    header: PackHeader
    lock: Lock
    file: IO[bytes]
    start: int
    length: int

    def open(self, opener: Opener) -> OpenPack:
        """Check the whole content with the receiver's key or passphrase.

        Raises:
            KnownError: not the receiver's, or the content is not what the header says.
        """
        key = unwrap(self.lock, opener, self.header.line())
        pack = OpenPack(self, key)
        digest, count = hashlib.sha256(), -1
        for line in pack.raw():
            digest.update(line + b"\n")
            count += 1
        if (count, digest.hexdigest()) != (self.header.lines, self.header.sha256):
            raise damaged()
        if pack.letter().pack_id != self.header.pack_id:
            raise damaged()
        return pack


@dataclass(frozen=True, slots=True)
class OpenPack:
    """A pack whose signature and content hold."""

    sealed: SealedPack
    key: bytes

    @property
    def header(self) -> PackHeader:
        """What everybody can read."""
        return self.sealed.header

    def letter(self) -> Letter:
        """The first line of the content."""
        letter: Letter = self._records(next(iter(self.raw()), b""), Letter)[0]
        return letter

    def records(self, *types: type) -> Iterator[tuple[Any, ...]]:
        """Each line after the letter, as records of these types.

        Raises:
            KnownError: a line says something else.
        """
        lines = self.raw()
        next(lines, None)
        for line in lines:
            yield self._records(line, *types)

    @staticmethod
    def _records(line: bytes, *types: type) -> tuple[Any, ...]:
        try:
            return records_of(line.decode(), *types)
        except (ValueError, RecursionError) as error:
            raise damaged() from error

    def raw(self) -> Iterator[bytes]:
        """The lines of the content, letter first, without their ends."""
        sealed, rest, count, total = self.sealed, b"", 0, 0
        with disk_errors():
            sealed.file.seek(sealed.start)
            for chunk in open_stream(derived(self.key, b"content"), sealed.file, sealed.length):
                *lines, rest = (rest + chunk).split(b"\n")
                count += len(lines)
                total += len(chunk)
                longest = max(map(len, lines), default=0)
                if max(longest, len(rest)) > LONGEST_LINE or count > MOST_LINES + 1 or total > MOST_CONTENT:
                    raise too_large()
                yield from lines
        if rest:
            raise damaged()


@contextmanager
def sealed_pack(path: Path) -> Iterator[SealedPack]:
    """A pack, read as far as everybody may: its header, after its signature was checked.

    Raises:
        KnownError: no pack, a newer one, damaged, or signed by nobody.
    """
    with disk_errors(), path.open("rb") as file:
        yield _sealed(file)


def read_header(path: Path) -> PackHeader:
    """What everybody can read of a pack, after its signature was checked.

    Raises:
        KnownError: no pack, a newer one, damaged, or signed by nobody.
    """
    with sealed_pack(path) as pack:
        return pack.header


def _sealed(file: IO[bytes]) -> SealedPack:
    size = os.fstat(file.fileno()).st_size
    if file.read(len(MAGIC)) != MAGIC:
        raise foreign()
    if size > _MOST_FILE:
        raise too_large()
    header, lock = _header(_line(file)), _lock(_line(file))
    start = file.tell()
    length = size - SIGNATURE - start
    if length < TAG or not _signed(file, size, header.signer):
        raise damaged()
    return SealedPack(header, lock, file, start, length)


def _line(file: IO[bytes]) -> str:
    line = file.readline(LONGEST_HEADER)
    try:
        if line.endswith(b"\n"):
            return line[:-1].decode()
    except ValueError as error:
        raise damaged() from error
    raise damaged()


def _header(text: str) -> PackHeader:
    try:
        _refuse_newer(text)
        header: PackHeader = records_of(text, PackHeader)[0]
    except (ValueError, RecursionError) as error:
        raise damaged() from error
    return header


def _refuse_newer(text: str) -> None:
    """A later format may have other fields: told apart before they are looked at."""
    content = json.loads(text)
    if isinstance(content, dict) and content.get("format") != FORMAT:
        raise newer()


def _lock(text: str) -> Lock:
    try:
        lock: Lock = records_of(text, Lock)[0]
    except (ValueError, RecursionError) as error:
        raise damaged() from error
    return lock


def _signed(file: IO[bytes], size: int, signer: str) -> bool:
    file.seek(0)
    digest, left = hashlib.sha256(), size - SIGNATURE
    while left > 0 and (part := file.read(min(left, CHUNK))):
        digest.update(part)
        left -= len(part)
    return is_signed(signer, _CONTEXT + digest.digest(), file.read(SIGNATURE))
