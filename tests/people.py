"""A depot kept by several people: who they are, and how a test acts in their name.

staff = a_staffed_depot(tmp_path)
with staff.acting("officer"):
    staff.books.issue(rifle)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stockpile_app import access
from stockpile_app.access import NewUser, Role
from stockpile_app.store import Actor
from tests.books import PASSPHRASE, USER, WEAK, Books, a_depot, new_books

NAMES = {
    "administrator": USER,
    "approver": "Col P. Rhode",
    "second administrator": "Maj L. Okoro",
    "officer": "WO2 K. Brandt",
    "second officer": "Sgt M. Adan",
    "inspector": "Insp R. Duval",
    "auditor": "Aud N. Weiss",
    "analyst": "Dr S. Haile",
}
ROLES = {"second administrator": "administrator", "second officer": "officer"}


@dataclass(slots=True)
class Staff:
    """The books and everybody who has a key to them."""

    books: Books
    actors: dict[str, Actor] = field(default_factory=dict)

    @contextmanager
    def acting(self, who: str) -> Iterator[Actor]:
        """Inside the block this person is at the desk."""
        with self.books.stockpile.acted_by(self.actors[who]):
            yield self.actors[who]


def a_staffed_depot(folder: Path, **more: Any) -> Staff:
    """A depot with the usual places, an administrator and one person of every role."""
    books = new_books(folder, sole=False, **more)
    staff = Staff(books, {"administrator": books.stockpile.actor})
    for who, name in NAMES.items():
        if who != "administrator":
            staff.actors[who] = _hired(staff, who, name)
    with staff.acting("officer"):
        furnished = a_depot(folder, books=books)
    assert furnished is books
    return staff


def _hired(staff: Staff, who: str, name: str) -> Actor:
    """Give a person a key, with the approver's consent once there is one, and let them choose a passphrase."""
    stockpile = staff.books.stockpile
    role = ROLES.get(who, who)
    new = NewUser(operation_id=staff.books.id(), name=name, role=role, passphrase=f"first {PASSPHRASE}")
    outcome = access.add_user(stockpile, new, WEAK)
    if isinstance(outcome, access.Requested):
        with staff.acting("approver"):
            access.approve(stockpile, outcome.request_id)
    first = access.unlock(stockpile.path, name, f"first {PASSPHRASE}").actor
    with stockpile.acted_by(first):
        access.change_own_passphrase(stockpile, staff.books.id(), PASSPHRASE, WEAK)
        return Actor(name, Role(role), stockpile.actor.key)
