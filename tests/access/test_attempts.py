"""Wrong passphrases slow the next attempt down: counted before the try, slept, not computed from dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.access import unlock
from stockpile_app.access.attempts import LONGEST, attempt, pause_after
from stockpile_app.base import KnownError
from tests.books import PASSPHRASE, USER, Books


class Waits(list[float]):
    """Every pause that was asked for, slept by nobody."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def _wrong(books: Books, waits: Waits) -> None:
    with pytest.raises(KnownError):
        unlock(books.path, USER, "not it", waits)


def test_the_first_three_are_free_and_the_pauses_grow(books: Books) -> None:
    waits = Waits()
    for _ in range(8):
        _wrong(books, waits)
    assert waits == [0, 0, 0, 6, 12, 24, 30, 30]


def test_a_right_passphrase_waits_too_and_forgets_the_wrong_ones(books: Books) -> None:
    waits = Waits()
    for _ in range(4):
        _wrong(books, waits)
    unlock(books.path, USER, PASSPHRASE, waits)
    unlock(books.path, USER, PASSPHRASE, waits)
    assert waits[-2:] == [12, 0]


def test_an_attempt_is_counted_before_it_is_tried(books: Books) -> None:
    """Killing the program while it thinks does not give the attempt back."""
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt), attempt(books.path, USER, Waits()):
            raise KeyboardInterrupt
    waits = Waits()
    _wrong(books, waits)
    assert waits == [24]


def test_each_user_waits_for_their_own_mistakes(books: Books) -> None:
    with pytest.raises(KeyboardInterrupt), attempt(books.path, "somebody", Waits()):
        raise KeyboardInterrupt
    for _ in range(3):
        _wrong(books, Waits())
    waits = Waits()
    with attempt(books.path, "somebody", waits):
        pass
    assert waits == [0]


@pytest.mark.parametrize("text", ["", "not json", "[1]", '{"keeper": "many"}', '{"keeper": null}'])
def test_a_spoilt_file_opens_nothing_and_stops_nothing(books: Books, text: str) -> None:
    books.path.with_name(books.path.name + "-tries").write_text(text, encoding="utf-8")
    assert unlock(books.path, USER, PASSPHRASE, Waits()).actor.name == USER


def test_a_thousand_guesses_are_at_most_ten_a_minute(tmp_path: Path) -> None:
    pauses = [pause_after(failures) for failures in range(1_000)]
    assert max(pauses) == LONGEST
    minutes = sum(pauses) / 60
    assert 1_000 / minutes <= 10
