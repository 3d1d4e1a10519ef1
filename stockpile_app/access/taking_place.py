"""Put other books in the place of a file, with their keys: after a restore, a rejoin, a new key.

The file and its keys file are two; whoever is cut off between them is helped by a note beside the
file, which the next opening follows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from stockpile_app.access.key_file import keys_path, slots_from, slots_text, write_slots
from stockpile_app.access.keys import Slot
from stockpile_app.base import KnownError
from stockpile_app.store import file_mark, put_in_place, write_bytes_whole, write_text_whole


def draft_path(target: Path) -> Path:
    """Where the new books are made, beside the old ones."""
    return target.with_name(f".{target.name}-coming")


def take_place(draft: Path, target: Path, slots: Sequence[Slot], aside: Path | None) -> None:
    """Make the closed `draft` the books `target`, opened by `slots`; the old ones stay, at `aside`.

    `aside` is None where nothing stands.

    Raises:
        KnownError: the disk refuses; the old books stand there untouched.
    """
    note = json.dumps({"mark": file_mark(draft), "keys": slots_text(slots)})
    write_text_whole(_note_path(target), note)
    if aside is not None:
        _keep_old_keys(target, aside)
    put_in_place(draft, target, aside)
    write_slots(target, slots)
    _note_path(target).unlink(missing_ok=True)


def _keep_old_keys(target: Path, aside: Path) -> None:
    with suppress(OSError):
        write_bytes_whole(keys_path(aside), keys_path(target).read_bytes())


def settle(target: Path) -> None:
    """Finish what was cut off: new books stand there, and the keys file is still the old one."""
    note = _note_path(target)
    if not note.exists():
        return
    with suppress(ValueError, KeyError, TypeError, KnownError, OSError):
        told = json.loads(note.read_text(encoding="utf-8"))
        draft = draft_path(target)
        if not target.exists() and file_mark(draft) == told["mark"]:
            draft.replace(target)
        if file_mark(target) == told["mark"]:
            write_slots(target, slots_from(told["keys"]))
            note.unlink()


def _note_path(target: Path) -> Path:
    return target.with_name(f".{target.name}-keys-coming")
