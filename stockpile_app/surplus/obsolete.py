"""Which item types are obsolete, and why: somebody said so, or ammunition is held and none of it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from stockpile_app.base import tr
from stockpile_app.catalogue.model import ItemKind, ItemType
from stockpile_app.catalogue.queries import item_types
from stockpile_app.store import Stockpile
from stockpile_app.surplus.day import Day
from stockpile_app.surplus.goods import count_goods, serviceable_held, serviceable_in
from stockpile_app.surplus.model import Obsolescence
from stockpile_app.surplus.queries import obsolescences


def obsolete_types(stockpile: Stockpile, day: Day) -> dict[int, str]:
    """The item types that are obsolete on a day, each with why; of today's balances only the first few are read."""
    catalogue = item_types(stockpile)
    said = obsolescences(stockpile, day.on)
    if day.past:
        counts = count_goods(stockpile, day)
        return obsolete_among(catalogue, said, lambda item: serviceable_in(counts.get(item.id)))
    return obsolete_among(catalogue, said, lambda item: serviceable_held(stockpile, day, item.id))


def obsolete_among(
    catalogue: Iterable[ItemType], said: Mapping[int, Obsolescence], held: Callable[[ItemType], bool]
) -> dict[int, str]:
    """The obsolete ones of a catalogue; `held` says whether any of some ammunition is serviceable."""
    catalogue = list(catalogue)
    rounds = (item for item in catalogue if item.kind == ItemKind.AMMUNITION and calibre_key(item.calibre))
    fed = {calibre_key(item.calibre) for item in rounds if held(item)}
    found: dict[int, str] = {}
    for item in catalogue:
        word = said.get(item.id)
        if word:
            if word.obsolete:
                found[item.id] = tr("By the word of: {source}", source=word.source)
        elif item.kind == ItemKind.WEAPON and fed and item.calibre and calibre_key(item.calibre) not in fed:
            found[item.id] = tr(
                "No serviceable ammunition of calibre {calibre} is held", calibre=item.calibre
            )
    return found


def calibre_key(text: str) -> str:
    """A calibre however it is written: 7.62 × 39 mm and 7,62x39 are one."""
    plain = text.casefold().replace("×", "x").replace(",", ".").replace("*", "x")
    return "".join(plain.replace("mm", "").split())
