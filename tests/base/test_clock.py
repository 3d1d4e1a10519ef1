"""The clock: UTC in the books, the depot's own date on paper."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.base.clock import FixedClock, SystemClock, local_date, local_moment, local_text, utc_text

EVENING = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)


def test_the_machine_clock_is_utc_to_the_second() -> None:
    moment = SystemClock().now()
    assert moment.tzinfo is UTC
    assert moment.microsecond == 0
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)


def test_a_fixed_clock_stands_until_told() -> None:
    clock = FixedClock(EVENING)
    assert clock.now() == clock.now() == EVENING
    clock.tick(days=1, hours=-2)
    assert clock.now() == EVENING + timedelta(hours=22)


def test_the_books_write_utc() -> None:
    assert utc_text(EVENING) == "2026-11-20T22:30:00Z"
    assert utc_text(EVENING.astimezone(timezone(timedelta(hours=5, minutes=30)))) == "2026-11-20T22:30:00Z"


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2026, 11, 20)),
        ("Africa/Nairobi", date(2026, 11, 21)),
        ("Pacific/Apia", date(2026, 11, 21)),
        ("America/Bogota", date(2026, 11, 20)),
    ],
)
def test_the_depot_has_its_own_date(zone: str, day: date) -> None:
    assert local_date(EVENING, zone) == day


def test_a_recorded_moment_is_read_on_the_depots_clock() -> None:
    assert local_text("2026-11-20T22:30:00Z", "Africa/Nairobi") == "2026-11-21 01:30"
    assert local_text("2026-11-20T22:30:00Z", "UTC") == "2026-11-20 22:30"
    assert not local_text("", "UTC")


def test_summer_time_is_known() -> None:
    before = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert local_moment(before, "Europe/Paris").strftime("%H:%M") == "01:59"
    assert local_moment(before + timedelta(minutes=1), "Europe/Paris").strftime("%H:%M") == "03:00"


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)))
def test_later_moments_sort_later_as_text(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC, microsecond=0)
    assert utc_text(moment) < utc_text(moment + timedelta(seconds=1))
    assert datetime.strptime(utc_text(moment), "%Y-%m-%dT%H:%M:%S%z") == moment
