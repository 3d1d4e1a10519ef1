"""What a person asks of the deactivation room, a frozen request for each operation, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.base.changes import Changes
from stockpile_app.catalogue.model import Marking
from stockpile_app.disposal.deactivation.model import Deactivation, DeactivationMark, DeactivationResult


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginDeactivation:
    """A weapon of a verified batch is to be deactivated under a profile.

    Attributes:
        profile: The code of a profile: `eu-2018`, `neutral`.
        firearm_type: The profile's type number.
        features: What the weapon has, of the profile's features for this type.
        calibre: In millimetres, decimal as text.
        performer: The entity that does the work.
        country: ISO 3166-1 alpha-2 code; it stands in the mark.
        reason: Why it begins anew, where a deactivation of this weapon had begun already.
    """

    operation_id: str
    batch_id: int
    line_no: int
    profile: str
    firearm_type: str
    performer: str
    country: str
    begun_on: str
    features: tuple[str, ...] = ()
    calibre: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewResult:
    """What became of one operation of the list.

    Attributes:
        outcome: An `OperationOutcome`.
        done_by: Who did the work; '' for who records it.
        measured: Names and values, decimals as text.
        attachment_id: Its photograph; 0 without one.
    """

    operation_id: str
    deactivation_id: int
    operation: str
    outcome: str
    done_on: str
    done_by: str = ""
    reason: str = ""
    measured: tuple[tuple[str, str], ...] = ()
    attachment_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeactivationMark:
    """A deactivation mark was put on an essential component; its text is made here, and the last one counts.

    Attributes:
        component: A component of the profile's list: `frame_or_receiver`, `barrel` ...
        symbol: Of the certifying entity.
        listed: Whether the entity is on the authority's own list, and may use its sign.
    """

    operation_id: str
    deactivation_id: int
    component: str
    symbol: str
    marked_on: str
    listed: bool = False
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyDeactivation:
    """The finished weapon was compared with the list.

    Attributes:
        name, title: Of the responsible person who signs.
        entity: The verifying entity.
        public: Whether it is a public authority.
        listed: Whether it is on the authority's own list (for the EU: the Commission's).
        serial_read: The original serial as read on the finished weapon.
    """

    operation_id: str
    deactivation_id: int
    verified_on: str
    name: str
    entity: str
    serial_read: str
    public: bool = False
    listed: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """A deactivation that has begun."""

    deactivation: Deactivation
    changes: Changes


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded of an operation."""

    result: DeactivationResult
    changes: Changes


@dataclass(frozen=True, slots=True)
class Marked:
    """A deactivation mark, and the mark among the weapon's marks that it is."""

    mark: DeactivationMark
    marking: Marking
    changes: Changes
