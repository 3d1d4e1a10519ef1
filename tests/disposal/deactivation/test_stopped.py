"""What somebody outside asks for stays whole: a hold of trace or evidence, and the last look into a register."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from stockpile_app import ledger
from stockpile_app.disposal.deactivation import (
    begin_deactivation,
    record_deactivation_mark,
    record_result,
    verify_deactivation,
)
from stockpile_app.disposal.deactivation.rules import StandingFacts, check_standing
from stockpile_app.disposal.model import Step
from tests.disposal.deactivation.bench import Bench


def put_on_hold(bench: Bench, kind: str, **more: Any) -> ledger.Hold:
    """Somebody outside asks for the first rifle."""
    asked = {"operation_id": bench.books.id(), "target": "weapon", "target_id": bench.rifles[0].id, "kind": kind,
             "authority": "Police", "reason": "Asked for", "placed_on": "2026-11-12", **more}  # fmt: skip
    return ledger.place_hold(bench.books.stockpile, ledger.NewHold(**asked))


@pytest.mark.parametrize("kind", ["trace", "evidence"])
def test_what_is_traced_or_evidence_stays_whole(bench: Bench, kind: str) -> None:
    """Neither begun nor cut further, marked or verified; and again free when the hold ends."""
    one = bench.begin(1)
    hold = put_on_hold(bench, kind)
    stockpile = bench.books.stockpile
    assert bench.refused(begin_deactivation, bench.asked(1, reason="Anew")) == {"DEACT-21"}
    assert bench.refused(record_result, bench.result(one, "7.8")) >= {"DEACT-21"}
    assert bench.refused(record_deactivation_mark, bench.mark(one, "barrel")) == {"DEACT-21"}
    with bench.staff.acting("approver"):
        ledger.release_hold(stockpile, bench.books.id(), hold.id, "2026-11-12", "Police", "Answered")
    bench.work_off(one)
    put_on_hold(bench, kind)
    with bench.staff.acting("inspector"):
        assert "DEACT-21" in bench.refused(verify_deactivation, bench.verification(one))


def test_a_hold_on_its_type_stops_it_too(bench: Bench) -> None:
    put_on_hold(bench, "trace", target="item_type", target_id=bench.rifles[0].item_type_id)
    assert bench.refused(begin_deactivation, bench.asked(1)) == {"DEACT-21"}


def test_nothing_is_cut_before_the_last_look_into_a_register() -> None:
    seen = StandingFacts("deactivation", Step.VERIFIED, 1, "verified", traced=True)
    assert [one.rule for one in check_standing(seen)] == []
    assert [one.rule for one in check_standing(replace(seen, traced=False))] == ["DEACT-20"]
