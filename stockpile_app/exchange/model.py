"""The shapes a foreign spreadsheet takes on its way in: cells as stored, then values, then findings.

A cell keeps how the file stored it (`CellKind`) beside its text, so that a serial number that a
spreadsheet program turned into a number can be recognised and is never quietly turned back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from stockpile_app.base import Finding


class SheetFormat(StrEnum):
    """The kinds of spreadsheet file that can be read."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"


class CellKind(StrEnum):
    """How the file stored a cell: one letter each, so that a row's kinds are one short text."""

    EMPTY = "-"
    TEXT = "t"
    NUMBER = "n"
    DATE = "d"
    TIME = "h"
    TRUTH = "b"
    NO_VALUE = "x"


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as the file holds it.

    Attributes:
        row: Row number as a spreadsheet program shows it, from 1 (for csv: the record number).
        kinds: One `CellKind` letter per cell.
        texts: The cells' texts: text verbatim, numbers exact to 15 digits, dates ISO.
    """

    row: int
    kinds: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetName:
    """One sheet of a workbook, as offered to the person who chooses."""

    name: str
    visible: bool = True


@dataclass(frozen=True, slots=True)
class SheetSource:
    """What was read: the file's kind and hash, and how its text was understood.

    Attributes:
        format: What the content is, whatever the name says.
        sheet: The sheet's name; '' for csv.
        encoding: The text encoding of a csv file; '' for workbooks.
        encoding_guessed: The encoding was inferred from the letters, nothing in the file proves it.
        delimiter: What separates the fields of a csv file; '' for workbooks.
        sha256: Hash of the file's bytes, as hexadecimal.
    """

    format: SheetFormat
    sheet: str
    encoding: str
    encoding_guessed: bool
    delimiter: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A whole sheet, or the first rows of one."""

    source: SheetSource
    rows: Sequence[RawRow]


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row as typed values; '' and None stand for what the file does not say.

    Attributes:
        quantity: Whole number in `unit`, more than zero.
        unit: As written, without the white space around it.
        currency: As the file or the profile says it, for example `USD`, `$` or ''.
        serial: As written, without the white space around it, never coerced.
    """

    account: str
    item_code: str
    item_name: str
    quantity: int
    unit: str
    unit_value: Decimal | None
    currency: str
    effective_on: date | None
    make: str
    model: str
    calibre: str
    serial: str
    country: str
    year: int | None
    condition: str
    lot: str
    remarks: str
    category: str


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row, read and judged: with values, or refused by at least one of its findings.

    Attributes:
        row: Row number in the file, from 1.
        values: The typed values; None when the row is refused.
        findings: What the rules say about this row, refusals and warnings.
        raw: The cells' texts as read, for the correction workbook.
        digest: The row's identity: first 16 bytes of SHA-256 over its whole raw content.
    """

    row: int
    values: ParsedRow | None
    findings: tuple[Finding, ...]
    raw: tuple[str, ...]
    digest: bytes


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A foreign sheet read under a profile.

    Attributes:
        source: File, sheet and encoding.
        headers: Texts of the header row, without the white space around them.
        rows_read: Rows below the header that hold anything.
        rows_blank: Rows below the header that hold nothing.
        rows: The rows that hold anything, in the order of the file.
        quantity_total: Control total over the rows read: plain sum of quantities, units ignored.
        value_total: Control total over the rows read: sum of quantity times unit value.
        findings: Warnings and notes about the file as a whole.
    """

    source: SheetSource
    headers: tuple[str, ...]
    rows_read: int
    rows_blank: int
    rows: Sequence[ReadRow]
    quantity_total: int
    value_total: Decimal
    findings: tuple[Finding, ...] = ()
