"""Write the whole workbook: gather, plan the sheets, fill them, check, and put it in place at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from stockpile_app.audit import checkpoint, depot_public, has_depot_key, head, note_activity
from stockpile_app.base import Finding, Progress, Refused, Severity, silent, tr, trn
from stockpile_app.base.clock import local_date
from stockpile_app.base.collecting import nothing_collected
from stockpile_app.exchange.audit_workbook import (
    balances,
    checks,
    cover,
    findings,
    lots,
    movements,
    totals,
    vouchers,
    weapons,
)
from stockpile_app.exchange.audit_workbook.lines import Names, balance_lines, names
from stockpile_app.exchange.audit_workbook.model import AuditSummary, Books, Lines, Period
from stockpile_app.exchange.sheet_table import Running, Styles, Table
from stockpile_app.exchange.sheet_writer import ROWS_A_SHEET, Book, Cell, CellSheet, write_workbook
from stockpile_app.store import Stockpile


def write_audit_workbook(
    stockpile: Stockpile,
    target: Path,
    *,
    period_from: str = "",
    period_to: str = "",
    troubles: Sequence[str] = (),
    progress: Progress = silent,
    rows_a_sheet: int = ROWS_A_SHEET,
) -> AuditSummary:
    """Write the workbook that an auditor recomputes; the same books give the same bytes.

    Args:
        period_from, period_to: Days, `YYYY-MM-DD`, both included; '' for open.
        troubles: What verifying the books has found; the cover says first that they do not hold.
        rows_a_sheet: What a sheet holds; more rows go to further sheets.

    Raises:
        Refused: the period is no period.
        KnownError: the disk refuses; nothing is left behind.
        Cancelled: `progress` raised it; nothing is left behind.
    """
    period = _period(period_from, period_to)
    signed = _signed(stockpile) if not troubles else ("", "")
    with nothing_collected(), _one_moment(stockpile):
        gathered = _gather(stockpile, period, signed, tuple(troubles))
        filler = _Filler(stockpile, gathered, progress, rows_a_sheet)
        title = tr("Audit workbook of {name}", name=gathered.books.name)
        subject = f"{gathered.books.code} · {gathered.books.size} · {gathered.books.root}"
        made_at = datetime.fromisoformat(gathered.books.last_at).astimezone(UTC).replace(tzinfo=None)
        write_workbook(target, made_at, title, subject, filler.fill)
    note_activity(stockpile, "export", f"audit workbook {target.name}")
    return filler.summary


def _period(first: str, last: str) -> Period:
    for day in filter(None, (first, last)):
        if not _is_day(day):
            raise Refused([_unfit(tr("a day, for example 2026-11-20"), day)])
    if first and last and first > last:
        raise Refused([_unfit(tr("a first day that is not after the last"), f"{first}, {last}")])
    return Period(first, last)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _unfit(expected: str, got: str) -> Finding:
    return Finding(
        "EXCHANGE-84",
        Severity.REFUSAL,
        tr("The workbook cannot be made for this period"),
        field=tr("Period"),
        expected=expected,
        got=got,
        remedy=tr("Correct the days, or leave them out for everything"),
    )


@contextmanager
def _one_moment(stockpile: Stockpile) -> Iterator[None]:
    """Every query inside sees the same books, whatever another connection posts meanwhile."""
    stockpile.rows("BEGIN")
    try:
        yield
    finally:
        stockpile.rows("ROLLBACK")


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Everything known before the first sheet: so that sheets can name each other's cells."""

    books: Books
    period: Period
    named: Names
    lines: Lines
    findings: list[findings.AuditFinding]
    control: checks.ControlTotals
    vouchers: int
    weapons: int
    lots: int


def _signed(stockpile: Stockpile) -> tuple[str, str]:
    """The checkpoint of the books as they stand, and the key to check it with."""
    if not has_depot_key(stockpile):
        return "", ""
    return checkpoint(stockpile).note, depot_public(stockpile).signing_public


def _gather(
    stockpile: Stockpile, period: Period, signed: tuple[str, str], troubles: tuple[str, ...]
) -> _Gathered:
    named = names(stockpile, period)
    lines = balance_lines(stockpile, period, named)
    books = replace(_books(stockpile, signed), troubles=troubles)
    moved, quantity = stockpile.row(
        "SELECT count(*), coalesce(sum(quantity), 0) FROM movement WHERE effective_at >= ? AND effective_at <= ?",
        [period.first, period.up_to],
    ) or (0, 0)
    issued = int(stockpile.value("SELECT count(*) FROM voucher"))
    return _Gathered(
        books=books,
        period=period,
        named=named,
        lines=lines,
        findings=findings.findings(findings.Facts(stockpile, books, period, named, lines)),
        control=checks.ControlTotals(moved, quantity, issued, tuple(vouchers.runs(stockpile))),
        vouchers=issued,
        weapons=weapons.count(stockpile, period),
        lots=int(stockpile.value("SELECT count(*) FROM lot")),
    )


def _books(stockpile: Stockpile, signed: tuple[str, str]) -> Books:
    code, name, kind, zone, sole = stockpile.row("SELECT code, name, kind, zone, sole FROM stockpile") or (
        "", "", "", "UTC", 0,
    )  # fmt: skip
    last_kind, last_by, last_at = stockpile.row(
        "SELECT kind, actor, recorded_at FROM journal ORDER BY entry DESC LIMIT 1"
    ) or ("", "", "1980-01-01T00:00:00Z")
    now = head(stockpile)
    today = local_date(datetime.fromisoformat(last_at), zone).isoformat()
    return Books(
        code, name, kind, zone, bool(sole), now.size, now.root, last_kind, last_by, last_at, today, *signed
    )


