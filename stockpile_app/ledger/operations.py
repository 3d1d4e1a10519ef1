"""The verbs of the ledger: one verb, one function, one transaction, one voucher.

Each takes a frozen request (`requests`) and returns what was posted, or raises `Refused` with
findings and changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from stockpile_app.access import Decision, Deed, Request, Requested, ask, stands_alone
from stockpile_app.access.rights import OTHERS_REVERSAL
from stockpile_app.base import Finding, Refused, refusals, tr
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.drafts import kept_content, kept_voucher
from stockpile_app.ledger.gather import voucher_by_id
from stockpile_app.ledger.model import AccountKind, Movement, Posted, VoucherKind
from stockpile_app.ledger.post import post, post_within, posted_before, rehearse
from stockpile_app.ledger.requests import (
    AnyVoucher,
    ExpenditureVoucher,
    HandInVoucher,
    IssueVoucher,
    Line,
    OpeningVoucher,
    ReceiptVoucher,
    ReclassificationVoucher,
    ReversalVoucher,
    TransferVoucher,
    VoucherRequest,
)
from stockpile_app.store import Stockpile


def open_balance(stockpile: Stockpile, voucher: OpeningVoucher) -> Posted:
    """Book what the depot held when these books began."""
    return post(stockpile, _opening(stockpile, voucher))


def receive(stockpile: Stockpile, voucher: ReceiptVoucher) -> Posted:
    """Take stock into the depot from outside."""
    return post(stockpile, _receipt(stockpile, voucher))


def issue(stockpile: Stockpile, voucher: IssueVoucher) -> Posted:
    """Hand stock out to a holder who signs for it."""
    return post(stockpile, _issue(stockpile, voucher))


def hand_in(stockpile: Stockpile, voucher: HandInVoucher) -> Posted:
    """Take back what a holder had."""
    return post(stockpile, _hand_in(stockpile, voucher))


def transfer(stockpile: Stockpile, voucher: TransferVoucher) -> Posted:
    """Move stock, or containers with what is in them, between two places of the depot."""
    return post(stockpile, _transfer(stockpile, voucher))


def expend(stockpile: Stockpile, voucher: ExpenditureVoucher) -> Posted:
    """Book rounds fired and consumables used up."""
    return post(stockpile, _expenditure(stockpile, voucher))


def reclassify(stockpile: Stockpile, voucher: ReclassificationVoucher) -> Posted:
    """Change the condition of stock where it stands."""
    return post(stockpile, _reclassification(stockpile, voucher))


def reverse(stockpile: Stockpile, voucher: ReversalVoucher) -> Posted | Requested:
    """Undo a wrong voucher, line by line, by a voucher of its own.

    The reversal of somebody else's voucher waits for a second person, once the rules accept it.
    """
    draft = _reversal(stockpile, voucher)
    original = voucher_by_id(stockpile, voucher.voucher_id)
    if original is None or original.actor == stockpile.actor.name or stands_alone(stockpile, OTHERS_REVERSAL):
        return post(stockpile, draft)
    earlier = posted_before(stockpile, voucher.operation_id)
    if earlier:
        return earlier
    findings = rehearse(stockpile, draft)
    if refusals(findings):
        raise Refused(findings)
    return ask(stockpile, OTHERS_REVERSAL, voucher.operation_id, kept_content(voucher))


def _perform_reversal(
    stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision
) -> Posted:
    """What the second person's approval does: the asker's voucher, recorded with both names."""
    voucher = kept_voucher(VoucherKind.REVERSAL, content)
    draft = _reversal(stockpile, voucher)  # type: ignore[arg-type]
    return post_within(
        stockpile,
        replace(draft, operation_id=stockpile.ids.new_id(), posted_by=request.asked_by),
        facts=(decision,),
    )


def _say_reversal(stockpile: Stockpile, content: Mapping[str, Any]) -> str:
    original = voucher_by_id(stockpile, content["voucher_id"])
    number, name = (original.number, original.actor) if original else ("", "")
    return tr("Reverse {number} of {name}: {reason}", number=number, name=name, reason=content["reason"])


def _posted_by(stockpile: Stockpile, content: Mapping[str, Any]) -> frozenset[str]:
    """Who posted the voucher has a part in its reversal."""
    original = voucher_by_id(stockpile, content["voucher_id"])
    return frozenset({original.actor}) if original else frozenset()


DEEDS = (Deed(OTHERS_REVERSAL, _say_reversal, _perform_reversal, _posted_by),)


def check_voucher(stockpile: Stockpile, voucher: AnyVoucher) -> list[Finding]:
    """What posting this would say, while it is still being typed; writes nothing."""
    return rehearse(stockpile, _DRAFTS[type(voucher)](stockpile, voucher))  # type: ignore[operator]


def _draft(
    kind: VoucherKind, voucher: VoucherRequest, from_account: int, to_account: int, **head: str
) -> Draft:
    return Draft(
        kind=kind,
        operation_id=voucher.operation_id,
        effective_at=voucher.effective_at,
        lines=voucher.lines,
        from_account=from_account,
        to_account=to_account,
        head={"authority": voucher.authority, "document": voucher.document, "reason": voucher.reason, **head},
        accept_look_alike=voucher.accept_look_alike,
    )


def virtual_account(stockpile: Stockpile, kind: str) -> int:
    """The id of the account outside the stockpile of this kind."""
    return int(stockpile.value("SELECT id FROM account WHERE kind = ? AND id < 100", [kind]) or 0)


def _opening(stockpile: Stockpile, voucher: OpeningVoucher) -> Draft:
    source = virtual_account(stockpile, voucher.source_kind)
    return _draft(VoucherKind.OPENING, voucher, source, voucher.to_account)


def _receipt(stockpile: Stockpile, voucher: ReceiptVoucher) -> Draft:
    source = virtual_account(stockpile, voucher.source_kind)
    return _draft(VoucherKind.RECEIPT, voucher, source, voucher.to_account, party=voucher.party)


def _issue(_: Stockpile, voucher: IssueVoucher) -> Draft:
    due = voucher.due_back_at.replace(" ", "T")
    return _draft(
        VoucherKind.ISSUE,
        voucher,
        voucher.from_account,
        voucher.holder,
        purpose=voucher.purpose,
        due_back_at=due if not due or len(due) > 10 else f"{due}T24:00",
    )


def _hand_in(_: Stockpile, voucher: HandInVoucher) -> Draft:
    return _draft(VoucherKind.HAND_IN, voucher, voucher.holder, voucher.to_account)


def _transfer(_: Stockpile, voucher: TransferVoucher) -> Draft:
    draft = _draft(
        VoucherKind.TRANSFER, voucher, voucher.from_account, voucher.to_account, party=voucher.party
    )
    return replace(draft, containers=voucher.containers)


def _expenditure(stockpile: Stockpile, voucher: ExpenditureVoucher) -> Draft:
    return _draft(
        VoucherKind.EXPENDITURE,
        voucher,
        voucher.from_account,
        virtual_account(stockpile, AccountKind.EXPENDED),
        purpose=voucher.purpose,
        witness=voucher.witness,
    )


def _reclassification(_: Stockpile, voucher: ReclassificationVoucher) -> Draft:
    papers = " · ".join(filter(None, (voucher.inspection, voucher.document)))
    return _draft(VoucherKind.RECLASSIFICATION, voucher, voucher.account, voucher.account, document=papers)


def _reversal(stockpile: Stockpile, voucher: ReversalVoucher) -> Draft:
    original = voucher_by_id(stockpile, voucher.voucher_id)
    lines = tuple(_turned(Movement(*row)) for row in stockpile.rows(_MOVEMENTS, [voucher.voucher_id]))
    return Draft(
        kind=VoucherKind.REVERSAL,
        operation_id=voucher.operation_id,
        effective_at=voucher.effective_at,
        lines=lines,
        from_account=original.to_account if original else 0,
        to_account=original.from_account if original else 0,
        head={"authority": voucher.authority, "document": voucher.document, "reason": voucher.reason},
        reverses=voucher.voucher_id,
    )


_MOVEMENTS = (
    "SELECT voucher_id, line_no, effective_at, item_type_id, from_account, to_account, quantity, weapon_id, "
    "lot_id, condition_from, condition_to, entered, unit_value, currency, remarks "
    "FROM movement WHERE voucher_id = ? ORDER BY line_no"
)


def _turned(movement: Movement) -> Line:
    return Line(
        item_type_id=movement.item_type_id,
        quantity=movement.quantity,
        weapon_id=movement.weapon_id,
        lot_id=movement.lot_id,
        condition=movement.condition_to,
        condition_to=movement.condition_from,
        from_account=movement.to_account,
        to_account=movement.from_account,
        entered=movement.entered,
        unit_value=movement.unit_value,
        currency=movement.currency,
    )


_DRAFTS = {
    OpeningVoucher: _opening,
    ReceiptVoucher: _receipt,
    IssueVoucher: _issue,
    HandInVoucher: _hand_in,
    TransferVoucher: _transfer,
    ExpenditureVoucher: _expenditure,
    ReclassificationVoucher: _reclassification,
    ReversalVoucher: _reversal,
}
