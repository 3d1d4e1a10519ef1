"""One file, one writer, one transaction at a time; whole or not at all; refused with a sentence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from stockpile_app import audit
from stockpile_app.base import Cause, KnownError
from stockpile_app.store import Actor, open_file
from tests.books import PASSPHRASE, USER, Books, dump_hash, new_books, reopened
from tests.tampering import key_of


def test_a_transaction_is_whole_or_not_at_all(books: Books) -> None:
    before = dump_hash(books.stockpile)

    def half() -> None:
        with books.stockpile.transaction():
            books.stockpile.write("INSERT INTO depot VALUES (9, 'D09', 'Depot 9', 1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert dump_hash(books.stockpile) == before
    books.rifle("KM 06427")  # and the next one works


def test_a_commit_that_breaks_a_promise_is_rolled_back(books: Books) -> None:
    before = dump_hash(books.stockpile)
    with pytest.raises(dbapi2.IntegrityError), books.stockpile.transaction():
        books.stockpile.write("INSERT INTO depot VALUES (9, 'D09', 'Depot 9', 999)")
    assert dump_hash(books.stockpile) == before


def test_a_rehearsal_sees_everything_and_keeps_nothing(books: Books) -> None:
    before = dump_hash(books.stockpile)
    with books.stockpile.rehearsal():
        books.stockpile.write("INSERT INTO depot VALUES (9, 'D09', 'Depot 9', 1)")
        assert books.stockpile.value("SELECT name FROM depot WHERE id = 9") == "Depot 9"
    assert dump_hash(books.stockpile) == before


def test_writing_without_a_transaction_is_our_own_bug(books: Books) -> None:
    with pytest.raises(RuntimeError, match="outside"):
        books.stockpile.write("DELETE FROM draft")
    with (
        pytest.raises(RuntimeError, match="already inside"),
        books.stockpile.transaction(),
        books.stockpile.transaction(),
    ):
        pass  # pragma: no cover


def test_a_reader_sees_what_is_committed_and_cannot_write(books: Books) -> None:
    reader = books.stockpile.reader()
    with books.stockpile.transaction():
        books.stockpile.write("INSERT INTO draft (id, kind, saved_at, body) VALUES ('1', 'issue', '', '{}')")
        assert reader.rows("SELECT * FROM draft") == []
    assert len(reader.rows("SELECT * FROM draft")) == 1
    with pytest.raises(KnownError) as refused, reader.transaction():
        pass  # pragma: no cover
    assert refused.value.cause is Cause.READ_ONLY
    with pytest.raises(KnownError):
        reader.rows("DELETE FROM draft")
    reader.close()


def test_closing_twice_is_closing_once(books: Books) -> None:
    books.stockpile.close()
    books.stockpile.close()
    books.reopen()


def test_closing_folds_the_log_into_the_file(books: Books) -> None:
    books.rifle("KM 06427")
    books.stockpile.close()
    log = books.path.with_name(books.path.name + "-wal")
    assert not log.exists() or not log.stat().st_size
    moved = books.path.with_name("moved.stockpile")
    books.path.rename(moved)
    with open_file(moved, key_of(books), Actor("x", ""), books.stockpile.assembly) as alone:
        assert alone.value("SELECT count(*) FROM weapon") == 1


# One writer -----------------------------------------------------------------------------------

OPEN = (
    "import sys\nfrom pathlib import Path\nfrom stockpile_app.assembly import open_stockpile\n"
    "from stockpile_app.base import KnownError\n"
    f"try:\n    open_stockpile(Path(sys.argv[1]), {USER!r}, {PASSPHRASE!r}).close(); print('opened')\n"
    "except KnownError as error:\n    print(error.cause, error.sentence)\n"
)


def test_a_second_program_is_told_who_has_it_open(books: Books) -> None:
    def second() -> str:
        return subprocess.run(
            [sys.executable, "-c", OPEN, str(books.path)], capture_output=True, text=True, timeout=60, check=True
        ).stdout  # fmt: skip

    import getpass

    told = second()
    assert told.startswith("locked This stockpile is already open:")
    assert f"{getpass.getuser()} on " in told
    assert ", since 2026-11-20 08:00 UTC" in told
    books.stockpile.close()
    assert second() == "opened\n"


def test_the_lock_of_a_program_that_died_does_not_stay(books: Books) -> None:
    script = OPEN.replace(".close(); print('opened')", "; import os; os._exit(9)")
    books.stockpile.close()
    subprocess.run([sys.executable, "-c", script, str(books.path)], timeout=60, check=False)
    books.reopen()
    assert not books.stockpile.read_only


def test_another_program_that_holds_the_file_is_named_in_a_sentence(books: Books) -> None:
    from tests.tampering import bare

    books.stockpile._connection.execute("PRAGMA busy_timeout = 50")
    with bare(books.path, key_of(books)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(KnownError) as refused:
            books.rifle("KM 06427")
        assert refused.value.cause is Cause.LOCKED
        other.execute("ROLLBACK")
    books.rifle("KM 06427")


# Files that are not what they should be -----------------------------------------------------------


def _refused(books: Books) -> KnownError:
    with pytest.raises(KnownError) as refused:
        reopened(books)
    return refused.value


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"SQLite format 3\x00" + bytes(5000), bytes(100_000), b"PK\x03\x04" * 3000],
    ids=["empty", "one byte", "another database", "zeros", "a workbook"],
)
def test_a_foreign_file_under_the_name_is_refused_and_left_alone(books: Books, content: bytes) -> None:
    books.stockpile.close()
    books.path.write_bytes(content)
    assert _refused(books).sentence
    assert books.path.read_bytes() == content


@pytest.mark.parametrize("kept", [0, 1, 4095, 4096, 8192, 40_960, -4096, -1])
def test_a_file_cut_short_is_refused_or_opens_to_look_only(books: Books, kept: int) -> None:
    books.rifle("KM 06427")
    books.stockpile.close()
    content = books.path.read_bytes()
    books.path.write_bytes(content[:kept])
    told = ""
    try:
        with reopened(books) as stockpile:
            told = " ".join(trouble.sentence for trouble in audit.verify(stockpile).troubles)
    except KnownError as error:
        told = error.sentence
    assert told


def test_a_file_that_was_never_founded_is_refused(books: Books) -> None:
    from tests.tampering import bare

    books.stockpile.close()
    books.path.unlink()
    with bare(books.path, key_of(books)) as connection:
        connection.execute("CREATE TABLE something (id)")
    assert _refused(books).cause is Cause.FOREIGN


def test_a_missing_file_is_said_to_be_missing(books: Books) -> None:
    books.stockpile.close()
    books.path.unlink()
    assert _refused(books).cause is Cause.NOT_FOUND


def test_a_name_that_is_taken_is_refused_and_the_file_kept(books: Books) -> None:
    before = dump_hash(books.stockpile)
    with pytest.raises(KnownError) as refused:
        new_books(books.path.parent)
    assert refused.value.cause is Cause.EXISTS
    assert dump_hash(books.stockpile) == before


def test_the_keys_of_other_books_are_never_written_over(tmp_path: Path) -> None:
    keys = tmp_path / "b.stockpile-keys"
    keys.write_text("the only copy")
    with pytest.raises(KnownError):
        new_books(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [keys.name]


def test_a_founding_that_fails_leaves_nothing_and_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neighbour = tmp_path / "b.stockpile-of-last-year"
    neighbour.write_text("another file")

    def full(*_: object) -> None:
        raise KnownError(Cause.DISK_FULL, "full")

    monkeypatch.setattr("stockpile_app.access.write_slots", full)
    with pytest.raises(KnownError):
        new_books(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [neighbour.name]
