"""Weapons whose life has ended in the books: destroyed or deactivated, by which voucher, and what proves it."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.catalogue.queries import chunks, weapons_by_id
from stockpile_app.ledger.facts import Ended, TerminalProof
from stockpile_app.ledger.model import TERMINAL
from stockpile_app.store import Stockpile

_KINDS = ", ".join(f"'{kind}'" for kind in sorted(TERMINAL))
_TERMINAL = f"SELECT id FROM account WHERE kind IN ({_KINDS})"


def ended_ids(stockpile: Stockpile, weapon_ids: Iterable[int]) -> set[int]:
    """Which of these weapons were destroyed or deactivated."""
    return {
        row[0]
        for marks, portion in chunks(weapon_ids)
        for row in stockpile.rows(
            f"SELECT id FROM weapon WHERE id IN ({marks}) AND account_id IN ({_TERMINAL})", portion
        )
    }


def ended_weapons(stockpile: Stockpile, weapon_ids: Iterable[int]) -> dict[int, Ended]:
    """How each of these weapons ended, by id; those that still can move are left out."""
    gone = ended_ids(stockpile, weapon_ids)
    if not gone:
        return {}
    weapons = weapons_by_id(stockpile, gone)
    return {
        row[0]: Ended(weapons[row[0]], row[1], row[2], row[3][:10], _certificate(stockpile, row[0]))
        for marks, portion in chunks(gone)
        for row in stockpile.rows(
            "SELECT w.id, a.kind, v.number, m.effective_at FROM weapon w JOIN account a ON a.id = w.account_id "
            "JOIN movement m ON m.weapon_id = w.id AND m.to_account = w.account_id "
            f"JOIN voucher v ON v.id = m.voucher_id WHERE w.id IN ({marks}) ORDER BY v.id",
            portion,
        )
    }


def _certificate(stockpile: Stockpile, weapon_id: int) -> str:
    """The number of the certificate that covers it; '' while none does."""
    found = (proof.certificate(stockpile, weapon_id) for proof in stockpile.assembly.of(TerminalProof))
    return next(filter(None, found), "")
