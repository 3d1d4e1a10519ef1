"""The work on a weapon in the books: begun, worked off operation by operation, marked."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app.catalogue.queries import markings_of
from stockpile_app.disposal.deactivation import (
    begin_deactivation,
    checklist,
    deactivation_view,
    record_deactivation_mark,
    record_result,
    verify_deactivation,
)
from stockpile_app.disposal.deactivation.queries import deactivation_numbered
from tests.books import dump_hash
from tests.disposal.deactivation.bench import Bench


def test_the_same_request_twice_has_one_effect(bench: Bench) -> None:
    stockpile = bench.books.stockpile
    begin = bench.asked(1)
    one = begin_deactivation(stockpile, begin).deactivation
    result = bench.result(one, "7.8")
    mark = bench.mark(one, "barrel")
    once = record_result(stockpile, result).result, record_deactivation_mark(stockpile, mark)
    before = dump_hash(stockpile)
    assert begin_deactivation(stockpile, begin).deactivation == one
    assert record_result(stockpile, result).result == once[0]
    again = record_deactivation_mark(stockpile, mark)
    assert (again.mark, again.marking) == (once[1].mark, once[1].marking)
    assert dump_hash(stockpile) == before


# Begun --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"profile": "eu-2015"}, "DEACT-01"),
        ({"profile": ""}, "DEACT-01"),
        ({"firearm_type": "9"}, "DEACT-01"),
        ({"features": ("nipples",)}, "DEACT-01"),
        ({"features": ("spare cylinder",)}, "DEACT-01"),
        ({"features": ("without magazine", "magazine missing")}, "DEACT-01"),
        ({"calibre": ""}, "DEACT-02"),
        ({"calibre": "7,62"}, "DEACT-02"),
        ({"calibre": "-7.62"}, "DEACT-02"),
        ({"calibre": "3.81"}, "DEACT-02"),
        ({"calibre": "999999"}, "DEACT-02"),
        ({"line_no": 9}, "DEACT-03"),
        ({"batch_id": 9}, "DEACT-03"),
        ({"performer": " "}, "DEACT-17"),
        ({"country": "be"}, "DEACT-17"),
        ({"begun_on": "2026-11-32"}, "TEXT-03"),
        ({"begun_on": "2027-01-01"}, "DEACT-18"),
    ],
)
def test_what_cannot_begin(still: Bench, wrong: dict[str, Any], rule: str) -> None:
    asked = still.asked(**({"line_no": 1} | wrong))
    assert rule in still.refused(begin_deactivation, asked)


def test_a_weapon_begins_once(still: Bench) -> None:
    assert still.first(begin_deactivation, still.asked(2)) == "DEACT-03"


# Results ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operation", "outcome", "more", "rule"),
    [
        ("7.99", "done", {}, "DEACT-04"),
        ("1.1", "done", {}, "DEACT-04"),
        ("7.8", "polished", {}, "DEACT-04"),
        ("7.7", "done", {}, "DEACT-05"),
        ("7.7", "done", {"measured": (("breech-face angle", "sixty"),)}, "DEACT-05"),
        ("7.7", "done", {"measured": (("breech-face angle", "60"), ("breech-face angle", "61"))}, "DEACT-05"),
        ("7.7", "done", {"measured": (("breech-face angle", "44.9"),)}, "DEACT-06"),
        ("7.7", "done", {"measured": (("breech-face angle", "75.1"),)}, "DEACT-06"),
        ("7.8", "not applicable", {"reason": "It has none"}, "DEACT-07"),
        ("7.25", "not applicable", {}, "DEACT-07"),
        ("7.8", "failed", {}, "DEACT-07"),
        ("7.8", "alternative", {}, "DEACT-08"),
        ("7.8", "done", {"done_on": "2026-11-09"}, "DEACT-18"),
        ("7.8", "done", {"done_on": "2026-11-21"}, "DEACT-18"),
        ("7.8", "done", {"attachment_id": 77}, "DEACT-19"),
        ("7.8", "done", {"done_by": "A\u202eB"}, "TEXT-01"),
    ],
)
def test_what_cannot_be_recorded(
    still: Bench, operation: str, outcome: str, more: dict[str, Any], rule: str
) -> None:
    one = deactivation_numbered(still.books.stockpile, 1)
    assert rule in still.refused(record_result, still.result(one, operation, outcome, **more))


def test_values_at_their_edges_are_recorded(bench: Bench) -> None:
    one = bench.begin(1)
    for angle in ("45", "75"):
        bench.record(one, "7.7", measured=(("breech-face angle", angle),))
    line = checklist(bench.books.stockpile, one.id).line("7.7")
    assert line is not None
    assert (line.bounds[0].value, line.bounds[0].fits, line.bounds[0].bounds) == (
        "75",
        True,
        "≥ 45 degrees, ≤ 75 degrees",
    )


# Marks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("component", "more", "rule"),
    [
        ("cylinder", {}, "DEACT-10"),
        ("", {}, "DEACT-10"),
        ("barrel", {"symbol": " "}, "DEACT-17"),
        ("barrel", {"marked_on": "2026-11-09"}, "DEACT-18"),
    ],
)
def test_what_mark_cannot_be_recorded(still: Bench, component: str, more: dict[str, Any], rule: str) -> None:
    one = deactivation_numbered(still.books.stockpile, 1)
    assert still.refused(record_deactivation_mark, still.mark(one, component, **more)) == {rule}


def test_a_component_is_marked_with_a_sign_the_entity_may_use(bench: Bench) -> None:
    one = bench.begin(1, country="KE")
    assert bench.refused(record_deactivation_mark, bench.mark(one, "barrel")) == {"DEACT-16"}


def test_a_wrong_mark_is_recorded_again_and_the_last_one_counts(bench: Bench) -> None:
    stockpile, one = bench.books.stockpile, bench.begin(1)
    bench.work_off(one, listed=False)
    with bench.staff.acting("inspector"):
        assert bench.refused(verify_deactivation, bench.verification(one)) == {"DEACT-16"}
    for component in ("frame_or_receiver", "barrel", "bolt"):
        record_deactivation_mark(stockpile, bench.mark(one, component))
    bench.verify(one)
    assert [mark.text for mark in deactivation_view(stockpile, one.id).marks] == [
        "EU BE PB4 2026",
        "EU BE",
        "EU BE",
    ]
    assert len(markings_of(stockpile, bench.rifles[0].id)) == 6


def test_a_mark_on_a_known_component_stands_on_it(bench: Bench) -> None:
    from stockpile_app.catalogue.weapon_facts import ComponentExchange, exchange_components

    fittings = exchange_components(bench.books.stockpile, ComponentExchange(
        operation_id=bench.books.id(), weapon_id=bench.rifles[0].id, effective_on="2026-11-05",
        fitted=(("barrel", "Barrel", "steel", False),)))  # fmt: skip
    one = bench.begin(1)
    marked = record_deactivation_mark(bench.books.stockpile, bench.mark(one, "barrel"))
    assert marked.marking.component_id == fittings[0].component_id
