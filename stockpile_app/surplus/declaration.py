"""What a declaration would take out of service: each thing looked up, judged, and given its grounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from stockpile_app import ledger
from stockpile_app.catalogue.queries import item_types, weapons_by_id
from stockpile_app.ledger import Balance
from stockpile_app.ledger.gather import accounts_by_id
from stockpile_app.store import Stockpile
from stockpile_app.surplus.day import Day, day_of
from stockpile_app.surplus.findings import refuse
from stockpile_app.surplus.goods import counted
from stockpile_app.surplus.model import Ground
from stockpile_app.surplus.queries import today
from stockpile_app.surplus.reckoning import Share, StatementLine, grounds_of, share_of
from stockpile_app.surplus.requests import DeclarationRequest, DeclaredGoods
from stockpile_app.surplus.rules_declaration import (
    DeclarationFacts,
    Wanted,
    check_declaration,
)
from stockpile_app.surplus.statement import obsolete_types, surplus_statement
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
    wanted = [*_weapons(stockpile, day, asked), *_goods(stockpile, day, asked)]
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


def _weapons(stockpile: Stockpile, day: Day, asked: DeclarationRequest) -> Iterator[Wanted]:
    known = weapons_by_id(stockpile, asked.weapons)
    standings = standings_of(stockpile, day, asked.weapons)
    conditions = {
        row[0]: row[1]
        for number in known
        for row in stockpile.rows("SELECT id, condition FROM weapon WHERE id = ?", [number])
    }
    obsolete = obsolete_types(stockpile, day) if known else {}
    for row, number in enumerate(asked.weapons, start=1):
        weapon, found = known.get(number), standings.get(number)
        if weapon is None or found is None:
            yield Wanted(
                row, weapon.title if weapon else str(number), weapon.item_type_id if weapon else 0, number
            )
            continue
        account, standing = found
        standing = replace(standing, obsolete=weapon.item_type_id in obsolete)
        yield Wanted(
            row, weapon.title, weapon.item_type_id, number, 0, conditions[number], 1, account, 1,
            share_of(standing), grounds_of(standing), standing.place,
        )  # fmt: skip


def _goods(stockpile: Stockpile, day: Day, asked: DeclarationRequest) -> Iterator[Wanted]:
    if not asked.goods:
        return
    items = {item.id: item for item in item_types(stockpile)}
    obsolete = obsolete_types(stockpile, day)
    mine = {one.item_type_id for one in asked.goods}
    held = [one for one in ledger.balances(stockpile) if one.item_type_id in mine]
    shares = list(counted(stockpile, day, held))
    for row, one in enumerate(asked.goods, start=len(asked.weapons) + 1):
        fits = [found for found in shares if _is_meant(found[0], one)]
        title = items[one.item_type_id].title if one.item_type_id in items else str(one.item_type_id)
        if not fits:
            yield Wanted(
                row, title, one.item_type_id, 0, one.lot_id, one.condition, one.quantity, one.from_account
            )
            continue
        free = [found for found in fits if found[1] is not Share.DECLARED]
        balance, share, _ = (free or fits)[0]
        conditions = {found[0].condition for found in fits}
        standing = day.standing(
            balance.account_id, balance.account_kind, one.item_type_id, one.lot_id, balance.condition,
            obsolete=one.item_type_id in obsolete,
        )  # fmt: skip
        yield Wanted(
            row, " · ".join(filter(None, (balance.lot, title))), one.item_type_id, 0, one.lot_id,
            balance.condition if len(conditions) == 1 else "", one.quantity, one.from_account,
            sum(found[2] for found in free), share if share is Share.DECLARED else share_of(standing),
            grounds_of(standing), standing.place,
        )  # fmt: skip


def _is_meant(balance: Balance, asked: DeclaredGoods) -> bool:
    named = (balance.account_id, balance.item_type_id, balance.lot_id)
    return named == (asked.from_account, asked.item_type_id, asked.lot_id) and asked.condition in {
        "",
        balance.condition,
    }


def _in_service(stockpile: Stockpile, day: Day, asked: DeclarationRequest) -> str:
    """Something that stands at the place apart and would stay in service there; '' for nothing."""
    named = set(asked.weapons)
    there = [
        row[0] for row in stockpile.rows("SELECT id FROM weapon WHERE account_id = ?", [asked.apart_account])
    ]
    others = [number for number in there if number not in named]
    for number, (_, standing) in standings_of(stockpile, day, others).items():
        if not standing.declared:
            return weapons_by_id(stockpile, [number])[number].title
    held = [one for one in ledger.balances(stockpile) if one.tracking != "serial"]
    meant = [one for one in asked.goods if one.from_account == asked.apart_account]
    for balance, share, _ in counted(stockpile, day, held):
        there_now = balance.account_id == asked.apart_account and share is not Share.DECLARED
        if there_now and not any(_is_meant(balance, one) for one in meant):
            return " · ".join(filter(None, (balance.lot, balance.item)))
    return ""
