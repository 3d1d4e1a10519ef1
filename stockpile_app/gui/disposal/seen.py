"""Everything the window shows of one batch, gathered in one reading.

Runs on the reading worker and touches no widget.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from stockpile_app import ledger
from stockpile_app.disposal.around import box_names, case_numbers, packed_counts
from stockpile_app.disposal.queries import batch_view
from stockpile_app.disposal.rows import BatchView
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class SeenBatch:
    """A batch with the names its records only know by number.

    Attributes:
        boxes: By container, what it is called; `packed`, how many lines lie in it.
        vouchers, cases: By id, their numbers.
    """

    view: BatchView
    boxes: dict[int, str] = field(default_factory=dict)
    vouchers: dict[int, str] = field(default_factory=dict)
    packed: dict[int, int] = field(default_factory=dict)
    cases: dict[int, str] = field(default_factory=dict)


def see(books: Stockpile, batch_id: int) -> SeenBatch | None:
    """The batch, its boxes, vouchers and cases by name; None where there is no such batch."""
    view = batch_view(books, batch_id)
    if view is None:
        return None
    vouchers = {one.voucher_id for one in view.steps} | {one.voucher_id for one in view.acts}
    vouchers = (vouchers | {one.voucher_id for one in view.held_back}) - {0}
    return SeenBatch(
        view,
        box_names(books, batch_id),
        {one: ledger.voucher_number(books, one) for one in vouchers},
        packed_counts(books, batch_id),
        case_numbers(books, {one.case_id for one in view.differences} - {0}),
    )
