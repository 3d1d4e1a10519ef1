"""What may be decided about declared surplus, and what may not."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app import access, disposal, ledger, surplus
from stockpile_app.access import Requested
from stockpile_app.disposal import DisposalDecision, EndUser, PlannedLine
from stockpile_app.ledger import NewHold
from tests.disposal.batches import Site


def decide(site: Site, asked: DisposalDecision) -> Any:
    with site.by("officer"):
        return disposal.decide_disposal(site.stockpile, asked)


def test_two_persons_decide_and_the_batch_is_numbered(site: Site) -> None:
    declared = site.declare(site.rifles(3))
    asked = site.decision(declared)
    waits = decide(site, asked)
    assert isinstance(waits, Requested)
    assert waits.summary == "Destruction: 3 declared lines, by authority of MoD order 88"
    assert disposal.batches(site.stockpile) == []
    assert decide(site, asked) == waits, "the same operation id leaves one request"
    done = site.approved(waits)
    assert (done.batch_id, done.number) == (1, "B-BAT-2026-000001")
    assert [row.mark for row in disposal.batch_lines(site.stockpile, 1)] == [
        "KM 00001",
        "KM 00002",
        "KM 00003",
    ]
    assert site.step(1) == "designated"
    assert site.verify() == []


def test_a_decision_is_judged_anew_when_it_is_approved(site: Site) -> None:
    declared = site.declare(site.rifles(2))
    first, second = (decide(site, site.decision(declared)) for _ in range(2))
    site.approved(first)
    with site.by("approver"):
        assert site.refused(access.approve, site.stockpile, second.request_id) == ["DISPOSAL-23"]


PAPER = EndUser(number="EUC 7", issuer="MoD of X", issued_on="2026-11-01", end_user="Army of X",
                expires_on="2027-01-31", certified=((1, 1),))  # fmt: skip


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"authority": " "}, "DISPOSAL-10"),
        ({"decided_on": "yesterday"}, "TEXT-03"),
        ({"disposal": "sinking"}, "DISPOSAL-11"),
        ({"disposal": "transfer", "recipient": "Police"}, "DISPOSAL-12"),
        ({"disposal": "transfer", "reason": "Asked for"}, "DISPOSAL-12"),
        ({"disposal": "deactivation", "recipient": "Museum"}, "DISPOSAL-12"),
        ({"disposal": "sale", "reason": "Asked for", "recipient": "X"}, "DISPOSAL-13"),
        ({"disposal": "sale", "reason": "r", "recipient": "X", "end_user": PAPER}, "DISPOSAL-15"),
        ({"disposal": "donation", "reason": "r", "recipient": "X", "end_user": PAPER, "decided_on": "2027-02-01"},
         "DISPOSAL-14"),
        ({"site_account": 3}, "DISPOSAL-16"),
        ({"site_account": 104}, "DISPOSAL-16"),
        ({"cost": "1200"}, "DISPOSAL-17"),
        ({"cost": "-5", "currency": "EUR"}, "DISPOSAL-17"),
        ({"methods": ("sinking",)}, "DISPOSAL-20"),
        ({"methods": ("incineration",)}, "DISPOSAL-21"),
        ({"methods": ("burning",)}, "DISPOSAL-22"),
        ({"methods": ("vehicle_crushing",)}, "DISPOSAL-22"),
        ({"methods": ("burning", "vehicle_crushing")}, "DISPOSAL-22"),
        ({"declaration_id": 99}, "DISPOSAL-23"),
        ({"lines": (PlannedLine(declaration_id=1, line_no=7),)}, "DISPOSAL-23"),
        ({"lines": (PlannedLine(declaration_id=1, line_no=1),) * 2}, "DISPOSAL-23"),
        ({"lines": (PlannedLine(declaration_id=1, line_no=1, quantity=2),)}, "DISPOSAL-27"),
    ],
)  # fmt: skip
def test_what_is_refused(site: Site, more: dict[str, Any], rule: str) -> None:
    declared = site.declare(site.rifles(2))
    assert rule in site.refused(decide, site, site.decision(declared, **more))


def test_a_weapon_on_a_trace_hold_stays_out(site: Site) -> None:
    weapons = site.rifles(2)
    declared = site.declare(weapons)
    with site.by("inspector"):
        ledger.place_hold(site.stockpile, NewHold(
            operation_id=site.id(), target="weapon", target_id=weapons[1].id, kind="trace", authority="Interpol",
            reason="Asked about", placed_on="2026-11-06"))  # fmt: skip
    found = site.findings(decide, site, site.decision(declared))
    assert [(one.rule, one.row) for one in found] == [("DISPOSAL-28", 2)]
    assert "trace" in found[0].got
    only = (PlannedLine(declaration_id=declared, line_no=1),)
    assert site.decide(declared, lines=only).batch_id == 1


def test_a_weapon_in_custody_comes_into_no_batch(site: Site) -> None:
    """Its declaration was withdrawn, and it was issued since."""
    weapons = site.rifles(1)
    declared = site.declare(weapons)
    hold = int(site.stockpile.value("SELECT hold_id FROM declaration_line"))
    withdrawal = surplus.WithdrawalRequest(operation_id=site.id(), declaration_id=declared, withdrawn_on="2026-11-07",
                                           authority="Nobody", reason="A mistake")  # fmt: skip
    with site.by("officer"):
        voucher = site.books.issue_voucher(weapons[0], on="2026-11-08T06:30", come_from="apart")
        assert site.refused(ledger.issue, site.stockpile, voucher) == ["LEDGER-10"]
    with site.by("inspector"):
        assert site.refused(
            ledger.release_hold, site.stockpile, site.id(), hold, "2026-11-07", "Nobody", "A mistake"
        ) == ["DISPOSAL-73"], "two persons reserved it, and two free it"
    with site.by("officer"):
        asked = surplus.withdraw_declaration(site.stockpile, withdrawal)
    assert isinstance(asked, Requested)
    with site.by("approver"):
        access.approve(site.stockpile, asked.request_id)
    assert site.refused(decide, site, site.decision(declared)) == ["DISPOSAL-24"]
    with site.by("officer"):
        ledger.issue(site.stockpile, voucher)
    assert site.refused(decide, site, site.decision(declared)) == ["DISPOSAL-26"]


def test_a_line_is_in_one_batch(site: Site) -> None:
    declared = site.declare(site.rifles(1))
    site.decide(declared)
    lines = (PlannedLine(declaration_id=declared, line_no=1),)
    assert site.refused(decide, site, site.decision(declared, lines=lines)) == ["DISPOSAL-27"]


def test_ammunition_has_its_hazard_and_the_site_its_limit(site: Site) -> None:
    lot = site.books.lot("17-83-270", 1000)
    declared = site.declare([], (lot, 600))
    line = PlannedLine(declaration_id=declared, line_no=1, hazard="1.4S", neq="1.2")
    more: dict[str, Any] = {"methods": ("incineration",), "site_limit": "1.5"}
    bare = PlannedLine(declaration_id=declared, line_no=1)
    assert site.refused(decide, site, site.decision(declared, lines=(bare,), **more)) == ["DISPOSAL-18"]
    wrong = PlannedLine(declaration_id=declared, line_no=1, hazard="9", neq="1")
    assert site.refused(decide, site, site.decision(declared, lines=(wrong,), **more)) == ["DISPOSAL-18"]
    asked = site.decision(declared, lines=(line,), **{**more, "site_limit": ""})
    assert site.refused(decide, site, asked) == ["DISPOSAL-19"]
    asked = site.decision(declared, lines=(line,), **{**more, "site_limit": "1.1"})
    assert site.refused(decide, site, asked) == ["DISPOSAL-19"]
    part = PlannedLine(declaration_id=declared, line_no=1, hazard="1.4S", neq="1.2", quantity=400)
    site.decide(declared, lines=(part,), **more)
    rest = PlannedLine(declaration_id=declared, line_no=1, hazard="1.4S", neq="1.2", quantity=201)
    assert site.refused(decide, site, site.decision(declared, lines=(rest,), **more)) == ["DISPOSAL-27"]
    rest = PlannedLine(declaration_id=declared, line_no=1, hazard="1.4S", neq="1.2")
    batch = site.decide(declared, lines=(rest,), **more).batch_id
    assert [row.quantity for row in disposal.batch_lines(site.stockpile, batch)] == [200]


def test_what_is_in_a_batch_is_not_taken_back_into_service(site: Site) -> None:
    declared = site.declare(site.rifles(1))
    site.decide(declared)
    asked = surplus.WithdrawalRequest(operation_id=site.id(), declaration_id=declared, withdrawn_on="2026-11-20",
                                      authority="Order 15", reason="Needed again")  # fmt: skip
    with site.by("officer"):
        assert site.refused(surplus.withdraw_declaration, site.stockpile, asked) == ["DISPOSAL-72"]
