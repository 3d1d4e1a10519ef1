"""Requirement against holding: the factors that make a requirement, reviews, and declarations of surplus.

The formula is ours (no standard's): requirement = sum of posts x scale of issue, plus training, repair
float and declared reserve; surplus = serviceable holding - requirement, never below zero.  Every factor
is entered with its source and signed; none has a hidden default.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from stockpile_app.audit import BodyCodec
from stockpile_app.base import Finding
from stockpile_app.base.text import N_


class Level(StrEnum):
    """For whom a factor is stated."""

    UNIT = "unit"
    FORCE = "force"
    NATIONAL = "national"


LEVEL_WORDS = {
    Level.UNIT: N_("Unit"),
    Level.FORCE: N_("Force"),
    Level.NATIONAL: N_("National"),
}
"""What each level is called; translate when shown."""


class Factor(StrEnum):
    """What a requirement is made of."""

    POSTS = "posts"
    TRAINING = "training"
    REPAIR = "repair"
    RESERVE = "reserve"


FACTOR_WORDS = {
    Factor.POSTS: N_("Posts × scale of issue"),
    Factor.TRAINING: N_("Training"),
    Factor.REPAIR: N_("Repair float"),
    Factor.RESERVE: N_("Declared reserve"),
}
"""What each factor is called; translate when shown."""


class Ground(StrEnum):
    """Why an item is put forward; only `SURPLUS` comes from the requirement, the others stand apart."""

    SURPLUS = "surplus"
    BEYOND_REPAIR = "beyond repair"
    OBSOLETE = "obsolete"
    MARKS = "marks"
    DORMANT = "dormant"
    EXPIRED = "expired"


GROUND_WORDS = {
    Ground.SURPLUS: N_("Above the requirement"),
    Ground.BEYOND_REPAIR: N_("Unserviceable beyond repair"),
    Ground.OBSOLETE: N_("Obsolete: no ammunition or parts"),
    Ground.MARKS: N_("Marks altered or erased"),
    Ground.DORMANT: N_("Dormant"),
    Ground.EXPIRED: N_("Past its shelf life"),
}
"""What each ground is called; translate when shown."""


class Criterion(StrEnum):
    """By what stock is put forward: the worst, the oldest, the least wanted first."""

    CONDITION = "condition"
    AGE = "age"
    WANTED = "wanted"


CRITERION_WORDS = {
    Criterion.CONDITION: N_("Worst condition first"),
    Criterion.AGE: N_("Oldest first, unknown age before it"),
    Criterion.WANTED: N_("Least wanted first: longest without a movement"),
}
"""What each criterion is called; translate when shown."""

DEFAULT_CRITERIA = (Criterion.CONDITION, Criterion.AGE, Criterion.WANTED)
"""The order that holds until a policy is entered."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One factor of what is needed of an item type, from a day on, by whose word.

    Attributes:
        unit: Which unit or force; '' at national level.
        quantity: Posts, or items, in base units.
        scale_items, scale_posts: So many items for so many posts; 1 and 1 for other factors.
        effective_to: The last day it holds; '' for open.
        scenario: '' for what is in force; otherwise the name of a “what if”.
    """

    id: int
    item_type_id: int
    level: str
    unit: str
    factor: str
    quantity: int
    source: str
    effective_from: str
    scale_items: int = 1
    scale_posts: int = 1
    effective_to: str = ""
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class SurplusPolicy:
    """In what order stock is put forward (`condition,age,wanted`), and when it counts as dormant."""

    id: int
    criteria: str
    dormant_years: int
    source: str
    effective_from: str


@dataclass(frozen=True, slots=True)
class Obsolescence:
    """By somebody's word an item type is obsolete (1), or is not although no ammunition is held (0)."""

    id: int
    item_type_id: int
    obsolete: int
    source: str
    effective_from: str


@dataclass(frozen=True, slots=True)
class SurplusReview:
    """On this day the stocks were reviewed for surplus, and are to be again."""

    id: int
    reviewed_on: str
    next_on: str
    authority: str
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """By authority, these weapons and lots are surplus: out of service, and stored apart.

    Attributes:
        number: `D07-DCL-2026-000001`, gap-free in its year.
        apart_account: Where they are stored apart.
        voucher_id: The transfer that took them there; 0 when they stood there already.
    """

    id: int
    number: str
    recorded_year: int
    serial_no: int
    declared_on: str
    authority: str
    reason: str
    apart_account: int
    voucher_id: int = 0
    document: str = ""


@dataclass(frozen=True, slots=True)
class DeclarationLine:
    """One weapon, or a quantity of a lot or item type, that was declared surplus.

    Attributes:
        grounds: `Ground`s, comma separated.
        hold_id: The hold that keeps it from being issued; the line stands until that hold is released.
    """

    declaration_id: int
    line_no: int
    item_type_id: int
    condition: str
    grounds: str
    weapon_id: int = 0
    lot_id: int = 0
    quantity: int = 1
    hold_id: int = 0


@dataclass(frozen=True, slots=True)
class WithdrawalRule:
    """A rule that a withdrawal of declared lines meets: the slot into which the disposal room plugs its own.

    Attributes:
        check: Says, of the stockpile and these lines, why one cannot go back into service.
    """

    id: str
    check: Callable[[Any, Iterable[DeclarationLine]], Iterable[Finding]]


BODY_CODECS = (
    BodyCodec("requirement", Requirement, "requirement", key=("id",)),
    BodyCodec("surplus policy", SurplusPolicy, "surplus_policy", key=("id",)),
    BodyCodec("obsolescence", Obsolescence, "obsolescence", key=("id",)),
    BodyCodec("surplus review", SurplusReview, "surplus_review", key=("id",)),
    BodyCodec("declaration", Declaration, "declaration", key=("id",)),
    BodyCodec("declaration line", DeclarationLine, "declaration_line", key=("declaration_id", "line_no")),
)
