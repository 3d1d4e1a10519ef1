"""The movements, sorted by balance: a stock card for every line of the balances.

Every movement stands here twice: once under the balance that it left and once under the balance
that it entered.  The running balance shows that no account ever held less than nothing.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from stockpile_app.base import Progress, tr
from stockpile_app.exchange.audit_workbook.lines import NUMBERED, Names, numbered_keys, reading
from stockpile_app.exchange.audit_workbook.model import BalanceLine, Lines, Period
from stockpile_app.exchange.audit_workbook.words import moment_text
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import Cell, Formula
from stockpile_app.store import Stockpile

IN, OUT, BALANCE = 9, 10, 11
_STEP = 2_000

_SIDES = f"""
    WITH {NUMBERED},
    side AS (
        SELECT from_account AS account_id, item_type_id, lot_id, condition_from AS condition, 1 AS leaves,
               to_account AS other, voucher_id, line_no, effective_at, weapon_id, quantity, entered, remarks
        FROM movement WHERE effective_at >= ?2 AND effective_at <= ?3
        UNION ALL
        SELECT to_account, item_type_id, lot_id, condition_to, 0, from_account, voucher_id, line_no,
               effective_at, weapon_id, quantity, entered, remarks
        FROM movement WHERE effective_at >= ?2 AND effective_at <= ?3
    )
    SELECT n.no, s.leaves, s.other, v.number, s.line_no, s.effective_at,
           CASE WHEN w.serial <> '' THEN w.serial ELSE coalesce(w.own_number, '') END,
           s.quantity, s.entered, s.remarks
    FROM numbered n CROSS JOIN side s USING (account_id, item_type_id, lot_id, condition)
    JOIN voucher v ON v.id = s.voucher_id LEFT JOIN weapon w ON w.id = s.weapon_id
    ORDER BY n.no, s.effective_at, s.voucher_id, s.leaves, s.line_no
"""


def columns() -> list[Column]:
    """The columns of the movements."""
    return [
        Column(tr("Line"), "plain_number", 6),
        Column(tr("Account"), least=12, most=26),
        Column(tr("Item type"), least=14, most=32),
        Column(tr("Condition"), least=10, most=24),
        Column(tr("Serial or lot"), least=11, most=22),
        Column(tr("Effective"), least=15),
        Column(tr("Voucher"), least=14, most=22),
        Column(tr("Voucher line"), "plain_number", 8),
        Column(tr("From or to"), least=14, most=30),
        Column(tr("In"), "number", 9, 18),
        Column(tr("Out"), "number", 9, 18),
        Column(tr("Balance"), "strong_number", 10, 18),
        Column(tr("Unit"), least=6, most=12),
        Column(tr("Remarks"), least=9, most=26),
    ]


def table(styles: Styles, rows: int, running: Running, limit: int) -> Table:
    """The empty sheet."""
    sentence = tr(
        "Every movement stands here twice: under the balance it left and under the balance it entered. "
        "“Line” is the line on the sheets of balances"
    )
    return Table(styles, tr("Movements"), sentence, columns(), rows, running, limit)


@dataclass(frozen=True, slots=True)
class _Card:
    """One balance's stock card: what stands in each of its rows, and where its opening is."""

    number: int
    line: BalanceLine
    opening_cell: str

    def row(self, side: _Side, words: Mapping[int, tuple[str, str]], balance: Cell) -> tuple[Cell, ...]:
        line, amount = self.line, side.quantity
        return (
            self.number,
            line.place,
            line.item,
            line.state,
            side.serial or line.lot,
            moment_text(side.effective_at),
            side.voucher,
            side.line_no,
            words[side.other][side.leaves],
            None if side.leaves else amount,
            amount if side.leaves else None,
            balance,
            line.unit,
            f"{side.entered} · {side.remarks}"
            if side.entered and side.remarks
            else side.entered or side.remarks,
        )


@dataclass(slots=True)
class Written:
    """What was written: the lowest running balance of the stockpile's accounts (at most 0), rows in and out."""

    lowest: int
    ins: int = 0
    outs: int = 0

    def add(self, balance: int, leaves: int) -> None:
        """Count one row."""
        self.lowest = min(self.lowest, balance)
        self.outs += leaves
        self.ins += 1 - leaves


class _Side(NamedTuple):
    """One side of one movement, as the query gives it."""

    number: int
    leaves: int
    other: int
    voucher: str
    line_no: int
    effective_at: str
    serial: str
    quantity: int
    entered: str
    remarks: str


def write(
    sheet: Table,
    sides: Iterable[_Side],
    lines: Lines,
    openings: Iterable[str],
    named: Names,
    progress: Progress,
) -> Written:
    """Write every side of every movement of the period under its balance.

    Args:
        openings: For each line in order, how a formula names its opening balance.
    """
    words = {
        one: (tr("from {account}", account=place), tr("to {account}", account=place))
        for one, place in named.places.items()
    }
    cards = (
        _Card(number, line, cell)
        for number, (line, cell) in enumerate(zip(lines.all, openings, strict=True), 1)
    )
    written = Written(min([0, *(line.opening for line in lines.inside if line.exact)]))
    for number, group in groupby(sides, key=itemgetter(0)):
        card = next(card for card in cards if card.number > number)
        for balance, leaves in _write_card(sheet, card, group, words):
            written.add(balance if card.line.inside and card.line.exact else 0, leaves)
            if sheet.written % _STEP == 0:
                progress(sheet.written, sheet.rows, tr("movements"))
    sheet.finish()
    return written


def sides(stockpile: Stockpile, lines: Lines, period: Period) -> Generator[_Side]:
    """Both sides of every movement of the period, in the order of the lines and then of effect."""
    values = [numbered_keys(lines), period.first, period.up_to]
    with reading(stockpile, _SIDES, values) as rows:
        yield from map(_Side._make, rows)


def _write_card(
    sheet: Table, card: _Card, group: Iterable[_Side], words: Mapping[int, tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """Write the rows of one balance; gives the running balance, and whether it was a row out."""
    running, before, exact = card.line.opening, card.opening_cell, card.line.exact
    for side in group:
        running += -side.quantity if side.leaves else side.quantity
        row = sheet.next_row
        balance = Formula(f"{before}+J{row}-K{row}", running) if exact else str(running)
        sheet.add(card.row(side, words, balance))
        before = sheet.last_cell(BALANCE)
        yield running, side.leaves
