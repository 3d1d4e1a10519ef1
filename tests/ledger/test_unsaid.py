"""What a record means where nothing is said: one item, no weapon, no lot, not repeated, compared."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest

from stockpile_app.ledger import facts, life, model, reading, requests

NOT_NOTHING = {(model.Movement, "quantity"), (requests.Line, "quantity"), (facts.Posting, "compared")}
RECORDS = [
    one
    for module in (model, requests, reading, facts)
    for one in vars(module).values()
    if isinstance(one, type) and hasattr(one, "__dataclass_fields__") and one.__module__ == module.__name__
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_what_is_not_said_is_nothing(record: type) -> None:
    for field in fields(record):
        if field.default is not MISSING and isinstance(field.default, int):
            assert field.default == ((record, field.name) in NOT_NOTHING), f"{record.__name__}.{field.name}"


def test_an_event_without_a_voucher_or_an_entry_says_so() -> None:
    event = life.LifeEvent("2026-11-01T24:00", "", "seal", "S 1 · applied")
    assert (event.quantity, event.voucher_id, event.entry) == (0, 0, 0)
