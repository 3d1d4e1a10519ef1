"""The cover: whose books, how far they go, the control totals, how to read, and what it cannot show."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from stockpile_app import __version__
from stockpile_app.base import tr, trn
from stockpile_app.exchange.audit_workbook.model import AuditSummary, Books, Period
from stockpile_app.exchange.sheet_table import Running, Styles, Table, set_page, sheet_name, write_heading
from stockpile_app.exchange.sheet_writer import Cell, CellSheet, Formula, Style, in_quotes, places, quoted

_WIDE = 106


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


@dataclass(frozen=True, slots=True)
class _Entry:
    """What one half of the cover shows in one row: two cells with their styles, and where they lead."""

    cells: tuple[Cell, Cell]
    styles: tuple[Style, Style]
    leads_to: str = ""


def write(sheet: CellSheet, styles: Styles, cover: Cover) -> None:
    """Write the cover: facts and control totals at one side, how to read at the other."""
    write_heading(sheet, styles, tr("Audit workbook"), f"{cover.books.name} · {cover.books.code}")
    sheet.put(3, places([styles.verdict] * 2), [cover.overall, None], 26)
    nothing = _Entry((None, None), (styles.plain, styles.plain))
    facts, guide = list(_facts(styles, cover)), list(_guide(styles, cover))
    for row, (near, far) in enumerate(zip_longest(facts, guide, fillvalue=nothing), 5):
        line = places((*near.styles, styles.plain, *far.styles))
        sheet.put(row, line, (*near.cells, None, *far.cells), 15)
        if far.leads_to:
            sheet.link(row, 4, far.leads_to)
    _write_checkpoint(sheet, styles, cover, 5 + max(len(facts), len(guide)))
    names = [entry for entry in guide if entry.leads_to]
    _finish(sheet, styles, cover, (_widest(facts, 26), 66, 3, _widest(names, 22), 72))


def _write_checkpoint(sheet: CellSheet, styles: Styles, cover: Cover, row: int) -> None:
    """The signed checkpoint whole, in one cell, as the stand-alone verifier and people take it out."""
    note = cover.books.checkpoint
    if not note:
        return
    sheet.put(row, places([styles.section] * 2), [tr("Checkpoint, signed"), None], 15)
    line = places([styles.label, styles.wrapped])
    sheet.put(row + 1, line, [tr("Public key of the depot"), cover.books.public_key], 15)
    sheet.put(row + 2, line, [tr("Signed note"), note], 15 * (note.count("\n") + len(note) // 60))


def _widest(entries: Sequence[_Entry], least: int) -> int:
    """A width at which every first text of these entries fits."""
    return max([least, *(len(str(entry.cells[0] or "")) for entry in entries)])


_MOST_TROUBLES = 12


def _facts(styles: Styles, cover: Cover) -> Iterator[_Entry]:
    if cover.books.troubles:
        yield from _section(styles, tr("These books do not hold"))
        for sentence in cover.books.troubles[:_MOST_TROUBLES]:
            yield _Entry((tr("Found"), sentence), (styles.label, styles.wrapped))
        more = len(cover.books.troubles) - _MOST_TROUBLES
        if more > 0:
            yield _Entry((tr("And more"), more), (styles.label, styles.figure))
        yield _Entry((None, None), (styles.plain, styles.plain))
    for title, facts in ((tr("The books"), _books(cover)), (tr("Control totals"), _totals(cover))):
        yield from _section(styles, title)
        for label, value in facts:
            shown = styles.plain if isinstance(value, str) else styles.figure
            yield _Entry((label, value), (styles.label, shown))
        yield _Entry((None, None), (styles.plain, styles.plain))


def _guide(styles: Styles, cover: Cover) -> Iterator[_Entry]:
    texts = (
        (tr("How to read this workbook"), _reading()),
        (tr("What this workbook cannot show"), _limits()),
    )
    for title, sentences in texts:
        yield from _section(styles, title)
        for sentence in sentences:
            for part in textwrap.wrap(sentence, _WIDE):
                yield _Entry((part, None), (styles.plain, styles.plain))
        yield _Entry((None, None), (styles.plain, styles.plain))
    yield from _section(styles, tr("Sheets"))
    for table, what in cover.tables:
        for name in table.names:
            yield _Entry((name, what), (styles.link, styles.plain), f"{quoted(name)}!A1")


def _section(styles: Styles, title: str) -> Iterator[_Entry]:
    yield _Entry((title, None), (styles.section, styles.section))


def _books(cover: Cover) -> Iterator[tuple[str, Cell]]:
    books = cover.books
    yield tr("Stockpile"), books.name
    yield tr("Code"), books.code
    yield tr("Kind of books"), tr("Depot") if books.kind == "depot" else tr("Ministry")
    if books.sole:
        yield tr("Keeping"), tr("single-keeper books: one person holds every role, nobody else approves")
    yield tr("Period"), _period(cover)
    yield tr("Journal"), trn("{count} entry", "{count} entries", books.size)
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
        "Whoever holds the keys can rewrite what is newer than the last root that left the machine. What really stands "
        "in the racks is proved by counting it."
    )


def _finish(sheet: CellSheet, styles: Styles, cover: Cover, widths: Sequence[int]) -> None:
    said = f"$A$3={in_quotes(cover.all_well)}"
    for formula, style in ((f"={said}", styles.good), (f"=NOT({said})", styles.bad)):
        sheet.conditional_format("A3:B3", {"type": "formula", "criteria": formula, "format": style})
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.protect("", {"format_columns": True, "select_locked_cells": True})
    sheet.activate()
