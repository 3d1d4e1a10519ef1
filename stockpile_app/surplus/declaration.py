"""What a declaration would take out of service: each thing looked up, judged, and given its grounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from stockpile_app.access import founding
from stockpile_app.base.clock import local_minute
from stockpile_app.catalogue.queries import item_types_by_id, lots_by_id, weapons_by_id
from stockpile_app.ledger.gather import accounts_by_id
from stockpile_app.store import Stockpile
from stockpile_app.surplus.day import Day, day_of
from stockpile_app.surplus.findings import refuse
from stockpile_app.surplus.goods import Held, counted, goods_held
from stockpile_app.surplus.model import Ground
from stockpile_app.surplus.obsolete import obsolete_types
from stockpile_app.surplus.queries import today
from stockpile_app.surplus.reckoning import Share, StatementLine, grounds_of, share_of
from stockpile_app.surplus.requests import DeclarationRequest, DeclaredGoods
from stockpile_app.surplus.rules_declaration import (
    DeclarationFacts,
    Wanted,
    check_declaration,
)
from stockpile_app.surplus.statement import surplus_statement
from stockpile_app.surplus.weapons import standings_of


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of a declaration before it has a number."""

    item_type_id: int
    weapon_id: int
    lot_id: int
    condition: str
    quantity: int
    from_account: int
    grounds: tuple[Ground, ...]


def plan(stockpile: Stockpile, asked: DeclarationRequest) -> tuple[Planned, ...]:
    """The lines of a declaration, judged by the books as they stand now.

    Raises:
        Refused: SURPLUS-10 to SURPLUS-18.
    """
    day = day_of(stockpile)
    obsolete = obsolete_types(stockpile, day).keys()
    wanted = [*_weapons(stockpile, day, asked, obsolete), *_goods(stockpile, day, asked, obsolete)]
    facts = DeclarationFacts(
        asked=asked,
        today=today(stockpile),
        apart=accounts_by_id(stockpile, [asked.apart_account]).get(asked.apart_account),
        in_service=_in_service(stockpile, day, asked),
        wanted=tuple(wanted),
        lines=_lines(stockpile, {one.item_type_id for one in wanted}),
    )
    refuse(check_declaration(facts))
    return tuple(
        Planned(one.item_type_id, one.weapon_id, one.lot_id, one.condition, one.quantity, one.account_id,
                one.grounds or (Ground.SURPLUS,))
        for one in wanted
    )  # fmt: skip


def _lines(stockpile: Stockpile, items: set[int]) -> Mapping[int, StatementLine]:
    if not items:
        return {}
    return {line.item_type_id: line for line in surplus_statement(stockpile, item_type_ids=items).lines}


def _weapons(
    stockpile: Stockpile, day: Day, asked: DeclarationRequest, obsolete: Set[int]
) -> Iterator[Wanted]:
    known = weapons_by_id(stockpile, asked.weapons)
    standings = standings_of(stockpile, day, asked.weapons, obsolete)
    for row, number in enumerate(asked.weapons, start=1):
        weapon, found = known.get(number), standings.get(number)
        if weapon is None or found is None:
            yield Wanted(
                row, weapon.title if weapon else str(number), weapon.item_type_id if weapon else 0, number
            )
            continue
        account, condition, standing = found
        yield Wanted(
            row, weapon.title, weapon.item_type_id, number, 0, condition, 1, account, 1,
            share_of(standing), grounds_of(standing), standing.place,
        )  # fmt: skip


def _goods(stockpile: Stockpile, day: Day, asked: DeclarationRequest, obsolete: Set[int]) -> Iterator[Wanted]:
    mine = {one.item_type_id for one in asked.goods}
    held = [one for one in goods_held(stockpile, day) if one.item_type_id in mine] if mine else []
    shares = list(counted(stockpile, day, held))
    items = item_types_by_id(stockpile, mine)
    lots = lots_by_id(stockpile, (one.lot_id for one in asked.goods if one.lot_id))
    for row, one in enumerate(asked.goods, start=len(asked.weapons) + 1):
        names = (lots[one.lot_id].number if one.lot_id in lots else "",
                 items[one.item_type_id].title if one.item_type_id in items else str(one.item_type_id))  # fmt: skip
        named = Wanted(row, " · ".join(filter(None, names)), one.item_type_id, 0, one.lot_id, one.condition,
                       one.quantity, one.from_account)  # fmt: skip
        fits = [found for found in shares if _is_meant(found[0], one)]
        yield _found_there(day, named, fits, obsolete=one.item_type_id in obsolete) if fits else named


def _found_there(
    day: Day, named: Wanted, fits: Sequence[tuple[Held, Share, int]], *, obsolete: bool
) -> Wanted:
    free = [found for found in fits if found[1] is not Share.DECLARED]
    held = (free or fits)[0][0]
    standing = day.standing(held.account_id, held.place, *held.key, obsolete=obsolete, declared=not free)
    only = len({found[0].condition for found in fits}) == 1
    return replace(
        named,
        condition=held.condition if only else "",
        held=sum(found[2] for found in free),
        share=share_of(standing),
        grounds=grounds_of(standing),
        place=standing.place,
    )


def _is_meant(held: Held, asked: DeclaredGoods) -> bool:
    named = (held.account_id, held.item_type_id, held.lot_id)
    meant = (asked.from_account, asked.item_type_id, asked.lot_id)
    return named == meant and asked.condition in {"", held.condition}


def _in_service(stockpile: Stockpile, day: Day, asked: DeclarationRequest) -> str:
    """Something that stands at the place apart and would stay in service there; '' for nothing."""
    there = stockpile.rows("SELECT id FROM weapon WHERE account_id = ?", [asked.apart_account])
    others = {int(row[0]) for row in there} - set(asked.weapons)
    for number, (_, _, standing) in standings_of(stockpile, day, others).items():
        if not standing.declared:
            return weapons_by_id(stockpile, [number])[number].title
    for held, share, _ in counted(stockpile, day, goods_held(stockpile, day)):
        stays = held.account_id == asked.apart_account and share is not Share.DECLARED
        if stays and not any(_is_meant(held, one) for one in asked.goods):
            return item_types_by_id(stockpile, [held.item_type_id])[held.item_type_id].title
    return ""


def leaves_at(stockpile: Stockpile, asked: DeclarationRequest, moving: Iterable[Planned]) -> str:
    """When declared stock goes to its place apart: now, for a declaration of today, so that it can be packed today.

    A day gone by has no hour, and neither has what is known only to have come in today.
    """
    now = local_minute(stockpile.clock.now(), founding(stockpile).zone)
    if not now.startswith(asked.declared_on):
        return asked.declared_on
    latest = max((_last_moved(stockpile, one) for one in moving), default="")
    return now if latest <= now else asked.declared_on


def _last_moved(stockpile: Stockpile, one: Planned) -> str:
    if one.weapon_id:
        return str(stockpile.value("SELECT last_at FROM weapon WHERE id = ?", [one.weapon_id]) or "")
    where = "account_id = ? AND item_type_id = ? AND lot_id = ? AND condition = ?"
    balance = [one.from_account, one.item_type_id, one.lot_id, one.condition]
    return str(stockpile.value(f"SELECT last_at FROM holding WHERE {where}", balance) or "")
