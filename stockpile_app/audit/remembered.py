"""What this computer has seen of a journal, kept outside its file: an older copy put back is noticed."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_data_path

from stockpile_app.audit.depot_key import depot_publics
from stockpile_app.audit.journal import head
from stockpile_app.base import KnownError
from stockpile_app.base.clock import utc_text
from stockpile_app.store import Stockpile, write_whole


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a journal was seen on this computer; `root` hexadecimal, `at` UTC."""

    origin: str
    size: int
    root: str
    at: str


def remembered(stockpile: Stockpile) -> Seen | None:
    """The furthest that this computer has seen these books; None the first time."""
    seen = [one for key in depot_publics(stockpile) if (one := _read(key.signing_public)) is not None]
    return max(seen, key=lambda one: one.size, default=None)


def remember(stockpile: Stockpile) -> None:
    """Remember how far the journal goes now; never less than what was seen before."""
    before = remembered(stockpile)
    if before is None or before.size < head(stockpile).size:
        accept_older(stockpile)


def accept_older(stockpile: Stockpile) -> None:
    """Take the journal as it stands for what was seen: an older copy was restored with approval."""
    now = head(stockpile)
    seen = Seen("", now.size, now.root, utc_text(stockpile.clock.now()))
    text = json.dumps(asdict(seen), ensure_ascii=False, sort_keys=True) + "\n"
    with suppress(KnownError, OSError):
        for key in depot_publics(stockpile):
            path = _path(key.signing_public)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, lambda draft: _fill(draft, text))


def _fill(draft: Path, text: str) -> None:
    draft.write_text(text, encoding="utf-8")


def _path(key: str) -> Path:
    return user_data_path("stockpile", appauthor=False) / "seen" / f"{key}.json"


def _read(key: str) -> Seen | None:
    try:
        return Seen(**json.loads(_path(key).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
