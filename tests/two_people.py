"""Books for several people: an administrator, an approver and an officer, each with a passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from stockpile_app import access, assembly, audit
from stockpile_app.access import Person, Role, User, World
from stockpile_app.access.slots import write_key_file
from stockpile_app.audit import Operation
from stockpile_app.audit.signing import PrivateKey, new_private
from tests.books import PASSPHRASE, USER, WEAK, Books, a_depot
from tests.tampering import key_of

KEEPER = Person(USER, PASSPHRASE)
APPROVER = Person("Capt N. Okello", "second pair of eyes")
OFFICER = Person("Sgt A. Moru", "keys to the armoury")


def add_person(books: Books, person: Person, role: Role) -> None:
    """Give somebody a key, as the books would have it."""
    signing = PrivateKey(new_private())
    slot = access.seal_slot(person.name, role, person.passphrase, key_of(books), WEAK, signing)
    stockpile = books.stockpile
    with stockpile.transaction():
        number = int(stockpile.value("SELECT max(id) + 1 FROM user"))
        first = audit.record(
            stockpile,
            Operation("add user", books.id(), {}),
            [User(number, person.name, role, signing.public)],
        )
        access.keep_slot(stockpile, slot)
        audit.sign_entries(stockpile, first)
    write_key_file(stockpile)


def several_people(folder: Path, **more: Any) -> Books:
    """Books whose keeper has become an administrator with two others beside."""
    books = a_depot(folder, **more)
    add_person(books, APPROVER, Role.APPROVER)
    add_person(books, OFFICER, Role.OFFICER)
    stockpile = books.stockpile
    keeper = access.user_named(stockpile, USER)
    assert keeper is not None
    signing = stockpile.actor.key
    assert isinstance(signing, PrivateKey)
    slot = access.seal_slot(USER, Role.ADMINISTRATOR, PASSPHRASE, key_of(books), WEAK, signing)
    with stockpile.transaction():
        first = audit.record(
            stockpile,
            Operation("change user", books.id(), {}),
            [User(keeper.id, USER, Role.ADMINISTRATOR, keeper.public_key)],
        )
        access.keep_slot(stockpile, slot)
        audit.sign_entries(stockpile, first)
    write_key_file(stockpile)
    books.reopen()
    return books


def world(books: Books) -> World:
    """The assembly with the tests' clock and ids."""
    return World(assembly.ASSEMBLY, books.clock, books.ids)
