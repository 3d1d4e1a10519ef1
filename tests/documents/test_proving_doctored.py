"""A paper comes back changed: another field, line, code or page, something drawn or put over it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from stockpile_app import audit
from stockpile_app.base import Refused
from stockpile_app.documents.handed_in import read_paper
from stockpile_app.documents.paper_proof import PaperProof, Standing
from stockpile_app.documents.proving import prove_handed_in
from tests.documents.proving_desk import Desk, bar, life_of, pictures, rules, stamped, worked_on


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Its own books, to post in."""
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """For papers alone: nothing is posted in its books."""
    return Desk(tmp_path_factory.mktemp("still"))


def doctored(desk: Desk, at: int, **changed: Any) -> PaperProof:
    paper = desk.paper()
    lines = tuple(
        replace(line, **changed) if place == at else line for place, line in enumerate(paper.lines, 1)
    )
    return desk.proved(desk.printed(replace(paper, lines=lines)))


@pytest.mark.parametrize(
    ("at", "changed", "field", "got", "expected"),
    [
        (4, {"quantity": 126}, "Quantity", "126", "125"),
        (2, {"mark": "KM 06437"}, "Serial or lot", "KM 06437", "KM 06431"),
        (1, {"condition": "Repairable"}, "Condition", "Repairable", "Serviceable"),
        (3, {"check": "0000"}, "Check", "0000", ""),
        (1, {"item": "AKM 7.62x51 mm"}, "Item type", "AKM 7.62x51 mm", "AKM 7.62x39 mm"),
    ],
)
def test_one_changed_field_is_named(
    still: Desk, at: int, changed: dict[str, Any], field: str, got: str, expected: str
) -> None:
    proof = doctored(still, at, **changed)
    first = proof.findings[0]
    assert (proof.standing, first.rule, first.row, first.field, first.got) == (
        Standing.DIFFERS, "PAPER-05", at, field, got)  # fmt: skip
    assert first.expected == (expected or still.paper().lines[at - 1].check)
    assert f"Line {at}, {field}: the paper says “{got}”" in first.sentence


def test_a_changed_head_is_named(still: Desk) -> None:
    proof = still.proved(still.printed(replace(still.paper(), effective_at="2026-11-03 06:30")))
    assert [(one.field, one.got) for one in proof.findings] == [("Effective", "2026-11-03 06:30")]
    proof = still.proved(still.printed(replace(still.paper(), to_account="Cpl T. Vassin · 3 Section")))
    assert {(one.field, one.got) for one in proof.findings} >= {("Issued to", "Cpl T. Vassin · 3 Section")}


def test_a_line_left_out_and_a_line_put_in_are_seen(still: Desk) -> None:
    paper = still.paper()
    proof = still.proved(still.printed(replace(paper, lines=paper.lines[1:])))
    assert proof.standing is Standing.DIFFERS
    assert any(one.row == 1 for one in proof.findings)
    proof = still.proved(still.printed(replace(paper, lines=(*paper.lines, paper.lines[0]))))
    assert any("KM 06430" in one.got and one.expected == "nothing" for one in proof.findings)


@pytest.mark.parametrize(
    ("box", "grey"), [((395, 583, 8, 8), 0), ((60, 300, 300, 6), 165), ((60, 300, 300, 0.75), 165)]
)
def test_something_drawn_over_the_text_is_seen_although_the_text_is_whole(
    still: Desk, box: tuple[float, float, float, float], grey: int
) -> None:
    proof = worked_on(still, lambda paper: bar(paper[0], *box, grey))
    assert proof.standing is Standing.DIFFERS
    assert "drawn" in proof.findings[0].got


def test_a_page_put_in_is_seen_although_it_has_no_text(still: Desk) -> None:
    proof = worked_on(still, lambda paper: bar(paper.new_page(595, 842), 60, 400, 400, 12))
    assert (proof.standing, rules(proof)) == (Standing.DIFFERS, ["PAPER-05"])
    assert [(one.field, one.got, one.expected) for one in proof.findings] == [("Pages", "2", "1")]


