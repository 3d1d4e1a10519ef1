"""How far these books were seen before, here and in the file that stands in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stockpile_app import audit
from stockpile_app.audit import Head
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Further:
    """What was seen and a copy does not have.

    Attributes:
        size, root: The journal as it was seen; (0, '') when the copy has everything that was seen.
        forked: The copy goes as far, and otherwise.
    """

    size: int = 0
    root: str = ""
    forked: bool = False


def further_than(copy: Stockpile, seen: Iterable[tuple[int, str]]) -> Further:
    """The furthest journal seen that the copy does not continue."""
    now = audit.head(copy)
    missing = [
        Further(size, root, size <= now.size) for size, root in seen if not _continues(copy, now, size, root)
    ]
    return max(missing, key=lambda one: (one.size, one.root), default=Further())


def _continues(copy: Stockpile, now: Head, size: int, root: str) -> bool:
    return size <= now.size and audit.root_at(copy, size).hex() == root


def seen_outside(copy: Stockpile) -> list[tuple[int, str]]:
    """What this computer remembers of these books, outside their file."""
    seen = audit.remembered(copy)
    return [(seen.size, seen.root)] if seen else []
