"""Which batches wait for a step of whoever is at the desk: for the first page, and for the badge."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.access import founding, rights, user_named
from stockpile_app.disposal import may_verify
from stockpile_app.disposal.queries import batches
from stockpile_app.disposal.rows import BatchRow
from stockpile_app.gui.disposal.words import Act, next_act
from stockpile_app.store import Stockpile

DUTY = {
    Act.SEAL: "seal batch",
    Act.HAND_OVER: "hand batch over",
    Act.RECEIVE: "receive batch",
    Act.VERIFY: "verify item",
    Act.DESTROY: "destruction",
    Act.DISPATCH: "dispatch",
    Act.CLEAR: "clear residue",
    Act.CLOSE: "close batch",
    Act.PERSONS: "name participants",
    Act.TRACE: "trace check",
    Act.CASES: "close case",
    Act.DEACTIVATE: "destruction",
    Act.CERTIFY: "destruction",
}
"""Whose duty each step is, by its operation."""


def waiting_batches(books: Stockpile) -> Iterator[tuple[BatchRow, Act]]:
    """Batches whose next step is a duty of who is at the desk; who packed one is not asked to verify it.

    In single-keeper books the keeper names who looks, so that every batch waits for the keeper.
    """
    person = user_named(books, books.actor.name)
    role = person.role if person else ""
    sole = bool(founding(books).sole)
    for row in batches(books):
        act = next_act(row)
        if act not in DUTY or not rights()[DUTY[act]].allows(role):
            continue
        if act is not Act.VERIFY or sole or not may_verify(books, row.id):
            yield row, act
