"""The weapons that do not count like the others: whose, declared, on hold, badly marked, moved but never issued.

They are few beside the whole register, so the balances count everything and these leave their share for another.
The register is read through one small index, never its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stockpile_app.catalogue.model import MarkState, OwnershipKind
from stockpile_app.catalogue.queries import chunks
from stockpile_app.ledger.model import IN_STORE, VoucherKind
from stockpile_app.store import Row, Stockpile
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
STORES = (
    "SELECT id FROM account WHERE id >= 100 AND kind IN ("
    + ", ".join(f"'{kind}'" for kind in sorted(IN_STORE))
    + ")"
)

SOURCES = {
    "foreign": f"""
        SELECT o.weapon_id FROM ownership o WHERE o.kind IN ({_FOREIGN}) AND o.effective_on <= ?1 AND NOT EXISTS (
            SELECT 1 FROM ownership l WHERE l.weapon_id = o.weapon_id AND l.effective_on <= ?1
            AND (l.effective_on, l.fact_no) > (o.effective_on, o.fact_no))""",
    "declared": """
        SELECT o.weapon_id FROM declaration_line o JOIN declaration d ON d.id = o.declaration_id
        WHERE o.weapon_id <> 0 AND d.declared_on <= ?1 AND NOT EXISTS (
            SELECT 1 FROM hold_release r WHERE r.hold_id = o.hold_id AND r.released_on <= ?1)""",
    "on_hold": f"SELECT h.target_id FROM hold h WHERE h.target = 'weapon' AND {STOPS}".replace(":on", "?1"),
    "marks": f"""
        SELECT o.weapon_id FROM marking o WHERE o.state IN ({_BAD}) AND o.effective_on <= ?1 AND NOT EXISTS (
            SELECT 1 FROM marking l WHERE l.weapon_id = o.weapon_id AND l.component_id = o.component_id
            AND l.kind = o.kind AND l.id > o.id AND l.effective_on <= ?1 AND l.state NOT IN ({_BAD}))""",
    "dormant": f"""
        SELECT m.weapon_id FROM voucher v CROSS JOIN movement m ON m.voucher_id = v.id
        WHERE v.effective_at >= ?2 AND m.effective_at >= ?2 AND m.effective_at <= ?1 || 'T99' AND m.weapon_id <> 0
        GROUP BY m.weapon_id HAVING max(v.kind IN ({_USES})) = 0""",
}
"""Which weapons each flag is true of.  ?1 is the day, ?2 the day since which nothing must have been issued."""

_OF_ONE = {"on_hold": "h.target_id"}
_PAST = """
    SELECT w.id, w.item_type_id, p.to_account AS account_id, p.condition_to AS condition, w.year,
           p.effective_at AS last_at
    FROM (SELECT weapon_id, to_account, condition_to, effective_at, max(
              effective_at || ' ' || substr('000000000' || voucher_id, -10) || substr('000000000' || line_no, -10))
          FROM movement NOT INDEXED WHERE weapon_id <> 0 AND effective_at <= ?1 || 'T99' GROUP BY weapon_id) p
    JOIN weapon w ON w.id = p.weapon_id
