"""The square code of a paper: what it is, which entry it stands on, where the journal stood, signed by the depot.

At most 150 bytes, written in base32 so that a scanner that types like a keyboard cannot mangle them:

    kind 3 · length of the number 1 · number (UTF-8, at most 29) · hash of the entry 32
    · size of the journal 5 · first half of its root 16 · Ed25519 signature of the depot 64

The signature covers everything before it, behind a prefix of its own, so that it can mean nothing
else.  The module knows no store: the stand-alone verifier reads papers with it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass, replace

from stockpile_app.audit.signing import is_signed

MOST_BYTES = 150
LONGEST_NUMBER = 29
"""Bytes of a number that stands in full; a longer one is shortened."""

_MARK = "SP2:"
_CONTEXT = b"stockpile paper\n"
_KIND, _HASH, _SIZE, _ROOT, _SIGNATURE = 3, 32, 5, 16, 64
_TAIL = 8


@dataclass(frozen=True, slots=True)
class PaperCode:
    """What a paper's code says.

    Attributes:
        kind: Three capital letters: the voucher's, or `LIF` for the life of an item.
        number: As `code_number` writes it.
        entry_hash: SHA-256 of the entry that the paper stands on, 32 bytes.
        size: How many entries the journal had when it was printed.
        root16: The first 16 bytes of the journal's root at that size.
        signature: The depot's, 64 bytes; b'' before it has signed.
    """

    kind: str
    number: str
    entry_hash: bytes
    size: int
    root16: bytes
    signature: bytes = b""

    @property
    def said(self) -> bytes:
        """Everything but the signature."""
        number = self.number.encode()
        return b"".join(
            (
                self.kind.encode("ascii"),
                bytes((len(number),)),
                number,
                self.entry_hash,
                self.size.to_bytes(_SIZE, "big"),
                self.root16,
            )
        )

    @property
    def to_sign(self) -> bytes:
        """What the depot signs."""
        return _CONTEXT + self.said

    @property
    def text(self) -> str:
        """As it stands in the square: `SP2:` and base32."""
        return _MARK + base64.b32encode(self.said + self.signature).decode("ascii").rstrip("=")

    def signed(self, signature: bytes) -> PaperCode:
        """The same code with the depot's signature."""
        return replace(self, signature=signature)


def code_number(number: str) -> str:
    """The number as the code holds it: in full, or its beginning, a tilde and the start of its SHA-256."""
    raw = number.encode("utf-8", "replace")
    if len(raw) <= LONGEST_NUMBER:
        return raw.decode()
    head = raw[: LONGEST_NUMBER - _TAIL - 1].decode("utf-8", "ignore")
    return f"{head}~{hashlib.sha256(raw).hexdigest()[:_TAIL]}"


def read_code(text: str) -> PaperCode | None:
    """What a scanned or typed code says; None when it is not the code of one of our papers."""
    bare = "".join(text.split()).upper()
    if not bare.startswith(_MARK) or len(bare) > len(_MARK) + MOST_BYTES * 2:
        return None
    try:
        return _parted(_decoded(bare[len(_MARK) :]))
    except (binascii.Error, ValueError):
        return None


def _decoded(digits: str) -> bytes:
    """The bytes of base32 digits; only the one spelling that a code has is taken."""
    raw = base64.b32decode(digits + "=" * (-len(digits) % 8))
    if base64.b32encode(raw).decode("ascii").rstrip("=") != digits:
        raise ValueError("not as we write it")
    return raw


def _parted(raw: bytes) -> PaperCode | None:
    length = raw[_KIND] if len(raw) > _KIND else 0
    start = _KIND + 1 + length
    if not 0 < length <= LONGEST_NUMBER or len(raw) != start + _HASH + _SIZE + _ROOT + _SIGNATURE:
        return None
    kind = raw[:_KIND].decode("ascii")
    if not (kind.isalpha() and kind.isupper()):
        return None
    fields = raw[start:]
    return PaperCode(
        kind=kind,
        number=raw[_KIND + 1 : start].decode(),
        entry_hash=fields[:_HASH],
        size=int.from_bytes(fields[_HASH : _HASH + _SIZE], "big"),
        root16=fields[_HASH + _SIZE : _HASH + _SIZE + _ROOT],
        signature=fields[-_SIGNATURE:],
    )


def is_genuine(code: PaperCode, public: str) -> bool:
    """Whether the owner of this public key (hexadecimal) signed what the code says."""
    return is_signed(public, code.to_sign, code.signature)
