"""Books made once and copied for every test that begins with the same ones: opening costs a fourth of founding.

    books = ready_depot(tmp_path)                  # what `a_depot(tmp_path)` makes
    staff = ready_staff(tmp_path)                  # what `a_staffed_depot(tmp_path)` makes
    site = ready_site(tmp_path)                    # what `a_site(tmp_path)` makes

Copies share their keys: a test that needs a second depot founds that one.
"""

from __future__ import annotations

import copy
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from stockpile_app import assembly
from stockpile_app.audit.depot_key import signing_keys
from stockpile_app.audit.remembered import path_of
from stockpile_app.store import Actor
from tests.books import PASSPHRASE, USER, Books, a_depot
from tests.disposal.batches import Site, a_site
from tests.people import Staff, a_staffed_depot


@dataclass(frozen=True, slots=True)
class Closed:
    """Books that are closed, who keeps them, and who was at the desk last."""

    staff: Staff
    at_desk: Actor
    keys: Sequence[str]


def closed(staff: Staff) -> Closed:
    """Close these books, to be copied from now on."""
    stockpile = staff.books.stockpile
    keys = signing_keys(stockpile)
    stockpile.close()
    return Closed(staff, stockpile.actor, keys)


def copied(ready: Closed, folder: Path) -> Staff:
    """A copy of closed books, open; nobody has seen the other copies."""
    was = ready.staff.books
    for path in was.path.parent.glob(f"{was.path.name}*"):
        shutil.copy(path, folder)
    for key in ready.keys:
        path_of(key).unlink(missing_ok=True)
    books = replace(was, clock=copy.copy(was.clock), ids=copy.copy(was.ids),
                    places=dict(was.places), items=dict(was.items))  # fmt: skip
    path = folder / was.path.name
    books.stockpile = assembly.open_stockpile(path, USER, PASSPHRASE, clock=books.clock, ids=books.ids)
    with books.stockpile.transaction():  # as in books just founded, nothing was verified yet
        books.stockpile.write("DELETE FROM verified")
    books.stockpile.actor = ready.at_desk
    return Staff(books, dict(ready.staff.actors))


def ready_depot(folder: Path) -> Books:
    """A depot with an armoury, a magazine, a workshop, a crate, two holders and four item types."""
    return copied(_depot(), folder).books


def ready_staff(folder: Path) -> Staff:
    """A depot with the usual places, an administrator and one person of every role."""
    return copied(_staff(), folder)


def ready_site(folder: Path) -> Site:
    """Several people, a store apart, a site and four boxes; the officer is at the desk."""
    return Site(copied(_site(), folder))


@cache
def _depot() -> Closed:
    return closed(Staff(a_depot(_folder("depot"))))


@cache
def _staff() -> Closed:
    return closed(a_staffed_depot(_folder("staff")))


@cache
def _site() -> Closed:
    return closed(a_site(_folder("site")).staff)


def _folder(name: str) -> Path:
    folder = Path(_root().name) / name
    folder.mkdir()
    return folder


@cache
def _root() -> TemporaryDirectory[str]:
    """Goes with the process."""
    return TemporaryDirectory(prefix="ready-")
