"""What is seen of batches: rows of the board, everything about one, its lines, its progress."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.base import Finding
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import N_
from stockpile_app.disposal.model import (
    Batch,
    BatchBox,
    BatchCheck,
    BatchDelivery,
    BatchIncident,
    BatchPerson,
    BatchStep,
    DestructionAct,
    EndUserCertificate,
    EndUserQuantity,
    FreeFromExplosives,
    HeldBack,
    Residue,
    Step,
    TraceCheck,
)


class LineState(StrEnum):
    """How far one line of a batch is."""

    WAITING = "waiting"
    VERIFIED = "verified"
    SET_ASIDE = "set aside"
    MISSING = "missing"
    HELD_BACK = "held back"
    DESTROYED = "destroyed"


LINE_WORDS = {
    LineState.WAITING: N_("Waiting"),
    LineState.VERIFIED: N_("Verified"),
    LineState.SET_ASIDE: N_("Set aside"),
    LineState.MISSING: N_("Missing"),
    LineState.HELD_BACK: N_("Held back"),
    LineState.DESTROYED: N_("Destroyed"),
}
"""What each state of a line is called; translate when shown.  `DESTROYED` also where it was deactivated."""


class ListSays(StrEnum):
    """What the list says to what was read at the site."""

    VERIFIED = "verified"
    ALREADY = "already verified"
    LOOKS_LIKE = "looks like"
    NOT_ON_LIST = "not on the list"
    HELD_BACK = "held back"
    ON_HOLD = "on hold"
    DESTROYED_BEFORE = "destroyed before"
    SEVERAL = "several"
    OTHER_QUANTITY = "other quantity"
    COUNTED = "counted so far"


@dataclass(frozen=True, slots=True)
class BatchLineRow:
    """One line of a batch as it is shown.

    Attributes:
        mark: Serial, own number or lot number; '' for what is followed by quantity alone.
        item: The item type's title.
        verified: How much was verified (1 for a weapon).
        case_id: The case of its difference; 0 without one.
        check_no: Its last check; 0 before the first.
    """

    line_no: int
    item_type_id: int
    weapon_id: int
    lot_id: int
    mark: str
    item: str
    condition: str
    quantity: int
    box: str
    state: LineState
    verified: int
    check_no: int
    checked_by: str
    checked_at: str
    components: str
    remark: str
    case_id: int
    hazard: str
    neq: str


@dataclass(frozen=True, slots=True)
class ListAnswer:
    """What the list says to one look, and the check that was recorded.

    Attributes:
        line: The line meant: verified, already verified, or looked like; None for none.
        check: What was recorded; None where nothing was (already verified, several lines).
        sentence: The answer in words, to show big.
    """

    says: ListSays
    sentence: str
    line: BatchLineRow | None
    check: BatchCheck | None
    changes: Changes
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the looking is, in lines of the batch.

    Attributes:
        planned: Lines that were not held back.
        left: Lines that nobody has looked at yet.
        others: Things met that are not on the list or only look like it, not yet explained.
    """

    planned: int
    verified: int
    set_aside: int
    missing: int
    left: int
    others: int


@dataclass(frozen=True, slots=True)
class TypeCount:
    """Counts of one item type, in base units: what was planned, left, came, was explained, was destroyed.

    Attributes:
        unit: The base unit that everything is counted in.
        explained: What did not come and is explained by a case.
        destroyed: Also what was deactivated or dispatched.
    """

    item_type_id: int
    item: str
    unit: str
    planned: int
    held_back: int
    received: int
    explained: int
    destroyed: int

    @property
    def open(self) -> int:
        """What was planned and is neither held back, received nor explained."""
        return self.planned - self.held_back - self.received - self.explained

    @property
    def agrees(self) -> bool:
        """Whether everything planned is accounted for, and what came is destroyed."""
        return not self.open and self.received == self.destroyed


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next, and what stands against it.

    Attributes:
        step: None when nothing is left to do.
        blocks: What must be done before; empty when the step can be done now.
    """

    step: Step | None
    blocks: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch on the board.

    Attributes:
        lines: How many lines; `weapons` of them weapons.
        site: The name of the site; '' when it does not leave the depot.
        since: When it came into this state.
    """

    id: int
    number: str
    disposal: str
    step: Step
    since: str
    next: NextStep
    decided_on: str
    planned_on: str
    authority: str
    site: str
    recipient: str
    lines: int
    weapons: int
    held_back: int
    verified: int
    open_cases: int


@dataclass(frozen=True, slots=True)
class BatchView:
    """Everything about one batch but its lines, which are many: `batch_lines`."""

    batch: Batch
    row: BatchRow
    counts: tuple[TypeCount, ...]
    progress: Progress
    steps: tuple[BatchStep, ...]
    boxes: tuple[BatchBox, ...]
    persons: tuple[BatchPerson, ...]
    trace_checks: tuple[TraceCheck, ...]
    held_back: tuple[HeldBack, ...]
    differences: tuple[BatchCheck, ...]
    incidents: tuple[BatchIncident, ...]
    acts: tuple[DestructionAct, ...]
    residues: tuple[Residue, ...]
    free: FreeFromExplosives | None
    end_user: EndUserCertificate | None
    end_user_quantities: tuple[EndUserQuantity, ...]
    deliveries: tuple[BatchDelivery, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """What an operation on a batch gave.

    Attributes:
        step: The step it reached; None when it did not move on.
        number: The voucher's number where it posted one; else the batch's.
        cases: The cases it opened.
    """

    batch_id: int
    number: str
    changes: Changes
    step: Step | None = None
    voucher_id: int = 0
    cases: tuple[int, ...] = ()
    repeated: bool = False
