"""Which column probably means what: a proposal for the person who imports, never a decision.

Headers are compared with words met in several languages; the cells below say how far they fit
(dates, stock numbers, calibres, serials).  Each field gets at most one column and each column at
most one field, the surest first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.dates import AmbiguousDate, DateFault, parse_date, prove_order
from stockpile_app.exchange.model import RawRow
from stockpile_app.exchange.numbers import (
    AmbiguousNumber,
    NumberFault,
    NumberStyle,
    parse_money,
    parse_number,
)
from stockpile_app.exchange.profile import DateOrder, Field
from stockpile_app.exchange.read_rows import is_blank, plain_header
from stockpile_app.exchange.words import folded, words

LEAST = 0.4
_HEADER_ROWS = 25  # how far down the headers are looked for
_SAMPLE = 200

_STOCK_NUMBER = re.compile(r"\d{4}-?[0-9A-Z]{2}-?[0-9A-Z]{3}-?[0-9A-Z]{4}")
_CALIBRE = re.compile(
    r"(?i)\.?\d+([.,]\d+)?\s?(mm|x\s?\d+\S*|ga|gauge|acp|s&w|lr|win|para)\b.*|\.\d{2,3}\b.*"
)
_SERIAL = re.compile(r"(?=.*\d)[A-Za-z]{0,4}[ -]?[0-9A-Za-z][0-9A-Za-z/ -]{2,18}")
_UNITS = re.compile(
    r"(?i)each|ea|box|case|kit|set|pair|pr|round|rds?|piece|pcs?|roll|pack(age)?|dozen|crate|unité|caja|шт\.?|个|支|发|箱"
)
_LOT = re.compile(r"[A-Z]{1,4}[- ]?\d{2,4}[A-Z]?[- ]?[0-9A-Z-]{2,10}")


class Sureness(IntEnum):
    """How far a proposal can be trusted, as the window shows it."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """One proposed column.

    Attributes:
        header: The header's text.
        confidence: From `LEAST` to 1.
    """

    header: str
    confidence: float

    @property
    def sureness(self) -> Sureness:
        """The confidence in the three steps that the window shows."""
        if self.confidence >= 0.8:
            return Sureness.SURE
        return Sureness.LIKELY if self.confidence >= 0.6 else Sureness.POSSIBLE


def guess_header_row(rows: Sequence[RawRow]) -> int:
    """The row that most probably holds the headers: many known words, all text, nothing doubled."""
    best, best_score = 1, 0.0
    for row in rows[:_HEADER_ROWS]:
        score = _header_likeness(row)
        if score > best_score:
            best, best_score = row.row, score
    return best


def propose(headers: Sequence[str], sample: Iterable[Sequence[str]]) -> dict[Field, Guess]:
    """Field -> proposed header, from the headers and some rows below them."""
    columns = _columns(headers, sample)
    scored = sorted(
        (
            (_score(field, header, columns[place]), -place, field)
            for field in Field
            for place, header in enumerate(headers)
        ),
        key=lambda one: one[:2],
        reverse=True,
    )
    doubled = {header for header in headers if headers.count(header) > 1}
    chosen: dict[Field, Guess] = {}
    taken: set[int] = set()
    for score, negative_place, field in scored:
        place = -negative_place
        if score < LEAST or field in chosen or place in taken or headers[place] in doubled:
            continue
        chosen[field] = Guess(headers[place], round(score, 2))
        taken.add(place)
    return {field: chosen[field] for field in Field if field in chosen}


def propose_tracking(columns: Mapping[Field, object]) -> Tracking:
    """By serial where there is one, by lot where there is one, else by quantity."""
    if Field.SERIAL in columns:
        return Tracking.SERIAL
    return Tracking.LOT if Field.LOT in columns else Tracking.QUANTITY


def propose_date_order(texts: Iterable[str]) -> DateOrder:
    """The order that the dates of a column prove; unknown asks the person."""
    return prove_order(texts).order


def sample_below(rows: Sequence[RawRow], header_row: int) -> list[tuple[str, ...]]:
    """The cells of the first filled rows below the headers."""
    return [row.texts for row in rows if row.row > header_row and not is_blank(row)][:_SAMPLE]


def _columns(headers: Sequence[str], sample: Iterable[Sequence[str]]) -> list[list[str]]:
    columns: list[list[str]] = [[] for _ in headers]
    for row in sample:
        for column, text in zip(columns, row, strict=False):
            if text.strip():
                column.append(text.strip())
    return columns


def _header_likeness(row: RawRow) -> float:
    texts = [plain_header(text) for text in row.texts if text.strip()]
    if len(texts) < 2 or len(set(texts)) < len(texts):
        return 0.0
    known = sum(1 for text in texts if max(_word_score(field, text) for field in Field) >= 0.5)
    as_text = row.kinds.count("t") / len(texts)
    figures = sum(1 for text in texts if any(letter.isdigit() for letter in text)) / len(texts)
    return known + min(len(texts), 20) / 20 + as_text - 2 * figures


def _score(field: Field, header: str, cells: list[str]) -> float:
    """How surely a column means a field: by its header, raised or lowered by its cells."""
    by_word = _word_score(field, header)
    fits = _FITS.get(field)
    if fits is None or not cells:
        return by_word
    share = sum(map(fits, cells)) / len(cells)
    if by_word:
        return by_word * (0.5 + 0.5 * share) + 0.05 * share
    return 0.5 * share if field in _TELLING and share > 0.85 else 0.0


def _word_score(field: Field, header: str) -> float:
    """1 for the likeliest word, less further down the list, about half for a word inside the header."""
    text = folded(header)
    known = words().headers[field]
    if text in known:
        return 0.95 - 0.15 * known.index(text) / len(known)
    parts = set(text.split())
    inside = [word for word in known if (word in parts if " " not in word else word in text)]
    return 0.55 * max((len(word) / len(text) for word in inside), default=0.0) + 0.2 * bool(inside)


def _is_date(text: str) -> bool:
    try:
        parse_date(text, DateOrder.UNKNOWN)
    except AmbiguousDate:
        return True
    except DateFault:
        return False
    return True


def _is_count(text: str) -> bool:
    try:
        number = parse_number(text, NumberStyle.POINT)
    except NumberFault:
        return False
    return number == number.to_integral_value()


def _is_money(text: str) -> bool:
    try:
        parse_money(text, NumberStyle.UNKNOWN)
    except AmbiguousNumber:
        return True
    except NumberFault:
        return False
    return True


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1850 <= int(text) <= 2100


_FITS: Mapping[Field, Callable[[str], bool]] = {
    Field.EFFECTIVE_ON: _is_date,
    Field.QUANTITY: _is_count,
    Field.UNIT_VALUE: _is_money,
    Field.YEAR: _is_year,
    Field.ITEM_CODE: lambda text: bool(_STOCK_NUMBER.fullmatch(text)) or (len(text) < 20 and " " not in text),
    Field.SERIAL: lambda text: bool(_SERIAL.fullmatch(text)),
    Field.CALIBRE: lambda text: bool(_CALIBRE.fullmatch(text)) or len(text) <= 20,
    Field.UNIT: lambda text: bool(_UNITS.fullmatch(text)) or (len(text) <= 12 and not text.isdigit()),
    Field.LOT: lambda text: bool(_LOT.fullmatch(text)) or len(text) <= 24,
    Field.MAKE: lambda text: not _is_date(text) and not _is_count(text),
    Field.ITEM_NAME: lambda text: len(text) > 2 and not _is_count(text),
}
# Cells that speak for themselves, whatever the header says.
_TELLING = frozenset({Field.EFFECTIVE_ON})