"""


def stand(day: Day) -> tuple[str, str]:
    """The head of a query, and the table of the weapons as they stood; the register itself for today."""
    return (f"WITH stand AS MATERIALIZED ({_PAST}) ", "stand") if day.past else ("", "weapon")


def through_index(table: str) -> str:
    """The weapons as `w`, read through the small index alone; a past day has been folded and has none."""
    return f"{table} w" if table == "stand" else f"{table} w INDEXED BY weapon_surplus"


def values(day: Day) -> list[str]:
    """The day, and the day since which nothing must have been issued."""
    return [day.on, day.dormant_before or "9999"]


def flagged_counts(stockpile: Stockpile, day: Day) -> Iterator[tuple[int, Standing, Standing, bool, int]]:
    """(item type, how the balances count them, how they count, whether long unmoved, how many)."""
    flags = [name for name in FLAGS if name != "dormant" or day.can_be_dormant]
    union = " UNION ALL ".join(
        f"SELECT weapon_id, {FLAGS.index(f)} AS flag FROM ({_named(f)})" for f in flags
    )
    bits = " + ".join(f"{1 << at} * max(flag = {at})" for at in range(len(FLAGS)))
    head, table = stand(day)
    sql = (
        f"{head or 'WITH '}{', ' if head else ''}flagged AS MATERIALIZED "
        f"(SELECT weapon_id, {bits} AS mask FROM ({union}) GROUP BY weapon_id) "
        f"SELECT w.item_type_id, iif(w.account_id IN ({day.stopped_accounts}), w.account_id, 0) AS place, a.kind, "
        "w.condition, w.last_at < ?2 AS still, f.mask, count(*) "
        f"FROM {through_index(table)} CROSS JOIN flagged f ON f.weapon_id = w.id "
        "CROSS JOIN account a ON a.id = w.account_id WHERE w.account_id >= 100 "
        "GROUP BY w.item_type_id, w.condition, f.mask, still, a.kind, place"
    )
    for item, account, place, condition, old, mask, count in stockpile.rows(sql, values(day)):
        said = [mask >> at & 1 for at in range(len(FLAGS))]
        still = bool(old) and day.can_be_dormant
        more = _said(said, still=still)
        plain = day.standing(account, place, item, 0, condition)
        yield item, plain, day.standing(account, place, item, 0, condition, **more), still, count


def _named(flag: str) -> str:
    """The weapons of a flag, under the name `weapon_id`."""
    return SOURCES[flag].replace("SELECT h.target_id", "SELECT h.target_id AS weapon_id")


def _said(flags: Iterable[object], *, still: bool) -> dict[str, bool]:
    said = {name: bool(flag) for name, flag in zip(FLAGS, flags, strict=True)}
    return {**said, "dormant": said["dormant"] or still}


def long_unmoved(stockpile: Stockpile, day: Day) -> dict[int, int]:
    """By item type, the weapons serviceable in store that have not moved for so long, flagged ones included."""
    if not day.can_be_dormant:
        return {}
    good = ", ".join(f"'{code}'" for code, one in day.conditions.items() if one.issuable)
    head, table = stand(day)
    sql = (
        f"{head}SELECT item_type_id, sum(last_at < ?2 AND condition IN ({good}) AND account_id IN ({STORES}) "
        f"AND account_id NOT IN ({day.stopped_accounts}) AND ?1 <> '') FROM {through_index(table)} "
        "GROUP BY item_type_id"
    )
    return {row[0]: row[1] for row in stockpile.rows(sql, values(day)) if row[1]}


def flags_of_one(day: Day, weapon: str) -> str:
    """The flags of the weapon that a query names, each asked by an index; in the order of `FLAGS`."""
    asked = [_exists(name, weapon) for name in FLAGS[:-1]]
    if not day.can_be_dormant:
        return ", ".join([*asked, "0"])
    used = (
        f"SELECT 1 FROM movement m JOIN voucher v ON v.id = m.voucher_id WHERE m.weapon_id = {weapon}.id AND "
        f"m.weapon_id <> 0 AND m.effective_at >= ?2 AND m.effective_at <= ?1 || 'T99' AND v.kind IN ({_USES})"
    )
    return ", ".join([*asked, f"({weapon}.last_at >= ?2 AND NOT EXISTS ({used}))"])


def _exists(flag: str, weapon: str) -> str:
    column = _OF_ONE.get(flag, "o.weapon_id")
    return f"EXISTS ({SOURCES[flag]} AND {column} = {weapon}.id)"


def judged(day: Day, item_type_id: int, row: Row, *, obsolete: bool) -> Standing:
    """The standing of a weapon from (account, kind of account, condition, last movement, *flags)."""
    account, place, condition, last_at, *flags = row
    still = day.can_be_dormant and str(last_at) < day.dormant_before
    return day.standing(
        account, place, item_type_id, 0, condition, obsolete=obsolete, **_said(flags, still=still)
    )


def standings_of(
    stockpile: Stockpile, day: Day, weapon_ids: Iterable[int], obsolete: Iterable[int] = ()
) -> dict[int, tuple[int, str, Standing]]:
    """Of these weapons, the account each stands in, its condition, and what it counts as."""
    head, table = stand(day)
    old = set(obsolete)
    found: dict[int, tuple[int, str, Standing]] = {}
    for _, portion in chunks(weapon_ids):
        listed = ", ".join(map(str, portion))
        sql = (
            f"{head}SELECT w.id, w.item_type_id, w.account_id, a.kind, w.condition, w.last_at, "
            f"{flags_of_one(day, 'w')} FROM {table} w JOIN account a ON a.id = w.account_id "
            f"WHERE w.id IN ({listed}) AND ?2 <> ''"
        )
        for number, item, *rest in stockpile.rows(sql, values(day)):
            found[number] = rest[0], rest[2], judged(day, item, tuple(rest), obsolete=item in old)
    return found
