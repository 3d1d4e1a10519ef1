"""How a deactivation looks and is called: the state of a weapon, of an operation, of what the list itself says."""

from __future__ import annotations

from stockpile_app.base.text import N_, tr
from stockpile_app.disposal.deactivation import (
    STATE_WORDS,
    DeactivationRow,
    Operation,
    OperationOutcome,
    OperationState,
    Profile,
)
from stockpile_app.gui.common import Chip, Status

_WEAPON = {
    "not begun": (Status.IDLE, N_("Not begun")),
    "open": (Status.WARN, N_("{count} open")),
    "ready": (Status.INFO, N_("To be verified")),
    "deactivated": (Status.OK, N_("Deactivated")),
    "held back": (Status.IDLE, N_("Held back")),
}

_OPERATION = {
    OperationState.OPEN: Status.IDLE,
    OperationState.DONE: Status.OK,
    OperationState.ALTERNATIVE: Status.OK,
    OperationState.NOT_APPLICABLE: Status.IDLE,
    OperationState.FAILED: Status.STOP,
}

_SOURCE = {
    "verified": (Status.OK, N_("Verified")),
    "unverified": (Status.UNVERIFIED, N_("Not verified")),
    "house": (Status.INFO, N_("House rule")),
}

OUTCOME_ICONS = {
    OperationOutcome.DONE: "circle-check",
    OperationOutcome.ALTERNATIVE: "arrow-left-right",
    OperationOutcome.NOT_APPLICABLE: "minus",
    OperationOutcome.FAILED: "octagon-x",
}
"""One icon an outcome."""


def weapon_chip(row: DeactivationRow) -> Chip:
    """How far one weapon is."""
    status, word = _WEAPON.get(row.state, (Status.IDLE, row.state))
    return Chip(status, tr(word, count=row.open + row.unmarked))


def state_chip(state: OperationState, blocked: bool = False) -> Chip:
    """How an operation stands; what is done and yet out of its bounds is no tick."""
    status = Status.STOP if blocked and state is not OperationState.OPEN else _OPERATION[state]
    icon = "minus" if state is OperationState.NOT_APPLICABLE else ""
    return Chip(status, tr(STATE_WORDS[state]), icon)


def outcome_word(outcome: OperationOutcome) -> str:
    """What an outcome is called."""
    return tr(STATE_WORDS[OperationState(outcome.value)])


def source_chip(status: str) -> Chip:
    """How well the list knows what it asks: verified against its source, not verified, or our own rule."""
    shown, word = _SOURCE.get(status, (Status.UNVERIFIED, N_("Not verified")))
    return Chip(shown, tr(word))


def opened(words: str) -> str:
    """Words of a list, as they begin a line."""
    return words[:1].upper() + words[1:]


def source_words(operation: Operation) -> str:
    """`Regulation (EU) 2015/2403, Annex I, edition 2018`."""
    return tr("{source}, edition {edition}", source=operation.source, edition=operation.edition)


def profile_words(profile: Profile, firearm_type: str) -> str:
    """`Type 7: Automatic firearms · Deactivation of firearms in the European Union, edition 2018`."""
    found = profile.type_numbered(firearm_type)
    label = tr(found.label) if found else ""
    kind = tr("Type {number}: {label}", number=firearm_type, label=label)
    return f"{kind} · {tr('{title}, edition {edition}', title=tr(profile.title), edition=profile.edition)}"
