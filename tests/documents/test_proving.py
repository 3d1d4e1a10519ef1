"""A paper comes back: whole, photographed, doctored, with another's code, or from somebody who only says so."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from stockpile_app import audit, ledger
from stockpile_app.access.queries import founding
from stockpile_app.audit.paper_code import PaperCode, read_code
from stockpile_app.audit.signing import new_private, sign
from stockpile_app.base import Cause, KnownError, Refused
from stockpile_app.base.text import speaking
from stockpile_app.disposal.certificates import CERTIFICATE_CODES
from stockpile_app.documents.check_codes import line_check
from stockpile_app.documents.handed_in import MOST_PAGES, read_paper
from stockpile_app.documents.life import life_paper, life_pdf
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.paper_proof import Compared, PaperProof, Standing
from stockpile_app.documents.proving import PROVERS, prove_file, prove_handed_in, prove_text
from stockpile_app.documents.sealing import LIFE_CODE, SURPLUS_CODE
from stockpile_app.documents.voucher import print_voucher, voucher_pdf
from stockpile_app.documents.voucher_paper import VoucherPaper, sealed_paper
from stockpile_app.ledger import Posted
from stockpile_app.ledger.model import VOUCHER_CODES
from tests.books import Books
from tests.ready import ready_depot


class Desk:
    """A depot with one issue of three rifles and some rounds, and a way to print and prove."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.books: Books = ready_depot(folder)
        self.rifles = [self.books.rifle(f"KM 0643{number}") for number in range(3)]
        lot = self.books.lot("17-83-270", 1000, to="armoury")
        self.posted = self.books.issue(*self.rifles, self.books.rounds(lot, 125), purpose="Guard, Gate 2")

    def paper(self, posted: Posted | None = None, copy: int = 0) -> VoucherPaper:
        """What would be printed now."""
        view = ledger.voucher_view(self.books.stockpile, (posted or self.posted).number)
        assert view is not None
        return sealed_paper(self.books.stockpile, view, copy)

    def printed(self, paper: VoucherPaper | None = None, page: PageSize = PageSize.A4) -> Path:
        """A paper as a PDF file."""
        target = self.folder / "paper.pdf"
        voucher_pdf(paper or self.paper(), target, page=page)
        return target

    def proved(self, path: Path) -> PaperProof:
        """What proving a file gives."""
        return prove_file(self.books.stockpile, path)

    def signed(self, **changed: Any) -> str:
        """A code that the depot's key signed over something else: an insider's."""
        code = read_code(self.paper().code)
        assert code is not None
        code = replace(code, **changed)
        return code.signed(audit.sign_as_depot(self.books.stockpile, code.to_sign)).text


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def rules(proof: PaperProof) -> list[str]:
    return [finding.rule for finding in proof.findings]


# As it was printed ------------------------------------------------------------------------------


def test_the_file_itself_is_proved_to_the_byte(desk: Desk) -> None:
    proof = desk.proved(desk.printed())
    assert (proof.standing, proof.compared, proof.genuine) == (Standing.UNCHANGED, Compared.EVERY_LINE, True)
    assert (proof.number, proof.entry, proof.identical) == (desk.posted.number, desk.posted.entry, True)
    assert [line.check for line in proof.lines] == [desk.paper().check, *(one.check for one in desk.paper().lines)]


def test_books_that_went_on_still_know_their_paper(desk: Desk) -> None:
    path = desk.printed()
    for number in range(5):
        desk.books.rifle(f"L {number}")
    proof = desk.proved(path)
    assert proof.standing is Standing.UNCHANGED
    assert proof.size < audit.head(desk.books.stockpile).size


@pytest.mark.parametrize("language", ["en", "qps"])
@pytest.mark.parametrize("page", PageSize)
def test_any_copy_in_any_language_on_any_paper(desk: Desk, language: str, page: PageSize) -> None:
    with speaking(language):
        path = desk.printed(desk.paper(copy=2), page)
    proof = desk.proved(path)
    assert proof.standing is Standing.UNCHANGED
    assert not proof.findings


def test_a_copy_in_another_language_carries_the_same_codes(desk: Desk) -> None:
    here = desk.paper()
    with speaking("qps"):
        there = desk.paper()
    assert here.lines[0].condition != there.lines[0].condition
    assert (here.check, [line.check for line in here.lines]) == (there.check, [line.check for line in there.lines])


