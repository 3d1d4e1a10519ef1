"""What everybody can check of a pack: its header, and the signature over the whole file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import IO

from outcome import Outcome, Word

from stockpile_app.audit.signing import is_signed
from stockpile_app.base import tr

MAGIC = b"STOCKPACK1\n"
_CONTEXT = b"stockpile pack\n"
_SIGNATURE, _LONGEST_HEADER, _CHUNK = 64, 1 << 16, 1 << 20


def pack_outcome(path: Path, key: str) -> Outcome:
    """Whether the pack is as its signer signed it, and whether that is the depot of this key."""
    with path.open("rb") as file:
        file.seek(len(MAGIC))
        try:
            header = json.loads(file.readline(_LONGEST_HEADER))
            signer = str(header["signer"])
        except (ValueError, TypeError, KeyError, RecursionError):
            return Outcome(Word.WRONG, path.name, tr("this pack is damaged"))
        if not _is_whole(file, path.stat().st_size, signer):
            return Outcome(Word.WRONG, path.name, tr("this pack was changed, or is cut off"))
    said = ", ".join(f"{name} {value}" for name, value in sorted(header.items()) if name != "signer")
    if not key:
        what = tr("{said}; whole, signed with key {signer}, not compared: no --key", said=said, signer=signer)
        return Outcome(Word.UNKNOWN, path.name, what)
    if signer != key:
        return Outcome(Word.WRONG, path.name, tr("{said}; NOT signed with this key", said=said))
    return Outcome(Word.HOLDS, path.name, tr("{said}; whole, signed with this key, still sealed", said=said))


def _is_whole(file: IO[bytes], size: int, signer: str) -> bool:
    file.seek(0)
    digest, left = hashlib.sha256(), size - _SIGNATURE
    while left > 0 and (part := file.read(min(left, _CHUNK))):
        digest.update(part)
        left -= len(part)
    return is_signed(signer, _CONTEXT + digest.digest(), file.read(_SIGNATURE))
