"""Everything the window shows of one batch, gathered in one reading.

Runs on the reading worker and touches no widget.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from stockpile_app import ledger
from stockpile_app.disposal.around import box_names, case_numbers, packed_counts
from stockpile_app.disposal.queries import batch_view
from stockpile_app.disposal.rows import BatchView
from stockpile_app.exchange.pack import PackState, packs
from stockpile_app.exchange.site_pack import KIND
from stockpile_app.gui.disposal.before_site import BeforeSite, before_site
from stockpile_app.gui.disposal.words import Act, next_act
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class SeenBatch:
    """A batch with the names its records only know by number.

    Attributes:
        boxes: By container, what it is called; `packed`, how many lines lie in it.
        vouchers, cases: By id, their numbers.
        before: Whether who is at the desk may look at the items, where that is the next step.
        out: The pack that is at the site with its lines; None where none is out.
    """

    view: BatchView
    boxes: dict[int, str] = field(default_factory=dict)
    vouchers: dict[int, str] = field(default_factory=dict)
    packed: dict[int, int] = field(default_factory=dict)
    cases: dict[int, str] = field(default_factory=dict)
    before: BeforeSite = field(default_factory=BeforeSite)
    out: PackState | None = None


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
        before_site(books, batch_id) if next_act(view.row) is Act.VERIFY else BeforeSite(),
        _out(books, batch_id),
    )


def _out(books: Stockpile, batch_id: int) -> PackState | None:
    """The pack that went to the site with this batch and has not come back."""
    sent = (one for one in packs(books) if one.pack.kind == KIND and one.pack.subject_id == batch_id)
    return next((one for one in sent if one.end is None), None)
