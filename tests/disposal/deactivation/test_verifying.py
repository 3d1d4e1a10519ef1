"""The verification of a deactivation: by whom, of what, and what it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest

from stockpile_app import access
from stockpile_app.access import Requested
from stockpile_app.base import Refused
from stockpile_app.disposal.deactivation import (
    DEEDS,
    begin_deactivation,
    record_deactivation_mark,
    record_result,
    verify_deactivation,
)
from stockpile_app.disposal.deactivation.queries import deactivation_numbered
from tests.disposal.deactivation.bench import Bench


def test_a_verification_is_asked_and_approved_once(bench: Bench) -> None:
    stockpile, one = bench.books.stockpile, bench.begin(1)
    bench.work_off(one)
    asked = bench.verification(one)
    with bench.staff.acting("inspector"):
        waiting = [verify_deactivation(stockpile, asked) for _ in range(2)]
    assert isinstance(waiting[0], Requested)
    assert waiting[0] == waiting[1]
    with bench.staff.acting("approver"):
        access.approve(stockpile, waiting[0].request_id)
    with bench.staff.acting("inspector"):
        assert verify_deactivation(stockpile, asked) == waiting[0]
        assert bench.refused(verify_deactivation, bench.verification(one)) == {"DEACT-09"}
    assert stockpile.value("SELECT count(*) FROM deactivation_check") == 1


def test_nothing_is_added_after_the_verification(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one)
    bench.verify(one)
    assert bench.first(record_result, bench.result(one, "7.8")) == "DEACT-09"
    assert bench.first(record_deactivation_mark, bench.mark(one, "barrel")) == "DEACT-09"
    assert "DEACT-03" in bench.refused(begin_deactivation, bench.asked(1))


def test_the_request_and_what_was_written_are_compared(bench: Bench) -> None:
    stockpile, one = bench.books.stockpile, bench.begin(1)
    bench.work_off(one)
    posted = bench.verify(one)
    asked, by = (
        json.loads(stockpile.value("SELECT content FROM request WHERE deed = 'deactivation'")),
        "Insp R. Duval",
    )
    wrote = DEEDS[0].wrote
    assert wrote is not None
    assert wrote(stockpile, posted.entry, asked, by)
    assert not wrote(stockpile, posted.entry, asked, "WO2 K. Brandt")
    for name, value in (
        ("entity", "Another"),
        ("public", 0),
        ("serial_read", "KM 1"),
        ("deactivation_id", 2),
    ):
        assert not wrote(stockpile, posted.entry, {**asked, name: value}, by)


# Two persons --------------------------------------------------------------------------------------


def test_who_recorded_the_work_neither_verifies_nor_approves(bench: Bench) -> None:
    one = bench.begin(1)
    with bench.staff.acting("inspector"):
        bench.work_off(one)
        assert bench.refused(verify_deactivation, bench.verification(one)) == {"DEACT-12"}
        assert bench.refused(verify_deactivation, bench.verification(one, name="Maj Z")) == {"DEACT-12"}


def test_who_did_the_work_does_not_sign(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one)
    with bench.staff.acting("inspector"):
        asked = bench.verification(one, name="ARMR  b. lindt")
        assert bench.refused(verify_deactivation, asked) == {"DEACT-12"}


def test_who_did_the_work_does_not_approve(bench: Bench) -> None:
    stockpile, one = bench.books.stockpile, bench.begin(1)
    bench.work_off(one, but=("7.8",))
    bench.record(one, "7.8", done_by="Col P. Rhode")
    with bench.staff.acting("inspector"):
        asked = verify_deactivation(stockpile, bench.verification(one))
    assert isinstance(asked, Requested)
    with bench.staff.acting("approver"), pytest.raises(Refused) as caught:
        access.approve(stockpile, asked.request_id)
    assert caught.value.findings[0].rule == "ACCESS-32"


def test_what_changes_before_the_approval_is_judged_anew(bench: Bench) -> None:
    stockpile, one = bench.books.stockpile, bench.begin(1)
    bench.work_off(one)
    with bench.staff.acting("inspector"):
        asked = verify_deactivation(stockpile, bench.verification(one))
    assert isinstance(asked, Requested)
    assert bench.rifles[0].serial in asked.summary
    bench.record(one, "7.8", "failed", reason="The weld broke")
    with bench.staff.acting("approver"), pytest.raises(Refused) as caught:
        access.approve(stockpile, asked.request_id)
    assert [finding.rule for finding in caught.value.findings] == ["DEACT-15"]


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"public": False, "listed": False}, "DEACT-13"),
        ({"public": False}, "DEACT-16"),
        ({"listed": False}, "DEACT-16"),
        ({"serial_read": ""}, "DEACT-14"),
        ({"serial_read": "KM 0642I"}, "DEACT-14"),
        ({"name": " "}, "DEACT-17"),
        ({"entity": ""}, "DEACT-17"),
        ({"verified_on": "2026-11-10"}, "DEACT-18"),
        ({"verified_on": "2026-11-21"}, "DEACT-18"),
        ({"deactivation_id": 9}, "DEACT-04"),
    ],
)
def test_what_cannot_be_verified(still: Bench, wrong: dict[str, Any], rule: str) -> None:
    one = deactivation_numbered(still.books.stockpile, 2)
    with still.staff.acting("inspector"):
        assert rule in still.refused(verify_deactivation, still.verification(one, **wrong))


def test_nobody_verifies_while_anything_is_open(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one, but=("7.8", "7.25"))
    with bench.staff.acting("inspector"):
        found = bench.books.refuse(verify_deactivation, bench.verification(one))
    assert [finding.rule for finding in found] == ["DEACT-15", "DEACT-15"]
    assert [finding.field for finding in found] == ["Operation 7.8", "Operation 7.25"]
