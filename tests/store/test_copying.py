"""A copy made while the books are open: the same books, every page checked, or under another key."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from stockpile_app.access import new_key
from stockpile_app.base import Cancelled, Cause, KnownError
from stockpile_app.store import opened_copy
from stockpile_app.store.page_seals import PAGE, SALT, PageSeals
from tests.books import Books, dump, dump_hash
from tests.full_books import full_books
from tests.tampering import bare, key_of


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Full books, open."""
    return full_books(tmp_path_factory.mktemp("full"))


def test_a_copy_of_open_books_holds_the_same_books(full: Books, tmp_path: Path) -> None:
    copied = full.stockpile.copy_to(tmp_path / "copy")
    assert copied.broken == ()
    assert copied.length == (tmp_path / "copy").stat().st_size == full.path.stat().st_size
    with opened_copy(full.stockpile, tmp_path / "copy") as copy:
        assert dump_hash(copy) == dump_hash(full.stockpile)
        assert copy.read_only
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_books_are_copied_while_a_reader_keeps_the_log_open(books: Books, tmp_path: Path) -> None:
    reader = books.stockpile.reader()
    kept = reader.each("SELECT entry FROM journal ORDER BY entry")
    next(kept)
    books.rifle("KM 06427")
    copied = books.stockpile.copy_to(tmp_path / "copy")
    assert copied.broken == ()
    kept.close()  # type: ignore[attr-defined]
    reader.close()
    with opened_copy(books.stockpile, tmp_path / "copy") as copy:
        assert dump_hash(copy) == dump_hash(books.stockpile)


def test_the_books_keep_their_locks_and_go_on_after_a_copy(books: Books, tmp_path: Path) -> None:
    books.stockpile.copy_to(tmp_path / "one")
    books.rifle("KM 06427")
    books.stockpile.copy_to(tmp_path / "two")
    books.rifle("KM 11932")
    with opened_copy(books.stockpile, tmp_path / "two") as copy:
        assert copy.value("SELECT count(*) FROM weapon") == 1
    books.reopen()
    assert books.stockpile.value("SELECT count(*) FROM weapon") == 2


def test_a_copy_that_is_stopped_says_so(full: Books, tmp_path: Path) -> None:
    def stop(*_figures: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        full.stockpile.copy_to(tmp_path / "copy", stop)


def test_too_little_room_is_said_before_anything_is_written(
    full: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=1_000_000))
    with pytest.raises(KnownError) as refused:
        full.stockpile.copy_to(tmp_path / "copy")
    assert refused.value.cause is Cause.DISK_FULL
    assert "MB of room and has 1 MB" in refused.value.sentence
    assert list(tmp_path.iterdir()) == []


def test_the_seals_agree_with_the_driver_on_every_page(full: Books, tmp_path: Path) -> None:
    full.stockpile.copy_to(tmp_path / "copy")
    sound, key, chance = (tmp_path / "copy").read_bytes(), key_of(full), random.Random(5)
    seals = PageSeals(key, sound[:SALT])
    assert seals.broken(1, sound) == []
    for page in range(len(sound) // PAGE):
        content = bytearray(sound)
        content[max(SALT, page * PAGE + chance.randrange(PAGE))] ^= chance.randrange(1, 256)
        assert len(seals.broken(1, bytes(content))) == 1
    content = bytearray(sound)
    content[5 * PAGE + 700] ^= 1
    (tmp_path / "changed").write_bytes(content)
    with bare(tmp_path / "changed", key) as connection:
        assert len(connection.execute("PRAGMA cipher_integrity_check").fetchall()) == 1
    assert seals.broken(1, bytes(content)) == [6]
    assert seals.broken(3, sound[2 * PAGE : 4 * PAGE + 10]) == [5]


def facts(path: Path, key: bytes) -> tuple[Any, ...]:
    """What makes a file a stockpile, through the bare driver."""
    with bare(path, key) as connection:
        asked = ("user_version", "application_id", "page_count")
        return (
            connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall(),
            *(connection.execute(f"PRAGMA {one}").fetchone()[0] for one in asked),
            connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0],
        )


def test_a_copy_under_another_key_is_the_same_and_the_old_key_is_dead(full: Books, tmp_path: Path) -> None:
    target, new, old = tmp_path / "new.stockpile", new_key(), key_of(full)
    full.stockpile.rekeyed_copy(target, new)
    with opened_copy(full.stockpile, target, new) as copy:
        assert dump(copy, frozenset()) == dump(full.stockpile, frozenset())
    full.stockpile.copy_to(tmp_path / "same")
    assert facts(target, new) == facts(tmp_path / "same", old)
    with pytest.raises(KnownError) as refused:
        opened_copy(full.stockpile, target)
    assert refused.value.cause is Cause.WRONG_PASSPHRASE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.stockpile", "same"]
