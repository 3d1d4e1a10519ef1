"""Whose books a file holds, who may open them, and what waits for a second person."""

from __future__ import annotations

from stockpile_app.access.model import ACTIVE, Decision, Founding, Request, User
from stockpile_app.store import Stockpile

_USER = "SELECT id, name, role, public_key, state, scope, key_by FROM user"
_REQUEST = "SELECT r.id, r.deed, r.content, r.summary, r.asked_by, r.asked_at FROM request r"


def founding(stockpile: Stockpile) -> Founding:
    """Kind, code, name and time zone of the file."""
    row = stockpile.row("SELECT id, kind, code, name, zone, sole FROM stockpile")
    assert row is not None  # every file is founded in the transaction that makes it
    return Founding(*row)


def users(stockpile: Stockpile) -> list[User]:
    """Everybody who has or had a key, in the order they came."""
    return [User(*row) for row in stockpile.rows(f"{_USER} ORDER BY id")]


def user_named(stockpile: Stockpile, name: str) -> User | None:
    """One person by name."""
    row = stockpile.row(f"{_USER} WHERE name = ?", [name])
    return User(*row) if row else None


def others_in(stockpile: Stockpile, roles: frozenset[str], name: str) -> list[User]:
    """Who else has one of these roles now."""
    return [
        user for user in users(stockpile) if user.state == ACTIVE and user.role in roles and user.name != name
    ]


def undecided(stockpile: Stockpile) -> list[Request]:
    """Requests that nobody has decided yet, the oldest first."""
    return [
        Request(*row)
        for row in stockpile.rows(
            f"{_REQUEST} LEFT JOIN decision d ON d.request_id = r.id WHERE d.request_id IS NULL ORDER BY r.id"
        )
    ]


def request_row(stockpile: Stockpile, request_id: int) -> Request | None:
    """One request by its number, decided or not."""
    row = stockpile.row(f"{_REQUEST} WHERE r.id = ?", [request_id])
    return Request(*row) if row else None


def decision_on(stockpile: Stockpile, request_id: int) -> Decision | None:
    """What became of a request; None while it waits."""
    row = stockpile.row(
        "SELECT request_id, outcome, decided_by, decided_at, reason FROM decision WHERE request_id = ?",
        [request_id],
    )
    return Decision(*row) if row else None
