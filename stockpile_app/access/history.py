"""Who was what when: every state of every person, read from the journal's own bodies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from stockpile_app.access.model import User
from stockpile_app.audit.journal import body_parts
from stockpile_app.audit.model import split
from stockpile_app.store import Stockpile

KINDS = (
    "founding",
    "add user",
    "change user",
    "revoke user",
    "reset passphrase",
    "change own passphrase",
    "recovery",
    "re-key",
)


@dataclass(frozen=True, slots=True)
class People:
    """The people of the books at any entry.

    Attributes:
        states: By name, each state with the entry that brought it, oldest first.
    """

    states: dict[str, list[tuple[int, User]]]

    def before(self, entry: int, name: str) -> User | None:
        """What the person was when this entry was written; a founder is known at once."""
        known = self.states.get(name, [])
        earlier = [user for at, user in known if at < entry or at == 1]
        return earlier[-1] if earlier else None

    def others(self, entry: int, roles: frozenset[str], name: str) -> list[str]:
        """Who else had one of these roles then."""
        found = (self.before(entry, other) for other in self.states if other != name)
        return [user.name for user in found if user and user.state == "active" and user.role in roles]


def people(stockpile: Stockpile) -> People:
    """Every state of every person."""
    states: dict[str, list[tuple[int, User]]] = {}
    marks = ", ".join("?" * len(KINDS))
    for (entry,) in stockpile.rows(
        f"SELECT entry FROM journal WHERE kind IN ({marks}) ORDER BY entry", KINDS
    ):
        for content in records(stockpile, entry):
            if content.get("record") == "user":
                user = User(**{one.name: content[one.name] for one in fields(User) if one.name in content})
                states.setdefault(user.name, []).append((entry, user))
    return People(states)


def records(stockpile: Stockpile, entry: int) -> Iterator[dict[str, Any]]:
    """The lines of an entry's body, the header first."""
    for part in body_parts(stockpile, entry):
        for line in split(part.decode("utf-8", "replace")):
            try:
                content = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(content, dict):
                yield content
