"""Lots and plain quantities: what of a balance was declared already, and what the rest counts as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stockpile_app.ledger import Balance, VoucherKind
from stockpile_app.store import Stockpile
from stockpile_app.surplus.day import Day
from stockpile_app.surplus.reckoning import Share, share_of

_GONE = ", ".join(f"'{k}'" for k in (VoucherKind.DESTRUCTION, VoucherKind.DEACTIVATION, VoucherKind.DISPATCH))
_DECLARED = f"""
    SELECT item_type_id, lot_id, condition, sum(quantity) FROM (
        SELECT l.item_type_id, l.lot_id, l.condition, l.quantity
        FROM declaration_line l JOIN declaration d ON d.id = l.declaration_id
        WHERE l.weapon_id = 0 AND d.declared_on <= ?1 AND NOT EXISTS (
            SELECT 1 FROM hold_release r WHERE r.hold_id = l.hold_id AND r.released_on <= ?1)
        UNION ALL
        SELECT m.item_type_id, m.lot_id, m.condition_from, -m.quantity FROM voucher v
        JOIN movement m ON m.voucher_id = v.id
        WHERE v.kind IN ({_GONE}) AND m.weapon_id = 0 AND m.effective_at <= ?1 || 'T99')
    GROUP BY item_type_id, lot_id, condition HAVING sum(quantity) > 0
"""
"""What was declared, less what has left by disposal; whatever box it stands in meanwhile."""


def declared_goods(stockpile: Stockpile, day: Day) -> dict[tuple[int, int, str], int]:
    """(item type, lot, condition) to how much of it is declared and still there."""
    return {(row[0], row[1], row[2]): row[3] for row in stockpile.rows(_DECLARED, [day.on])}


def apart_places(stockpile: Stockpile) -> frozenset[int]:
    """The places where declared goods were put: they are looked at first."""
    return frozenset(row[0] for row in stockpile.rows("SELECT DISTINCT apart_account FROM declaration"))


def counted(stockpile: Stockpile, day: Day, held: Iterable[Balance]) -> Iterator[tuple[Balance, Share, int]]:
    """Each balance of goods in the shares it counts in; the quantities add up to the balance."""
    left, apart = declared_goods(stockpile, day), apart_places(stockpile)
    for one in sorted(held, key=lambda b: (b.account_id not in apart, b.account_id)):
        key = one.item_type_id, one.lot_id, one.condition
        declared = min(left.get(key, 0), one.quantity)
        if declared:
            left[key] -= declared
            yield one, Share.DECLARED, declared
        if one.quantity > declared:
            standing = day.standing(one.account_id, one.account_kind, *key)
            yield one, share_of(standing), one.quantity - declared
