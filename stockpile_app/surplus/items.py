"""What stands behind a line of the statement: the very weapons and lots, in the declared order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from stockpile_app.catalogue.model import ItemType, Lot, Tracking, described
from stockpile_app.catalogue.queries import item_types, lots_by_id, weapons_by_id
from stockpile_app.store import Stockpile
from stockpile_app.surplus.day import Day, day_of, worst_first
from stockpile_app.surplus.goods import Held, counted, goods_held
from stockpile_app.surplus.model import Criterion, Ground
from stockpile_app.surplus.obsolete import obsolete_types
from stockpile_app.surplus.queries import criteria_of
from stockpile_app.surplus.reckoning import (
    GROUND_SHARES,
    Share,
    Standing,
    SurplusItem,
    grounds_of,
    share_of,
)
from stockpile_app.surplus.weapons import SOURCES, STORES, flags_of_one, judged, stand, through_index, values

PAGE = 200


def surplus_items(
    stockpile: Stockpile,
    item_type_id: int,
    share: Share | Ground,
    *,
    on: str = "",
    limit: int = PAGE,
    offset: int = 0,
) -> list[SurplusItem]:
    """The weapons or lots of one item type that count in a share, first what is put forward first.

    A ground names the share that it stands for: `Ground.SURPLUS` what is serviceable in store, of which the
    first as many as the line's surplus are above the requirement.
    """
    day = day_of(stockpile, on)
    wanted = GROUND_SHARES[share] if isinstance(share, Ground) else share
    catalogue = {item.id: item for item in item_types(stockpile)}
    item = catalogue.get(item_type_id)
    if item is None:
        return []
    obsolete = item_type_id in obsolete_types(stockpile, day)
    if item.tracking != Tracking.SERIAL:
        found = _goods(stockpile, day, item, wanted, obsolete)
        return found[offset : offset + limit]
    page = islice(_weapons(stockpile, day, item_type_id, wanted, obsolete), offset, offset + limit)
    return _described(stockpile, list(page), item)


_Found = tuple[int, int, str, str, Standing]
"""Weapon, account, condition, last movement, and what it counts as."""


def _weapons(
    stockpile: Stockpile, day: Day, item_type_id: int, share: Share, obsolete: bool
) -> Iterator[_Found]:
    """In order; SQL leaves out what cannot be of this share, the rule itself judges the rest."""
    criteria = criteria_of(day.policy)
    head, table = stand(day)
    codes = [code for code in worst_first(day.conditions) if _possible(day, code, share, obsolete)]
    for portion in _portions(criteria, codes):
        sql = (
            f"{head}SELECT w.id, w.account_id, a.kind, w.condition, w.last_at, {flags_of_one(day, 'w')} "
            f"FROM {through_index(table)} CROSS JOIN account a ON a.id = w.account_id "
            f"WHERE w.item_type_id = {item_type_id:d} AND w.condition IN ({_listed(portion)}) AND w.account_id >= 100 "
            f"AND ?1 <> ?2 {_narrowed(day, share)} ORDER BY {_order(criteria, portion)}"
        )
        for number, *row in stockpile.each(sql, values(day)):
            standing = judged(day, item_type_id, tuple(row), obsolete=obsolete)
            if share_of(standing) is share:
                yield number, row[0], row[2], row[3], standing


def _possible(day: Day, code: str, share: Share, obsolete: bool) -> bool:
    """Whether something in this condition can count in the share at all."""
    known = day.conditions[code]
    plain = share_of(Standing("location", known.issuable, known.beyond_repair, obsolete=obsolete))
    if share in {Share.DORMANT, Share.WITH_HOLDERS}:
        return plain is Share.IN_STORE
    if share is Share.OBSOLETE:
        return plain is Share.OBSOLETE
    if share is Share.TRANSIT:
        return not obsolete and not known.beyond_repair
    return share in {Share.FOREIGN, Share.DECLARED, Share.ON_HOLD, Share.MARKS} or plain is share


_FLAG_OF = {Share.FOREIGN: "foreign", Share.DECLARED: "declared", Share.MARKS: "marks"}


def _narrowed(day: Day, share: Share) -> str:
    """What must be true of everything in the share, where it is cheap to ask."""
    if share in _FLAG_OF:
        return f"AND w.id IN ({SOURCES[_FLAG_OF[share]]})"
    if share is Share.WITH_HOLDERS:
        return "AND a.kind = 'holder'"
    if share is Share.TRANSIT:
        return "AND a.kind = 'transit'"
    if share is Share.IN_STORE:
        return f"AND w.account_id IN ({STORES})" + (" AND w.last_at >= ?2" if day.can_be_dormant else "")
    return f"AND w.account_id IN ({STORES})" if share is Share.DORMANT else ""


def _portions(criteria: Sequence[str], codes: Sequence[str]) -> list[list[str]]:
    """Condition by condition where condition comes first, which the register's index answers in order."""
    if criteria[0] == Criterion.CONDITION:
        return [[code] for code in codes]
    return [list(codes)] if codes else []