def test_a_rewritten_file_is_compared_line_by_line(desk: Desk) -> None:
    path = desk.printed()
    with pdfium.PdfDocument(path) as paper:
        paper.save(desk.folder / "again.pdf")
    proof = desk.proved(desk.folder / "again.pdf")
    assert (proof.standing, proof.compared, proof.identical) == (Standing.UNCHANGED, Compared.EVERY_LINE, False)


def test_what_was_undone_later_is_said_with_the_reversal(desk: Desk) -> None:
    path = desk.printed()
    undone = desk.books.reverse(desk.posted)
    proof = desk.proved(path)
    assert (proof.standing, proof.undone_by, proof.holds) == (Standing.SUPERSEDED, undone.number, True)
    assert undone.number in proof.sentences[0]
    assert desk.proved(desk.printed()).standing is Standing.SUPERSEDED


def test_a_later_copy_is_told(desk: Desk) -> None:
    path = desk.printed()
    for _ in range(3):
        audit.note_activity(desk.books.stockpile, "print", desk.posted.number)
    assert desk.proved(path).later_copies == 2


def test_a_long_voucher_over_pages(desk: Desk) -> None:
    posted = desk.books.receive(*(desk.books.new_rifle(f"L {number:03}") for number in range(70)))
    paper = desk.paper(posted)
    assert desk.proved(desk.printed(paper)).standing is Standing.UNCHANGED
    lines = (*paper.lines[:60], replace(paper.lines[60], mark="L 066"), *paper.lines[61:])
    proof = desk.proved(desk.printed(replace(paper, lines=lines)))
    assert [(one.row, one.field, one.got, one.expected) for one in proof.findings] == [
        (61, "Serial or lot", "L 066", "L 060")
    ]


# Photographed -----------------------------------------------------------------------------------


def pictures(path: Path, dpi: int = 150) -> Image.Image:
    with pdfium.PdfDocument(path) as paper:
        return paper[0].render(scale=dpi / 72).to_pil().convert("L")


def noisy(picture: Image.Image, seed: int) -> Image.Image:
    chance = random.Random(seed)
    noise = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    return Image.blend(picture, noise, 0.25)


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("turned", [0, 7, 90, 180, 263])
def test_a_turned_photograph_is_read_and_left_to_the_eye(desk: Desk, turned: int, page: PageSize) -> None:
    picture = pictures(desk.printed(page=page)).rotate(turned, expand=True, fillcolor=200)
    target = desk.folder / "photo.jpg"
    noisy(picture, turned).save(target, quality=70)
    proof = desk.proved(target)
    assert (proof.standing, proof.compared) == (Standing.TO_COMPARE, Compared.BY_EYE)
    assert proof.number == desk.posted.number
    assert len(proof.lines) == 5
    assert "only your eye compares the text" in proof.sentences[0]


def test_a_scan_in_a_pdf_is_left_to_the_eye(desk: Desk) -> None:
    pictures(desk.printed()).rotate(2, fillcolor=255).save(desk.folder / "scan.pdf", resolution=150)
    proof = desk.proved(desk.folder / "scan.pdf")
    assert (proof.standing, proof.compared) == (Standing.TO_COMPARE, Compared.BY_EYE)


def test_a_typed_code_is_enough_to_find_the_entry(desk: Desk) -> None:
    proof = prove_text(desk.books.stockpile, f" {desk.paper().code.lower()}\n")
    assert (proof.standing, proof.entry) == (Standing.TO_COMPARE, desk.posted.entry)


def test_what_was_undone_is_said_of_a_typed_code_too(desk: Desk) -> None:
    code = desk.paper().code
    desk.books.reverse(desk.posted)
    proof = prove_text(desk.books.stockpile, code)
    assert (proof.standing, proof.compared) == (Standing.SUPERSEDED, Compared.BY_EYE)


