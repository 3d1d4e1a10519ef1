"""The floor of an operation: its own rows, replayed into the bare store in one flushed commit.

A `Recorder` is an open stockpile that can rehearse an operation, remember each row that it would
write to each table, and then write exactly these rows with nothing but the driver.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stockpile_app.access import unlock
from stockpile_app.assembly import ASSEMBLY
from stockpile_app.base import Clock, IdSource
from stockpile_app.store import Stockpile
from stockpile_app.store.connection import connect

Statement = tuple[str, list[Sequence[Any]]]


class Recorder(Stockpile):
    """An open stockpile that can rehearse operations and replay what they write."""

    def __init__(self, path: Path, user: str, passphrase: str, clock: Clock, ids: IdSource) -> None:
        unlocked = unlock(path, user, passphrase)
        super().__init__(
            path, connect(path, unlocked.key), unlocked.key, unlocked.actor, ASSEMBLY,
            clock=clock, ids=ids, lock=None,
        )  # fmt: skip
        self._recorded: list[Statement] | None = None

    def __enter__(self) -> Recorder:
        return self

    def recorded(self, operation: Callable[[], object]) -> list[Statement]:
        """What the operation would write; it is rolled back."""
        self._recorded = []
        try:
            operation()
            return self._recorded
        finally:
            self._recorded = None

    def replay(self, statements: Iterable[Statement]) -> None:
        """Write these rows and nothing else, in one flushed commit."""
        self._connection.execute("BEGIN IMMEDIATE")
        for sql, rows in statements:
            self._connection.executemany(sql, rows)
        self._connection.execute("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction; rolled back at the end while it is being recorded."""
        with super().transaction() if self._recorded is None else self.rehearsal():
            yield

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Write, and remember it while recording."""
        touched = super().write(sql, values)
        if self._recorded is not None and touched:
            self._recorded.append((sql, [tuple(values)]))
        return touched

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Write many, and remember them while recording."""
        if self._recorded is None:
            super().write_many(sql, rows)
            return
        kept = list(rows)
        self._recorded.append((sql, kept))
        super().write_many(sql, kept)
