"""C9: a backup that was cut off, changed, older, or another depot's: none is accepted as it stands."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from stockpile_app import access, audit
from stockpile_app.access import Restoring, restore
from stockpile_app.base import KnownError, Refused
from tests.books import Books, a_depot, dump_hash, reopened
from tests.faults.report import reported
from tests.full_books import full_books
from tests.two_people import KEEPER, world


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Books, Path]:
    """Full books, closed, and their backup."""
    books = full_books(tmp_path_factory.mktemp("sound"))
    backup = access.back_up(books.stockpile, tmp_path_factory.mktemp("stick")).file.path
    books.stockpile.close()
    return books, backup


def accepted(books: Books, backup: Path, target: Path) -> bool:
    """Whether a restore goes through; a refused one must leave nothing at the target."""
    try:
        restore(Restoring(backup=backup, target=target, person=KEEPER), world(books))
    except (KnownError, Refused):
        assert not target.exists()
        assert not access.draft_path(target).exists()
        return False
    return True


def count_accepted(sound: tuple[Books, Path], folder: Path, damaged: Iterable[bytes]) -> tuple[int, int]:
    """How many of these were tried, and how many accepted."""
    books, _ = sound
    tried = taken = 0
    for content in damaged:
        backup, target = folder / "damaged.stockpile-backup", folder / f"{tried}.stockpile"
        backup.write_bytes(content)
        taken += accepted(books, backup, target)
        tried += 1
    return tried, taken


def cuts(content: bytes, step: int) -> Iterable[bytes]:
    """The file cut off at every `step` per cent, and one byte before its end."""
    yield from (content[: len(content) * share // 100] for share in range(0, 100, step))
    yield content[:-1]


def flips(content: bytes, times: int, seed: int) -> Iterable[bytes]:
    """Some bits of one byte changed, anywhere."""
    chance = random.Random(seed)
    for _ in range(times):
        changed = bytearray(content)
        changed[chance.randrange(len(changed))] ^= chance.randrange(1, 256)
        yield bytes(changed)


def none_accepted(sound: tuple[Books, Path], folder: Path, damaged: Iterable[bytes]) -> dict[str, int]:
    """How many were tried; not one may be accepted."""
    tried, taken = count_accepted(sound, folder, damaged)
    assert taken == 0
    return {"tried": tried, "accepted": taken}


def test_the_sound_one_is_accepted_and_is_the_same_books(sound: tuple[Books, Path], tmp_path: Path) -> None:
    books, backup = sound
    assert accepted(books, backup, tmp_path / "b.stockpile")
    with reopened(books) as before:
        expected = dump_hash(before)
    there = Books(books.stockpile, books.clock, books.ids, books.recovery_code)
    there.stockpile.path, home = tmp_path / "b.stockpile", books.path
    with reopened(there) as after:
        assert dump_hash(after) == expected
        assert audit.verify(after).holds
    books.stockpile.path = home


def test_none_that_was_cut_off_is_accepted(sound: tuple[Books, Path], tmp_path: Path) -> None:
    tried, taken = count_accepted(sound, tmp_path, cuts(sound[1].read_bytes(), 5))
    assert (tried, taken) == (21, 0)


def test_none_that_was_changed_is_accepted(sound: tuple[Books, Path], tmp_path: Path) -> None:
    tried, taken = count_accepted(sound, tmp_path, flips(sound[1].read_bytes(), 60, seed=1))
    assert (tried, taken) == (60, 0)


def test_longer_ones_and_other_files_are_not_accepted(sound: tuple[Books, Path], tmp_path: Path) -> None:
    content = sound[1].read_bytes()
    others = [
        content + b"\n",
        content + content,
        b"\n" + content,
        content[::-1],
        b"",
        sound[0].path.read_bytes(),
    ]
    assert count_accepted(sound, tmp_path, others) == (6, 0)


def test_the_ends_of_two_backups_do_not_fit_each_other(sound: tuple[Books, Path], tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    other = a_depot(tmp_path / "x")
    theirs = access.back_up(other.stockpile, tmp_path / "x" / "o.stockpile-backup").file
    other.stockpile.close()
    ours = access.read_backup(sound[1])
    mine, foreign = sound[1].read_bytes(), theirs.path.read_bytes()
    mixed = [
        mine[: ours.header.database] + foreign[theirs.header.database :],
        foreign[: theirs.header.database] + mine[ours.header.database :],
    ]
    assert count_accepted(sound, tmp_path, mixed) == (2, 0)


@pytest.mark.faults
def test_cut_at_every_per_cent(sound: tuple[Books, Path], tmp_path: Path) -> None:
    reported("C9 cuts", 10, lambda: none_accepted(sound, tmp_path, cuts(sound[1].read_bytes(), 1)))


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(10, 14))
def test_two_thousand_flips(sound: tuple[Books, Path], tmp_path: Path, seed: int) -> None:
    reported(
        "C9 flips", seed, lambda: none_accepted(sound, tmp_path, flips(sound[1].read_bytes(), 500, seed))
    )
