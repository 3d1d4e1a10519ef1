"""Held back, destroyed, cleared: what leaves a batch and how; what is refused on the way."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app import access, disposal, ledger
from stockpile_app.access import Requested
from stockpile_app.disposal import FreeStatement, Weighed
from stockpile_app.ledger import NewHold
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.post import rehearse
from tests.disposal.batches import METHODS, Site


def test_what_is_held_back_leaves_by_its_own_voucher_under_another_hold(site: Site) -> None:
    weapons = site.rifles(3)
    batch = site.batch(weapons)
    site.to_site(batch)
    done = site.hold_back(batch, [2], "trace")
    assert done.number[:6] == "B-TRF-"
    assert site.books.where(weapons[1])[0] == site.books.place("armoury")
    holds = site.stockpile.rows(
        "SELECT kind, id IN (SELECT hold_id FROM hold_release) FROM hold WHERE target = 'weapon' AND target_id = ?",
        [weapons[1].id],
    )
    assert holds == [("reserved", 1), ("trace", 0)]
    assert site.scan(batch, "KM 00002").says is disposal.ListSays.HELD_BACK
    assert site.refused(site.hold_back, batch, [2]) == ["DISPOSAL-51"]
    (count,) = disposal.type_counts(site.stockpile, batch)
    assert (count.planned, count.held_back, count.open) == (3, 1, 2)
    assert site.verify() == []


def test_a_trace_hold_set_by_hand_is_held_back_with_its_weapon(site: Site) -> None:
    batch = site.batch(site.rifles(2))
    with site.by("inspector"):
        ledger.place_hold(site.stockpile, NewHold(
            operation_id=site.id(), target="weapon", target_id=1, kind="trace", authority="Interpol",
            reason="Asked about", placed_on="2026-11-08"))  # fmt: skip
    assert "LEDGER-10" in site.refused(site.seal, batch)
    site.hold_back(batch, [1], "trace", held_at="2026-11-09")
    assert site.seal(batch).step is disposal.Step.SEALED


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"reason": "mood"}, "DISPOSAL-50"),
        ({"authority": ""}, "DISPOSAL-50"),
        ({"text": " "}, "DISPOSAL-50"),
        ({"lines": ()}, "DISPOSAL-51"),
        ({"lines": (9,)}, "DISPOSAL-51"),
        ({"lines": (1, 1)}, "DISPOSAL-51"),
        ({"held_at": ""}, "DISPOSAL-31"),
        ({"to_account": 104}, "LEDGER-02"),
    ],
)
def test_what_holding_back_needs(site: Site, more: dict[str, Any], rule: str) -> None:
    batch = site.batch(site.rifles(2))
    assert rule in site.refused(site.hold_back, batch, more.pop("lines", (1,)), **more)


def test_several_acts_and_the_step_with_the_last(site: Site) -> None:
    weapons = site.rifles(3)
    batch = site.batch(weapons)
    site.verified(batch)
    first = site.destroy(batch, lines=(3,), equipment="Press 40 t")
    assert (first.step, first.number) == (None, "B-DST-2026-000001")
    assert disposal.batch_lines(site.stockpile, batch)[2].state is disposal.LineState.DESTROYED
    last = site.destroy(batch)
    assert (last.step, last.number) == (disposal.Step.DESTROYED, "B-DST-2026-000002")
    (count,) = disposal.type_counts(site.stockpile, batch)
    assert (count.planned, count.received, count.destroyed) == (3, 3, 3)
    view = disposal.batch_view(site.stockpile, batch)
    assert view is not None
    assert [(one.methods, one.performed_by, one.equipment) for one in view.acts] == [
        ("burning,torch_cutting", "Mr F. Stahl", "Press 40 t"),
        ("burning,torch_cutting", "Mr F. Stahl", ""),
    ]
    voucher = ledger.voucher_view(site.stockpile, first.number)
    assert voucher is not None
    head = voucher.voucher
    assert (head.actor, head.witness, head.purpose) == ("Insp R. Duval", "Ms C. Ilves", "B-BAT-2026-000001")
    assert site.stockpile.value("SELECT count(*) FROM hold WHERE kind = 'reserved' AND id NOT IN "
                                "(SELECT hold_id FROM hold_release)") == 0  # fmt: skip
    assert site.verify() == []


def test_holding_back_the_last_that_is_left_ends_the_destruction(site: Site) -> None:
    batch = site.batch(site.rifles(3))
    site.verified(batch)
    site.destroy(batch, lines=(1, 2))
    done = site.hold_back(batch, [3], held_at="2026-11-11T12:00")
    assert done.step is disposal.Step.DESTROYED
    (count,) = disposal.type_counts(site.stockpile, batch)
    assert (count.planned, count.held_back, count.received, count.destroyed, count.open) == (3, 1, 2, 2, 0)
    assert site.clear(batch).step is disposal.Step.CLEARED
    assert site.verify() == []


def test_destruction_needs_two_persons_and_the_performer_is_not_one_of_them(site: Site) -> None:
    batch = site.batch(site.rifles(1))
    site.verified(batch)
    with site.by("inspector"):
        asked = disposal.destroy(site.stockpile, site.destroying(batch, performer="Col P. Rhode"))
    assert isinstance(asked, Requested)
    assert (
        asked.summary == "Destroy 1 lines of B-BAT-2026-000001: Burning with fuel, Cutting by torch or plasma"
    )
    assert site.step(batch) == "verified"
    with site.by("approver"):
        assert site.refused(access.approve, site.stockpile, asked.request_id) == ["ACCESS-32"]


def test_two_requests_for_one_line_destroy_it_once(site: Site) -> None:
    batch = site.batch(site.rifles(2))
    site.verified(batch)
    with site.by("inspector"):
        asked = [disposal.destroy(site.stockpile, site.destroying(batch, lines=(1,))) for _ in range(2)]
    site.approved(asked[0])
    assert isinstance(asked[1], Requested)
    with site.by("approver"):
        assert site.refused(access.approve, site.stockpile, asked[1].request_id) == ["DISPOSAL-52"]


def test_what_an_act_needs(site: Site) -> None:
    batch = site.batch(site.rifles(3))
    site.to_site(batch)
    assert site.refused(site.destroy, batch)[:1] == ["DISPOSAL-02"]
    site.scan_all(batch, leave=["KM 00003"])
    (case,) = site.finish(batch).cases
    assert "DISPOSAL-02" in site.refused(site.destroy, batch)
    site.explain(case)
    site.finish(batch)
    for more, rule in (
        ({"lines": (3,)}, "DISPOSAL-52"),
        ({"lines": (1, 1)}, "DISPOSAL-52"),
        ({"lines": (7,)}, "DISPOSAL-52"),
        ({"methods": ()}, "DISPOSAL-20"),
        ({"methods": ("burning",)}, "DISPOSAL-22"),
        ({"methods": ("vehicle_crushing",)}, "DISPOSAL-22"),
        ({"performer": ""}, "DISPOSAL-54"),
        ({"performer": "Ms C. Ilves"}, "DISPOSAL-55"),
        ({"performed_at": "2026-11-09"}, "DISPOSAL-31"),
    ):
        assert rule in site.refused(site.destroy, batch, **more), rule  # type: ignore[arg-type]
    done = site.destroy(batch)
    assert done.step is disposal.Step.DESTROYED
    assert site.refused(site.destroy, batch) == ["DISPOSAL-02"]


def test_no_witness_no_destruction(site: Site) -> None:
    batch = site.decide(site.declare(site.rifles(1))).batch_id
    with site.by("officer"):
        officer = disposal.Participant(duty=disposal.Duty.OFFICER_IN_CHARGE, name="Maj B. Orsk")
        disposal.add_persons(site.stockpile, disposal.Participants(
            operation_id=site.id(), batch_id=batch, persons=(officer,)))  # fmt: skip
    site.verified(batch)
    assert set(site.refused(site.destroy, batch)) == {"DISPOSAL-04", "DISPOSAL-05"}
    assert [one.rule for one in disposal.next_step(site.stockpile, batch).blocks] == [
        "DISPOSAL-04",
        "DISPOSAL-05",
    ]


def test_a_hold_placed_after_the_verification_stops_the_act(site: Site) -> None:
    batch = site.batch(site.rifles(1))
    site.verified(batch)
    with site.by("inspector"):
        ledger.place_hold(site.stockpile, NewHold(
            operation_id=site.id(), target="weapon", target_id=1, kind="evidence", authority="Court 4",
            reason="Case 12", placed_on="2026-11-11"))  # fmt: skip
    assert site.refused(site.destroy, batch) == ["LEDGER-10"]


def test_nothing_is_destroyed_past_a_batch(site: Site) -> None:
    """A voucher of destruction that serves no reservation is refused, and a reversal brings nothing back."""
    weapon = site.books.rifle("ZZ 1")
    line = ledger.Line(item_type_id=weapon.item_type_id, weapon_id=weapon.id)
    for kind, to in ((ledger.VoucherKind.DESTRUCTION, 7), (ledger.VoucherKind.DISPATCH, 9)):
        draft = Draft(
            kind=kind, operation_id=site.id(), effective_at="2026-11-12", lines=(line,), to_account=to
        )
        with site.by("officer"):
            assert [one.rule for one in rehearse(site.stockpile, draft)] == ["DISPOSAL-70"]
    batch = site.batch(site.rifles(1))
    site.verified(batch)
    done = site.destroy(batch)
    back = ledger.ReversalVoucher(operation_id=site.id(), effective_at="2026-11-19", voucher_id=done.voucher_id,
                                  reason="wrong")  # fmt: skip
    with site.by("inspector"):
        assert {"DISPOSAL-71", "LEDGER-05"} <= set(site.refused(ledger.reverse, site.stockpile, back))


@pytest.mark.parametrize(
    ("classes", "rule"),
    [
        ((), "DISPOSAL-60"),
        ((Weighed(material="", mass_in=1, mass_out=0),), "DISPOSAL-60"),
        ((Weighed(material="Steel", mass_in=0, mass_out=0),), "DISPOSAL-60"),
        ((Weighed(material="Steel", mass_in=100, mass_out=101, recipient="a", receipt="b"),), "DISPOSAL-61"),
        ((Weighed(material="Steel", mass_in=100, mass_out=90, receipt="b"),), "DISPOSAL-62"),
        ((Weighed(material="Steel", mass_in=100, mass_out=90, recipient="a"),), "DISPOSAL-62"),
    ],
)
def test_masses_add_up_and_scrap_went_somewhere(site: Site, classes: tuple[Weighed, ...], rule: str) -> None:
    batch = site.batch(site.rifles(1))
    site.verified(batch)
    site.destroy(batch)
    assert site.refused(site.clear, batch, classes=classes) == [rule]


def test_residue_is_cleared_after_the_destruction_and_not_before(site: Site) -> None:
    batch = site.batch(site.rifles(1))
    site.verified(batch)
    assert site.refused(site.clear, batch) == ["DISPOSAL-02"]
    site.destroy(batch)
    assert site.refused(site.clear, batch, cleared_on="2026-11-10") == ["DISPOSAL-31"]
    free = FreeStatement(
        declared_on="2026-11-12", declared_by="Lt G. Pers", organisation="EOD", reference="F 3"
    )
    done = site.clear(batch, free=free)
    assert done.step is disposal.Step.CLEARED
    assert disposal.next_step(site.stockpile, batch) == disposal.NextStep(disposal.Step.CERTIFIED)
    view = disposal.batch_view(site.stockpile, batch)
    assert view is not None
    assert view.free is not None
    assert (view.free.reference, view.residues[0].mass_out) == ("F 3", 17_400)
    assert METHODS == ("burning", "torch_cutting")


def test_neither_reservation_nor_sealed_box_is_freed_by_hand_before_the_end(site: Site) -> None:
    """Else a rifle leaves its box between the list and the fire, and comes back before the count."""
    batch = site.batch(site.rifles(1))
    site.seal(batch)
    holds = [row[0] for row in site.stockpile.rows("SELECT id FROM hold ORDER BY id")]
    assert len(holds) == 2
    for who in ("approver", "inspector"):
        with site.by(who):
            for hold in holds:
                refused = site.refused(
                    ledger.release_hold, site.stockpile, site.id(), hold, "2026-11-10", "Me", "Needed"
                )
                assert refused == ["DISPOSAL-73"]


@pytest.mark.parametrize("performer", ["col p. rhode", "Col  P.  Rhode", "COL P. RHODE "])
def test_who_performs_it_does_not_approve_it_however_the_name_is_written(site: Site, performer: str) -> None:
    batch = site.batch(site.rifles(1))
    site.verified(batch)
    with site.by("inspector"):
        asked = disposal.destroy(site.stockpile, site.destroying(batch, performer=performer))
    assert isinstance(asked, Requested)
    with site.by("approver"):
        assert site.refused(access.approve, site.stockpile, asked.request_id) == ["ACCESS-32"]
