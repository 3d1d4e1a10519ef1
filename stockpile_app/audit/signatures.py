"""Personal signatures: who did it signs the hash of the entry, with a key that only that person unlocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockpile_app.audit.journal import entries
from stockpile_app.store import SigningKey, Stockpile

_CONTEXT = b"stockpile entry\n"


@dataclass(frozen=True, slots=True)
class PersonalSignature:
    """One person's signature over one entry of the journal."""

    entry: int
    person: str
    public_key: str
    signature: bytes


def signed_bytes(entry_hash: bytes) -> bytes:
    """What a person signs: the entry's hash, marked as such, so that it can mean nothing else."""
    return _CONTEXT + entry_hash


def sign_entries(stockpile: Stockpile, first: int) -> None:
    """Sign the entries from `first` on in the name of who acts; inside the transaction that wrote them."""
    key = stockpile.actor.key
    assert key is not None  # authorised before
    countersign(stockpile, first, stockpile.actor.name, key)


def countersign(stockpile: Stockpile, first: int, person: str, key: SigningKey) -> None:
    """Sign the entries from `first` on in the name of somebody who stands beside."""
    for line in list(entries(stockpile, first - 1)):
        stockpile.write(
            "INSERT INTO signature VALUES (?, ?, ?, ?)",
            (line.entry, person, key.public, key.sign(signed_bytes(bytes(line.hash)))),
        )


def signatures(stockpile: Stockpile, after: int = 0) -> Iterator[PersonalSignature]:
    """Every personal signature, in the order of the entries."""
    for row in stockpile.each(
        "SELECT entry, person, public_key, signature FROM signature WHERE entry > ? ORDER BY entry", [after]
    ):
        yield PersonalSignature(row[0], row[1], row[2], bytes(row[3]))


def signatures_of(stockpile: Stockpile, entry: int) -> list[PersonalSignature]:
    """Who signed one entry."""
    rows = stockpile.rows(
        "SELECT entry, person, public_key, signature FROM signature WHERE entry = ? ORDER BY person", [entry]
    )
    return [PersonalSignature(row[0], row[1], row[2], bytes(row[3])) for row in rows]
