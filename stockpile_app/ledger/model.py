"""Accounts, vouchers, movements, balances, holds: the spine of the books.

Quantity is never created, changed or deleted; it only moves.  A receipt moves from a virtual
source, a round fired moves to *expended*, a change of condition moves within an account from one
condition to another, and a mistake is undone by a reversing voucher.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import BodyCodec
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import N_

FIRST_REAL_ACCOUNT = 100
END_OF_DAY = "24:00"


class AccountKind(StrEnum):
    """Where quantity can stand; the kinds from SOURCE on are outside the stockpile."""

    LOCATION = "location"
    CONTAINER = "container"
    HOLDER = "holder"
    WORKSHOP = "workshop"
    TRANSIT = "transit"
    SOURCE = "source"
    FOUND = "found"
    SEIZED = "seized"
    SURRENDERED = "surrendered"
    EXPENDED = "expended"
    DIFFERENCE = "difference"
    DESTROYED = "destroyed"
    DEACTIVATED = "deactivated"
    TRANSFERRED = "transferred"


IN_STORE = frozenset({AccountKind.LOCATION, AccountKind.CONTAINER, AccountKind.WORKSHOP})
WHENCE = frozenset({AccountKind.SOURCE, AccountKind.FOUND, AccountKind.SEIZED, AccountKind.SURRENDERED})
TERMINAL = frozenset({AccountKind.DESTROYED, AccountKind.DEACTIVATED})


class VoucherKind(StrEnum):
    """What a voucher does."""

    OPENING = "opening balance"
    RECEIPT = "receipt"
    ISSUE = "issue"
    HAND_IN = "hand-in"
    TRANSFER = "transfer"
    EXPENDITURE = "expenditure"
    RECLASSIFICATION = "reclassification"
    DISPATCH = "dispatch"
    DESTRUCTION = "destruction"
    DEACTIVATION = "deactivation"
    REVERSAL = "reversal"


VOUCHER_CODES = {
    VoucherKind.OPENING: "OPB",
    VoucherKind.RECEIPT: "REC",
    VoucherKind.ISSUE: "ISS",
    VoucherKind.HAND_IN: "HIN",
    VoucherKind.TRANSFER: "TRF",
    VoucherKind.EXPENDITURE: "EXP",
    VoucherKind.RECLASSIFICATION: "RCL",
    VoucherKind.DISPATCH: "DSP",
    VoucherKind.DESTRUCTION: "DST",
    VoucherKind.DEACTIVATION: "DEA",
    VoucherKind.REVERSAL: "REV",
}
"""How each kind is written inside a voucher number: `B-ISS-2026-000123`."""

VOUCHER_WORDS = {
    VoucherKind.OPENING: N_("Opening balance"),
    VoucherKind.RECEIPT: N_("Receipt"),
    VoucherKind.ISSUE: N_("Issue"),
    VoucherKind.HAND_IN: N_("Hand-in"),
    VoucherKind.TRANSFER: N_("Transfer"),
    VoucherKind.EXPENDITURE: N_("Expenditure"),
    VoucherKind.RECLASSIFICATION: N_("Reclassification"),
    VoucherKind.DISPATCH: N_("Dispatch"),
    VoucherKind.DESTRUCTION: N_("Destruction"),
    VoucherKind.DEACTIVATION: N_("Deactivation"),
    VoucherKind.REVERSAL: N_("Reversal"),
}
"""What each kind is called; translate when shown."""

ACCOUNT_WORDS = {
    AccountKind.LOCATION: N_("Location"),
    AccountKind.CONTAINER: N_("Container"),
    AccountKind.HOLDER: N_("Holder"),
    AccountKind.WORKSHOP: N_("Workshop"),
    AccountKind.TRANSIT: N_("Transit"),
    AccountKind.SOURCE: N_("Outside source"),
    AccountKind.FOUND: N_("Found"),
    AccountKind.SEIZED: N_("Seized"),
    AccountKind.SURRENDERED: N_("Surrendered"),
    AccountKind.EXPENDED: N_("Expended"),
    AccountKind.DIFFERENCE: N_("Unexplained difference"),
    AccountKind.DESTROYED: N_("Destroyed"),
    AccountKind.DEACTIVATED: N_("Deactivated"),
    AccountKind.TRANSFERRED: N_("Transferred away"),
}
"""What each kind of account is called; translate when shown."""


class HoldKind(StrEnum):
    """Why something may not move."""

    SUSPENDED = "suspended"
    BANNED = "banned"
    RESERVED = "reserved"
    EVIDENCE = "evidence"
    TRACE = "trace"
    UNDER_COUNT = "under_count"


@dataclass(frozen=True, slots=True)
class Account:
    """Where quantity stands.

    Attributes:
        name: A location's name, a container's label, a holder's name.
        code: A short own code for labels, or a person's service number.
        unit: A holder's unit; a container's kind (box, crate, rack, stack).
        sex: Optional, for reports that count people by sex.
    """

    id: int
    kind: str
    name: str
    name_other: str = ""
    code: str = ""
    store_house_id: int = 0
    unit: str = ""
    sex: str = ""
    remarks: str = ""

    @property
    def real(self) -> bool:
        """Whether it belongs to the stockpile, and so can never hold less than nothing."""
        return self.id >= FIRST_REAL_ACCOUNT

    @property
    def title(self) -> str:
        """Name, and for a person the unit."""
        if self.kind == AccountKind.HOLDER and self.unit:
            return f"{self.name} · {self.unit}"
        return self.name


@dataclass(frozen=True, slots=True)
class Voucher:
    """The numbered, dated, authorised paper that groups movements.

    Attributes:
        effective_at: Depot-local `YYYY-MM-DDTHH:MM`; `T24:00` when only the day is known.
        party: The other side as written: supplier, carrier, unit.
        document: An authority document (import licence, end-user certificate).
        reverses: The voucher this one undoes, else 0.
    """

    id: int
    kind: str
    number: str
    recorded_year: int
    serial_no: int
    effective_at: str
    recorded_at: str
    actor: str
    due_back_at: str = ""
    party: str = ""
    authority: str = ""
    document: str = ""
    purpose: str = ""
    reason: str = ""
    witness: str = ""
    reverses: int = 0
    from_account: int = 0
    to_account: int = 0


@dataclass(frozen=True, slots=True)
class Movement:
    """A quantity of one item leaves one account and enters another; one row carries both sides.

    Attributes:
        effective_at: As the voucher's; a line of an opening balance may be older than its paper.
        quantity: Base units; 1 for a weapon.
        entered: Quantity and unit as entered when it was not plain base units.
        unit_value: Decimal as text, '' when not known; `currency` beside it.
    """

    voucher_id: int
    line_no: int
    effective_at: str
    item_type_id: int
    from_account: int
    to_account: int
    quantity: int = 1
    weapon_id: int = 0
    lot_id: int = 0
    condition_from: str = ""
    condition_to: str = ""
    entered: str = ""
    unit_value: str = ""
    currency: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class ContainerStand:
    """From this moment the container stands there; balances by place follow it."""

    voucher_id: int
    container_id: int
    effective_at: str
    from_account: int
    to_account: int


@dataclass(frozen=True, slots=True)
class Seal:
    """A numbered seal applied to, or broken on, a container."""

    container_id: int
    number: str
    act: str
    effective_on: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A recorded stop: the one mechanism for suspension, ban, reservation, evidence, trace, count.

    `blocks` names voucher kinds, comma separated; '' blocks every kind that moves it.
    """

    id: int
    target: str
    target_id: int
    kind: str
    authority: str
    reason: str
    placed_on: str
    until: str = ""
    blocks: str = ""


