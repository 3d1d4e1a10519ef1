"""Deactivation in the books: from a verified batch to a weapon that never moves again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import access, audit, ledger
from stockpile_app.access import Requested
from stockpile_app.audit import Operation as Entry
from stockpile_app.base import Refused
from stockpile_app.catalogue.queries import markings_of
from stockpile_app.disposal.deactivation import (
    DEEDS,
    begin_deactivation,
    checklist,
    deactivation_view,
    deactivations,
    record_deactivation_mark,
    record_result,
    verify_deactivation,
)
from stockpile_app.disposal.deactivation.queries import deactivation_numbered
from stockpile_app.disposal.model import BatchCheck, HeldBack, Step
from stockpile_app.ledger import Posted
from stockpile_app.ledger.model import AccountKind
from stockpile_app.ledger.operations import virtual_account
from tests.books import a_depot, dump_hash
from tests.disposal.batches import Site, furnished
from tests.disposal.deactivation.bench import Bench, a_bench, lay_batch
from tests.people import Staff


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A verified batch of three rifles; the officer is at the desk."""
    return a_bench(tmp_path)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """For refusals, which leave no trace: the first rifle not begun, the second begun, the third worked off."""
    bench = a_bench(tmp_path_factory.mktemp("still"))
    bench.begin(2)
    bench.work_off(bench.begin(3))
    return bench


def first(bench: Bench, verb: Any, asked: Any) -> str:
    """The first rule that refuses, without a trace."""
    return bench.books.refuse(verb, asked)[0].rule


def refused(bench: Bench, verb: Any, asked: Any) -> set[str]:
    """Every rule that refuses, without a trace."""
    return {finding.rule for finding in bench.books.refuse(verb, asked)}


def write(bench: Bench, *records: object) -> None:
    """Record something as a neighbouring room would."""
    with bench.books.stockpile.transaction():
        audit.record(bench.books.stockpile, Entry("begin deactivation", bench.books.id(), {}), records)


# The whole way --------------------------------------------------------------------------------------


def test_a_rifle_is_deactivated_and_never_moves_again(bench: Bench) -> None:
    stockpile, rifle = bench.books.stockpile, bench.rifles[0]
    one = bench.begin(1)
    assert [row.state for row in deactivations(stockpile, 1)] == ["open", "not begun", "not begun"]
    bench.work_off(one)
    assert checklist(stockpile, one.id).blocks == ()
    assert deactivations(stockpile, 1)[0].state == "ready"
    posted = bench.verify(one)
    assert posted.number == "B-DEA-2026-000001"
    assert posted.changes.disposal
    assert bench.books.where(rifle)[0] == virtual_account(stockpile, AccountKind.DEACTIVATED)
    again = bench.books.transfer_voucher(rifle, to="workshop", on="2026-11-14")
    assert "LEDGER-05" in refused(bench, ledger.transfer, again)
    assert audit.verify(stockpile).troubles == ()


def test_the_view_says_everything_that_a_certificate_prints(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one)
    posted = bench.verify(one)
    view = deactivation_view(bench.books.stockpile, one.id)
    assert view.title == "EU deactivation certificate"
    assert (view.voucher, view.voucher_line) == (posted.number, 1)
    assert view.weapon == bench.rifles[0]
    assert view.batch_number == "B-BAT-2026-000001"
    assert view.performers == ("Armr B. Lindt",)
    assert view.check is not None
    assert (view.check.verified_by, view.check.public, view.check.listed) == ("Insp R. Duval", 1, 1)
    assert [mark.text for mark in view.marks] == ["EU BE PB4 2026", "EU BE", "EU BE"]
    assert {mark.kind for mark in markings_of(bench.books.stockpile, view.weapon.id)} == {"deactivation"}


