"""The newest ten stay, and the last of each month for a year; a file of another name is nobody's to drop."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.access.copies.rotation import backup_name, dated, to_drop

START = datetime(2025, 1, 31, 18, 30)


def names(*days: int) -> list[str]:
    """A backup for each of these days."""
    return [backup_name("depot", START + timedelta(days=day)) for day in days]


def test_a_name_says_what_and_when() -> None:
    made = datetime(2026, 11, 20, 18, 30)
    first = backup_name("depot", made)
    assert first == "depot-2026-11-20-1830.stockpile-backup"
    assert backup_name("depot", made, [first]) == "depot-2026-11-20-1830-2.stockpile-backup"
    known = dated("depot", [backup_name("depot", made, [first]), first])
    assert [one.name for one in known] == [first, "depot-2026-11-20-1830-2.stockpile-backup"]


def test_other_files_are_not_ours() -> None:
    others = ["depot.stockpile", "depot-2026-13-20-1830.stockpile-backup", "other-2026-11-20-1830.x",
              "depot-2026-11-20-1830-as-found.stockpile-backup", "my depot-2026-11-20-1830.x"]  # fmt: skip
    assert dated("depot", others) == []


def test_daily_backups_keep_ten_and_one_a_month_for_a_year() -> None:
    every = dated("depot", names(*range(700)))
    gone = set(to_drop(every))
    left = [one for one in every if one.name not in gone]
    assert [one.name for one in left[-10:]] == names(*range(690, 700))
    months = {(one.made.year, one.made.month) for one in left}
    assert len(months) == 13
    assert len(left) == 10 + 12
    assert all((one.made + timedelta(days=1)).day == 1 for one in left[:-10])


def test_dropping_day_by_day_keeps_the_same_as_dropping_once() -> None:
    kept: list[str] = []
    for name in names(*range(700)):
        kept.append(name)
        gone = to_drop(dated("depot", kept))
        kept = [one for one in kept if one not in gone]
    every = dated("depot", names(*range(700)))
    gone = to_drop(every)
    assert kept == [one.name for one in every if one.name not in gone]


@given(st.lists(st.integers(0, 2000), max_size=60), st.integers(0, 12), st.integers(0, 12))
def test_the_newest_is_never_dropped(days: list[int], newest: int, months: int) -> None:
    every = dated("depot", set(names(*days)))
    gone = to_drop(every, newest, months)
    if every:
        assert every[-1].name not in gone
    assert len(gone) <= max(0, len(every) - max(1, newest))
