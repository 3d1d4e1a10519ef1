"""What a person asks of this room: one frozen dataclass an operation, built by the window or a command.

Item types, weapons, lots and accounts are named by their ids; days are depot-local, `YYYY-MM-DD`.
"""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.surplus.model import DEFAULT_CRITERIA, Factor, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementInput:
    """One factor of what is needed of an item type.

    Attributes:
        unit: Which unit or force; '' at national level.
        quantity: Posts for `Factor.POSTS`, else items, in base units; 0 says that nothing is needed.
        scale_items, scale_posts: So many items for so many posts (3 for 10 posts).
        effective_to: The last day it holds; '' for open.
        scenario: '' for what is in force, else the name of a “what if”.
    """

    operation_id: str
    item_type_id: int
    quantity: int
    source: str
    effective_from: str
    factor: str = Factor.POSTS
    level: str = Level.NATIONAL
    unit: str = ""
    scale_items: int = 1
    scale_posts: int = 1
    effective_to: str = ""
    scenario: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyInput:
    """In what order stock is put forward, and after how many years it counts as dormant (0: never)."""

    operation_id: str
    source: str
    effective_from: str
    criteria: tuple[str, ...] = DEFAULT_CRITERIA
    dormant_years: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewInput:
    """The stocks were reviewed for surplus on this day, and are to be again on that."""

    operation_id: str
    reviewed_on: str
    next_on: str
    authority: str
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObsolescenceInput:
    """By somebody's word an item type is obsolete, or is not although no ammunition for it is held."""

    operation_id: str
    item_type_id: int
    obsolete: bool
    source: str
    effective_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredGoods:
    """A quantity of one lot (or, without lots, of one item type) in one condition, at one place.

    Attributes:
        condition: '' for the one condition it is held in there.
    """

    item_type_id: int
    quantity: int
    from_account: int
    lot_id: int = 0
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationRequest:
    """By authority these weapons and goods are surplus: out of service, and stored apart.

    Attributes:
        weapons: Their ids.
        apart_account: Where they are to stand apart; what stands there already does not move.
        document: The paper that orders it.
    """

    operation_id: str
    declared_on: str
    authority: str
    reason: str
    apart_account: int
    weapons: tuple[int, ...] = ()
    goods: tuple[DeclaredGoods, ...] = ()
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalRequest:
    """Lines of a declaration are taken back into service; they stay visible as withdrawn.

    Attributes:
        lines: Their numbers on the declaration; empty for all that still stand.
    """

    operation_id: str
    declaration_id: int
    withdrawn_on: str
    authority: str
    reason: str
    lines: tuple[int, ...] = ()
