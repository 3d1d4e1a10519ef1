"""The sheets of the surplus workbook: factors, statement, what stands apart, calibres, weapons and lots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name

from stockpile_app import surplus
from stockpile_app.base import tr
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import LARGEST_NUMBER, Cell, Formula, in_quotes
from stockpile_app.surplus import APART, SHARE_WORDS, FactorLine, Share, StatementLine, SurplusItem

MOST_BEHIND = 5_000
"""So many weapons or lots of one item type and share are listed; the statement counts all."""

ITEMS = 9
REQUIREMENT, SERVICEABLE, SURPLUS, SHORTAGE = 6, 9, 10, 11
APART_SUM, HELD, BOOKS, DIFFERENCE = 12, 13, 14, 15
NOT_STATED = "–"
"""Where no requirement is stated: nothing of it is needed, above or missing."""

TOGETHER = 4 + len(APART)
"""The column of the sheet Apart that adds up its reasons."""

# The working of the requirement -----------------------------------------------------------------


def factor_table(styles: Styles, rows: int, running: Running) -> Table:
    """The empty sheet of the factors: the working of every requirement."""
    columns = [
        Column(tr("Item type"), least=16, most=40),
        Column(tr("Calibre"), least=8, most=18),
        Column(tr("Level"), least=9, most=14),
        Column(tr("Unit or force"), least=12, most=30),
        Column(tr("Factor"), least=14, most=26),
        Column(tr("Quantity"), "number", 10, 20),
        Column(tr("Items"), "number", 7, 14),
        Column(tr("for so many posts"), "number", 12, 14),
        Column(tr("Scenario"), least=9, most=24),
        Column(tr("Items needed"), "strong_number", 10, 20),
        Column(tr("Source"), "wrapped", 20, 44),
        Column(tr("From"), least=11),
        Column(tr("To"), least=11),
    ]
    sentence = tr(
        "What makes the requirement: quantity × items ÷ posts, a part of an item counting as one. Each factor was "
        "entered with its source and signed"
    )
    return Table(styles, tr("Factors"), sentence, columns, rows, running)


def factor_cells(sheet: Table, line: StatementLine, factor: FactorLine) -> list[Cell]:
    """One factor, its items recomputed in whole numbers."""
    row, one = sheet.next_row, factor.requirement
    product = f"F{row}*G{row}"
    live = f"({product}-MOD({product},H{row}))/H{row}+IF(MOD({product},H{row})>0,1,0)"
    exact = one.quantity * one.scale_items <= LARGEST_NUMBER
    words = {str(key): word for key, word in (*surplus.LEVEL_WORDS.items(), *surplus.FACTOR_WORDS.items())}
    return [
        line.item, line.calibre, tr(words[one.level]), one.unit, tr(words[one.factor]), one.quantity, one.scale_items,
        one.scale_posts, one.scenario, Formula(live, factor.items) if exact else factor.items, one.source,
        one.effective_from, one.effective_to,
    ]  # fmt: skip


# The statement ----------------------------------------------------------------------------------


def statement_table(styles: Styles, rows: int, running: Running) -> Table:
    """The empty sheet of the statement."""
    columns = [
        Column(tr("Line"), "plain_number", 5),
        Column(tr("Item type"), least=16, most=40),
        Column(tr("Kind"), least=10, most=14),
        Column(tr("Calibre"), least=8, most=18),
        Column(tr("Unit"), least=7, most=14),
        Column(tr("Factors stated"), "number", 8),
        Column(tr("Requirement"), "strong_number", 12, 20),
        Column(tr("Serviceable, in store"), "number", 11, 20),
        Column(tr("Serviceable, with holders"), "number", 14, 20),
        Column(tr("Serviceable holding"), "strong_number", 11, 20),
        Column(tr("Surplus"), "strong_number", 10, 20),
        Column(tr("Shortage"), "number", 10, 20),
        Column(tr("Apart, together"), "number", 11, 20),
        Column(tr("Held"), "number", 10, 20),
        Column(tr("Books say"), "number", 10, 20),
        Column(tr("Difference"), "number", 10, 20),
        Column(tr("Remark"), "wrapped", 20, 44),
    ]
    sentence = tr(
        "Surplus = serviceable holding - requirement, never below zero. What stands apart is listed by its reason, "
        "each thing once, and never netted"
    )
    return Table(styles, tr("Statement"), sentence, columns, rows, running)


def write_statement(
    sheet: Table, working: Table, apart: Table, lines: Sequence[StatementLine], held: Mapping[int, int]
) -> None:
    """One row an item type, each figure live; `held` is what the books say, by item type."""
    first = 0
    for number, line in enumerate(lines, 1):
        span = working.span(ITEMS, first, len(line.factors))
        together = apart.cell(TOGETHER, number - 1)
        sheet.add(statement_cells(sheet, number, line, (span, together), held.get(line.item_type_id, 0)))
        first += len(line.factors)
    sheet.alarm(DIFFERENCE)
    sheet.finish()


def statement_cells(
    sheet: Table, number: int, line: StatementLine, named: tuple[str, str], held: int
) -> list[Cell]:
    """A line; `named` are its factors and what stands apart, as formulas name them."""
    span, apart = named
    row, dash = sheet.next_row, in_quotes(NOT_STATED)
    return [
        number, line.item, tr(line.kind.capitalize()), line.calibre, line.unit,
        Formula(f"COUNT({span})", len(line.factors)) if span else 0,
        Formula(f"SUM({span})", line.requirement) if span else NOT_STATED,
        line.count(Share.IN_STORE), line.count(Share.WITH_HOLDERS),
        Formula(f"H{row}+I{row}", line.serviceable),
        Formula(f"IF(F{row}>0,MAX(0,J{row}-G{row}),{dash})", line.surplus if line.stated else NOT_STATED),
        Formula(f"IF(F{row}>0,MAX(0,G{row}-J{row}),{dash})", line.shortage if line.stated else NOT_STATED),
        Formula(apart, line.apart),
        Formula(f"J{row}+M{row}", line.held),
        held,
        Formula(f"N{row}-O{row}", line.held - held),
        " · ".join(filter(None, ("" if line.stated else tr("No requirement stated"), line.obsolete_because))),
    ]  # fmt: skip


def apart_table(styles: Styles, rows: int, running: Running) -> Table:
    """The empty sheet of what stands apart."""
    columns = [
        Column(tr("Line"), "plain_number", 5),
        Column(tr("Item type"), least=16, most=40),
        Column(tr("Calibre"), least=8, most=18),
        Column(tr("Unit"), least=7, most=14),
        *(Column(tr(SHARE_WORDS[share]), "number", 20) for share in APART),
        Column(tr("Apart, together"), "strong_number", 11, 20),
    ]
    sentence = tr(
        "Why it does not stand against the requirement. Each thing is counted once, under the first reason that fits "
        "it, from left to right"
    )
    return Table(styles, tr("Apart"), sentence, columns, rows, running)


def write_apart(sheet: Table, lines: Sequence[StatementLine]) -> None:
    """One row an item type, in the order of the statement."""
    last = xl_col_to_name(TOGETHER - 1)
    for number, line in enumerate(lines, 1):
        row = sheet.next_row
        counts = [line.count(share) for share in APART]
        together = Formula(f"SUM(E{row}:{last}{row})", line.apart)
        sheet.add([number, line.item, line.calibre, line.unit, *counts, together])
    sheet.finish()


# By calibre --------------------------------------------------------------------------------------

SUMMED = (REQUIREMENT, SERVICEABLE, SURPLUS, SHORTAGE, APART_SUM, HELD)


def calibre_table(styles: Styles, rows: int, running: Running) -> Table:
    """The empty sheet by kind and calibre."""
    columns = [
        Column(tr("Kind"), least=10, most=14),
        Column(tr("Calibre"), least=10, most=18),
        Column(tr("Unit"), least=8, most=14),
        Column(tr("Requirement"), "number", 12, 20),
        Column(tr("Serviceable holding"), "number", 12, 20),
        Column(tr("Surplus"), "strong_number", 12, 20),
        Column(tr("Shortage"), "number", 12, 20),
        Column(tr("Apart, together"), "number", 12, 20),
        Column(tr("Held"), "number", 12, 20),
    ]
    sentence = tr("By kind and calibre. The surplus of one item type never covers the shortage of another")
    return Table(styles, tr("Calibres"), sentence, columns, rows, running)


def write_calibres(
    sheet: Table, main: Table, groups: Sequence[tuple[tuple[str, str, str], list[StatementLine]]]
) -> None:
    """Each figure the sum of its neighbouring lines."""
    first = 0
    for (kind, calibre, unit), lines in groups:
        spans = {column: main.span(column, first, len(lines)) for column in SUMMED}
        figures = [_calibre_figure(spans, column, lines) for column in SUMMED]
        sheet.add([tr(kind.capitalize()), calibre, unit, *figures])
        first += len(lines)
    sheet.finish()


def _calibre_figure(spans: Mapping[int, str], column: int, lines: Sequence[StatementLine]) -> Formula:
    """The sum of a column; not stated where no requirement is stated of any of the lines."""
    total = sum(figure(one, column) for one in lines)
    if column not in {REQUIREMENT, SURPLUS, SHORTAGE}:
        return Formula(f"SUM({spans[column]})", total)
    live = f"IF(COUNT({spans[REQUIREMENT]})=0,{in_quotes(NOT_STATED)},SUM({spans[column]}))"
    return Formula(live, total if any(one.stated for one in lines) else NOT_STATED)


def figure(line: StatementLine, column: int) -> int:
    """What a column of the statement shows."""
    return {
        REQUIREMENT: line.requirement, SERVICEABLE: line.serviceable, SURPLUS: line.surplus, SHORTAGE: line.shortage,
        APART_SUM: line.apart, HELD: line.held,
    }[column]  # fmt: skip


# What stands behind the lines -------------------------------------------------------------------


def behind_table(styles: Styles, rows: int, running: Running) -> Table:
    """The empty sheet of the weapons and lots."""
    columns = [
        Column(tr("Item type"), least=16, most=40),
        Column(tr("Counts as"), least=18, most=30),
        Column(tr("Serial or lot"), least=12, most=24),
        Column(tr("Description"), least=14, most=36),
        Column(tr("Made"), least=6, most=12),
        Column(tr("Condition"), least=11, most=20),
        Column(tr("Account"), least=12, most=30),
        Column(tr("Quantity"), "number", 9, 20),
        Column(tr("Last movement"), least=16),
        Column(tr("Shelf life ends"), least=11),
        Column(tr("Grounds"), "wrapped", 20, 40),
    ]
    sentence = tr(
        "Down to the weapon and the lot, first what is put forward first; at most {most} of one item type and reason",
        most=MOST_BEHIND,
    )
    return Table(styles, tr("Weapons and lots"), sentence, columns, rows, running)


def behind_cells(line: StatementLine, item: SurplusItem) -> list[Cell]:
    """One weapon or lot."""
    word = tr(surplus.GROUND_WORDS[surplus.Ground.SURPLUS]) if item.share is Share.IN_STORE else ""
    return [
        line.item, word or tr(SHARE_WORDS[item.share]), item.mark, item.description, item.age, item.condition,
        item.account, item.quantity, item.last_at.replace("T24:00", "").replace("T", " "), item.expires_on,
        ", ".join(tr(surplus.GROUND_WORDS[ground]) for ground in item.grounds),
    ]  # fmt: skip
