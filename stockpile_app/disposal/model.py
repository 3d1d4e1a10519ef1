"""From decision to certificate: batches, their steps, who checked what, how it was destroyed, what was left.

Every dataclass here is a record of the journal; its fields are the columns of its table.  A batch's
state is its last step; nothing is ever changed, only added.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import BodyCodec
from stockpile_app.base.text import N_


class Disposal(StrEnum):
    """What happens with declared surplus; destruction unless somebody says why not."""

    DESTRUCTION = "destruction"
    DEACTIVATION = "deactivation"
    TRANSFER = "transfer"
    RETURN = "return"
    SALE = "sale"
    DONATION = "donation"


DISPOSAL_WORDS = {
    Disposal.DESTRUCTION: N_("Destruction"),
    Disposal.DEACTIVATION: N_("Deactivation for museum or training"),
    Disposal.TRANSFER: N_("Transfer to another state agency"),
    Disposal.RETURN: N_("Return to the source"),
    Disposal.SALE: N_("Sale to a State"),
    Disposal.DONATION: N_("Donation to a State"),
}
"""What each disposal is called; translate when shown."""

WITH_END_USER = frozenset({Disposal.SALE, Disposal.DONATION})
"""Disposals that need an end-user certificate."""


class Step(StrEnum):
    """What has been done with a batch; `DESIGNATED` before the first step."""

    DESIGNATED = "designated"
    SEALED = "sealed"
    HANDED_OVER = "handed over"
    RECEIVED = "received"
    VERIFIED = "verified"
    DESTROYED = "destroyed"
    DEACTIVATED = "deactivated"
    DISPATCHED = "dispatched"
    CLEARED = "residue cleared"
    CERTIFIED = "certified"
    CLOSED = "closed"


STEP_WORDS = {
    Step.DESIGNATED: N_("Designated"),
    Step.SEALED: N_("Sealed"),
    Step.HANDED_OVER: N_("Handed over"),
    Step.RECEIVED: N_("Received at the site"),
    Step.VERIFIED: N_("Verified"),
    Step.DESTROYED: N_("Destroyed"),
    Step.DEACTIVATED: N_("Deactivated"),
    Step.DISPATCHED: N_("Dispatched"),
    Step.CLEARED: N_("Residue cleared"),
    Step.CERTIFIED: N_("Certified"),
    Step.CLOSED: N_("Closed"),
}
"""What each step is called; translate when shown."""

COURSE = {
    Disposal.DESTRUCTION: (
        Step.DESIGNATED, Step.SEALED, Step.HANDED_OVER, Step.RECEIVED, Step.VERIFIED, Step.DESTROYED,
        Step.CLEARED, Step.CERTIFIED,
    ),
    Disposal.DEACTIVATION: (
        Step.DESIGNATED, Step.SEALED, Step.HANDED_OVER, Step.RECEIVED, Step.VERIFIED, Step.DEACTIVATED,
        Step.CERTIFIED,
    ),
    **dict.fromkeys(
        (Disposal.TRANSFER, Disposal.RETURN, Disposal.SALE, Disposal.DONATION),
        (Step.DESIGNATED, Step.SEALED, Step.DISPATCHED, Step.CLOSED),
    ),
}  # fmt: skip
"""The one machine: the steps of each disposal in order, none left out."""


class CheckResult(StrEnum):
    """What the list says to what was read at the site."""

    VERIFIED = "verified"
    SET_ASIDE = "set aside"
    NOT_ON_LIST = "not on the list"
    MISSING = "missing"
    UNDONE = "undone"


class Duty(StrEnum):
    """What a person does at a disposal."""

    OFFICER_IN_CHARGE = "officer in charge"
    PACKER = "packer"
    CARRIER = "carrier"
    RECEIVER = "receiver"
    VERIFIER = "verifier"
    PERFORMER = "performer"
    OBSERVER = "observer"
    WITNESS = "witness"


DUTY_WORDS = {
    Duty.OFFICER_IN_CHARGE: N_("Officer in charge"),
    Duty.PACKER: N_("Packer"),
    Duty.CARRIER: N_("Carrier"),
    Duty.RECEIVER: N_("Receiver"),
    Duty.VERIFIER: N_("Verifier"),
    Duty.PERFORMER: N_("Performer"),
    Duty.OBSERVER: N_("Observer"),
    Duty.WITNESS: N_("Witness"),
}
"""What each duty is called; translate when shown."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What was decided about declared surplus, and what goes through the steps together.

    Attributes:
        number: `D07-BAT-2026-000001`, gap-free in its year.
        reason: Why not destruction; may be '' for destruction.
        site_account: The account of the site (a location); 0 when it does not leave the depot.
        methods: Planned methods of destruction, codes, comma separated.
        recipient: The museum, agency or State; '' for destruction.
        cost: Decimal as text, '' when not known; `currency` beside it.
        site_limit: The largest NEQ in kilograms that the site may have at once, decimal as text; '' for none stated.
    """

    id: int
    number: str
    recorded_year: int
    serial_no: int
    disposal: str
    decided_on: str
    authority: str
    document: str = ""
    reason: str = ""
    site_account: int = 0
    planned_on: str = ""
    methods: str = ""
    recipient: str = ""
    transport: str = ""
    environment: str = ""
    scrap: str = ""
    cost: str = ""
    currency: str = ""
    site_limit: str = ""


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One weapon, or a quantity of a lot or item type, of a batch.

    Attributes:
        hazard: Hazard division and compatibility group of ammunition, as entered: `1.1D`.
        neq: Net explosive quantity of the line in kilograms, decimal as text.
    """

    batch_id: int
    line_no: int
    declaration_id: int
    item_type_id: int
    condition: str
    weapon_id: int = 0
    lot_id: int = 0
    quantity: int = 1
    hazard: str = ""
    neq: str = ""


