"""Rules that every posting meets: nothing leaves for good but with a batch, and what left stays away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from stockpile_app.base import Finding, tr
from stockpile_app.disposal.findings import refusal
from stockpile_app.ledger.facts import PostingFacts, PostingRule, ReleaseRule
from stockpile_app.ledger.model import VOUCHER_WORDS, VoucherKind
from stockpile_app.surplus.model import DeclarationLine, WithdrawalRule

FOR_GOOD = frozenset({VoucherKind.DESTRUCTION, VoucherKind.DEACTIVATION, VoucherKind.DISPATCH})
"""Vouchers by which something leaves the stockpile for good."""


def check_from_batch(facts: PostingFacts) -> Iterator[Finding]:
    """DISPOSAL-70: destruction, deactivation and dispatch serve the reservations of a batch."""
    if not facts.posting.serves:
        yield refusal("DISPOSAL-70", tr("This comes from a batch of declared surplus, and from nothing else"),
                      tr("Voucher"), tr("a line of a batch"), tr(VOUCHER_WORDS[facts.posting.kind]),
                      tr("Declare it surplus, decide about it, and verify it at the site"))  # fmt: skip


def check_not_back(facts: PostingFacts) -> Iterator[Finding]:
    """DISPOSAL-71: what was dispatched comes back by a receipt, not by a reversal."""
    original = facts.reversed
    if original is not None and original.kind in FOR_GOOD:
        yield refusal("DISPOSAL-71", tr("This voucher is part of a disposal and is not reversed"), tr("Voucher"),
                      tr("another voucher"), original.number,
                      tr("Record what came back as a receipt"))  # fmt: skip


def check_withdrawal(stockpile: Any, lines: Iterable[DeclarationLine]) -> Iterator[Finding]:  # noqa: ANN401  (a slot)
    """DISPOSAL-72: what is in a batch is held back from it, not taken back into service."""
    for line in lines:
        where = _WEAPON if line.weapon_id else _GOODS
        what = [line.weapon_id] if line.weapon_id else [line.lot_id, line.item_type_id]
        number = stockpile.value(f"{_IN_BATCH} {where} LIMIT 1", [line.declaration_id, *what])
        if number is not None:
            yield refusal("DISPOSAL-72", tr("A batch has been decided about this"), tr("Line"),
                          tr("a line that is in no batch"), f"{line.line_no} · {number}",
                          tr("Hold it back from the batch instead"), line.line_no)  # fmt: skip


_IN_BATCH = """
    SELECT b.number FROM batch_line l JOIN batch b ON b.id = l.batch_id WHERE l.declaration_id = ?
        AND NOT EXISTS (SELECT 1 FROM held_back h WHERE h.batch_id = l.batch_id AND h.line_no = l.line_no) AND
"""
_WEAPON = "l.weapon_id = ? AND l.weapon_id <> 0"
_GOODS = "l.weapon_id = 0 AND l.lot_id = ? AND l.item_type_id = ?"

_RESERVED = """
    SELECT d.number FROM declaration_line n JOIN declaration d ON d.id = n.declaration_id WHERE n.hold_id = ?1
        AND NOT EXISTS (SELECT 1 FROM batch_line l JOIN batch_step s ON s.batch_id = l.batch_id
            WHERE l.declaration_id = n.declaration_id AND l.item_type_id = n.item_type_id
            AND (l.weapon_id, l.lot_id) = (n.weapon_id, n.lot_id) AND s.step IN {over})
    UNION SELECT b.number FROM batch_box x JOIN batch b ON b.id = x.batch_id WHERE x.hold_id = ?1
        AND NOT EXISTS (SELECT 1 FROM batch_step s WHERE s.batch_id = b.id AND s.step IN {over})
        AND EXISTS (SELECT 1 FROM batch_line l WHERE l.batch_id = b.id AND NOT EXISTS (SELECT 1 FROM held_back h
            WHERE (h.batch_id, h.line_no) = (l.batch_id, l.line_no)))
""".format(over="('destroyed', 'deactivated', 'dispatched', 'certified', 'closed')")


def check_release(stockpile: Any, hold_id: int) -> Iterator[Finding]:  # noqa: ANN401  (a slot)
    """DISPOSAL-73: what two persons reserved, or a batch keeps shut, is not set free by one alone."""
    number = stockpile.value(_RESERVED, [hold_id])
    if number is not None:
        yield refusal("DISPOSAL-73", tr("This hold belongs to declared surplus and is not ended by hand"), tr("Hold"),
                      tr("a hold of another kind"), str(number),
                      tr("Withdraw the declaration, or hold it back from its batch"))  # fmt: skip


WITHDRAWAL = WithdrawalRule("DISPOSAL-72", check_withdrawal)
RELEASE = ReleaseRule("DISPOSAL-73", check_release)
RULES = (
    PostingRule("DISPOSAL-70", FOR_GOOD, check_from_batch),
    PostingRule("DISPOSAL-71", frozenset({VoucherKind.REVERSAL}), check_not_back),
)
