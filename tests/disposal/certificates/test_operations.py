"""Issuing and annulling certificates: what they cover, what stands against them, who it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import access, audit
from stockpile_app.access import Requested
from stockpile_app.base import Refused
from stockpile_app.catalogue.model import Weapon
from stockpile_app.disposal import certificates
from stockpile_app.disposal.certificates import (
    AnnulmentRequest,
    CertificateRequest,
    CertificateState,
    Issued,
    certificate_covering,
    certificate_view,
    draft_certificate,
)
from stockpile_app.ledger import Line
from tests.books import Books
from tests.disposal.certificates import batches
from tests.disposal.certificates.batches import Lot, Made
from tests.people import Staff
from tests.ready import ready_depot, ready_staff


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return ready_depot(tmp_path)


def rifles(books: Books, count: int, first: int = 1) -> list[Weapon]:
    return [books.rifle(f"KM {number:05}") for number in range(first, first + count)]


def asked(books: Books, made: Made, **more: object) -> CertificateRequest:
    return CertificateRequest(operation_id=books.id(), batch_id=made.id, **more)  # type: ignore[arg-type]


def issue(books: Books, made: Made, **more: object) -> Issued:
    outcome = certificates.issue_certificate(books.stockpile, asked(books, made, **more))
    assert isinstance(outcome, Issued)
    return outcome


def annul(books: Books, number: str, reason: str = "A wrong site was named") -> None:
    certificates.annul_certificate(
        books.stockpile, AnnulmentRequest(operation_id=books.id(), number=number, reason=reason)
    )


def refused(books: Books, made: Made, **more: object) -> list[str]:
    found = books.refuse(certificates.issue_certificate, asked(books, made, **more))
    return [finding.rule for finding in found]


def steps(books: Books, made: Made) -> list[str]:
    rows = books.stockpile.rows("SELECT step FROM batch_step WHERE batch_id = ? ORDER BY step_no", [made.id])
    return [row[0] for row in rows]


def holds(books: Books) -> None:
    """Nothing is wrong, but that one person alone wrote the batch here by hand."""
    mine = {"issue certificate", "annul certificate", "request"}
    kinds = dict(books.stockpile.rows("SELECT entry, kind FROM journal"))
    troubles = audit.verify(books.stockpile).troubles
    by_hand = {"authority", "disposal"}
    assert [one for one in troubles if one.check not in by_hand or kinds.get(one.entry) in mine] == []


# A certificate of destruction -------------------------------------------------------------------


def test_it_covers_every_destroyed_line_and_certifies_the_batch(books: Books) -> None:
    weapons = rifles(books, 3)
    lot = books.lot("17-83-270", 1000, to="armoury")
    made = batches.a_batch(books, weapons, [Lot(books.rounds(lot, 400))])
    outcome = issue(books, made, remarks="In the presence of the observer")
    assert (outcome.number, outcome.lines) == ("B-CDS-2026-000001", 4)
    assert outcome.changes.disposal
    assert steps(books, made)[-1] == "certified"
    view = certificate_view(books.stockpile, outcome.number)
    assert view is not None
    assert [one.mark for one in view.weapons] == ["KM 00001", "KM 00002", "KM 00003"]
    assert [(one.lot, one.quantity, one.hazard, one.neq) for one in view.lots] == [
        ("17-83-270", 400, "1.4S", "1.250")
    ]
    assert view.weapons[0].identity == "Izhevsk AKM 7.62x39 RUS"
    assert (view.weapons[0].missing, view.weapons[0].verified_by) == ("bolt", "Insp R. Duval")
    assert (view.weapons[0].destroyed_by, view.weapons[0].act_no) == ("Sgt M. Adan", 1)
    assert [(c.planned, c.received, c.destroyed, c.agrees) for c in view.counts] == [
        (3, 3, 3, True), (400, 400, 400, True)]  # fmt: skip
    assert (view.residue[0].recipient, view.incidents[0].incident_no) == ("Steelworks Oskel", 1)
    assert view.free is not None
    assert [one.duty for one in view.persons] == ["officer in charge", "verifier", "observer"]
    assert certificate_covering(books.stockpile, weapons[0].id) == outcome.number
    holds(books)


def test_a_draft_says_what_it_would_say_and_what_stands_against_it(books: Books) -> None:
    made = batches.designated(books, rifles(books, 2))
    batches.verified(books, made)
    batches.destroyed(books, made)
    before = draft_certificate(books.stockpile, made.id)
    assert before is not None
    assert (before.state, before.number, len(before.weapons)) == (CertificateState.DRAFT, "", 2)
    assert before.asked == ("The residue of this batch is not cleared yet",)
    batches.cleared(books, made)
    after = draft_certificate(books.stockpile, made.id)
    assert after is not None
    assert after.asked == ()
    assert draft_certificate(books.stockpile, 99) is None
    assert certificate_view(books.stockpile, "B-CDS-2026-000099") is None


def test_a_later_mark_changes_no_paper(books: Books) -> None:
    weapon = rifles(books, 1)[0]
    number = issue(books, batches.a_batch(books, [weapon])).number
    before = certificate_view(books.stockpile, number)
    mark = batches.Marking(batches.next_of(books, "marking"), weapon.id, "import", "late", "2026-11-19")
    batches.write(books, mark)
    after = certificate_view(books.stockpile, number)
    assert before is not None
    assert after is not None
    assert before.weapons == after.weapons


def test_numbers_run_on_without_a_gap_and_each_kind_by_itself(books: Books) -> None:
    one = batches.a_batch(books, rifles(books, 1))
    two = batches.a_batch(books, rifles(books, 1, 50))
    museum, ids = batches.deactivated(books, rifles(books, 2, 90))
    numbers = [issue(books, one).number, issue(books, museum, deactivation_id=ids[0]).number,
               issue(books, two).number]  # fmt: skip
    assert numbers == ["B-CDS-2026-000001", "B-CDA-2026-000001", "B-CDS-2026-000002"]
    assert refused(books, two) == ["CERT-05"]
    assert issue(books, museum, deactivation_id=ids[1]).number == "B-CDA-2026-000002"
    holds(books)


def test_the_same_request_twice_has_one_effect(books: Books) -> None:
    request = asked(books, batches.a_batch(books, rifles(books, 2)))
    first = certificates.issue_certificate(books.stockpile, request)
    again = certificates.issue_certificate(books.stockpile, request)
    assert isinstance(first, Issued)
    assert isinstance(again, Issued)
    assert (again.number, again.lines, again.repeated) == (first.number, first.lines, True)
    assert len(certificates.certificates(books.stockpile)) == 1


# What stands against it -------------------------------------------------------------------------


def test_not_before_the_residue_is_cleared(books: Books) -> None:
    made = batches.designated(books, rifles(books, 2))
    assert refused(books, made) == ["CERT-02", "CERT-04", "CERT-05"]
    batches.verified(books, made)
    batches.destroyed(books, made)
    batches.step(books, made, batches.Step.DESTROYED)
    assert refused(books, made) == ["CERT-02"]


def test_not_for_a_batch_of_another_kind_or_none(books: Books) -> None:
    made, _ = batches.deactivated(books, rifles(books, 1))
    assert "CERT-01" in refused(books, made)
    assert refused(books, Made(99)) == ["CERT-01"]


@pytest.mark.parametrize("about", ["batch", "weapon"])
def test_not_with_an_open_case(books: Books, about: str) -> None:
    weapons = rifles(books, 2)
    made = batches.a_batch(books, weapons)
    case = batches.open_case(books, about, made.id if about == "batch" else weapons[1].id)
    assert refused(books, made) == ["CERT-03"]
    batches.close_case(books, case)
    assert issue(books, made).lines == 2


def test_not_when_one_was_never_verified_or_never_destroyed(books: Books) -> None:
    made = batches.designated(books, rifles(books, 3))
    batches.verified(books, made, leave_out=[2])
    batches.destroyed(books, made)
    batches.cleared(books, made)
    assert refused(books, made) == ["CERT-04"]
    other = batches.designated(books, rifles(books, 3, 20))
    batches.verified(books, other)
    batches.destroyed(books, other, other.lines[:2])
    batches.cleared(books, other)
    finding = books.refuse(certificates.issue_certificate, asked(books, other))[0]
    assert (finding.rule, finding.expected, finding.got) == ("CERT-04", "3 weapon", "received 3, destroyed 2")
    batches.held_back(books, other, 3)
    assert issue(books, other).lines == 2


def test_not_a_quantity_that_differs(books: Books) -> None:
    lot = books.lot("17-83-270", 1000, to="armoury")
    made = batches.designated(books, [], [Lot(books.rounds(lot, 400))])
    batches.verified(books, made)
    batches.destroyed(books, made, [batches.without(made.lines[0], quantity=399)])
    batches.cleared(books, made)
    assert refused(books, made) == ["CERT-04"]


def test_a_certificate_needs_texts_that_can_be_read(books: Books) -> None:
    made = batches.a_batch(books, rifles(books, 1))
    assert refused(books, made, remarks="left\u202eright") == ["TEXT-01"]


# Deactivation -----------------------------------------------------------------------------------


def test_one_certificate_a_weapon_and_the_last_certifies_the_batch(books: Books) -> None:
    made, ids = batches.deactivated(books, rifles(books, 2))
    issue(books, made, deactivation_id=ids[0])
    assert steps(books, made)[-1] == "deactivated"
    issue(books, made, deactivation_id=ids[1])
    assert steps(books, made)[-1] == "certified"
    view = certificate_view(books.stockpile, "B-CDA-2026-000002")
    assert view is not None
    assert view.deactivation is not None
    assert [one.mark for one in view.weapons] == ["KM 00002"]
    assert (view.deactivation.verifier, view.deactivation.entity) == ("Rosalie Duval", "Proof House Oskel")
    assert view.deactivation.marks == (("frame", "XB 2 26"),)
    assert not view.deactivation.listed
    assert refused(books, made, deactivation_id=ids[0]) == ["CERT-05"]
    holds(books)


def test_the_unions_layout_is_for_a_public_entity_on_its_list(books: Books) -> None:
    made, ids = batches.deactivated(books, rifles(books, 1), listed=True)
    view = certificate_view(books.stockpile, issue(books, made, deactivation_id=ids[0]).number)
    assert view is not None
    assert view.deactivation is not None
    assert view.deactivation.listed


def test_not_before_somebody_has_verified_it(books: Books) -> None:
    made, ids = batches.deactivated(books, rifles(books, 1), checked=False)
    assert refused(books, made, deactivation_id=ids[0])[0] == "CERT-02"


# Annulment --------------------------------------------------------------------------------------


def test_an_annulled_certificate_stays_and_brings_nothing_back(books: Books) -> None:
    weapon = rifles(books, 1)[0]
    made = batches.a_batch(books, [weapon])
    number = issue(books, made).number
    place = books.where(weapon)
    annul(books, number)
    view = certificate_view(books.stockpile, number)
    assert view is not None
    assert view.annulment is not None
    assert (view.state, view.annulment.reason) == (CertificateState.ANNULLED, "A wrong site was named")
    assert certificate_covering(books.stockpile, weapon.id) == ""
    assert books.where(weapon) == place
    second = issue(books, made)
    assert second.number == "B-CDS-2026-000002"
    row = certificates.certificates(books.stockpile)[0]
    assert (row.replaces, row.annulled) == (number, False)
    old = certificate_view(books.stockpile, number)
    assert old is not None
    assert old.replaced_by == second.number
    assert steps(books, made).count("certified") == 1
    holds(books)


def test_what_cannot_be_annulled(books: Books) -> None:
    made = batches.a_batch(books, rifles(books, 1))
    number = issue(books, made).number
    verb = certificates.annul_certificate

    def asked_for(number: str, reason: str = "wrong") -> AnnulmentRequest:
        return AnnulmentRequest(operation_id=books.id(), number=number, reason=reason)

    assert books.refuse(verb, asked_for("B-CDS-2026-000009"))[0].rule == "CERT-07"
    assert books.refuse(verb, asked_for(number, " "))[0].rule == "CERT-08"
    annul(books, number)
    assert books.refuse(verb, asked_for(number))[0].rule == "CERT-07"


def test_only_an_annulled_certificate_of_the_same_batch_is_replaced(books: Books) -> None:
    one, two = batches.a_batch(books, rifles(books, 1)), batches.a_batch(books, rifles(books, 1, 9))
    number = issue(books, one).number
    assert refused(books, two, replaces=number) == ["CERT-06"]
    annul(books, number)
    assert refused(books, two, replaces=number) == ["CERT-06"]
    assert issue(books, one, replaces=number).number == "B-CDS-2026-000002"


# Two persons ------------------------------------------------------------------------------------


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return ready_staff(tmp_path)


def test_one_asks_and_another_issues(staff: Staff) -> None:
    books = staff.books
    with staff.acting("officer"):
        made = batches.a_batch(books, rifles(books, 2))
        request = certificates.issue_certificate(books.stockpile, asked(books, made))
        assert isinstance(request, Requested)
        assert request.summary == "Issue the certificate of destruction for B-BAT-2026-000001"
        assert certificates.certificates(books.stockpile) == []
        with pytest.raises(Refused, match="Requested by you"):
            access.approve(books.stockpile, request.request_id)
    with staff.acting("approver"):
        outcome = access.approve(books.stockpile, request.request_id)
    row = certificates.certificates(books.stockpile)[0]
    assert (row.number, row.issued_by, row.approved_by) == (outcome.number, "WO2 K. Brandt", "Col P. Rhode")
    with staff.acting("officer"):
        wish = certificates.annul_certificate(
            books.stockpile,
            AnnulmentRequest(operation_id=books.id(), number=row.number, reason="A wrong date"),
        )
        assert isinstance(wish, Requested)
    with staff.acting("approver"):
        access.approve(books.stockpile, wish.request_id)
    view = certificate_view(books.stockpile, row.number)
    assert view is not None
    assert view.annulment is not None
    assert (view.annulment.annulled_by, view.annulment.approved_by) == ("WO2 K. Brandt", "Col P. Rhode")
    holds(books)


def test_what_changed_since_it_was_asked_stops_the_approval(staff: Staff) -> None:
    books = staff.books
    with staff.acting("officer"):
        made = batches.a_batch(books, rifles(books, 1))
        request = certificates.issue_certificate(books.stockpile, asked(books, made))
        assert isinstance(request, Requested)
        batches.open_case(books, "batch", made.id)
    with staff.acting("approver"), pytest.raises(Refused, match="not explained"):
        access.approve(books.stockpile, request.request_id)


def test_slings_are_certified_by_quantity(books: Books) -> None:
    books.slings(40)
    made = batches.a_batch(books, [], [Lot(Line(item_type_id=books.item("sling"), quantity=15), "", "")])
    number = issue(books, made).number
    view = certificate_view(books.stockpile, number)
    assert view is not None
    assert [(one.item, one.lot, one.quantity) for one in view.lots] == [("Sling", "", 15)]
    holds(books)
