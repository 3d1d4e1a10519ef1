"""An older copy put back in place of the books is noticed by the computer that has seen the newer ones."""

from __future__ import annotations

import shutil
from pathlib import Path

from stockpile_app import audit
from stockpile_app.audit.remembered import path_of
from tests.books import Books, new_books, reopened
from tests.tampering import bare, cut_last, key_of, rewrite_history, without_triggers


def _put_back_older(books: Books, folder: Path) -> None:
    """Copy the closed books, go on with them, and put the copy back."""
    books.stockpile.close()
    shutil.copy(books.path, folder / "older")
    books.stockpile = reopened(books)
    books.rifle("KM 11932")
    books.stockpile.close()
    shutil.copy(folder / "older", books.path)


def test_an_older_copy_is_only_read_and_says_why(books: Books, tmp_path: Path) -> None:
    end = audit.head(books.stockpile).size
    _put_back_older(books, tmp_path)
    books.stockpile = reopened(books)
    sentence = f"These books end at entry {end}; this computer has seen them at entry {end + 1}"
    assert sentence in books.stockpile.read_only
    assert [trouble.check for trouble in audit.rollback_troubles(books.stockpile)] == ["rollback"]


def test_looking_at_an_older_copy_makes_nothing_forgotten(books: Books, tmp_path: Path) -> None:
    _put_back_older(books, tmp_path)
    for _ in range(2):
        books.stockpile = reopened(books)
        assert "has seen them" in books.stockpile.read_only
        books.stockpile.close()


def test_an_older_copy_that_was_accepted_is_written_again(books: Books, tmp_path: Path) -> None:
    _put_back_older(books, tmp_path)
    books.stockpile = reopened(books)
    audit.accept_older(books.stockpile)
    books.reopen()
    assert not books.stockpile.read_only
    books.rifle("KM 2")
    books.reopen()
    assert not books.stockpile.read_only


def test_entries_cut_off_are_noticed_though_everything_else_fits(books: Books) -> None:
    books.rifle("KM 11932")
    books.stockpile.close()
    with bare(books.path, key_of(books)) as connection, without_triggers(connection):
        cut_last(connection, 1)
    books.stockpile = reopened(books)
    assert "this computer has seen them" in books.stockpile.read_only


def test_another_history_of_the_same_length_is_noticed(books: Books) -> None:
    books.rifle("KM 11932")
    books.stockpile.close()
    rewrite_history(
        books.path,
        key_of(books),
        ("UPDATE journal SET actor = 'somebody else' WHERE entry = 3", ()),
    )
    books.stockpile = reopened(books)
    assert books.stockpile.read_only  # the first trouble is told; this is one of them
    (trouble,) = audit.rollback_troubles(books.stockpile)
    assert "these are not the books that this computer has seen" in trouble.sentence


def test_other_books_with_the_same_code_are_not_confused(books: Books, tmp_path: Path) -> None:
    books.rifle("KM 11932")
    books.stockpile.close()
    folder = tmp_path / "other"
    folder.mkdir()
    other = new_books(folder)
    assert not other.stockpile.read_only
    other.stockpile.close()


def test_a_damaged_note_of_what_was_seen_is_as_good_as_none(books: Books) -> None:
    audit.remember(books.stockpile)
    path = path_of(audit.depot_public(books.stockpile).signing_public)
    for text in ("", "[]", '{"size": "many"}', '{"origin":1,"size":1,"root":"","at":""}', "\udcff"):
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        assert audit.remembered(books.stockpile) is None
        assert list(audit.rollback_troubles(books.stockpile)) == []


def test_a_computer_that_cannot_remember_goes_on_without(books: Books) -> None:
    path = path_of(audit.depot_public(books.stockpile).signing_public)
    path.unlink()
    path.mkdir()
    audit.remember(books.stockpile)
    assert audit.remembered(books.stockpile) is None
    path.rmdir()


def test_what_was_seen_is_written_only_when_more_is_seen(books: Books) -> None:
    audit.remember(books.stockpile)
    seen = audit.remembered(books.stockpile)
    assert seen is not None
    assert (seen.size, seen.at) == (audit.head(books.stockpile).size, "2026-11-20T08:00:00Z")
    books.clock.tick(hours=1)
    audit.remember(books.stockpile)
    assert audit.remembered(books.stockpile) == seen
    books.rifle("KM 11932")
    audit.remember(books.stockpile)
    more = audit.remembered(books.stockpile)
    assert more is not None
    assert (more.size, more.at) == (seen.size + 1, "2026-11-20T09:00:00Z")
