"""Rules that every posting meets: nothing leaves for good but with a batch, and what left stays away."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.disposal.findings import refusal
from stockpile_app.ledger.facts import PostingFacts, PostingRule
from stockpile_app.ledger.model import VOUCHER_WORDS, VoucherKind

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


RULES = (
    PostingRule("DISPOSAL-70", FOR_GOOD, check_from_batch),
    PostingRule("DISPOSAL-71", frozenset({VoucherKind.REVERSAL}), check_not_back),
)
