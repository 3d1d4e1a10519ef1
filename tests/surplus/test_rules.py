"""What is refused of a factor, a policy and a review: by the rule's own number, with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app.surplus.requests import PolicyInput, RequirementInput, ReviewInput
from stockpile_app.surplus.rules import (
    RequirementFacts,
    check_policy,
    check_requirement,
    check_review,
)


def asked(**more: Any) -> RequirementFacts:
    known = {
        "operation_id": "1",
        "item_type_id": 1,
        "quantity": 5,
        "source": "Order 1",
        "effective_from": "2026-01-01",
    }
    item_known = more.pop("item_known", True)
    return RequirementFacts(RequirementInput(**{**known, **more}), item_known)


def test_a_sound_factor_passes() -> None:
    assert check_requirement(asked()) == []
    assert check_requirement(asked(level="unit", unit="1 Company", scale_items=3, scale_posts=10)) == []
    assert check_requirement(asked(quantity=0, effective_to="2026-01-01", scenario="peace")) == []


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"item_known": False}, "SURPLUS-01"),
        ({"quantity": -1}, "SURPLUS-02"),
        ({"quantity": 10**12}, "SURPLUS-02"),
        ({"scale_posts": 0}, "SURPLUS-03"),
        ({"scale_items": -3}, "SURPLUS-03"),
        ({"factor": "reserve", "scale_items": 2}, "SURPLUS-03"),
        ({"factor": "wish"}, "SURPLUS-04"),
        ({"level": "galactic"}, "SURPLUS-04"),
        ({"level": "unit"}, "SURPLUS-04"),
        ({"unit": "1 Company"}, "SURPLUS-04"),
        ({"source": "  "}, "SURPLUS-05"),
        ({"effective_to": "2025-12-31"}, "SURPLUS-06"),
        ({"effective_from": "2026-02-30"}, "TEXT-03"),
        ({"effective_from": ""}, "TEXT-03"),
        ({"effective_to": "soon"}, "TEXT-03"),
        ({"source": "Order\u202e1"}, "TEXT-01"),
        ({"scenario": "a\u0000b"}, "TEXT-01"),
    ],
)
def test_what_is_wrong_is_told_by_its_rule(wrong: dict[str, Any], rule: str) -> None:
    found = check_requirement(asked(**wrong))
    assert [finding.rule for finding in found] == [rule]
    assert all(finding.remedy and finding.field for finding in found)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"criteria": ()}, "SURPLUS-07"),
        ({"criteria": ("age", "age")}, "SURPLUS-07"),
        ({"criteria": ("beauty",)}, "SURPLUS-07"),
        ({"dormant_years": -1}, "SURPLUS-08"),
        ({"source": ""}, "SURPLUS-05"),
    ],
)
def test_a_policy_names_known_criteria_and_whole_years(wrong: dict[str, Any], rule: str) -> None:
    known = {"operation_id": "1", "source": "Order 1", "effective_from": "2026-01-01"}
    assert [one.rule for one in check_policy(PolicyInput(**{**known, **wrong}))] == [rule]


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"reviewed_on": "2026-12-01", "next_on": "2027-12-01"}, "SURPLUS-09"),
        ({"next_on": "2026-11-01"}, "SURPLUS-09"),
        ({"next_on": ""}, "TEXT-03"),
        ({"authority": " "}, "SURPLUS-10"),
    ],
)
def test_a_review_was_held_and_the_next_comes_after_it(wrong: dict[str, Any], rule: str) -> None:
    known = {
        "operation_id": "1",
        "reviewed_on": "2026-11-01",
        "next_on": "2027-11-01",
        "authority": "Chief of staff",
    }
    assert [one.rule for one in check_review(ReviewInput(**{**known, **wrong}), "2026-11-20")] == [rule]
