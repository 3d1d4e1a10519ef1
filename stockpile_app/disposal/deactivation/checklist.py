"""The list of operations held against what has been recorded: what is open, what blocks, what may be left out.

Pure: the queries bring the records, the profile brings the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from stockpile_app.base import Finding, tr
from stockpile_app.base.text import N_
from stockpile_app.disposal.deactivation.findings import refusal
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


def checklist_of(work: Work) -> Checklist:
    """The list as it stands: every operation of the type, every mark, and all that blocks."""
    lines = tuple(_line(work, one) for one in work.profile.operations_of(work.firearm_type))
    marks = tuple(
        MarkLine(one, *work.marks.get(one.component, ("", 0)))
        for one in work.profile.essentials_of(work.firearm_type, work.features)
    )
    blocks = (*(block for line in lines for block in line.blocks), *check_marked(marks))
    kind = work.profile.type_numbered(work.firearm_type) or FirearmType(work.firearm_type, work.firearm_type)
    return Checklist(work.profile, kind, lines, marks, blocks)


def _line(work: Work, operation: Operation) -> ChecklistLine:
    result = work.results.get(operation.number)
    values = measured_values(result.measured) if result else {}
    state = OperationState(result.outcome) if result else OperationState.OPEN
    other = state is OperationState.ALTERNATIVE

    def bounds(*, alternative: bool) -> tuple[BoundLine, ...]:
        measures = operation.measures_of(alternative=alternative, features=work.features)
        return bound_lines(measures, values if alternative is other else {}, work.calibre)

    return ChecklistLine(
        operation,
        state,
        why_not(work, operation),
        bounds(alternative=False),
        bounds(alternative=True),
        result,
        tuple(check_line(work, operation)),
    )


def why_not(work: Work, operation: Operation) -> str:
    """Why the operation may be left out on this weapon, in words; '' where it must be done."""
    against = operation.condition.against(work.features)
    described = ((work.profile.feature(code), has) for code, has in against)
    return "; ".join(tr(one.label if has else one.absent) for one, has in described)


def check_line(work: Work, operation: Operation) -> Iterator[Finding]:
    """DEACT-15: nothing open, nothing failed; and what was recorded still keeps to the list."""
    result = work.results.get(operation.number)
    if result is None:
        yield refusal(
            "DEACT-15",
            tr("Operation {number} is open", number=operation.number),
            tr("Operation {number}", number=operation.number),
            tr(operation.requirement),
            tr("nothing recorded"),
            tr("Do it, or record why it is not applicable"),
        )
    elif result.outcome == OperationOutcome.FAILED:
        yield refusal(
            "DEACT-15",
            tr("Operation {number} has failed", number=operation.number),
            tr("Operation {number}", number=operation.number),
            tr(operation.requirement),
            result.reason,
            tr("Do it again and record it; the last record counts"),
        )
    else:
        yield from check_result(work, operation, result)
        yield from _check_photographed(operation, result)


def _check_photographed(operation: Operation, result: DeactivationResult) -> Iterator[Finding]:
    """DEACT-22: a photograph of what was done, where the profile demands one."""
    done = result.outcome != OperationOutcome.NOT_APPLICABLE
    if operation.photograph and done and not result.attachment_id:
        yield refusal(
            "DEACT-22",
            tr("Operation {number} has no photograph", number=operation.number),
            tr("Photograph"),
            tr("a photograph, as the list demands ({status})", status=operation.photograph_status),
            tr("nothing"),
            tr("Attach one and record the operation again; the last record counts"),
        )


def check_result(work: Work, operation: Operation, result: DeactivationResult) -> Iterator[Finding]:
    """What the list says to one result: the outcome is lawful, the values are there and keep to their bounds."""
    outcome = result.outcome
    if outcome == OperationOutcome.NOT_APPLICABLE:
        yield from _check_left_out(work, operation, result)
    elif outcome == OperationOutcome.FAILED:
        yield from _check_reason(result)
    else:
        yield from _check_done(work, operation, result)


def _check_left_out(work: Work, operation: Operation, result: DeactivationResult) -> Iterator[Finding]:
    """DEACT-07: left out only where its condition allows it, and with a reason."""
    yield from _check_reason(result)
    if operation.condition.met(work.features):
        yield refusal(
            "DEACT-07",
            tr("Operation {number} cannot be left out on this weapon", number=operation.number),
            tr("Outcome"),
            _leave_to_leave_out(work, operation),
            tr("not applicable"),
            tr("Do the operation; or begin anew with the features that the weapon has"),
        )


def _leave_to_leave_out(work: Work, operation: Operation) -> str:
    allowed = [tr(work.profile.feature(code).absent) for code in operation.condition.needs]
    allowed += [tr(work.profile.feature(code).label) for code in operation.condition.unless]
    return (
        tr("it must always be done")
        if not allowed
        else tr("left out only if: {cases}", cases="; ".join(allowed))
    )


def _check_reason(result: DeactivationResult) -> Iterator[Finding]:
    """DEACT-07: what is not done says why."""
    if not result.reason.strip():
        yield refusal(
            "DEACT-07",
            tr("What is not done needs a reason"),
            tr("Reason"),
            tr("one sentence"),
            tr("nothing"),
            tr("Write why it is not applicable, or how it failed"),
        )
    if result.measured:
        yield refusal(
            "DEACT-05",
            tr("What is not done has no measured values"),
            tr("Measured"),
            tr("no value"),
            result.measured,
            tr("Leave the values out, or put them into the reason"),
        )


def _check_done(work: Work, operation: Operation, result: DeactivationResult) -> Iterator[Finding]:
    """DEACT-08: an alternative only where one is lawful; then what was measured."""
    alternative = result.outcome == OperationOutcome.ALTERNATIVE
    if alternative and not operation.alternative:
        yield refusal(
            "DEACT-08",
            tr("Operation {number} has no lawful alternative", number=operation.number),
            tr("Outcome"),
            tr(operation.requirement),
            tr("lawful alternative"),
            tr("Do the operation itself"),
        )
        return
    measures = operation.measures_of(alternative=alternative, features=work.features)
    yield from check_measured(measures, measured_values(result.measured), work.calibre)


def check_marked(marks: Iterable[MarkLine]) -> Iterator[Finding]:
    """DEACT-11: every essential component carries its mark."""
    for mark in marks:
        if not mark.text:
            yield refusal(
                "DEACT-11",
                tr("The deactivation mark is missing: {component}", component=tr(mark.essential.label)),
                tr(mark.essential.label),
                tr("the deactivation mark"),
                tr("nothing"),
                tr("Mark the component and record the mark"),
            )
