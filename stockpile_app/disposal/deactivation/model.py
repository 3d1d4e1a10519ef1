"""What is recorded of a deactivation: the profile, each operation's outcome, the marks, who compared it all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import BodyCodec


@dataclass(frozen=True, slots=True)
class Deactivation:
    """One weapon being deactivated under one profile; of several on a batch line the last counts.

    Attributes:
        profile, edition: Of the operations' list in `resources/reference/`.
        firearm_type: The profile's type number.
        features: What decides which operations apply (`spare barrel`, `tube magazine` ...), comma separated.
        calibre: In millimetres, decimal as text; measured values are held against it.
        performer: The entity that does the work.
        reason: Why it began anew (another type, other features); '' for the first on its line.
    """

    id: int
    batch_id: int
    line_no: int
    profile: str
    edition: str
    firearm_type: str
    performer: str
    country: str
    begun_on: str
    features: str = ""
    calibre: str = ""
    reason: str = ""


class OperationOutcome(StrEnum):
    """What became of one operation of the list."""

    DONE = "done"
    ALTERNATIVE = "alternative"
    NOT_APPLICABLE = "not applicable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class DeactivationResult:
    """What became of one operation; the last line of an operation counts.

    Attributes:
        measured: Values with their names, canonical JSON, decimals as text; '' without any.
        attachment_id: Its photograph; 0 without one.
    """

    deactivation_id: int
    operation: str
    result_no: int
    outcome: str
    done_by: str
    done_on: str
    reason: str = ""
    measured: str = ""
    attachment_id: int = 0


@dataclass(frozen=True, slots=True)
class DeactivationMark:
    """A deactivation mark on an essential component; the last of a component counts."""

    deactivation_id: int
    component: str
    mark_no: int
    marking_id: int


@dataclass(frozen=True, slots=True)
class DeactivationCheck:
    """Who compared the finished weapon with the list, for which entity, and what that entity is.

    Attributes:
        public: 1 when the entity is a public authority.
        listed: 1 when it is on the authority's own list; only then does the paper bear the authority's name.
        serial_read: The original serial as read on the finished weapon.
    """

    deactivation_id: int
    verified_on: str
    verified_by: str
    name: str
    entity: str
    public: int
    listed: int
    serial_read: str
    voucher_id: int
    title: str = ""


BODY_CODECS = (
    BodyCodec("deactivation", Deactivation, "deactivation", key=("id",)),
    BodyCodec(
        "deactivation result", DeactivationResult, "deactivation_result",
        key=("deactivation_id", "operation", "result_no"),
    ),
    BodyCodec(
        "deactivation mark", DeactivationMark, "deactivation_mark", key=("deactivation_id", "component", "mark_no"),
    ),
    BodyCodec("deactivation check", DeactivationCheck, "deactivation_check", key=("deactivation_id",)),
)  # fmt: skip
