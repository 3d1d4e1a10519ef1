"""A workbook going out: written row by row in little memory, whole or not at all, nothing executable.

XlsxWriter makes the workbook: styles, pages, protection, packing.  The cells go through `CellSheet`,
which writes each row straight into the sheet's own file: a text is always text (never a formula, a
link or a rich text by its looks), and 100 000 rows take a quarter of the library's own time.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from stockpile_app.store.files import write_whole

LARGEST_NUMBER = 999_999_999_999_999
"""A spreadsheet program keeps 15 digits; what is longer stands as text."""

LONGEST_TEXT = 32_767
ROWS_A_SHEET = 1_048_576


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula (without the equals sign) and the value that it has now."""

    text: str
    value: int | str


Cell = str | int | Formula | None
Style = Any  # an XlsxWriter Format; the library ships no types
Book = Any  # an XlsxWriter Workbook


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a sheet as its cells name it: letters, and the number of its style."""

    letters: str
    style: int


def places(styles: Iterable[Style]) -> list[Place]:
    """The places of neighbouring columns, from column A on, with their styles."""
    return [Place(xl_col_to_name(column), style_number(style)) for column, style in enumerate(styles)]


def style_number(style: Style) -> int:
    """The number by which the cells of a sheet name a style."""
    return int(style._get_xf_index())  # noqa: SLF001  (the library has no public name for it)


class CellSheet(Worksheet):  # type: ignore[misc]  # the library ships no types
    """A sheet whose rows are written in order, each at once."""

    def put(self, row: int, line: Sequence[Place], cells: Sequence[Cell], height: float = 0) -> None:
        """Write the row with this number, counted from 1 as people see it."""
        self._reach(row, len(cells))
        self.row_data_fh.write(row_xml(row, line, cells, height))

    def link(self, row: int, column: int, where: str) -> None:
        """Make a written cell lead to another place of the workbook; `row` counts from 1, `column` too."""
        self.hyperlinks[row - 1][column - 1] = Url(f"internal:{where}")

    def _reach(self, row: int, columns: int) -> None:
        """Tell the library how far the sheet goes."""
        self._check_dimensions(row - 1, 0)
        self._check_dimensions(row - 1, max(columns - 1, 0))

    def let_go(self) -> None:
        """Close the sheet's own file, also when the workbook was not finished."""
        with suppress(OSError):
            self.row_data_fh.close()


def row_xml(row: int, line: Sequence[Place], cells: Sequence[Cell], height: float = 0) -> str:
    """One row of SpreadsheetML."""
    tall = f' ht="{height:g}" customHeight="1"' if height else ""
    parts = [f'<row r="{row}"{tall}>']
    for place, cell in zip(line, cells, strict=True):
        start = f'<c r="{place.letters}{row}" s="{place.style}"'
        if cell.__class__ is str and cell:
            parts.append(f'{start} t="inlineStr"><is>{text_xml(cell)}</is></c>')
        elif cell.__class__ is int:
            parts.append(_number_xml(start, cell))
        elif cell.__class__ is Formula:
            parts.append(_formula_xml(start, cell))
        else:
            parts.append(f"{start}/>")
    parts.append("</row>")
    return "".join(parts)


def fits_a_number(value: int) -> bool:
    """Whether a spreadsheet program keeps every digit."""
    return -LARGEST_NUMBER <= value <= LARGEST_NUMBER


def _number_xml(start: str, number: int) -> str:
    if fits_a_number(number):
        return f"{start}><v>{number}</v></c>"
    return f'{start} t="inlineStr"><is><t>{number}</t></is></c>'


def _formula_xml(start: str, formula: Formula) -> str:
    kind = ' t="str"' if isinstance(formula.value, str) else ""
    value = _escaped(formula.value) if isinstance(formula.value, str) else formula.value
    return f"{start}{kind}><f>{_escaped(formula.text)}</f><v>{value}</v></c>"


_LOOKS_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_HALF_SIGN = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=65_536)
def text_xml(text: str) -> str:
    """The text element of a cell, whatever the text holds; read back it is the same text."""
    text = _HALF_SIGN.sub("\ufffd", text[:LONGEST_TEXT])
    text = _LOOKS_ESCAPED.sub(r"_x005F\1", text)
    text = _NOT_IN_XML.sub(lambda sign: f"_x{ord(sign[0]):04X}_", text)
    keep = "" if text == text.strip() and "\n" not in text else ' xml:space="preserve"'
    return f"<t{keep}>{_escaped(text)}</t>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it: `'Movements (2)'`."""
    return sheet if sheet.isascii() and sheet.isalpha() else "'" + sheet.replace("'", "''") + "'"


def in_quotes(word: str) -> str:
    """A word as a formula writes it."""
    return '"' + word.replace('"', '""') + '"'


@contextmanager
def _drafted(draft: Path, folder: Path) -> Iterator[Book]:
    """An XlsxWriter workbook that is packed at the end, or leaves nothing open."""
    book = Workbook(
        str(draft),
        {
            "constant_memory": True,
            "tmpdir": str(folder),
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
        },
    )
    try:
        yield book
        book.close()
    except FileCreateError as error:
        raise error.args[0] from error  # the library wraps what the disk said
    finally:
        for sheet in book.worksheets():
            sheet.let_go()


def write_workbook(
    target: Path, made_at: datetime, title: str, subject: str, fill: Callable[[Book], None]
) -> None:
    """Write a workbook under its final name, whole or not at all.

    Args:
        made_at: The moment it says it was made (UTC); the same content and moment, the same bytes.
        fill: Called with the open workbook; adds the sheets and writes their rows.

    Raises:
        KnownError: the disk refuses; nothing is left behind.
    """

    def make(draft: Path) -> None:
        with (
            tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=target.parent) as folder,
            _drafted(draft, Path(folder)) as book,
        ):
            book.set_properties(
                {"title": title, "subject": subject, "author": "Stockpile", "created": made_at}
            )
            fill(book)

    write_whole(target, make)
