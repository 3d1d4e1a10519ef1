"""One linear history: newer files are refused, schemas changed by hand are refused, twice is once."""

from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from stockpile_app.base import Cause, KnownError
from stockpile_app.store import SCHEMA_VERSION
from stockpile_app.store.migrations import (
    APPLICATION_ID,
    expected_schema_hash,
    migrate,
    schema_hash,
    version_of,
)
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


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE note (id INTEGER)",
        "ALTER TABLE weapon ADD COLUMN owner TEXT",
        "DROP TRIGGER movement_refuses_delete",
        "DROP INDEX weapon_look_alike",
        "CREATE VIEW everything AS SELECT * FROM weapon",
        "CREATE TRIGGER spy AFTER INSERT ON movement BEGIN SELECT 1; END",
    ],
)
def test_a_schema_changed_by_hand_is_refused(books: Books, change: str) -> None:
    books.stockpile.close()
    with bare(books.path, key_of(books)) as connection:
        connection.execute(change)
    with pytest.raises(KnownError) as refused:
        reopened(books)
    assert refused.value.cause is Cause.DAMAGED


def test_the_expected_hash_is_that_of_a_fresh_file(books: Books) -> None:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    migrate(connection)
    assert schema_hash(connection) == expected_schema_hash()
    connection.close()


def test_every_table_is_strict(books: Books) -> None:
    loose = books.stockpile.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 "
        "AND name NOT LIKE '%sqlite%'"
    )
    assert loose == []
