"""Who was what when: every state of every person, read from the journal's own bodies."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from stockpile_app.access.model import ACTIVE, User
from stockpile_app.audit.journal import body_parts
from stockpile_app.store import Stockpile

_PEOPLE = ("add user", "change user", "revoke user", "reset passphrase")
DEED_KINDS: Mapping[str, frozenset[str]] = {
    "user": frozenset({"founding", *_PEOPLE, "change own passphrase", "recovery", "re-key"}),
    "founding": frozenset({"founding"}),
    "depot key": frozenset({"founding", "depot key"}),
    "request": frozenset({"request"}),
    "decision": frozenset({*_PEOPLE, "reversal", "refuse request", "withdraw request"}),
}
"""In which kinds of entry the records about people, keys and decisions may stand."""


@dataclass(frozen=True, slots=True)
class People:
    """The people of the books at any entry.

    Attributes:
        states: By name, each state with the entry that brought it, oldest first.
    """

    states: dict[str, list[tuple[int, User]]]

    def phase(self, entry: int, name: str) -> int:
        """How many states the person had had when this entry was written; a founder is known at once."""
        brought = [0 if at == 1 else at for at, _ in self.states.get(name, [])]
        return bisect_left(brought, entry)

    def before(self, entry: int, name: str) -> User | None:
        """What the person was when this entry was written."""
        phase = self.phase(entry, name)
        return self.states[name][phase - 1][1] if phase else None

    def written_in(self, entry: int) -> list[User]:
        """The persons that this entry wrote."""
        return [user for known in self.states.values() for at, user in known if at == entry]

    def others(self, entry: int, roles: frozenset[str], name: str) -> list[str]:
        """Who else had one of these roles then."""
        found = (self.before(entry, other) for other in self.states if other != name)
        return [user.name for user in found if user and user.state == ACTIVE and user.role in roles]


def people(stockpile: Stockpile) -> People:
    """Every state of every person; a person in an entry of another kind is named by `check_kinds`."""
    states: dict[str, list[tuple[int, User]]] = {}
    kinds = sorted(DEED_KINDS["user"])
    marks = ", ".join("?" * len(kinds))
    for (entry,) in stockpile.rows(
        f"SELECT entry FROM journal WHERE kind IN ({marks}) ORDER BY entry", kinds
    ):
        for content in _records(stockpile, entry):
            if content.get("record") == "user":
                user = User(**{one.name: content[one.name] for one in fields(User) if one.name in content})
                states.setdefault(user.name, []).append((entry, user))
    return People(states)


def tell_tale(stockpile: Stockpile, after: int) -> Iterator[tuple[int, str, str]]:
    """(entry, kind, record) of every body that holds a record about people, keys or decisions.

    Found by their letters in the bodies, so that a body of another kind cannot hide one; whoever
    writes them in other letters is named by the comparison of the bodies with the tables.
    """
    marks = [(name, f'"record":"{name}"'.encode()) for name in DEED_KINDS]
    told: set[tuple[int, str]] = set()
    for entry, kind, part in stockpile.each(
        "SELECT b.entry, j.kind, b.body FROM journal_body b JOIN journal j ON j.entry = b.entry "
        "WHERE b.entry > ? ORDER BY b.entry, b.part",
        [after],
    ):
        body = bytes(part)
        found = {(entry, name) for name, mark in marks if mark in body} - told
        told |= found
        yield from ((entry, kind, name) for _, name in sorted(found))


_LONGEST_HEADER = 2_048


def headers(stockpile: Stockpile, after: int) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """(entry, kind, first line of its body) of every entry; an empty line where it cannot be read."""
    for entry, kind, begin in stockpile.each(
        "SELECT j.entry, j.kind, substr(b.body, 1, ?) FROM journal j "
        "LEFT JOIN journal_body b ON b.entry = j.entry AND b.part = 0 WHERE j.entry > ? ORDER BY j.entry",
        [_LONGEST_HEADER, after],
    ):
        line, ends, _ = bytes(begin or b"").partition(b"\n")
        yield entry, kind, _content(line) if ends else next(_records(stockpile, entry), {})


def _records(stockpile: Stockpile, entry: int) -> Iterator[dict[str, Any]]:
    """The lines of an entry's body that can be read, the header first."""
    for part in body_parts(stockpile, entry):
        yield from filter(None, map(_content, part.split(b"\n")))


def _content(line: bytes) -> dict[str, Any]:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