@dataclass(slots=True)
class _Sheets:
    """The planned sheets, in the order of the workbook."""

    cover: CellSheet
    checks: Table
    totals: Table
    inside: Table
    outside: Table
    moved: Table
    vouchers: Table
    weapons: Table
    lots: Table
    findings: Table


class _Filler:
    """Fills an open workbook from what was gathered, and sums up what it wrote."""

    def __init__(
        self, stockpile: Stockpile, gathered: _Gathered, progress: Progress, rows_a_sheet: int
    ) -> None:
        self.stockpile = stockpile
        self.gathered = gathered
        self.progress = progress
        self.limit = rows_a_sheet
        self.summary = self._summary()
        self.totals: list[list[Cell]] = []

    def _summary(self) -> AuditSummary:
        known, lines = self.gathered, self.gathered.lines
        held = dict.fromkeys(lines.units, 0)
        for line in lines.inside:
            held[line.unit] += line.closing
        return AuditSummary(
            period_from=known.period.first,
            period_to=known.period.last,
            journal_size=known.books.size,
            root=known.books.root,
            balances=len(lines.inside),
            outside_balances=len(lines.outside),
            movements=known.control.movements,
            vouchers=known.vouchers,
            weapons=known.weapons,
            lots=known.lots,
            findings=sum(1 for one in known.findings if one.about),
            quantity_total=known.control.quantity,
            held=tuple(held.items()),
            checks=0,
        )

    def fill(self, book: Book) -> None:
        """Add the sheets and write their rows."""
        styles = Styles(book)
        sheets = self._plan(styles)
        written = self._registers(sheets)
        found = self._checks(sheets, written)
        self.summary = replace(
            self.summary, checks=len(found), failed=tuple(one.name for one in found if one.difference)
        )
        checks.write(sheets.checks, found, styles)
        self._cover(sheets, styles, found)

    def _plan(self, styles: Styles) -> _Sheets:
        known = self.gathered
        books = known.books
        running = Running(
            left=f"{books.name} · {books.code}",
            right=tr("Audit workbook"),
            foot=trn(
                "Journal: {count} entry, root {root}",
                "Journal: {count} entries, root {root}",
                books.size,
                root=books.root,
            ),
        )
        limit, lines = self.limit, known.lines
        sides = sum(line.sides for line in lines.all)
        return _Sheets(
            cover=cover.add_sheet(styles, running),
            checks=checks.table(styles, running),
            totals=totals.table(styles, len(lines.units), running, limit),
            inside=balances.inside_table(styles, len(lines.inside), running, limit),
            outside=balances.outside_table(styles, len(lines.outside), running, limit),
            moved=movements.table(styles, sides, running, limit),
            vouchers=vouchers.table(styles, known.vouchers, running, limit),
            weapons=weapons.table(styles, known.weapons, running, limit),
            lots=lots.table(styles, known.lots, running, limit),
            findings=findings.table(styles, len(known.findings), running, limit),
        )

    def _registers(self, sheets: _Sheets) -> movements.Written:
        known, stockpile, lines = self.gathered, self.stockpile, self.gathered.lines
        first_outside = len(lines.inside) + 1
        balances.write(sheets.inside, enumerate(lines.inside, 1), sheets.moved, sheets.weapons)
        balances.write(sheets.outside, enumerate(lines.outside, first_outside), sheets.moved, sheets.weapons)
        self.totals = totals.write(sheets.totals, lines, sheets.inside, sheets.outside)
        with closing(movements.sides(stockpile, lines, known.period)) as sides:
            written = movements.write(
                sheets.moved, sides, lines, _openings(sheets), known.named, self.progress
            )
        vouchers.write(sheets.vouchers, stockpile, known.named, known.period, self.progress)
        weapons.write(sheets.weapons, stockpile, lines, known.named, known.period, self.progress)
        lots.write(sheets.lots, stockpile, lines, known.named, sheets.inside)
        findings.write(sheets.findings, known.findings)
        return written

    def _checks(self, sheets: _Sheets, written: movements.Written) -> list[checks.Check]:
        looked_at = checks.Sheets(sheets.totals, sheets.inside, sheets.outside, sheets.moved, sheets.vouchers)
        return checks.checks(self.gathered.lines, looked_at, self.gathered.control, written, self.totals)

    def _cover(self, sheets: _Sheets, styles: Styles, found: list[checks.Check]) -> None:
        held = [
            (unit, totals.reference(sheets.totals, totals.HELD, at, row))
            for at, (unit, row) in enumerate(zip(self.gathered.lines.units, self.totals, strict=True))
        ]
        told = cover.Cover(
            books=self.gathered.books,
            period=self.gathered.period,
            summary=self.summary,
            held=held,
            overall=checks.overall(sheets.checks, found),
            all_well=checks.overall_words()[0],
            tables=[
                (sheets.checks, tr("figures that must be equal; a line turns red when they are not")),
                (sheets.totals, tr("by unit: the stockpile, what stands outside, both together")),
                (sheets.inside, tr("every balance of the stockpile, as live formulas")),
                (sheets.outside, tr("sources, expended, destroyed and other accounts outside the stockpile")),
                (sheets.moved, tr("every movement of the period, twice, sorted by balance")),
                (sheets.vouchers, tr("every voucher, with the hash of its journal entry")),
                (sheets.weapons, tr("every weapon by its marks, and where it stands")),
                (sheets.lots, tr("every lot, and how much of it is held")),
                (sheets.findings, tr("holds, look-alikes, unknown conditions, late entries")),
            ],
        )
        cover.write(sheets.cover, styles, told)


def _openings(sheets: _Sheets) -> Iterator[str]:
    """How a formula names the opening of each line, those outside last."""
    for sheet in (sheets.inside, sheets.outside):
        for at in range(sheet.rows):
            yield sheet.cell(balances.OPENING, at)
