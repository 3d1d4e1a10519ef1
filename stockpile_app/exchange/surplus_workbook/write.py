"""Write the workbook of a statement: gather, fill the sheets, check, and put it in place at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from stockpile_app import ledger, surplus
from stockpile_app.access import Founding, founding
from stockpile_app.audit import Head, head, note_activity
from stockpile_app.base import tr, trn
from stockpile_app.exchange.audit_workbook import checks
from stockpile_app.exchange.audit_workbook.checks import Check
from stockpile_app.exchange.sheet_table import Running, Styles, Table, set_page, sheet_name, write_heading
from stockpile_app.exchange.sheet_writer import Book, CellSheet, Formula, in_quotes, places, write_workbook
from stockpile_app.exchange.surplus_workbook.sheets import (
    BOOKS,
    HELD,
    ITEMS,
    MOST_BEHIND,
    REQUIREMENT,
    SUMMED,
    SURPLUS,
    apart_table,
    behind_cells,
    behind_table,
    calibre_table,
    factor_cells,
    factor_table,
    figure,
    statement_table,
    write_apart,
    write_calibres,
    write_statement,
)
from stockpile_app.store import Stockpile
from stockpile_app.surplus import APART, Share, Statement, StatementLine, SurplusItem


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
    main = statement_table(styles, len(lines), running)
    apart = apart_table(styles, len(lines), running)
    totals = calibre_table(styles, len(groups), running)
    working = factor_table(styles, len(factors), running)
    listed = behind_table(styles, len(told.behind), running)
    for line, factor in factors:
        working.add(factor_cells(working, line, factor))
    working.finish()
    write_apart(apart, lines)
    write_statement(main, working, apart, lines, told.held)
    write_calibres(totals, main, groups)
    for line, item in told.behind:
        listed.add(behind_cells(line, item))
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


# Checks and cover -------------------------------------------------------------------------------


def _checks(told: _Gathered, main: Table, totals: Table, working: Table) -> list[Check]:
    lines = told.statement.lines
    spans = {column: ",".join(main.spans(column)) for column in (*SUMMED, BOOKS)}
    if not lines:
        return []
    worked = ",".join(working.spans(ITEMS))
    sums = {
        column: Formula(f"SUM({spans[column]})", sum(figure(one, column) for one in lines))
        for column in SUMMED
    }
    return [
        Check(tr("Every factor is in exactly one requirement"), tr("Factors added up, against the requirements"),
              Formula(f"SUM({worked})", sum(one.requirement for one in lines)) if worked else 0, sums[REQUIREMENT]),
        Check(tr("The shares add up to what the books hold"), tr("Statement: held, against what the books say"),
              sums[HELD], Formula(f"SUM({spans[BOOKS]})", sum(told.held.get(one.item_type_id, 0) for one in lines))),
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
    line = places([styles.text, styles.wrapped])
    row = 5
    for label, value in _facts(told):
        sheet.put(row, line, [label, value], 15 * (1 + len(value) // 100))
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
