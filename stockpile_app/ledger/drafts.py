"""Vouchers begun and not yet posted: kept in the file, outside the books, until posted or discarded.

A draft has no number and moves nothing; it is the request as typed, in canonical JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from stockpile_app.access import acting
from stockpile_app.audit.model import canonical
from stockpile_app.base.clock import utc_text
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.requests import (
    AnyVoucher,
    ExpenditureVoucher,
    HandInVoucher,
    IssueVoucher,
    KitAnswer,
    Line,
    NewLot,
    NewMark,
    NewWeapon,
    OpeningVoucher,
    ReceiptVoucher,
    ReclassificationVoucher,
    ReversalVoucher,
    TransferVoucher,
)
from stockpile_app.store import Stockpile

KINDS: Mapping[type[AnyVoucher], VoucherKind] = {
    OpeningVoucher: VoucherKind.OPENING,
    ReceiptVoucher: VoucherKind.RECEIPT,
    IssueVoucher: VoucherKind.ISSUE,
    HandInVoucher: VoucherKind.HAND_IN,
    TransferVoucher: VoucherKind.TRANSFER,
    ExpenditureVoucher: VoucherKind.EXPENDITURE,
    ReclassificationVoucher: VoucherKind.RECLASSIFICATION,
    ReversalVoucher: VoucherKind.REVERSAL,
}
_REQUESTS = {kind: request for request, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """One voucher that waits to be finished."""

    id: str
    kind: VoucherKind
    saved_at: str
    voucher: AnyVoucher


def save_draft(stockpile: Stockpile, voucher: AnyVoucher) -> KeptDraft:
    """Keep a voucher as it stands; kept again, it replaces what was kept before."""
    kind = KINDS[type(voucher)]
    saved_at = utc_text(stockpile.clock.now())
    with acting(stockpile, "draft"):
        stockpile.write(
            "INSERT INTO draft (id, kind, saved_at, body, owner) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) "
            "DO UPDATE SET kind = excluded.kind, saved_at = excluded.saved_at, body = excluded.body",
            [
                voucher.operation_id,
                kind.value,
                saved_at,
                canonical(kept_content(voucher)),
                stockpile.actor.name,
            ],
        )
    return KeptDraft(voucher.operation_id, kind, saved_at, voucher)


def drafts(stockpile: Stockpile) -> list[KeptDraft]:
    """Every voucher of who is at the desk that waits to be finished, the latest first."""
    return [
        KeptDraft(row[0], VoucherKind(row[1]), row[2], kept_voucher(VoucherKind(row[1]), json.loads(row[3])))
        for row in stockpile.rows(
            "SELECT id, kind, saved_at, body FROM draft WHERE owner IN ('', ?) ORDER BY saved_at DESC, id",
            [stockpile.actor.name],
        )
    ]


def discard_draft(stockpile: Stockpile, draft_id: str) -> bool:
    """Forget a draft; True when there was one.  Nothing in the books changes."""
    with acting(stockpile, "draft"):
        return stockpile.write("DELETE FROM draft WHERE id = ?", [draft_id]) > 0


def kept_content(voucher: AnyVoucher) -> dict[str, Any]:
    """A request as plain data, as it is kept while it waits."""
    return asdict(voucher)


def kept_voucher(kind: VoucherKind, kept: Mapping[str, Any]) -> AnyVoucher:
    """The request that plain data stand for."""
    content = dict(kept)
    content["lines"] = tuple(_line(line) for line in content["lines"])
    if "containers" in content:
        content["containers"] = tuple(content["containers"])
    return _REQUESTS[kind](**content)


def _line(content: dict[str, Any]) -> Line:
    content["kit"] = tuple(KitAnswer(**answer) for answer in content["kit"])
    if content["new_lot"] is not None:
        content["new_lot"] = NewLot(**content["new_lot"])
    weapon = content["new_weapon"]
    if weapon is not None:
        marks = tuple(NewMark(**mark) for mark in weapon.pop("marks"))
        content["new_weapon"] = NewWeapon(**weapon, marks=marks)
    return Line(**content)
