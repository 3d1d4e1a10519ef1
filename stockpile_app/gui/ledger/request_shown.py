"""How the reversal of another's voucher is shown to the second person: the original, its lines, the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stockpile_app import ledger
from stockpile_app.access.rights import OTHERS_REVERSAL
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access.request_view import Shown, Shows
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.ledger.voucher_view import view_columns
from stockpile_app.gui.ledger.words import amounts, kind_word, moment_words
from stockpile_app.ledger.drafts import kept_voucher
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.requests import ReversalVoucher
from stockpile_app.store import Stockpile

_MOST_BALANCES = 4


def reversal_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """The voucher that is undone, what goes back, and what the balances become."""
    voucher = kept_voucher(VoucherKind.REVERSAL, content)
    assert isinstance(voucher, ReversalVoucher)
    number = ledger.voucher_number(books, voucher.voucher_id)
    view = ledger.voucher_view(books, number)
    if view is None:
        return Shown((tr("There is no voucher {number}", number=number),))
    original = view.voucher
    total = amounts((line.unit, line.quantity) for line in view.lines)
    will = (
        tr(
            "{number} of {name} is undone, line by line", number=isolate(original.number), name=original.actor
        ),
        tr("Back to where it was before: {amount}", amount=total),
        tr("Both vouchers stay in the books, each naming the other"),
    )
    facts = (
        (tr("Voucher"), f"{isolate(original.number)} · {kind_word(original.kind)}"),
        (tr("Effective on"), isolate(moment_words(original.effective_at))),
        (tr("Lines"), trn("{count} line", "{count} lines", len(view.lines))),
        (tr("Reason"), voucher.reason),
        *_differences(books, original.id),
    )
    return Shown(will, facts, view_columns, view.lines)


def _differences(books: Stockpile, voucher_id: int) -> Iterator[tuple[str, str]]:
    """Today's balance of every account and item type concerned, and what it becomes."""
    changes = ledger.after_reversal(books, voucher_id)
    for one in changes[:_MOST_BALANCES]:
        now, then = isolate(grouped(one.now)), isolate(grouped(one.then))
        yield one.account, tr("{item}: {now} → {then}", item=one.item, now=now, then=then)
    if len(changes) > _MOST_BALANCES:
        more = len(changes) - _MOST_BALANCES
        yield "", trn("and {count} more balance", "and {count} more balances", more)


SHOWS: Shows = {OTHERS_REVERSAL: reversal_shown}
