"""The lists that are shipped: 128 operations for eight types, each with its condition; others are added as files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from stockpile_app.base import KnownError
from stockpile_app.base.resources import resource
from stockpile_app.catalogue.reference_lists import reference_list
from stockpile_app.disposal.deactivation import Profile, profile_coded, profiles

SHIPPED = {one.code: one for one in profiles()}
EU, NEUTRAL = SHIPPED["eu-2018"], SHIPPED["neutral"]

NEEDS = {
    "feed ramp": "1.3 1.14 3.3 4.3 5.3 6.3 7.3 7.14",
    "spare barrel": "1.5 2.4 3.5 4.5 5.5 6.5 7.5 8.3",
    "spare cylinder": "2.7",
    "locking edge": "1.12 7.12",
    "separable breech block": "1.13 7.13",
    "gas system": "1.18 1.19 6.11 6.12 7.18 7.19",
    "bolt carrier": "6.14 7.21",
    "magazine missing": "1.21 5.12 6.16 7.23",
    "tube magazine": "5.13 6.17 7.24",
    "suppressor": "1.22 1.23 2.12 2.13 3.11 3.12 4.10 4.11 5.14 5.15 6.18 6.19 7.25 7.26",
    "automatic pistol": "7.9 7.10 7.11 7.12 7.13 7.14 7.15",
    "break action": "8.4 8.5",
    "separate chamber": "8.9",
}
UNLESS = {
    "break action": "1.2",
    "without breech block": "1.6 1.7 1.8 7.6 7.7 7.8 7.20",
    "without slide": "1.9 1.10 1.11 1.12 1.13 1.15",
    "magazine missing": "1.20 5.11 6.15 7.22",
    "without magazine": "1.20 5.11 6.15 7.22",
    "tube magazine": "5.11 6.15 7.22",
}


def conditioned(by: dict[str, str]) -> dict[str, set[str]]:
    """From features with their operations to operations with their features."""
    found: dict[str, set[str]] = {}
    for feature, numbers in by.items():
        for number in numbers.split():
            found.setdefault(number, set()).add(feature)
    return found


def test_the_european_list_has_128_operations_for_eight_types() -> None:
    counted = Counter(one.type for one in EU.operations)
    assert [counted[str(number)] for number in range(1, 9)] == [23, 13, 12, 11, 15, 19, 26, 9]
    assert len({one.number for one in EU.operations}) == 128


def test_operations_are_numbered_in_a_row_inside_their_type() -> None:
    for kind in EU.types:
        numbers = [one.number for one in EU.operations_of(kind.number)]
        assert numbers == [f"{kind.number}.{place}" for place in range(1, len(numbers) + 1)]


def test_each_operation_has_its_condition() -> None:
    for one in EU.operations:
        assert set(one.condition.needs) == conditioned(NEEDS).get(one.number, set()), one.number
        assert set(one.condition.unless) == conditioned(UNLESS).get(one.number, set()), one.number
        assert one.when or not one.condition.features, one.number


def test_each_operation_has_its_source_edition_and_status() -> None:
    for one in EU.operations:
        assert "2018/337" in one.source, one.number
        assert one.edition == "2018", one.number
        assert one.status in {"verified", "unverified"}, one.number
        assert one.note or one.status == "verified", one.number
        assert one.requirement.endswith("."), one.number


def test_what_was_inferred_is_not_verified() -> None:
    slots = {
        one for one in EU.operations if any(m.name == "slot width" and m.bounds[0].of for m in one.measures)
    }
    assert {one.number for one in slots if one.status == "verified"} == {"1.1", "1.5"}
    ours = {one.number for one in EU.operations if one.when_status == "house"}
    assert {"1.6", "1.18", "1.20", "7.22", "8.9"} <= ours


def test_an_alternative_is_lawful_in_six_operations() -> None:
    assert [one.number for one in EU.operations if one.alternative] == [
        "1.2",
        "2.2",
        "3.2",
        "5.2",
        "6.2",
        "7.2",
    ]


@pytest.mark.parametrize(
    ("present", "missing"), [("1.20", "1.21"), ("5.11", "5.12"), ("6.15", "6.16"), ("7.22", "7.23")]
)
def test_magazine_present_and_missing_are_alternatives(present: str, missing: str) -> None:
    pair = {one.number: one.condition for one in EU.operations if one.number in {present, missing}}
    assert (pair[present].met(()), pair[missing].met(())) == (True, False)
    assert (pair[present].met({"magazine missing"}), pair[missing].met({"magazine missing"})) == (False, True)


def test_the_whole_mark_stands_on_the_frame_alone() -> None:
    for kind in EU.types:
        full = [one.component for one in EU.essentials_of(kind.number, ()) if one.full]
        assert full == ["frame_or_receiver"]
    assert [one.component for one in EU.essentials_of("2", ())] == ["frame_or_receiver", "barrel", "cylinder"]
    assert "slide" not in {one.component for one in EU.essentials_of("7", ())}
    assert "slide" in {one.component for one in EU.essentials_of("7", {"automatic pistol"})}


@pytest.mark.parametrize("profile", SHIPPED.values(), ids=lambda one: one.code)
def test_components_to_be_marked_are_those_of_the_catalogue(profile: Profile) -> None:
    known = {line.code for line in reference_list("component_kinds").lines}
    assert {one.component.removeprefix("spare_") for one in profile.essentials} <= known


def test_the_neutral_list_calls_nothing_european() -> None:
    said = (
        resource("reference", "deactivation_neutral.toml").read_text(encoding="utf-8").partition("[table]")[2]
    )
    assert "EU" not in said
    assert "Europe" not in said
    assert {one.status for one in NEUTRAL.operations} == {"house"}
    assert not NEUTRAL.public


def test_only_an_entity_on_the_list_gives_an_eu_certificate() -> None:
    assert EU.title_of(listed=True) == "EU deactivation certificate"
    assert "EU" not in EU.title_of(listed=False)
    assert "EU" not in NEUTRAL.title_of(listed=True)


THIRD = """
[table]
code = "museum"
title = "Museum pieces"
source = "Decree 12"
edition = "2"
status = "unverified"
sign = "M"
plain_sign = "M"
public = true
listing = ""
title_listed = "Museum certificate"
title_plain = "Museum certificate"
[[type]]
number = "1"
label = "Cannon"
[[essential]]
component = "tube"
label = "Tube"
types = ["1"]
full = true
[[operation]]
number = "1.1"
type = "1"
component = "tube"
requirement = "Plug the tube."
measure = [{ name = "plug length", unit = "mm", bounds = [">= 2 calibre"] }]
status = "unverified"
"""


def test_another_state_adds_its_own_list_as_a_file(tmp_path: Path) -> None:
    for path in resource("reference").glob("deactivation_*.toml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "deactivation_museum.toml").write_text(THIRD, encoding="utf-8")
    assert {one.code for one in profiles(tmp_path)} == {"eu-2018", "neutral", "museum"}
    museum = profile_coded("museum", "2", tmp_path)
    assert museum is not None
    assert museum.asks_calibre("1")
    assert profile_coded("museum", "1", tmp_path) is None


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('bounds = [">= 2 calibre"]', 'bounds = ["about 2 calibre"]', "about 2 calibre"),
        ('bounds = [">= 2 calibre"]', 'bounds = [">= 2 bore"]', "bore"),
        ('component = "tube"\nlabel', 'component = "tube"\nneeds = ["wheels"]\nlabel', "wheels"),
        ('number = "1.1"\ntype = "1"', 'number = "1.1"\ntype = "9"', "9"),
        ('source = "Decree 12"\n', "", "source"),
        ("[[type]]", "[[type", "deactivation_museum.toml"),
    ],
)
def test_a_list_that_cannot_be_held_to_is_named(tmp_path: Path, was: str, now: str, said: str) -> None:
    assert was in THIRD
    (tmp_path / "deactivation_museum.toml").write_text(THIRD.replace(was, now), encoding="utf-8")
    with pytest.raises(KnownError, match=r"deactivation_museum\.toml") as caught:
        profiles(tmp_path)
    assert said in caught.value.sentence


def test_neither_shipped_list_demands_photographs() -> None:
    """The regulation asks for none; the neutral list says so as a choice of the house."""
    assert not any(one.photograph for each in profiles() for one in each.operations)
    choice = resource("reference", "deactivation_neutral.toml").read_text(encoding="utf-8")
    assert 'photograph = false\nphotograph_status = "house"' in choice


def test_a_list_demands_photographs_of_all_operations_or_of_one(tmp_path: Path) -> None:
    target = tmp_path / "deactivation_museum.toml"
    everywhere = THIRD.replace(
        "public = true", 'public = true\nphotograph = true\nphotograph_status = "unverified"'
    )
    target.write_text(everywhere, encoding="utf-8")
    demanded = next(iter(profiles(tmp_path))).operations[0]
    assert (demanded.photograph, demanded.photograph_status) == (True, "unverified")
    profiles.cache_clear()
    target.write_text(everywhere + "photograph = false\n", encoding="utf-8")
    assert not next(iter(profiles(tmp_path))).operations[0].photograph
    profiles.cache_clear()
    target.write_text(THIRD + 'photograph = "yes"\n', encoding="utf-8")
    with pytest.raises(KnownError, match="photograph"):
        profiles(tmp_path)
