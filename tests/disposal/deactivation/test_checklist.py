"""Every operation of every list: reachable, done, lawfully replaced, left out with a reason, or blocking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stockpile_app.base import Finding
from stockpile_app.disposal.deactivation import OperationState, Profile, profiles
from stockpile_app.disposal.deactivation.checklist import checklist_of, work_of
from stockpile_app.disposal.deactivation.measures import measured_text
from stockpile_app.disposal.deactivation.model import Deactivation
from tests.disposal.deactivation.bench import fitting_values, result, with_result, without, worked_off

LISTS = {one.code: one for one in profiles()}
TYPES = [(profile, kind.number) for profile in LISTS.values() for kind in profile.types]

each_type = pytest.mark.parametrize(("profile", "kind"), TYPES, ids=[f"{p.code} {k}" for p, k in TYPES])


def test_the_types_share_out_every_operation() -> None:
    for profile in LISTS.values():
        shared = [one.number for kind in profile.types for one in profile.operations_of(kind.number)]
        assert sorted(shared) == sorted(one.number for one in profile.operations)


def rules(found: tuple[Finding, ...]) -> list[str]:
    """The rules that block."""
    return [one.rule for one in found]


@each_type
def test_a_weapon_of_each_type_is_completed(profile: Profile, kind: str) -> None:
    listed = checklist_of(worked_off(profile, kind))
    assert listed.blocks == ()
    assert listed.ready
    assert listed.open == 0
    assert len(listed.lines) == len(profile.operations_of(kind))


@each_type
def test_a_weapon_with_everything_a_type_can_have_is_completed(profile: Profile, kind: str) -> None:
    features = {one for each in profile.operations_of(kind) for one in each.condition.needs} - {
        "magazine missing"
    }
    listed = checklist_of(worked_off(profile, kind, features))
    assert listed.ready


@each_type
def test_each_operation_applies_to_a_weapon_with_its_features(profile: Profile, kind: str) -> None:
    for operation in profile.operations_of(kind):
        line = checklist_of(worked_off(profile, kind, operation.condition.needs)).line(operation.number)
        assert line is not None, operation.number
        assert (line.applies, line.state) == (True, OperationState.DONE), operation.number


@each_type
def test_each_operation_left_open_blocks(profile: Profile, kind: str) -> None:
    for operation in profile.operations_of(kind):
        for features in ((), operation.condition.needs, operation.condition.unless):
            listed = without(worked_off(profile, kind, features), operation.number)
            assert rules(listed.blocks) == ["DEACT-15"], operation.number
            assert operation.number in listed.blocks[0].sentence
            assert (listed.open, listed.ready) == (1, False), operation.number


@each_type
def test_each_operation_failed_blocks(profile: Profile, kind: str) -> None:
    for operation in profile.operations_of(kind):
        work = worked_off(profile, kind, operation.condition.needs)
        listed = with_result(work, result(operation.number, "failed", reason="The weld broke"))
        assert rules(listed.blocks) == ["DEACT-15"], operation.number
        assert listed.blocks[0].got == "The weld broke"


@each_type
def test_each_operation_is_left_out_only_where_its_condition_allows_it(profile: Profile, kind: str) -> None:
    for operation in profile.operations_of(kind):
        out = result(operation.number, "not applicable", reason="It has none")
        bound = with_result(worked_off(profile, kind, operation.condition.needs), out)
        assert rules(bound.blocks) == ["DEACT-07"], operation.number
        for features in [()] * bool(operation.condition.needs) + [
            (one,) for one in operation.condition.unless
        ]:
            free = with_result(worked_off(profile, kind, features), out)
            line = free.line(operation.number)
            assert free.ready, operation.number
            assert line is not None
            assert line.why_not, operation.number


@each_type
def test_each_operation_is_left_out_only_with_a_reason(profile: Profile, kind: str) -> None:
    for operation in profile.operations_of(kind):
        if operation.condition.features:
            work = worked_off(profile, kind, operation.condition.unless[:1])
            listed = with_result(work, result(operation.number, "not applicable", reason=" "))
            assert rules(listed.blocks) == ["DEACT-07"], operation.number


@each_type
def test_each_operation_takes_an_alternative_only_where_one_is_lawful(profile: Profile, kind: str) -> None:
    for operation in profile.operations_of(kind):
        features = operation.condition.needs
        values = measured_text(fitting_values(operation.measures_of(alternative=True, features=features)))
        replaced = result(operation.number, "alternative", values)
        listed = with_result(worked_off(profile, kind, features), replaced)
        line = listed.line(operation.number)
        assert rules(listed.blocks) == ([] if operation.alternative else ["DEACT-08"]), operation.number
        assert line is not None
        assert line.state is OperationState.ALTERNATIVE, operation.number


@each_type
def test_each_operation_asks_for_its_values(profile: Profile, kind: str) -> None:
    for operation in profile.operations_of(kind):
        features = operation.condition.needs
        measures = operation.measures_of(alternative=False, features=features)
        listed = with_result(worked_off(profile, kind, features), result(operation.number))
        assert set(rules(listed.blocks)) == ({"DEACT-05"} if measures else set()), operation.number


@each_type
def test_every_essential_component_must_be_marked(profile: Profile, kind: str) -> None:
    work = worked_off(profile, kind)
    for component in work.marks:
        listed = checklist_of(replace(work, marks={c: m for c, m in work.marks.items() if c != component}))
        assert rules(listed.blocks) == ["DEACT-11"]


def test_the_last_result_of_an_operation_counts() -> None:
    eu = LISTS["eu-2018"]
    one = Deactivation(
        1, 1, 1, "eu-2018", "2018", "7", "Workshop", "BE", "2026-11-10", "bolt carrier", "7.62"
    )
    results = [
        replace(result("7.8", "failed", reason="x"), result_no=2),
        replace(result("7.8"), result_no=10),
    ]
    work = work_of(eu, one, results, {})
    assert work.results["7.8"].outcome == "done"
    assert work.features == {"bolt carrier"}


def test_a_demanded_photograph_blocks_while_it_is_missing() -> None:
    """Of what was done, also lawfully otherwise; not of what the weapon does not have."""
    work = worked_off(LISTS["neutral"], "4")
    demanding = replace(
        work.profile, operations=tuple(replace(one, photograph=True) for one in work.profile.operations)
    )
    work = replace(work, profile=demanding)
    done = [number for number, one in work.results.items() if one.outcome == "done"]
    assert done
    assert len(done) < len(work.results)
    blocks = checklist_of(work).blocks
    assert [one.rule for one in blocks] == ["DEACT-22"] * len(done)
    assert "house" in blocks[0].expected
    seen = {
        number: replace(one, attachment_id=1 if number in done else 0) for number, one in work.results.items()
    }
    assert checklist_of(replace(work, results=seen)).blocks == ()


def test_the_checklist_says_how_much_of_it_is_not_verified() -> None:
    assert checklist_of(worked_off(LISTS["eu-2018"], "7")).unverified == 3
    assert checklist_of(worked_off(LISTS["neutral"], "1")).unverified == 0