@dataclass(frozen=True, slots=True)
class BatchBox:
    """A box (container account) of the batch, the number of its seal, and the hold that keeps it shut."""

    batch_id: int
    container_id: int
    seal: str
    hold_id: int = 0


@dataclass(frozen=True, slots=True)
class BatchPacked:
    """In which box a line lies."""

    batch_id: int
    line_no: int
    container_id: int


@dataclass(frozen=True, slots=True)
class BatchStep:
    """One step of a batch, and who did it.

    Attributes:
        step: A `Step` other than `DESIGNATED`.
        effective_at: Depot-local `YYYY-MM-DDTHH:MM`.
        done_by: The user who recorded it.
        person, organisation: Who stood there, as written (the carrier, the receiver at the site).
    """

    batch_id: int
    step_no: int
    step: str
    effective_at: str
    done_by: str
    person: str = ""
    organisation: str = ""
    voucher_id: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class BatchPerson:
    """Somebody who takes part: a `Duty`, name, title and organisation."""

    batch_id: int
    person_no: int
    duty: str
    name: str
    title: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class BatchCheck:
    """One look at the site: what was read, and what the list says to it; the last one of a line counts.

    Attributes:
        line_no: The line it is about; 0 when nothing on the list is.
        read: The mark as read or scanned.
        components: Components missing from the weapon, in words.
        case_id: The case that a difference opened; 0 without one.
        alike: The line whose mark this one could be taken for; 0 for none.
        replaces: The check that this one takes the place of; 0 for none.
    """

    batch_id: int
    check_no: int
    line_no: int
    read: str
    result: str
    checked_at: str
    checked_by: str
    quantity: int = 1
    components: str = ""
    remark: str = ""
    case_id: int = 0
    alike: int = 0
    replaces: int = 0


@dataclass(frozen=True, slots=True)
class BatchIncident:
    """Something that happened at the site, in words."""

    batch_id: int
    incident_no: int
    happened_at: str
    text: str


@dataclass(frozen=True, slots=True)
class TraceCheck:
    """The last look into a register of lost and stolen arms before destruction."""

    batch_id: int
    check_no: int
    checked_on: str
    register: str
    result: str
    checked_by: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A line that left the batch by a voucher of its own, and the hold it is under now.

    Attributes:
        reason: `evidence`, `trace` or `case`.
    """

    batch_id: int
    line_no: int
    reason: str
    authority: str
    voucher_id: int
    hold_id: int = 0


@dataclass(frozen=True, slots=True)
class DestructionAct:
    """One act of destruction: its voucher, the chain of methods (codes, comma separated), the equipment."""

    batch_id: int
    act_no: int
    methods: str
    performed_at: str
    performed_by: str
    voucher_id: int
    equipment: str = ""


@dataclass(frozen=True, slots=True)
class Residue:
    """What one class of material weighed before and after, in grams, and who took the scrap."""

    batch_id: int
    residue_no: int
    material: str
    mass_in: int
    mass_out: int
    cleared_on: str
    recipient: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class FreeFromExplosives:
    """Somebody competent says that the scrap of ammunition holds no explosives."""

    batch_id: int
    declared_on: str
    declared_by: str
    organisation: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class EndUserCertificate:
    """The paper by which a State says what the arms are for."""

    batch_id: int
    number: str
    issuer: str
    issued_on: str
    end_user: str
    expires_on: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class EndUserQuantity:
    """How many of an item type the end-user certificate covers."""

    batch_id: int
    item_type_id: int
    certified: int


@dataclass(frozen=True, slots=True)
class BatchDelivery:
    """How many of an item type the recipient says have come."""

    batch_id: int
    item_type_id: int
    received: int
    confirmed_on: str
    reference: str = ""


BODY_CODECS = (
    BodyCodec("batch", Batch, "batch", key=("id",)),
    BodyCodec("batch line", BatchLine, "batch_line", key=("batch_id", "line_no")),
    BodyCodec("batch box", BatchBox, "batch_box", key=("batch_id", "container_id")),
    BodyCodec("batch packed", BatchPacked, "batch_packed", key=("batch_id", "line_no")),
    BodyCodec("batch step", BatchStep, "batch_step", key=("batch_id", "step_no")),
    BodyCodec("batch person", BatchPerson, "batch_person", key=("batch_id", "person_no")),
    BodyCodec("batch check", BatchCheck, "batch_check", key=("batch_id", "check_no")),
    BodyCodec("batch incident", BatchIncident, "batch_incident", key=("batch_id", "incident_no")),
    BodyCodec("trace check", TraceCheck, "trace_check", key=("batch_id", "check_no")),
    BodyCodec("held back", HeldBack, "held_back", key=("batch_id", "line_no")),
    BodyCodec("destruction act", DestructionAct, "destruction_act", key=("batch_id", "act_no")),
    BodyCodec("residue", Residue, "residue", key=("batch_id", "residue_no")),
    BodyCodec("free from explosives", FreeFromExplosives, "free_from_explosives", key=("batch_id",)),
    BodyCodec("end-user certificate", EndUserCertificate, "end_user_certificate", key=("batch_id",)),
    BodyCodec("end-user quantity", EndUserQuantity, "end_user_quantity", key=("batch_id", "item_type_id")),
    BodyCodec("batch delivery", BatchDelivery, "batch_delivery", key=("batch_id", "item_type_id")),
)
