"""The balances: opening + in - out = closing, each line a live sum over its own movements.

The stockpile's own accounts stand on one sheet, the accounts outside it on another; on both the
lines of one unit are neighbours, so that totals are sums over one range and never cross units.
"""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base import tr
from stockpile_app.exchange.audit_workbook import movements, weapons
from stockpile_app.exchange.audit_workbook.model import BalanceLine
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import Cell, Formula

OPENING, IN, OUT, CLOSING, BOOKS, DIFFERENCE, WEAPONS, WEAPONS_DIFFERENCE = range(8, 16)


def columns() -> list[Column]:
    """The columns of both sheets."""
    return [
        Column(tr("Line"), "plain_number", 6),
        Column(tr("Account"), least=14, most=34),
        Column(tr("Kind"), least=9, most=18),
        Column(tr("Item type"), least=16, most=42),
        Column(tr("Stock number"), least=8, most=18),
        Column(tr("Lot"), least=6, most=20),
        Column(tr("Condition"), least=11, most=22),
        Column(tr("Unit"), least=7, most=16),
        Column(tr("Opening"), "number", 11),
        Column(tr("In"), "number", 11),
        Column(tr("Out"), "number", 11),
        Column(tr("Closing"), "strong_number", 11),
        Column(tr("Books say"), "number", 11),
        Column(tr("Difference"), "number", 10),
        Column(tr("Weapons listed"), "number", 9),
        Column(tr("Difference"), "number", 10),
    ]


def table(styles: Styles, name: str, sentence: str, lines: int, running: Running, limit: int) -> Table:
    """An empty sheet of balances."""
    return Table(styles, name, sentence, columns(), lines, running, limit)


def write(sheet: Table, lines: Iterable[tuple[int, BalanceLine]], moved: Table, listed: Table) -> None:
    """Write the numbered lines, each summing its rows of the movements and of the weapons register."""
    for at, (number, line) in enumerate(lines):
        sheet.add(_cells(sheet, at, number, line, moved, listed))
    for column in (DIFFERENCE, WEAPONS_DIFFERENCE):
        sheet.alarm(column)
    sheet.finish()


def _cells(sheet: Table, at: int, number: int, line: BalanceLine, moved: Table, listed: Table) -> list[Cell]:
    here = sheet.row_of(at)
    return [
        number,
        line.place,
        line.account_kind,
        line.item,
        line.stock_number,
        line.lot,
        line.state,
        line.unit,
        line.opening,
        _sum(line, moved.span(movements.IN, line.first_side, line.sides), line.moved_in),
        _sum(line, moved.span(movements.OUT, line.first_side, line.sides), line.moved_out),
        Formula(f"I{here}+J{here}-K{here}", line.closing) if line.exact else str(line.closing),
        line.books if line.exact else str(line.books),
        _difference(here, line),
        *_weapons(here, line, listed),
    ]


def _sum(line: BalanceLine, span: str, value: int) -> Cell:
    if not line.exact:
        return str(value)
    return Formula(f"SUM({span})", value) if span else 0


def _difference(row: int, line: BalanceLine) -> Formula:
    if line.exact:
        return Formula(f"L{row}-M{row}", line.closing - line.books)
    return Formula(f"IF(L{row}=M{row},0,1)", int(line.closing != line.books))


def _weapons(row: int, line: BalanceLine, listed: Table) -> tuple[Cell, Cell]:
    """How many serials the register lists here, for what is followed by serial."""
    if line.tracking != "serial" or not line.inside:
        return None, None
    span = listed.span(weapons.SERIAL, line.first_weapon, line.weapons)
    counted: Cell = Formula(f"COUNTA({span})", line.weapons) if span else 0
    return counted, Formula(f"O{row}-L{row}", line.weapons - line.closing)