def _order(criteria: Sequence[str], codes: Sequence[str]) -> str:
    ranks = " ".join(f"WHEN '{code}' THEN {at}" for at, code in enumerate(codes))
    terms = {
        Criterion.CONDITION: "" if len(codes) == 1 else f"CASE w.condition {ranks} END",
        Criterion.AGE: "w.year",
        Criterion.WANTED: "w.last_at",
    }
    return ", ".join([*filter(None, (terms[Criterion(one)] for one in criteria)), "w.account_id", "w.id"])


def _listed(codes: Sequence[str]) -> str:
    return ", ".join("'" + code.replace("'", "''") + "'" for code in codes)


def _described(stockpile: Stockpile, found: Sequence[_Found], item: ItemType) -> list[SurplusItem]:
    weapons = weapons_by_id(stockpile, (one[0] for one in found))
    names: dict[int, str] = dict(stockpile.rows("SELECT id, name FROM account"))
    return [
        SurplusItem(
            item_type_id=item.id, weapon_id=number, lot_id=0, mark=weapons[number].mark,
            description=described(weapons[number].make, weapons[number].model, weapons[number].calibre) or item.title,
            age=weapons[number].year, condition=condition, account_id=account, account=names[account], quantity=1,
            last_at=last_at, share=share_of(standing), grounds=grounds_of(standing),
        )
        for number, account, condition, last_at, standing in found
    ]  # fmt: skip


def _goods(stockpile: Stockpile, day: Day, item: ItemType, share: Share, obsolete: bool) -> list[SurplusItem]:
    mine = [one for one in goods_held(stockpile, day) if one.item_type_id == item.id]
    lots = lots_by_id(stockpile, (one.lot_id for one in mine if one.lot_id))
    names: dict[int, str] = dict(stockpile.rows("SELECT id, name FROM account"))
    found = (
        _portion(day, item, one, lots.get(one.lot_id), names[one.account_id], counts_as, quantity, obsolete)
        for one, counts_as, quantity in counted(stockpile, day, mine)
    )
    ranks = {code: at for at, code in enumerate(worst_first(day.conditions))}
    terms: dict[str, Callable[[SurplusItem], int | str]] = {
        Criterion.CONDITION: lambda one: ranks.get(one.condition, -1),
        Criterion.AGE: lambda one: one.age,
        Criterion.WANTED: lambda one: one.last_at,
    }
    keys = [terms[one] for one in criteria_of(day.policy)]
    kept = (one for one in found if one.share is share)
    return sorted(kept, key=lambda one: ([key(one) for key in keys], one.lot_id, one.account_id))


def _portion(
    day: Day,
    item: ItemType,
    one: Held,
    lot: Lot | None,
    account: str,
    share: Share,
    quantity: int,
    obsolete: bool,
) -> SurplusItem:
    standing = day.standing(
        one.account_id, one.place, *one.key, obsolete=obsolete, declared=share is Share.DECLARED
    )
    return SurplusItem(
        item_type_id=item.id, weapon_id=0, lot_id=one.lot_id, mark=lot.number if lot else "", description=item.title,
        age=lot.made_on if lot else "", condition=one.condition, account_id=one.account_id, account=account,
        quantity=quantity, last_at=one.last_at, share=share_of(standing), grounds=grounds_of(standing),
        expires_on=lot.expires_on if lot else "",
    )  # fmt: skip
