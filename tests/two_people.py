"""Books for several people, as the tests of copies use them: who restores, and who approves it."""

from __future__ import annotations

from pathlib import Path

from stockpile_app import access, assembly
from stockpile_app.access import NewUser, Person, Role, World
from tests.books import PASSPHRASE, USER, WEAK, Books
from tests.people import NAMES
from tests.ready import ready_staff

KEEPER = Person(USER, PASSPHRASE)
APPROVER = Person(NAMES["approver"], PASSPHRASE)
OFFICER = Person(NAMES["officer"], PASSPHRASE)


def several_people(folder: Path) -> Books:
    """Books whose keeper is the administrator, with an approver, officers and others beside."""
    return ready_staff(folder).books


def add_person(books: Books, person: Person, role: Role) -> None:
    """Give one more person a key, by two persons; the first passphrase is not yet changed."""
    new = NewUser(operation_id=books.id(), name=person.name, role=role, passphrase=person.passphrase)
    asked = access.add_user(books.stockpile, new, WEAK)
    assert isinstance(asked, access.Requested)
    with books.stockpile.acted_by(access.unlock(books.path, APPROVER.name, APPROVER.passphrase).actor):
        access.approve(books.stockpile, asked.request_id)


def world(books: Books) -> World:
    """The assembly with the tests' clock and ids."""
    return World(assembly.ASSEMBLY, books.clock, books.ids)
