"""Totals by unit, never across units: what the stockpile holds, what stands outside, both together.

Quantity only moves: everything that came in somewhere went out somewhere, and what all accounts
hold together, those outside included, is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from stockpile_app.base import tr
from stockpile_app.exchange.audit_workbook import balances
from stockpile_app.exchange.audit_workbook.model import LONGEST_FIGURE, BalanceLine, Lines
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import Cell, Formula

UNIT, HELD, ALL_IN, ALL_OUT, TOGETHER = 0, 4, 9, 10, 11

_FIGURES: tuple[tuple[int, Callable[[BalanceLine], int]], ...] = (
    (balances.OPENING, lambda line: line.opening),
    (balances.IN, lambda line: line.moved_in),
    (balances.OUT, lambda line: line.moved_out),
    (balances.CLOSING, lambda line: line.closing),
)


def columns() -> list[Column]:
    """The columns of the totals."""
    return [
        Column(tr("Unit"), least=12, most=24),
        Column(tr("Stockpile: opening"), "number", 12, 20),
        Column(tr("Stockpile: in"), "number", 12, 20),
        Column(tr("Stockpile: out"), "number", 12, 20),
        Column(tr("Stockpile: closing"), "strong_number", 12, 20),
        Column(tr("Outside: opening"), "number", 12, 20),
        Column(tr("Outside: in"), "number", 12, 20),
        Column(tr("Outside: out"), "number", 12, 20),
        Column(tr("Outside: closing"), "number", 12, 20),
        Column(tr("In, everywhere"), "number", 12, 20),
        Column(tr("Out, everywhere"), "number", 12, 20),
        Column(tr("Closing, everywhere"), "number", 12, 20),
    ]


def table(styles: Styles, units: int, running: Running, limit: int) -> Table:
    """The empty sheet."""
    sentence = tr(
        "By unit, never across units. Quantity only moves: what came in somewhere went out somewhere, "
        "and everywhere together there is nothing"
    )
    return Table(styles, tr("Totals"), sentence, columns(), units, running, limit)


def write(sheet: Table, lines: Lines, inside: Table, outside: Table) -> list[list[Cell]]:
    """Write one row a unit, each figure the sum of its neighbouring lines; gives the rows."""
    rows: list[list[Cell]] = []
    here, there = _by_unit(lines.inside), _by_unit(lines.outside)
    for at, unit in enumerate(lines.units):
        row = sheet.row_of(at)
        figures = [
            *_sums(inside, *here.get(unit, (0, []))),
            *_sums(outside, *there.get(unit, (0, []))),
        ]
        rows.append([unit, *figures, *_everywhere(row, figures)])
        sheet.add(rows[-1])
    sheet.alarm(TOGETHER)
    sheet.finish()
    return rows


def _by_unit(lines: Sequence[BalanceLine]) -> dict[str, tuple[int, list[BalanceLine]]]:
    """For each unit the place of its first line, and its lines."""
    found: dict[str, tuple[int, list[BalanceLine]]] = {}
    first = 0
    for unit, group in groupby(lines, key=lambda line: line.unit):
        members = list(group)
        found[unit] = first, members
        first += len(members)
    return found


def _sums(source: Table, first: int, lines: Sequence[BalanceLine]) -> list[Cell]:
    span_of = [(source.span(column, first, len(lines)), figure) for column, figure in _FIGURES]
    exact = all(line.exact for line in lines)
    return [_sum(span, sum(map(figure, lines)), exact=exact) for span, figure in span_of]


def _sum(span: str, value: int, *, exact: bool) -> Cell:
    if not exact or abs(value) > LONGEST_FIGURE:
        return str(value)
    return Formula(f"SUM({span})", value) if span else 0


def _everywhere(row: int, figures: Sequence[Cell]) -> list[Cell]:
    """In, out and closing over both halves: columns C and G, D and H, E and I."""
    pairs = ((1, 5, "C", "G"), (2, 6, "D", "H"), (3, 7, "E", "I"))
    return [
        _both(f"{left}{row}+{right}{row}", figures[here], figures[there])
        for here, there, left, right in pairs
    ]


def _both(text: str, here: Cell, there: Cell) -> Cell:
    value = value_of(here) + value_of(there)
    exact = not isinstance(here, str) and not isinstance(there, str) and abs(value) <= LONGEST_FIGURE
    return Formula(text, value) if exact else str(value)


def reference(sheet: Table, column: int, at: int, row: Sequence[Cell]) -> Formula:
    """The cell of a column in this row of the totals, live, for another sheet."""
    cell = row[column]
    return Formula(sheet.cell(column, at), cell if isinstance(cell, str) else value_of(cell))


def value_of(cell: Cell) -> int:
    """The whole number that a cell shows."""
    return int(cell.value if isinstance(cell, Formula) else cell or 0)
