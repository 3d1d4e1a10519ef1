"""Whatever is changed behind the program's back is found, and named by table, row and field."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import assembly, audit
from stockpile_app.audit import BodyCodec, Proof, Trouble
from stockpile_app.audit.comparison import compare_rows
from stockpile_app.base import Cause, KnownError, silent
from stockpile_app.store import Stockpile
from stockpile_app.store.migrations import APPEND_ONLY
from tests.books import Books, a_depot, reopened
from tests.full_books import full_books
from tests.tampering import bare, edit, key_of, proof_of, undone

TABLES = tuple(codec.table for codec in assembly.ASSEMBLY.of(BodyCodec))
CODECS = {codec.table: codec for codec in assembly.ASSEMBLY.of(BodyCodec)}
JOURNAL = ("operation_id", "kind", "recorded_at", "actor", "lines", "body_hash", "previous", "hash")


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Full books, closed; each test edits a copy."""
    books = full_books(tmp_path_factory.mktemp("master"))
    assert audit.verify(books.stockpile).holds
    books.stockpile.close()
    return books


@pytest.fixture(scope="module")
def opened(master: Books, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stockpile]:
    """An open copy of the full books; what is edited in it is undone."""
    stockpile = reopened(_copied(master, tmp_path_factory.mktemp("opened")))
    yield stockpile
    stockpile.close()


@pytest.fixture
def closed(master: Books, tmp_path: Path) -> Books:
    """A closed copy of the full books."""
    return _copied(master, tmp_path)


def _copied(master: Books, folder: Path) -> Books:
    for file in master.path.parent.iterdir():
        shutil.copy(file, folder / file.name)
    copy = Books(
        master.stockpile, master.clock, master.ids, master.recovery_code, master.places, master.items
    )
    copy.stockpile = _AtPath(folder / master.path.name)  # type: ignore[assignment]
    return copy


class _AtPath:
    """Stands for a closed stockpile: only where it is."""

    def __init__(self, path: Path) -> None:
        self.path = path


def _found(proof: Proof, table: str, field: str = "") -> list[Trouble]:
    return [t for t in proof.troubles if t.table == table and (not field or t.field == field)]


def test_every_journalled_table_has_rows_to_tamper_with(closed: Books) -> None:
    with bare(closed.path, key_of(closed)) as connection:
        empty = [
            table for table in TABLES if not connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        ]
    assert empty == []


def test_untouched_books_hold(closed: Books) -> None:
    assert proof_of(closed).troubles == ()


@pytest.mark.parametrize("table", TABLES)
def test_each_changed_value_is_named(opened: Stockpile, table: str) -> None:
    codec = CODECS[table]
    for column in (*codec.columns, "entry") if codec.stamped else codec.columns:
        value, *key = (
            opened.row(
                f"SELECT {column}, {', '.join(codec.key)} FROM {table} ORDER BY {', '.join(codec.key)} DESC"
            )
            or ()
        )
        with undone(opened, table):
            assert (
                opened.write(f"UPDATE {table} SET {column} = ? WHERE {_where(table)}", (_other(value), *key))
                == 1
            )
            troubles = [one for one in compare_rows(opened, silent) if one.table == table]
        assert troubles, column
        if column not in codec.key:
            assert (troubles[0].field, troubles[0].row) == (column, "/".join(map(str, key)))
            assert troubles[0].entry > 0
            assert str(_other(value)) in troubles[0].sentence


@pytest.mark.parametrize("table", TABLES)
def test_a_deleted_row_is_named(closed: Books, table: str) -> None:
    key = _first_key(closed, table)
    _edit(closed, f"DELETE FROM {table} WHERE {_where(table)}", key)
    troubles = _found(proof_of(closed), table)
    assert "/".join(map(str, key)) in {trouble.row for trouble in troubles}


@pytest.mark.parametrize("table", [table for table in TABLES if table != "stockpile"])
def test_an_added_row_is_named(closed: Books, table: str) -> None:
    codec = CODECS[table]
    with bare(closed.path, key_of(closed)) as connection:
        cursor = connection.execute(f"SELECT * FROM {table} ORDER BY {codec.key[0]} DESC LIMIT 1")
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
        row = _another(connection, table, row)
    marks = ", ".join("?" * len(names))
    _edit(closed, f"INSERT INTO {table} VALUES ({marks})", tuple(row[name] for name in names))
    added = "/".join(str(row[name]) for name in codec.key)
    assert added in {trouble.row for trouble in _found(proof_of(closed), table)}


