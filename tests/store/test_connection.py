"""The connection: encrypted, every safeguard on and read back, silent, and told in sentences."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from stockpile_app.base import Cause, KnownError, Refused
from stockpile_app.store import driver
from stockpile_app.store.connection import _SETTINGS, connect
from tests.books import Books, new_books
from tests.tampering import key_of


@pytest.mark.parametrize(("name", "expected"), [(name, expected) for name, _, expected in _SETTINGS])
def test_every_safeguard_is_on(books: Books, name: str, expected: object) -> None:
    assert books.stockpile.value(f"PRAGMA {name}") == expected


def test_the_safeguards_are_the_promised_ones() -> None:
    assert {name: value for name, value, _ in _SETTINGS} == {
        "synchronous": "EXTRA",
        "journal_mode": "WAL",
        "foreign_keys": "ON",
        "recursive_triggers": "ON",
        "trusted_schema": "OFF",
        "cell_size_check": "ON",
        "busy_timeout": "2000",
        "mmap_size": "0",
    }


def test_a_setting_that_does_not_take_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("stockpile_app.store.connection._SETTINGS", (("journal_mode", "DELETE", "wal"),))
    with pytest.raises(KnownError) as refused:
        connect(tmp_path / "a.stockpile", bytes(32))
    assert "journal_mode" in refused.value.sentence


def test_an_unsafe_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    driver.assert_safe_version()
    assert tuple(map(int, dbapi2.sqlite_version.split("."))) >= (3, 51, 3)
    monkeypatch.setattr(driver.dbapi2, "sqlite_version", "3.51.2")
    with pytest.raises(KnownError, match=r"3\.51\.2 can lose data"):
        driver.raw_connect(":memory:")


def test_the_file_is_encrypted(books: Books) -> None:
    books.rifle("KM 06427")
    books.stockpile.close()
    content = books.path.read_bytes()
    assert b"KM 06427" not in content
    assert not content.startswith(b"SQLite format 3")
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(books.path).execute("SELECT * FROM weapon")


@pytest.mark.parametrize(
    "name", ["a b.stockpile", "50%.stockpile", "what?.stockpile", "n#1.stockpile", "данные.stockpile"]
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    books = new_books(tmp_path, file_name=name)
    books.reopen()
    books.stockpile.close()
    assert (tmp_path / name).stat().st_size > 0


WRONG = (
    "import sys\nfrom pathlib import Path\nfrom stockpile_app.store.connection import connect\n"
    "from stockpile_app.base import KnownError\n"
    "try:\n    c = connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))\n"
    "    c.execute('PRAGMA cipher_integrity_check').fetchall(); c.execute('SELECT * FROM account').fetchall()\n"
    "except Exception as error:\n    print(error)\n"
)


@pytest.mark.parametrize("harm", ["key", "page"])
def test_nothing_is_written_to_stderr(books: Books, harm: str) -> None:
    books.stockpile.close()
    key = key_of(books)
    if harm == "key":
        key = bytes(32)
    else:
        content = bytearray(books.path.read_bytes())
        for page in range(4096, len(content), 4096):
            content[page + 100] ^= 1
        books.path.write_bytes(content)
    told = subprocess.run(
        [sys.executable, "-c", WRONG, str(books.path), key.hex()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stderr == ""
    assert told.stdout


def test_a_wrong_key_is_a_calm_sentence(books: Books) -> None:
    books.stockpile.close()
    with pytest.raises(KnownError) as refused:
        connect(books.path, bytes(32))
    assert refused.value.cause is Cause.WRONG_PASSPHRASE


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        (dbapi2.SQLITE_FULL, Cause.DISK_FULL),
        (dbapi2.SQLITE_READONLY, Cause.READ_ONLY),
        (dbapi2.SQLITE_BUSY, Cause.LOCKED),
        (dbapi2.SQLITE_CORRUPT | 1 << 8, Cause.DAMAGED),
        (dbapi2.SQLITE_NOTADB, Cause.WRONG_PASSPHRASE),
        (dbapi2.SQLITE_IOERR | 10 << 8, Cause.IO),
        (dbapi2.SQLITE_CANTOPEN, Cause.NOT_FOUND),
    ],
)
def test_what_the_disk_does_is_told_in_a_sentence(code: int, cause: Cause) -> None:
    error = dbapi2.OperationalError("told by sqlite")
    error.sqlite_errorcode = code
    with pytest.raises(KnownError) as known, driver.environment_errors():
        raise error
    assert known.value.cause is cause
    assert known.value.sentence == driver.sentence(cause)


def test_our_own_bugs_pass_through(books: Books) -> None:
    with pytest.raises(dbapi2.OperationalError, match="no such column"):
        books.stockpile.rows("SELECT colour FROM weapon")


def test_half_a_character_and_a_number_beyond_counting_are_findings(books: Books) -> None:
    for value in ("KM \udc80", 1 << 80):
        with pytest.raises(Refused) as refused:
            books.stockpile.rows("SELECT ?", [value])
        assert refused.value.findings[0].rule == "TEXT-04"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the file system decides")
def test_errors_of_the_driver_are_its_own_class() -> None:
    from sqlite_utils.utils import sqlite3 as used_by_library

    assert used_by_library.OperationalError is dbapi2.OperationalError
