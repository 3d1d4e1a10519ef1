"""Two hundred and fifty rifles, from the declaration of surplus to the certificate, by operations alone.

Three are held back, one serial turns out swapped at the site and its case is resolved, the rest is
destroyed by two methods; what was planned, received and destroyed agrees to the piece.  The certificate
is printed and proved, and names itself when one of the destroyed serials stands at the gate.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import access, audit, cases, disposal, ledger
from stockpile_app.access import Requested
from stockpile_app.base import Refused
from stockpile_app.cases import CaseResult
from stockpile_app.disposal import Box, ListSays, Step
from stockpile_app.disposal.certificates import CertificateRequest, certificate_view, issue_certificate
from stockpile_app.documents.certificate import print_certificate
from stockpile_app.documents.paper_proof import Standing
from stockpile_app.documents.proving import prove_file
from tests.disposal.batches import Site
from tests.ready import ready_site

COUNT = 250


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A depot that begins with 250 rifles too many."""
    return ready_site(tmp_path_factory.mktemp("story"))


def test_from_surplus_to_cleared_residue(site: Site) -> None:
    weapons = site.rifles(COUNT)
    batch = site.decide(site.declare(weapons)).batch_id
    site.people(batch)
    assert [row.step for row in disposal.batches(site.stockpile)] == [Step.DESIGNATED]

    # The police want one, a trace request is out for another, a third is evidence.
    site.hold_back(batch, [10], "evidence", held_at="2026-11-09")
    site.hold_back(batch, [20], "trace", held_at="2026-11-09")
    site.hold_back(batch, [30], "evidence", held_at="2026-11-09")

    left = [number for number in range(1, COUNT + 1) if number not in {10, 20, 30}]
    boxes = tuple(
        Box(container_id=site.books.place(f"box {n}"), seal=f"S 900{n}", lines=tuple(part))
        for n, part in ((1, left[:100]), (2, left[100:200]), (3, left[200:]))
    )
    site.seal(batch, boxes=boxes)
    site.hand_over(batch)
    site.arrive(batch, seals=("S 9001", "S 9002", "S 9003"))

    # At the site rifle 77 is not in its box: in its place lies one with a zero too few.
    site.scan_all(batch, leave=["KM 00077"])
    stranger = site.scan(batch, "KM 0077")
    assert stranger.says is ListSays.LOOKS_LIKE or stranger.says is ListSays.NOT_ON_LIST
    held = disposal.progress(site.stockpile, batch)
    assert (held.planned, held.verified, held.left, held.others) == (247, 246, 1, 1)
    stopped = site.finish(batch)
    assert (stopped.step, len(stopped.cases)) == (None, 2)
    assert disposal.next_step(site.stockpile, batch).blocks[0].rule == "DISPOSAL-06"
    with pytest.raises(Refused):
        site.destroy(batch)

    # The case finds out that the wrong rifle was packed; the right one is brought, and it verifies.
    site.explain(stopped.cases[0], CaseResult.RECOVERED)
    site.explain(stopped.cases[1], CaseResult.CORRECTED)
    assert site.scan(batch, "KM 00077").says is ListSays.VERIFIED
    assert site.finish(batch).step is Step.VERIFIED
    assert all(not row.open for row in cases.cases_about(site.stockpile, "batch", batch))

    # Two methods in two acts: burnt and cut, then melted.
    first = site.destroy(batch, lines=tuple(left[:120]), methods=("burning", "torch_cutting"))
    assert first.step is None
    last = site.destroy(batch, methods=("melting",))
    assert last.step is Step.DESTROYED
    done = site.clear(batch, classes=(
        disposal.Weighed(material="Steel", mass_in=790_000, mass_out=741_000, recipient="Smelter Oy", receipt="R 77"),
        disposal.Weighed(material="Wood", mass_in=190_000, mass_out=0),
    ))  # fmt: skip
    assert done.step is Step.CLEARED

    (count,) = disposal.type_counts(site.stockpile, batch)
    assert (count.planned, count.held_back, count.received, count.explained, count.destroyed) == (
        250,
        3,
        247,
        0,
        247,
    )
    view = disposal.batch_view(site.stockpile, batch)
    assert view is not None
    assert [act.methods for act in view.acts] == ["burning,torch_cutting", "melting"]
    assert audit.verify(site.stockpile).troubles == ()


def test_the_certificate_covers_what_was_destroyed_and_is_proved(site: Site, tmp_path: Path) -> None:
    (row,) = disposal.batches(site.stockpile)
    with site.by("inspector"):
        asked = issue_certificate(site.stockpile, CertificateRequest(operation_id=site.id(), batch_id=row.id))
    assert isinstance(asked, Requested)
    with site.by("approver"):
        issued = access.approve(site.stockpile, asked.request_id)
    view = certificate_view(site.stockpile, issued.number)
    assert view is not None
    held_back = {"KM 00010", "KM 00020", "KM 00030"}
    assert {one.mark for one in view.weapons} == {f"KM {n:05d}" for n in range(1, COUNT + 1)} - held_back
    assert audit.verify(site.stockpile).troubles == ()
    paper = tmp_path / "certificate.pdf"
    print_certificate(site.stockpile, view, paper, languages=("en", "ar"))
    assert prove_file(site.stockpile, paper).standing is Standing.UNCHANGED


def test_what_was_destroyed_never_moves_again_and_is_an_alarm_when_it_is_met(site: Site) -> None:
    gone = site.stockpile.value("SELECT id FROM weapon WHERE serial = 'KM 00001'")
    line = ledger.Line(item_type_id=1, weapon_id=gone)
    back = ledger.TransferVoucher(operation_id=site.id(), effective_at="2026-11-19", lines=(line,),
                                  to_account=site.books.place("armoury"))  # fmt: skip
    assert "LEDGER-05" in site.refused(ledger.transfer, site.stockpile, back)
    received = site.books.receipt(site.books.new_rifle("KM 00001"), on="2026-11-19")
    found = site.findings(ledger.receive, site.stockpile, received)
    assert found[0].rule == "LEDGER-36"
    assert "B-DST-2026-000001" in found[0].got
    twin = site.books.receipt(site.books.new_rifle("KM OOOO1"), on="2026-11-19")
    assert "LEDGER-37" in site.refused(ledger.receive, site.stockpile, twin)
    (alarm,) = (one for one in found if one.rule == "LEDGER-36")
    assert "B-CDS-2026-000001" in alarm.got


def test_what_came_back_is_taken_in_apart_with_a_case(site: Site) -> None:
    gone = int(site.stockpile.value("SELECT id FROM weapon WHERE serial = 'KM 00001'"))
    with site.by("officer"):
        reported = cases.report_reappeared(
            site.stockpile,
            cases.Reappearance(
                operation_id=site.id(), weapon_id=gone, effective_at="2026-11-19",
                to_account=site.books.place("armoury"), owner="WO2 K. Brandt", deadline="2026-12-01",
                source_kind="seized", party="Police, checkpoint 4",
            ),
        )  # fmt: skip
    assert "B-CDS-2026-000001" in reported.case.subject
    assert [one.case.number for one in cases.open_cases_about(site.stockpile, "weapon", gone)] == [
        reported.case.number
    ]
    assert site.verify() == []
