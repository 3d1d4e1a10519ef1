"""The doctor on the books: clock against journal, zone, verification, backup."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from stockpile_app import __released__, audit
from stockpile_app.audit.health import check_backup, check_books, check_release, check_zone, last_backup
from stockpile_app.base.check import Check, CheckState
from tests.books import TODAY, Books


def checks_of(books: Books, read_only: str = "") -> dict[str, Check]:
    """What the doctor says of these books, by the checks' names."""
    return {one.check: one for one in check_books(books.stockpile, "UTC", read_only)}


def test_books_in_order(books: Books) -> None:
    audit.verify_quick(books.stockpile)
    audit.note_activity(books.stockpile, "backup", "stick")
    checks = checks_of(books)
    assert set(checks) == {"books", "clock_and_journal", "set_back", "zone", "verified", "backup"}
    assert {one.state for one in checks.values()} == {CheckState.OK}
    assert checks["books"].figures["entries"] == audit.head(books.stockpile).size


def test_looking_changes_nothing(books: Books) -> None:
    before = books.stockpile.value("SELECT total_changes()")
    checks_of(books)
    assert books.stockpile.value("SELECT total_changes()") == before


def test_books_that_can_only_be_read_say_why(books: Books) -> None:
    found = checks_of(books, "Read only: a check failed")["books"]
    assert (found.state, found.sentence) == (CheckState.WARN, "Read only: a check failed")


def test_a_clock_before_the_program_itself_is_wrong() -> None:
    assert check_release(TODAY).state is CheckState.OK
    found = check_release(TODAY.replace(year=1970))
    assert found.state is CheckState.STOP
    assert "1970-11-20 08:00" in found.sentence


def test_a_clock_behind_the_last_entry_is_in_the_way(books: Books) -> None:
    books.clock.tick(hours=-2)
    found = checks_of(books)["clock_and_journal"]
    assert found.state is CheckState.STOP
    assert found.figures["recorded_at"] == "2026-11-20T08:00:00Z"
    assert found.remedy


def test_every_jump_back_is_counted_and_the_first_are_named(books: Books) -> None:
    entries = []
    for number in range(7):
        books.clock.tick(hours=-1)
        books.account("location", f"Store {number}")
        entries.append(audit.head(books.stockpile).size)
        books.clock.tick(hours=2)
        books.account("location", f"Store {number} again")
    found = checks_of(books)["set_back"]
    assert (found.state, found.figures["set_back"]) == (CheckState.WARN, 7)
    assert ", ".join(map(str, entries[:5])) + " …" in found.sentence
    assert str(entries[5]) not in found.sentence


def test_a_zone_that_this_computer_does_not_know_is_in_the_way() -> None:
    assert check_zone("Mars/Olympus", TODAY).state is CheckState.STOP
    known = check_zone("Africa/Nairobi", TODAY)
    assert known.state is CheckState.OK
    assert "2026-11-20 11:00" in known.sentence


def test_books_never_or_long_ago_verified_ask_for_it(books: Books) -> None:
    never = checks_of(books)["verified"]
    assert never.sentence == "Never"
    assert "stockpile verify FILE --full" in never.remedy
    audit.verify_quick(books.stockpile)
    assert checks_of(books)["verified"].state is CheckState.OK
    books.clock.tick(days=8)
    late = checks_of(books)["verified"]
    assert late.state is CheckState.WARN
    assert "2026-11-20 08:00" in late.sentence


def test_a_backup_is_known_from_the_activity_log(books: Books) -> None:
    assert last_backup(books.stockpile) == ""
    assert checks_of(books)["backup"].sentence == "Never backed up"
    audit.note_activity(books.stockpile, "backup", "stick")
    assert last_backup(books.stockpile) == "2026-11-20T08:00:00Z"


@pytest.mark.parametrize(("day", "state", "told"), [
    ("2026-11-20", CheckState.OK, "0 days old"), ("2026-11-19", CheckState.OK, "1 day old"),
    ("2026-11-13", CheckState.OK, "7 days old"), ("2026-11-12", CheckState.WARN, "8 days old"),
    ("2026-11-25", CheckState.OK, "0 days old"),
])  # fmt: skip
def test_an_old_backup_is_worth_attention(day: str, state: CheckState, told: str) -> None:
    found = check_backup(f"{day}T08:00:00Z", TODAY)
    assert found.state is state
    assert told in found.sentence


def test_on_the_day_of_its_release_the_clock_is_right() -> None:
    day = datetime.fromisoformat(f"{__released__}T00:00:00+00:00")
    assert check_release(day).state is CheckState.OK
    assert check_release(day - timedelta(seconds=1)).state is CheckState.STOP


def test_the_newest_backup_counts(books: Books) -> None:
    for _ in range(2):
        audit.note_activity(books.stockpile, "backup", "stick")
        books.clock.tick(days=3)
    assert last_backup(books.stockpile) == "2026-11-23T08:00:00Z"
