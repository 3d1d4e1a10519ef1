"""What may be entered about requirement, policy and reviews: pure rules, no books needed beyond what is passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockpile_app.base import Finding, tr
from stockpile_app.base.plain_text import check_day, check_text
from stockpile_app.surplus.findings import refusal
from stockpile_app.surplus.model import Criterion, Factor, Level
from stockpile_app.surplus.requests import ObsolescenceInput, PolicyInput, RequirementInput, ReviewInput

LONGEST_DORMANT = 100
MOST = 1_000_000_000
"""More than this of anything is a slip of the finger, and no store could keep the product of two."""


@dataclass(frozen=True, slots=True)
class RequirementFacts:
    """A factor asked for, and the item types that the books know."""

    asked: RequirementInput
    item_known: bool


def check_item(facts: RequirementFacts) -> Iterator[Finding]:
    """SURPLUS-01: what is needed is an item type of the catalogue."""
    if not facts.item_known:
        yield no_item(facts.asked.item_type_id)


def no_item(item_type_id: int) -> Finding:
    """SURPLUS-01."""
    return refusal("SURPLUS-01", tr("There is no such item type"), tr("Item type"),
                   tr("an item type of the catalogue"), str(item_type_id or tr("nothing")),
                   tr("Add the item type first, or choose another"))  # fmt: skip


def check_quantity(facts: RequirementFacts) -> Iterator[Finding]:
    """SURPLUS-02: a factor is a whole number and never below zero."""
    if not 0 <= facts.asked.quantity <= MOST:
        yield refusal("SURPLUS-02", tr("A factor is never below zero"), tr("Quantity"),
                      tr("a whole number from 0 to {most}", most=MOST), str(facts.asked.quantity),
                      tr("Enter 0 where nothing is needed"))  # fmt: skip


def check_scale(facts: RequirementFacts) -> Iterator[Finding]:
    """SURPLUS-03: a scale of issue gives so many items for so many posts; other factors have none."""
    scale = (facts.asked.scale_items, facts.asked.scale_posts)
    posts = facts.asked.factor == Factor.POSTS
    if not all(0 < one <= MOST for one in scale) or (not posts and scale != (1, 1)):
        yield refusal("SURPLUS-03", tr("This is not a scale of issue"), tr("Scale of issue"),
                      tr("items for posts, both above zero: 3 for 10") if posts else tr("none: only posts have one"),
                      tr("{items} for {posts}", items=scale[0], posts=scale[1]),
                      tr("Enter how many items for how many posts"))  # fmt: skip


def check_words(facts: RequirementFacts) -> Iterator[Finding]:
    """SURPLUS-04: level and factor are of the list, and a unit or force is named where it is theirs."""
    asked = facts.asked
    if asked.factor not in list(Factor):
        yield refusal("SURPLUS-04", tr("This factor is not in the list"), tr("Factor"), ", ".join(Factor),
                      asked.factor or tr("nothing"), tr("Choose a factor"))  # fmt: skip
    if asked.level not in list(Level):
        yield refusal("SURPLUS-04", tr("This level is not in the list"), tr("Level"), ", ".join(Level),
                      asked.level or tr("nothing"), tr("Choose a level"))  # fmt: skip
    elif bool(asked.unit.strip()) == (asked.level == Level.NATIONAL):
        yield refusal("SURPLUS-04", tr("A unit or force is named where the factor is theirs, and only there"),
                      tr("Unit"), tr("nothing at national level, else a name"), asked.unit.strip() or tr("nothing"),
                      tr("Name the unit, or choose another level"))  # fmt: skip


def check_source(facts: RequirementFacts) -> Iterator[Finding]:
    """SURPLUS-05: every factor says where it comes from."""
    yield from no_source(facts.asked.source)
    for text, field in ((facts.asked.unit, tr("Unit")), (facts.asked.scenario, tr("Scenario"))):
        yield from check_text(text, field)


def no_source(source: str) -> Iterator[Finding]:
    """SURPLUS-05."""
    if not source.strip():
        yield refusal("SURPLUS-05", tr("This needs a source"), tr("Source"),
                      tr("the paper or order it comes from"), tr("nothing"), tr("Name the source"))  # fmt: skip
    yield from check_text(source, tr("Source"))


def check_days(facts: RequirementFacts) -> Iterator[Finding]:
    """SURPLUS-06: a factor holds from a day on, and does not end before it begins."""
    begin, end = facts.asked.effective_from, facts.asked.effective_to
    unread = list(check_day(begin, tr("Effective from")))
    if end:
        unread += check_day(end, tr("Effective to"))
    yield from unread
    if not unread and end and end < begin:
        yield refusal("SURPLUS-06", tr("This ends before it begins"), tr("Effective to"),
                      tr("{day} or later", day=begin), end, tr("Correct one of the two days"))  # fmt: skip


REQUIREMENT_RULES = (check_item, check_quantity, check_scale, check_words, check_source, check_days)


def check_requirement(facts: RequirementFacts) -> list[Finding]:
    """Everything the rules say about a factor."""
    return [finding for rule in REQUIREMENT_RULES for finding in rule(facts)]


def check_policy(asked: PolicyInput) -> Iterator[Finding]:
    """SURPLUS-07, SURPLUS-08: criteria of the list, each once; dormancy in whole years, 0 for never."""
    known = set(asked.criteria) <= set(Criterion)
    if not asked.criteria or not known or len(set(asked.criteria)) != len(asked.criteria):
        yield refusal("SURPLUS-07", tr("These are not criteria to put stock forward by"), tr("Criteria"),
                      tr("each once, the weightiest first: {list}", list=", ".join(Criterion)),
                      ", ".join(asked.criteria) or tr("nothing"), tr("Choose from the list"))  # fmt: skip
    if not 0 <= asked.dormant_years <= LONGEST_DORMANT:
        yield refusal("SURPLUS-08", tr("These are not years after which stock is dormant"), tr("Dormant after"),
                      tr("0 for never, or 1 to {most} years", most=LONGEST_DORMANT), str(asked.dormant_years),
                      tr("Enter whole years"))  # fmt: skip
    yield from no_source(asked.source)
    yield from check_day(asked.effective_from, tr("Effective from"))


def check_review(asked: ReviewInput, today: str) -> Iterator[Finding]:
    """SURPLUS-09: a review was held by somebody's authority, and the next one comes after it."""
    unread = [*check_day(asked.reviewed_on, tr("Reviewed on")), *check_day(asked.next_on, tr("Next on"))]
    yield from unread
    if not unread and (asked.reviewed_on > today or asked.next_on <= asked.reviewed_on):
        yield refusal("SURPLUS-09", tr("These are not the days of a review and of the next"), tr("Next on"),
                      tr("reviewed by {today}, and again after that", today=today),
                      f"{asked.reviewed_on} · {asked.next_on}", tr("Correct the days"))  # fmt: skip
    if not asked.authority.strip():
        yield no_words(tr("Authority"))
    yield from check_text(asked.authority, tr("Authority"))
    yield from check_text(asked.remarks, tr("Remarks"))


def no_words(field: str) -> Finding:
    """SURPLUS-10: by whose authority, and why."""
    return refusal("SURPLUS-10", tr("This needs an authority and a reason"), field, tr("one sentence"),
                   tr("nothing"), tr("Fill it in"))  # fmt: skip


def check_obsolescence(asked: ObsolescenceInput, *, item_known: bool) -> Iterator[Finding]:
    """SURPLUS-01, SURPLUS-05: an item type of the catalogue, and by whose word."""
    if not item_known:
        yield no_item(asked.item_type_id)
    yield from no_source(asked.source)
    yield from check_day(asked.effective_from, tr("Effective from"))
