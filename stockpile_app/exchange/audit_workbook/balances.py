"""The balances: opening + in - out = closing, each line a live sum over its own movements.

The stockpile's own accounts stand on one sheet, the accounts outside it on another; on both the
lines of one unit are neighbours, so that totals are sums over one range and never cross units.
"""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base import tr
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.audit_workbook import movements, weapons
from stockpile_app.exchange.audit_workbook.model import BalanceLine
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import Cell, Formula

OPENING, IN, OUT, CLOSING, BOOKS, DIFFERENCE, WEAPONS, WEAPONS_DIFFERENCE = range(8, 16)


def columns(*, inside: bool) -> list[Column]:
    """The columns of both sheets; weapons are counted in the stockpile alone."""
    always = [
        Column(tr("Line"), "plain_number", 6),
        Column(tr("Account"), least=14, most=32),
        Column(tr("Kind"), least=9, most=18),
        Column(tr("Item type"), least=16, most=40),
        Column(tr("Stock number"), least=8, most=18),
        Column(tr("Lot"), least=6, most=18),
        Column(tr("Condition"), least=11, most=20),
        Column(tr("Unit"), least=7, most=14),
        Column(tr("Opening"), "number", 10, 20),
        Column(tr("In"), "number", 10, 20),
        Column(tr("Out"), "number", 10, 20),
        Column(tr("Closing"), "strong_number", 10, 20),
        Column(tr("Books say"), "number", 10, 20),
        Column(tr("Difference"), "number", 10, 20),
    ]
    serials = [Column(tr("Weapons listed"), "number", 8), Column(tr("Difference"), "number", 10)]
    return always + serials if inside else always


def inside_table(styles: Styles, lines: int, running: Running, limit: int) -> Table:
    """The empty sheet of the stockpile's own balances."""
    sentence = tr(
        "What the stockpile holds: opening + in - out = closing, live, by unit, item type, lot and account"
    )
    return Table(styles, tr("Balances"), sentence, columns(inside=True), lines, running, limit)


def outside_table(styles: Styles, lines: int, running: Running, limit: int) -> Table:
    """The empty sheet of the accounts outside the stockpile."""
    sentence = tr("Where stock came from and where it went: these accounts are not part of the stockpile")
    return Table(styles, tr("Outside"), sentence, columns(inside=False), lines, running, limit)


def write(sheet: Table, lines: Iterable[tuple[int, BalanceLine]], moved: Table, listed: Table) -> None:
    """Write the numbered lines, each summing its rows of the movements and of the weapons register."""
    for at, (number, line) in enumerate(lines):
        sheet.add(_cells(sheet, at, number, line, moved, listed))
    sheet.alarm(DIFFERENCE)
    if len(sheet.columns) > WEAPONS_DIFFERENCE:
        sheet.alarm(WEAPONS_DIFFERENCE)
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


def _weapons(row: int, line: BalanceLine, listed: Table) -> tuple[Cell, ...]:
    """How many serials the register lists here, for what is followed by serial in the stockpile."""
    if not line.inside:
        return ()
    if line.tracking != Tracking.SERIAL:
        return None, None
    span = listed.span(weapons.SERIAL, line.first_weapon, line.weapons)
    counted: Cell = Formula(f"COUNTA({span})", line.weapons) if span else 0
    return counted, Formula(f"O{row}-L{row}", line.weapons - line.closing)
