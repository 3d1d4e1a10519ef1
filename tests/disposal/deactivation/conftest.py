"""A workshop's bench for every test of this room: made once, copied for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.disposal.deactivation.bench import Bench, a_bench
from tests.ready import Closed, closed, copied


@pytest.fixture(scope="session")
def closed_bench(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bench, Closed]:
    """The bench that every test gets a copy of; its books are closed."""
    found = a_bench(tmp_path_factory.mktemp("bench"))
    return found, closed(found.staff)


@pytest.fixture
def bench(closed_bench: tuple[Bench, Closed], tmp_path: Path) -> Iterator[Bench]:
    """A verified batch of three rifles; the officer is at the desk."""
    found, books = closed_bench
    made = replace(found, staff=copied(books, tmp_path))
    yield made
    made.books.stockpile.close()


@pytest.fixture(scope="session")
def still(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """For refusals, which leave no trace: the first rifle not begun, the second begun, the third worked off."""
    found = a_bench(tmp_path_factory.mktemp("still"))
    found.begin(2)
    found.work_off(found.begin(3))
    return found
