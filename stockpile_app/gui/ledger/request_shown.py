"""How the reversal of another's voucher is shown to the second person: the original, its lines, the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stockpile_app import ledger
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access.request_view import Shown, Shows
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.ledger.voucher_view import view_columns
from stockpile_app.gui.ledger.words import amounts, kind_word, moment_words
from stockpile_app.ledger.drafts import kept_voucher
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.operations import OTHERS_REVERSAL
from stockpile_app.ledger.registers import VoucherView
from stockpile_app.ledger.requests import ReversalVoucher
from stockpile_app.store import Stockpile

_MOST_BALANCES = 4


def reversal_shown(books: Stockpile, content: Mapping[str, Any]) -> Shown:
    """The voucher that is undone, what goes back, and what the balances become."""
    voucher = kept_voucher(VoucherKind.REVERSAL, content)
    assert isinstance(voucher, ReversalVoucher)
    number = str(books.value("SELECT number FROM voucher WHERE id = ?", [voucher.voucher_id]) or "")
    view = ledger.voucher_view(books, number)
    if view is None:
        return Shown((tr("There is no voucher {number}", number=number),))
    original = view.voucher
    total = amounts((line.unit, line.quantity) for line in view.lines)
    will = (
        tr("{number} of {name} is undone, line by line", number=isolate(original.number), name=original.actor),
        tr("Back to where it was before: {amount}", amount=total),
        tr("Both vouchers stay in the books, each naming the other"),
    )
    facts = (
        (tr("Voucher"), f"{isolate(original.number)} · {kind_word(original.kind)}"),
        (tr("Effective on"), isolate(moment_words(original.effective_at))),
        (tr("Lines"), trn("{count} line", "{count} lines", len(view.lines))),
        (tr("Reason"), voucher.reason),
        *_differences(books, view),
    )
    return Shown(will, facts, view_columns, view.lines)


def _differences(books: Stockpile, view: VoucherView) -> Iterator[tuple[str, str]]:
    """Today's balance of every real account and item type concerned, and what it becomes."""
    changes: dict[tuple[int, int], int] = {}
    for from_account, to_account, item, quantity in books.rows(
        "SELECT from_account, to_account, item_type_id, quantity FROM movement WHERE voucher_id = ?",
        [view.voucher.id],
    ):
        for account, signed in ((to_account, -quantity), (from_account, quantity)):
            changes[account, item] = changes.get((account, item), 0) + signed
    held: dict[tuple[int, int], int] = {}
    for balance in ledger.balances(books):
        place = (balance.account_id, balance.item_type_id)
        held[place] = held.get(place, 0) + balance.quantity
    names = {account.id: account.title for account in ledger.accounts(books) if account.real}
    items: dict[int, str] = dict(books.rows("SELECT id, name FROM item_type"))
    shown = [(place, change) for place, change in changes.items() if change and place[0] in names]
    for (account, item), change in shown[:_MOST_BALANCES]:
        now = held.get((account, item), 0)
        yield (
            names[account],
            tr("{item}: {now} → {then}", item=items[item], now=isolate(grouped(now)),
               then=isolate(grouped(now + change))),
        )  # fmt: skip
    if len(shown) > _MOST_BALANCES:
        yield "", trn("and {count} more balance", "and {count} more balances", len(shown) - _MOST_BALANCES)


SHOWS: Shows = {OTHERS_REVERSAL: reversal_shown}
