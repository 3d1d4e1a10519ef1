"""The doctor's checks of the books themselves: the clock against the journal, verification, backup."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from stockpile_app import __released__
from stockpile_app.audit.journal import head, set_back
from stockpile_app.audit.verify import last_verified
from stockpile_app.base import tr, trn
from stockpile_app.base.check import Check, CheckState
from stockpile_app.base.clock import is_zone, local_moment, utc_text
from stockpile_app.base.quantity import grouped
from stockpile_app.store import Stockpile

SHOWN = 5
STALE_DAYS = 7
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"


def check_books(stockpile: Stockpile, zone: str, read_only: str) -> Iterator[Check]:
    """Everything that only the open books can say.

    Args:
        zone: The depot's time zone.
        read_only: Why the person at the desk cannot write; '' when it is possible.
    """
    now = stockpile.clock.now()
    yield check_writing(stockpile, read_only)
    yield check_last_entry(stockpile, now)
    yield check_set_back(set_back(stockpile))
    yield check_zone(zone, now)
    yield check_verified(stockpile, now)
    yield check_backup(last_backup(stockpile), now)


def check_writing(stockpile: Stockpile, read_only: str) -> Check:
    """Whether the books can be written."""
    size = head(stockpile).size
    if read_only:
        remedy = tr("Copy file and keys file to a disk that can be written, or open the newest backup")
        return Check("books", CheckState.WARN, tr("Books"), read_only, remedy, {"entries": size})
    sentence = trn("Open to read and write, {count} entry in the journal",
                   "Open to read and write, {count} entries in the journal", size)  # fmt: skip
    return Check("books", CheckState.OK, tr("Books"), sentence, figures={"entries": size})


def check_release(now: datetime) -> Check:
    """A clock that stands before the day this program was released is wrong."""
    title, figures = tr("Clock"), {"now": utc_text(now), "released": __released__}
    if utc_text(now)[:10] < __released__:
        sentence = tr("{moment} UTC: earlier than this program", moment=_shown(now))
        return Check("clock", CheckState.STOP, title, sentence, _set_clock(), figures)
    return Check("clock", CheckState.OK, title, tr("{moment} UTC", moment=_shown(now)), figures=figures)


def check_last_entry(stockpile: Stockpile, now: datetime) -> Check:
    """A clock that stands before the last entry was set back, or was ahead when that was written."""
    title = tr("Clock and journal")
    row = stockpile.row("SELECT entry, recorded_at FROM journal ORDER BY entry DESC LIMIT 1")
    if row is None:
        return Check("clock_and_journal", CheckState.INFO, title, tr("Nothing is recorded yet"))
    entry, at = int(row[0]), str(row[1])
    figures: dict[str, int | str] = {"entry": entry, "recorded_at": at}
    if at > utc_text(now):
        sentence = tr("Entry {entry} was recorded at {moment} UTC, later than this computer’s clock",
                      entry=grouped(entry), moment=_read(at))  # fmt: skip
        return Check("clock_and_journal", CheckState.STOP, title, sentence, _set_clock(), figures)
    sentence = tr("The last entry was recorded at {moment} UTC", moment=_read(at))
    return Check("clock_and_journal", CheckState.OK, title, sentence, figures=figures)


def check_set_back(entries: list[int]) -> Check:
    """Entries recorded earlier than the one before them; the order of the journal holds all the same."""
    title, figures = tr("Clock in the past"), {"set_back": len(entries)}
    if not entries:
        return Check("set_back", CheckState.OK, title, tr("Never set back while working"), figures=figures)
    shown = ", ".join(grouped(entry) for entry in entries[:SHOWN]) + (" …" if len(entries) > SHOWN else "")
    sentence = trn("The clock was set back {count} time, at entry {entries}",
                   "The clock was set back {count} times, at entries {entries}",
                   len(entries), entries=shown)  # fmt: skip
    remedy = tr("The order of the journal holds; have the times of these entries explained in writing")
    return Check("set_back", CheckState.WARN, title, sentence, remedy, figures)


def check_zone(zone: str, now: datetime) -> Check:
    """Whether this computer knows the depot's time zone; without it no local date can be told."""
    title, figures = tr("Time zone"), {"zone": zone}
    if not is_zone(zone):
        sentence = tr("This computer does not know {zone}", zone=zone)
        remedy = tr("Install the time zone data of the system, or the program anew")
        return Check("zone", CheckState.STOP, title, sentence, remedy, figures)
    local = local_moment(now, zone).strftime("%Y-%m-%d %H:%M")
    sentence = tr("{zone}: {moment} there", zone=zone, moment=local)
    return Check("zone", CheckState.OK, title, sentence, figures=figures)


def check_verified(stockpile: Stockpile, now: datetime) -> Check:
    """How far the books were proved, and how long ago."""
    title = tr("Verified")
    entry, at = last_verified(stockpile)
    figures: dict[str, int | str] = {"entry": entry, "at": at}
    if not at:
        return Check("verified", CheckState.WARN, title, tr("Never"), _verify(), figures)
    sentence = tr("To entry {entry}, at {moment} UTC", entry=grouped(entry), moment=_read(at))
    if _age(at, now) > timedelta(days=STALE_DAYS):
        return Check("verified", CheckState.WARN, title, sentence, _verify(), figures)
    return Check("verified", CheckState.OK, title, sentence, figures=figures)


def last_backup(stockpile: Stockpile) -> str:
    """When the books were last backed up, as the activity log knows it (UTC); '' when never."""
    return str(stockpile.value("SELECT max(at) FROM activity WHERE kind = 'backup'") or "")


def check_backup(at: str, now: datetime) -> Check:
    """How old the newest backup is."""
    title, figures = tr("Backup"), {"at": at}
    remedy = tr("Back up to another disk or a stick, and keep it away from this computer")
    if not at:
        return Check("backup", CheckState.WARN, title, tr("Never backed up"), remedy, figures)
    days = max(0, _age(at, now).days)
    sentence = trn("{count} day old, of {moment} UTC", "{count} days old, of {moment} UTC",
                   days, moment=_read(at))  # fmt: skip
    if days > STALE_DAYS:
        return Check("backup", CheckState.WARN, title, sentence, remedy, figures)
    return Check("backup", CheckState.OK, title, sentence, figures=figures)


def _age(at: str, now: datetime) -> timedelta:
    return now - datetime.strptime(at, _MOMENT).replace(tzinfo=UTC)


def _shown(moment: datetime) -> str:
    return _read(utc_text(moment))


def _read(at: str) -> str:
    return at[:16].replace("T", " ")


def _set_clock() -> str:
    return tr("Set date, time and time zone of this computer before you record anything")


def _verify() -> str:
    return tr("Verify all: in the journal, or stockpile verify FILE --full")