def test_a_picture_over_the_whole_page_is_never_unchanged(desk: Desk) -> None:
    def cover(paper: pdfium.PdfDocument) -> None:
        page = paper[0]
        seen = page.render(scale=2).to_pil().convert("RGB")
        seen.paste((0, 0, 0), (100, 700, 900, 760))
        picture = pdfium.PdfImage.new(paper)
        picture.set_bitmap(pdfium.PdfBitmap.from_pil(seen))
        picture.set_matrix(pdfium.PdfMatrix().scale(*page.get_size()))
        page.insert_obj(picture)
        page.gen_content()

    proof = worked_on(desk, cover)
    assert (proof.standing, proof.compared) == (Standing.TO_COMPARE, Compared.BY_EYE)


# Doctored ---------------------------------------------------------------------------------------


def doctored(desk: Desk, at: int, **changed: Any) -> PaperProof:
    paper = desk.paper()
    lines = tuple(replace(line, **changed) if place == at else line for place, line in enumerate(paper.lines, 1))
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
    desk: Desk, at: int, changed: dict[str, Any], field: str, got: str, expected: str
) -> None:
    proof = doctored(desk, at, **changed)
    first = proof.findings[0]
    assert (proof.standing, first.rule, first.row, first.field, first.got) == (
        Standing.DIFFERS, "PAPER-05", at, field, got)  # fmt: skip
    assert first.expected == (expected or desk.paper().lines[at - 1].check)
    assert f"Line {at}, {field}: the paper says “{got}”" in first.sentence


def test_a_changed_head_is_named(desk: Desk) -> None:
    proof = desk.proved(desk.printed(replace(desk.paper(), effective_at="2026-11-03 06:30")))
    assert [(one.field, one.got) for one in proof.findings] == [("Effective", "2026-11-03 06:30")]
    proof = desk.proved(desk.printed(replace(desk.paper(), to_account="Cpl T. Vassin · 3 Section")))
    assert {(one.field, one.got) for one in proof.findings} >= {("Issued to", "Cpl T. Vassin · 3 Section")}


def test_a_line_left_out_and_a_line_put_in_are_seen(desk: Desk) -> None:
    paper = desk.paper()
    proof = desk.proved(desk.printed(replace(paper, lines=paper.lines[1:])))
    assert proof.standing is Standing.DIFFERS
    assert any(one.row == 1 for one in proof.findings)
    proof = desk.proved(desk.printed(replace(paper, lines=(*paper.lines, paper.lines[0]))))
    assert any("KM 06430" in one.got and one.expected == "nothing" for one in proof.findings)


def bar(page: pdfium.PdfPage, left: float, bottom: float, width: float, height: float, grey: int = 0) -> None:
    box = pdfium.raw.FPDFPageObj_CreateNewRect(left, bottom, width, height)
    pdfium.raw.FPDFPageObj_SetFillColor(box, grey, grey, grey, 255)
    pdfium.raw.FPDFPath_SetDrawMode(box, pdfium.raw.FPDF_FILLMODE_WINDING, 0)
    pdfium.raw.FPDFPage_InsertObject(page, box)
    page.gen_content()


def worked_on(desk: Desk, work: Callable[[pdfium.PdfDocument], None], path: Path | None = None) -> PaperProof:
    """The paper after somebody worked on its file."""
    with pdfium.PdfDocument(path or desk.printed()) as paper:
        work(paper)
        paper.save(desk.folder / "worked.pdf")
    return desk.proved(desk.folder / "worked.pdf")


@pytest.mark.parametrize(
    ("box", "grey"), [((395, 583, 8, 8), 0), ((60, 300, 300, 6), 165), ((60, 300, 300, 0.75), 165)]
)
def test_something_drawn_over_the_text_is_seen_although_the_text_is_whole(
    desk: Desk, box: tuple[float, float, float, float], grey: int
) -> None:
    proof = worked_on(desk, lambda paper: bar(paper[0], *box, grey))
    assert proof.standing is Standing.DIFFERS
    assert "drawn" in proof.findings[0].got


def test_a_page_put_in_is_seen_although_it_has_no_text(desk: Desk) -> None:
    proof = worked_on(desk, lambda paper: bar(paper.new_page(595, 842), 60, 400, 400, 12))
    assert (proof.standing, rules(proof)) == (Standing.DIFFERS, ["PAPER-05"])
    assert [(one.field, one.got, one.expected) for one in proof.findings] == [("Pages", "2", "1")]


