"""The statement of surplus as a workbook, its working live: requirement, holding, surplus, and what stands apart.

Requirement = sum of the factors, each recomputed; serviceable = in store + with holders; surplus =
MAX(0, serviceable - requirement).  Checks turn red when anything does not add up.  The same books and
the same day give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from stockpile_app import ledger, surplus
from stockpile_app.access import Founding, founding
from stockpile_app.audit import Head, head, note_activity
from stockpile_app.base import tr, trn
from stockpile_app.exchange.audit_workbook import checks
from stockpile_app.exchange.audit_workbook.checks import Check
from stockpile_app.exchange.sheet_table import (
    Column,
    Running,
    Styles,
    Table,
    set_page,
    sheet_name,
    write_heading,
)
from stockpile_app.exchange.sheet_writer import (
    LARGEST_NUMBER,
    Book,
    Cell,
    CellSheet,
    Formula,
    in_quotes,
    places,
    write_workbook,
)
from stockpile_app.store import Stockpile
from stockpile_app.surplus import APART, SHARE_WORDS, FactorLine, Share, Statement, StatementLine, SurplusItem

MOST_BEHIND = 5_000
"""So many weapons or lots of one item type and share are listed; the statement counts all."""

ITEMS = 9
REQUIREMENT, SERVICEABLE, SURPLUS, SHORTAGE = 6, 9, 10, 11
APART_SUM = 12 + len(APART)
HELD, DIFFERENCE = APART_SUM + 1, APART_SUM + 3


@dataclass(frozen=True, slots=True)
class SurplusSummary:
    """Control totals of a written workbook; `failed` names the checks that do not add up."""

    lines: int
    factors: int
    requirement: int
    serviceable: int
    surplus: int
    apart: int
    behind: int
    journal_size: int
    root: str
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gathered:
    books: Founding
    now: Head
    statement: Statement
    held: Mapping[int, int]
    behind: Sequence[tuple[StatementLine, SurplusItem]]


def write_surplus_workbook(stockpile: Stockpile, statement: Statement, target: Path) -> SurplusSummary:
    """Write the workbook of a statement just made from the same books.

    Raises:
        KnownError: the disk refuses; nothing is left behind.
    """
    told = _gather(stockpile, statement)
    at = str(stockpile.value("SELECT recorded_at FROM journal ORDER BY entry DESC LIMIT 1"))
    title = tr("Statement of surplus of {name}", name=told.books.name)
    failed: list[str] = []
    write_workbook(
        target,
        datetime.fromisoformat(at).astimezone(UTC).replace(tzinfo=None),
        title,
        f"{told.books.code} · {told.now.size} · {told.now.root}",
        lambda book: failed.extend(_fill(book, told)),
    )
    note_activity(stockpile, "export", f"surplus workbook {target.name}")
    lines = statement.lines
    return SurplusSummary(
        lines=len(lines), factors=sum(len(line.factors) for line in lines),
        requirement=sum(line.requirement for line in lines), serviceable=sum(line.serviceable for line in lines),
        surplus=sum(line.surplus for line in lines), apart=sum(line.apart for line in lines),
        behind=len(told.behind), journal_size=told.now.size, root=told.now.root, failed=tuple(failed),
    )  # fmt: skip


def _gather(stockpile: Stockpile, statement: Statement) -> _Gathered:
    held: dict[int, int] = {}
    for one in ledger.balances(stockpile, as_of=statement.on if statement.past else ""):
        held[one.item_type_id] = held.get(one.item_type_id, 0) + one.quantity
    return _Gathered(
        founding(stockpile), head(stockpile), statement, held, list(_behind(stockpile, statement))
    )


def _behind(stockpile: Stockpile, statement: Statement) -> Iterator[tuple[StatementLine, SurplusItem]]:
    """What is above the requirement, first what is put forward first; then what stands apart on a ground."""
    for line in statement.lines:
        shown = {Share.IN_STORE: line.surplus, **{share: line.count(share) for share in APART}}
        for share, count in shown.items():
            if count:
                wanted = min(count, MOST_BEHIND)
                items = surplus.surplus_items(
                    stockpile, line.item_type_id, share, on=statement.on, limit=wanted
                )
                yield from ((line, item) for item in items)


def _fill(book: Book, told: _Gathered) -> list[str]:
    """Add the sheets and write their rows; the checks that fail."""
    styles, lines = Styles(book), told.statement.lines
    running = _running(told)
    factors = [(line, factor) for line in lines for factor in line.factors]
    groups = [
        (key, list(group)) for key, group in groupby(lines, key=lambda one: (one.kind, one.calibre, one.unit))
    ]
    cover: CellSheet = book.add_worksheet(sheet_name(tr("Cover")), CellSheet)
    set_page(cover, running)
    checked = checks.table(styles, running)
    main = _statement_table(styles, len(lines), running)
    totals = _calibre_table(styles, len(groups), running)
    working = _factor_table(styles, len(factors), running)
    listed = _behind_table(styles, len(told.behind), running)
    for line, factor in factors:
        working.add(_factor_cells(working, line, factor))
    working.finish()
    _write_statement(main, working, told)
    _write_calibres(totals, main, groups)
    for line, item in told.behind:
        listed.add(_behind_cells(line, item))
    listed.finish()
    found = _checks(told, main, totals, working)
    checks.write(checked, found, styles)
    _write_cover(cover, styles, told, checks.overall(checked, found))
    return [one.name for one in found if one.difference]


def _running(told: _Gathered) -> Running:
    foot = trn(
        "Journal: {count} entry, root {root}",
        "Journal: {count} entries, root {root}",
        told.now.size,
        root=told.now.root,
    )
    return Running(f"{told.books.name} · {told.books.code}", tr("Statement of surplus"), foot)


# The working of the requirement -----------------------------------------------------------------


def _factor_table(styles: Styles, rows: int, running: Running) -> Table:
    columns = [
        Column(tr("Item type"), least=16, most=40),
        Column(tr("Calibre"), least=8, most=18),
        Column(tr("Level"), least=9, most=14),
        Column(tr("Unit or force"), least=12, most=30),
        Column(tr("Factor"), least=14, most=26),
        Column(tr("Quantity"), "number", 10, 20),
        Column(tr("Items"), "number", 7, 14),
        Column(tr("for so many posts"), "number", 9, 14),
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


def _factor_cells(sheet: Table, line: StatementLine, factor: FactorLine) -> list[Cell]:
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


def _statement_table(styles: Styles, rows: int, running: Running) -> Table:
    columns = [
        Column(tr("Line"), "plain_number", 5),
        Column(tr("Item type"), least=16, most=40),
        Column(tr("Kind"), least=10, most=14),
        Column(tr("Calibre"), least=8, most=18),
        Column(tr("Unit"), least=7, most=14),
        Column(tr("Factors stated"), "number", 8),
        Column(tr("Requirement"), "strong_number", 12, 20),
        Column(tr("Serviceable, in store"), "number", 11, 20),
        Column(tr("Serviceable, with holders"), "number", 11, 20),
        Column(tr("Serviceable holding"), "strong_number", 11, 20),
        Column(tr("Surplus"), "strong_number", 10, 20),
        Column(tr("Shortage"), "number", 10, 20),
        *(Column(tr(SHARE_WORDS[share]), "number", 12, 20) for share in APART),
        Column(tr("Apart, together"), "number", 10, 20),
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


def _write_statement(sheet: Table, working: Table, told: _Gathered) -> None:
    first = 0
    for number, line in enumerate(told.statement.lines, 1):
        span = working.span(ITEMS, first, len(line.factors))
        sheet.add(_statement_cells(sheet, number, line, span, told.held.get(line.item_type_id, 0)))
        first += len(line.factors)
    sheet.alarm(DIFFERENCE)
    sheet.finish()


def _statement_cells(sheet: Table, number: int, line: StatementLine, span: str, held: int) -> list[Cell]:
    row = sheet.next_row
    last = xl_col_to_name(APART_SUM - 1)
    return [
        number, line.item, tr(line.kind.capitalize()), line.calibre, line.unit,
        Formula(f"COUNT({span})", len(line.factors)) if span else 0,
        Formula(f"SUM({span})", line.requirement) if span else 0,
        line.count(Share.IN_STORE), line.count(Share.WITH_HOLDERS),
        Formula(f"H{row}+I{row}", line.serviceable),
        Formula(f"IF(F{row}>0,MAX(0,J{row}-G{row}),0)", line.surplus),
        Formula(f"IF(F{row}>0,MAX(0,G{row}-J{row}),0)", line.shortage),
        *(line.count(share) for share in APART),
        Formula(f"SUM(M{row}:{last}{row})", line.apart),
        Formula(f"J{row}+{xl_col_to_name(APART_SUM)}{row}", line.held),
        held,
        Formula(f"{xl_col_to_name(HELD)}{row}-{xl_col_to_name(HELD + 1)}{row}", line.held - held),
        " · ".join(filter(None, ("" if line.stated else tr("No requirement stated"), line.obsolete_because))),
    ]  # fmt: skip


# By calibre --------------------------------------------------------------------------------------

_SUMMED = (REQUIREMENT, SERVICEABLE, SURPLUS, SHORTAGE, APART_SUM, HELD)


def _calibre_table(styles: Styles, rows: int, running: Running) -> Table:
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


def _write_calibres(
    sheet: Table, main: Table, groups: Sequence[tuple[tuple[str, str, str], list[StatementLine]]]
) -> None:
    first = 0
    for (kind, calibre, unit), lines in groups:
        figures = [
            Formula(
                f"SUM({main.span(column, first, len(lines))})", sum(_figure(one, column) for one in lines)
            )
            for column in _SUMMED
        ]
        sheet.add([tr(kind.capitalize()), calibre, unit, *figures])
        first += len(lines)
    sheet.finish()


def _figure(line: StatementLine, column: int) -> int:
    return {
        REQUIREMENT: line.requirement, SERVICEABLE: line.serviceable, SURPLUS: line.surplus, SHORTAGE: line.shortage,
        APART_SUM: line.apart, HELD: line.held,
    }[column]  # fmt: skip


# What stands behind the lines -------------------------------------------------------------------


def _behind_table(styles: Styles, rows: int, running: Running) -> Table:
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


def _behind_cells(line: StatementLine, item: SurplusItem) -> list[Cell]:
    word = tr(surplus.GROUND_WORDS[surplus.Ground.SURPLUS]) if item.share is Share.IN_STORE else ""
    return [
        line.item, word or tr(SHARE_WORDS[item.share]), item.mark, item.description, item.age, item.condition,
        item.account, item.quantity, item.last_at.replace("T24:00", "").replace("T", " "), item.expires_on,
        ", ".join(tr(surplus.GROUND_WORDS[ground]) for ground in item.grounds),
    ]  # fmt: skip


# Checks and cover -------------------------------------------------------------------------------


def _checks(told: _Gathered, main: Table, totals: Table, working: Table) -> list[Check]:
    lines = told.statement.lines
    spans = {column: ",".join(main.spans(column)) for column in (*_SUMMED, HELD + 1)}
    if not lines:
        return []
    worked = ",".join(working.spans(ITEMS))
    sums = {
        column: Formula(f"SUM({spans[column]})", sum(_figure(one, column) for one in lines))
        for column in _SUMMED
    }
    return [
        Check(tr("Every factor is in exactly one requirement"), tr("Factors added up, against the requirements"),
              Formula(f"SUM({worked})", sum(one.requirement for one in lines)) if worked else 0, sums[REQUIREMENT]),
        Check(tr("The shares add up to what the books hold"), tr("Statement: held, against what the books say"),
              sums[HELD], Formula(f"SUM({spans[HELD + 1]})", sum(told.held.get(one.item_type_id, 0) for one in lines))),
        Check(tr("The surplus is what the program reckoned"), tr("Surplus added up, against the program’s total"),
              sums[SURPLUS], sum(one.surplus for one in lines)),
        Check(tr("No surplus is below zero"), tr("The lowest surplus of all lines, where it is below zero"),
              Formula(f"MIN(0,{spans[SURPLUS]})", 0), 0),
        Check(tr("The calibres add up to the statement"), tr("Calibres: surplus, against the statement’s"),
              Formula(f"SUM({','.join(totals.spans(5))})", sum(one.surplus for one in lines)), sums[SURPLUS]),
    ]  # fmt: skip


def _write_cover(sheet: CellSheet, styles: Styles, told: _Gathered, overall: Formula) -> None:
    write_heading(sheet, styles, tr("Statement of surplus"), f"{told.books.name} · {told.books.code}")
    sheet.put(3, places([styles.verdict] * 2), [overall, None], 26)
    line = places([styles.label, styles.wrapped])
    row = 5
    for label, value in _facts(told):
        sheet.put(row, line, [label, value], 15 * (1 + len(value) // 90))
        row += 1
    said = f"$A$3={in_quotes(checks.overall_words()[0])}"
    for formula, style in ((f"={said}", styles.good), (f"=NOT({said})", styles.bad)):
        sheet.conditional_format("A3:B3", {"type": "formula", "criteria": formula, "format": style})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 92)
    sheet.protect("", {"format_columns": True, "select_locked_cells": True})
    sheet.activate()


def _facts(told: _Gathered) -> Iterator[tuple[str, str]]:
    statement = told.statement
    yield tr("Stockpile"), told.books.name
    if told.books.sole:
        yield tr("Keeping"), tr("single-keeper books: one person holds every role, nobody else approves")
    yield tr("Day"), statement.on
    yield tr("What if"), statement.scenario or tr("no: what is in force")
    yield from surplus.statement_facts(statement)
    yield tr("Journal"), trn("{count} entry", "{count} entries", told.now.size)
    yield tr("Root of the journal"), told.now.root
    yield (
        tr("Formula"),
        tr(
            "Ours, no standard’s: requirement = sum of posts × scale of issue, plus training, repair float and "
            "declared reserve; surplus = serviceable holding - requirement, never below zero"
        ),
    )
    yield (
        tr("Reading"),
        tr(
            "Let your spreadsheet program calculate everything again (in LibreOffice: Ctrl+Shift+F9; in Excel: "
            "Ctrl+Alt+F9), then look at Checks"
        ),
    )
