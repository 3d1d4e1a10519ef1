"""What the list says to a mark that was read: by indexes alone, whatever the batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stockpile_app.base.look_alike import look_alike_key
from stockpile_app.catalogue.model import Weapon
from stockpile_app.catalogue.queries import weapons_looking_like
from stockpile_app.ledger import weapon_with_mark
from stockpile_app.ledger.model import TERMINAL
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Found:
    """Where a mark leads.

    Attributes:
        lines: Lines of the batch that carry exactly this mark.
        alike: Lines whose mark it could be taken for.
        destroyed: A weapon with exactly this mark that was destroyed or deactivated before.
        known: A weapon of the books with exactly this mark that is on no line.
    """

    lines: tuple[int, ...] = ()
    alike: tuple[int, ...] = ()
    destroyed: Weapon | None = None
    known: Weapon | None = None


def look_up(stockpile: Stockpile, batch_id: int, read: str) -> Found:
    """The lines of a batch that a mark means, or could be taken for."""
    exact = [
        weapon for text in dict.fromkeys((read, read.upper())) for weapon in weapon_with_mark(stockpile, text)
    ]
    exact = list({weapon.id: weapon for weapon in exact}.values())
    lines = [*_lines_of(stockpile, batch_id, exact), *_lots(stockpile, batch_id, read)]
    if lines:
        return Found(lines=tuple(dict.fromkeys(lines)))
    gone = next((weapon for weapon in exact if _is_gone(stockpile, weapon)), None)
    if gone is not None:
        return Found(destroyed=gone, known=gone)
    alike = tuple(dict.fromkeys(_alike(stockpile, batch_id, read)))
    return Found(alike=alike, known=exact[0] if exact else None)


def _lines_of(stockpile: Stockpile, batch_id: int, weapons: Iterable[Weapon]) -> Iterator[int]:
    sql = "SELECT line_no FROM batch_line WHERE batch_id = ? AND weapon_id = ? AND weapon_id <> 0"
    for weapon in weapons:
        for row in stockpile.rows(sql, [batch_id, weapon.id]):
            yield int(row[0])


def _lots(stockpile: Stockpile, batch_id: int, read: str) -> list[int]:
    """Lines of a lot with exactly this number."""
    sql = (
        "SELECT b.line_no FROM lot t JOIN batch_line b ON b.lot_id = t.id AND b.lot_id <> 0 "
        "WHERE t.look_alike = ? AND t.number = ? AND b.batch_id = ? ORDER BY b.line_no"
    )
    return [row[0] for row in stockpile.rows(sql, [look_alike_key(read), read, batch_id])]


def _is_gone(stockpile: Stockpile, weapon: Weapon) -> bool:
    sql = "SELECT a.kind FROM weapon w JOIN account a ON a.id = w.account_id WHERE w.id = ?"
    return stockpile.value(sql, [weapon.id]) in TERMINAL


def _alike(stockpile: Stockpile, batch_id: int, read: str) -> Iterator[int]:
    key = look_alike_key(read)
    if not key:
        return
    yield from _lines_of(stockpile, batch_id, weapons_looking_like(stockpile, [key]))
    marked = (
        "SELECT b.line_no FROM marking m JOIN batch_line b ON b.weapon_id = m.weapon_id AND b.weapon_id <> 0 "
        "WHERE m.look_alike = ? AND b.batch_id = ? ORDER BY b.line_no"
    )
    lots = (
        "SELECT b.line_no FROM lot t JOIN batch_line b ON b.lot_id = t.id AND b.lot_id <> 0 "
        "WHERE t.look_alike = ? AND b.batch_id = ? ORDER BY b.line_no"
    )
    for sql in (marked, lots):
        for row in stockpile.rows(sql, [key, batch_id]):
            yield int(row[0])
