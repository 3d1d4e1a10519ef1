"""Everything the window shows of one batch, gathered in one reading.

Runs on the reading worker and touches no widget.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from stockpile_app import ledger
from stockpile_app.catalogue.queries import chunks
from stockpile_app.disposal.queries import batch_view
from stockpile_app.disposal.rows import BatchView
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class SeenBatch:
    """A batch with the names its records only know by number.

    Attributes:
        boxes: By container, what it is called.
        vouchers: By voucher, its number.
        packed: By container, how many lines lie in it.
    """

    view: BatchView
    boxes: dict[int, str] = field(default_factory=dict)
    vouchers: dict[int, str] = field(default_factory=dict)
    packed: dict[int, int] = field(default_factory=dict)
    cases: dict[int, str] = field(default_factory=dict)


def see(books: Stockpile, batch_id: int) -> SeenBatch | None:
    """The batch, its boxes and its vouchers by name; None where there is no such batch."""
    view = batch_view(books, batch_id)
    if view is None:
        return None
    vouchers = {one.voucher_id for one in (*view.steps, *view.acts, *view.held_back)} - {0}
    packed = books.rows(
        "SELECT container_id, count(*) FROM batch_packed WHERE batch_id = ? GROUP BY 1", [batch_id]
    )
    return SeenBatch(
        view,
        _names(books, "account", "name", {box.container_id for box in view.boxes}),
        {one: ledger.voucher_number(books, one) for one in vouchers},
        dict(packed),
        _names(books, "case_file", "number", {one.case_id for one in view.differences} - {0}),
    )


def _names(books: Stockpile, table: str, column: str, ids: set[int]) -> dict[int, str]:
    return {
        row[0]: row[1]
        for marks, portion in chunks(ids)
        for row in books.rows(f"SELECT id, {column} FROM {table} WHERE id IN ({marks})", portion)
    }
