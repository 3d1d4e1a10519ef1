"""A depot whose papers come back: printed, photographed, worked on, and proved."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from stockpile_app import audit, ledger
from stockpile_app.access.queries import founding
from stockpile_app.audit.paper_code import read_code
from stockpile_app.documents.life import life_paper, life_pdf
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.paper_proof import PaperProof
from stockpile_app.documents.proving import prove_file
from stockpile_app.documents.voucher import voucher_pdf
from stockpile_app.documents.voucher_paper import VoucherPaper, sealed_paper
from stockpile_app.ledger import Posted
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


def rules(proof: PaperProof) -> list[str]:
    """The rules that a proof names."""
    return [finding.rule for finding in proof.findings]


def pictures(path: Path, dpi: int = 150) -> Image.Image:
    """The first page as a camera or a scanner sees it."""
    with pdfium.PdfDocument(path) as paper:
        return paper[0].render(scale=dpi / 72).to_pil().convert("L")


def noisy(picture: Image.Image, seed: int) -> Image.Image:
    """The picture, with a quarter of noise."""
    chance = random.Random(seed)
    noise = Image.frombytes("L", picture.size, chance.randbytes(picture.width * picture.height))
    return Image.blend(picture, noise, 0.25)


def bar(page: pdfium.PdfPage, left: float, bottom: float, width: float, height: float, grey: int = 0) -> None:
    """Draw a filled box on a page."""
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


def stamped(flags: int) -> Callable[[pdfium.PdfDocument], None]:
    """Somebody puts a stamp on the first page."""

    def stamp(paper: pdfium.PdfDocument) -> None:
        page, raw = paper[0], pdfium.raw
        note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STAMP)
        raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(60, 400, 360, 300))
        raw.FPDFAnnot_SetFlags(note, flags)
        raw.FPDFPage_CloseAnnot(note)

    return stamp


def life_of(desk: Desk, **changed: Any) -> Path:
    """The second rifle's life, printed; `changed` is what its newest event says instead."""
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
