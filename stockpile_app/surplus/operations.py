"""What is entered about surplus: requirement, policy, obsolescence, reviews; each one signed entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from stockpile_app.access import acting
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base.changes import Changes
from stockpile_app.catalogue.queries import next_id
from stockpile_app.store import Stockpile
from stockpile_app.surplus.findings import refuse
from stockpile_app.surplus.model import Obsolescence, Requirement, SurplusPolicy, SurplusReview
from stockpile_app.surplus.queries import (
    OBSOLESCENCE_COLUMNS,
    POLICY_COLUMNS,
    REQUIREMENT_COLUMNS,
    REVIEW_COLUMNS,
    today,
)
from stockpile_app.surplus.requests import ObsolescenceInput, PolicyInput, RequirementInput, ReviewInput
from stockpile_app.surplus.rules import (
    RequirementFacts,
    check_obsolescence,
    check_policy,
    check_requirement,
    check_review,
)

Said = TypeVar("Said", Requirement, SurplusPolicy, SurplusReview, Obsolescence)


@dataclass(frozen=True, slots=True)
class Entered(Generic[Said]):
    """What was entered, and what pages have to refresh."""

    said: Said
    changes: Changes
    repeated: bool = False


def state_requirement(stockpile: Stockpile, asked: RequirementInput) -> Entered[Requirement]:
    """State one factor of what is needed of an item type; a later one of the same factor takes its place.

    Raises:
        Refused: SURPLUS-01 to SURPLUS-06.
    """
    with acting(stockpile, "state requirement"):
        earlier = _before(stockpile, asked.operation_id, "requirement", REQUIREMENT_COLUMNS, Requirement)
        if earlier:
            return earlier
        refuse(check_requirement(RequirementFacts(asked, _item_known(stockpile, asked.item_type_id))))
        said = Requirement(
            id=next_id(stockpile, "requirement"), item_type_id=asked.item_type_id, level=str(asked.level),
            unit=asked.unit.strip(), factor=str(asked.factor), quantity=asked.quantity, source=asked.source.strip(),
            effective_from=asked.effective_from, scale_items=asked.scale_items, scale_posts=asked.scale_posts,
            effective_to=asked.effective_to, scenario=asked.scenario.strip(),
        )  # fmt: skip
        return _enter(stockpile, "state requirement", asked.operation_id, said)


def set_policy(stockpile: Stockpile, asked: PolicyInput) -> Entered[SurplusPolicy]:
    """Say in what order stock is put forward, and after how many years it counts as dormant.

    Raises:
        Refused: SURPLUS-05, SURPLUS-07, SURPLUS-08.
    """
    with acting(stockpile, "set surplus policy"):
        earlier = _before(stockpile, asked.operation_id, "surplus_policy", POLICY_COLUMNS, SurplusPolicy)
        if earlier:
            return earlier
        refuse(check_policy(asked))
        said = SurplusPolicy(
            id=next_id(stockpile, "surplus_policy"), criteria=",".join(asked.criteria),
            dormant_years=asked.dormant_years, source=asked.source.strip(), effective_from=asked.effective_from,
        )  # fmt: skip
        return _enter(stockpile, "set surplus policy", asked.operation_id, said)


def record_review(stockpile: Stockpile, asked: ReviewInput) -> Entered[SurplusReview]:
    """Record that the stocks were reviewed for surplus, and when they are to be again.

    Raises:
        Refused: SURPLUS-09, SURPLUS-10.
    """
    with acting(stockpile, "review surplus"):
        earlier = _before(stockpile, asked.operation_id, "surplus_review", REVIEW_COLUMNS, SurplusReview)
        if earlier:
            return earlier
        refuse(check_review(asked, today(stockpile)))
        said = SurplusReview(
            id=next_id(stockpile, "surplus_review"), reviewed_on=asked.reviewed_on, next_on=asked.next_on,
            authority=asked.authority.strip(), remarks=asked.remarks.strip(),
        )  # fmt: skip
        return _enter(stockpile, "review surplus", asked.operation_id, said)


def mark_obsolete(stockpile: Stockpile, asked: ObsolescenceInput) -> Entered[Obsolescence]:
    """Say that an item type is obsolete, or that it is not although no ammunition for it is held.

    Raises:
        Refused: SURPLUS-01, SURPLUS-05.
    """
    with acting(stockpile, "mark obsolete"):
        earlier = _before(stockpile, asked.operation_id, "obsolescence", OBSOLESCENCE_COLUMNS, Obsolescence)
        if earlier:
            return earlier
        refuse(check_obsolescence(asked, item_known=_item_known(stockpile, asked.item_type_id)))
        said = Obsolescence(
            id=next_id(stockpile, "obsolescence"), item_type_id=asked.item_type_id, obsolete=int(asked.obsolete),
            source=asked.source.strip(), effective_from=asked.effective_from,
        )  # fmt: skip
        return _enter(stockpile, "mark obsolete", asked.operation_id, said)


def _item_known(stockpile: Stockpile, item_type_id: int) -> bool:
    return stockpile.row("SELECT 1 FROM item_type WHERE id = ?", [item_type_id]) is not None


def _before(
    stockpile: Stockpile, operation_id: str, table: str, columns: str, kind: type[Said]
) -> Entered[Said] | None:
    earlier = entry_of_operation(stockpile, operation_id)
    row = stockpile.row(f"SELECT {columns} FROM {table} WHERE entry = ?", [earlier]) if earlier else None
    return Entered(kind(*row), Changes(), repeated=True) if row else None


def _enter(stockpile: Stockpile, kind: str, operation_id: str, said: Said) -> Entered[Said]:
    entry = record(stockpile, Operation(kind, operation_id, {}), [said])
    return Entered(said, Changes(entry=entry, surplus=True))
