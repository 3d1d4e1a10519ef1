"""What this computer has seen of a journal, kept outside its file: an older copy put back is noticed.

One small file for each depot's signing key, in the person's own data folder.  It can be deleted;
then the next opening remembers anew, and only a checkpoint elsewhere still knows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_data_path

from stockpile_app.audit.checkpoint import origin_of
from stockpile_app.audit.depot_key import signing_keys
from stockpile_app.audit.journal import head, root_at
from stockpile_app.audit.model import Trouble
from stockpile_app.base import KnownError, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.store import Stockpile, write_text_whole


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a journal was seen on this computer.

    Attributes:
        root: Hexadecimal.
        at: When, UTC.
    """

    origin: str
    size: int
    root: str
    at: str


def remembered(stockpile: Stockpile) -> Seen | None:
    """The furthest that this computer has seen these books; None the first time."""
    seen = [one for key in signing_keys(stockpile) if (one := _read(key)) is not None]
    return max(seen, key=lambda one: one.size, default=None)


def remember(stockpile: Stockpile) -> None:
    """Remember how far the journal goes now; never less than what was seen before.

    A computer that cannot keep it goes on without.
    """
    before = remembered(stockpile)
    now = head(stockpile)
    if before is None or before.size < now.size:
        _write(stockpile, Seen(origin_of(stockpile), now.size, now.root, utc_text(stockpile.clock.now())))


def accept_older(stockpile: Stockpile) -> None:
    """Take the journal as it stands for what was seen: an older copy was restored with approval."""
    now = head(stockpile)
    _write(stockpile, Seen(origin_of(stockpile), now.size, now.root, utc_text(stockpile.clock.now())))


def rollback_troubles(stockpile: Stockpile) -> Iterator[Trouble]:
    """The journal goes at least as far as this computer has seen it, and begins with the same entries."""
    try:
        trouble = _rollback(stockpile, remembered(stockpile))
    except KnownError as error:
        trouble = Trouble("pages", error.sentence)
    if trouble is not None:
        yield trouble


def _rollback(stockpile: Stockpile, seen: Seen | None) -> Trouble | None:
    if seen is None:
        return None
    end = head(stockpile).size
    if end < seen.size:
        what = tr(
            "These books end at entry {end}; this computer has seen them at entry {seen}",
            end=end,
            seen=seen.size,
        )
    elif root_at(stockpile, seen.size).hex() != seen.root:
        what = tr("Up to entry {seen} these are not the books that this computer has seen", seen=seen.size)
    else:
        return None
    return Trouble("rollback", what, seen.size, "journal")


def _write(stockpile: Stockpile, seen: Seen) -> None:
    text = json.dumps(asdict(seen), ensure_ascii=False, sort_keys=True) + "\n"
    with suppress(KnownError, OSError):
        for key in signing_keys(stockpile):
            path = path_of(key)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_text_whole(path, text)


def path_of(key: str) -> Path:
    """Where it is kept for one depot's public signing key."""
    return (
        user_data_path("stockpile", appauthor=False)
        / "seen"
        / f"{hashlib.sha256(key.encode()).hexdigest()}.json"
    )


def _read(key: str) -> Seen | None:
    """What was remembered under a key; a file that cannot be read is as good as none."""
    try:
        told = json.loads(path_of(key).read_text(encoding="utf-8"))
        seen = Seen(str(told["origin"]), int(told["size"]), str(told["root"]), str(told["at"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return seen if len(seen.root) == 64 else None
