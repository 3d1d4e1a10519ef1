"""Who asked, who approved, who signed: what stands beside an entry, and the life of a person's key."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.access.history import people
from stockpile_app.access.model import User
from stockpile_app.audit import signatures_of
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class EntryPersons:
    """The persons of one journal entry.

    Attributes:
        written_by: Under whose name the entry was written.
        summary: What was asked, in the asker's words; '' where nobody had to be asked.
        outcome: `waits`, `approved`, `refused` or `withdrawn`; '' without a request.
        signed_by: Whose own keys signed the entry.
    """

    written_by: str
    summary: str = ""
    asked_by: str = ""
    asked_at: str = ""
    outcome: str = ""
    decided_by: str = ""
    decided_at: str = ""
    reason: str = ""
    signed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyEvent:
    """One thing that happened to a person's key, role or store houses.

    Attributes:
        user: What the person was from then on.
    """

    entry: int
    kind: str
    recorded_at: str
    user: User
    persons: EntryPersons


_ASKED = """
    SELECT r.summary, r.asked_by, r.asked_at, coalesce(d.outcome, 'waits'), coalesce(d.decided_by, ''),
           coalesce(d.decided_at, ''), coalesce(d.reason, '')
    FROM request r LEFT JOIN decision d ON d.request_id = r.id WHERE r.entry = ?1 OR d.entry = ?1
"""


def persons_of(stockpile: Stockpile, entry: int) -> EntryPersons:
    """Who stands for one entry: its writer, the asker and the second person, and whose keys signed it."""
    written_by = str(stockpile.value("SELECT actor FROM journal WHERE entry = ?", [entry]) or "")
    signed = tuple(one.person for one in signatures_of(stockpile, entry))
    row = stockpile.row(_ASKED, [entry])
    if row is None:
        return EntryPersons(written_by, signed_by=signed)
    summary, asked_by, asked_at, outcome, decided_by, decided_at, reason = row
    return EntryPersons(
        written_by, summary, asked_by, asked_at, outcome, decided_by, decided_at, reason, signed_by=signed
    )


def life_of_key(stockpile: Stockpile, name: str) -> list[KeyEvent]:
    """Everything that happened to a person's key, newest first."""
    events = []
    for entry, user in reversed(people(stockpile).states.get(name, [])):
        row = stockpile.row("SELECT kind, recorded_at FROM journal WHERE entry = ?", [entry])
        kind, recorded_at = row or ("", "")
        events.append(KeyEvent(entry, kind, recorded_at, user, persons_of(stockpile, entry)))
    return events
