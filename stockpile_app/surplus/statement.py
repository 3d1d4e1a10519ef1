"""The statement of surplus: requirement against holding, per item type, with every reason counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from stockpile_app.catalogue.model import ItemKind, ItemType, Tracking
from stockpile_app.catalogue.queries import item_types
from stockpile_app.store import Stockpile
from stockpile_app.surplus.day import Day, day_of
from stockpile_app.surplus.goods import Counts, count_goods, serviceable_in, weapons_held
from stockpile_app.surplus.model import Requirement
from stockpile_app.surplus.obsolete import obsolete_among
from stockpile_app.surplus.queries import obsolescences, requirements, reviews
from stockpile_app.surplus.reckoning import (
    FactorLine,
    Share,
    Statement,
    StatementLine,
    in_force,
    items_of,
    share_of,
)
from stockpile_app.surplus.weapons import flagged_counts, long_unmoved


def surplus_statement(
    stockpile: Stockpile, *, on: str = "", scenario: str = "", item_type_ids: Iterable[int] = ()
) -> Statement:
    """Requirement, holding, surplus and what stands apart, of every item type that is held or needed.

    Args:
        on: The day, `YYYY-MM-DD`; '' for today.  A day to come is judged with what is held today.
        scenario: A “what if” whose factors take the place of those in force.
        item_type_ids: Only these; empty for all.
    """
    day = day_of(stockpile, on)
    wanted = set(item_type_ids)
    needed = _by_item(in_force(requirements(stockpile), day.on, scenario))
    catalogue = {item.id: item for item in item_types(stockpile)}
    counts, obsolete = count_all(stockpile, day, catalogue)
    lines = (
        _line(item, needed.get(item.id, []), counts.get(item.id, Counter()), obsolete.get(item.id, ""))
        for item in catalogue.values()
        if (item.id in needed or counts.get(item.id)) and (not wanted or item.id in wanted)
    )
    return Statement(
        on=day.on,
        scenario=scenario,
        lines=tuple(sorted(lines, key=_shown_order)),
        policy=day.policy,
        dormant_before=day.dormant_before,
        begins=day.begins,
        past=day.past,
        review=next(iter(reviews(stockpile)), None),
    )


def _by_item(factors: Iterable[Requirement]) -> dict[int, list[Requirement]]:
    found: dict[int, list[Requirement]] = {}
    for one in factors:
        found.setdefault(one.item_type_id, []).append(one)
    return found


def _line(
    item: ItemType, factors: Iterable[Requirement], counts: Mapping[Share, int], because: str
) -> StatementLine:
    return StatementLine(
        item_type_id=item.id,
        item=item.title,
        kind=item.kind,
        calibre=item.calibre,
        unit=item.base_unit,
        tracking=item.tracking,
        factors=tuple(FactorLine(one, items_of(one)) for one in factors),
        shares={share: counts[share] for share in Share if counts.get(share)},
        obsolete_because=because,
    )


def _shown_order(line: StatementLine) -> tuple[int, str, str, str, int]:
    kind = list(ItemKind).index(ItemKind(line.kind))
    return kind, line.calibre, line.unit, line.item.casefold(), line.item_type_id


def count_all(
    stockpile: Stockpile, day: Day, catalogue: Mapping[int, ItemType]
) -> tuple[Counts, dict[int, str]]:
    """Everything held in its shares by item type, and which item types are obsolete and why."""
    counts = count_goods(stockpile, day)
    said = obsolescences(stockpile, day.on)
    obsolete = obsolete_among(catalogue.values(), said, lambda item: serviceable_in(counts.get(item.id)))
    _count_weapons(stockpile, day, obsolete, counts)
    for item_type_id in obsolete:
        _move_obsolete_goods(catalogue[item_type_id], counts)
    return counts, obsolete


def _count_weapons(stockpile: Stockpile, day: Day, obsolete: Mapping[int, str], counts: Counts) -> None:
    """The balances first; then the weapons that count otherwise leave their share for another."""
    for one in weapons_held(stockpile, day):
        plain = day.standing(one.account_id, one.place, *one.key, obsolete=one.item_type_id in obsolete)
        counts.setdefault(one.item_type_id, Counter())[share_of(plain)] += one.quantity
    unmoved = long_unmoved(stockpile, day)
    for item, before, after, still, count in flagged_counts(stockpile, day):
        old = item in obsolete
        left = share_of(replace(before, obsolete=old))
        counts[item][left] -= count
        counts[item][share_of(replace(after, obsolete=old))] += count
        if still and left is Share.IN_STORE:
            unmoved[item] -= count
    for item, count in unmoved.items():
        if item not in obsolete and ("item_type", item) not in day.held:
            counts[item][Share.IN_STORE] -= count
            counts[item][Share.DORMANT] += count


def _move_obsolete_goods(item: ItemType, counts: Counts) -> None:
    """Goods whose type is obsolete by somebody's word stand apart like weapons."""
    if item.tracking == Tracking.SERIAL or item.id not in counts:
        return
    mine = counts[item.id]
    for share in list(Share)[list(Share).index(Share.OBSOLETE) + 1 :]:
        mine[Share.OBSOLETE] += mine.pop(share, 0)
