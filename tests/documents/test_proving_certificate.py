"""A certificate comes back: as printed, annulled since, doctored, with another's code, unknown, signed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stockpile_app.disposal import certificates
from stockpile_app.disposal.certificates import (
    AnnulmentRequest,
    CertificateRequest,
    CertificateView,
    Issued,
    certificate_view,
)
from stockpile_app.documents.certificate import certificate_pdf
from stockpile_app.documents.certificate_paper import CertificatePaper, sealed_certificate
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.paper_proof import Compared, PaperProof, Standing
from stockpile_app.documents.proving import prove_file, prove_text
from tests.books import Books
from tests.disposal.certificates import batches
from tests.ready import ready_depot


class Desk:
    """Books with two certificates of destruction and one of deactivation, and a way to print and prove."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.books: Books = ready_depot(folder)
        lot = self.books.lot("17-83-270", 1000, to="armoury")
        batch = batches.a_batch(self.books, self.rifles(1, 4), [batches.Lot(self.books.rounds(lot, 400))])
        self.batch = batch.id
        self.first = self.issued(batch.id)
        self.second = self.issued(batches.a_batch(self.books, self.rifles(20, 2)).id)
        museum, ids = batches.deactivated(self.books, self.rifles(40, 1))
        self.third = self.issued(museum.id, ids[0])

    def rifles(self, first: int, count: int) -> list[batches.Weapon]:
        return [self.books.rifle(f"KM {number:05}") for number in range(first, first + count)]

    def issued(self, batch_id: int, deactivation_id: int = 0) -> str:
        outcome = certificates.issue_certificate(
            self.books.stockpile,
            CertificateRequest(
                operation_id=self.books.id(), batch_id=batch_id, deactivation_id=deactivation_id
            ),
        )
        assert isinstance(outcome, Issued)
        return outcome.number

    def view(self, number: str = "") -> CertificateView:
        view = certificate_view(self.books.stockpile, number or self.first)
        assert view is not None
        return view

    def paper(self, number: str = "", *languages: str) -> CertificatePaper:
        return sealed_certificate(self.books.stockpile, self.view(number), languages or ("en",))

    def printed(self, paper: CertificatePaper | None = None, page: PageSize = PageSize.A4) -> Path:
        target = self.folder / "paper.pdf"
        certificate_pdf(paper or self.paper(), target, page)
        return target

    def proved(self, path: Path) -> PaperProof:
        return prove_file(self.books.stockpile, path)

    def annul(self, number: str) -> None:
        asked = AnnulmentRequest(
            operation_id=self.books.id(), number=number, reason="The site was named wrongly"
        )
        certificates.annul_certificate(self.books.stockpile, asked)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def rules(proof: PaperProof) -> list[str]:
    return [finding.rule for finding in proof.findings]


def test_the_file_itself_is_proved_to_the_byte(desk: Desk) -> None:
    proof = desk.proved(desk.printed())
    assert (proof.standing, proof.compared, proof.identical) == (
        Standing.UNCHANGED,
        Compared.EVERY_LINE,
        True,
    )
    assert (proof.kind, proof.number, proof.genuine) == ("CDS", desk.first, True)
    assert [line.check for line in proof.lines][1:] == [
        *(desk.paper().weapon_check(one) for one in desk.view().weapons),
        *(desk.paper().lot_check(one) for one in desk.view().lots),
    ]


@pytest.mark.parametrize("languages", [("en", "ar"), ("zh",), ("ar", "fr"), ("qps", "es")])
@pytest.mark.parametrize("page", PageSize)
def test_in_any_languages_on_any_paper(desk: Desk, languages: tuple[str, ...], page: PageSize) -> None:
    for number in (desk.first, desk.third):
        proof = desk.proved(desk.printed(desk.paper(number, *languages), page))
        assert (proof.standing, proof.findings) == (Standing.UNCHANGED, ())


def test_books_that_went_on_still_know_their_certificate(desk: Desk) -> None:
    path = desk.printed()
    desk.books.rifle("LATER 1")
    proof = desk.proved(path)
    assert proof.standing is Standing.UNCHANGED


def test_the_code_alone_gives_the_lines_to_compare(desk: Desk) -> None:
    proof = prove_text(desk.books.stockpile, desk.paper().code)
    assert (proof.standing, proof.compared) == (Standing.TO_COMPARE, Compared.BY_EYE)
    assert "KM 00001" in proof.lines[1].text


def test_a_changed_line_is_named(desk: Desk) -> None:
    paper = desk.paper()
    weapons = (
        paper.view.weapons[0],
        replace(paper.view.weapons[1], mark="KM 99999"),
        *paper.view.weapons[2:],
    )
    forged = replace(paper, view=replace(paper.view, weapons=weapons))
    proof = desk.proved(desk.printed(forged))
    assert proof.standing is Standing.DIFFERS
    assert {"PAPER-05"} == set(rules(proof))
    found = [(one.row, one.got, one.expected) for one in proof.findings]
    assert (2, "KM 99999", "KM 00002") in found


def test_a_line_more_or_another_count_is_named(desk: Desk) -> None:
    paper = desk.paper()
    more = replace(paper.view.weapons[-1], line_no=9, mark="KM 12345")
    forged = replace(paper, view=replace(paper.view, weapons=(*paper.view.weapons, more)))
    proof = desk.proved(desk.printed(forged))
    assert any("KM 12345" in one.got for one in proof.findings)
    counts = (replace(paper.view.counts[0], destroyed=5), *paper.view.counts[1:])
    proof = desk.proved(desk.printed(replace(paper, view=replace(paper.view, counts=counts))))
    assert ("5", "4") in [(one.got, one.expected) for one in proof.findings]


def test_another_certificates_code_pasted_on_is_refused(desk: Desk) -> None:
    forged = replace(desk.paper(desk.first), code=desk.paper(desk.second).code)
    proof = desk.proved(desk.printed(forged))
    assert (proof.standing, rules(proof)) == (Standing.DIFFERS, ["PAPER-07"])
    museum = replace(desk.paper(desk.first), code=desk.paper(desk.third).code)
    assert rules(desk.proved(desk.printed(museum))) == ["PAPER-07"]


def test_a_certificate_of_other_books_is_unknown(desk: Desk, tmp_path: Path) -> None:
    other = Desk(tmp_path)
    assert other.proved(desk.printed()).standing in {Standing.FORGED, Standing.UNKNOWN}


def test_an_annulled_one_is_said_to_be_annulled_and_by_what_it_was_replaced(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = desk.printed().rename(tmp_path / "before.pdf")
    desk.annul(desk.first)
    proof = desk.proved(before)
    assert (proof.standing, proof.findings) == (Standing.SUPERSEDED, ())
    assert "The site was named wrongly" in proof.undone_by
    after = desk.printed().rename(tmp_path / "after.pdf")
    number = desk.issued(desk.batch)
    for path in (before, after):
        proof = desk.proved(path)
        assert (proof.standing, proof.findings) == (Standing.SUPERSEDED, ())
        assert number in proof.undone_by
        assert proof.holds
    unmarked = replace(desk.paper(desk.first), view=replace(desk.view(desk.first), annulment=None))
    assert desk.proved(desk.printed(unmarked)).standing is Standing.DIFFERS
