"""C2SP signed notes that hold a checkpoint: origin, size and root of a journal, and who signed.

Pure text and arithmetic (c2sp.org/signed-note and c2sp.org/tlog-checkpoint), so that the
stand-alone verifier reads exactly what the program wrote.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote, unquote

from stockpile_app.audit.proof_text import split_proof
from stockpile_app.audit.signing import is_signed
from stockpile_app.base import Cause, KnownError, tr

ED25519 = 0x01
_DASH = "\u2014 "
_LONGEST = 16_384
"""No checkpoint is near so long; a longer text is something else."""


class Signer(Protocol):
    """Whoever can sign: the depot or a person."""

    @property
    def public(self) -> str:
        """The public half, hexadecimal."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature over the message, 64 bytes."""
        ...


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line of a note.

    Attributes:
        name: The key's name as it stands in the note.
        key_hash: Four bytes that tell keys apart; no proof of anything.
    """

    name: str
    key_hash: bytes
    signature: bytes

    @property
    def signer(self) -> str:
        """The name as people write it."""
        return unquote(self.name)


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A checkpoint as it travels.

    Attributes:
        root: Hexadecimal.
        text: What was signed, with its last line end.
        more: Further lines of the text; this program writes one, the time.
    """

    origin: str
    size: int
    root: str
    text: str
    signatures: tuple[NoteSignature, ...]
    more: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        """When it was signed, as the signer's clock said; '' when it does not say."""
        return self.more[0] if self.more else ""


def key_name(name: str) -> str:
    """A name as it may stand in a note: without spaces and plus signs (`Sgt A. Moru` -> `Sgt%20A.%20Moru`)."""
    return quote(name, safe="/:@", errors="surrogatepass")


def key_hash(name: str, public: str) -> bytes:
    """The four bytes by which a note says which key signed (the Ed25519 rule)."""
    told = name.encode() + b"\n" + bytes([ED25519]) + bytes.fromhex(public)
    return hashlib.sha256(told).digest()[:4]


def checkpoint_text(origin: str, size: int, root: str, at: str) -> str:
    """What is signed: the three lines of a checkpoint, and when it was made as an extension line."""
    return f"{key_name(origin)}\n{size}\n{base64.b64encode(bytes.fromhex(root)).decode()}\n{at}\n"


def signed_note(text: str, signers: Sequence[tuple[str, Signer]]) -> str:
    """The text with one signature line for each signer."""
    return text + "\n" + "".join(_line(text, key_name(name), signer) for name, signer in signers)


def _line(text: str, name: str, signer: Signer) -> str:
    told = key_hash(name, signer.public) + signer.sign(text.encode())
    return f"{_DASH}{name} {base64.b64encode(told).decode()}\n"


def read_note(text: str) -> SignedNote:
    """Read a checkpoint; says nothing yet of whether its signatures hold.

    Raises:
        KnownError: this is no checkpoint, or it is cut off.
    """
    body, gap, lines = split_proof(text.replace("\r\n", "\n"))[0].rpartition("\n\n")
    if len(text) > _LONGEST or not gap or not lines.endswith("\n") or not _is_unicode(text):
        raise _no_note()
    body += "\n"
    rows = body.split("\n")
    if len(rows) < 4 or not rows[0] or not _is_number(rows[1]):
        raise _no_note()
    root = _decoded(rows[2])
    if len(root) != 32:
        raise _no_note()
    signatures = tuple(_signature(line) for line in lines[:-1].split("\n"))
    return SignedNote(unquote(rows[0]), int(rows[1]), root.hex(), body, signatures, tuple(rows[3:-1]))


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19 and str(int(text)) == text


def _signature(line: str) -> NoteSignature:
    name, space, told = line.removeprefix(_DASH).partition(" ")
    raw = _decoded(told)
    if not line.startswith(_DASH) or not name or not space or len(raw) < 5:
        raise _no_note()
    return NoteSignature(name, raw[:4], raw[4:])


def _decoded(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return raw if base64.b64encode(raw).decode() == text else b""  # one spelling only


def _no_note() -> KnownError:
    return KnownError(Cause.FOREIGN, tr("This text is no checkpoint, or a part of it is missing"))


def is_signed_by(note: SignedNote, public: str) -> bool:
    """Whether the owner of this public key signed the note."""
    if not _is_key(public):
        return False
    return any(
        one.key_hash == key_hash(one.name, public) and is_signed(public, note.text.encode(), one.signature)
        for one in note.signatures
    )


def _is_key(public: str) -> bool:
    return len(public) == 64 and not set(public) - set("0123456789abcdef")
