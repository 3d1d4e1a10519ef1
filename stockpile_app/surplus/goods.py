"""Lots and plain quantities: what of a balance was declared already, and what the rest counts as."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stockpile_app import ledger
from stockpile_app.catalogue.model import Tracking
from stockpile_app.ledger import VoucherKind
from stockpile_app.ledger.model import FIRST_REAL_ACCOUNT
from stockpile_app.store import Stockpile
from stockpile_app.surplus.day import Day
from stockpile_app.surplus.reckoning import SERVICEABLE, Share, share_of

Counts = dict[int, Counter[Share]]
"""By item type, how much counts in each share."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an account holds of goods in one condition."""

    account_id: int
    place: str
    item_type_id: int
    lot_id: int
    condition: str
    quantity: int
    last_at: str = ""

    @property
    def key(self) -> tuple[int, int, str]:
        """Item type, lot and condition."""
        return self.item_type_id, self.lot_id, self.condition


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

_NOW = f"""
    SELECT h.account_id, a.kind, h.item_type_id, h.lot_id, h.condition, h.quantity, h.last_at FROM holding h
    JOIN item_type i ON i.id = h.item_type_id JOIN account a ON a.id = h.account_id
    WHERE h.quantity > 0 AND h.account_id >= {FIRST_REAL_ACCOUNT} AND i.tracking <> '{Tracking.SERIAL}'
"""
_SERIALS = f"""
    SELECT h.account_id, a.kind, h.item_type_id, 0, h.condition, sum(h.quantity), '' FROM holding h
    JOIN item_type i ON i.id = h.item_type_id JOIN account a ON a.id = h.account_id
    WHERE h.quantity > 0 AND h.account_id >= {FIRST_REAL_ACCOUNT} AND i.tracking = '{Tracking.SERIAL}'
    GROUP BY h.item_type_id, a.kind, h.condition, iif(h.account_id IN ({{stopped}}), h.account_id, 0)
"""


def goods_held(stockpile: Stockpile, day: Day) -> list[Held]:
    """Every balance of goods as it stood on the day."""
    if day.past:
        return [held for held, tracking in _folded(stockpile, day) if tracking != Tracking.SERIAL]
    return [Held(*row) for row in stockpile.rows(_NOW)]


def weapons_held(stockpile: Stockpile, day: Day) -> list[Held]:
    """How many weapons stand in each kind of place; an account that is on hold stands by itself."""
    if day.past:
        return [held for held, tracking in _folded(stockpile, day) if tracking == Tracking.SERIAL]
    return [Held(*row) for row in stockpile.rows(_SERIALS.format(stopped=day.stopped_accounts))]


def _folded(stockpile: Stockpile, day: Day) -> Iterator[tuple[Held, str]]:
    for one in ledger.balances(stockpile, as_of=day.on):
        held = Held(one.account_id, one.account_kind, one.item_type_id, one.lot_id, one.condition, one.quantity,
                    one.last_at)  # fmt: skip
        yield held, one.tracking


def declared_goods(stockpile: Stockpile, day: Day) -> dict[tuple[int, int, str], int]:
    """(item type, lot, condition) to how much of it is declared and still there."""
    return {(row[0], row[1], row[2]): row[3] for row in stockpile.rows(_DECLARED, [day.on])}


def apart_places(stockpile: Stockpile) -> frozenset[int]:
    """The places where declared goods were put: they are looked at first."""
    return frozenset(row[0] for row in stockpile.rows("SELECT DISTINCT apart_account FROM declaration"))


def counted(stockpile: Stockpile, day: Day, held: Iterable[Held]) -> Iterator[tuple[Held, Share, int]]:
    """Each balance of goods in the shares it counts in; the quantities add up to the balance."""
    left, apart = declared_goods(stockpile, day), apart_places(stockpile)
    for one in sorted(held, key=lambda b: (b.account_id not in apart, b.account_id)):
        declared = min(left.get(one.key, 0), one.quantity)
        if declared:
            left[one.key] -= declared
            yield one, Share.DECLARED, declared
        if one.quantity > declared:
            standing = day.standing(one.account_id, one.place, *one.key)
            yield one, share_of(standing), one.quantity - declared


def count_goods(stockpile: Stockpile, day: Day) -> Counts:
    """Everything but weapons in its shares."""
    counts: Counts = {}
    for held, share, quantity in counted(stockpile, day, goods_held(stockpile, day)):
        counts.setdefault(held.item_type_id, Counter())[share] += quantity
    return counts


def serviceable_in(shares: Mapping[Share, int] | None) -> bool:
    """Whether any of it is serviceable."""
    return any((shares or {}).get(one) for one in SERVICEABLE)


def serviceable_held(stockpile: Stockpile, day: Day, item_type_id: int) -> bool:
    """Whether any of these goods is serviceable today; read no further than the first that is."""
    declared = declared_goods(stockpile, day)
    doubtful: list[Held] = []
    for row in stockpile.each(f"{_NOW} AND h.item_type_id = ?", [item_type_id]):
        one = Held(*row)
        if one.key in declared:
            doubtful.append(one)
        elif share_of(day.standing(one.account_id, one.place, *one.key)) in SERVICEABLE:
            return True
    return any(share in SERVICEABLE for _, share, _ in counted(stockpile, day, doubtful))
