"""The arithmetic of a statement of surplus: what each thing held counts as, and what is left over.

Everything held is counted in exactly one share, the first that fits it, so that the shares of a line add up to
what is held.  Only what is serviceable, the State's and free stands against the requirement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stockpile_app.base.text import N_
from stockpile_app.surplus.model import Factor, Ground, Requirement, SurplusPolicy, SurplusReview


class Share(StrEnum):
    """What a thing held counts as, in the order in which they are tried."""

    FOREIGN = "foreign"
    DECLARED = "declared"
    ON_HOLD = "on hold"
    MARKS = "marks"
    BEYOND_REPAIR = "beyond repair"
    EXPIRED = "expired"
    OBSOLETE = "obsolete"
    TRANSIT = "transit"
    UNKNOWN = "unknown"
    REPAIRABLE = "repairable"
    DORMANT = "dormant"
    WITH_HOLDERS = "with holders"
    IN_STORE = "in store"


SHARE_WORDS = {
    Share.FOREIGN: N_("Not the State’s: evidence, deposited, on loan"),
    Share.DECLARED: N_("Declared surplus already"),
    Share.ON_HOLD: N_("On hold"),
    Share.MARKS: N_("Marks altered or erased"),
    Share.BEYOND_REPAIR: N_("Unserviceable beyond repair"),
    Share.EXPIRED: N_("Past its shelf life"),
    Share.OBSOLETE: N_("Obsolete: no ammunition or parts"),
    Share.TRANSIT: N_("In transit"),
    Share.UNKNOWN: N_("Condition unknown"),
    Share.REPAIRABLE: N_("Not serviceable, repairable"),
    Share.DORMANT: N_("Dormant"),
    Share.WITH_HOLDERS: N_("Serviceable, with holders"),
    Share.IN_STORE: N_("Serviceable, in store"),
}
"""What each share is called; translate when shown."""

SERVICEABLE = (Share.IN_STORE, Share.WITH_HOLDERS)
"""What stands against the requirement; every other share stands apart."""

APART = tuple(share for share in Share if share not in SERVICEABLE)

GROUND_SHARES = {
    Ground.SURPLUS: Share.IN_STORE,
    Ground.BEYOND_REPAIR: Share.BEYOND_REPAIR,
    Ground.OBSOLETE: Share.OBSOLETE,
    Ground.MARKS: Share.MARKS,
    Ground.DORMANT: Share.DORMANT,
    Ground.EXPIRED: Share.EXPIRED,
}
"""In which share stands what is put forward on a ground."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the books say of a thing (or of a quantity of the same things), as far as it matters here.

    Attributes:
        place: Kind of account it stands in.
        issuable: Whether its condition may be issued; None when the condition is not known.
    """

    place: str
    issuable: bool | None
    beyond_repair: bool = False
    foreign: bool = False
    declared: bool = False
    on_hold: bool = False
    marks: bool = False
    expired: bool = False
    obsolete: bool = False
    dormant: bool = False


def share_of(standing: Standing) -> Share:
    """The one share it counts in: the first that fits."""
    fits = {
        Share.FOREIGN: standing.foreign,
        Share.DECLARED: standing.declared,
        Share.ON_HOLD: standing.on_hold,
        Share.MARKS: standing.marks,
        Share.BEYOND_REPAIR: standing.beyond_repair,
        Share.EXPIRED: standing.expired,
        Share.OBSOLETE: standing.obsolete,
        Share.TRANSIT: standing.place == "transit",
        Share.UNKNOWN: standing.issuable is None,
        Share.REPAIRABLE: standing.issuable is False,
        Share.DORMANT: standing.dormant and standing.place != "holder",
        Share.WITH_HOLDERS: standing.place == "holder",
        Share.IN_STORE: True,
    }
    return next(share for share in Share if fits[share])


def grounds_of(standing: Standing) -> tuple[Ground, ...]:
    """Every ground on which it stands apart; none for what is simply serviceable or repairable."""
    fits = (
        (Ground.BEYOND_REPAIR, standing.beyond_repair),
        (Ground.OBSOLETE, standing.obsolete),
        (Ground.MARKS, standing.marks),
        (Ground.DORMANT, standing.dormant and standing.place != "holder"),
        (Ground.EXPIRED, standing.expired),
    )
    return tuple(ground for ground, applies in fits if applies)


def items_of(requirement: Requirement) -> int:
    """How many items a factor asks for: posts × scale of issue, a part of an item counting as one."""
    if requirement.factor != Factor.POSTS:
        return requirement.quantity
    return -(-requirement.quantity * requirement.scale_items // requirement.scale_posts)


def in_force(requirements: Iterable[Requirement], on: str, scenario: str = "") -> list[Requirement]:
    """The factors that hold on a day: of each one the latest; a “what if” takes the place of what is in force."""
    latest: dict[tuple[int, str, str, str], Requirement] = {}
    for one in requirements:
        holds = one.effective_from <= on and (not one.effective_to or on <= one.effective_to)
        if not holds or one.scenario not in {"", scenario}:
            continue
        key = (one.item_type_id, one.level, one.unit, one.factor)
        if key not in latest or _weight(one) > _weight(latest[key]):
            latest[key] = one
    return sorted(latest.values(), key=lambda one: (one.item_type_id, *_shown_order(one)))


def _weight(one: Requirement) -> tuple[bool, str, int]:
    return bool(one.scenario), one.effective_from, one.id


def _shown_order(one: Requirement) -> tuple[int, str, int]:
    levels, factors = ("unit", "force", "national"), list(Factor)
    return levels.index(one.level), one.unit, factors.index(Factor(one.factor))


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One factor with what it comes to: the working of a requirement."""

    requirement: Requirement
    items: int


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One item type: what is needed, what is held, what is left over, and what stands apart.

    Attributes:
        unit: The item type's base unit.
        factors: The requirement's factors, in the order shown; none when no requirement is stated.
        shares: What is held, each thing in exactly one share; shares that are empty may be left out.
        obsolete_because: Why the item type counts as obsolete; '' when it does not.
    """

    item_type_id: int
    item: str
    kind: str
    calibre: str
    unit: str
    tracking: str
    factors: tuple[FactorLine, ...] = ()
    shares: Mapping[Share, int] = field(default_factory=dict)
    obsolete_because: str = ""

    @property
    def stated(self) -> bool:
        """Whether any requirement is stated; without one nothing can be above it."""
        return bool(self.factors)

    @property
    def requirement(self) -> int:
        """What is needed: the sum of the factors."""
        return sum(factor.items for factor in self.factors)

    @property
    def serviceable(self) -> int:
        """What stands against the requirement: serviceable, the State's, free; in store and with holders."""
        return sum(self.shares.get(share, 0) for share in SERVICEABLE)

    @property
    def surplus(self) -> int:
        """Serviceable holding minus requirement, never below zero; 0 where no requirement is stated."""
        return max(0, self.serviceable - self.requirement) if self.stated else 0

    @property
    def shortage(self) -> int:
        """What is missing to the requirement."""
        return max(0, self.requirement - self.serviceable)

    @property
    def held(self) -> int:
        """Everything held, of whatever share."""
        return sum(self.shares.values())

    @property
    def apart(self) -> int:
        """What is held and does not stand against the requirement, for whatever reason."""
        return self.held - self.serviceable

    def count(self, share: Share) -> int:
        """How much is held in a share."""
        return self.shares.get(share, 0)