def test_an_entity_that_is_not_on_the_list_gives_no_eu_certificate(bench: Bench) -> None:
    one = bench.begin(1, country="KE")
    bench.work_off(one, listed=False)
    assert first(bench, verify_deactivation, bench.verification(one)) == "ACCESS-11"
    with bench.staff.acting("inspector"):
        assert refused(bench, verify_deactivation, bench.verification(one, listed=True)) == {"DEACT-16"}
    bench.verify(one, listed=False)
    view = deactivation_view(bench.books.stockpile, one.id)
    assert view.title == "Deactivation certificate"
    assert [mark.text for mark in view.marks] == ["DEACT KE PB4 2026", "DEACT KE", "DEACT KE"]


def test_the_neutral_list_asks_for_no_public_authority(bench: Bench) -> None:
    one = bench.begin(1, profile="neutral", firearm_type="4", features=(), country="KE")
    bench.work_off(one)
    bench.verify(one, public=False, listed=False)
    assert "EU" not in deactivation_view(bench.books.stockpile, one.id).title


def test_the_last_weapon_of_the_batch_makes_its_step(bench: Bench) -> None:
    stockpile = bench.books.stockpile
    write(bench, HeldBack(1, 3, "evidence", "Prosecutor", 0))
    assert [row.state for row in deactivations(stockpile, 1)] == ["not begun", "not begun", "held back"]
    assert first(bench, begin_deactivation, bench.asked(3)) == "DEACT-03"
    for line in (1, 2):
        assert stockpile.value("SELECT max(step_no) FROM batch_step") == 4
        one = bench.begin(line)
        bench.work_off(one)
        bench.verify(one)
    row = stockpile.row("SELECT step, done_by, voucher_id > 0 FROM batch_step ORDER BY step_no DESC LIMIT 1")
    assert row == (Step.DEACTIVATED, "Insp R. Duval", 1)
    assert audit.verify(stockpile).troubles == ()


def test_the_reservation_ends_with_it(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one)
    bench.verify(one)
    assert bench.books.stockpile.value("SELECT count(*) FROM hold_release") == 1


def test_another_hold_stands_against_it(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one)
    ledger.place_hold(bench.books.stockpile, ledger.NewHold(
        operation_id=bench.books.id(), target="weapon", target_id=bench.rifles[0].id, kind="trace",
        authority="Police", reason="Traced", placed_on="2026-11-12"))  # fmt: skip
    with bench.staff.acting("inspector"):
        assert refused(bench, verify_deactivation, bench.verification(one)) == {"LEDGER-10"}


# Twice ----------------------------------------------------------------------------------------------


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
        assert refused(bench, verify_deactivation, bench.verification(one)) == {"DEACT-09"}
    assert stockpile.value("SELECT count(*) FROM deactivation_check") == 1


def test_nothing_is_added_after_the_verification(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one)
    bench.verify(one)
    assert first(bench, record_result, bench.result(one, "7.8")) == "DEACT-09"
    assert first(bench, record_deactivation_mark, bench.mark(one, "barrel")) == "DEACT-09"
    assert "DEACT-03" in refused(bench, begin_deactivation, bench.asked(1))


# Two persons ----------------------------------------------------------------------------------------


def test_who_recorded_the_work_neither_verifies_nor_approves(bench: Bench) -> None:
    one = bench.begin(1)
    with bench.staff.acting("inspector"):
        bench.work_off(one)
        assert refused(bench, verify_deactivation, bench.verification(one)) == {"DEACT-12"}
        assert refused(bench, verify_deactivation, bench.verification(one, name="Maj Z")) == {"DEACT-12"}


def test_who_did_the_work_does_not_sign(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one)
    with bench.staff.acting("inspector"):
        asked = bench.verification(one, name="ARMR  b. lindt")
        assert refused(bench, verify_deactivation, asked) == {"DEACT-12"}


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


# What is refused ------------------------------------------------------------------------------------


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
    assert rule in refused(still, begin_deactivation, asked)


def test_a_batch_that_is_not_verified_does_not_begin(bench: Bench) -> None:
    site = Site(bench.staff)
    assert (
        site.batch(site.rifles(1), disposal="deactivation", methods=(), reason="Museum", recipient="Museum")
        == 2
    )
    assert first(bench, begin_deactivation, bench.asked(1, batch_id=2)) == "DEACT-03"
    write(bench, BatchCheck(1, 9, 1, "KM 06421", "missing", "2026-11-09T10:00", "Insp R. Duval"))
    assert first(bench, begin_deactivation, bench.asked(1)) == "DEACT-03"


