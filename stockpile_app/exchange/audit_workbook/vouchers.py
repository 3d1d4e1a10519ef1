"""The voucher register, complete from the first number on, whatever the period.

Sorted by kind, year and number: a gap would show between two rows, and a check sums each run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockpile_app.base import Progress, tr
from stockpile_app.exchange.audit_workbook.lines import Names, reading
from stockpile_app.exchange.audit_workbook.model import Period
from stockpile_app.exchange.audit_workbook.words import moment_text, voucher_word
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import Cell
from stockpile_app.store import Stockpile

NUMBER, SERIAL_NO, LINES = 0, 1, 8
_STEP = 2_000

_REGISTER = """
    SELECT v.kind, v.recorded_year, v.number, v.serial_no, v.effective_at, v.recorded_at, v.actor,
           v.from_account, v.to_account,
           (SELECT count(*) FROM movement m
            WHERE m.voucher_id = v.id AND m.effective_at >= ?1 AND m.effective_at <= ?2),
           coalesce((SELECT group_concat(name, ', ') FROM (
               SELECT a.name FROM container_stand c JOIN account a ON a.id = c.container_id
               WHERE c.voucher_id = v.id ORDER BY a.name)), ''),
           v.party, v.authority, v.document, v.purpose, v.reason, v.witness, v.due_back_at,
           coalesce(u.number, ''), coalesce(r.number, ''), v.entry, lower(hex(substr(j.hash, 1, 8)))
    FROM voucher v JOIN journal j ON j.entry = v.entry
    LEFT JOIN voucher u ON u.id = v.reverses LEFT JOIN voucher r ON r.reverses = v.id
    ORDER BY v.kind, v.recorded_year, v.serial_no
"""


@dataclass(frozen=True, slots=True)
class Run:
    """The vouchers of one kind and year: rows that follow each other in the register."""

    kind: str
    year: int
    first: int
    count: int
    highest: int
    total: int


def columns() -> list[Column]:
    """The columns of the register."""
    return [
        Column(tr("Voucher"), least=16, most=24),
        Column(tr("No."), "plain_number", 6),
        Column(tr("Kind"), least=10, most=18),
        Column(tr("Effective"), least=15),
        Column(tr("Recorded (UTC)"), least=15),
        Column(tr("Posted by"), least=9, most=16),
        Column(tr("From"), least=12, most=24),
        Column(tr("To"), least=12, most=24),
        Column(tr("Lines in the period"), "number", 10),
        Column(tr("Details"), "wrapped", 20, 40),
        Column(tr("Entry"), "plain_number", 7),
        Column(tr("Hash of the entry"), least=17),
    ]


def table(styles: Styles, rows: int, running: Running, limit: int) -> Table:
    """The empty sheet."""
    sentence = tr("Every voucher ever posted, by kind, year and number. Numbers run without a gap")
    return Table(styles, tr("Vouchers"), sentence, columns(), rows, running, limit)


def runs(stockpile: Stockpile) -> list[Run]:
    """Each kind and year, where it begins in the register."""
    found: list[Run] = []
    for kind, year, count, highest, total in stockpile.rows(
        "SELECT kind, recorded_year, count(*), max(serial_no), sum(serial_no) FROM voucher "
        "GROUP BY 1, 2 ORDER BY 1, 2"
    ):
        first = found[-1].first + found[-1].count if found else 0
        found.append(Run(kind, year, first, count, highest, total))
    return found


def write(sheet: Table, stockpile: Stockpile, named: Names, period: Period, progress: Progress) -> None:
    """Write the register."""
    with reading(stockpile, _REGISTER, [period.first, period.up_to]) as rows:
        for done, row in enumerate(rows, 1):
            sheet.add(_cells(row, named))
            if done % _STEP == 0:
                progress(done, sheet.rows, tr("vouchers"))
    sheet.finish()


def _cells(row: tuple[Cell, ...], named: Names) -> list[Cell]:
    kind, _, number, serial_no, effective_at, recorded_at, actor, leaves, enters, lines = row[:10]
    entry, digest = row[20:]
    several = tr("several")
    return [
        number,
        serial_no,
        voucher_word(str(kind)),
        moment_text(str(effective_at)),
        str(recorded_at)[:16].replace("T", " "),
        actor,
        named.places.get(int(str(leaves)), several),
        named.places.get(int(str(enters)), several),
        lines,
        " · ".join(_details(row[10:20])),
        entry,
        digest,
    ]


def _details(texts: tuple[Cell, ...]) -> Iterator[str]:
    moved, party, authority, document, purpose, reason, witness, due_back_at, undoes, undone_by = map(
        str, texts
    )
    words = (
        (undoes, tr("reverses {number}", number=undoes)),
        (undone_by, tr("reversed by {number}", number=undone_by)),
        (moved, tr("containers: {text}", text=moved)),
        (party, tr("party: {text}", text=party)),
        (authority, tr("authority: {text}", text=authority)),
        (document, tr("document: {text}", text=document)),
        (purpose, tr("purpose: {text}", text=purpose)),
        (reason, tr("reason: {text}", text=reason)),
        (witness, tr("witness: {text}", text=witness)),
        (due_back_at, tr("due back: {text}", text=moment_text(due_back_at))),
    )
    return (word for text, word in words if text)
