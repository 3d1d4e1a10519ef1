"""The arithmetic: factors, days, scenarios, and the one share in which each thing counts."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.surplus.model import Factor, Ground, Requirement
from stockpile_app.surplus.reckoning import (
    APART,
    SERVICEABLE,
    FactorLine,
    Share,
    Standing,
    StatementLine,
    grounds_of,
    in_force,
    items_of,
    share_of,
)

DAY = "2026-11-20"


def factor(number: int = 1, **more: Any) -> Requirement:
    known = {"item_type_id": 1, "level": "national", "unit": "", "factor": "reserve", "quantity": 10,
             "source": "Order 1", "effective_from": "2026-01-01"}  # fmt: skip
    return Requirement(id=number, **{**known, **more})


@pytest.mark.parametrize(
    ("posts", "items", "for_posts", "needed"),
    [(47, 1, 2, 24), (46, 1, 2, 23), (10, 3, 10, 3), (11, 3, 10, 4), (0, 3, 10, 0), (1, 1, 1_000_000, 1)],
)
def test_a_part_of_an_item_counts_as_one(posts: int, items: int, for_posts: int, needed: int) -> None:
    asked = factor(factor="posts", quantity=posts, scale_items=items, scale_posts=for_posts)
    assert items_of(asked) == needed


def test_other_factors_are_plain_items() -> None:
    assert items_of(factor(factor=Factor.TRAINING, quantity=7)) == 7


def test_a_factor_holds_between_its_days_both_included() -> None:
    one = factor(effective_from="2026-02-01", effective_to="2026-02-28")
    held = [day for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01") if in_force([one], day)]
    assert held == ["2026-02-01", "2026-02-28"]


def test_a_later_factor_takes_the_place_of_the_same_one_and_of_no_other() -> None:
    first, later = factor(1), factor(2, quantity=20, effective_from="2026-06-01")
    other = factor(3, level="unit", unit="1 Company", quantity=5)
    assert in_force([first, later, other], DAY) == [other, later]
    assert in_force([first, later, other], "2026-05-31") == [other, first]


def test_what_ends_gives_way_to_what_held_before_it() -> None:
    first, between = factor(1), factor(2, quantity=20, effective_from="2026-06-01", effective_to="2026-06-30")
    assert in_force([first, between], "2026-06-15") == [between]
    assert in_force([first, between], "2026-07-01") == [first]


def test_of_two_from_the_same_day_the_one_entered_later_counts() -> None:
    assert [one.id for one in in_force([factor(2, quantity=9), factor(1)], DAY)] == [2]


def test_a_what_if_changes_nothing_that_is_in_force() -> None:
    real, what_if = factor(1), factor(2, quantity=0, scenario="half the force", effective_from="2025-01-01")
    assert in_force([real, what_if], DAY) == [real]
    assert in_force([real, what_if], DAY, "half the force") == [what_if]
    assert in_force([real, what_if], DAY, "another") == [real]


def test_in_the_order_of_levels_and_factors() -> None:
    mixed = [factor(n, factor=f, level=level, unit="" if level == "national" else "X")
             for n, (f, level) in enumerate([("reserve", "national"), ("posts", "unit"), ("repair", "national"),
                                             ("training", "force")])]  # fmt: skip
    assert [(one.level, one.factor) for one in in_force(mixed, DAY)] == [
        ("unit", "posts"), ("force", "training"), ("national", "repair"), ("national", "reserve")]  # fmt: skip


GOOD = Standing("location", issuable=True)


@pytest.mark.parametrize(
    ("standing", "share"),
    [
        (GOOD, Share.IN_STORE),
        (replace(GOOD, place="holder"), Share.WITH_HOLDERS),
        (replace(GOOD, place="transit"), Share.TRANSIT),
        (replace(GOOD, issuable=None), Share.UNKNOWN),
        (replace(GOOD, issuable=False), Share.REPAIRABLE),
        (replace(GOOD, issuable=False, beyond_repair=True), Share.BEYOND_REPAIR),
        (replace(GOOD, dormant=True), Share.DORMANT),
        (replace(GOOD, dormant=True, place="holder"), Share.WITH_HOLDERS),
        (replace(GOOD, expired=True, obsolete=True), Share.EXPIRED),
        (replace(GOOD, marks=True, issuable=False, beyond_repair=True), Share.MARKS),
        (replace(GOOD, declared=True, on_hold=True), Share.DECLARED),
        (replace(GOOD, foreign=True, declared=True, marks=True), Share.FOREIGN),
    ],
)
def test_each_thing_counts_once_under_the_first_that_fits(standing: Standing, share: Share) -> None:
    assert share_of(standing) is share


def test_every_ground_is_told_whatever_the_share() -> None:
    standing = replace(GOOD, marks=True, beyond_repair=True, obsolete=True, expired=True, dormant=True)
    assert grounds_of(standing) == (
        Ground.BEYOND_REPAIR, Ground.OBSOLETE, Ground.MARKS, Ground.DORMANT, Ground.EXPIRED)  # fmt: skip
    assert grounds_of(GOOD) == ()


FLAGS = [one.name for one in fields(Standing) if one.name not in {"place", "issuable"}]
standings = st.builds(
    Standing,
    place=st.sampled_from(["location", "container", "workshop", "holder", "transit"]),
    issuable=st.sampled_from([True, False, None]),
    **{name: st.booleans() for name in FLAGS},
)


@given(st.lists(st.tuples(standings, st.integers(1, 10**9))), st.lists(st.integers(0, 10**6), max_size=5))
def test_surplus_is_never_below_zero_and_nothing_apart_is_netted(
    held: list[tuple[Standing, int]], needed: list[int]
) -> None:
    shares: dict[Share, int] = {}
    for standing, quantity in held:
        shares[share_of(standing)] = shares.get(share_of(standing), 0) + quantity
    factors = tuple(FactorLine(factor(quantity=one), one) for one in needed)
    line = StatementLine(1, "AKM", "weapon", "", "weapon", "serial", factors, shares)
    good = sum(quantity for standing, quantity in held if share_of(standing) in SERVICEABLE)
    assert line.held == sum(quantity for _, quantity in held)
    assert line.apart == sum(line.count(share) for share in APART) == line.held - good
    assert line.surplus == (max(0, good - sum(needed)) if needed else 0)
    assert line.surplus >= 0
    assert line.surplus - line.shortage == (good - sum(needed) if needed else 0)
    bare = replace(line, shares={share: count for share, count in shares.items() if share in SERVICEABLE})
    assert bare.surplus == line.surplus


@given(standings)
def test_what_is_apart_is_never_serviceable(standing: Standing) -> None:
    fit = standing.issuable is True and standing.place != "transit" and not any(
        getattr(standing, name) for name in FLAGS if name != "dormant")  # fmt: skip
    at_rest = standing.dormant and standing.place != "holder"
    assert (share_of(standing) in SERVICEABLE) == (fit and not at_rest)
