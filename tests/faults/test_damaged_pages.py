"""Bytes changed, pages swapped, ends cut off: refused at the door with a sentence, or found by the check."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from stockpile_app import audit
from stockpile_app.base import KnownError
from tests.books import Books, reopened
from tests.faults.report import reported
from tests.full_books import full_books

PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Books:
    """Full books, closed."""
    books = full_books(tmp_path_factory.mktemp("sound"))
    books.stockpile.close()
    return books


def outcome(sound: Books, folder: Path, damage: Callable[[bytearray], None]) -> str:
    """Damage a copy, open it as the program does, verify the whole of it: what the user is told."""
    for file in sound.path.parent.iterdir():
        shutil.copy(file, folder / file.name)
    path = folder / sound.path.name
    content = bytearray(path.read_bytes())
    damage(content)
    path.write_bytes(content)
    copy = Books(sound.stockpile, sound.clock, sound.ids, sound.recovery_code)
    try:
        copy.stockpile = _Path(path)  # type: ignore[assignment]
        stockpile = reopened(copy)
    except KnownError as error:
        return error.sentence
    try:
        troubles = audit.verify(stockpile).troubles
        return troubles[0].sentence if troubles else ""
    finally:
        stockpile.close()


class _Path:
    def __init__(self, path: Path) -> None:
        self.path = path


def flip(chance: random.Random) -> Callable[[bytearray], None]:
    """Change some bits of one byte."""

    def damage(content: bytearray) -> None:
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)

    return damage


def swap(chance: random.Random) -> Callable[[bytearray], None]:
    """Exchange two pages."""

    def damage(content: bytearray) -> None:
        one, other = (PAGE * page for page in chance.sample(range(len(content) // PAGE), 2))
        first, second = content[one : one + PAGE], content[other : other + PAGE]
        content[one : one + PAGE], content[other : other + PAGE] = second, first

    return damage


def cut(chance: random.Random) -> Callable[[bytearray], None]:
    """Cut the end off, anywhere."""

    def damage(content: bytearray) -> None:
        del content[chance.randrange(len(content)) :]

    return damage


def _all_found(sound: Books, folder: Path, make: Callable[[random.Random], Callable[[bytearray], None]],
               times: int, seed: int) -> dict[str, int]:  # fmt: skip
    chance = random.Random(seed)
    for number in range(times):
        one = folder / str(number)
        one.mkdir()
        assert outcome(sound, one, make(chance)), f"seed {seed}, number {number}: not noticed"
        shutil.rmtree(one)
    return {"damaged": times, "unnoticed": 0}


def test_sound_books_are_not_accused(sound: Books, tmp_path: Path) -> None:
    assert outcome(sound, tmp_path, lambda _: None) == ""


def test_every_flipped_byte_is_found(sound: Books, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _all_found(sound, tmp_path, flip, 60, seed=1)
    assert capfd.readouterr().err == ""


def test_every_page_swap_and_cut_is_found(sound: Books, tmp_path: Path) -> None:
    _all_found(sound, tmp_path, swap, 15, seed=2)
    _all_found(sound, tmp_path, cut, 15, seed=3)


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(10, 20))
def test_two_thousand_flips(sound: Books, tmp_path: Path, seed: int) -> None:
    reported("C8 flips", seed, lambda: _all_found(sound, tmp_path, flip, 200, seed))


@pytest.mark.faults
def test_two_hundred_swaps_and_cuts(sound: Books, tmp_path: Path) -> None:
    reported("C8 swaps", 20, lambda: _all_found(sound, tmp_path, swap, 200, seed=20))
    reported("C8 cuts", 21, lambda: _all_found(sound, tmp_path, cut, 200, seed=21))
