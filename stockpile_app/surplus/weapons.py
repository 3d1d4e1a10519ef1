"""The weapons that do not count like the others: whose, declared, on hold, badly marked, moved but never issued.

They are few beside the whole register, so they are found one by one and taken out of the balances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stockpile_app.catalogue.model import MarkState, OwnershipKind
from stockpile_app.catalogue.queries import chunks
from stockpile_app.ledger.model import IN_STORE, VoucherKind
from stockpile_app.store import Stockpile
from stockpile_app.surplus.day import STOPS, Day
from stockpile_app.surplus.reckoning import Standing

FLAGS = ("foreign", "declared", "on_hold", "marks", "dormant")
"""In the order of the columns; `dormant` here is what moved since, and was not issued."""

_FOREIGN = ", ".join(
    f"'{k}'" for k in (OwnershipKind.EVIDENCE, OwnershipKind.DEPOSITED, OwnershipKind.LOAN_IN)
)
_BAD = f"'{MarkState.ALTERED}', '{MarkState.ERASED}'"
_USES = ", ".join(
    f"'{kind}'" for kind in (VoucherKind.ISSUE, VoucherKind.HAND_IN, VoucherKind.RECEIPT, VoucherKind.OPENING)
)
_STORES = ", ".join(f"'{kind}'" for kind in sorted(IN_STORE))
STORES = f"SELECT id FROM account WHERE kind IN ({_STORES}) AND id >= 100"

_OWNED = f"""
    SELECT weapon_id, 0 AS flag FROM ownership o WHERE kind IN ({_FOREIGN}) AND effective_on <= ?1 AND NOT EXISTS (
        SELECT 1 FROM ownership l WHERE l.weapon_id = o.weapon_id AND l.effective_on <= ?1
        AND (l.effective_on, l.fact_no) > (o.effective_on, o.fact_no))
"""
_DECLARED = """
    SELECT l.weapon_id, 1 FROM declaration_line l JOIN declaration d ON d.id = l.declaration_id
    WHERE l.weapon_id <> 0 AND d.declared_on <= ?1 AND NOT EXISTS (
        SELECT 1 FROM hold_release r WHERE r.hold_id = l.hold_id AND r.released_on <= ?1)
"""
_STOPPED = f"SELECT target_id, 2 FROM hold h WHERE target = 'weapon' AND {STOPS}".replace(":on", "?1")
_MARKED = f"""
    SELECT weapon_id, 3 FROM marking m WHERE state IN ({_BAD}) AND effective_on <= ?1 AND NOT EXISTS (
        SELECT 1 FROM marking l WHERE l.weapon_id = m.weapon_id AND l.component_id = m.component_id
        AND l.kind = m.kind AND l.id > m.id AND l.effective_on <= ?1 AND l.state NOT IN ({_BAD}))
"""
_STIRRED = f"""
    SELECT m.weapon_id, 4 FROM voucher v CROSS JOIN movement m ON m.voucher_id = v.id
    WHERE v.effective_at >= ?2 AND m.effective_at >= ?2 AND m.effective_at <= ?1 || 'T99' AND m.weapon_id <> 0
    GROUP BY m.weapon_id HAVING max(v.kind IN ({_USES})) = 0
"""
_PAST = """
    SELECT w.id, w.item_type_id, p.to_account AS account_id, p.condition_to AS condition, w.year,
           p.effective_at AS last_at
    FROM (SELECT weapon_id, to_account, condition_to, effective_at, max(
              effective_at || ' ' || substr('000000000' || voucher_id, -10) || substr('000000000' || line_no, -10))
          FROM movement NOT INDEXED WHERE weapon_id <> 0 AND effective_at <= ?1 || 'T99' GROUP BY weapon_id) p
    JOIN weapon w ON w.id = p.weapon_id
