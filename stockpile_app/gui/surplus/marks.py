"""What is marked to be declared: weapons, and quantities of lots and goods, type by type.

Plain data; it stands on the page until it is declared or taken away, and is nowhere in the books.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stockpile_app.gui.surplus.words import PUT_FORWARD
from stockpile_app.surplus import SurplusItem

Key = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Picked:
    """One weapon, or so much of a lot or of goods at one place."""

    item: SurplusItem
    quantity: int
    unit: str


def key_of(item: SurplusItem) -> Key:
    """What tells one thing behind a line from another."""
    return item.weapon_id, item.lot_id, item.account_id, item.condition


def may_mark(item: SurplusItem) -> bool:
    """Whether it can be put forward at all."""
    return item.share in PUT_FORWARD


def first_of(items: Iterable[SurplusItem], wanted: int, unit: str) -> Iterator[Picked]:
    """As much as is wanted, from the first on; of the last thing only what is still missing."""
    for item in items:
        if wanted <= 0:
            return
        taken = min(item.quantity, wanted)
        wanted -= taken
        yield Picked(item, taken, unit)


@dataclass(slots=True)
class Marks:
    """The marks of one page."""

    _by_type: dict[int, dict[Key, Picked]] = field(default_factory=dict)

    def has(self, item: SurplusItem) -> bool:
        """Whether this thing is marked."""
        return key_of(item) in self._by_type.get(item.item_type_id, {})

    def add(self, picked: Iterable[Picked]) -> None:
        """Mark these."""
        for one in picked:
            self._by_type.setdefault(one.item.item_type_id, {})[key_of(one.item)] = one

    def take(self, item: SurplusItem) -> None:
        """Take one mark away."""
        self._by_type.get(item.item_type_id, {}).pop(key_of(item), None)

    def clear(self, item_type_id: int = 0) -> None:
        """Take away all marks, or those of one type."""
        if item_type_id:
            self._by_type.pop(item_type_id, None)
        else:
            self._by_type.clear()

    def quantity(self, item_type_id: int) -> int:
        """How much of a type is marked."""
        return sum(one.quantity for one in self._by_type.get(item_type_id, {}).values())

    def all(self) -> list[Picked]:
        """Everything marked, type by type in the order of marking."""
        return [one for marked in self._by_type.values() for one in marked.values()]

    def __bool__(self) -> bool:
        return any(self._by_type.values())
