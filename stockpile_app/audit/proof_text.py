"""The proof that a later checkpoint only added to an earlier one, as text beside the later one.

    stockpile consistency
    17 42
    <base64 hash>
    ...

Pure, so that the stand-alone verifier reads exactly what the program wrote.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from stockpile_app.base import Cause, KnownError, tr

_HEADING = "stockpile consistency"
_MOST = 64
"""A proof has at most as many hashes as the sizes have digits in binary, and one more."""


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """The hashes between two sizes of one journal."""

    first: int
    second: int
    hashes: tuple[bytes, ...]


def write_proof(proof: ConsistencyProof) -> str:
    """The proof as text."""
    lines = [_HEADING, f"{proof.first} {proof.second}"]
    lines += [base64.b64encode(node).decode() for node in proof.hashes]
    return "\n".join(lines) + "\n"


def split_proof(text: str) -> tuple[str, str]:
    """The text before a consistency proof, and the proof; '' where there is none."""
    before, heading, after = text.replace("\r\n", "\n").partition(f"\n{_HEADING}\n")
    return (before, f"{_HEADING}\n{after}") if heading else (text, "")


def read_proof(text: str) -> ConsistencyProof:
    """Read a proof.

    Raises:
        KnownError: this is no consistency proof.
    """
    heading, sizes, *lines = [*text.rstrip("\n").split("\n"), ""][: _MOST + 3]
    numbers = sizes.split(" ")
    if heading != _HEADING or len(numbers) != 2 or not all(map(_is_number, numbers)) or len(lines) > _MOST:
        raise _no_proof()
    return ConsistencyProof(int(numbers[0]), int(numbers[1]), _hashes([line for line in lines if line]))


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
    return KnownError(Cause.FOREIGN, tr("This text is no proof of consistency, or a part of it is missing"))
