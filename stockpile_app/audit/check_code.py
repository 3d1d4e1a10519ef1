"""The four signs at the end of a printed line: they belong to this line of this entry and to no other.

They are made of the facts as the books hold them, not of the words on the paper, so that copies in
two languages carry the same ones.  Twenty bits show a slip or a clumsy forgery to the naked eye; what
proves the paper is the depot's signature in its square code.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's thirty-two signs: no I, L, O, U, which are misread."""

LENGTH = 4
_BITS = 5


def check_code(entry_hash: str, facts: Iterable[str | int]) -> str:
    """The check code of one line: of the entry's hash (hexadecimal) and the line's facts in their order."""
    digest = hashlib.sha256(bytes.fromhex(entry_hash))
    for one in facts:
        told = normalised(str(one)).encode("utf-8", "surrogatepass")
        digest.update(len(told).to_bytes(4, "big") + told)
    first = int.from_bytes(digest.digest()[:4], "big") >> (32 - LENGTH * _BITS)
    return "".join(ALPHABET[first >> (_BITS * place) & 31] for place in reversed(range(LENGTH)))


def normalised(text: str) -> str:
    """The text as two keyboards agree on it: composed, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())
