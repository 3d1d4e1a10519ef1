"""The cover: whose books, how far they go, the control totals, how to read, and what it cannot show."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stockpile_app import __version__
from stockpile_app.base import tr
from stockpile_app.exchange.audit_workbook.model import AuditSummary, Books, Period
from stockpile_app.exchange.sheet_table import Running, Styles, Table, set_page, sheet_name, write_heading
from stockpile_app.exchange.sheet_writer import Cell, CellSheet, Formula, in_quotes, places, quoted

_WIDE = 132


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover tells.

    Attributes:
        held: For each unit, the live total of what the stockpile holds.
        overall: The live sentence over all checks, and what it says when all is well.
    """

    books: Books
    period: Period
    summary: AuditSummary
    held: Sequence[tuple[str, Cell]]
    overall: Formula
    all_well: str
    tables: Sequence[tuple[Table, str]]


def add_sheet(styles: Styles, running: Running) -> CellSheet:
    """The cover's empty sheet: the first of the workbook."""
    sheet: CellSheet = styles.book.add_worksheet(sheet_name(tr("Cover")), CellSheet)
    set_page(sheet, running)
    return sheet


class _Writer:
    """Writes the cover downwards."""

    def __init__(self, sheet: CellSheet, styles: Styles) -> None:
        self.sheet = sheet
        self.row = 3
        self._head = places([styles.section] * 3)
        self._text = places([styles.label, styles.plain, styles.plain])
        self._figure = places([styles.label, styles.figure, styles.plain])
        self._line = places([styles.plain])

    def section(self, title: str) -> None:
        self.row += 1
        self.sheet.put(self.row, self._head, [title, None, None], 20)
        self.row += 1

    def fact(self, label: str, value: Cell) -> None:
        line = self._text if isinstance(value, str) else self._figure
        self.sheet.put(self.row, line[:2], [label, value])
        self.row += 1

    def lines(self, text: str) -> None:
        for part in textwrap.wrap(text, _WIDE) or [""]:
            self.sheet.put(self.row, self._line, [part])
            self.row += 1


def write(sheet: CellSheet, styles: Styles, cover: Cover) -> None:
    """Write the cover."""
    write_heading(sheet, styles, tr("Audit workbook"), f"{cover.books.name} · {cover.books.code}")
    writer = _Writer(sheet, styles)
    sheet.put(3, places([styles.verdict] * 3), [cover.overall, None, None], 24)
    writer.section(tr("The books"))
    for label, value in _books(cover):
        writer.fact(label, value)
    writer.section(tr("Control totals"))
    for label, figure in _totals(cover):
        writer.fact(label, figure)
    writer.section(tr("How to read this workbook"))
    for sentence in _reading():
        writer.lines(sentence)
    writer.section(tr("What this workbook cannot show"))
    for sentence in _limits():
        writer.lines(sentence)
    writer.section(tr("Sheets"))
    _contents(writer, styles, cover.tables)
    _finish(sheet, styles, cover)


def _books(cover: Cover) -> Iterator[tuple[str, Cell]]:
    books = cover.books
    yield tr("Stockpile"), books.name
    yield tr("Code"), books.code
    yield tr("Kind of books"), tr("Depot") if books.kind == "depot" else tr("Ministry")
    if books.sole:
        yield tr("Keeping"), tr("single-keeper books: one person holds every role, nobody else approves")
    yield tr("Period"), _period(cover)
    yield tr("Journal"), tr("{count} entries", count=books.size)
    yield tr("Root of the journal"), books.root
    yield (
        tr("Last entry"),
        tr("{kind}, posted by {name}, recorded {moment} UTC", kind=books.last_kind, name=books.last_by,
           moment=books.last_at.replace("T", " ").rstrip("Z")),
    )  # fmt: skip
    yield tr("Time zone"), books.zone
    yield tr("Program"), f"Stockpile {__version__}"


def _period(cover: Cover) -> str:
    first, last = cover.period.first, cover.period.last
    if first and last:
        return tr("from {first} to {last}, both included", first=first, last=last)
    if first:
        return tr("from {first} to the last entry", first=first)
    if last:
        return tr("from the beginning to {last}, included", last=last)
    return tr("everything, from the first entry to the last")


def _totals(cover: Cover) -> Iterator[tuple[str, Cell]]:
    summary = cover.summary
    yield tr("Movements in the period"), summary.movements
    yield tr("Quantity moved, units ignored"), summary.quantity_total
    yield tr("Balances in the stockpile"), summary.balances
    yield tr("Balances outside it"), summary.outside_balances
    yield tr("Vouchers, all"), summary.vouchers
    yield tr("Weapons"), summary.weapons
    yield tr("Lots"), summary.lots
    yield tr("Findings"), summary.findings
    for unit, figure in cover.held:
        yield tr("Held at the end: {unit}", unit=unit), figure


def _reading() -> Iterator[str]:
    yield tr(
        "1. Every line of Balances is: opening + in - out = closing. “In” and “Out” are live sums over the rows of "
        "Movements that belong to the line."
    )
    yield tr(
        "2. Movements is sorted by balance, like stock cards. Every movement stands there twice: out of the balance "
        "it left, into the balance it entered."
    )
    yield tr(
        "3. Accounts outside the stockpile (source, expended, destroyed ...) are kept apart. They hold less than "
        "nothing where stock came from: quantity only moves."
    )
    yield tr(
        "4. Totals are by unit and never cross units. Figures of more than 15 digits stand as text, because a "
        "spreadsheet program would round them."
    )
    yield tr(
        "5. A day without a time means the end of that day. Serials, lots and stock numbers are text, exactly as "
        "read. The sheets are protected without a password, against slips."
    )
    yield tr(
        "6. Let your spreadsheet program calculate everything again (in LibreOffice: Ctrl+Shift+F9; in Excel: "
        "Ctrl+Alt+F9). Then look at Checks."
    )


def _limits() -> Iterator[str]:
    yield tr(
        "The formulas prove that these sheets agree with each other. That they are the books is proved by the size and "
        "root of the journal: compare both with a printed voucher, a report that was sent, or the program’s own "
        "verification."
    )
    yield tr(
        "Whoever holds the keys can rewrite what is newer than the last root that left the machine. Counting the racks "
        "is proved by counting the racks."
    )


def _contents(writer: _Writer, styles: Styles, tables: Sequence[tuple[Table, str]]) -> None:
    link = places([styles.link, styles.plain])
    for table, what in tables:
        for name in table.names:
            writer.sheet.put(writer.row, link, [name, what])
            writer.sheet.link(writer.row, 1, f"{quoted(name)}!A1")
            writer.row += 1


def _finish(sheet: CellSheet, styles: Styles, cover: Cover) -> None:
    for style, criteria in ((styles.good, "=="), (styles.bad, "!=")):
        rule = {"type": "cell", "criteria": criteria, "value": in_quotes(cover.all_well), "format": style}
        sheet.conditional_format(2, 0, 2, 0, rule)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, 1, 24)
    sheet.set_column(2, 2, 80)
    sheet.fit_to_pages(1, 1)
    sheet.protect("", {"format_columns": True, "select_locked_cells": True})
    sheet.activate()
