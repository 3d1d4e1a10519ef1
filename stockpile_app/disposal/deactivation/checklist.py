"""The list of operations held against what has been recorded: what is open, what blocks, what may be left out.

Pure: the queries bring the records, the profile brings the list.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from stockpile_app.base import Finding, tr
from stockpile_app.base.text import N_
from stockpile_app.disposal.deactivation.measures import (
    BoundLine,
    bound_lines,
    check_measured,
    measured_values,
)
from stockpile_app.disposal.deactivation.model import Deactivation, DeactivationResult, OperationOutcome
from stockpile_app.disposal.deactivation.profile import Essential, FirearmType, Operation, Profile


class OperationState(StrEnum):
    """How an operation stands."""

    OPEN = "open"
    DONE = "done"
    ALTERNATIVE = "alternative"
    NOT_APPLICABLE = "not applicable"
    FAILED = "failed"


STATE_WORDS = {
    OperationState.OPEN: N_("Open"),
    OperationState.DONE: N_("Done"),
    OperationState.ALTERNATIVE: N_("Lawful alternative"),
    OperationState.NOT_APPLICABLE: N_("Not applicable"),
    OperationState.FAILED: N_("Failed"),
}
"""What each state is called; translate when shown."""


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One operation of the list, and how it stands on this weapon.

    Attributes:
        why_not: Why it may be left out as not applicable, in words; '' where it must be done.
        bounds: What must be measured when it is done, with what was measured.
        alternative_bounds: The same for the lawful alternative; empty without one.
        result: The last that was recorded; None while it is open.
        blocks: What stands against the verification because of this line.
    """

    operation: Operation
    state: OperationState
    why_not: str
    bounds: tuple[BoundLine, ...]
    alternative_bounds: tuple[BoundLine, ...]
    result: DeactivationResult | None
    blocks: tuple[Finding, ...]

    @property
    def applies(self) -> bool:
        """Whether the weapon's features demand it."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class MarkLine:
    """An essential component, and the mark on it; '' while there is none."""

    essential: Essential
    text: str
    marking_id: int = 0


@dataclass(frozen=True, slots=True)
class Checklist:
    """Every operation and every mark of one weapon's deactivation.

    Attributes:
        blocks: Everything that stands against the verification: open, failed, out of bounds, unmarked.
    """

    profile: Profile
    firearm_type: FirearmType
    lines: tuple[ChecklistLine, ...]
    marks: tuple[MarkLine, ...]
    blocks: tuple[Finding, ...]

    @property
    def open(self) -> int:
        """How many operations are open or failed."""
        return sum(line.state in {OperationState.OPEN, OperationState.FAILED} for line in self.lines)

    @property
    def unverified(self) -> int:
        """How many operations the list itself holds as not verified against their source."""
        return sum(line.operation.status == "unverified" for line in self.lines)

    @property
    def ready(self) -> bool:
        """Whether somebody else can verify it."""
        return not self.blocks

    def line(self, number: str) -> ChecklistLine | None:
        """The line of one operation."""
        return next((one for one in self.lines if one.operation.number == number), None)


@dataclass(frozen=True, slots=True)
class Work:
    """What a checklist is made of: the profile's list, the weapon's features, what was recorded.

    Attributes:
        results: The last result of each operation, by its number.
        marks: (text, marking id) by component.
    """

    profile: Profile
    firearm_type: str
    features: frozenset[str]
    calibre: Decimal | None
    results: Mapping[str, DeactivationResult]
    marks: Mapping[str, tuple[str, int]]


def work_of(
    profile: Profile,
    deactivation: Deactivation,
    results: Iterable[DeactivationResult],
    marks: Mapping[str, tuple[str, int]],
) -> Work:
    """The work as it stands now: of every operation the result with the highest number counts."""
    last: dict[str, DeactivationResult] = {}
    for result in sorted(results, key=lambda one: one.result_no):
        last[result.operation] = result
    calibre = Decimal(deactivation.calibre) if deactivation.calibre else None
    features = frozenset(filter(None, deactivation.features.split(",")))
    return Work(profile, deactivation.firearm_type, features, calibre, last, marks)