def _another(connection: Any, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row that clashes with no UNIQUE of its table: every value of every unique index is another."""
    unique = set(CODECS[table].key)
    for index in connection.execute(f"PRAGMA index_list({table})").fetchall():
        if index[2]:
            unique |= {part[2] for part in connection.execute(f"PRAGMA index_info({index[1]})")}
    return {
        name: (value + 1000 if isinstance(value, int) else f"{value}x") if name in unique else value
        for name, value in row.items()
    }


@pytest.mark.parametrize("table", ["movement", "voucher", "weapon", "marking", "lot", "hold", "account"])
def test_two_rows_that_changed_places_are_named(closed: Books, table: str) -> None:
    codec = CODECS[table]
    first = codec.key[0]
    swapped = ", ".join(name for name in (*codec.columns, "entry")[: len(codec.columns) + codec.stamped])
    with bare(closed.path, key_of(closed)) as connection:
        rows = connection.execute(f"SELECT {swapped} FROM {table} ORDER BY {first} DESC LIMIT 2").fetchall()
    at = [codec.columns.index(name) for name in codec.key]
    keys = [tuple(row[i] for i in at) for row in rows]
    marks = ", ".join("?" * len(rows[0]))
    statements = [(f"DELETE FROM {table} WHERE {_where(table)}", key) for key in keys]
    for row, key in zip(rows, reversed(keys), strict=True):
        moved = list(row)
        for i, value in zip(at, key, strict=True):
            moved[i] = value
        statements.append((f"INSERT INTO {table} ({swapped}) VALUES ({marks})", tuple(moved)))
    edit(closed.path, key_of(closed), *statements)
    named = {trouble.row for trouble in _found(proof_of(closed), table) if trouble.field}
    assert {"/".join(map(str, key)) for key in keys} <= named


# The journal itself ---------------------------------------------------------------------------


@pytest.mark.parametrize("column", JOURNAL)
def test_a_changed_entry_is_named(closed: Books, column: str) -> None:
    with bare(closed.path, key_of(closed)) as connection:
        value = connection.execute(f"SELECT {column} FROM journal WHERE entry = 9").fetchone()[0]
    _edit(closed, f"UPDATE journal SET {column} = ? WHERE entry = 9", (_other(value),))
    assert 9 in {trouble.entry for trouble in proof_of(closed).troubles}


def test_the_chain_is_checked_from_its_first_entry(closed: Books) -> None:
    _edit(closed, "UPDATE journal SET recorded_at = '2026-01-01T00:00:00Z' WHERE entry = 1", ())
    assert [(one.entry, one.field) for one in proof_of(closed).troubles if one.check == "chain"] == [
        (1, "hash")
    ]


def test_a_changed_body_is_named(closed: Books) -> None:
    _edit(
        closed,
        "UPDATE journal_body SET body = CAST(replace(CAST(body AS TEXT), 'KM 11932', 'KM 11933') AS BLOB)",
        (),
    )
    proof = proof_of(closed)
    assert {trouble.table for trouble in proof.troubles} >= {"journal_body", "weapon"}


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"[]\n[]\n", b'{}\n{"record":"weapon"}\n', b'{}\n{"record":"weapon","id":[1]}\n',
             b'{}\n{"record":{"a":1}}\n', b"{}\n" + b"[" * 5000, b'{}\n{"record":"weapon","id":1,"serial":"\\ud800"}\n',
             b'{}\n{"record":"weapon","id":"\\udfff"}\n', b'{}\n{"record":"weapon","id":9223372036854775808}\n']
)  # fmt: skip
def test_a_body_made_into_rubbish_is_named_calmly(closed: Books, body: bytes) -> None:
    _edit(closed, "UPDATE journal_body SET body = ? WHERE entry = 14", (body,))
    proof = proof_of(closed)
    assert 14 in {trouble.entry for trouble in proof.troubles if trouble.table == "journal_body"}


@pytest.mark.parametrize("entry", [1, 9, 14])
def test_a_deleted_entry_is_named(closed: Books, entry: int) -> None:
    _edit(closed, "DELETE FROM journal WHERE entry = ?", (entry,))
    assert entry in {trouble.entry for trouble in proof_of(closed).troubles}


@pytest.mark.parametrize("table", ["journal", "journal_body", "journal_node"])
def test_an_emptied_table_of_the_journal_is_no_crash(closed: Books, table: str) -> None:
    _edit(closed, f"DELETE FROM {table}", ())
    assert not proof_of(closed).holds


def test_the_last_entry_cut_off_is_found(closed: Books) -> None:
    last = _size(closed)
    edit(
        closed.path,
        key_of(closed),
        ("DELETE FROM journal WHERE entry = ?", (last,)),
        ("DELETE FROM journal_body WHERE entry = ?", (last,)),
    )
    proof = proof_of(closed)
    assert {"restore_note", "journal"} <= {trouble.table for trouble in proof.troubles}


def test_the_last_entry_cut_off_with_all_it_wrote_is_found_by_what_was_verified(closed: Books) -> None:
    last = _size(closed)
    tables = [table for table, codec in CODECS.items() if codec.stamped]
    edit(
        closed.path,
        key_of(closed),
        ("DELETE FROM journal WHERE entry = ?", (last,)),
        ("DELETE FROM journal_body WHERE entry = ?", (last,)),
        ("DELETE FROM import_row", ()),
        *((f"DELETE FROM {table} WHERE entry = ?", (last,)) for table in tables),
    )
    assert "anchor" in {trouble.check for trouble in proof_of(closed).troubles}


def test_an_entry_added_without_the_chain_is_found(closed: Books) -> None:
    last = _size(closed)
    _edit(
        closed,
        "INSERT INTO journal SELECT entry + 1, 'forged', kind, recorded_at, actor, lines, body_hash, hash, "
        "randomblob(32) FROM journal WHERE entry = ?",
        (last,),
    )
    assert last + 1 in {trouble.entry for trouble in proof_of(closed).troubles}


def test_a_body_without_an_entry_is_found(closed: Books) -> None:
    _edit(closed, "INSERT INTO journal_body VALUES (9999, 0, x'00')", ())
    assert [t.row for t in _found(proof_of(closed), "journal_body")] == ["9999/0"]


@pytest.mark.parametrize("act", ["UPDATE journal_node SET hash = zeroblob(32) WHERE level = 1 AND position = 2",
                                 "DELETE FROM journal_node WHERE level = 1 AND position = 2",
                                 "INSERT INTO journal_node VALUES (9, 9, zeroblob(32))"])  # fmt: skip
def test_a_changed_tree_is_named(closed: Books, act: str) -> None:
    _edit(closed, act, ())
    assert _found(proof_of(closed), "journal_node")


@pytest.mark.parametrize(
    ("table", "act"),
    [
        ("holding", "UPDATE holding SET quantity = quantity + 1 WHERE account_id >= 100"),
        ("holding", "DELETE FROM holding WHERE account_id >= 100"),
        ("holding", "UPDATE holding SET last_at = '2020-01-01'"),
        ("turnover", "UPDATE turnover SET quantity_in = quantity_in + 1"),
        ("turnover", "INSERT INTO turnover VALUES (100, 1, 0, 'serviceable', '2020-01', 1, 0)"),
        ("weapon", "UPDATE weapon SET account_id = 104 WHERE id = 1"),
        ("weapon", "UPDATE weapon SET condition = 'unserviceable' WHERE id = 1"),
    ],
)
def test_a_changed_projection_is_named(closed: Books, table: str, act: str) -> None:
    _edit(closed, act, ())
    assert _found(proof_of(closed), table)


# At opening -----------------------------------------------------------------------------------


def test_what_was_tampered_with_since_the_last_check_opens_to_look_only(tmp_path: Path) -> None:
    books = a_depot(tmp_path)
    books.rifle("KM 06427")
    books.stockpile.close()
    _edit(books, "UPDATE journal SET actor = 'nobody' WHERE entry = ?", (_size(books),))
    books.reopen()
    assert "differs from what was sealed" in books.stockpile.read_only
    with pytest.raises(KnownError) as refused:
        books.rifle("KM 11932")
    assert refused.value.cause is Cause.READ_ONLY
    assert books.held("armoury", "rifle") == 1
    books.stockpile.close()


def test_each_dropped_trigger_is_named(closed: Books) -> None:
    triggers = {f"{table}_refuses_{act}" for table in APPEND_ONLY for act in ("update", "delete")}
    with bare(closed.path, key_of(closed)) as connection:
        for trigger in triggers:
            connection.execute(f"DROP TRIGGER {trigger}")
    found = [trouble for trouble in proof_of(closed).troubles if trouble.check == "schema"]
    assert {trouble.table for trouble in found} == triggers
    assert all("is gone" in trouble.sentence for trouble in found)


def _edit(books: Books, sql: str, values: tuple[Any, ...]) -> int:
    return edit(books.path, key_of(books), (sql, values))


def _where(table: str) -> str:
    return " AND ".join(f"{name} = ?" for name in CODECS[table].key)


def _size(books: Books) -> int:
    with bare(books.path, key_of(books)) as connection:
        return int(connection.execute("SELECT max(entry) FROM journal").fetchone()[0])


def _first_key(books: Books, table: str) -> tuple[Any, ...]:
    with bare(books.path, key_of(books)) as connection:
        return tuple(connection.execute(f"SELECT {', '.join(CODECS[table].key)} FROM {table}").fetchone())


def _other(value: Any) -> Any:
    if isinstance(value, int):
        return value + 1007
    if isinstance(value, bytes):
        return bytes(255 - byte for byte in value)
    return f"{value}7"
