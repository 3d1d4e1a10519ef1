"""How long ago, how late, how soon: in the words of the first page."""

from __future__ import annotations

from datetime import date, datetime

from stockpile_app.base.text import tr, trn


def minutes_between(earlier: str, later: str) -> int:
    """Whole minutes from one moment to another."""
    return int((_moment(later) - _moment(earlier)).total_seconds() // 60)


def _moment(text: str) -> datetime:
    text = text.replace("T", " ")
    text = text.replace(" 24:00", " 23:59") if len(text) > 10 else f"{text} 00:00"
    return datetime.fromisoformat(text)


def span(earlier: str, later: str) -> str:
    """`13 h 58 min`, or `5 days` from two days on."""
    minutes = max(0, minutes_between(earlier, later))
    if minutes >= 2 * 24 * 60:
        return trn("{count} day", "{count} days", minutes // (24 * 60))
    hours, rest = divmod(minutes, 60)
    return (
        tr("{hours} h {minutes} min", hours=hours, minutes=rest)
        if hours
        else tr("{minutes} min", minutes=rest)
    )


def days_ago(day: str, today: str) -> str:
    """`5 days ago`, `today`."""
    days = (date.fromisoformat(today[:10]) - date.fromisoformat(day[:10])).days
    return trn("{count} day ago", "{count} days ago", days) if days > 0 else tr("today")
