"""Proofs as text beside a checkpoint: that it only added to an earlier one, that an entry stands under it.

    stockpile consistency           stockpile inclusion
    17 42                           17 42
    <base64 hash>                   <base64 hash of entry 17>
    ...                             <base64 hash>
                                    ...

Pure, so that the stand-alone verifier reads exactly what the program wrote.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from stockpile_app.base import Cause, KnownError, tr

_CONSISTENCY, _INCLUSION = "stockpile consistency", "stockpile inclusion"
_BEFORE_A_PROOF = re.compile(rf"\n(?=(?:{_CONSISTENCY}|{_INCLUSION})\n)")
_MOST = 64
"""A proof has at most as many hashes as the sizes have digits in binary, and one more."""


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """The hashes between two sizes of one journal."""

    first: int
    second: int
    hashes: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """The hashes that lead from one entry of a journal to the root at a size.

    Attributes:
        entry: Its number, from 1; entry_hash: its hash, which is its leaf in the tree.
    """

    entry: int
    size: int
    entry_hash: bytes
    hashes: tuple[bytes, ...]


Proof = ConsistencyProof | InclusionProof


def write_proof(proof: Proof) -> str:
    """The proof as text."""
    if isinstance(proof, InclusionProof):
        return _written(_INCLUSION, proof.entry, proof.size, (proof.entry_hash, *proof.hashes))
    return _written(_CONSISTENCY, proof.first, proof.second, proof.hashes)


def _written(heading: str, first: int, second: int, hashes: Sequence[bytes]) -> str:
    lines = [heading, f"{first} {second}", *(base64.b64encode(node).decode() for node in hashes)]
    return "\n".join(lines) + "\n"


def split_proof(text: str) -> tuple[str, str]:
    """The text before the first proof, and the proofs; '' where there is none."""
    before, *after = _BEFORE_A_PROOF.split(text.replace("\r\n", "\n"), maxsplit=1)
    return (before, after[0]) if after else (text, "")


def read_proofs(text: str) -> list[Proof]:
    """Read the proofs that stand one after the other.

    Raises:
        KnownError: a part of it is no proof.
    """
    return [read_proof(part) for part in _BEFORE_A_PROOF.split(text)]


def read_proof(text: str) -> Proof:
    """Read one proof.

    Raises:
        KnownError: this is no proof.
    """
    heading, sizes, *lines = [*text.rstrip("\n").split("\n"), ""][: _MOST + 3]
    numbers = sizes.split(" ")
    if len(numbers) != 2 or not all(map(_is_number, numbers)) or len(lines) > _MOST:
        raise _no_proof()
    first, second = map(int, numbers)
    hashes = _hashes([line for line in lines if line])
    if heading == _CONSISTENCY:
        return ConsistencyProof(first, second, hashes)
    if heading == _INCLUSION and hashes:
        return InclusionProof(first, second, hashes[0], hashes[1:])
    raise _no_proof()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    try:
        found = tuple(base64.b64decode(line, validate=True) for line in lines)
    except (binascii.Error, ValueError) as error:
        raise _no_proof() from error
    if any(len(node) != 32 for node in found):
        raise _no_proof()
    return found


def _no_proof() -> KnownError:
    return KnownError(Cause.FOREIGN, tr("This text is no proof, or a part of it is missing"))
