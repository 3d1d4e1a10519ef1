"""Quantities: whole numbers of a base unit, and the packs they are entered in.

`12 boxes + 37` is read with the pack factors of the item type or lot; the text as entered stays
visible beside the number of base units.  No arithmetic crosses units without a declared factor.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stockpile_app.base.text import tr

LARGEST = 10**12  # a trillion rounds: more is a slip of the keyboard, and sums stay inside 64 bits
THIN_SPACE = "\u202f"

_PART = re.compile(r"^(?P<number>[0-9][0-9 \u202f\u00a0]*)\s*(?P<unit>[^\d\s].*)?$")


class QuantityError(ValueError):
    """The text is not a quantity; the message is the sentence to show."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A whole number of base units, with the text it was entered as ('' when plain)."""

    amount: int
    entered: str = ""


def parse_quantity(text: str, base_unit: str, packs: Mapping[str, int]) -> Quantity:
    """Read `1 250`, `12 boxes + 37` or `2 cases`.

    Args:
        text: What was typed.
        base_unit: The item type's base unit, for example `round`.
        packs: Unit name to factor, for example `{"box": 50}`.

    Raises:
        QuantityError: zero, negative, fractional, too large, or a unit without a factor.
    """
    parts = [part.strip() for part in text.split("+")]
    amount = sum(_read_part(part, base_unit, packs) for part in parts)
    if amount <= 0:
        raise QuantityError(tr("The quantity must be more than zero"))
    if amount > LARGEST:
        raise QuantityError(tr("The quantity is larger than any stockpile"))
    plain = text.strip() == str(amount)
    return Quantity(amount, "" if plain else text.strip())


def _read_part(part: str, base_unit: str, packs: Mapping[str, int]) -> int:
    match = _PART.match(part)
    if match is None:
        raise QuantityError(tr("“{text}” is not a whole number of units", text=part or tr("nothing")))
    number = int(re.sub(r"\D", "", match["number"]))
    return number * _factor((match["unit"] or "").strip(), base_unit, packs)


def _factor(unit: str, base_unit: str, packs: Mapping[str, int]) -> int:
    folded = unit.casefold()
    if not folded or _same_unit(folded, base_unit):
        return 1
    for name, factor in packs.items():
        if _same_unit(folded, name):
            return factor
    known = ", ".join([base_unit, *packs])
    raise QuantityError(tr("No pack factor is declared for “{unit}”. Known: {known}", unit=unit, known=known))


def _same_unit(folded: str, name: str) -> bool:
    name = name.casefold()
    return folded in {name, name + "s", name + "es"}


def grouped(number: int) -> str:
    """`1284560` as people read it: `1 284 560`, grouped by narrow no-break spaces."""
    return f"{number:,}".replace(",", THIN_SPACE)
