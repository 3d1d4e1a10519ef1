"""How the shares of a statement of surplus look and are called on the window."""

from __future__ import annotations

from collections.abc import Iterable

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common import Chip, Status, isolate
from stockpile_app.gui.ledger.words import amount
from stockpile_app.surplus import (
    CRITERION_WORDS,
    FACTOR_WORDS,
    GROUND_WORDS,
    LEVEL_WORDS,
    SHARE_WORDS,
    Criterion,
    Factor,
    Ground,
    Level,
    Requirement,
    Share,
    StatementLine,
)

PUT_FORWARD = {
    Share.IN_STORE: Ground.SURPLUS,
    Share.BEYOND_REPAIR: Ground.BEYOND_REPAIR,
    Share.OBSOLETE: Ground.OBSOLETE,
    Share.MARKS: Ground.MARKS,
    Share.DORMANT: Ground.DORMANT,
    Share.EXPIRED: Ground.EXPIRED,
}
"""On which ground what counts in a share can be declared; what is in no such share cannot be."""

_SHORT = {
    Share.BEYOND_REPAIR: N_("Beyond repair"),
    Share.OBSOLETE: N_("Obsolete"),
    Share.MARKS: N_("Bad marks"),
    Share.DORMANT: N_("Dormant"),
    Share.EXPIRED: N_("Expired"),
    Share.DECLARED: N_("Declared"),
    Share.FOREIGN: N_("Not the State’s"),
    Share.ON_HOLD: N_("On hold"),
    Share.TRANSIT: N_("In transit"),
    Share.UNKNOWN: N_("Unknown"),
    Share.REPAIRABLE: N_("Repairable"),
}
"""For the headings of columns."""

_SHORT_ORDER = {
    Criterion.CONDITION: N_("worst condition"),
    Criterion.AGE: N_("oldest"),
    Criterion.WANTED: N_("least wanted"),
}


def unstated_chip() -> Chip:
    """Nobody has said what is needed: its own state, never a tick and never all surplus."""
    return Chip(Status.UNVERIFIED, tr("No requirement stated"))


def state_chip(line: StatementLine) -> Chip:
    """How the holding stands against the requirement."""
    if not line.stated:
        return unstated_chip()
    if line.surplus:
        return Chip(Status.INFO, tr("Above the requirement"), "scale")
    if line.shortage:
        return Chip(Status.WARN, tr("Below the requirement"))
    return Chip(Status.IDLE, tr("As required"), "check")


def share_word(share: Share) -> str:
    """What a share is called."""
    return tr(SHARE_WORDS[share])


def share_heading(share: Share) -> str:
    """What a share is called over a column."""
    return tr(_SHORT[share])


def ground_words(grounds: Iterable[Ground]) -> str:
    """The grounds on which a thing stands apart."""
    return " · ".join(tr(GROUND_WORDS[ground]) for ground in grounds)


def order_words(criteria: Iterable[str]) -> str:
    """In what order stock is put forward, in words."""
    return " · ".join(tr(CRITERION_WORDS[Criterion(one)]) for one in criteria)


def short_order_words(criteria: Iterable[str]) -> str:
    """`Put forward: worst condition, oldest, least wanted`."""
    return tr("Put forward: {list}", list=", ".join(tr(_SHORT_ORDER[Criterion(one)]) for one in criteria))


def factor_word(factor: str) -> str:
    """What a factor is called."""
    return tr(FACTOR_WORDS[Factor(factor)])


def level_word(level: str) -> str:
    """For whom a factor is stated."""
    return tr(LEVEL_WORDS[Level(level)])


def reckoning_words(one: Requirement, items: int, unit: str) -> str:
    """`120 posts × 3 for 10 = 36 weapons`; '' for the other factors, which are quantities already."""
    if one.factor != Factor.POSTS:
        return ""
    return tr("{posts} posts × {items} for {each} = {amount}", posts=isolate(grouped(one.quantity)),
              items=isolate(grouped(one.scale_items)), each=isolate(grouped(one.scale_posts)),
              amount=amount(items, unit))  # fmt: skip


def whom_words(one: Requirement) -> str:
    """`Unit · 2 Platoon, A Company · from 2026-01-01 to 2026-12-31`."""
    days = (
        tr("from {first} to {last}", first=isolate(one.effective_from), last=isolate(one.effective_to))
        if one.effective_to
        else tr("from {first}", first=isolate(one.effective_from))
    )
    return " · ".join(filter(None, (level_word(one.level), one.unit, days)))


def what_if_words(scenario: str) -> str:
    """The label that stands wherever a “what if” is shown."""
    return tr("What if: {name}. Nothing in the books changes", name=scenario)
