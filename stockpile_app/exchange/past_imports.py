"""What came in before: every imported file, and the sources that rows are compared within."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class PastImport:
    """One file that was brought in.

    Attributes:
        source: The register it belongs to.
        number: The voucher its rows were posted under.
        recorded_at: When, in UTC.
    """

    id: int
    name: str
    source: str
    read: int
    created: int
    refused: int
    number: str
    actor: str
    recorded_at: str


def past_imports(stockpile: Stockpile) -> list[PastImport]:
    """Every file brought in, the latest first."""
    return [
        PastImport(*row)
        for row in stockpile.rows(
            "SELECT f.id, f.name, s.name, f.read, f.created, f.refused, coalesce(v.number, ''), j.actor, "
            "j.recorded_at FROM import_file f JOIN import_source s ON s.id = f.source_id "
            "JOIN journal j ON j.entry = f.entry LEFT JOIN voucher v ON v.entry = f.entry ORDER BY f.id DESC"
        )
    ]


def source_names(stockpile: Stockpile) -> list[str]:
    """The sources the books know, by name."""
    return [str(row[0]) for row in stockpile.rows("SELECT name FROM import_source ORDER BY name")]
