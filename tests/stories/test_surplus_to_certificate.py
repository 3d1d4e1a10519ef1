"""From surplus to certificate, and a destroyed weapon that comes back: the whole duty, by the people who do it.

250 rifles are declared surplus, three are held back as evidence, one serial in the boxes is not the one on
the list; the case is explained, the rest is destroyed by two methods, the certificate is issued, printed and
proved.  Then one of the destroyed serials stands at the gate.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import access, disposal, ledger, surplus
from stockpile_app.access import Requested
from stockpile_app.cases import CaseResult, Reappearance, open_cases_about, report_reappeared
from stockpile_app.catalogue.model import Weapon
from stockpile_app.disposal import Box, ListSays
from stockpile_app.disposal.certificates import (
    CertificateRequest,
    Issued,
    certificate_view,
    issue_certificate,
)
from stockpile_app.documents.certificate import print_certificate
from stockpile_app.documents.paper_proof import Standing
from stockpile_app.documents.proving import prove_file
from tests.disposal.batches import Site, a_site

WEAPONS, HELD_BACK = 250, 3
PER_BOX = 100
BY_FURNACE = 150


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Several people, a store apart, a site and boxes."""
    return a_site(tmp_path)


def _boxes(site: Site, batch: int) -> tuple[Box, ...]:
    """A hundred weapons a box."""
    rows = disposal.batch_lines(site.stockpile, batch, limit=-1)
    lines = [row.line_no for row in rows if row.state != disposal.LineState.HELD_BACK]
    return tuple(
        Box(
            container_id=site.books.place(f"box {number}"),
            seal=f"S-{number}",
            lines=tuple(lines[(number - 1) * PER_BOX : number * PER_BOX]),
        )
        for number in (1, 2, 3)
    )


def _issued(site: Site, batch: int) -> Issued:
    """The inspector asks for the certificate, the approver signs too."""
    with site.by("inspector"):
        asked = issue_certificate(site.stockpile, CertificateRequest(operation_id=site.id(), batch_id=batch))
    assert isinstance(asked, Requested)
    with site.by("approver"):
        issued = access.approve(site.stockpile, asked.request_id)
    assert isinstance(issued, Issued)
    return issued


def test_surplus_to_certificate_and_back(site: Site, tmp_path: Path) -> None:
    rifles = site.rifles(WEAPONS)
    (line,) = (
        one
        for one in surplus.surplus_statement(site.stockpile, on="2026-11-06").lines
        if one.item_type_id == site.books.item("rifle")
    )
    assert (line.requirement, line.serviceable, line.surplus) == (0, WEAPONS, WEAPONS)

    batch = site.batch(rifles)
    site.hold_back(batch, [1, 2, 3], reason="evidence")
    site.seal(batch, boxes=_boxes(site, batch))
    site.hand_over(batch)
    site.arrive(batch)

    swapped = rifles[99]
    for row in disposal.batch_lines(site.stockpile, batch, state=disposal.LineState.WAITING, limit=-1):
        if row.mark != swapped.serial:
            assert site.scan(batch, row.mark).says is ListSays.VERIFIED
    assert site.scan(batch, "KM 99999").says is ListSays.NOT_ON_LIST
    site.finish(batch)
    cases = {one.case_id for one in disposal.differences(site.stockpile, batch)}
    assert len(cases) == 2, "one serial is not in the boxes, and one in the boxes is not on the list"
    assert site.refused(site.destroy, batch) == ["DISPOSAL-02", "DISPOSAL-06"]
    for one in sorted(cases):
        site.explain(one, CaseResult.EXPLAINED)
    site.finish(batch)

    lines = [row.line_no for row in disposal.batch_lines(site.stockpile, batch, limit=-1) if row.verified]
    assert len(lines) == WEAPONS - HELD_BACK - 1
    site.destroy(batch, methods=("melting",), lines=tuple(lines[:BY_FURNACE]))
    assert site.refused(site.destroy, batch, methods=("burning",)) == ["DISPOSAL-22"]
    site.destroy(batch, methods=("burning", "torch_cutting"))
    assert site.refused(_issued, site, batch) == ["CERT-02"]
    site.clear(batch)

    issued = _issued(site, batch)
    view = certificate_view(site.stockpile, issued.number)
    assert view is not None
    assert {one.mark for one in view.weapons} == {one.serial for one in rifles[3:] if one != swapped}
    assert site.verify() == []
    paper = tmp_path / "certificate.pdf"
    print_certificate(site.stockpile, view, paper, languages=("en", "ar"))
    assert prove_file(site.stockpile, paper).standing is Standing.UNCHANGED

    _comes_back(site, rifles[200], issued.number)
    assert site.verify() == []


def _comes_back(site: Site, rifle: Weapon, certificate: str) -> None:
    """A destroyed serial stands at the gate: the receipt is refused, the alarm is reported."""
    again = site.books.new_rifle(rifle.serial)
    (finding,) = (one for one in site.findings(site.books.receive, again) if one.rule == "LEDGER-36")
    assert certificate in finding.got
    with site.by("officer"):
        reported = report_reappeared(
            site.stockpile,
            Reappearance(
                operation_id=site.id(), weapon_id=rifle.id, effective_at="2026-11-19",
                to_account=site.books.place("armoury"), owner="WO2 K. Brandt", deadline="2026-12-01",
                source_kind="seized", party="Police, checkpoint 4",
            ),
        )  # fmt: skip
    assert certificate in reported.case.subject
    assert [one.number for one in open_cases_about(site.stockpile, "weapon", rifle.id)] == [reported.case.number]
    assert ledger.ended_weapons(site.stockpile, [rifle.id]), "the destroyed weapon stays destroyed"
