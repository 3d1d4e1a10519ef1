"""Check codes of the papers: of the head and of every line of a voucher, and of every event of a life.

Made of what the books hold, never of translated words: a copy in another language has the same codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.audit.check_code import check_code
from stockpile_app.ledger import Account, LifeEvent, VoucherLine, VoucherView


def head_check(view: VoucherView) -> str:
    """The code of what stands over the lines: number, dates, both sides, by whose word."""
    voucher = view.voucher
    sides = (_side(view.from_account), _side(view.to_account))
    return check_code(
        view.entry_hash,
        (
            "head", voucher.kind, voucher.number, voucher.effective_at, voucher.recorded_at, voucher.actor,
            voucher.due_back_at, *sides, voucher.party, voucher.authority, voucher.document, voucher.purpose,
            voucher.reason, voucher.witness, view.reverses,
        ),
    )  # fmt: skip


def _side(account: Account | None) -> str:
    return f"{account.id} {account.name}" if account else ""


def line_check(view: VoucherView, line: VoucherLine) -> str:
    """The code of one movement of the voucher, with its kit."""
    kit = [str(part) for check in line.kit for part in check]
    return check_code(
        view.entry_hash,
        (
            "line", line.line_no, line.mark, line.item, line.quantity, line.unit, line.condition_from,
            line.condition_to, line.from_account, line.to_account, line.effective_at, line.entered,
            line.remarks, *kit,
        ),
    )  # fmt: skip


def container_checks(view: VoucherView) -> Iterator[str]:
    """The codes of the containers that moved with all that is in them."""
    for number, label in enumerate(view.containers, 1):
        yield check_code(view.entry_hash, ("container", number, label))


def event_check(stands_on: str, mark: str, event: LifeEvent) -> str:
    """The code of one event in the life of the item with this mark.

    What was undone later is not part of it: that is another event's doing.

    Args:
        stands_on: The hash of the last entry of the journal when the life was told, hexadecimal.
    """
    return check_code(
        stands_on,
        (
            "event", mark, event.effective_at, event.recorded_at, event.word, event.detail, event.from_account,
            event.to_account, event.quantity, event.voucher, event.undoes,
        ),
    )  # fmt: skip
