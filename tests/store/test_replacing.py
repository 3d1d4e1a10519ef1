"""One file in the place of another: the old one is kept, and its log never meets the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.base import KnownError
from stockpile_app.store import discard, file_mark, fold_log, free_name, put_in_place
from tests.books import Books
from tests.tampering import bare, key_of


def test_the_old_file_stays_under_another_name(tmp_path: Path) -> None:
    old, new, aside = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    old.write_text("old")
    new.write_text("new")
    put_in_place(new, old, aside)
    assert (old.read_text(), aside.read_text(), new.exists()) == ("new", "old", False)


def test_a_log_that_could_not_be_folded_goes_with_the_old_file(tmp_path: Path) -> None:
    old, new, aside = tmp_path / "a", tmp_path / "b", tmp_path / "c"
    for path, text in ((old, "old"), (new, "new"), (tmp_path / "a-wal", "log")):
        path.write_text(text)
    put_in_place(new, old, aside)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c", "c-wal"]


def test_folding_leaves_the_file_alone_the_books(books: Books) -> None:
    books.rifle("KM 06427")
    reader = books.stockpile.reader()  # keeps the log when the writer closes
    books.stockpile.close()
    fold_log(books.path, key_of(books))
    reader.close()
    books.path.with_name(books.path.name + "-wal").unlink(missing_ok=True)
    with bare(books.path, key_of(books)) as connection:
        assert connection.execute("SELECT count(*) FROM weapon").fetchone() == (1,)


def test_a_mark_tells_one_file_from_every_other(books: Books, tmp_path: Path) -> None:
    mark = file_mark(books.path)
    books.rifle("KM 06427")
    books.reopen()
    assert file_mark(books.path) == mark
    assert len(mark) == 32
    assert file_mark(tmp_path / "none") == ""


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    wanted = tmp_path / "b.before-restore-2026-11-20.stockpile"
    assert free_name(wanted) == wanted
    wanted.touch()
    assert free_name(wanted).name == "b.before-restore-2026-11-20-2.stockpile"


def test_a_refusing_disk_leaves_the_old_file(tmp_path: Path) -> None:
    old = tmp_path / "a"
    old.write_text("old")
    with pytest.raises(KnownError):
        put_in_place(tmp_path / "missing", old, tmp_path / "c")
    assert old.read_text() == "old"
    discard(tmp_path / "missing")
