"""What it costs to prove the books: whole beside hashing and decoding the same bytes, and quick at a start."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from stockpile_app import audit
from stockpile_app.audit.journal import body_parts, entries
from stockpile_app.audit.model import split
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.benchmarks.measure import Measure, best, seconds
from stockpile_app.store import Stockpile

ROUNDS = 2
QUICK = 500
"""Milliseconds that the quick check may take at a start."""


def measure_proofs(stockpile: Stockpile) -> Iterator[Measure]:
    """The whole verification and the quick one of these books."""
    moved = tr("{count} movements", count=grouped(stockpile.value("SELECT count(*) FROM movement")))
    floors, values = [], []
    for _ in range(ROUNDS):  # by turns and the best of each: whatever else runs here disturbs both alike
        floors.append(seconds(lambda: _bare_proof(stockpile)))
        values.append(seconds(lambda: _prove(stockpile)))
    yield Measure(
        "verification, whole", moved, min(values), "s", min(floors),
        tr("every body hashed and decoded once"), most_ratio=3,
    )  # fmt: skip
    value = best(lambda: audit.verify_quick(stockpile), 3) * 1_000
    yield Measure("verification, quick", moved, value, "ms", most=QUICK)


def _prove(stockpile: Stockpile) -> None:
    proof = audit.verify(stockpile)
    assert proof.holds, proof.troubles[:1]


def _bare_proof(stockpile: Stockpile) -> None:
    for entry in entries(stockpile):
        digest = hashlib.sha256()
        for part in body_parts(stockpile, entry.entry):
            digest.update(part)
            for line in split(part.decode()):
                json.loads(line)
