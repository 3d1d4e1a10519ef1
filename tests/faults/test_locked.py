"""C7: another program holds the file: a calm sentence in time, and the next attempt goes through."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from stockpile_app import audit
from stockpile_app.base import Cause, KnownError
from stockpile_app.store.connection import BUSY_MS
from tests.books import Books, reopened
from tests.faults.report import reported
from tests.tampering import bare, key_of

LONGEST = 3 * BUSY_MS / 1000
"""Opening asks for the file more than once; nobody waits for ever."""


@contextmanager
def _held(books: Books) -> Iterator[None]:
    """An outside program in the middle of an exclusive transaction."""
    with bare(books.path, key_of(books)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.execute("ROLLBACK")


def _told(act: Any) -> float:
    """The sentence must say that the file is held; how long it took."""
    start = time.monotonic()
    with pytest.raises(KnownError) as told:
        act()
    assert told.value.cause is Cause.LOCKED
    assert "Another program holds the file" in told.value.sentence
    return time.monotonic() - start


def test_posting_while_the_file_is_held(books: Books) -> None:
    books.slings(1)
    size = audit.head(books.stockpile).size
    with _held(books):
        waited = _told(lambda: books.slings(2))
        assert audit.head(books.stockpile).size == size  # looking goes on
    assert waited < LONGEST
    books.slings(2)
    assert books.held("armoury", "sling") == 3
    assert audit.verify(books.stockpile).holds
    reported("C7 held while posting", 1, lambda: {"waited": round(waited, 1)})


def test_opening_while_the_file_is_held(books: Books) -> None:
    books.slings(1)
    books.stockpile.close()
    with _held(books):
        waited = _told(lambda: reopened(books))
    assert waited < LONGEST
    books.stockpile = reopened(books)
    assert books.held("armoury", "sling") == 1
    reported("C7 held while opening", 1, lambda: {"waited": round(waited, 1)})
