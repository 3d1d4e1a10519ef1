"""What a person asks for: one frozen dataclass a voucher kind, built by the window or a command.

A request names accounts, weapons and lots by their ids; what is new to the books (a weapon, a lot)
is described in the line.  Times are depot-local, `YYYY-MM-DDTHH:MM` or a plain date.
"""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.ledger.model import AccountKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMark:
    """A further mark read at receipt, for example an import mark."""

    kind: str
    text: str
    place: str = ""
    method: str = ""
    state: str = "readable"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWeapon:
    """A weapon that enters the books.  `unmarked` gives it the depot's own number."""

    make: str = ""
    model: str = ""
    calibre: str = ""
    serial: str = ""
    country: str = ""
    year: str = ""
    remarks: str = ""
    unmarked: bool = False
    ownership: str = "state"
    ownership_reference: str = ""
    marks: tuple[NewMark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLot:
    """A lot that enters the books, or one already known by number and maker."""

    number: str
    maker: str = ""
    made_on: str = ""
    expires_on: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KitAnswer:
    """How many of one kit line were really there."""

    kit_line_no: int
    description: str
    expected: int
    confirmed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a voucher.

    Attributes:
        weapon_id, lot_id: What moves when it is known already; 0 otherwise.
        new_weapon, new_lot: What enters with this line.
        condition: The state it is in (for a reclassification: before it); '' for the state the books
            know, where they know exactly one.
        condition_to: The state it leaves the voucher in; '' for the same.
        from_account, to_account: Where this line differs from the voucher's head; 0 otherwise.
        effective_at: Where an opening line is older than its paper; '' otherwise.
        row: The number the line shall have, for lines that come from a sheet; 0 for its place.
    """

    item_type_id: int
    quantity: int = 1
    weapon_id: int = 0
    lot_id: int = 0
    new_weapon: NewWeapon | None = None
    new_lot: NewLot | None = None
    condition: str = ""
    condition_to: str = ""
    from_account: int = 0
    to_account: int = 0
    entered: str = ""
    unit_value: str = ""
    currency: str = ""
    remarks: str = ""
    effective_at: str = ""
    kit: tuple[KitAnswer, ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherRequest:
    """What every voucher has.

    Attributes:
        operation_id: Made by the client; the same id twice has one effect.
        accept_look_alike: Why a serial that looks like another is another weapon; '' to be asked.
    """

    operation_id: str
    effective_at: str
    lines: tuple[Line, ...] = ()
    authority: str = ""
    document: str = ""
    reason: str = ""
    accept_look_alike: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningVoucher(VoucherRequest):
    """What the depot held when these books began."""

    to_account: int = 0
    source_kind: str = AccountKind.SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptVoucher(VoucherRequest):
    """Stock enters the depot from outside."""

    to_account: int
    party: str = ""
    source_kind: str = AccountKind.SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueVoucher(VoucherRequest):
    """Stock goes to a holder who signs for it and brings it back by `due_back_at`."""

    from_account: int
    holder: int
    purpose: str = ""
    due_back_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInVoucher(VoucherRequest):
    """A holder gives back what was issued; the holder follows from the lines when left 0."""

    to_account: int
    holder: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferVoucher(VoucherRequest):
    """Stock moves between two places of the depot; containers move with what is in them."""

    to_account: int
    from_account: int = 0
    containers: tuple[int, ...] = ()
    party: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpenditureVoucher(VoucherRequest):
    """Rounds are fired or consumables used up."""

    from_account: int
    purpose: str = ""
    witness: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReclassificationVoucher(VoucherRequest):
    """The condition of stock changes where it stands, after an inspection."""

    account: int
    inspection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalVoucher(VoucherRequest):
    """A wrong voucher is undone, line by line; nothing is erased."""

    voucher_id: int


AnyVoucher = (
    OpeningVoucher
    | ReceiptVoucher
    | IssueVoucher
    | HandInVoucher
    | TransferVoucher
    | ExpenditureVoucher
    | ReclassificationVoucher
    | ReversalVoucher
)
