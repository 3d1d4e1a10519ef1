"""Make, open, or only look into a stockpile's file.

Opening for writing takes the writer's lock, migrates, and shows that the disk can be written; where
it cannot, or where the schema was changed by hand, the file is opened to look, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from stockpile_app.base import (
    Assembly,
    Cause,
    Clock,
    IdSource,
    KnownError,
    RandomIds,
    SystemClock,
    tr,
)
from stockpile_app.base.clock import utc_text
from stockpile_app.store.connection import connect
from stockpile_app.store.driver import Connection, environment_errors
from stockpile_app.store.lock import WriterLock
from stockpile_app.store.migrations import (
    SCHEMA_VERSION,
    migrate,
    refuse_foreign,
    refuse_newer,
    refuse_older,
    version_of,
)
from stockpile_app.store.schema_check import schema_differences
from stockpile_app.store.stockpile import Actor, Stockpile

SMALLEST = 4096
"""No stockpile is shorter than one page."""

_CANNOT_WRITE = {Cause.READ_ONLY, Cause.DISK_FULL, Cause.IO}


def create_file(
    path: Path,
    key: bytes,
    actor: Actor,
    assembly: Assembly,
    *,
    clock: Clock | None = None,
    ids: IdSource | None = None,
) -> Stockpile:
    """Make a new, empty, encrypted file with the current schema; nothing is left of one that fails.

    Raises:
        KnownError: something of that name exists, or the disk refuses.
    """
    if path.exists():
        raise KnownError(Cause.EXISTS, tr("{name} exists already. Choose another name", name=path.name))
    lock = WriterLock(path, utc_text((clock or SystemClock()).now()))
    with ExitStack() as undone:
        undone.callback(remove_file, path)
        undone.callback(lock.release)
        connection = connect(path, key)
        undone.callback(connection.close)
        with environment_errors():
            migrate(connection)
        undone.pop_all()
    return Stockpile(
        path,
        connection,
        key,
        actor,
        assembly,
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
        lock=lock,
    )


def remove_file(path: Path) -> None:
    """Take away a stockpile that could not be founded, with what stands beside it."""
    for suffix in ("", "-wal", "-shm", "-journal", "-open"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def open_file(
    path: Path,
    key: bytes,
    actor: Actor,
    assembly: Assembly,
    *,
    clock: Clock | None = None,
    ids: IdSource | None = None,
) -> Stockpile:
    """Open an existing file for writing, or only to read when its medium cannot be written.

    Raises:
        KnownError: missing, foreign, newer, damaged, wrong key, or open elsewhere.
    """
    if not path.is_file():
        raise KnownError(Cause.NOT_FOUND, tr("There is no file {name}", name=str(path)))
    clock, ids = clock or SystemClock(), ids or RandomIds()
    if path.stat().st_size < SMALLEST:  # the driver would take it for a new file, and write
        raise KnownError(
            Cause.DAMAGED, tr("{name} is empty or cut off. Open the newest backup", name=path.name)
        )
    stockpile = _open_to_write(path, key, actor, assembly, clock, ids)
    return stockpile or look_into(path, key, actor, assembly, clock, ids)


def _open_to_write(
    path: Path, key: bytes, actor: Actor, assembly: Assembly, clock: Clock, ids: IdSource
) -> Stockpile | None:
    """The file open for writing; None where it can only be read."""
    try:
        with ExitStack() as undone:
            lock = WriterLock(path, utc_text(clock.now()))
            undone.callback(lock.release)
            found = _connected_to_write(path, key)
            if found is None:
                return None
            undone.pop_all()
    except KnownError as error:
        if error.cause in _CANNOT_WRITE:
            return None
        raise
    connection, upgraded = found
    stockpile = Stockpile(path, connection, key, actor, assembly, clock=clock, ids=ids, lock=lock)
    stockpile.upgraded = upgraded
    return stockpile


@contextmanager
def _looked_at(connection: Connection) -> Iterator[None]:
    """Inside the block a fresh connection is looked at; where that fails it is closed."""
    try:
        with environment_errors():
            refuse_foreign(connection)
            yield
    except BaseException:
        connection.close()
        raise


def _connected_to_write(path: Path, key: bytes) -> tuple[Connection, bool] | None:
    """A connection that has shown that it can write, and whether the file was just brought to this schema.

    None where the schema was changed by hand.
    """
    connection = connect(path, key)
    with _looked_at(connection):
        upgraded = version_of(connection) < SCHEMA_VERSION
        migrate(connection)
        if schema_differences(connection):
            connection.close()
            return None
        # A power cut while the log was folded in leaves torn pages under it: fold it in again.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("UPDATE verified SET at = at WHERE id = 0")  # refused where nothing can be written
    return connection, upgraded


def look_into(
    path: Path,
    key: bytes,
    actor: Actor,
    assembly: Assembly,
    clock: Clock,
    ids: IdSource,
    *,
    settled: bool = False,
) -> Stockpile:
    """Open a file only to look; `settled` where nobody else writes it and no log stands beside it.

    Raises:
        KnownError: foreign, newer, older, damaged, or the wrong key.
    """
    connection = connect(path, key, read_only=True, settled=settled)
    with _looked_at(connection):
        refuse_newer(connection)
        refuse_older(connection)
        differences = schema_differences(connection)
    if differences:
        why = tr("Read only: {trouble}. You can look, export and back up", trouble=differences[0].sentence)
    else:
        why = tr("Read only: the file or its disk cannot be written. You can look and export")
    return Stockpile(
        path,
        connection,
        key,
        actor,
        assembly,
        clock=clock,
        ids=ids,
        lock=None,
        read_only=why,
        altered=bool(differences),
    )


def opened_copy(stockpile: Stockpile, path: Path, key: bytes | None = None) -> Stockpile:
    """Open a copy of these books that nobody else writes, to look at and compare.

    Raises:
        KnownError: the key does not open it, or it is damaged.
    """
    return look_into(
        path,
        key or stockpile.key_for_slots(),
        stockpile.actor,
        stockpile.assembly,
        stockpile.clock,
        stockpile.ids,
        settled=True,
    )
