"""A register on paper and screen: title, one sentence, header, rows; filtered, frozen, printed, protected.

A table knows beforehand how many rows it will have, so that formulas elsewhere can name its cells
before they are written; what is longer than a sheet goes on to `Name (2)`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil

from xlsxwriter.utility import xl_col_to_name

from stockpile_app.base import tr
from stockpile_app.base.resources import resource
from stockpile_app.base.text import current_language
from stockpile_app.exchange.sheet_writer import (
    ROWS_A_SHEET,
    Book,
    Cell,
    CellSheet,
    Formula,
    in_quotes,
    places,
    quoted,
)

HEADER_ROW = 3
FIRST_ROW = HEADER_ROW + 1
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
_A4 = 9
_COUNTED = "#,##0_0;-#,##0_0;0_0"
"""Digits in groups, with a digit's width of air at the right."""
_WRAPPING = frozenset({"wrapped", "noted"})
_LINE_POINTS = 12.8
_LETTERS = 1.12
"""Letters that fit where a figure does, on the average."""
_MAY = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "select_locked_cells": True,
    "select_unlocked_cells": True,
}


@cache
def colours() -> dict[str, str]:
    """The light palette of the program: paper is light."""
    content = tomllib.loads(resource("tokens.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = content["colour"]["light"]
    return found


class Styles:
    """The few styles of a workbook, all named."""

    def __init__(self, book: Book) -> None:
        ink, soft, accent = colours()["text"], colours()["text_2"], colours()["accent"]
        start = {"align": "right", "reading_order": 2} if right_to_left() else {}
        right = {"align": "right"}
        plain = {"font_color": ink, **start}
        cell = {"font_color": ink, "valign": "top", "bottom": 1, "bottom_color": colours()["line"]}
        text = {**cell, **({"align": "right"} if start else {}), "num_format": "@"}
        header = {
            "bold": True, "font_color": colours()["on_accent"], "bg_color": accent, "text_wrap": True,
            "valign": "vcenter", "border": 1, "border_color": accent, **start,
        }  # fmt: skip
        add = book.add_format
        self.book = book
        self.title = add({**plain, "bold": True, "font_size": 14})
        self.sentence = add({**plain, "font_color": soft, "valign": "top"})
        self.header = add(header)
        self.number_header = add({**header, **right, "indent": 0 if start else 1})
        self.noted_header = add({**header, "bg_color": soft})
        self.text = add(text)
        self.free_text = add({"num_format": "@", "font_color": ink, "valign": "top"})
        self.wrapped = add({**text, "text_wrap": True})
        self.noted = add({**text, "text_wrap": True, "bg_color": colours()["warn_soft"]})
        self.strong = add({**text, "text_wrap": True, "bold": True})
        self.number = add({**cell, "num_format": _COUNTED, **right})
        self.plain_number = add({**cell, "num_format": "0_0", **right})
        self.strong_number = add({**cell, "bold": True, "num_format": _COUNTED, **right})
        self.plain = add(plain)
        self.label = add({**plain, "font_color": soft})
        self.figure = add({"align": "left", **plain, "num_format": "#,##0"})
        self.section = add(
            {**plain, "bold": True, "font_size": 11, "font_color": accent, "bottom": 1,
             "bottom_color": colours()["line_strong"]}
        )  # fmt: skip
        self.verdict = add({**plain, "bold": True, "font_size": 12, "valign": "vcenter", "indent": 1})
        self.link = add({**plain, "font_color": accent, "underline": 1})
        self.bad = add({"bold": True, "font_color": colours()["stop"], "bg_color": colours()["stop_soft"]})
        self.good = add({"font_color": colours()["ok"], "bg_color": colours()["ok_soft"]})


def right_to_left() -> bool:
    """Whether the language spoken now is written from right to left."""
    return current_language().partition("_")[0] in _RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register.

    Attributes:
        style: A name of `Styles`.
        least, most: Width in characters; it grows with what it holds, up to `most`.
    """

    title: str
    style: str = "text"
    least: int = 8
    most: int = 8

    @property
    def counts(self) -> bool:
        """Whether it holds numbers: they stand at the right, and show every digit."""
        return self.style.endswith("number")


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the head and foot of every printed page."""

    left: str
    right: str
    foot: str


def sheet_name(wanted: str, page: int = 1) -> str:
    """A name that every spreadsheet program takes: at most 31 characters, none of the forbidden."""
    suffix = f" ({page})" if page > 1 else ""
    plain = "".join(sign for sign in wanted if sign not in "[]:*?/\\").strip("' ")
    return plain[: 31 - len(suffix)] + suffix


class Table:
    """A register of so many rows, over as many sheets as it needs."""

    def __init__(
        self,
        styles: Styles,
        name: str,
        sentence: str,
        columns: Sequence[Column],
        rows: int,
        running: Running,
        rows_a_sheet: int = ROWS_A_SHEET,
    ) -> None:
        self.rows = rows
        self.columns = columns
        self.written = 0
        self.capacity = rows_a_sheet - HEADER_ROW
        self._styles = styles
        self._line = places(getattr(styles, column.style) for column in columns)
        self._widths = [max(column.least, *map(len, column.title.split() or [""])) for column in columns]
        grows = [(at, column.counts) for at, column in enumerate(columns) if column.most > column.least]
        self._grows = [at for at, counts in grows if not counts]
        self._largest = {at: 0 for at, counts in grows if counts}
        self._wraps = [at for at, column in enumerate(columns) if column.style in _WRAPPING]
        pages = max(1, -(-rows // self.capacity))
        self._quoted = [quoted(sheet_name(name, page)) for page in range(1, pages + 1)]
        self.sheets: list[CellSheet] = [
            self._page(name, page, sentence, running) for page in range(1, pages + 1)
        ]

    @property
    def names(self) -> list[str]:
        """The names of its sheets."""
        return [sheet.get_name() for sheet in self.sheets]

    def _page(self, name: str, page: int, sentence: str, running: Running) -> CellSheet:
        sheet: CellSheet = self._styles.book.add_worksheet(sheet_name(name, page), CellSheet)
        set_page(sheet, running)
        title = name if page == 1 else tr("{name}, continued ({page})", name=name, page=page)
        write_heading(sheet, self._styles, title, sentence)
        header = places(
            self._styles.number_header if column.counts else self._styles.header for column in self.columns
        )
        lines = max(
            ceil(len(column.title) / width) for column, width in zip(self.columns, self._widths, strict=True)
        )
        sheet.put(HEADER_ROW, header, [column.title for column in self.columns], 15 * max(2, lines))
        sheet.freeze_panes(HEADER_ROW, 0)
        sheet.repeat_rows(HEADER_ROW - 1)
        return sheet

    def add(self, cells: Sequence[Cell]) -> None:
        """Write the next row."""
        page, at = divmod(self.written, self.capacity)
        height = self._height(cells) if self._wraps else 0
        self.sheets[page].put(FIRST_ROW + at, self._line, cells, height)
        self.written += 1
        widths = self._widths
        for column in self._grows:
            cell = cells[column]
            if cell.__class__ is str and len(cell) > widths[column]:
                widths[column] = len(cell)
        for column, largest in self._largest.items():
            cell = cells[column]
            figure = cell.value if cell.__class__ is Formula else cell
            if figure.__class__ is int and abs(figure) > largest:
                self._largest[column] = abs(figure)

    def _height(self, cells: Sequence[Cell]) -> float:
        """Points for the longest wrapped text of a row; 0 when one line is enough."""
        lines = max(
            (
                ceil(len(str(cells[at])) / (self.columns[at].most * _LETTERS))
                for at in self._wraps
                if cells[at]
            ),
            default=1,
        )
        return _LINE_POINTS * lines + 2 if lines > 1 else 0

    @property
    def next_row(self) -> int:
        """The number, on its sheet, of the row that `add` will write."""
        return self.row_of(self.written)

    def row_of(self, at: int) -> int:
        """The number, on its sheet, of a row counted from 0 over all sheets."""
        return FIRST_ROW + at % self.capacity

    def last_cell(self, column: int) -> str:
        """How a formula in the next row names a cell of the row written last."""
        if self.written % self.capacity == 0:
            return self.cell(column, self.written - 1)
        return f"{xl_col_to_name(column)}{self.next_row - 1}"

    def alarm(self, column: int) -> None:
        """Cells of this column turn red when they are not zero."""
        for sheet, rows in self._filled():
            sheet.conditional_format(
                FIRST_ROW - 1, column, FIRST_ROW + rows - 2, column,
                {"type": "cell", "criteria": "!=", "value": 0, "format": self._styles.bad},
            )  # fmt: skip

    def colour(self, column: int, word: str) -> None:
        """Cells of this column are green where they say `word`, and red where they do not."""
        for sheet, rows in self._filled():
            for criteria, style in (("==", self._styles.good), ("!=", self._styles.bad)):
                sheet.conditional_format(
                    FIRST_ROW - 1, column, FIRST_ROW + rows - 2, column,
                    {"type": "cell", "criteria": criteria, "value": in_quotes(word), "format": style},
                )  # fmt: skip

    def _filled(self) -> Iterator[tuple[CellSheet, int]]:
        """Its sheets that hold rows, with how many."""
        for page, sheet in enumerate(self.sheets):
            rows = min(max(self.written - page * self.capacity, 0), self.capacity)
            if rows:
                yield sheet, rows

    def finish(self) -> None:
        """Set widths and filters; to be called after the last row."""
        last = len(self.columns) - 1
        filled = dict(self._filled())
        for sheet in self.sheets:
            for at, column in enumerate(self.columns):
                sheet.set_column(at, at, self._width(at, column))
            sheet.autofilter(HEADER_ROW - 1, 0, HEADER_ROW - 1 + filled.get(sheet, 0), last)
            sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(last)}{ROWS_A_SHEET}"})
            sheet.protect("", _MAY)

    def _width(self, at: int, column: Column) -> float:
        if at in self._wraps:
            return column.most * 1.05
        figure = len(f"-{self._largest[at]:,}") if at in self._largest else 0
        return min(max(self._widths[at], figure), max(column.most, column.least)) + 1.5

    def cell(self, column: int, at: int) -> str:
        """How a formula names the cell of a row, counted from 0 over all its sheets."""
        page, row = divmod(at, self.capacity)
        return f"{self._quoted[page]}!{xl_col_to_name(column)}{FIRST_ROW + row}"

    def span(self, column: int, first: int, count: int) -> str:
        """How a formula names `count` rows of a column from `first` on; '' for none."""
        return ",".join(self._spans(xl_col_to_name(column), first, count))

    def spans(self, column: int) -> list[str]:
        """The whole column, a range a sheet."""
        return list(self._spans(xl_col_to_name(column), 0, self.rows))

    def _spans(self, letters: str, first: int, count: int) -> Iterator[str]:
        end = first + count
        while first < end:
            page, row = divmod(first, self.capacity)
            here = min(end - first, self.capacity - row)
            top = FIRST_ROW + row
            yield f"{self._quoted[page]}!{letters}{top}:{letters}{top + here - 1}"
            first += here


def write_heading(sheet: CellSheet, styles: Styles, title: str, sentence: str) -> None:
    """The first two rows of every sheet."""
    sheet.put(1, places([styles.title]), [title], 24)
    sheet.put(2, places([styles.sentence]), [sentence], 18)


def set_page(sheet: CellSheet, running: Running) -> None:
    """Landscape A4, as wide as the page, with a head and foot; right to left where the language is."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
    pages = _spelled(tr("Page {page} of {pages}", page="{P}", pages="{N}"))
    pages = pages.replace("{P}", "&P").replace("{N}", "&N")
    sheet.set_header(f"&L&9{_spelled(running.left)}&R&9{_spelled(running.right)}")
    sheet.set_footer(f"&L&8{_spelled(running.foot)}&R&9{pages}")
    sheet.hide_gridlines(2)
    if right_to_left():
        sheet.right_to_left()


def _spelled(text: str) -> str:
    """A text in a page head: short, an ampersand an ampersand, no digit taken for a size."""
    return " " + "".join(max(sign, " ") for sign in text[:110]).replace("&", "&&")
