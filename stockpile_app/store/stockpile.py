"""An open stockpile: one writing connection, one transaction at a time, plain rows out.

Every room's functions take a `Stockpile`.  It opens, transacts and reads; it knows nothing of
weapons or vouchers.  A second, reading connection serves long queries beside the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from stockpile_app.base import (
    Assembly,
    Cause,
    Clock,
    IdSource,
    KnownError,
    Progress,
    silent,
    tr,
)
from stockpile_app.store.connection import connect
from stockpile_app.store.copying import Copied, Copier
from stockpile_app.store.driver import Connection, environment_errors
from stockpile_app.store.lock import WriterLock
from stockpile_app.store.schema_check import SchemaDifference, schema_differences

Value = Any  # what SQLite gives back: int, str, bytes or None
Row = tuple[Value, ...]


class SigningKey(Protocol):
    """A person's own signing key, unlocked for this session."""

    @property
    def public(self) -> str:
        """The public half, hexadecimal."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The person's signature over the message, 64 bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is at the desk: the user's name and role, and the key that signs in that person's name.

    Attributes:
        key: None for who has come in without a passphrase of their own (the recovery sheet).
    """

    name: str
    role: str
    key: SigningKey | None = field(default=None, compare=False, repr=False)


class Stockpile:
    """One open file.

    Attributes:
        path: Where the file is.
        actor: Who acts.
        assembly: The parts that the rooms plug into each other's slots.
        clock, ids: Injected, so that tests are deterministic.
        read_only: Why nothing can be written; '' when it can.
        upgraded: Whether opening it has brought it to a newer schema; then all of it is verified.
        closing: What is done first when the file is closed.
    """

    def __init__(
        self,
        path: Path,
        connection: Connection,
        key: bytes,
        actor: Actor,
        assembly: Assembly,
        *,
        clock: Clock,
        ids: IdSource,
        lock: WriterLock | None,
        read_only: str = "",
        altered: bool = False,
    ) -> None:
        self.path = path
        self.actor = actor
        self.assembly = assembly
        self.clock = clock
        self.ids = ids
        self.read_only = read_only
        self._connection = connection
        self._key = key
        self._lock = lock
        self._altered = altered
        self._writing = False
        self.upgraded = False
        self.closing: Callable[[Stockpile], None] | None = None
        self._copier = Copier(path, key)

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """All rows of a query."""
        with environment_errors(altered=self._altered):
            found: list[Row] = self._connection.execute(sql, values).fetchall()
        return found

    def each(self, sql: str, values: Sequence[Value] = ()) -> Generator[Row, None, None]:
        """The rows of a query one by one, for results too long to hold."""
        with environment_errors(altered=self._altered):
            yield from self._connection.execute(sql, values)

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row of a query, if there is one."""
        with environment_errors(altered=self._altered):
            found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def value(self, sql: str, values: Sequence[Value] = ()) -> Value:
        """The first value of the first row; None without a row."""
        found = self.row(sql, values)
        return found[0] if found else None

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one writing statement inside the transaction; the number of rows it touched."""
        self._assert_writing()
        with environment_errors():
            return int(self._connection.execute(sql, values).rowcount)

    def write_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run one writing statement for many rows inside the transaction."""
        self._assert_writing()
        with environment_errors():
            self._connection.executemany(sql, rows)

    def _assert_writing(self) -> None:
        if not self._writing:
            raise RuntimeError("writing outside Stockpile.transaction()")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: commit at the end, roll everything back on any exception."""
        self._begin()
        try:
            yield
            with environment_errors():
                self._connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._writing = False

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Like `transaction`, but always rolled back: a dry run sees everything, changes nothing."""
        self._begin()
        try:
            yield
        finally:
            self._roll_back()
            self._writing = False

    def _begin(self) -> None:
        if self.read_only:
            raise KnownError(Cause.READ_ONLY, self.read_only)
        if self._writing:
            raise RuntimeError("one operation, one transaction: already inside one")
        with environment_errors():
            self._connection.execute("BEGIN IMMEDIATE")
        self._writing = True

    def _roll_back(self) -> None:
        with suppress(Exception):  # SQLite has rolled back by itself after a full disk
            self._connection.execute("ROLLBACK")

    def reader(self) -> Stockpile:
        """A second connection to the same file that can only read, for another thread."""
        return Stockpile(
            self.path,
            connect(self.path, self._key, read_only=True),
            self._key,
            self.actor,
            self.assembly,
            clock=self.clock,
            ids=self.ids,
            lock=None,
            read_only=tr("This connection only reads"),
            altered=self._altered,
        )

    @contextmanager
    def acted_by(self, actor: Actor) -> Iterator[None]:
        """Inside the block somebody else acts: the second person, at the first one's desk."""
        first, self.actor = self.actor, actor
        try:
            yield
        finally:
            self.actor = first

    def interrupt(self) -> None:
        """Stop what another thread asks of this connection just now."""
        self._connection.interrupt()

    def stop_writing(self, why: str) -> None:
        """Put the open file in read-only mode: a check failed; looking and exporting go on."""
        self.read_only = why

    def key_for_slots(self) -> bytes:
        """The key the file is open with, to be wrapped for one more person; never shown, never stored bare."""
        return self._key

    def has_key(self, key: bytes) -> bool:
        """Whether this is the key the file is open with."""
        return key == self._key

    def damaged_pages(self) -> list[str]:
        """What `cipher_integrity_check` and `quick_check` say; empty when every page is sound."""
        bad: list[str] = []
        for check in ("cipher_integrity_check", "quick_check"):
            try:
                bad += [str(row[0]) for row in self.rows(f"PRAGMA {check}") if row[0] != "ok"]
            except KnownError as error:
                bad.append(error.sentence)
        return bad

    def schema_differences(self) -> list[SchemaDifference]:
        """What is not as this program makes it: dropped triggers, added or changed tables."""
        with environment_errors(altered=self._altered):
            return schema_differences(self._connection)

    def copy_to(self, draft: Path, progress: Progress = silent) -> Copied:
        """Copy the whole file, open as it is, under the same key; every page is checked on the way.

        Raises:
            KnownError: too little room, or the disk refuses.
        """
        if self._writing:
            raise RuntimeError("copying inside a transaction")
        return self._copier.copy_to(draft, self._connection, progress, alone=self._lock is not None)

    def rekeyed_copy(self, target: Path, new_key: bytes, progress: Progress = silent) -> None:
        """Write the same books to `target` under another key; nothing in the open file changes.

        Raises:
            KnownError: too little room, a page that cannot be read, or the disk refuses.
        """
        self._copier.copy_pages_to(target, new_key, progress)

    def close(self) -> None:
        """Fold the write-ahead log back into the file and let the next one in."""
        if self.closing:
            with suppress(Exception):
                self.closing(self)
            self.closing = None
        if not self.read_only:
            with suppress(Exception):
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with suppress(Exception):
            self._connection.close()
        self._copier.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Stockpile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
