"""One linear history: newer files are refused, schemas changed by hand are named, twice is once."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from stockpile_app import audit
from stockpile_app.base import Cause, KnownError
from stockpile_app.store import SCHEMA_VERSION
from stockpile_app.store.migrations import (
    APPLICATION_ID,
    migrate,
    version_of,
)
from stockpile_app.store.schema_check import schema_differences
from tests.books import Books, dump_hash, reopened
from tests.tampering import bare, key_of


def test_a_founded_file_says_what_it_is(books: Books) -> None:
    assert books.stockpile.value("PRAGMA user_version") == SCHEMA_VERSION
    assert books.stockpile.value("PRAGMA application_id") == APPLICATION_ID


def test_a_file_opened_again_is_not_migrated_again(books: Books) -> None:
    before = dump_hash(books.stockpile)
    books.reopen()
    assert dump_hash(books.stockpile) == before


def test_a_newer_file_is_refused_with_a_sentence_and_left_alone(books: Books) -> None:
    books.stockpile.close()
    with bare(books.path, key_of(books)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(KnownError) as refused:
        reopened(books)
    assert refused.value.cause is Cause.NEWER
    assert "newer Stockpile" in refused.value.sentence
    with bare(books.path, key_of(books)) as connection:
        assert version_of(connection) == SCHEMA_VERSION + 1


CHANGES = {
    "CREATE TABLE note (id INTEGER)": ("table", "note", "added"),
    "ALTER TABLE weapon ADD COLUMN owner TEXT": ("table", "weapon", "changed"),
    "DROP TRIGGER movement_refuses_delete": ("trigger", "movement_refuses_delete", "gone"),
    "DROP INDEX weapon_look_alike": ("index", "weapon_look_alike", "gone"),
    "CREATE VIEW everything AS SELECT * FROM weapon": ("view", "everything", "added"),
    "CREATE TRIGGER spy AFTER INSERT ON movement BEGIN SELECT 1; END": ("trigger", "spy", "added"),
    "DROP TABLE verified": ("table", "verified", "gone"),
    "DROP TABLE journal": ("table", "journal", "gone"),
    "DROP TABLE journal_node": ("table", "journal_node", "gone"),
    "DROP TABLE depot_key": ("table", "depot_key", "gone"),
    "ALTER TABLE movement DROP COLUMN remarks": ("table", "movement", "changed"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_schema_changed_by_hand_is_named_and_the_books_are_only_read(books: Books, change: str) -> None:
    kind, name, what = CHANGES[change]
    books.rifle("KM 11932")
    books.stockpile.close()
    with bare(books.path, key_of(books)) as connection:
        connection.execute(change)
    books.stockpile = reopened(books)
    found = books.stockpile.schema_differences()
    assert (found[0].kind, found[0].name, found[0].what) == (kind, name, what)
    assert name in books.stockpile.read_only
    assert not audit.verify_quick(books.stockpile).holds
    troubles = [trouble for trouble in audit.verify(books.stockpile).troubles if trouble.check == "schema"]
    assert name in {trouble.table for trouble in troubles}
    with pytest.raises(KnownError) as refused, books.stockpile.transaction():
        pass
    assert refused.value.cause is Cause.READ_ONLY


def test_a_file_whose_schema_was_changed_is_left_as_it_is(books: Books) -> None:
    books.stockpile.close()
    with bare(books.path, key_of(books)) as connection:
        connection.execute("DROP TRIGGER movement_refuses_delete")
    for _ in range(2):
        books.stockpile = reopened(books)
        assert "movement_refuses_delete" in books.stockpile.read_only
        books.stockpile.close()


def test_a_fresh_file_differs_in_nothing(books: Books) -> None:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    migrate(connection)
    assert schema_differences(connection) == []
    connection.close()
    assert books.stockpile.schema_differences() == []


def test_every_table_is_strict(books: Books) -> None:
    loose = books.stockpile.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
        "AND name NOT LIKE '%sqlite%'"
    )
    assert loose == []