@dataclass(frozen=True, slots=True)
class CalibreTotal:
    """The lines of one kind and calibre together; surplus of one type never covers a shortage of another.

    Attributes:
        stated: Whether a requirement is stated of any of them; without one nothing of it is needed or surplus.
    """

    kind: str
    calibre: str
    unit: str
    requirement: int
    serviceable: int
    surplus: int
    shortage: int
    apart: int
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Statement:
    """The statement of surplus of a day.

    Attributes:
        on: The day it speaks of.
        scenario: The “what if” it follows; '' for what is in force.
        past: Whether the holding is that of a day gone by, folded from the movements.
        policy: The criteria in force; None until one is entered, and then nothing is dormant.
        dormant_before: What had not been issued since this day is dormant; '' when nothing can be.
        begins: The day from which the books speak; dormancy before it cannot be seen.
        review, next_review: The last review, and the day of the next; None and '' when there was none.
    """

    on: str
    scenario: str
    lines: tuple[StatementLine, ...]
    policy: SurplusPolicy | None = None
    dormant_before: str = ""
    begins: str = ""
    past: bool = False
    review: SurplusReview | None = None

    @property
    def calibres(self) -> list[CalibreTotal]:
        """The lines by kind and calibre, in their order."""
        grouped: dict[tuple[str, str, str], list[StatementLine]] = {}
        for line in self.lines:
            grouped.setdefault((line.kind, line.calibre, line.unit), []).append(line)
        return [
            CalibreTotal(
                *key,
                sum(line.requirement for line in lines),
                sum(line.serviceable for line in lines),
                sum(line.surplus for line in lines),
                sum(line.shortage for line in lines),
                sum(line.apart for line in lines),
                any(line.stated for line in lines),
            )
            for key, lines in grouped.items()
        ]

    def line(self, item_type_id: int) -> StatementLine | None:
        """The line of an item type, if there is one."""
        return next((line for line in self.lines if line.item_type_id == item_type_id), None)


@dataclass(frozen=True, slots=True)
class SurplusItem:
    """One weapon, or a quantity of a lot or item type at one place, behind a line.

    Attributes:
        mark: Serial or own number of a weapon, number of a lot, '' for goods without either.
        age: Year of manufacture of a weapon, day of manufacture of a lot; '' when not known.
        last_at: Its last movement.
        share: What it counts as; `grounds` everything that stands against it.
    """

    item_type_id: int
    weapon_id: int
    lot_id: int
    mark: str
    description: str
    age: str
    condition: str
    account_id: int
    account: str
    quantity: int
    last_at: str
    share: Share
    grounds: tuple[Ground, ...]
    expires_on: str = ""
