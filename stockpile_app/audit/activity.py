"""Sign-ins, prints, exports and denials: a log of its own, so that looking changes no book."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.base.clock import utc_text
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing somebody did that is not an operation."""

    at: str
    actor: str
    kind: str
    detail: str


def note_activity(stockpile: Stockpile, kind: str, detail: str) -> None:
    """Note one activity; on a read-only file there is nothing to note it in."""
    if stockpile.read_only:
        return
    with stockpile.transaction():
        stockpile.write(
            "INSERT INTO activity (at, actor, kind, detail) VALUES (?, ?, ?, ?)",
            (utc_text(stockpile.clock.now()), stockpile.actor.name, kind, detail),
        )


def times_noted(stockpile: Stockpile, kind: str, detail: str) -> int:
    """How often this was noted before, for example how often a voucher was printed."""
    return int(stockpile.value("SELECT count(*) FROM activity WHERE kind = ? AND detail = ?", [kind, detail]))


def activities(stockpile: Stockpile, limit: int = 200) -> list[Activity]:
    """The latest activities, newest first."""
    return [
        Activity(*row)
        for row in stockpile.rows(
            "SELECT at, actor, kind, detail FROM activity ORDER BY id DESC LIMIT ?", [limit]
        )
    ]
