"""What was chosen the last time, offered the next time: shown as a proposal, never silent."""

from __future__ import annotations

from stockpile_app.ledger.gather import VOUCHER_COLUMNS
from stockpile_app.ledger.model import Voucher
from stockpile_app.store import Stockpile


def last_of_kind(stockpile: Stockpile, kind: str, holder_id: int = 0) -> Voucher | None:
    """The latest voucher of a kind, or the latest of that kind to one holder, that still stands."""
    row = stockpile.row(
        f"SELECT {VOUCHER_COLUMNS} FROM voucher WHERE kind = ?1 AND (?2 = 0 OR to_account = ?2) "
        "AND id NOT IN (SELECT reverses FROM voucher WHERE reverses <> 0) ORDER BY id DESC LIMIT 1",
        [kind, holder_id],
    )
    return Voucher(*row) if row else None


def words_used(stockpile: Stockpile, kind: str, field: str, limit: int = 40) -> list[str]:
    """What was written in a field of this kind of voucher, the latest first, each once.

    Args:
        field: `purpose`, `party` or `authority`.
    """
    if field not in {"purpose", "party", "authority"}:
        raise ValueError(field)
    return [
        row[0]
        for row in stockpile.rows(
            f"SELECT {field} FROM voucher WHERE kind = ? AND {field} <> '' GROUP BY {field} "
            "ORDER BY max(id) DESC LIMIT ?",
            [kind, limit],
        )
    ]


def weapons_with(stockpile: Stockpile, account_id: int, limit: int = 200) -> list[tuple[int, str]]:
    """The weapons an account has now: id and mark, for what is still missing at hand-in."""
    return [
        (row[0], row[1])
        for row in stockpile.rows(
            "SELECT id, CASE WHEN serial <> '' THEN serial ELSE own_number END FROM weapon "
            "WHERE account_id = ? ORDER BY serial, id LIMIT ?",
            [account_id, limit],
        )
    ]
