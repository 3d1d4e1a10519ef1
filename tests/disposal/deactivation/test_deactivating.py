"""Deactivation in the books: from a verified batch to a weapon that never moves again."""

from __future__ import annotations

from pathlib import Path

from stockpile_app import audit, ledger
from stockpile_app.audit import Operation as Entry
from stockpile_app.catalogue.queries import markings_of
from stockpile_app.disposal.deactivation import (
    begin_deactivation,
    checklist,
    deactivation_view,
    deactivations,
    record_result,
    verify_deactivation,
)
from stockpile_app.disposal.model import BatchCheck, HeldBack, Step
from stockpile_app.ledger import Posted
from stockpile_app.ledger.model import AccountKind
from stockpile_app.ledger.operations import virtual_account
from tests.disposal.batches import Site, furnished
from tests.disposal.deactivation.bench import Bench, lay_batch
from tests.people import Staff
from tests.ready import ready_depot


def write(bench: Bench, *records: object, kind: str = "begin deactivation") -> None:
    """Record something as a neighbouring room would."""
    stockpile = bench.books.stockpile
    with stockpile.transaction():
        entry = audit.record(stockpile, Entry(kind, bench.books.id(), {}), records)
        audit.sign_entries(stockpile, entry)


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
    assert "LEDGER-05" in bench.refused(ledger.transfer, again)
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
    assert bench.first(verify_deactivation, bench.verification(one)) == "ACCESS-11"
    with bench.staff.acting("inspector"):
        assert bench.refused(verify_deactivation, bench.verification(one, listed=True)) == {"DEACT-16"}
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
    write(bench, HeldBack(1, 3, "evidence", "Prosecutor", 0), kind="hold back")
    assert [row.state for row in deactivations(stockpile, 1)] == ["not begun", "not begun", "held back"]
    assert bench.first(begin_deactivation, bench.asked(3)) == "DEACT-03"
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


def test_a_batch_that_is_not_verified_does_not_begin(bench: Bench) -> None:
    site = Site(bench.staff)
    assert (
        site.batch(site.rifles(1), disposal="deactivation", methods=(), reason="Museum", recipient="Museum")
        == 2
    )
    assert bench.first(begin_deactivation, bench.asked(1, batch_id=2)) == "DEACT-03"
    write(bench, BatchCheck(1, 9, 1, "KM 06421", "missing", "2026-11-09T10:00", "Insp R. Duval"))
    assert bench.first(begin_deactivation, bench.asked(1)) == "DEACT-03"


def test_a_deactivation_begins_anew_with_a_reason_and_only_the_last_goes_on(bench: Bench) -> None:
    stockpile, old = bench.books.stockpile, bench.begin(1, features=())
    new = bench.begin(1, reason="It has a gas system")
    assert bench.refused(record_result, bench.result(old, "7.8")) == {"DEACT-09"}
    assert deactivations(stockpile, 1)[0].deactivation_id == new.id
    bench.work_off(new)
    with bench.staff.acting("inspector"):
        assert "DEACT-09" in bench.refused(verify_deactivation, bench.verification(old))
    bench.verify(new)
    assert audit.verify(stockpile).troubles == ()


def test_in_single_keeper_books_somebody_else_signs(tmp_path: Path) -> None:
    books = ready_depot(tmp_path)
    site = furnished(Staff(books))
    rifles = site.rifles(1)
    bench = Bench(site.staff, rifles, lay_batch(site, rifles))
    one = bench.begin(1, profile="neutral", firearm_type="3", features=())
    bench.work_off(one)
    bench.record(one, "3.5", done_by="")
    asked = bench.verification(one, listed=False, name="keeper")
    assert bench.refused(verify_deactivation, asked) == {"DEACT-12"}
    posted = verify_deactivation(books.stockpile, bench.verification(one, listed=False))
    assert isinstance(posted, Posted)
    assert audit.verify(books.stockpile).troubles == ()
