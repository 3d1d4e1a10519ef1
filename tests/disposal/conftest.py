"""A depot with a destruction site for every test of this room: made once, copied for each."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from stockpile_app import assembly
from tests.books import PASSPHRASE, USER
from tests.disposal.batches import Site, a_site


@pytest.fixture(scope="session")
def closed_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site that every test gets a copy of; its file is closed."""
    found = a_site(tmp_path_factory.mktemp("site"))
    found.stockpile.close()
    return found


@pytest.fixture
def site(closed_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Several people, a store apart, a site and four boxes; nobody has seen the other copies."""
    for variable in ("XDG_STATE_HOME", "XDG_DATA_HOME"):
        (tmp_path / variable).mkdir(mode=0o700)
        monkeypatch.setenv(variable, str(tmp_path / variable))
    found = copied(closed_site, tmp_path)
    yield found
    found.stockpile.close()


def copied(closed: Site, folder: Path) -> Site:
    """A copy of a closed site, open, with the officer at the desk."""
    for path in closed.books.path.parent.glob(f"{closed.books.path.name}*"):
        shutil.copy(path, folder)
    books = replace(closed.books, clock=copy.copy(closed.books.clock), ids=copy.copy(closed.books.ids))
    path = folder / closed.books.path.name
    books.stockpile = assembly.open_stockpile(path, USER, PASSPHRASE, clock=books.clock, ids=books.ids)
    books.stockpile.actor = closed.staff.actors["officer"]
    return Site(replace(closed.staff, books=books))
