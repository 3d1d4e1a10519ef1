"""A full disk and a medium that cannot be written: a calm sentence, nothing changed, looking goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from stockpile_app import assembly, audit, ledger
from stockpile_app.access import keys_path
from stockpile_app.base import Cause, KnownError
from tests.books import WEAK, Books, a_depot, dump_hash, reopened


def _mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this needs a mount, and it was refused: {done.stderr.strip()}")


@pytest.fixture
def medium(tmp_path: Path) -> Iterator[Path]:
    """A folder on which something may be mounted; unmounted at the end."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a medium")
    folder = tmp_path / "medium"
    folder.mkdir()
    yield folder
    while subprocess.run(["umount", "-l", str(folder)], capture_output=True, check=False).returncode == 0:
        pass


@pytest.fixture
def on_stick(tmp_path: Path, medium: Path) -> Books:
    """Closed books on a medium that cannot be written."""
    home = tmp_path / "home"
    home.mkdir()
    books = a_depot(home)
    books.rifle("KM 06427")
    books.stockpile.close()
    books.stockpile.path = medium / "b.stockpile"
    return books


def _write_protect(home: Path, medium: Path) -> None:
    _mount("--bind", str(home), str(medium))
    _mount("-o", "remount,ro,bind", str(medium))


def test_a_medium_that_cannot_be_written_opens_to_look(on_stick: Books, tmp_path: Path, medium: Path) -> None:
    home = tmp_path / "home"
    _write_protect(home, medium)
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    on_stick.stockpile = reopened(on_stick)
    assert on_stick.stockpile.read_only.startswith("Read only:")
    assert audit.verify(on_stick.stockpile).holds
    assert on_stick.held("armoury", "rifle") == 1
    reader = on_stick.stockpile.reader()
    assert len(ledger.vouchers(reader)) == 1
    reader.close()
    with pytest.raises(KnownError) as refused:
        on_stick.rifle("KM 11932")
    assert refused.value.cause is Cause.READ_ONLY
    audit.note_activity(on_stick.stockpile, "print", "x")
    on_stick.stockpile.close()
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_it_opens_by_the_recovery_code_too(on_stick: Books, tmp_path: Path, medium: Path) -> None:
    home = tmp_path / "home"
    keys_path(home / "b.stockpile").unlink()
    _write_protect(home, medium)
    with assembly.recover_stockpile(medium / "b.stockpile", on_stick.recovery_code) as stockpile:
        assert stockpile.read_only
        assert stockpile.value("SELECT count(*) FROM weapon") == 1


def test_books_that_were_not_closed_say_so(on_stick: Books, tmp_path: Path, medium: Path) -> None:
    home = tmp_path / "home"
    on_stick.stockpile.path = home / "b.stockpile"
    on_stick.stockpile = reopened(on_stick)
    on_stick.rifle("KM 11932")
    fallen = tmp_path / "fallen"
    shutil.copytree(home, fallen, ignore=shutil.ignore_patterns("*-shm"))
    on_stick.stockpile.close()
    _write_protect(fallen, medium)
    on_stick.stockpile.path = medium / "b.stockpile"
    with pytest.raises(KnownError) as refused:
        reopened(on_stick)
    assert "b.stockpile-wal" in refused.value.sentence


def test_a_file_that_alone_cannot_be_written_opens_to_look(tmp_path: Path, medium: Path) -> None:
    books = a_depot(tmp_path)
    books.stockpile.close()
    file = str(books.path)
    _mount("--bind", file, file)
    try:
        _mount("-o", "remount,ro,bind", file)
        with reopened(books) as stockpile:
            assert stockpile.read_only
    finally:
        subprocess.run(["umount", "-l", file], check=False)


def _fill(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
    return filler


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(medium: Path) -> None:
    _mount("-t", "tmpfs", "-o", "size=3m", "tmpfs", str(medium))
    books = a_depot(medium)
    books.rifle("KM 06427")
    filler = _fill(medium)
    with pytest.raises(KnownError) as refused:
        _post_until_refused(books)
    posted = books.held("armoury", "rifle")
    assert refused.value.cause is Cause.DISK_FULL
    assert "free 200 MB" in refused.value.sentence
    before = dump_hash(books.stockpile)
    with pytest.raises(KnownError):
        books.rifle("KM 11932")
    assert dump_hash(books.stockpile) == before
    assert books.held("armoury", "rifle") == posted
    assert audit.verify(books.stockpile).holds
    os.truncate(filler, 0)
    books.rifle("KM 11932")
    assert audit.verify(books.stockpile).holds
    books.reopen()
    assert books.held("armoury", "rifle") == posted + 1
    books.stockpile.close()


def _post_until_refused(books: Books) -> None:
    for number in range(500):
        books.rifle(f"F{number * 7 + 100}X", calibre=str(number))


def test_a_full_disk_opens_to_look(medium: Path) -> None:
    _mount("-t", "tmpfs", "-o", "size=3m", "tmpfs", str(medium))
    books = a_depot(medium)
    books.rifle("KM 06427")
    books.stockpile.close()
    _fill(medium)
    with reopened(books) as stockpile:
        assert stockpile.read_only
        assert stockpile.value("SELECT count(*) FROM weapon") == 1
        assert audit.verify(stockpile).holds


def test_nothing_is_left_of_books_that_found_no_room(medium: Path) -> None:
    _mount("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(medium))
    filler = _fill(medium)
    asked = assembly.NewBooks(
        path=medium / "b.stockpile",
        kind="depot",
        code="B",
        name="Books",
        user="keeper",
        passphrase="correct horse",
    )
    with pytest.raises(KnownError) as refused:
        assembly.found(asked, strength=WEAK)
    assert refused.value.cause is Cause.DISK_FULL
    assert list(medium.iterdir()) == [filler]
