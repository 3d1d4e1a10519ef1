"""How batches look and are called on the window: states, next steps, what stands against them."""

from __future__ import annotations

from enum import StrEnum

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr, trn
from stockpile_app.disposal.model import DISPOSAL_WORDS, STEP_WORDS, Disposal, Step
from stockpile_app.disposal.rows import LINE_WORDS, BatchRow, LineState
from stockpile_app.gui.common import Chip, Status


class Act(StrEnum):
    """What Enter does with a batch; a step of its course, or what must be done before it."""

    SEAL = "seal"
    HAND_OVER = "hand over"
    RECEIVE = "receive"
    VERIFY = "verify"
    DESTROY = "destroy"
    DEACTIVATE = "deactivate"
    DISPATCH = "dispatch"
    CLEAR = "clear residue"
    CERTIFY = "certify"
    CLOSE = "close"
    END = "end"
    PERSONS = "persons"
    TRACE = "trace check"
    CASES = "cases"
    LOOK = "look"


ACT_WORDS = {
    Act.SEAL: N_("Seal the boxes"),
    Act.HAND_OVER: N_("Hand over"),
    Act.RECEIVE: N_("Record arrival"),
    Act.VERIFY: N_("Verify each item"),
    Act.DESTROY: N_("Record destruction"),
    Act.DEACTIVATE: N_("Deactivate"),
    Act.DISPATCH: N_("Dispatch"),
    Act.CLEAR: N_("Clear the residue"),
    Act.CERTIFY: N_("Certify"),
    Act.CLOSE: N_("Confirm receipt"),
    Act.END: N_("End the batch"),
    Act.PERSONS: N_("Name the persons"),
    Act.TRACE: N_("Record trace check"),
    Act.CASES: N_("Explain differences"),
    Act.LOOK: N_("Look at it"),
}
"""What each act is called; translate when shown."""

ACT_ICONS = {
    Act.SEAL: "lock",
    Act.HAND_OVER: "truck",
    Act.RECEIVE: "log-in",
    Act.VERIFY: "scan-barcode",
    Act.DESTROY: "flame",
    Act.DEACTIVATE: "wrench",
    Act.DISPATCH: "truck",
    Act.CLEAR: "scale",
    Act.CERTIFY: "file-check",
    Act.CLOSE: "check",
    Act.END: "circle-check",
    Act.PERSONS: "users",
    Act.TRACE: "search",
    Act.CASES: "clipboard-list",
    Act.LOOK: "file-text",
}

_OF_STEP = {
    Step.SEALED: Act.SEAL,
    Step.HANDED_OVER: Act.HAND_OVER,
    Step.RECEIVED: Act.RECEIVE,
    Step.VERIFIED: Act.VERIFY,
    Step.DESTROYED: Act.DESTROY,
    Step.DEACTIVATED: Act.DEACTIVATE,
    Step.DISPATCHED: Act.DISPATCH,
    Step.CLEARED: Act.CLEAR,
    Step.CERTIFIED: Act.CERTIFY,
    Step.CLOSED: Act.CLOSE,
}
_BEFORE = {
    "DISPOSAL-03": Act.PERSONS,
    "DISPOSAL-04": Act.TRACE,
    "DISPOSAL-05": Act.PERSONS,
    "DISPOSAL-06": Act.CASES,
    "DISPOSAL-07": Act.VERIFY,
    "DISPOSAL-08": Act.LOOK,
    "DISPOSAL-09": Act.DESTROY,
}
_BLOCKS = {
    "DISPOSAL-03": N_("nobody in charge"),
    "DISPOSAL-04": N_("no trace check"),
    "DISPOSAL-05": N_("no witness"),
    "DISPOSAL-08": N_("every line held back"),
}
STEP_ICONS = {
    Step.DESIGNATED: "clipboard-list",
    Step.SEALED: "lock",
    Step.HANDED_OVER: "truck",
    Step.RECEIVED: "log-in",
    Step.VERIFIED: "scan-barcode",
    Step.DESTROYED: "flame",
    Step.DEACTIVATED: "wrench",
    Step.DISPATCHED: "truck",
    Step.CLEARED: "scale",
    Step.CERTIFIED: "file-check",
    Step.CLOSED: "check",
}
"""One icon a step."""

_LINE_CHIPS = {
    LineState.WAITING: Status.IDLE,
    LineState.VERIFIED: Status.OK,
    LineState.SET_ASIDE: Status.WARN,
    LineState.MISSING: Status.STOP,
    LineState.HELD_BACK: Status.INFO,
    LineState.DESTROYED: Status.IDLE,
}


def next_act(row: BatchRow) -> Act | None:
    """The one thing to do next: what stands first against the next step, else the step itself."""
    if row.next.step is None:
        return None
    for block in row.next.blocks:
        if block.rule in _BEFORE:
            return _BEFORE[block.rule]
    if row.next.step is Step.CLOSED and row.step is not Step.DISPATCHED:
        return Act.END
    return _OF_STEP[row.next.step]


def act_word(act: Act) -> str:
    """What it is called."""
    return tr(ACT_WORDS[act])


def blocks_words(row: BatchRow) -> str:
    """What stands against the next step, in a few words; '' when nothing does."""
    return ", ".join(_block(row, rule, got) for rule, got in ((one.rule, one.got) for one in row.next.blocks))


def _block(row: BatchRow, rule: str, got: str) -> str:
    if rule in _BLOCKS:
        return tr(_BLOCKS[rule])
    if rule == "DISPOSAL-06":
        cases = row.open_cases
        return trn("{figure} difference open", "{figure} differences open", cases, figure=grouped(cases))
    if rule == "DISPOSAL-09":
        return tr("{count} destroyed so far", count=got)
    return got or rule


def disposal_word(code: str) -> str:
    """What a disposal is called."""
    return tr(DISPOSAL_WORDS[Disposal(code)])


def step_word(step: str) -> str:
    """What a step is called."""
    return tr(STEP_WORDS[Step(step)])


def line_chip(state: LineState) -> Chip:
    """How far a line is, as a chip."""
    return Chip(_LINE_CHIPS[state], tr(LINE_WORDS[state]))


def contents(row: BatchRow) -> str:
    """`120 weapons, 2 lots`; what is neither counts as a lot's line."""
    others = row.lines - row.weapons
    weapons = trn("{figure} weapon", "{figure} weapons", row.weapons, figure=grouped(row.weapons))
    lots = trn("{figure} lot", "{figure} lots", others, figure=grouped(others))
    return ", ".join(words for words, count in ((weapons, row.weapons), (lots, others)) if count) or tr(
        "nothing"
    )
