"""The one place that reads the clock, so that tests and replays are deterministic."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock(Protocol):
    """Tells the time in UTC, and the depot's local date."""

    def now(self) -> datetime:
        """This moment in UTC, to the second."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """This moment in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)


@dataclass(slots=True)
class FixedClock:
    """A clock for tests: stands still until it is told to `tick`."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment

    def tick(self, **step: float) -> None:
        """Go forward (or back) by a `timedelta`, for example `tick(days=1)`."""
        self.moment += timedelta(**step)


_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T([01][0-9]|2[0-3]):[0-5][0-9]|T24:00)?")


def readable_day(text: str) -> bool:
    """Whether this is a day of the calendar as the books write it: `2026-11-20`."""
    return len(text) == 10 and readable_moment(text)


def readable_moment(text: str) -> bool:
    """Whether this is a day, or a day and a time: `2026-11-20T06:30`, `2026-11-20T24:00`."""
    if not _MOMENT.fullmatch(text):
        return False
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def utc_text(moment: datetime) -> str:
    """The moment as it stands in the books: `2026-11-20T06:30:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_zone(name: str) -> bool:
    """Whether this is a time zone that this computer knows."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def local_moment(moment: datetime, zone: str) -> datetime:
    """The same moment on the depot's wall clock (IANA time zone)."""
    return moment.astimezone(ZoneInfo(zone))


def local_minute(moment: datetime, zone: str) -> str:
    """The same moment as vouchers are dated on the depot's wall clock: `2026-11-20T09:30`."""
    return local_moment(moment, zone).strftime("%Y-%m-%dT%H:%M")


def local_text(recorded_at: str, zone: str) -> str:
    """A moment of the books on the depot's wall clock: `2026-11-20 09:30`; '' for none."""
    if not recorded_at:
        return ""
    return local_moment(datetime.fromisoformat(recorded_at), zone).strftime("%Y-%m-%d %H:%M")


def local_date(moment: datetime, zone: str) -> date:
    """The depot's local date at that moment."""
    return local_moment(moment, zone).date()