def test_a_weapon_begins_once(still: Bench) -> None:
    assert first(still, begin_deactivation, still.asked(2)) == "DEACT-03"


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
    assert rule in refused(still, record_result, still.result(one, operation, outcome, **more))


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
    assert refused(still, record_deactivation_mark, still.mark(one, component, **more)) == {rule}


def test_a_component_is_marked_with_a_sign_the_entity_may_use(bench: Bench) -> None:
    one = bench.begin(1, country="KE")
    assert refused(bench, record_deactivation_mark, bench.mark(one, "barrel")) == {"DEACT-16"}


def test_a_wrong_mark_is_recorded_again_and_the_last_one_counts(bench: Bench) -> None:
    stockpile, one = bench.books.stockpile, bench.begin(1)
    bench.work_off(one, listed=False)
    with bench.staff.acting("inspector"):
        assert refused(bench, verify_deactivation, bench.verification(one)) == {"DEACT-16"}
    for component in ("frame_or_receiver", "barrel", "bolt"):
        record_deactivation_mark(stockpile, bench.mark(one, component))
    bench.verify(one)
    assert [mark.text for mark in deactivation_view(stockpile, one.id).marks] == [
        "EU BE PB4 2026",
        "EU BE",
        "EU BE",
    ]
    assert len(markings_of(stockpile, bench.rifles[0].id)) == 6


def test_a_deactivation_begins_anew_with_a_reason_and_only_the_last_goes_on(bench: Bench) -> None:
    stockpile, old = bench.books.stockpile, bench.begin(1, features=())
    new = bench.begin(1, reason="It has a gas system")
    assert refused(bench, record_result, bench.result(old, "7.8")) == {"DEACT-09"}
    assert deactivations(stockpile, 1)[0].deactivation_id == new.id
    bench.work_off(new)
    with bench.staff.acting("inspector"):
        assert "DEACT-09" in refused(bench, verify_deactivation, bench.verification(old))
    bench.verify(new)
    assert audit.verify(stockpile).troubles == ()


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


def test_in_single_keeper_books_somebody_else_signs(tmp_path: Path) -> None:
    books = a_depot(tmp_path)
    site = furnished(Staff(books))
    rifles = site.rifles(1)
    bench = Bench(site.staff, rifles, lay_batch(site, rifles))
    one = bench.begin(1, profile="neutral", firearm_type="3", features=())
    bench.work_off(one)
    bench.record(one, "3.5", done_by="")
    asked = bench.verification(one, listed=False, name="keeper")
    assert refused(bench, verify_deactivation, asked) == {"DEACT-12"}
    posted = verify_deactivation(books.stockpile, bench.verification(one, listed=False))
    assert isinstance(posted, Posted)
    assert audit.verify(books.stockpile).troubles == ()


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
        assert rule in refused(still, verify_deactivation, still.verification(one, **wrong))


def test_nobody_verifies_while_anything_is_open(bench: Bench) -> None:
    one = bench.begin(1)
    bench.work_off(one, but=("7.8", "7.25"))
    with bench.staff.acting("inspector"):
        found = bench.books.refuse(verify_deactivation, bench.verification(one))
    assert [finding.rule for finding in found] == ["DEACT-15", "DEACT-15"]
    assert [finding.field for finding in found] == ["Operation 7.8", "Operation 7.25"]


def test_a_mark_on_a_known_component_stands_on_it(bench: Bench) -> None:
    from stockpile_app.catalogue.weapon_facts import ComponentExchange, exchange_components

    fittings = exchange_components(bench.books.stockpile, ComponentExchange(
        operation_id=bench.books.id(), weapon_id=bench.rifles[0].id, effective_on="2026-11-05",
        fitted=(("barrel", "Barrel", "steel", False),)))  # fmt: skip
    one = bench.begin(1)
    marked = record_deactivation_mark(bench.books.stockpile, bench.mark(one, "barrel"))
    assert marked.marking.component_id == fittings[0].component_id