@dataclass(frozen=True, slots=True)
class HoldRelease:
    """The hold ends, by whose authority and why."""

    hold_id: int
    released_on: str
    authority: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class KitCheck:
    """One kit line confirmed at issue or hand-in: how many were expected, how many were there."""

    voucher_id: int
    line_no: int
    kit_line_no: int
    description: str
    expected: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Posted:
    """What posting gave: the voucher, its number, and whether it was there already."""

    voucher_id: int
    number: str
    movements: int
    entry: int
    changes: Changes
    repeated: bool = False


BODY_CODECS = (
    BodyCodec("account", Account, "account", key=("id",)),
    BodyCodec("voucher", Voucher, "voucher", key=("id",)),
    BodyCodec("movement", Movement, "movement", key=("voucher_id", "line_no"), stamped=False),
    BodyCodec(
        "container stand",
        ContainerStand,
        "container_stand",
        key=("voucher_id", "container_id"),
        stamped=False,
    ),
    BodyCodec("seal", Seal, "seal", key=("container_id", "number", "act")),
    BodyCodec("hold", Hold, "hold", key=("id",)),
    BodyCodec("hold release", HoldRelease, "hold_release", key=("hold_id",)),
    BodyCodec(
        "kit check", KitCheck, "kit_check", key=("voucher_id", "line_no", "kit_line_no"), stamped=False
    ),
)