@pytest.mark.parametrize("edges", [(0, -200, 595, 842), (0, 0, 795, 842)])
def test_a_page_made_larger_is_seen(desk: Desk, edges: tuple[float, float, float, float]) -> None:
    def enlarge(paper: pdfium.PdfDocument) -> None:
        page = paper[0]
        page.set_mediabox(*edges)
        page.set_cropbox(*edges)

    proof = worked_on(desk, enlarge)
    assert (proof.standing, proof.findings[0].field) == (Standing.DIFFERS, "Size of the page")


def stamped(flags: int) -> Callable[[pdfium.PdfDocument], None]:
    def stamp(paper: pdfium.PdfDocument) -> None:
        page, raw = paper[0], pdfium.raw
        note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STAMP)
        raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(60, 400, 360, 300))
        raw.FPDFAnnot_SetFlags(note, flags)
        raw.FPDFPage_CloseAnnot(note)

    return stamp


@pytest.mark.parametrize("flags", [0, pdfium.raw.FPDF_ANNOT_FLAG_PRINT,
                                   pdfium.raw.FPDF_ANNOT_FLAG_PRINT | pdfium.raw.FPDF_ANNOT_FLAG_NOVIEW])  # fmt: skip
def test_an_annotation_is_named_wherever_it_shows(desk: Desk, flags: int) -> None:
    proof = worked_on(desk, stamped(flags))
    assert (proof.standing, proof.findings[0].rule, proof.findings[0].got) == (
        Standing.DIFFERS, "PAPER-09", "an annotation on page 1")  # fmt: skip
    by_key = prove_handed_in(
        read_paper(desk.folder / "worked.pdf"), audit.depot_public(desk.books.stockpile).signing_public
    )
    assert (by_key.standing, rules(by_key)) == (Standing.DIFFERS, ["PAPER-09"])


def test_an_embedded_file_is_named(desk: Desk) -> None:
    proof = worked_on(desk, lambda paper: paper.new_attachment("orders.txt").set_data(b"more"))
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
def test_layers_programs_and_form_fields_are_named(desk: Desk, entry: bytes, named: str) -> None:
    content = desk.printed().read_bytes()
    path = desk.folder / "more.pdf"
    path.write_bytes(content.replace(b"/Type /Catalog", entry + b" /Type /Catalog"))
    proof = desk.proved(path)
    assert proof.standing is Standing.DIFFERS
    assert named in [one.got for one in proof.findings]


def test_no_paper_of_ours_carries_any_of_it(desk: Desk) -> None:
    assert read_paper(desk.printed()).additions == read_paper(life_of(desk)).additions == ()


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


# Forged -----------------------------------------------------------------------------------------


def test_a_code_that_somebody_else_signed_is_refused(desk: Desk) -> None:
    code = read_code(desk.paper().code)
    assert code is not None
    forged = code.signed(sign(new_private(), code.to_sign))
    proof = desk.proved(desk.printed(replace(desk.paper(), code=forged.text)))
    assert (proof.standing, proof.genuine, rules(proof), proof.lines) == (Standing.FORGED, False, ["PAPER-02"], ())


def test_every_kind_of_voucher_and_the_life_can_be_proved() -> None:
    assert set(PROVERS) == {*VOUCHER_CODES.values(), *CERTIFICATE_CODES.values(), LIFE_CODE, SURPLUS_CODE}


def test_a_kind_that_nobody_proves_is_unknown(desk: Desk) -> None:
    proof = prove_text(desk.books.stockpile, desk.signed(kind="CRT"))
    assert (proof.standing, rules(proof)) == (Standing.UNKNOWN, ["PAPER-07"])


def test_an_insider_with_the_key_cannot_invent_an_entry_or_a_past(desk: Desk) -> None:
    books = desk.books.stockpile
    for changed, rule in (
        ({"entry_hash": bytes(32)}, "PAPER-04"),
        ({"size": 10_000}, "PAPER-04"),
        ({"size": desk.posted.entry - 1}, "PAPER-04"),
        ({"root16": bytes(16)}, "PAPER-03"),
        ({"number": "B-ISS-2026-000009"}, "PAPER-07"),
        ({"kind": "REC"}, "PAPER-07"),
        ({"kind": "LIF"}, "PAPER-07"),
    ):
        proof = prove_text(books, desk.signed(**changed))
        assert (proof.standing, rules(proof), proof.holds) == (Standing.UNKNOWN, [rule], False), changed


