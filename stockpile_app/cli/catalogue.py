"""Accounts, store houses, item types, packs and holds from the command line."""

from __future__ import annotations

import click

from stockpile_app.access import founding
from stockpile_app.base import tr
from stockpile_app.base.clock import local_date
from stockpile_app.catalogue import (
    ItemKind,
    ItemPack,
    ItemType,
    StoreHouseKind,
    Tracking,
    add_item_type,
    add_store_house,
    declare_pack,
    item_types,
    store_houses,
)
from stockpile_app.cli.lines import item_of, lot_of, weapon_of
from stockpile_app.cli.outcome import DONE, answer
from stockpile_app.cli.session import account_of, on_books
from stockpile_app.ledger import (
    Account,
    HoldKind,
    NewAccount,
    NewHold,
    VoucherKind,
    accounts,
    holds_in_force,
    open_account,
    place_hold,
    release_hold,
)
from stockpile_app.store import Stockpile


@click.command()
@on_books
@click.option("--kind", type=click.Choice(["location", "container", "holder", "workshop", "transit"]))
@click.option("--name", default="", help="Name of a location or holder, label of a container.")
@click.option("--unit", default="", help="A holder's unit; a container's kind.")
@click.option("--code", default="", help="Short own code, or service number.")
@click.option("--store-house", default="", help="The building it is in; made as an armoury when new.")
@click.option("--store-house-kind", type=click.Choice([k.value for k in StoreHouseKind]), default="armoury")
def account(
    stockpile: Stockpile,
    kind: str | None,
    name: str,
    unit: str,
    code: str,
    store_house: str,
    store_house_kind: str,
    as_json: bool,
) -> int:
    """List the accounts of FILE, or open one with --kind and --name."""
    if kind:
        house = _house(stockpile, store_house, store_house_kind) if store_house else 0
        opened = open_account(
            stockpile,
            NewAccount(operation_id=stockpile.ids.new_id(), kind=kind, name=name, unit=unit, code=code,
                       store_house_id=house),
        )  # fmt: skip
        answer(
            as_json, {"account": opened}, [tr("Opened {kind} {name}", kind=opened.kind, name=opened.title)]
        )
        return DONE
    found = [one for one in accounts(stockpile) if one.real]
    answer(as_json, {"accounts": found}, [_account_line(one) for one in found])
    return DONE


def _account_line(one: Account) -> str:
    return f"{one.kind:10} {one.title}"


def _house(stockpile: Stockpile, name: str, kind: str) -> int:
    for house in store_houses(stockpile):
        if house.name == name:
            return house.id
    return add_store_house(stockpile, stockpile.ids.new_id(), kind, name).id


@click.command()
@on_books
@click.option("--name", default="", help="What the item type is called.")
@click.option("--kind", type=click.Choice([kind.value for kind in ItemKind]), default="weapon")
@click.option("--tracking", type=click.Choice([one.value for one in Tracking]), default="serial")
@click.option("--unit", default="", help="What a quantity of 1 is: weapon, round, each.")
@click.option("--make", default="")
@click.option("--model", default="")
@click.option("--calibre", default="")
@click.option("--stock-number", default="")
@click.option("--own-code", default="")
@click.option("--category", default="", help="SALW category code.")
@click.option("--pack", multiple=True, metavar="UNIT=FACTOR", help="A pack, for example box=50.")
def item(
    stockpile: Stockpile,
    name: str,
    kind: str,
    tracking: str,
    unit: str,
    make: str,
    model: str,
    calibre: str,
    stock_number: str,
    own_code: str,
    category: str,
    pack: tuple[str, ...],
    as_json: bool,
) -> int:
    """List the item types of FILE, or add one with --name (or --make and --model)."""
    if not (name or make or model):
        found = item_types(stockpile)
        answer(
            as_json,
            {"item_types": found},
            [f"{one.kind:10} {one.tracking:8} {one.base_unit:8} {one.title}" for one in found],
        )
        return DONE
    packs = [_pack(text) for text in pack]
    usual = {"serial": "weapon", "lot": "round", "quantity": "each"}[tracking]
    added = add_item_type(
        stockpile,
        stockpile.ids.new_id(),
        ItemType(0, kind, name, tracking, unit or usual, make=make, model=model, calibre=calibre,
                 own_code=own_code, stock_number=stock_number, salw_category=category),
    )  # fmt: skip
    for pack_unit, factor in packs:
        declare_pack(stockpile, stockpile.ids.new_id(), ItemPack(added.id, pack_unit, factor))
    answer(as_json, {"item_type": added}, [tr("Added {item}", item=added.title)])
    return DONE


def _pack(text: str) -> tuple[str, int]:
    """`box=50` as unit and factor; looked at before anything is added."""
    unit, _, factor = text.partition("=")
    if not unit.strip() or not (factor.isascii() and factor.isdigit()) or int(factor) < 2:
        raise click.BadParameter(tr("{text} is not a pack like box=50", text=text), param_hint="--pack")
    return unit, int(factor)


@click.command()
@on_books
@click.option("--weapon", default="", help="Serial or tag.")
@click.option("--lot", default="", help="Lot number.")
@click.option("--item", "item_name", default="", help="Item type.")
@click.option("--account", "account_name", default="")
@click.option("--kind", type=click.Choice([kind.value for kind in HoldKind]), default="suspended")
@click.option("--reason", default="")
@click.option("--authority", default="")
@click.option("--until", default="", help="Last day, YYYY-MM-DD.")
@click.option("--blocks", multiple=True, type=click.Choice([kind.value for kind in VoucherKind]))
@click.option("--release", type=int, default=0, help="End the hold with this number.")
def hold(
    stockpile: Stockpile,
    weapon: str,
    lot: str,
    item_name: str,
    account_name: str,
    kind: str,
    reason: str,
    authority: str,
    until: str,
    blocks: tuple[str, ...],
    release: int,
    as_json: bool,
) -> int:
    """List the holds of FILE, place one, or end one with --release."""
    today = local_date(stockpile.clock.now(), founding(stockpile).zone).isoformat()
    if release:
        release_hold(stockpile, stockpile.ids.new_id(), release, today, authority, reason)
    elif weapon or lot or item_name or account_name:
        target, target_id = _target(stockpile, weapon, lot, item_name, account_name)
        place_hold(
            stockpile,
            NewHold(operation_id=stockpile.ids.new_id(), target=target, target_id=target_id, kind=kind,
                    authority=authority, reason=reason, placed_on=today, until=until,
                    blocks=tuple(VoucherKind(one) for one in blocks)),
        )  # fmt: skip
    found = holds_in_force(stockpile)
    answer(
        as_json,
        {"holds": found},
        [
            f"{one.id} {one.kind} · {one.target} {one.target_id} · {one.reason} · {one.authority}"
            for one in found
        ],
    )
    return DONE


def _target(
    stockpile: Stockpile, weapon: str, lot: str, item_name: str, account_name: str
) -> tuple[str, int]:
    if weapon:
        return "weapon", weapon_of(stockpile, weapon).id
    if lot:
        return "lot", lot_of(stockpile, lot).id
    if item_name:
        return "item_type", item_of(stockpile, item_name).id
    return "account", account_of(stockpile, account_name, "--account").id


COMMANDS = (account, item, hold)
