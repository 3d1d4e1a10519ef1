"""What a printed voucher says, as plain data that a child process can be handed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stockpile_app.base import tr
from stockpile_app.catalogue.reference import condition_label
from stockpile_app.documents.check_codes import container_checks, head_check, line_check
from stockpile_app.documents.sealing import sealed
from stockpile_app.ledger import VoucherLine, VoucherView
from stockpile_app.ledger.model import (
    ACCOUNT_WORDS,
    END_OF_DAY,
    VOUCHER_CODES,
    Account,
    AccountKind,
    VoucherKind,
)
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKit:
    """One thing that belongs to the item: how many were expected, how many were there."""

    description: str
    expected: int
    confirmed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line of the voucher.

    Attributes:
        mark: Serial, own number or lot; a container's label.
        condition_to: Where the condition changes, else ''.
        entered: Quantity and unit as entered, when not in base units.
        from_account, to_account, effective_at: Only where the line differs from the head.
        check: The line's check code.
    """

    item: str
    quantity: int
    unit: str
    mark: str = ""
    condition: str = ""
    condition_to: str = ""
    entered: str = ""
    remarks: str = ""
    from_account: str = ""
    to_account: str = ""
    effective_at: str = ""
    kit: tuple[PaperKit, ...] = ()
    check: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherPaper:
    """One voucher, ready to print.

    Attributes:
        effective_at: Depot-local, `YYYY-MM-DD` or `YYYY-MM-DD HH:MM`.
        entry_hash, journal_root: SHA-256, hexadecimal.
        reversed_by: The voucher that undid this one: the paper says so across its head.
        copy: How often it was printed before; from 1 on the paper is marked as a copy.
        code: What the square code says, signed by the depot.
        check: The check code of what stands over the lines.
    """

    kind: VoucherKind
    number: str
    depot_code: str
    depot_name: str
    effective_at: str
    recorded_at: str
    recorded_by: str
    entry: int
    entry_hash: str
    journal_size: int
    journal_root: str
    lines: tuple[PaperLine, ...] = ()
    sole: bool = False
    from_account: str = ""
    to_account: str = ""
    party: str = ""
    authority: str = ""
    document: str = ""
    purpose: str = ""
    due_back_at: str = ""
    reason: str = ""
    witness: str = ""
    reverses: str = ""
    reversed_by: str = ""
    approved_by: str = ""
    copy: int = 0
    code: str = ""
    check: str = ""


def moment(text: str) -> str:
    """A date and time of the books as people read it; a day alone when only the day is known."""
    day, _, time = text.partition("T")
    if not time or time.startswith(END_OF_DAY):
        return day
    return f"{day} {time[:5]}" + (" UTC" if time.endswith("Z") else "")


def sealed_paper(stockpile: Stockpile, view: VoucherView, copy: int = 0) -> VoucherPaper:
    """The paper of a posted voucher with the depot's signed code, in the current language."""
    kind = VOUCHER_CODES[VoucherKind(view.voucher.kind)]
    return paper_of(view, sealed(stockpile, kind, view.voucher.number, view.entry_hash, view.head), copy)


def paper_of(view: VoucherView, code: str, copy: int = 0) -> VoucherPaper:
    """The paper of a posted voucher, in the current language; `code` and `copy` as in `VoucherPaper`."""
    voucher = view.voucher
    source = _titled(view.from_account) or _shared(line.from_account for line in view.lines)
    target = _titled(view.to_account) or _shared(line.to_account for line in view.lines)
    return VoucherPaper(
        kind=VoucherKind(voucher.kind),
        number=voucher.number,
        depot_code=view.depot_code,
        depot_name=view.depot_name,
        effective_at=moment(voucher.effective_at),
        recorded_at=moment(voucher.recorded_at),
        recorded_by=voucher.actor,
        approved_by=view.approved_by,
        entry=view.entry,
        entry_hash=view.entry_hash,
        journal_size=view.head.size,
        journal_root=view.head.root,
        lines=tuple(_lines(view)),
        sole=view.sole,
        from_account=source,
        to_account=target,
        party=voucher.party,
        authority=voucher.authority,
        document=voucher.document,
        purpose=voucher.purpose,
        due_back_at=moment(voucher.due_back_at),
        reason=voucher.reason,
        witness=voucher.witness,
        reverses=view.reverses,
        reversed_by=view.reversed_by,
        copy=copy,
        code=code,
        check=head_check(view),
    )


def _titled(account: Account | None) -> str:
    """The account as the paper names it, with a person's unit and service number."""
    if account is None:
        return ""
    if not account.real:
        return tr(ACCOUNT_WORDS[AccountKind(account.kind)])
    parts = (account.name, account.name_other, account.unit, account.code)
    return " · ".join(dict.fromkeys(filter(None, parts)))


def _shared(names: Iterable[str]) -> str:
    """The one account that every line names; '' when they differ."""
    different = set(names)
    return different.pop() if len(different) == 1 else ""


def _lines(view: VoucherView) -> Iterator[PaperLine]:
    source = (
        view.from_account.name if view.from_account else _shared(line.from_account for line in view.lines)
    )
    target = view.to_account.name if view.to_account else _shared(line.to_account for line in view.lines)
    for label, check in zip(view.containers, container_checks(view), strict=True):
        item, unit = tr("Container with all that is in it"), tr("container")
        yield PaperLine(mark=label, item=item, quantity=1, unit=unit, check=check)
    for line in view.lines:
        yield _line(line, source, target, view.voucher.effective_at, line_check(view, line))


def _line(line: VoucherLine, source: str, target: str, effective_at: str, check: str) -> PaperLine:
    changed = line.condition_to not in {"", line.condition_from} and line.condition_from != ""
    return PaperLine(
        mark=line.mark,
        item=line.item,
        quantity=line.quantity,
        unit=tr(line.unit),
        condition=tr(condition_label(line.condition_from or line.condition_to)),
        condition_to=tr(condition_label(line.condition_to)) if changed else "",
        entered=line.entered,
        remarks=line.remarks,
        from_account="" if line.from_account == source else line.from_account,
        to_account="" if line.to_account == target else line.to_account,
        effective_at="" if line.effective_at == effective_at else moment(line.effective_at),
        kit=tuple(
            PaperKit(description=what, expected=expected, confirmed=confirmed)
            for what, expected, confirmed in line.kit
        ),
        check=check,
    )