def test_older_papers_hold_after_the_depot_took_a_new_key(desk: Desk) -> None:
    path = desk.printed()
    new = audit.make_depot_key(2)
    with desk.books.stockpile.transaction():
        audit.record(desk.books.stockpile, audit.Operation("depot key", desk.books.id(), {}), [new.said])
        audit.keep_depot_secret(desk.books.stockpile, new)
    assert desk.proved(path).standing is Standing.UNCHANGED
    assert desk.proved(desk.printed()).standing is Standing.UNCHANGED


def test_the_key_alone_says_signed_and_no_more(desk: Desk) -> None:
    public = audit.depot_public(desk.books.stockpile).signing_public
    proof = prove_handed_in(read_paper(desk.printed()), public)
    assert (proof.standing, proof.compared) == (Standing.SIGNED, Compared.NOTHING)
    assert "signed by this depot, inclusion not checked" in proof.sentences[0]
    assert prove_handed_in(read_paper(desk.printed()), "ab" * 32).standing is Standing.FORGED


# The life of an item ----------------------------------------------------------------------------


def life_of(desk: Desk, **changed: Any) -> Path:
    books = desk.books.stockpile
    paper = life_paper(
        books, founding(books), audit.head(books), "KM 06431", "AKM 7.62x39 mm",
        ledger.weapon_life(books, desk.rifles[1].id), (("Account", "Armoury 1"), ("Condition", "Serviceable")),
    )  # fmt: skip
    if changed:
        paper = replace(paper, events=(replace(paper.events[0], **changed), *paper.events[1:]))
    target = desk.folder / "life.pdf"
    life_pdf(paper, target, page=PageSize.LETTER)
    return target


def test_the_life_of_an_item_is_proved_event_by_event(desk: Desk) -> None:
    path = life_of(desk)
    desk.books.reverse(desk.posted)
    proof = desk.proved(path)
    assert (proof.standing, proof.compared) == (Standing.UNCHANGED, Compared.EVENTS)
    assert [line.line_no for line in proof.lines] == [1, 2]
    pictures(path).save(desk.folder / "life.png")
    assert desk.proved(desk.folder / "life.png").standing is Standing.TO_COMPARE
    assert worked_on(desk, stamped(0), path).standing is Standing.DIFFERS
    proof = desk.proved(life_of(desk, effective_at="2026-11-09"))
    assert (proof.standing, proof.findings[0].got) == (Standing.DIFFERS, "2026-11-09")


def test_what_is_drawn_over_the_events_of_a_life_is_seen_and_a_page_put_in(desk: Desk) -> None:
    path = life_of(desk)
    assert worked_on(desk, lambda paper: None, path).standing is Standing.UNCHANGED
    event = next(row for row in read_paper(path).rows[0] if "Issue" in " ".join(row.texts))
    left = event.pieces[0].left
    proof = worked_on(desk, lambda paper: bar(paper[0], left + 20, event.baseline, 9, 6, 255), path)
    assert (proof.standing, "drawn" in proof.findings[0].got) == (Standing.DIFFERS, True)
    assert any(text in proof.findings[0].expected for text in event.texts)
    proof = worked_on(desk, lambda paper: bar(paper.new_page(612, 792), 60, 400, 400, 12), path)
    assert (proof.standing, proof.findings[0].field) == (Standing.DIFFERS, "Pages")


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("language", ["en", "qps"])
def test_a_long_life_over_pages_is_proved_whatever_its_facts(desk: Desk, language: str, page: PageSize) -> None:
    rifle = desk.books.rifle("KM 9")
    for day in range(2, 18):
        desk.books.reverse(desk.books.issue(rifle, on=f"2026-11-{day:02}T06:30"), on=f"2026-11-{day:02}T18:00")
    books, target = desk.books.stockpile, desk.folder / "life.pdf"
    for count in range(4):
        facts = tuple((f"Fact {number}", "told at length " * 3**number) for number in range(count))
        with speaking(language):
            paper = life_paper(books, founding(books), audit.head(books), "KM 9", "AKM",
                               ledger.weapon_life(books, rifle.id), facts)  # fmt: skip
            life_pdf(paper, target, page=page)
        assert len(read_paper(target).rows) > 1
        proof = desk.proved(target)
        assert (proof.standing, proof.findings) == (Standing.UNCHANGED, ()), count


