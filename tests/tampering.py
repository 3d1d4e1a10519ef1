"""The insider with the key in hand and the bare driver: edits a closed stockpile behind its back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stockpile_app import audit
from stockpile_app.access import key_from_code
from stockpile_app.audit import BodyCodec, Proof
from stockpile_app.store.driver import raw_connect
from tests.books import Books, reopened


@contextmanager
def bare(path: Path, key: bytes) -> Iterator[Any]:
    """The file through the bare driver: no foreign keys, no triggers, no checks."""
    connection = raw_connect(str(path))
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA synchronous = OFF")
        yield connection
    finally:
        connection.close()


@contextmanager
def without_triggers(connection: Any) -> Iterator[None]:
    """Drop every trigger, and put them back as they were: the schema looks untouched."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    try:
        yield
    finally:
        for _, sql in triggers:
            connection.execute(sql)


def edit(path: Path, key: bytes, *statements: tuple[str, tuple[Any, ...]]) -> int:
    """Run statements behind the program's back; how many rows they touched."""
    with bare(path, key) as connection:
        connection.execute("BEGIN")
        with without_triggers(connection):
            touched = sum(connection.execute(sql, values).rowcount for sql, values in statements)
        connection.execute("COMMIT")
    return touched


def proof_of(books: Books) -> Proof:
    """Open the file as the program does and verify all of it."""
    stockpile = reopened(books)
    try:
        return audit.verify(stockpile)
    finally:
        stockpile.close()


def key_of(books: Books) -> bytes:
    """The database key, from the recovery sheet."""
    return key_from_code(books.recovery_code)


def codecs(books: Books) -> tuple[BodyCodec, ...]:
    """Every kind of record that the journal writes."""
    return books.stockpile.assembly.of(BodyCodec)
