"""What a scan names: the weapon, lot, item or account, with everything a voucher line needs.

Reads exactly; a mark that only looks alike is offered apart and never taken for the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stockpile_app.catalogue.model import ItemType, KitLine, Lot, Tracking, Weapon
from stockpile_app.catalogue.queries import (
    item_type_named,
    item_types_by_id,
    kit_of,
    lots_by_id,
    lots_numbered,
    packs_of,
    weapons_by_id,
)
from stockpile_app.ledger.gather import accounts_by_id
from stockpile_app.ledger.model import Account
from stockpile_app.ledger.registers import account_named
from stockpile_app.ledger.requests import Line
from stockpile_app.ledger.search import find, weapon_with_mark
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Subject:
    """What a voucher line is about.

    Attributes:
        mark: Serial, lot number or, for what is followed by quantity, ''.
        account_id, account: Where the weapon is now; for a lot the account it was asked for.
        condition: The state the books know; '' when they know several or none.
        held: For lots and quantities: (condition, quantity) in the account asked for.
        packs: Unit and factor of each pack that may be entered.
        kit: What belongs to the item when it is issued.
    """

    mark: str
    item: ItemType
    weapon: Weapon | None = None
    lot: Lot | None = None
    account_id: int = 0
    account: str = ""
    condition: str = ""
    held: tuple[tuple[str, int], ...] = ()
    packs: tuple[tuple[str, int], ...] = ()
    kit: tuple[KitLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one scan or typed mark names; several things may carry the same mark.

    Attributes:
        alike: What looks alike, when nothing carries the mark exactly.
    """

    text: str
    subjects: tuple[Subject, ...] = ()
    accounts: tuple[Account, ...] = ()
    alike: tuple[Subject, ...] = ()


def read_mark(stockpile: Stockpile, text: str, account_id: int = 0) -> Reading:
    """What carries this mark; balances of lots and quantities are those of the account given."""
    weapons = weapon_with_mark(stockpile, text)
    lots = list(lots_numbered(stockpile, [text]))
    items = [item for item in item_type_named(stockpile, text) if item.tracking == Tracking.QUANTITY]
    subjects = (
        *_weapons(stockpile, weapons),
        *_lots(stockpile, lots, account_id),
        *(_quantity(stockpile, item, account_id) for item in items),
    )
    named = tuple(account for account in account_named(stockpile, text) if account.real)
    return Reading(text, subjects, named, () if subjects or named else _alike(stockpile, text, account_id))


def subject_of(stockpile: Stockpile, line: Line, account_id: int = 0) -> Subject | None:
    """What a line kept in a draft is about; None when its item type is no longer known."""
    item = item_types_by_id(stockpile, [line.item_type_id]).get(line.item_type_id)
    if item is None:
        return None
    if line.weapon_id:
        return next(iter(_weapons(stockpile, weapons_by_id(stockpile, [line.weapon_id]).values())), None)
    if line.lot_id:
        return next(iter(_lots(stockpile, lots_by_id(stockpile, [line.lot_id]).values(), account_id)), None)
    return _quantity(stockpile, item, account_id)


def item_subject(stockpile: Stockpile, item_type_id: int) -> Subject | None:
    """An item type on its own, for what enters the books with a voucher."""
    item = item_types_by_id(stockpile, [item_type_id]).get(item_type_id)
    return _quantity(stockpile, item, 0) if item else None


def _weapons(stockpile: Stockpile, weapons: Iterable[Weapon]) -> list[Subject]:
    found = list(weapons)
    items = item_types_by_id(stockpile, (weapon.item_type_id for weapon in found))
    states = {weapon.id: _state(stockpile, weapon.id) for weapon in found}
    names = accounts_by_id(stockpile, (account for account, _ in states.values()))
    return [
        Subject(
            mark=weapon.mark,
            item=items[weapon.item_type_id],
            weapon=weapon,
            account_id=states[weapon.id][0],
            account=names[states[weapon.id][0]].title if states[weapon.id][0] in names else "",
            condition=states[weapon.id][1],
            kit=tuple(kit_of(stockpile, weapon.item_type_id, weapon.id)),
        )
        for weapon in found
    ]


def _state(stockpile: Stockpile, weapon_id: int) -> tuple[int, str]:
    row = stockpile.row("SELECT account_id, condition FROM weapon WHERE id = ?", [weapon_id])
    return (row[0], row[1]) if row else (0, "")


def _lots(stockpile: Stockpile, lots: Iterable[Lot], account_id: int) -> list[Subject]:
    found = list(lots)
    items = item_types_by_id(stockpile, (lot.item_type_id for lot in found))
    return [_of_balance(stockpile, lot.number, items[lot.item_type_id], lot, account_id) for lot in found]


def _quantity(stockpile: Stockpile, item: ItemType, account_id: int) -> Subject:
    return _of_balance(stockpile, "", item, None, account_id)


def _of_balance(stockpile: Stockpile, mark: str, item: ItemType, lot: Lot | None, account_id: int) -> Subject:
    lot_id = lot.id if lot else 0
    place = account_id or _only_place(stockpile, item.id, lot_id)
    held = tuple(
        (row[0], row[1])
        for row in stockpile.rows(
            "SELECT condition, quantity FROM holding WHERE account_id = ? AND item_type_id = ? "
            "AND lot_id = ? AND quantity > 0 ORDER BY condition",
            [place, item.id, lot_id],
        )
    )
    named = accounts_by_id(stockpile, [place]).get(place)
    return Subject(
        mark=mark,
        item=item,
        lot=lot,
        account_id=place,
        account=named.title if named else "",
        condition=held[0][0] if len(held) == 1 else "",
        held=held,
        packs=tuple(packs_of(stockpile, item.id, lot_id).items()),
        kit=(),
    )


def _only_place(stockpile: Stockpile, item_type_id: int, lot_id: int) -> int:
    """The one real account that holds it; 0 when there are several or none."""
    places = stockpile.rows(
        "SELECT DISTINCT account_id FROM holding WHERE item_type_id = ? AND lot_id = ? AND quantity > 0 "
        "AND account_id >= 100 LIMIT 2",
        [item_type_id, lot_id],
    )
    return int(places[0][0]) if len(places) == 1 else 0


def _alike(stockpile: Stockpile, text: str, account_id: int) -> tuple[Subject, ...]:
    matches = [match for match in find(stockpile, text, 8) if match.match == "look_alike"]
    weapons = weapons_by_id(stockpile, (match.id for match in matches if match.kind == "weapon"))
    lots = lots_by_id(stockpile, (match.id for match in matches if match.kind == "lot"))
    return (*_weapons(stockpile, weapons.values()), *_lots(stockpile, lots.values(), account_id))
