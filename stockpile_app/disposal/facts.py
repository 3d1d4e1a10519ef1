"""What the rules of the room look at: a batch, how far it is, who takes part, what is counted."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.disposal.model import COURSE, Batch, BatchLine, BatchPerson, Disposal, Duty, Step


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """A batch and what stands around its next step; nothing here grows with its lines.

    Attributes:
        step: The last step done; since: when, depot-local.
        sealed_by: Who recorded the sealing.
        trace_checks: How many looks into a register were recorded.
        open_cases: Differences met that are not explained.
        waiting: Lines that nobody has looked at and that were not held back.
        verified, gone: Lines verified, and those of them destroyed, deactivated or dispatched.
        ammunition: Whether there is ammunition or explosive in it.
        sole: Whether one keeper keeps these books.
    """

    batch: Batch
    step: Step
    persons: tuple[BatchPerson, ...]
    since: str = ""
    sealed_by: str = ""
    trace_checks: int = 0
    open_cases: int = 0
    lines: int = 0
    held_back: int = 0
    waiting: int = 0
    verified: int = 0
    gone: int = 0
    ammunition: bool = False
    sole: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is left of it: every line was held back, or was not in the boxes and is verified so."""
        return (
            bool(self.lines)
            and not self.gone
            and (self.lines == self.held_back or (self.step is Step.VERIFIED and not self.verified))
        )

    @property
    def next(self) -> Step | None:
        """The step after the last one done; to close it where nothing is left; None at the end of the course."""
        if self.empty and self.step is not Step.CLOSED:
            return Step.CLOSED
        course = COURSE[Disposal(self.batch.disposal)]
        done = course.index(self.step) if self.step in course else len(course) - 1
        return course[done + 1] if done + 1 < len(course) else None

    def named(self, duty: Duty) -> list[BatchPerson]:
        """Who was named for this duty."""
        return [person for person in self.persons if person.duty == duty]


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line of the batch and what the books know of it now.

    Attributes:
        title: What it is called in a finding.
        account: Where it stands: the weapon's account, or where the lot was stored apart or packed.
        kind: The item type's kind.
        state: A `LineState`.
        verified: How much of it was verified.
        hold_id: The reservation it was declared with.
        box, box_hold: Its box and that box's hold; 0 before the sealing.
        case_open: Whether its difference is still to be explained.
        check_no: Its last check; 0 before the first.
    """

    line: BatchLine
    title: str
    account: int
    kind: str
    state: str
    verified: int
    hold_id: int
    box: int
    box_hold: int
    case_open: bool
    check_no: int
