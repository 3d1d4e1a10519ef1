"""What matters on the day a statement speaks of: policy, conditions, holds, dormancy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stockpile_app.catalogue.reference import Condition, condition_list
from stockpile_app.ledger import HoldKind
from stockpile_app.store import Stockpile
from stockpile_app.surplus.model import SurplusPolicy
from stockpile_app.surplus.queries import policy_on, today
from stockpile_app.surplus.reckoning import Standing

IN_FORCE = (
    "placed_on <= :on AND (until = '' OR until >= :on) AND NOT EXISTS "
    "(SELECT 1 FROM hold_release r WHERE r.hold_id = h.id AND r.released_on <= :on)"
)
STOPS = f"h.kind <> '{HoldKind.UNDER_COUNT}' AND {IN_FORCE}"
"""A hold that takes something out of the serviceable holding; being counted does not."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, and what holds on it.

    Attributes:
        past: Whether it has gone by: then the holding is folded from the movements up to it.
        dormant_before: What had not been issued since this day is dormant; '' when nothing can be.
        begins: The day from which the books speak.
        held: What is stopped as a whole: ("account" | "item_type" | "lot", id).
        expired: The lots past their shelf life.
    """

    on: str
    past: bool
    policy: SurplusPolicy | None
    conditions: Mapping[str, Condition]
    begins: str = ""
    dormant_before: str = ""
    held: frozenset[tuple[str, int]] = frozenset()
    expired: frozenset[int] = frozenset()

    @property
    def can_be_dormant(self) -> bool:
        """Whether the books go back far enough to say so of anything."""
        return bool(self.dormant_before) and bool(self.begins) and self.begins < self.dormant_before

    def standing(
        self, account_id: int, place: str, item_type_id: int, lot_id: int, condition: str, **more: bool
    ) -> Standing:
        """What the place, the item type, the lot and the condition alone say of a thing."""
        known = self.conditions.get(condition)
        named = {("account", account_id), ("item_type", item_type_id), ("lot", lot_id)}
        stopped = more.pop("on_hold", False) or not named.isdisjoint(self.held)
        return Standing(
            place=place,
            issuable=known.issuable if known else None,
            beyond_repair=bool(known and known.beyond_repair),
            on_hold=stopped,
            expired=lot_id in self.expired,
            **more,
        )


def day_of(stockpile: Stockpile, on: str = "") -> Day:
    """The day asked for, or today, with what holds on it."""
    now = today(stockpile)
    day = on or now
    policy = policy_on(stockpile, day)
    years = policy.dormant_years if policy else 0
    return Day(
        on=day,
        past=day < now,
        policy=policy,
        conditions={one.code: one for one in condition_list()},
        begins=str(stockpile.value("SELECT min(effective_at) FROM movement") or "")[:10],
        dormant_before=years_before(day, years) if years else "",
        held=_held(stockpile, day),
        expired=_expired(stockpile, day),
    )


def years_before(day: str, years: int) -> str:
    """The same day so many years earlier; 29 February becomes the 28th."""
    then = date.fromisoformat(day)
    if years >= then.year:
        return ""
    try:
        return then.replace(year=then.year - years).isoformat()
    except ValueError:
        return then.replace(year=then.year - years, day=28).isoformat()


def _held(stockpile: Stockpile, on: str) -> frozenset[tuple[str, int]]:
    sql = f"SELECT target, target_id FROM hold h WHERE target <> 'weapon' AND {STOPS}"
    return frozenset((row[0], row[1]) for row in stockpile.rows(sql.replace(":on", "?1"), [on]))


def _expired(stockpile: Stockpile, on: str) -> frozenset[int]:
    sql = "SELECT id FROM lot WHERE expires_on <> '' AND expires_on < ?"
    return frozenset(row[0] for row in stockpile.rows(sql, [on]))


def worst_first(conditions: Mapping[str, Condition]) -> list[str]:
    """The condition codes, the worst first: beyond repair, not issuable, unknown, issuable; later codes first."""
    weight = {False: 1, None: 2, True: 3}
    order = list(conditions)
    return sorted(
        order,
        key=lambda code: (
            0 if conditions[code].beyond_repair else weight[conditions[code].issuable],
            -order.index(code),
        ),
    )
