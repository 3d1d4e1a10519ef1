"""What stands around batches, for those who show them: names of boxes and cases, what could go into the next one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stockpile_app.catalogue.queries import chunks
from stockpile_app.disposal.deciding import declared
from stockpile_app.disposal.model import BatchPerson
from stockpile_app.disposal.rules_deciding import Declared
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class OpenDeclaration:
    """A declaration of which something is in no batch yet."""

    id: int
    number: str
    declared_on: str
    authority: str
    lines: tuple[Declared, ...]


def open_declarations(stockpile: Stockpile, on: str) -> list[OpenDeclaration]:
    """Declarations of which something is free for a batch that day, the oldest first."""
    found = [
        OpenDeclaration(
            row[0],
            row[1],
            row[2],
            row[3],
            tuple(one for one in declared(stockpile, row[0], on).values() if one.free > 0),
        )
        for row in stockpile.rows("SELECT id, number, declared_on, authority FROM declaration ORDER BY id")
    ]
    return [one for one in found if any(line.reserved for line in one.lines)]


def box_names(stockpile: Stockpile, batch_id: int) -> dict[int, str]:
    """The boxes of a batch, by container, as they are called."""
    sql = "SELECT a.id, a.name FROM batch_box b JOIN account a ON a.id = b.container_id WHERE b.batch_id = ?"
    return dict(stockpile.rows(sql, [batch_id]))


def packed_counts(stockpile: Stockpile, batch_id: int) -> dict[int, int]:
    """By container, how many lines of a batch lie in it."""
    sql = "SELECT container_id, count(*) FROM batch_packed WHERE batch_id = ? GROUP BY container_id"
    return dict(stockpile.rows(sql, [batch_id]))


def known_persons(stockpile: Stockpile) -> list[BatchPerson]:
    """Everybody who took part in a batch, as last named, by name."""
    sql = "SELECT batch_id, person_no, duty, name, title, organisation FROM batch_person ORDER BY entry, person_no"
    latest = {row[3]: BatchPerson(*row) for row in stockpile.rows(sql)}
    return sorted(latest.values(), key=lambda one: one.name.casefold())


def case_numbers(stockpile: Stockpile, ids: Iterable[int]) -> dict[int, str]:
    """These cases by number."""
    return {
        row[0]: row[1]
        for marks, portion in chunks(ids)
        for row in stockpile.rows(f"SELECT id, number FROM case_file WHERE id IN ({marks})", portion)
    }
