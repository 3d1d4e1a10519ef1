"""The lots register: what each lot is, and how much of it the stockpile holds, as a live sum."""

from __future__ import annotations

from itertools import groupby

from stockpile_app.base import tr
from stockpile_app.catalogue.model import ItemType
from stockpile_app.exchange.audit_workbook import balances
from stockpile_app.exchange.audit_workbook.lines import Names
from stockpile_app.exchange.audit_workbook.model import LONGEST_FIGURE, Lines
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import Cell, Formula
from stockpile_app.store import Stockpile

_REGISTER = """
    SELECT l.id, l.item_type_id, l.number, l.maker, l.made_on, l.expires_on,
           coalesce((SELECT group_concat(pack, ' · ') FROM (
               SELECT unit || ' = ' || factor AS pack FROM item_pack p
               WHERE p.item_type_id = l.item_type_id AND p.lot_id IN (0, l.id) ORDER BY p.lot_id, factor)), ''),
           l.remarks
    FROM lot l
"""


def columns() -> list[Column]:
    """The columns of the register."""
    return [
        Column(tr("Lot"), least=18, most=26),
        Column(tr("Item type"), least=30, most=44),
        Column(tr("Maker"), least=16, most=26),
        Column(tr("Made on"), least=11),
        Column(tr("Expires on"), least=11),
        Column(tr("Held"), "strong_number", 12, 20),
        Column(tr("Unit"), least=8, most=16),
        Column(tr("Packs"), "wrapped", 12, 24),
        Column(tr("Remarks"), "wrapped", 14, 34),
    ]


def table(styles: Styles, rows: int, running: Running, limit: int) -> Table:
    """The empty sheet."""
    sentence = tr("Every lot; “Held” sums the closing balances of the lot in all accounts of the stockpile")
    return Table(styles, tr("Lots"), sentence, columns(), rows, running, limit)


def write(sheet: Table, stockpile: Stockpile, lines: Lines, named: Names, inside: Table) -> None:
    """Write the register, each lot summing its own lines of the balances."""
    held = _held(lines, inside)
    rows = sorted(
        stockpile.rows(_REGISTER), key=lambda row: (named.items[row[1]].title.casefold(), row[2], row[0])
    )
    for lot_id, item_type_id, number, maker, made_on, expires_on, packs, remarks in rows:
        item: ItemType = named.items[item_type_id]
        sheet.add(
            [number, item.title, maker, made_on, expires_on, held.get((item_type_id, lot_id), 0),
             item.base_unit, packs, remarks]
        )  # fmt: skip
    sheet.finish()


def _held(lines: Lines, inside: Table) -> dict[tuple[int, int], Cell]:
    """For each item type and lot the live sum of its closing balances; they are neighbours."""
    found: dict[tuple[int, int], Cell] = {}
    numbered = enumerate(lines.inside)
    for key, group in groupby(numbered, key=lambda one: (one[1].item_type_id, one[1].lot_id)):
        members = list(group)
        total = sum(line.closing for _, line in members)
        exact = all(line.exact for _, line in members) and abs(total) <= LONGEST_FIGURE
        span = inside.span(balances.CLOSING, members[0][0], len(members))
        found[key] = Formula(f"SUM({span})", total) if exact else str(total)
    return found
