"""The insider with the key in hand and the bare driver: edits a closed stockpile behind its back."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from stockpile_app import audit
from stockpile_app.access import key_from_code
from stockpile_app.audit import BodyCodec, Entry, Proof
from stockpile_app.audit.journal import GENESIS, entry_hash
from stockpile_app.audit.merkle import completed_nodes
from stockpile_app.store import Stockpile
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
def without_triggers(connection: Any, touched: str = "") -> Iterator[None]:
    """Drop the triggers of the tables that are named, or all, and put them back: the schema looks untouched."""
    words = set(re.findall(r"\w+", touched))
    triggers = [
        (name, sql)
        for name, sql, table in connection.execute(
            "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        if not touched or table in words
    ]
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
        with without_triggers(connection, " ".join(sql for sql, _ in statements)):
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


@contextmanager
def undone(stockpile: Stockpile, table: str) -> Iterator[None]:
    """Inside the block a table of open books can be edited like any other; afterwards nothing has happened."""
    stockpile.rows("PRAGMA ignore_check_constraints = ON")
    with stockpile.rehearsal():
        stockpile.write("PRAGMA defer_foreign_keys = ON")
        for (name,) in stockpile.rows(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", [table]
        ):
            stockpile.write(f"DROP TRIGGER {name}")
        yield


def key_of(books: Books) -> bytes:
    """The database key, from the recovery sheet."""
    return key_from_code(books.recovery_code)


def codecs(books: Books) -> tuple[BodyCodec, ...]:
    """Every kind of record that the journal writes."""
    return books.stockpile.assembly.of(BodyCodec)


def recompute(connection: Any) -> None:
    """The informed insider: make chain, tree and the last verified entry fit what the bodies say now."""
    previous, nodes = GENESIS, {}
    for row in connection.execute(
        "SELECT entry, operation_id, kind, recorded_at, actor, lines, body_hash, previous, hash FROM journal "
        "ORDER BY entry"
    ).fetchall():
        parts = connection.execute(
            "SELECT body FROM journal_body WHERE entry = ? ORDER BY part", [row[0]]
        ).fetchall()
        digest = hashlib.sha256(b"".join(bytes(part[0]) for part in parts)).digest()
        line = replace(Entry(*row), body_hash=digest, previous=previous)
        previous = entry_hash(line)
        connection.execute(
            "UPDATE journal SET body_hash = ?, previous = ?, hash = ? WHERE entry = ?",
            (digest, line.previous, previous, line.entry),
        )
        nodes[0, line.entry - 1] = previous
        for level, position, node in completed_nodes(line.entry, previous, lambda lv, at: nodes[lv, at]):
            nodes[level, position] = node
    connection.execute("DELETE FROM journal_node")
    connection.executemany(
        "INSERT INTO journal_node VALUES (?, ?, ?)",
        [(level, position, node) for (level, position), node in nodes.items() if level],
    )
    connection.execute("UPDATE verified SET entry = ?, hash = ?", (line.entry, previous))


def cut_last(connection: Any, entries: int) -> None:
    """Take away the last entries of the journal and everything they wrote."""
    end = connection.execute("SELECT max(entry) FROM journal").fetchone()[0] - entries
    for (table,) in connection.execute(
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'entry' "
        "WHERE m.type = 'table' AND m.name <> 'verified'"
    ).fetchall():
        connection.execute(f"DELETE FROM {table} WHERE entry > ?", [end])
    connection.execute("DELETE FROM checkpoint WHERE size > ?", [end])
    recompute(connection)


def rewrite_history(path: Path, key: bytes, *statements: tuple[str, tuple[Any, ...]]) -> None:
    """Edit rows and bodies alike, and recompute everything that would show it."""
    with bare(path, key) as connection:
        connection.execute("BEGIN")
        with without_triggers(connection):
            for sql, values in statements:
                connection.execute(sql, values)
            recompute(connection)
        connection.execute("COMMIT")
