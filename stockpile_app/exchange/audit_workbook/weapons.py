"""The weapons register: every arm by its marks, where it stands and in what condition.

It is sorted by the lines of the balances, so that each balance counts its own serials.
"""

from __future__ import annotations

from stockpile_app.base import Progress, tr
from stockpile_app.catalogue.reference import condition_label
from stockpile_app.exchange.audit_workbook.lines import NUMBERED, Names, numbered_keys, reading
from stockpile_app.exchange.audit_workbook.model import Lines, Period
from stockpile_app.exchange.audit_workbook.words import moment_text, ownership_word
from stockpile_app.exchange.sheet_table import Column, Running, Styles, Table
from stockpile_app.exchange.sheet_writer import Cell
from stockpile_app.store import Stockpile

SERIAL = 1
_STEP = 2_000

_NOW = "SELECT id AS weapon_id, item_type_id, account_id, condition, last_at FROM weapon WHERE ?2 <> ''"
_THEN = """
    SELECT weapon_id, item_type_id, to_account AS account_id, condition_to AS condition, effective_at AS last_at
    FROM (
        SELECT weapon_id, item_type_id, to_account, condition_to, effective_at, row_number() OVER (
            PARTITION BY weapon_id ORDER BY effective_at DESC, voucher_id DESC, line_no DESC) AS newest
        FROM movement WHERE weapon_id <> 0 AND effective_at <= ?2) WHERE newest = 1
"""
_REGISTER = """
    WITH {numbered}, stand AS MATERIALIZED ({stand}), placed AS (
        SELECT n.no, s.* FROM numbered n CROSS JOIN stand s ON s.account_id = n.account_id
            AND s.item_type_id = n.item_type_id AND s.condition = n.condition WHERE n.lot_id = 0
        UNION ALL
        SELECT NULL, s.* FROM stand s WHERE (s.account_id, s.item_type_id, s.condition) NOT IN
            (SELECT account_id, item_type_id, condition FROM numbered WHERE lot_id = 0)
    )
    SELECT p.no, w.serial, w.own_number, w.make, w.model, w.calibre, w.country, w.year, w.item_type_id,
           p.account_id, p.condition, p.last_at,
           coalesce((SELECT group_concat(kind || ' ' || text, ' · ') FROM (
               SELECT kind, text FROM marking WHERE weapon_id = w.id ORDER BY id)), ''),
           coalesce((SELECT group_concat(mark, ' · ') FROM (
               SELECT CASE WHEN t.serial <> '' THEN t.serial ELSE t.own_number END || ': ' || k.reason AS mark
               FROM look_alike k
               JOIN weapon t ON t.id = CASE WHEN k.weapon_id = w.id THEN k.twin_id ELSE k.weapon_id END
               WHERE k.weapon_id = w.id OR k.twin_id = w.id ORDER BY t.id)), ''),
           coalesce((SELECT kind || '|' || reference FROM ownership WHERE weapon_id = w.id
               ORDER BY fact_no DESC LIMIT 1), ''),
           w.remarks
    FROM placed p JOIN weapon w ON w.id = p.weapon_id
    ORDER BY p.no IS NULL, p.no, w.serial, w.own_number, w.id
"""


def columns() -> list[Column]:
    """The columns of the register."""
    return [
        Column(tr("Line"), "plain_number", 6),
        Column(tr("Serial or own number"), least=12, most=24),
        Column(tr("Make"), least=7, most=18),
        Column(tr("Model"), least=7, most=18),
        Column(tr("Calibre"), least=7, most=14),
        Column(tr("Country"), least=7, most=10),
        Column(tr("Year"), least=5, most=8),
        Column(tr("Item type"), least=12, most=30),
        Column(tr("Stands in"), least=12, most=28),
        Column(tr("Condition"), least=10, most=18),
        Column(tr("Since"), least=15),
        Column(tr("Marks and ownership"), "wrapped", 14, 26),
        Column(tr("Look-alikes"), "wrapped", 12, 26),
        Column(tr("Remarks"), "wrapped", 10, 20),
    ]


def count(stockpile: Stockpile, period: Period) -> int:
    """How many weapons the register has."""
    if not period.last:
        return int(stockpile.value("SELECT count(*) FROM weapon"))
    return int(
        stockpile.value(
            "SELECT count(DISTINCT weapon_id) FROM movement WHERE weapon_id <> 0 AND effective_at <= ?",
            [period.up_to],
        )
    )


def table(styles: Styles, rows: int, running: Running, limit: int) -> Table:
    """The empty sheet."""
    sentence = tr("Every weapon by its marks, sorted by the lines of the balances; serials exactly as read")
    return Table(styles, tr("Weapons"), sentence, columns(), rows, running, limit)


def write(
    sheet: Table, stockpile: Stockpile, lines: Lines, named: Names, period: Period, progress: Progress
) -> None:
    """Write the register as it stands at the end of the period."""
    sql = _REGISTER.format(numbered=NUMBERED, stand=_THEN if period.last else _NOW)
    with reading(stockpile, sql, [numbered_keys(lines), period.up_to]) as rows:
        for done, row in enumerate(rows, 1):
            sheet.add(_cells(row, named))
            if done % _STEP == 0:
                progress(done, sheet.rows, tr("weapons"))
    sheet.finish()


def _cells(row: tuple[Cell, ...], named: Names) -> list[Cell]:
    number, serial, own_number, *identity = row[:8]
    item_type_id, account_id, condition, since, marks, twins, ownership, remarks = row[8:]
    told = [
        tr("own number, unmarked weapon") if not serial else "",
        str(marks),
        ownership_word(str(ownership)),
    ]
    return [
        None if number is None else int(str(number)) + 1,
        serial or own_number,
        *identity,
        named.items[int(str(item_type_id))].title,
        named.places.get(int(str(account_id)), ""),
        tr(condition_label(str(condition))),
        moment_text(str(since)),
        " · ".join(filter(None, told)),
        twins,
        remarks,
    ]
