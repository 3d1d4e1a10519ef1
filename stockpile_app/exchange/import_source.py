"""Which source a file belongs to, and which of its rows the books have from it already.

Rows are compared within one source, never across the books.  Within a source a row's identity is
its whole raw content and its occurrence number, so that byte-identical rows, each of which is one
rifle, are all kept, and the same file again changes nothing under any name.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.quantity import grouped
from stockpile_app.exchange.model import ReadRow
from stockpile_app.exchange.profile import Profile
from stockpile_app.exchange.profile_file import write_profile
from stockpile_app.store import Stockpile

RowKey = tuple[str, int]
"""Digest of the raw content (hexadecimal), and which occurrence of it (from 1)."""

NEW = "new"


@dataclass(frozen=True, slots=True)
class Source:
    """The source a file belongs to.

    Attributes:
        id: 0 for one that the books do not know yet.
        known: The rows the books have from it.
        missing: How many of them this file lacks; reported, never reversed.
    """

    id: int
    name: str
    profile: str
    known: frozenset[RowKey]
    missing: int


def row_keys(rows: Iterable[ReadRow]) -> list[RowKey]:
    """Every row's identity within its source, in the order of the file."""
    seen: Counter[str] = Counter()
    keys = []
    for row in rows:
        digest = row.digest.hex()
        seen[digest] += 1
        keys.append((digest, seen[digest]))
    return keys


def profile_digest(profile: Profile) -> str:
    """The digest of the profile with all its fixed values."""
    return hashlib.sha256(write_profile(profile).encode()).hexdigest()


def choose_source(
    stockpile: Stockpile, asked: str, file_name: str, profile: Profile, keys: list[RowKey]
) -> Source:
    """The source of this file: the named one, a new one, or the earlier one that it contains.

    Raises:
        Refused: it shares rows with an earlier source without containing it; say which it is.
    """
    digest = profile_digest(profile)
    if asked and asked != NEW:
        return _named(stockpile, asked, digest, keys)
    if not asked:
        earlier = _contained(stockpile, digest, set(keys), file_name)
        if earlier:
            return earlier
    return Source(0, _free_name(stockpile, file_name), digest, frozenset(), 0)


def _named(stockpile: Stockpile, name: str, digest: str, keys: list[RowKey]) -> Source:
    row = stockpile.row("SELECT id, profile FROM import_source WHERE name = ?", [name])
    if row is None:
        return Source(0, name, digest, frozenset(), 0)
    known = _rows_of(stockpile, row[0])
    return Source(row[0], name, row[1], known, len(known - set(keys)))


def _contained(stockpile: Stockpile, digest: str, keys: set[RowKey], file_name: str) -> Source | None:
    overlapping = []
    best: Source | None = None
    for source_id, name in stockpile.rows(
        "SELECT id, name FROM import_source WHERE profile = ? ORDER BY id", [digest]
    ):
        known = _rows_of(stockpile, source_id)
        if known <= keys and (best is None or len(known) > len(best.known)):
            best = Source(source_id, name, digest, known, 0)
        elif known & keys:
            overlapping.append((name, len(known), len(known & keys)))
    if best is None and overlapping:
        raise Refused(_which(file_name, len(keys), overlapping))
    return best


def _which(file_name: str, rows: int, overlapping: list[tuple[str, int, int]]) -> Iterator[Finding]:
    for name, known, shared in overlapping:
        yield Finding(
            rule="EXCHANGE-80",
            severity=Severity.REFUSAL,
            sentence=tr("{file} shares rows with the source “{source}” without containing it", file=file_name,
                        source=name),
            expected=tr("all {known} rows of that source, or none of them", known=grouped(known)),
            got=tr("{rows} rows, {shared} of them from that source, {missing} of its rows missing",
                   rows=grouped(rows), shared=grouped(shared), missing=grouped(known - shared)),
            remedy=tr("Say --source “{source}” when it is the same register, or --source new when it is another",
                      source=name),
        )  # fmt: skip


def _rows_of(stockpile: Stockpile, source_id: int) -> frozenset[RowKey]:
    return frozenset(
        (digest, occurrence)
        for digest, occurrence in stockpile.rows(
            "SELECT digest, occurrence FROM import_row WHERE source_id = ?", [source_id]
        )
    )


def _free_name(stockpile: Stockpile, file_name: str) -> str:
    taken = {row[0] for row in stockpile.rows("SELECT name FROM import_source")}
    names = (file_name if n == 1 else f"{file_name} ({n})" for n in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
