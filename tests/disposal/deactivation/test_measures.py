"""Measured values at their bounds: the last that fits, and the first that does not, for every bound of every list."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from stockpile_app.disposal.deactivation import profiles
from stockpile_app.disposal.deactivation.measures import (
    bound_lines,
    bound_text,
    check_measured,
    measured_values,
    number,
)
from stockpile_app.disposal.deactivation.profile import CALIBRE, Bound, Measure
from tests.disposal.deactivation.bench import CALIBRE_MM, edge, fitting_values, text

LISTS = {one.code: one for one in profiles()}
TINY = Fraction(1, 10_000)


def groups() -> dict[str, tuple[Measure, ...]]:
    """What is measured together, by list, operation, alternative, conditions and way."""
    found: dict[str, tuple[Measure, ...]] = {}
    for profile in LISTS.values():
        for one in profile.operations:
            sides = (("", one.measures), (" alternative", one.alternative_measures))
            for side, measures in sides:
                for features in sorted({m.condition.needs for m in measures} | {()}):
                    asked = tuple(m for m in measures if m.condition.met(features))
                    for way in dict.fromkeys(m.way for m in asked if m.way) or [""]:
                        name = " ".join(filter(None, (profile.code, one.number + side, *features, way)))
                        found[name] = tuple(m for m in asked if m.way in {"", way})
    return {name: measures for name, measures in found.items() if measures}


def said(measures: tuple[Measure, ...], values: dict[str, str]) -> list[str]:
    """The rules that these values break."""
    return [one.rule for one in check_measured(measures, values, CALIBRE_MM)]


def test_every_bound_at_its_edge() -> None:
    for name, measures in groups().items():
        values = dict(fitting_values(measures))
        free = {m.name: Fraction(values[m.name]) for m in measures} | {CALIBRE: Fraction(CALIBRE_MM)}
        for measure in measures:
            for bound in measure.bounds:
                at = f"{name} {measure.name} {bound.sign}"
                kept = edge(bound, free, TINY)
                lost = kept + (-TINY if bound.sign.startswith(">") else TINY)
                alone = (
                    Measure(measure.name, measure.unit, (bound,)),
                    *(m for m in measures if m.name == bound.of),
                )
                others = {m.name: values[m.name] for m in alone[1:]}
                assert said(alone, {measure.name: text(kept), **others}) == [], at
                assert said(alone, {measure.name: text(lost), **others}) == ["DEACT-06"], at
                assert set(said(measures, {**values, measure.name: text(lost)})) == {"DEACT-06"}, at


def test_every_value_of_a_way_is_asked_for() -> None:
    for name, measures in groups().items():
        values = dict(fitting_values(measures))
        assert said(measures, values) == [], name
        for missing in values:
            left = {one: value for one, value in values.items() if one != missing}
            assert "DEACT-05" in said(measures, left), f"{name} {missing}"


SLOT = (Measure("slot width", "mm", (Bound(">", Fraction(1, 2), CALIBRE),)),)


@pytest.mark.parametrize(("calibre", "width", "fits"), [
    ("7.62", "3.81", False), ("7.62", "3.82", True), ("9", "4.5", False), ("9.0", "4.5001", True),
    ("5.45", "2.725", False),
])  # fmt: skip
def test_a_slot_is_wider_than_half_the_calibre(calibre: str, width: str, fits: bool) -> None:
    found = list(check_measured(SLOT, {"slot width": width}, Decimal(calibre)))
    assert (found == []) is fits
    lines = bound_lines(SLOT, {"slot width": width}, Decimal(calibre))
    assert lines[0].fits is fits
    if not fits:
        assert "calibre" in found[0].expected
        assert width in found[0].got


def test_a_value_that_needs_the_calibre_does_not_fit_without_one() -> None:
    assert [one.rule for one in check_measured(SLOT, {"slot width": "9"}, None)] == ["DEACT-06"]


@pytest.mark.parametrize(
    "typed", ["", "0", "0.0", "-3", "3,5", "1e3", "NaN", "Infinity", "٣", "3.14159", "1234567", " 3"]
)
def test_what_is_no_measured_value(typed: str) -> None:
    assert number(typed) is None
    assert said(SLOT, {"slot width": typed}) == ["DEACT-05"]


def test_a_value_nobody_asked_for_is_told() -> None:
    assert said(SLOT, {"slot width": "9", "colour": "3"}) == ["DEACT-05"]


def test_one_of_two_ways_is_enough() -> None:
    measures = next(one for one in LISTS["eu-2018"].operations if one.number == "5.15").measures
    assert said(measures, {"slot width": "6"}) == []
    assert said(measures, {"hole diameter": "7.63", "hole spacing": "50"}) == []
    assert said(measures, {"hole diameter": "7.63"}) == ["DEACT-05"]
    assert said(measures, {"slot width": "5.9"}) == ["DEACT-06"]
    assert said(measures, {}) != []


def test_bounds_in_words() -> None:
    assert bound_text(Bound(">", Fraction(1, 2), "calibre"), "mm") == "> 1/2 × calibre"
    assert bound_text(Bound(">=", Fraction("4.5")), "mm") == "≥ 4.5 mm"
    assert bound_text(Bound(">=", Fraction(1), "barrel length"), "mm") == "≥ barrel length"
    assert bound_text(Bound("<=", Fraction(75)), "degrees") == "≤ 75 degrees"


def test_nothing_measured_is_nothing() -> None:
    assert measured_values("") == {}