"""


def with_flags(day: Day) -> str:
    """The head of a query: `stand`, every weapon as it stood, and `flagged`, those that count otherwise.

    Values: ?1 the day, ?2 the day before which nothing must have been issued.
    """
    parts = [_OWNED, _DECLARED, _STOPPED, _MARKED, *([_STIRRED] if day.can_be_dormant else [])]
    columns = ", ".join(f"max(flag = {at}) AS is_{name}" for at, name in enumerate(FLAGS))
    found = " UNION ALL ".join(parts)
    stand = f"stand AS MATERIALIZED ({_PAST}), " if day.past else ""
    return (
        f"WITH {stand}flagged AS MATERIALIZED (SELECT weapon_id, {columns} FROM ({found}) GROUP BY weapon_id)"
    )


def stand(day: Day) -> str:
    """The table of the weapons as they stood: the register itself while the day has not gone by."""
    return "stand" if day.past else "weapon"


def values(day: Day) -> list[str]:
    """What `with_flags` asks for."""
    return [day.on, day.dormant_before or "9999"]


def flagged_counts(stockpile: Stockpile, day: Day) -> Iterator[tuple[int, Standing, Standing, bool, int]]:
    """(item type, how the balances count them, how they count, whether long unmoved, how many)."""
    names = ", ".join(f"f.is_{name}" for name in FLAGS)
    for item, account, place, condition, still, *flags, count in stockpile.rows(
        f"{with_flags(day)} SELECT w.item_type_id, w.account_id, a.kind, w.condition, w.last_at < ?2, {names}, count(*) "
        f"FROM flagged f CROSS JOIN {stand(day)} w ON w.id = f.weapon_id JOIN account a ON a.id = w.account_id "
        f"WHERE w.account_id >= 100 GROUP BY w.item_type_id, w.account_id, w.condition, w.last_at < ?2, {names}",
        values(day),
    ):
        still = bool(still) and day.can_be_dormant
        said = {name: bool(flag) for name, flag in zip(FLAGS, flags, strict=True)}
        said["dormant"] |= still
        plain = day.standing(account, place, item, 0, condition)
        yield item, plain, day.standing(account, place, item, 0, condition, **said), still, count


def long_unmoved(stockpile: Stockpile, day: Day) -> dict[int, int]:
    """By item type, the weapons serviceable in store that have not moved for so long, flagged ones included."""
    if not day.can_be_dormant:
        return {}
    good = ", ".join(f"'{code}'" for code, one in day.conditions.items() if one.issuable)
    stopped = ", ".join(str(number) for kind, number in sorted(day.held) if kind == "account")
    head = f"{with_flags(day)} " if day.past else ""
    sql = (
        f"{head}SELECT item_type_id, count(*) FROM {stand(day)} WHERE condition IN ({good}) AND last_at < ?2 "
        f"AND ?1 <> '' AND account_id IN ({STORES}) AND account_id NOT IN ({stopped}) GROUP BY item_type_id"
    )
    return {row[0]: row[1] for row in stockpile.rows(sql, values(day))}


def standings_of(
    stockpile: Stockpile, day: Day, weapon_ids: Iterable[int]
) -> dict[int, tuple[int, Standing]]:
    """Of these weapons, the account each stands in and what it counts as."""
    names = ", ".join(f"coalesce(f.is_{name}, 0)" for name in FLAGS)
    found: dict[int, tuple[int, Standing]] = {}
    for _, portion in chunks(weapon_ids):
        listed = ", ".join(map(str, portion))
        for number, item, account, place, condition, still, *flags in stockpile.rows(
            f"{with_flags(day)} SELECT w.id, w.item_type_id, w.account_id, a.kind, w.condition, w.last_at < ?2, {names} "
            f"FROM {stand(day)} w JOIN account a ON a.id = w.account_id LEFT JOIN flagged f ON f.weapon_id = w.id "
            f"WHERE w.id IN ({listed})",
            values(day),
        ):
            said = {name: bool(flag) for name, flag in zip(FLAGS, flags, strict=True)}
            said["dormant"] |= bool(still) and day.can_be_dormant
            found[number] = account, day.standing(account, place, item, 0, condition, **said)
    return found
