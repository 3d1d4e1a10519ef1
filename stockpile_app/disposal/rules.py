"""What must be so before a batch takes its next step; pure, facts in, findings out.

DISPOSAL-01 and 02 stand before every operation on a batch; the others are those of one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stockpile_app.base import Finding, tr
from stockpile_app.base.clock import readable_moment
from stockpile_app.base.quantity import grouped
from stockpile_app.disposal.facts import BatchFacts
from stockpile_app.disposal.findings import refusal
from stockpile_app.disposal.model import STEP_WORDS, Duty, Step
from stockpile_app.ledger.model import END_OF_DAY


def no_such_batch(text: str) -> Finding:
    """DISPOSAL-01."""
    return refusal("DISPOSAL-01", tr("There is no batch {name}", name=text), tr("Batch"),
                   tr("a batch of these books"), text, tr("Look at the list of batches"))  # fmt: skip


def check_turn(facts: BatchFacts, *wanted: Step) -> Iterator[Finding]:
    """DISPOSAL-02: the steps of a batch come in their order, and each once."""
    if facts.next not in wanted:
        due = tr(STEP_WORDS[facts.next]) if facts.next else tr("nothing more")
        yield refusal("DISPOSAL-02", tr("It is not the turn of this step"), tr("Step"),
                      tr("next: {step}", step=due), tr(STEP_WORDS[wanted[0]]),
                      tr("Take the steps in their order"))  # fmt: skip


def check_time(facts: BatchFacts, at: str) -> Iterator[Finding]:
    """DISPOSAL-31: a day, or a day and a time, and not before the step that came first."""
    moment = at.strip().replace(" ", "T")
    if not readable_moment(moment):
        yield refusal("DISPOSAL-31", tr("This is not a date, nor a date and a time"), tr("When"),
                      tr("2026-11-20, or 2026-11-20T06:30"), at or tr("nothing"), tr("Enter it again"))  # fmt: skip
        return
    whole_day = len(moment) == len(facts.since[:10]) or facts.since.endswith(END_OF_DAY)
    before = moment[:10] < facts.since[:10] if whole_day else moment < facts.since
    if before:
        yield refusal("DISPOSAL-31", tr("This is before the step that came first"), tr("When"),
                      tr("from {moment} on", moment=facts.since), at, tr("Correct the date"))  # fmt: skip


def check_state(facts: BatchFacts, *allowed: Step) -> Iterator[Finding]:
    """DISPOSAL-02, for what is done between two steps."""
    if facts.step not in allowed:
        yield not_now(facts.step, *allowed)


def not_now(step: Step, *allowed: Step) -> Finding:
    """DISPOSAL-02."""
    return refusal("DISPOSAL-02", tr("This is not done while a batch is in this state"), tr("Step"),
                   ", ".join(tr(STEP_WORDS[one]) for one in allowed), tr(STEP_WORDS[step]),
                   tr("Take the steps in their order"))  # fmt: skip


def check_officer(facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-03: somebody is in charge before anything leaves."""
    if not facts.named(Duty.OFFICER_IN_CHARGE):
        yield refusal("DISPOSAL-03", tr("Nobody is in charge of this disposal yet"), tr("Officer in charge"),
                      tr("a name"), tr("nobody"), tr("Name the officer in charge"))  # fmt: skip


def check_trace(facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-04: before anything is cut, a register of lost and stolen arms was looked into."""
    if not facts.trace_checks:
        yield refusal("DISPOSAL-04", tr("The last trace check is not recorded"), tr("Trace check"),
                      tr("one look into a register of lost and stolen arms"), tr("none"),
                      tr("Look, and record what the register says"))  # fmt: skip


def check_witness(facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-05: destruction has a witness with a name."""
    if not facts.named(Duty.WITNESS) and not facts.named(Duty.OBSERVER):
        yield refusal("DISPOSAL-05", tr("Nobody witnesses this destruction yet"), tr("Witness"),
                      tr("a name and an organisation"), tr("nobody"), tr("Name the witness"))  # fmt: skip


def check_explained(facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-06: one difference that is not explained stops the batch."""
    if facts.open_cases:
        yield refusal("DISPOSAL-06", tr("There are differences that nobody has explained"), tr("Cases"),
                      tr("every case has an outcome"), grouped(facts.open_cases),
                      tr("Decide the cases, then go on"))  # fmt: skip


def check_looked(facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-07: every line was looked at, held back or explained."""
    if facts.waiting:
        yield refusal("DISPOSAL-07", tr("Not every line has been looked at"), tr("Lines"),
                      tr("verified, held back or explained"), tr("{count} left", count=grouped(facts.waiting)),
                      tr("Scan what is there, then finish the verification"))  # fmt: skip


def check_something(facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-08: something is left of the batch."""
    if facts.lines == facts.held_back:
        yield refusal("DISPOSAL-08", tr("Every line of this batch was held back"), tr("Lines"),
                      tr("at least one line"), tr("none"), tr("Nothing is left to do with this batch"))  # fmt: skip


def check_counts(facts: BatchFacts) -> Iterator[Finding]:
    """DISPOSAL-09: what was verified is what was destroyed or deactivated."""
    if facts.verified != facts.gone:
        yield refusal("DISPOSAL-09", tr("Not everything that was verified is destroyed"), tr("Lines"),
                      grouped(facts.verified), grouped(facts.gone),
                      tr("Record the destruction of the rest, or hold it back"))  # fmt: skip


_BEFORE: dict[Step, tuple[Callable[[BatchFacts], Iterator[Finding]], ...]] = {
    Step.SEALED: (check_something,),
    Step.HANDED_OVER: (check_officer, check_something),
    Step.VERIFIED: (check_looked, check_explained),
    Step.DESTROYED: (check_explained, check_trace, check_witness, check_something),
    Step.DEACTIVATED: (check_explained, check_trace, check_something),
    Step.DISPATCHED: (check_trace, check_something),
    Step.CERTIFIED: (check_explained, check_counts),
    Step.CLOSED: (check_explained,),
}


def check_next(facts: BatchFacts) -> Iterator[Finding]:
    """What stands against the next step of a batch."""
    for check in _BEFORE.get(facts.next, ()) if facts.next else ():
        yield from check(facts)
