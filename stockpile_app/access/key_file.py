"""The keys file beside the stockpile: every user's slot, under a digest, replaced whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from stockpile_app.access.keys import Slot
from stockpile_app.audit.model import canonical
from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store import write_text_whole


def keys_path(stockpile: Path) -> Path:
    """`NAME.stockpile-keys`, beside `NAME.stockpile`."""
    return stockpile.with_name(stockpile.name + "-keys")


def write_slots(stockpile: Path, slots: Sequence[Slot]) -> None:
    """Replace the keys file by one with these slots."""
    write_text_whole(keys_path(stockpile), slots_text(slots))


def slots_text(slots: Sequence[Slot]) -> str:
    """The slots as a keys file holds them."""
    content = canonical([slot.as_json() for slot in slots])
    digest = hashlib.sha256(content.encode()).hexdigest()
    return json.dumps({"version": 1, "digest": digest, "slots": json.loads(content)}, indent=1)


def read_slots(stockpile: Path) -> list[Slot]:
    """The slots beside a stockpile.

    Raises:
        KnownError: the keys file is missing or damaged; the recovery sheet opens the books.
    """
    path = keys_path(stockpile)
    if not path.is_file():
        raise KnownError(
            Cause.NOT_FOUND,
            tr(
                "The keys file {name} is missing. Open the books with the code of the recovery sheet",
                name=path.name,
            ),
        )
    try:
        return slots_from(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        raise KnownError(
            Cause.DAMAGED,
            tr(
                "The keys file {name} is damaged. Open the books with the code of the recovery sheet",
                name=path.name,
            ),
        ) from error


def slots_from(text: str) -> list[Slot]:
    """The slots in the text of a keys file; raises ValueError, KeyError or TypeError when it was changed."""
    content = json.loads(text)
    slots = content["slots"]
    if hashlib.sha256(canonical(slots).encode()).hexdigest() != content["digest"]:
        raise ValueError("digest")
    return [Slot(**slot) for slot in slots]
