"""Every voucher of the books moved between accounts that its kind is for: a check of the whole verification.

What was destroyed or deactivated is there by a voucher of that kind, and never moves again.
"""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.audit import Trouble, VerifyCheck
from stockpile_app.base import tr
from stockpile_app.ledger.model import TERMINAL, VoucherKind
from stockpile_app.ledger.rules import SIDES
from stockpile_app.store import Stockpile

_MOVED = """
    SELECT v.kind, a.kind, b.kind, min(v.id) FROM voucher v JOIN movement m ON m.voucher_id = v.id
    JOIN account a ON a.id = m.from_account JOIN account b ON b.id = m.to_account GROUP BY v.kind, a.kind, b.kind
"""


def check_sides(stockpile: Stockpile) -> Iterator[Trouble]:
    """The first voucher of each kind that moved where none of its kind may."""
    for kind, leaves, enters, voucher_id in stockpile.rows(_MOVED):
        if not _fits(kind, leaves, enters):
            number, entry = stockpile.row("SELECT number, entry FROM voucher WHERE id = ?", [voucher_id]) or (
                "",
                0,
            )
            said = tr("Voucher {number} moves from {leaves} to {enters}, which a voucher of its kind cannot",
                      number=number, leaves=leaves, enters=enters)  # fmt: skip
            yield Trouble("sides", said, entry, "movement", str(voucher_id), "to_account")


def _fits(kind: str, leaves: str, enters: str) -> bool:
    if kind == VoucherKind.REVERSAL:
        return leaves not in TERMINAL and enters not in TERMINAL
    if kind not in list(VoucherKind):
        return False
    before, after = SIDES[VoucherKind(kind)]
    return leaves in before and enters in after


CHECK_SIDES = VerifyCheck("sides", check_sides)
