"""What the doctor says: one check of this computer, of the disk or of the books, with its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stockpile_app.base.text import tr


class CheckState(StrEnum):
    """How a check ended: as it should be, worth attention, in the way of work, or only a fact."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        check: Stable name for scripts: `flush`, `clock`, `backup`.
        state: How it ended.
        title: What was looked at, in words.
        sentence: What was found.
        remedy: What to do; '' when nothing is to be done.
        figures: What was measured, for scripts; whole numbers and words, units in the names.
    """

    check: str
    state: CheckState
    title: str
    sentence: str
    remedy: str = ""
    figures: Mapping[str, int | str] = field(default_factory=dict)


def state_word(state: CheckState) -> str:
    """The state as people read it."""
    return {
        CheckState.OK: tr("In order"),
        CheckState.WARN: tr("Look at this"),
        CheckState.STOP: tr("In the way"),
        CheckState.INFO: tr("For information"),
    }[state]


def check_lines(checks: Iterable[Check]) -> list[str]:
    """The checks as plain text: the state, what was looked at and found, and under it what to do."""
    shown = list(checks)
    width = max((len(state_word(one.state)) for one in shown), default=0)
    lines = []
    for one in shown:
        lines.append(f"{state_word(one.state):{width}}  {one.title}: {one.sentence}")
        lines += [f"{'':{width}}  → {one.remedy}"] if one.remedy else []
    return lines
