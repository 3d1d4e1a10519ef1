"""Which backups are kept: the newest ten, and the last one of each month for a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

NEWEST, MONTHS = 10, 12
_NAME = re.compile(r"(.+)-(\d{4}-\d{2}-\d{2}-\d{4})(?:-(\d+))?\.stockpile-backup")


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """A backup by its file's name: when it was made on the depot's clock, and the how-many-eth that minute."""

    made: datetime
    count: int
    name: str


def backup_name(stem: str, made: datetime, taken: Iterable[str] = ()) -> str:
    """`NAME-2026-11-20-1830.stockpile-backup`; a further one of the same minute gets `-2`."""
    used, count = set(taken), 1
    first = f"{stem}-{made:%Y-%m-%d-%H%M}"
    name = f"{first}.stockpile-backup"
    while name in used:
        count += 1
        name = f"{first}-{count}.stockpile-backup"
    return name


def stem_of(name: str) -> str:
    """The stockpile's own name in a backup's: `depot`; '' when it is called otherwise."""
    told = _NAME.fullmatch(name)
    return told[1] if told else ""


def dated(stem: str, names: Iterable[str]) -> list[Dated]:
    """The backups of this stockpile among the files of a folder, the oldest first."""
    found = []
    for name in names:
        told = _NAME.fullmatch(name)
        if told is None or told[1] != stem:
            continue
        try:
            made = datetime.strptime(told[2], "%Y-%m-%d-%H%M")  # noqa: DTZ007  (the depot's own clock)
        except ValueError:
            continue
        found.append(Dated(made, int(told[3] or 1), name))
    return sorted(found)


def to_drop(backups: Iterable[Dated], newest: int = NEWEST, months: int = MONTHS) -> list[str]:
    """The names that are no longer needed, the oldest first; never the only one."""
    ordered = sorted(backups)
    kept = set(ordered[-max(1, newest) :])
    if ordered:
        last = _month(ordered[-1])
        of_month = {_month(one): one for one in ordered}  # the last one of each month stays
        kept |= {one for month, one in of_month.items() if last - month <= months}
    return [one.name for one in ordered if one not in kept]


def _month(one: Dated) -> int:
    return one.made.year * 12 + one.made.month
