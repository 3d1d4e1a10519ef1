"""What a person asks of a batch: one frozen dataclass a verb, built by the window or a command.

Times are depot-local, `YYYY-MM-DDTHH:MM` or a plain date.  Every request carries an operation id
made by the client; the same id twice has one effect.
"""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.disposal.model import Disposal, Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedLine:
    """A declared line that goes into the batch.

    Attributes:
        line_no: Of the declaration.
        quantity: How much of it; 0 for all that is not in a batch yet.
        hazard, neq: Of ammunition: `1.1D`, and kilograms as a decimal in text.
    """

    declaration_id: int
    line_no: int
    quantity: int = 0
    hazard: str = ""
    neq: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndUser:
    """An end-user certificate, and how many of each item type it covers: (item type, quantity)."""

    number: str
    issuer: str
    issued_on: str
    end_user: str
    expires_on: str = ""
    country: str = ""
    certified: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalDecision:
    """What shall happen with declared surplus.

    Attributes:
        declaration_id: Takes every line of this declaration that is in no batch, where `lines` is empty.
        methods: Planned methods of destruction, by code.
        cost: Decimal as text; '' when not known.
        site_limit: The largest NEQ in kilograms that the site may have at once, as text.
    """

    operation_id: str
    decided_on: str
    authority: str
    disposal: str = Disposal.DESTRUCTION
    declaration_id: int = 0
    lines: tuple[PlannedLine, ...] = ()
    document: str = ""
    reason: str = ""
    site_account: int = 0
    planned_on: str = ""
    methods: tuple[str, ...] = ()
    recipient: str = ""
    transport: str = ""
    environment: str = ""
    scrap: str = ""
    cost: str = ""
    currency: str = ""
    site_limit: str = ""
    end_user: EndUser | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest:
    """What every request about a batch has."""

    operation_id: str
    batch_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceLook(BatchRequest):
    """The last look into a register of lost and stolen arms: which one, what it said, its reference."""

    checked_on: str
    register: str
    result: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Somebody who takes part in a disposal."""

    duty: Duty
    name: str
    title: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants(BatchRequest):
    """Who takes part: officer in charge, observers, witnesses ..."""

    persons: tuple[Participant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(BatchRequest):
    """Something that happened at the site, in words."""

    happened_at: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A container account, its seal, and the numbers of the lines that lie in it."""

    container_id: int
    seal: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing(BatchRequest):
    """Every line of the batch into a box, every box under a seal; `packer` is who acts unless named."""

    sealed_at: str
    boxes: tuple[Box, ...]
    packer: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(BatchRequest):
    """The boxes leave with a carrier, who signs for them."""

    handed_at: str
    carrier: str
    organisation: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival(BatchRequest):
    """The boxes are at the site: who took them, and the seals as they were read there."""

    received_at: str
    receiver: str
    organisation: str = ""
    seals: tuple[str, ...] = ()
    owner: str = ""
    deadline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan(BatchRequest):
    """One look at the site.

    Attributes:
        read: The mark as read or scanned: serial, own number, any mark, a lot's number.
        line_no: Which line, where the mark does not say (several of one serial, or no mark at all).
        quantity: How many were counted; 0 for as many as the line says.
        components: Components missing from the weapon, in words.
        verifier: Who looked, where single-keeper books name somebody else; '' for who acts.
        adds: The quantity is that of one more box, counted to what was counted of the line before.
    """

    read: str
    line_no: int = 0
    quantity: int = 0
    components: str = ""
    remark: str = ""
    verifier: str = ""
    adds: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(BatchRequest):
    """Nothing is left of a batch: since when, and why."""

    ended_on: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(BatchRequest):
    """A check that was a mistake, and why."""

    check_no: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside(BatchRequest):
    """Something does not match and is set aside with a case; `line_no` 0 where nothing on the list is meant."""

    read: str
    remark: str
    line_no: int = 0
    quantity: int = 0
    owner: str = ""
    deadline: str = ""
    verifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finishing(BatchRequest):
    """Everything in the boxes has been looked at; who explains what does not agree, and until when.

    Attributes:
        owner: '' for who acts; deadline: '' for 14 days from today.
    """

    finished_at: str
    owner: str = ""
    deadline: str = ""
    remark: str = ""
    verifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingBack(BatchRequest):
    """Lines that leave the batch by a voucher of their own.

    Attributes:
        reason: `evidence`, `trace` or `case`.
        text: What the hold says.
        to_account: Where they are kept from now on.
    """

    lines: tuple[int, ...]
    reason: str
    authority: str
    text: str
    held_at: str
    to_account: int
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroying(BatchRequest):
    """One act of destruction.

    Attributes:
        lines: Which verified lines; all that are left where empty.
        methods: One after the other, by code.
        performer: Who did it, as written.
    """

    performed_at: str
    methods: tuple[str, ...]
    performer: str
    equipment: str = ""
    lines: tuple[int, ...] = ()
    authority: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One class of material, in grams before and after, and who took what was left."""

    material: str
    mass_in: int
    mass_out: int
    recipient: str = ""
    receipt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeStatement:
    """Somebody competent says that the scrap holds no explosives."""

    declared_on: str
    declared_by: str
    organisation: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearing(BatchRequest):
    """What was left, class by class; with ammunition the free-from-explosives statement."""

    cleared_on: str
    classes: tuple[Weighed, ...]
    free: FreeStatement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatching(BatchRequest):
    """The batch leaves the stockpile for the agency or State that takes it."""

    dispatched_at: str
    carrier: str
    organisation: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing(BatchRequest):
    """The recipient says what has come: (item type, quantity); a difference opens a case."""

    closed_on: str
    received: tuple[tuple[int, int], ...]
    reference: str = ""
    owner: str = ""
    deadline: str = ""
