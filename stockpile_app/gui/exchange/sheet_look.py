"""A foreign file before it is understood: its sheets, its first rows, what its columns may mean.

Nothing here touches the window; all of it runs on a worker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.base import Progress
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.model import RawRow, RawSheet, SheetFormat, SheetName
from stockpile_app.exchange.profile import DateOrder, Defaults, Field, Profile
from stockpile_app.exchange.propose import (
    Guess,
    guess_header_row,
    propose,
    propose_date_order,
    propose_tracking,
    sample_below,
)
from stockpile_app.exchange.read_rows import headers_of, plain_header
from stockpile_app.exchange.sheet_reader import list_sheets, read_sheet, shown_name

FIRST_ROWS = 60
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Look:
    """The first rows of one sheet.

    Attributes:
        sheets: The workbook's sheets; empty for csv.
        rows: The first rows as stored.
        header_row: Where the headers probably stand.
    """

    path: Path
    sheets: tuple[SheetName, ...]
    sheet: str
    format: SheetFormat
    rows: tuple[RawRow, ...]
    header_row: int


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole sheet in memory, and what its columns probably mean.

    Attributes:
        headers: The texts of the header row.
        guesses: Field to proposed column.
        samples: Header to some different values that stand under it.
    """

    raw: RawSheet
    header_row: int
    headers: tuple[str, ...]
    guesses: Mapping[Field, Guess]
    samples: Mapping[str, str]
    tracking: Tracking
    date_order: DateOrder


def look_at(path: Path, sheet: str, progress: Progress) -> Look:
    """The first rows of a file, behind the gate.

    Raises:
        Refused: the file does not pass the gate.
        KnownError: it cannot be opened.
    """
    sheets = list_sheets(path, progress=progress)
    chosen = sheet or next((one.name for one in sheets if one.visible), "")
    raw = read_sheet(path, sheet=chosen, first=FIRST_ROWS, progress=progress)
    rows = tuple(raw.rows)
    return Look(path, tuple(sheets), chosen, raw.source.format, rows, guess_header_row(rows))


def understand(path: Path, sheet: str, header_row: int, progress: Progress) -> Understood:
    """Read the whole sheet and propose what its columns mean.

    Raises:
        Refused: the file does not pass the gate, or nothing stands in the header row.
    """
    raw = read_sheet(path, sheet=sheet, progress=progress)
    headers = headers_of(raw, header_row, shown_name(path))
    sample = sample_below(raw.rows, header_row)
    guesses = propose(headers, sample)
    return Understood(
        raw=raw,
        header_row=header_row,
        headers=headers,
        guesses=guesses,
        samples=_samples(headers, sample),
        tracking=propose_tracking(guesses),
        date_order=_date_order(raw, header_row, headers, guesses),
    )


def read_again(path: Path, profile: Profile, progress: Progress) -> RawSheet:
    """The same sheet once more, after it was mended outside."""
    return read_sheet(path, wanted=profile.format, sheet=profile.sheet, progress=progress)


def first_profile(look: Look, understood: Understood) -> Profile:
    """The profile as proposed; the person changes what is wrong."""
    return Profile(
        format=look.format,
        sheet=look.sheet,
        header_row=understood.header_row,
        date_order=understood.date_order,
        columns={field: guess.header for field, guess in understood.guesses.items()},
        defaults=Defaults(tracking=understood.tracking),
    )


def fits(profile: Profile, headers: Sequence[str]) -> bool:
    """Whether every column of a saved profile is there."""
    known = set(headers)
    return all(plain_header(header) in known for header in profile.columns.values())


def _samples(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, header in enumerate(headers):
        texts = dict.fromkeys(row[place].strip() for row in rows if place < len(row) and row[place].strip())
        found[header] = " · ".join(list(texts)[:_SAMPLES])
    return found


def _date_order(
    raw: RawSheet, header_row: int, headers: Sequence[str], guesses: Mapping[Field, Guess]
) -> DateOrder:
    guess = guesses.get(Field.EFFECTIVE_ON)
    if guess is None:
        return DateOrder.UNKNOWN
    place = list(headers).index(guess.header)
    return propose_date_order(
        row.texts[place]
        for row in raw.rows
        if row.row > header_row and place < len(row.texts) and row.kinds[place] == "t"
    )
