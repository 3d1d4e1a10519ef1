"""What the first page shows: the books in figures, what is still out, what was done today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from stockpile_app.base.clock import utc_text
from stockpile_app.catalogue.queries import ITEM_TITLE
from stockpile_app.ledger.gather import VOUCHER_COLUMNS
from stockpile_app.ledger.model import Voucher
from stockpile_app.ledger.registers import VoucherRow
from stockpile_app.ledger.rows import vouchers_page
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands at the side of the first page."""

    weapons_held: int
    weapons_issued: int
    rounds_held: int
    lots: int
    lots_on_hold: int


def figures(stockpile: Stockpile) -> Figures:
    """The books in five numbers, from the projections."""
    row = stockpile.row(
        "SELECT coalesce(sum(h.quantity) FILTER (WHERE i.kind = 'weapon'), 0), "
        "coalesce(sum(h.quantity) FILTER (WHERE i.kind = 'weapon' AND a.kind = 'holder'), 0), "
        "coalesce(sum(h.quantity) FILTER (WHERE i.kind = 'ammunition'), 0), "
        "count(DISTINCT h.lot_id) FILTER (WHERE h.lot_id <> 0), "
        "(SELECT count(*) FROM hold WHERE target = 'lot' AND id NOT IN (SELECT hold_id FROM hold_release)) "
        "FROM holding h JOIN item_type i ON i.id = h.item_type_id JOIN account a ON a.id = h.account_id "
        "WHERE h.quantity > 0 AND h.account_id >= 100"
    )
    return Figures(*(row or (0, 0, 0, 0, 0)))


@dataclass(frozen=True, slots=True)
class OpenIssue:
    """A voucher whose weapons are still with its holder, wholly or in part."""

    voucher_id: int
    number: str
    holder_id: int
    holder: str
    unit: str
    purpose: str
    due_back_at: str
    weapons: int
    item: str


def open_issues(stockpile: Stockpile) -> list[OpenIssue]:
    """Issued weapons not yet handed in, by when they are due: overdue ones come first.

    A weapon counts to the latest voucher that issued it to the holder it is still with.
    """
    return [
        OpenIssue(*row)
        for row in stockpile.rows(
            "SELECT v.id, v.number, a.id, a.name, a.unit, v.purpose, v.due_back_at, count(*), "
            f"min({ITEM_TITLE}) "
            "FROM weapon w JOIN account a ON a.id = w.account_id AND a.kind = 'holder' "
            "JOIN item_type i ON i.id = w.item_type_id "
            "JOIN voucher v ON v.id = (SELECT m.voucher_id FROM movement m JOIN voucher u ON u.id = m.voucher_id "
            "WHERE m.weapon_id = w.id AND m.to_account = w.account_id AND u.kind = 'issue' "
            "ORDER BY m.effective_at DESC, m.voucher_id DESC LIMIT 1) "
            "WHERE v.due_back_at <> '' GROUP BY v.id ORDER BY v.due_back_at, v.id"
        )
    ]


def posted_on(stockpile: Stockpile, day: str, limit: int = 20) -> list[VoucherRow]:
    """What was recorded on a local day, newest first, for *Done today*."""
    zone = ZoneInfo(str(stockpile.value("SELECT zone FROM stockpile") or "UTC"))
    begin = datetime.combine(date.fromisoformat(day), time(), zone)
    end = datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), zone)
    ids = [
        row[0]
        for row in stockpile.rows(
            "SELECT id FROM voucher WHERE recorded_at >= ? AND recorded_at < ? ORDER BY id DESC LIMIT ?",
            [utc_text(begin), utc_text(end), limit],
        )
    ]
    found = vouchers_page(stockpile, ids)
    return [found[one] for one in ids]


def last_voucher_of(stockpile: Stockpile, actor: str) -> Voucher | None:
    """The latest voucher this user posted that still stands: what undo would reverse."""
    row = stockpile.row(
        f"SELECT {VOUCHER_COLUMNS} FROM voucher WHERE actor = ? AND kind <> 'reversal' AND id NOT IN "
        "(SELECT reverses FROM voucher) ORDER BY id DESC LIMIT 1",
        [actor],
    )
    return Voucher(*row) if row else None
