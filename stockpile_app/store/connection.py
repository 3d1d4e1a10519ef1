"""One hardened connection: every setting made, then read back.

The order matters (STACK): silence the cipher's log, key, durability, then everything that makes a
hostile or damaged file harmless.
"""

from __future__ import annotations

from pathlib import Path

from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store.driver import Connection, environment_errors, raw_connect

BUSY_MS = 2000

_SETTINGS: tuple[tuple[str, str, object], ...] = (
    ("synchronous", "EXTRA", 3),
    ("journal_mode", "WAL", "wal"),
    ("foreign_keys", "ON", 1),
    ("recursive_triggers", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("busy_timeout", str(BUSY_MS), BUSY_MS),
    ("mmap_size", "0", 0),
)
_NEEDS_WRITING = {"journal_mode"}
_NO_ROOM_FOR_A_LOG = {Cause.NOT_FOUND, Cause.READ_ONLY, Cause.DISK_FULL, Cause.IO}
"""What SQLite says when it can read the file and cannot make its log beside it."""


def connect(path: Path, key: bytes, *, read_only: bool = False, settled: bool = False) -> Connection:
    """Open `path` with its raw 32-byte key and every safeguard on.

    `settled` is for a file that nobody else writes: no log beside it is read or made.

    Raises:
        KnownError: wrong key, not a stockpile, damaged, or locked.
    """
    try:
        return _connect(path, key, read_only=read_only, settled=settled)
    except KnownError as error:
        if not read_only or error.cause not in _NO_ROOM_FOR_A_LOG:
            raise
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise KnownError(
            Cause.READ_ONLY,
            tr(
                "These books were not closed the last time. Copy {name} and {log} to a disk with room, "
                "and open the copy",
                name=path.name,
                log=log.name,
            ),
        )
    return _connect(path, key, read_only=True, settled=True)


def _connect(path: Path, key: bytes, *, read_only: bool, settled: bool = False) -> Connection:
    with environment_errors():
        connection = raw_connect(str(path), read_only=read_only, settled=settled)
        try:
            _harden(connection, key, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _harden(connection: Connection, key: bytes, *, read_only: bool) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    for name, value, expected in _SETTINGS:
        if read_only and name in _NEEDS_WRITING:
            continue
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        got = connection.execute(f"PRAGMA {name}").fetchone()
        if got is not None and got[0] != expected:
            raise KnownError(
                Cause.IO,
                tr("This disk does not allow safe writing ({setting}). Use a local disk", setting=name),
            )
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")
