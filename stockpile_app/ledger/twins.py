"""Which weapon of the books could be taken for one that enters: what was destroyed before any other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import chain

from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.catalogue.model import Weapon
from stockpile_app.catalogue.queries import weapons_by_id, weapons_looking_like
from stockpile_app.ledger.ended import ended_ids
from stockpile_app.store import Stockpile


@dataclass(slots=True)
class LookAlikes:
    """Weapons by the key under which their serials meet.

    Attributes:
        alike: By key and calibre.
        ended: What was destroyed or deactivated, by key alone: its make and calibre may be written in other ways.
    """

    alike: dict[tuple[str, str], list[Weapon]] = field(default_factory=dict)
    ended: dict[str, list[Weapon]] = field(default_factory=dict)

    def add(self, weapon: Weapon) -> None:
        """One more that others could be taken for."""
        if weapon.look_alike:
            self.alike.setdefault((weapon.look_alike, weapon.calibre), []).append(weapon)

    def twin_of(self, weapon: Weapon) -> Weapon | None:
        """What this weapon could be taken for, if anything."""
        if not weapon.look_alike:
            return None
        gone = (one for one in self.ended.get(weapon.look_alike, ()) if _could_be_back(weapon, one))
        alike = self.alike.get((weapon.look_alike, weapon.calibre), ())
        others = chain(gone, (other for other in alike if _could_be_taken_for(weapon, other)))
        return next(others, None)


def look_alikes(stockpile: Stockpile, serials: Collection[str]) -> LookAlikes:
    """What the books know that these serials could be taken for."""
    keys = {look_alike_key(serial) for serial in serials} - {""}
    weapons = list(weapons_looking_like(stockpile, keys))
    gone, found = ended_ids(stockpile, (weapon.id for weapon in weapons)), LookAlikes()
    for weapon in sorted(weapons, key=lambda weapon: weapon.id not in gone):
        found.add(weapon)
        if weapon.id in gone:
            found.ended.setdefault(weapon.look_alike, []).append(weapon)
    for weapon in _with_own_number(stockpile, serials):
        found.ended.setdefault(look_alike_key(weapon.own_number), []).append(weapon)
    return found


def _with_own_number(stockpile: Stockpile, serials: Collection[str]) -> list[Weapon]:
    """Destroyed weapons without a serial, whose number of the depot's own is one of these."""
    begins = f"{stockpile.value('SELECT code FROM stockpile')}-W-"
    numbers = {int(one.removeprefix(begins)) for one in serials
               if one.startswith(begins) and one.removeprefix(begins).isdecimal()}  # fmt: skip
    ended = ended_ids(stockpile, (number for number in numbers if number < 1 << 62))
    return [weapon for weapon in weapons_by_id(stockpile, ended).values() if weapon.own_number in serials]


def _could_be_back(weapon: Weapon, gone: Weapon) -> bool:
    """What is of the same item type could be the destroyed weapon, whatever make and calibre were typed for it."""
    same_type = weapon.item_type_id == gone.item_type_id
    return same_type or (_calibres_agree(weapon, gone) and _could_be_taken_for(weapon, gone))


def _could_be_taken_for(weapon: Weapon, other: Weapon) -> bool:
    """Another way to write the same mark; the same mark under two known makes is two weapons."""
    return weapon.serial != other.serial or _agree(_plain(weapon.make), _plain(other.make))


def _calibres_agree(weapon: Weapon, other: Weapon) -> bool:
    """`7.62x39`, `7.62 × 39 mm` and one that is not known are no two calibres."""
    one, two = (_plain(each.calibre).replace("×", "x").removesuffix("mm") for each in (weapon, other))
    return not one or not two or one == two


def _agree(one: str, other: str) -> bool:
    """Two makes as written: the same, one the beginning of the other, or one not known."""
    return one.startswith(other) or other.startswith(one)


def _plain(text: str) -> str:
    """Without case, spaces and stops."""
    return "".join(sign for sign in text.casefold() if sign.isalnum() or sign == "×")