@pytest.mark.parametrize("edges", [(0, -200, 595, 842), (0, 0, 795, 842)])
def test_a_page_made_larger_is_seen(still: Desk, edges: tuple[float, float, float, float]) -> None:
    def enlarge(paper: pdfium.PdfDocument) -> None:
        page = paper[0]
        page.set_mediabox(*edges)
        page.set_cropbox(*edges)

    proof = worked_on(still, enlarge)
    assert (proof.standing, proof.findings[0].field) == (Standing.DIFFERS, "Size of the page")


@pytest.mark.parametrize("flags", [0, pdfium.raw.FPDF_ANNOT_FLAG_PRINT,
                                   pdfium.raw.FPDF_ANNOT_FLAG_PRINT | pdfium.raw.FPDF_ANNOT_FLAG_NOVIEW])  # fmt: skip
def test_an_annotation_is_named_wherever_it_shows(still: Desk, flags: int) -> None:
    proof = worked_on(still, stamped(flags))
    assert (proof.standing, proof.findings[0].rule, proof.findings[0].got) == (
        Standing.DIFFERS, "PAPER-09", "an annotation on page 1")  # fmt: skip
    by_key = prove_handed_in(
        read_paper(still.folder / "worked.pdf"), audit.depot_public(still.books.stockpile).signing_public
    )
    assert (by_key.standing, rules(by_key)) == (Standing.DIFFERS, ["PAPER-09"])


def test_an_embedded_file_is_named(still: Desk) -> None:
    proof = worked_on(still, lambda paper: paper.new_attachment("orders.txt").set_data(b"more"))
    assert (proof.standing, proof.findings[0].got) == (Standing.DIFFERS, "an embedded file")


@pytest.mark.parametrize(
    ("entry", "named"),
    [
        (b"/OCProperties << /OCGs [] /D << >> >>", "layers that can be hidden"),
        (b"/OC#50roperties << /OCGs [] /D << >> >>", "layers that can be hidden"),
        (b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>", "a program"),
        (b"/OpenAction [0 /Fit]", "an action on opening"),
        (b"/AcroForm << /Fields [] >>", "form fields"),
        (b"/Names << /JavaScript << /Names [] >> >>", "a program"),
    ],
)
def test_layers_programs_and_form_fields_are_named(still: Desk, entry: bytes, named: str) -> None:
    content = still.printed().read_bytes()
    path = still.folder / "more.pdf"
    path.write_bytes(content.replace(b"/Type /Catalog", entry + b" /Type /Catalog"))
    proof = still.proved(path)
    assert proof.standing is Standing.DIFFERS
    assert named in [one.got for one in proof.findings]


def test_no_paper_of_ours_carries_any_of_it(still: Desk) -> None:
    assert read_paper(still.printed()).additions == read_paper(life_of(still)).additions == ()


def test_the_code_of_another_paper_is_refused(desk: Desk) -> None:
    other = desk.paper(desk.books.receive(desk.books.new_rifle("KM 9")))
    path = desk.printed(replace(desk.paper(), code=other.code))
    proof = desk.proved(path)
    assert (proof.standing, rules(proof)) == (Standing.DIFFERS, ["PAPER-07"])
    assert other.number in proof.findings[0].got
    by_key = prove_handed_in(read_paper(path), audit.depot_public(desk.books.stockpile).signing_public)
    assert (by_key.standing, rules(by_key)) == (Standing.DIFFERS, ["PAPER-07"])


def test_two_codes_on_one_sheet_are_refused(desk: Desk) -> None:
    first = pictures(desk.printed())
    other = pictures(desk.printed(desk.paper(desk.books.receive(desk.books.new_rifle("KM 9")))))
    half = (0, 0, first.width, first.height // 2)
    first.paste(other.crop(half), half)
    first.save(desk.folder / "two.png")
    with pytest.raises(Refused) as refused:
        desk.proved(desk.folder / "two.png")
    assert refused.value.findings[0].rule == "PAPER-06"
