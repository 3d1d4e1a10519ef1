"""Dates as foreign lists write them: ISO, `Mar 1, 2012 12:00:00 AM`, `1.3.12`, `2012年3月1日`.

`03/04/2012` says nothing by itself.  The profile gives the order, or a day above 12 in the same
column proves it; otherwise it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stockpile_app.exchange.numbers import plain_digits
from stockpile_app.exchange.profile import DateOrder
from stockpile_app.exchange.words import words

EARLIEST_YEAR, LATEST_YEAR = 1800, 2199
_TURN = 69  # two-digit years from here on are of the last century, as in POSIX

_TIME = re.compile(
    r"(?:[\s,T]+|(?<=\d)T)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$"
)
_FIGURES = re.compile(r"(\d{1,4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,4})\.?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_TOKENS = re.compile(r"[^\W\d_]+|\d+")
_SMALL_WORDS = {"de", "of", "the", "st", "nd", "rd", "th", "du", "le", "г", "er", "º"}


class DateFault(ValueError):  # noqa: N818  (a finding in the making)
    """The text is no date."""


class AmbiguousDate(DateFault):
    """Day or month may come first."""


@dataclass(frozen=True, slots=True)
class OrderProof:
    """What a column says about the order of its dates.

    Attributes:
        order: The proven order; unknown when nothing or a contradiction was met.
        open_at: Place of the first date that may be read in two ways, -1 when there is none.
        against_at: Place of a date that contradicts the first proof, -1 when there is none.
    """

    order: DateOrder
    open_at: int = -1
    against_at: int = -1


def parse_date(text: str, order: DateOrder) -> date:
    """The day that a text names; a time of day must be sound and is left out.

    Raises:
        AmbiguousDate: day or month may come first and `order` is unknown.
        DateFault: it is no date, or outside the years of weapons.
    """
    day_text = _without_time(plain_digits(text).strip())
    for pattern in (_COMPACT, _CHINESE):
        if match := pattern.fullmatch(day_text):
            return _made(*map(int, match.groups()))
    if match := _FIGURES.fullmatch(day_text):
        return _made(*_ordered(match[1], match[2], match[3], order))
    return _named(day_text)


def prove_order(texts: Iterable[str]) -> OrderProof:
    """What the dates of a column prove together."""
    order, open_at, against_at = DateOrder.UNKNOWN, -1, -1
    for place, text in enumerate(texts):
        says, open_ = _order_of(text)
        if says and not order:
            order = says
        elif says and says is not order and against_at < 0:
            against_at = place
        if open_ and open_at < 0:
            open_at = place
    if against_at >= 0:
        order = DateOrder.UNKNOWN
    return OrderProof(order, open_at, against_at)


def _order_of(text: str) -> tuple[DateOrder, bool]:
    """What one date proves, and whether it needs a proof."""
    try:
        match = _FIGURES.fullmatch(_without_time(plain_digits(text).strip()))
    except DateFault:
        return DateOrder.UNKNOWN, False
    if match is None or len(match[1]) > 2:
        return DateOrder.UNKNOWN, False
    first, second = int(match[1]), int(match[2])
    if 12 < first <= 31 and second <= 12:
        return (DateOrder.DMY if len(match[3]) == 4 or int(match[3]) > 31 else DateOrder.UNKNOWN), len(
            match[3]
        ) < 4
    if 12 < second <= 31 and first <= 12:
        return DateOrder.MDY, False
    return DateOrder.UNKNOWN, first != second and first <= 12 and second <= 12


def _ordered(first: str, second: str, third: str, order: DateOrder) -> tuple[int, int, int]:
    """Year, month and day out of three figures."""
    if len(first) == 4:
        return int(first), int(second), int(third)
    if len(first) > 2 or len(third) not in (2, 4):
        raise DateFault(first)
    if order is DateOrder.YMD:
        if len(third) == 4:
            raise DateFault(third)
        return _year(first), int(second), int(third)
    year = _year(third)
    if order is DateOrder.DMY:
        return year, int(second), int(first)
    if order is DateOrder.MDY or first == second:
        return year, int(first), int(second)
    if max(int(first), int(second)) > 31 or min(int(first), int(second)) > 12:
        raise DateFault(f"{first}/{second}/{third}")
    raise AmbiguousDate(f"{first}/{second}/{third}")


def _named(text: str) -> date:
    """A date with the month's name, in any of the known languages."""
    tokens = [token for token in _TOKENS.findall(text) if token.casefold() not in _SMALL_WORDS]
    months = [month for token in tokens if (month := words().months.get(token.casefold()))]
    figures = [token for token in tokens if token.isdigit()]
    if len(tokens) != 3 or len(months) != 1 or len(figures) != 2:
        raise DateFault(text)
    day, year = figures if len(figures[0]) <= 2 else reversed(figures)
    if len(day) > 2 or len(year) not in (2, 4):
        raise DateFault(text)
    return _made(_year(year), months[0], int(day))


def _without_time(text: str) -> str:
    match = _TIME.search(text)
    if match is None:
        return text
    hour, half = int(match["hour"]), match["half"]
    sound = 1 <= hour <= 12 if half else hour <= 23
    if not sound or int(match["minute"]) > 59 or int(match["second"] or 0) > 60:
        raise DateFault(text)
    return text[: match.start()].rstrip(" ,")


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (1900 if year >= _TURN else 2000)


def _made(year: int, month: int, day: int) -> date:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise DateFault(str(year))
    try:
        return date(year, month, day)
    except ValueError:
        raise DateFault(f"{year}-{month}-{day}") from None