# Whatever else is handed in ---------------------------------------------------------------------


def foreign(folder: Path, name: str) -> Path:
    path = folder / name
    content = {
        "empty.pdf": b"",
        "text.pdf": b"Hello",
        "cut.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
        "noise.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        "bomb.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\0\0\0\0" + bytes(4),
    }
    if name in content:
        path.write_bytes(content[name])
    elif name == "locked.pdf":
        Canvas(str(path), encrypt="secret").save()
    elif name == "long.pdf":
        canvas = Canvas(str(path))
        for _ in range(MOST_PAGES + 1):
            canvas.showPage()
        canvas.save()
    elif name == "tiny.pdf":
        Canvas(str(path), pagesize=(0.001, 0.001)).save()
    else:
        Image.new("L", (300, 300), 255).save(path)
    return path


@pytest.mark.parametrize(
    "name", ["empty.pdf", "text.pdf", "cut.pdf", "noise.png", "bomb.png", "locked.pdf", "long.pdf", "tiny.pdf", "a.png"]
)
def test_a_hostile_file_is_refused_calmly(desk: Desk, name: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.proved(foreign(desk.folder, name))
    assert refused.value.findings[0].rule in {"PAPER-01", "PAPER-08"}


def test_any_damage_to_a_paper_is_told_or_seen(desk: Desk) -> None:
    """A flipped byte ends as a refusal, as a difference, or is nowhere visible; never as a crash."""
    whole = desk.printed().read_bytes()
    chance = random.Random(11)
    for _ in range(12):
        broken = bytearray(whole)
        broken[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path = desk.folder / "broken.pdf"
        path.write_bytes(broken)
        try:
            proof = desk.proved(path)
        except Refused:
            continue
        assert not proof.identical


def test_a_missing_file_is_the_environment_s(desk: Desk) -> None:
    with pytest.raises(KnownError) as missing:
        desk.proved(desk.folder / "nowhere.pdf")
    assert missing.value.cause is Cause.NOT_FOUND


def test_a_foreign_code_is_quoted(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        prove_text(desk.books.stockpile, "https://example.org/" + "x" * 500)
    assert refused.value.findings[0].got.startswith("“https://example.org/")


# Check codes ------------------------------------------------------------------------------------


def test_any_single_changed_fact_of_a_line_changes_its_check_code(desk: Desk) -> None:
    view = ledger.voucher_view(desk.books.stockpile, desk.posted.number)
    assert view is not None
    line = view.lines[3]
    silent = {"item_kind", "weapon_id", "lot_id"}  # ids, and what the item's name says already
    for field in fields(line):
        if field.name not in silent:
            value = getattr(line, field.name)
            other = (("sling", 1, 0),) if field.name == "kit" else value + (1 if isinstance(value, int) else "1")
            assert line_check(view, replace(line, **{field.name: other})) != line_check(view, line), field.name


def test_print_voucher_prints_what_is_proved(desk: Desk) -> None:
    view = ledger.voucher_view(desk.books.stockpile, desk.posted.number)
    assert view is not None
    print_voucher(desk.books.stockpile, view, desk.folder / "printed.pdf", copy=1)
    assert desk.proved(desk.folder / "printed.pdf").identical
    assert isinstance(read_code(desk.paper().code), PaperCode)


@pytest.mark.parametrize("turned", [3, 45])
def test_a_crooked_blurred_scan_is_read_at_150_dots_an_inch(desk: Desk, turned: int) -> None:
    picture = pictures(desk.printed()).filter(ImageFilter.GaussianBlur(0.8))
    noisy(picture.rotate(turned, expand=True, fillcolor=220, resample=Image.Resampling.BICUBIC), 5).save(
        desk.folder / "scan.pdf", resolution=150
    )
    assert desk.proved(desk.folder / "scan.pdf").number == desk.posted.number
