"""Prints, exports and denials are noted beside the journal and change no book."""

from __future__ import annotations

from stockpile_app import audit
from tests.books import Books


def test_an_activity_is_noted_and_counted(books: Books) -> None:
    head = audit.head(books.stockpile)
    for _ in range(2):
        audit.note_activity(books.stockpile, "print", "B-ISS-2026-000001")
    assert audit.times_noted(books.stockpile, "print", "B-ISS-2026-000001") == 2
    assert audit.times_noted(books.stockpile, "print", "B-ISS-2026-000002") == 0
    assert [one.actor for one in audit.activities(books.stockpile)] == ["keeper", "keeper"]
    assert audit.head(books.stockpile) == head


def test_the_latest_two_hundred_are_shown_newest_first(books: Books) -> None:
    for number in range(202):
        audit.note_activity(books.stockpile, "print", str(number))
    shown = audit.activities(books.stockpile)
    assert [one.detail for one in shown] == [str(number) for number in range(201, 1, -1)]


def test_on_a_file_that_only_reads_nothing_is_noted(books: Books) -> None:
    books.stockpile.stop_writing("a check failed")
    audit.note_activity(books.stockpile, "export", "audit.xlsx")
    assert audit.activities(books.stockpile) == []
