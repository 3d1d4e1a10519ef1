"""A backup is one whole file that was opened and checked; nothing else is ever called one."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import access, audit
from stockpile_app.access.copies.backup_file import read_backup, slots_of, take_database
from stockpile_app.audit.signing import is_signed
from stockpile_app.base import Cancelled, KnownError, Refused
from stockpile_app.store import SCHEMA_VERSION, Actor, opened_copy
from tests.books import USER, Books, dump_hash
from tests.tampering import bare, edit, key_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backups go."""
    made = tmp_path / "stick"
    made.mkdir()
    return made


def test_a_backup_says_what_is_in_it_and_the_depot_signs(books: Books, folder: Path) -> None:
    books.rifle("KM 06427")
    made = access.back_up(books.stockpile, folder)
    header, head = made.file.header, audit.head(books.stockpile)
    assert made.file.path.name == "b-2026-11-20-0800.stockpile-backup"
    assert (header.code, header.name, header.size, header.root) == ("B", "Books", head.size, head.root)
    assert (header.made_at, header.whole, header.schema) == ("2026-11-20T08:00:00Z", 1, SCHEMA_VERSION)
    public = audit.depot_public(books.stockpile).signing_public
    assert is_signed(public, header.signed_bytes(), bytes.fromhex(header.signature))
    assert [slot.user for slot in slots_of(made.file)] == [USER]
    assert [path.name for path in folder.iterdir()] == [made.file.path.name]


def test_the_database_in_it_is_the_books(books: Books, folder: Path, tmp_path: Path) -> None:
    books.rifle("KM 06427")
    made = access.back_up(books.stockpile, folder)
    take_database(made.file, tmp_path / "copy")
    with opened_copy(books.stockpile, tmp_path / "copy") as copy:
        assert dump_hash(copy) == dump_hash(books.stockpile)


def test_any_program_opens_it_with_the_code_of_the_recovery_sheet(books: Books, folder: Path) -> None:
    made = access.back_up(books.stockpile, folder)
    with bare(made.file.path, key_of(books)) as connection:
        assert connection.execute("SELECT code FROM stockpile").fetchone() == ("B",)


def test_it_is_noted_and_known_to_be_needed_again(books: Books, folder: Path) -> None:
    assert access.last_backup(books.stockpile) is None
    assert access.needs_backup(books.stockpile)
    before = dump_hash(books.stockpile)
    made = access.back_up(books.stockpile, folder)
    assert dump_hash(books.stockpile) == before
    assert not access.needs_backup(books.stockpile)
    last = access.last_backup(books.stockpile)
    assert last == access.LastBackup("2026-11-20T08:00:00Z", made.file.path.name, made.file.header.size)
    books.rifle("KM 06427")
    assert access.needs_backup(books.stockpile)


def test_a_named_file_is_never_written_over(books: Books, folder: Path) -> None:
    access.back_up(books.stockpile, folder / "one.stockpile-backup")
    content = (folder / "one.stockpile-backup").read_bytes()
    with pytest.raises(KnownError, match="exists already"):
        access.back_up(books.stockpile, folder / "one.stockpile-backup")
    assert (folder / "one.stockpile-backup").read_bytes() == content


def test_old_ones_give_way_and_other_files_stay(books: Books, folder: Path) -> None:
    for name in ("b-2020-01-01-0000.stockpile-backup", "letter.odt"):
        (folder / name).write_text("something else")
    made = [access.back_up(books.stockpile, folder).file.path.name]
    for _ in range(11):
        books.clock.tick(hours=1)
        outcome = access.back_up(books.stockpile, folder)
        made.append(outcome.file.path.name)
    assert outcome.dropped == (made[1],)
    left = sorted(path.name for path in folder.iterdir())
    assert left == sorted(["b-2020-01-01-0000.stockpile-backup", "letter.odt", *made[2:]])


def test_one_that_is_stopped_leaves_nothing(books: Books, folder: Path) -> None:
    def stop(*_figures: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        access.back_up(books.stockpile, folder, stop)
    assert list(folder.iterdir()) == []
    assert access.last_backup(books.stockpile) is None


def test_damaged_pages_are_no_backup(books: Books, folder: Path) -> None:
    for number in range(40):
        books.account("holder", f"Holder {number}")
    books.reopen()
    content = bytearray(books.path.read_bytes())
    content[-4096 * 3 + 100] ^= 1
    books.path.write_bytes(content)
    with pytest.raises(KnownError, match="was not made"):
        access.back_up(books.stockpile, folder)
    assert list(folder.iterdir()) == []


def test_books_that_do_not_hold_are_kept_as_found_and_said_to_be(books: Books, folder: Path) -> None:
    books.stockpile.close()
    edit(books.path, key_of(books), ("UPDATE journal SET actor = 'nobody' WHERE entry = 3", ()),
         ("DELETE FROM verified", ()))  # fmt: skip
    books.reopen()
    assert books.stockpile.read_only
    made = access.back_up(books.stockpile, folder)
    assert "Entry 3" in made.trouble
    assert read_backup(made.file.path).header.whole == 0


def test_somebody_without_a_key_to_the_books_makes_none(books: Books, folder: Path) -> None:
    books.stockpile.actor = Actor("stranger", "")
    with pytest.raises(Refused):
        access.back_up(books.stockpile, folder)
    assert list(folder.iterdir()) == []
