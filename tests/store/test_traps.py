"""Traps of the libraries under the store, reproduced: why the store is written as it is.

Each test shows the trap itself on a bare database, and beside it that the store does not step in it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2
from sqlite_utils import Database

from stockpile_app.store.migrations import APPEND_ONLY
from tests.books import Books

STORE = Path(__file__).resolve().parents[2] / "stockpile_app"


@pytest.fixture
def bare() -> Iterator[Any]:
    """A bare database in memory with one append-only table."""
    connection = dbapi2.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE paper (id INTEGER PRIMARY KEY, text TEXT UNIQUE)")
    connection.execute(
        "CREATE TRIGGER paper_stands BEFORE DELETE ON paper BEGIN SELECT RAISE(ABORT, 'never'); END"
    )
    connection.execute("INSERT INTO paper VALUES (1, 'one')")
    yield connection
    connection.close()


def test_transform_drops_every_trigger(bare: Any) -> None:
    database = Database(bare, execute_plugins=False)
    database["paper"].transform(rename={"text": "words"})
    assert not bare.execute("SELECT 1 FROM sqlite_master WHERE type = 'trigger'").fetchall()


def test_the_store_transforms_nothing() -> None:
    assert not [path for path in STORE.rglob("*.py") if ".transform(" in path.read_text(encoding="utf-8")]


def test_replace_passes_by_the_delete_trigger_when_triggers_do_not_recurse(bare: Any) -> None:
    assert bare.execute("PRAGMA recursive_triggers").fetchone()[0] == 0
    bare.execute("INSERT OR REPLACE INTO paper VALUES (1, 'forged')")
    assert bare.execute("SELECT text FROM paper").fetchall() == [("forged",)]
    bare.execute("PRAGMA recursive_triggers = ON")
    with pytest.raises(dbapi2.IntegrityError, match="never"):
        bare.execute("INSERT OR REPLACE INTO paper VALUES (1, 'forged again')")


def test_atomic_begins_deferred_and_fails_at_once_when_it_read_first(tmp_path: Path) -> None:
    one, other = (dbapi2.connect(str(tmp_path / "a.db"), isolation_level=None) for _ in range(2))
    one.execute("PRAGMA journal_mode = WAL")
    one.execute("CREATE TABLE paper (id INTEGER PRIMARY KEY)")
    one.execute("PRAGMA busy_timeout = 4000")

    def read_then_write() -> None:
        with Database(one, execute_plugins=False).atomic():
            one.execute("SELECT * FROM paper").fetchall()
            other.execute("INSERT INTO paper VALUES (1)")
            one.execute("INSERT INTO paper VALUES (2)")

    with pytest.raises(dbapi2.OperationalError, match="locked"):
        read_then_write()
    one.close()
    other.close()


def test_the_store_takes_the_write_lock_before_it_reads(books: Books) -> None:
    asked: list[str] = []
    books.stockpile._connection.set_trace_callback(asked.append)
    books.rifle("KM 06427")
    books.stockpile._connection.set_trace_callback(None)
    bounds = [statement for statement in asked if statement.startswith(("BEGIN", "COMMIT", "SAVEPOINT"))]
    assert bounds == ["BEGIN IMMEDIATE", "COMMIT"]
    writes = [n for n, statement in enumerate(asked) if statement.startswith(("INSERT", "UPDATE"))]
    assert asked.index("BEGIN IMMEDIATE") < min(writes) < max(writes) < asked.index("COMMIT")


def test_a_backup_inside_an_open_transaction_hangs(tmp_path: Path) -> None:
    script = (
        "from sqlcipher3 import dbapi2\n"
        f"one = dbapi2.connect({str(tmp_path / 'a.db')!r}, isolation_level=None)\n"
        "one.execute('CREATE TABLE paper (id INTEGER)')\n"
        "one.execute('BEGIN IMMEDIATE')\n"
        "one.execute('INSERT INTO paper VALUES (1)')\n"
        f"one.backup(dbapi2.connect({str(tmp_path / 'b.db')!r}))\n"
    )
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", script], timeout=2, check=False, capture_output=True)
    copying = [path.name for path in STORE.rglob("*.py") if ".backup(" in path.read_text(encoding="utf-8")]
    assert copying == ["copying.py"]  # always from a second connection, which has no transaction


def test_a_copy_inside_a_transaction_is_our_own_bug(books: Books, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="inside a transaction"), books.stockpile.transaction():
        books.stockpile.copy_to(tmp_path / "copy")


def test_a_mistyped_table_is_made_by_the_library_and_refused_by_the_store(bare: Any, books: Books) -> None:
    Database(bare, execute_plugins=False)["papper"].insert({"id": 1})
    assert bare.execute("SELECT * FROM papper").fetchall() == [(1,)]
    with pytest.raises(dbapi2.OperationalError, match="no such table"), books.stockpile.transaction():
        books.stockpile.write("INSERT INTO movment VALUES (1)")


def test_a_clashing_row_is_dropped_by_ignore_and_refused_by_the_store(bare: Any, books: Books) -> None:
    Database(bare, execute_plugins=False)["paper"].insert({"id": 1, "text": "lost"}, ignore=True)
    assert bare.execute("SELECT text FROM paper").fetchall() == [("one",)]
    with pytest.raises(dbapi2.IntegrityError), books.stockpile.transaction():
        books.stockpile.write("INSERT INTO depot VALUES (2, 'B', 'the same code', 1)")
    ignoring = ("OR IGNORE", "ignore=True", "OR REPLACE")
    assert not [
        path
        for path in STORE.rglob("*.py")
        if any(word in path.read_text(encoding="utf-8") for word in ignoring)
    ]


def test_a_python_function_in_a_trigger_fails_where_the_schema_is_not_trusted(bare: Any) -> None:
    bare.create_function("key_of", 1, str.upper, deterministic=True)
    bare.execute("CREATE TRIGGER t AFTER INSERT ON paper BEGIN SELECT key_of(NEW.text); END")
    bare.execute("INSERT INTO paper VALUES (2, 'two')")
    bare.execute("PRAGMA trusted_schema = OFF")
    with pytest.raises(dbapi2.OperationalError, match="unsafe use of key_of"):
        bare.execute("INSERT INTO paper VALUES (3, 'three')")


def test_a_check_fires_before_on_conflict_so_the_store_asks_in_a_trigger(bare: Any, books: Books) -> None:
    bare.execute("CREATE TABLE held (id INTEGER PRIMARY KEY, quantity INTEGER CHECK (quantity >= 0))")
    bare.execute("INSERT INTO held VALUES (1, 10)")
    upsert = (
        "INSERT INTO held VALUES (1, -3) ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity"
    )
    with pytest.raises(dbapi2.IntegrityError, match="CHECK"):
        bare.execute(upsert)
    sql = books.stockpile.value("SELECT sql FROM sqlite_master WHERE name = 'holding'")
    assert "CHECK" not in sql
    books.slings(2)
    with pytest.raises(dbapi2.IntegrityError, match="less than nothing"), books.stockpile.transaction():
        books.stockpile.write("UPDATE holding SET quantity = -1 WHERE account_id >= 100")


def test_the_library_runs_no_plugins_of_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import sqlite_utils.plugins

    assert "execute_plugins=False" in (STORE / "store" / "migrations.py").read_text(encoding="utf-8")
    ran: list[Any] = []

    def prepare(conn: Any) -> None:
        ran.append(conn)

    monkeypatch.setattr(sqlite_utils.plugins.pm.hook, "prepare_connection", prepare)
    from tests.books import new_books

    new_books(tmp_path).stockpile.close()
    assert ran == []
    Database(memory=True)
    assert len(ran) == 1
    assert EntryPoint  # the door by which such plugins come in


# Append-only ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """Books with rows in every table."""
    from tests.full_books import full_books

    books = full_books(tmp_path_factory.mktemp("full"))
    with books.stockpile.transaction():
        books.stockpile.write("INSERT INTO activity VALUES (1, '', '', '', '')")
    yield books
    books.stockpile.close()


def _first(books: Books, table: str) -> tuple[list[str], tuple[Any, ...]]:
    columns = [row[0] for row in books.stockpile.rows(f"SELECT name FROM pragma_table_info('{table}')")]
    row = books.stockpile.row(f"SELECT * FROM {table}")
    assert row is not None, f"{table} is empty: nothing is proved"
    return columns, row


@pytest.mark.parametrize("act", ["update", "delete", "replace"])
def test_what_was_posted_is_never_edited_or_deleted(full: Books, act: str) -> None:
    for table in (*APPEND_ONLY, "item_type", "user", "weapon"):
        columns, row = _first(full, table)
        statement, values = {
            "update": (f"UPDATE {table} SET {columns[-1]} = {columns[-1]}, {columns[0]} = {columns[0]}", ()),
            "delete": (f"DELETE FROM {table}", ()),
            "replace": (f"INSERT OR REPLACE INTO {table} VALUES ({', '.join('?' * len(row))})", row),
        }[act]
        with pytest.raises(dbapi2.IntegrityError, match=r"never|amended only"), full.stockpile.transaction():
            full.stockpile.write(statement, values)
        assert full.stockpile.row(f"SELECT * FROM {table}") == row, table


def test_every_journalled_table_is_guarded(full: Books) -> None:
    from stockpile_app.audit import BodyCodec

    guarded = {*APPEND_ONLY, "item_type", "user", "weapon"}
    assert {codec.table for codec in full.stockpile.assembly.of(BodyCodec)} <= guarded
    amended = {codec.table for codec in full.stockpile.assembly.of(BodyCodec) if codec.amendable}
    assert amended == {"item_type", "user"}


def test_an_item_type_keeps_its_tracking_even_from_a_bare_statement(full: Books) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="keeps its tracking"), full.stockpile.transaction():
        full.stockpile.write("UPDATE item_type SET tracking = 'lot', entry = entry + 1 WHERE id = 1")


def test_a_weapon_keeps_its_identity_even_from_a_bare_statement(full: Books) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="identity is never edited"), full.stockpile.transaction():
        full.stockpile.write("UPDATE weapon SET serial = 'other' WHERE id = 1")
