"""The encrypted driver, and its errors told as calm sentences.

Nobody else imports a driver.  `environment_errors` turns what the disk, another program or a
damaged page does to us into `KnownError`; a broken constraint or a wrong statement is our bug and
passes through untouched.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlcipher3 import dbapi2

from stockpile_app.base import Cause, Finding, KnownError, Refused, Severity, tr
from stockpile_app.base.plain_text import without_hidden_signs

Connection = Any  # sqlcipher3 ships no types; the shape is sqlite3.Connection's
DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError

OLDEST_SAFE = (3, 51, 3)
"""SQLite before 3.51.3 can lose committed data when the write-ahead log is reset."""

_CAUSES: dict[int, Cause] = {
    dbapi2.SQLITE_FULL: Cause.DISK_FULL,
    dbapi2.SQLITE_READONLY: Cause.READ_ONLY,
    dbapi2.SQLITE_BUSY: Cause.LOCKED,
    dbapi2.SQLITE_LOCKED: Cause.LOCKED,
    dbapi2.SQLITE_CORRUPT: Cause.DAMAGED,
    dbapi2.SQLITE_NOTADB: Cause.WRONG_PASSPHRASE,
    dbapi2.SQLITE_IOERR: Cause.IO,
    dbapi2.SQLITE_CANTOPEN: Cause.NOT_FOUND,
    dbapi2.SQLITE_PERM: Cause.READ_ONLY,
    dbapi2.SQLITE_PROTOCOL: Cause.LOCKED,
}

_SAID: dict[str, Cause] = {
    "database or disk is full": Cause.DISK_FULL,
    "disk I/O error": Cause.IO,
    "database is locked": Cause.LOCKED,
    "attempt to write a readonly database": Cause.READ_ONLY,
    "database disk image is malformed": Cause.DAMAGED,
    "unable to open database file": Cause.NOT_FOUND,
}
"""The driver's page copy raises its errors without their codes."""


def raw_connect(path: str, *, read_only: bool = False, settled: bool = False) -> Connection:
    """A bare connection without key or settings; transactions are opened by hand.

    Args:
        path: The file.
        read_only: Never write.
        settled: The file stands on a medium where nothing can change it, and no log beside it is read.
    """
    assert_safe_version()
    mode = "mode=ro" if read_only else "mode=rwc"
    return dbapi2.connect(
        f"file:{_escaped(path)}?{mode}{'&immutable=1' if settled else ''}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def sqlite_version() -> tuple[int, ...]:
    """The version of SQLite inside the driver."""
    return tuple(int(part) for part in dbapi2.sqlite_version.split("."))


def cipher_version() -> str:
    """The version of SQLCipher inside the driver; '' when it does not say."""
    connection = dbapi2.connect(":memory:")
    try:
        row = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return str(row[0]) if row else ""


def assert_safe_version() -> None:
    """Refuse to run on an SQLite that can lose committed data."""
    if sqlite_version() < OLDEST_SAFE:
        raise KnownError(
            Cause.FOREIGN,
            tr(
                "The installed SQLite {version} can lose data. Install SQLite 3.51.3 or newer",
                version=dbapi2.sqlite_version,
            ),
        )


def sentence(cause: Cause) -> str:
    """What to say, and what to do, when the environment stops us."""
    return {
        Cause.DISK_FULL: tr("Nothing was written. The disk is full: free 200 MB and try again"),
        Cause.READ_ONLY: tr("Nothing was written. The file or its disk can only be read"),
        Cause.LOCKED: tr("Nothing was written. Another program holds the file: close it and try again"),
        Cause.DAMAGED: tr("The file is damaged. Keep it, and open the newest backup"),
        Cause.WRONG_PASSPHRASE: tr("The file cannot be read with this key, or it is not a stockpile"),
        Cause.IO: tr("Nothing was written. The disk did not answer: check it before going on"),
        Cause.NOT_FOUND: tr("The file cannot be opened. Check its name and its folder"),
    }[cause]


@contextmanager
def environment_errors(*, altered: bool = False) -> Iterator[None]:
    """Raise `KnownError` for what is the environment's fault, `Refused` for what cannot be stored.

    Our own bugs pass through untouched.

    Args:
        altered: The schema was changed by hand, so that a table or column that we name may be gone.
    """
    try:
        yield
    except dbapi2.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) or 0
        cause = _CAUSES.get(code & 0xFF) or _SAID.get(str(error))
        if altered and code & 0xFF == dbapi2.SQLITE_ERROR:
            cause = Cause.DAMAGED
        if cause is None:
            raise
        raise KnownError(cause, sentence(cause)) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise Refused([_cannot_be_stored(error)]) from error


def _cannot_be_stored(error: UnicodeEncodeError | OverflowError) -> Finding:
    """TEXT-04: half a character, or a number beyond every count, was typed or passed in."""
    got = without_hidden_signs(error.object)[:60] if isinstance(error, UnicodeEncodeError) else str(error)
    return Finding(
        rule="TEXT-04",
        severity=Severity.REFUSAL,
        sentence=tr("This cannot be written into the books"),
        field=tr("Text"),
        expected=tr("letters, digits and signs that can be read"),
        got=got,
        remedy=tr("Type it anew"),
    )
