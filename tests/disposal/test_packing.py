"""Boxes and seals, who takes part, the hand-over, and the seals read again at the site."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app import cases, disposal, ledger
from stockpile_app.disposal import Box, Duty, Participant
from stockpile_app.ledger import TransferVoucher
from tests.books import lines_of
from tests.disposal.batches import DAY, Site


def named(site: Site, batch: int, *persons: Participant) -> Any:
    with site.by("officer"):
        return disposal.add_persons(
            site.stockpile, disposal.Participants(operation_id=site.id(), batch_id=batch, persons=persons)
        )


def test_sealing_moves_everything_into_its_box_and_shuts_it(site: Site) -> None:
    weapons = site.rifles(3)
    batch = site.batch(weapons)
    done = site.seal(batch)
    assert (done.step, done.number[:6]) == (disposal.Step.SEALED, "B-TRF-")
    box = site.books.place("box 1")
    assert {site.books.where(weapon)[0] for weapon in weapons} == {box}
    assert site.stockpile.value("SELECT number FROM seal WHERE container_id = ?", [box]) == f"S {batch}1"
    with site.by("officer"):
        out = TransferVoucher(operation_id=site.id(), effective_at="2026-11-12", to_account=site.books.place("armoury"),
                              lines=lines_of((weapons[0],)))  # fmt: skip
        assert set(site.refused(ledger.transfer, site.stockpile, out)) == {"LEDGER-10"}
        away = TransferVoucher(operation_id=site.id(), effective_at="2026-11-12", containers=(box,),
                               to_account=site.books.place("armoury"))  # fmt: skip
        assert set(site.refused(ledger.transfer, site.stockpile, away)) == {"LEDGER-10"}
    other = site.books.rifle("ZZ 1")
    with site.by("officer"):
        into = TransferVoucher(
            operation_id=site.id(), effective_at="2026-11-12", to_account=box, lines=lines_of((other,))
        )
        assert site.refused(ledger.transfer, site.stockpile, into) == ["LEDGER-10"]
    assert site.verify() == []


def test_the_same_sealing_twice_has_one_effect(site: Site) -> None:
    batch = site.batch(site.rifles(1))
    first = site.seal(batch, operation_id="once")
    again = site.seal(batch, operation_id="once")
    assert (again.number, again.step, again.repeated) == (first.number, first.step, True)


def test_what_is_refused_at_the_packing_table(site: Site) -> None:
    batch = site.batch(site.rifles(2))
    box, other = site.books.place("box 1"), site.books.place("box 2")
    site.books.receive(site.books.new_rifle("ZZ 1"), to="crate")
    for boxes, rule in (
        ((Box(container_id=box, seal="A", lines=(1,)),), "DISPOSAL-34"),
        ((Box(container_id=box, seal="A", lines=(1, 2, 2)),), "DISPOSAL-34"),
        ((Box(container_id=box, seal="A", lines=(1, 2, 3)),), "DISPOSAL-34"),
        ((Box(container_id=site.books.place("apart"), seal="A", lines=(1, 2)),), "DISPOSAL-35"),
        (
            (Box(container_id=box, seal="A", lines=(1,)), Box(container_id=box, seal="B", lines=(2,))),
            "DISPOSAL-35",
        ),
        ((Box(container_id=site.books.place("crate"), seal="A", lines=(1, 2)),), "DISPOSAL-35"),
        ((Box(container_id=box, seal=" ", lines=(1, 2)),), "DISPOSAL-36"),
        (
            (Box(container_id=box, seal="A", lines=(1,)), Box(container_id=other, seal="A", lines=(2,))),
            "DISPOSAL-36",
        ),
    ):
        assert rule in site.refused(site.seal, batch, boxes=boxes), rule
    assert site.refused(site.seal, batch, sealed_at="2026-11-06") == ["DISPOSAL-31"], "before it was decided"
    assert site.refused(site.seal, batch, sealed_at="soon") == ["DISPOSAL-31"]
    site.seal(batch)
    assert site.refused(site.seal, batch) == ["DISPOSAL-02"]


def test_weapons_and_ammunition_do_not_lie_in_one_box(site: Site) -> None:
    lot = site.books.lot("17-83-270", 1000)
    declared = site.declare(site.rifles(1), (lot, 600))
    lines = (disposal.PlannedLine(declaration_id=declared, line_no=1),
             disposal.PlannedLine(declaration_id=declared, line_no=2, hazard="1.4S", neq="1.2"))  # fmt: skip
    batch = site.decide(
        declared, lines=lines, site_limit="5", methods=("torch_cutting", "incineration")
    ).batch_id
    site.people(batch)
    box = Box(container_id=site.books.place("box 1"), seal="A", lines=(1, 2))
    assert site.refused(site.seal, batch, boxes=(box,)) == ["DISPOSAL-37"]
    site.to_site(batch)
    site.scan_all(batch)
    site.finish(batch)
    assert site.refused(site.destroy, batch, methods=("torch_cutting",)) == ["DISPOSAL-21"]
    site.destroy(batch, lines=(1,), methods=("torch_cutting",))
    done = site.destroy(batch, methods=("incineration",))
    assert done.step is disposal.Step.DESTROYED
    assert site.refused(site.clear, batch) == ["DISPOSAL-63"]
    site.clear(batch, free=disposal.FreeStatement(declared_on="2026-11-12", declared_by="Lt G. Pers"))
    assert site.verify() == []


def test_a_place_apart_with_other_goods_in_it_lets_the_batch_go(site: Site) -> None:
    """Goods reserved by their place do not keep the boxes of another batch there."""
    lot = site.books.lot("17-83-270", 1000)
    site.declare([], (lot, 600))
    batch = site.batch(site.rifles(1))
    box = site.books.place("box 1")
    with site.by("officer"):
        ledger.transfer(site.stockpile, TransferVoucher(
            operation_id=site.id(), effective_at="2026-11-04", containers=(box,),
            to_account=site.books.place("armoury")))  # fmt: skip
    site.to_site(batch)
    assert site.stockpile.value(
        "SELECT to_account FROM container_stand WHERE container_id = ? ORDER BY effective_at DESC", [box]
    ) == site.books.place("site")


@pytest.mark.parametrize(
    "person",
    [
        Participant(duty=Duty.WITNESS, name="", organisation="Police"),
        Participant(duty=Duty.WITNESS, name="Ms X", organisation=" "),
        Participant(duty=Duty.OBSERVER, name="  ", organisation="UN"),
        Participant(duty="onlooker", name="Ms X", organisation="UN"),  # type: ignore[arg-type]
    ],
)
def test_a_witness_has_a_name_and_an_organisation(site: Site, person: Participant) -> None:
    batch = site.batch(site.rifles(1))
    assert site.refused(named, site, batch, person) == ["DISPOSAL-30"]


def test_nobody_is_nobody(site: Site) -> None:
    batch = site.batch(site.rifles(1))
    assert site.refused(named, site, batch) == ["DISPOSAL-30"]
    assert site.refused(named, site, 99) == ["DISPOSAL-01"]


def test_boxes_leave_with_a_carrier_and_somebody_in_charge(site: Site) -> None:
    batch = site.decide(site.declare(site.rifles(1))).batch_id
    site.seal(batch)
    assert site.refused(site.hand_over, batch) == ["DISPOSAL-03"]
    site.people(batch)
    assert site.refused(site.hand_over, batch, carrier=" ") == ["DISPOSAL-30"]
    assert site.refused(site.hand_over, batch, handed_at=f"{DAY}T05:00") == ["DISPOSAL-31"]
    assert site.refused(site.arrive, batch) == ["DISPOSAL-02"]
    site.hand_over(batch)
    assert site.refused(site.arrive, batch, receiver="") == ["DISPOSAL-30"]
    site.arrive(batch)
    view = disposal.batch_view(site.stockpile, batch)
    assert view is not None
    assert [(one.duty, one.name) for one in view.persons if one.duty not in {"witness", "officer in charge"}] == [
        ("packer", "WO2 K. Brandt"), ("carrier", "Sgt D. Rook"), ("receiver", "Mr E. Vahl")]  # fmt: skip
    assert [(one.step, one.person) for one in view.steps] == [
        ("sealed", "WO2 K. Brandt"), ("handed over", "Sgt D. Rook"), ("received", "Mr E. Vahl")]  # fmt: skip


def test_another_seal_at_the_site_is_a_difference(site: Site) -> None:
    batch = site.batch(site.rifles(1))
    site.seal(batch)
    site.hand_over(batch)
    done = site.arrive(batch, seals=("S 99",))
    assert len(done.cases) == 2
    kinds = [row.case.kind for row in cases.cases_about(site.stockpile, "batch", batch)]
    assert kinds == ["missing", "found"]
    site.scan_all(batch)
    assert site.refused(site.finish, batch) == ["DISPOSAL-06"]
    for case in done.cases:
        site.explain(case)
    assert site.finish(batch).step is disposal.Step.VERIFIED


def test_a_site_takes_no_more_than_its_limit_at_once(site: Site) -> None:
    lot = site.books.lot("17-83-270", 1000)
    declared = site.declare([], (lot, 1000))
    found = []
    for number in (1, 2):
        line = disposal.PlannedLine(declaration_id=declared, line_no=1, quantity=500, hazard="1.4S", neq="3")
        batch = site.decide(declared, lines=(line,), methods=("incineration",), site_limit="5").batch_id
        site.people(batch)
        box = Box(container_id=site.books.place(f"box {number}"), seal=f"N {number}", lines=(1,))
        site.seal(batch, boxes=(box,))
        found.append(batch)
    site.hand_over(found[0])
    assert site.refused(site.hand_over, found[1]) == ["DISPOSAL-19"]
    site.arrive(found[0])
    site.scan_all(found[0])
    site.finish(found[0])
    site.destroy(found[0], methods=("incineration",))
    assert site.hand_over(found[1]).step is disposal.Step.HANDED_OVER


def test_incidents_and_trace_checks_are_told_in_words(site: Site) -> None:
    batch = site.batch(site.rifles(1))

    def incident(text: str, at: str = f"{DAY}T11:00") -> disposal.Done:
        with site.by("inspector"):
            return disposal.record_incident(site.stockpile, disposal.Incident(
                operation_id=site.id(), batch_id=batch, happened_at=at, text=text))  # fmt: skip

    def look(**more: str) -> disposal.Done:
        known = {"operation_id": site.id(), "checked_on": DAY, "register": "iARMS", "result": "No hit"}
        with site.by("inspector"):
            return disposal.record_trace_check(
                site.stockpile, disposal.TraceLook(batch_id=batch, **{**known, **more})
            )

    assert site.refused(incident, " ") == ["DISPOSAL-32"]
    assert site.refused(incident, "Rain", "soon") == ["DISPOSAL-31"]
    assert site.refused(look, register="") == ["DISPOSAL-33"]
    assert site.refused(look, result=" ") == ["DISPOSAL-33"]
    assert site.refused(look, checked_on="x") == ["TEXT-03"]
    incident("The press stood still for an hour")
    look(reference="R 12")
    view = disposal.batch_view(site.stockpile, batch)
    assert view is not None
    assert [one.text for one in view.incidents] == ["The press stood still for an hour"]
    assert [one.reference for one in view.trace_checks] == ["", "R 12"]
