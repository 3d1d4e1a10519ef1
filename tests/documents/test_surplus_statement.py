"""The statement on paper: its whole working can be read from the page, and every figure is the program's."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium

from stockpile_app import audit
from stockpile_app.audit.paper_code import is_genuine, read_code
from stockpile_app.base.text import speaking
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.paper_proof import Standing
from stockpile_app.documents.proving import prove_file
from stockpile_app.documents.surplus_statement import surplus_paper, surplus_pdf
from stockpile_app.surplus import surplus_statement
from tests.books import Books
from tests.surplus.stock import need, worked_example


def text_of(path: Path) -> str:
    """Everything that stands on the pages."""
    paper = pdfium.PdfDocument(path)
    found = "\n".join(page.get_textpage().get_text_bounded() for page in paper)
    paper.close()
    return " ".join(found.replace("\u202f", "").replace("\u2009", "").split())


def printed(books: Books, folder: Path, **more: str) -> Path:
    target = folder / "surplus.pdf"
    surplus_pdf(surplus_paper(books.stockpile, surplus_statement(books.stockpile, **more)), target)  # type: ignore[arg-type]
    return target


def test_the_working_stands_on_the_paper(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    said = text_of(printed(books, tmp_path))
    for sentence in (
        "Statement of surplus",
        "1 Company: 47 posts × 1 for 2 = 24 (Order 12/2026, from 2026-01-01)",
        "Needed: 24 + 3 + 2 + 4 = 33",
        "Surplus: 34 in store + 6 with holders = 40; 40 - 33 = 7",
        "No requirement stated: nothing of it can be above one",
        "No serviceable ammunition of calibre 9x18 is held",
        "Approved by",
        "Root of the journal",
    ):
        assert sentence in said, sentence


def test_by_calibre_what_is_not_stated_is_no_nought(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    below = text_of(printed(books, tmp_path)).split("By calibre")[1]
    assert "Weapon 7.62x39 weapon 33 40 7 0 10" in below
    assert "Weapon 9x18 weapon – 0 – – 12" in below


def test_the_code_is_signed_by_the_depot(books: Books) -> None:
    paper = surplus_paper(books.stockpile, surplus_statement(books.stockpile))
    code = read_code(paper.code)
    assert code is not None
    assert (code.kind, code.number) == ("SUR", "2026-11-20")
    assert is_genuine(code, audit.depot_public(books.stockpile).signing_public)


def test_it_is_proved_as_far_as_it_can_be(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    paper = printed(books, tmp_path)
    on = audit.head(books.stockpile).size
    books.rifle("KM 99001")  # the books go on, and the paper is what it was
    proof = prove_file(books.stockpile, paper)
    assert (proof.standing, proof.genuine, proof.entry) == (Standing.TO_COMPARE, True, on)


def test_the_same_paper_gives_the_same_bytes(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    assert printed(books, tmp_path).read_bytes() == printed(books, tmp_path).read_bytes()


def test_a_long_statement_fills_pages_and_repeats_its_heading(books: Books, tmp_path: Path) -> None:
    for number in range(60):
        books.items[f"model {number}"] = books.item_type(
            "weapon", f"Rifle, pattern {number}, with a name of about sixty characters", "serial", "weapon"
        )
        need(books, f"model {number}", number)
    paper = surplus_paper(books.stockpile, surplus_statement(books.stockpile))
    target = tmp_path / "long.pdf"
    surplus_pdf(paper, target, page=PageSize.LETTER)
    said = text_of(target)
    pages = len(pdfium.PdfDocument(target))
    assert pages > 4
    assert said.count("Item type") in {pages, pages - 1}  # the last page may hold totals and signatures alone
    assert f"Page {pages} of {pages}" in said
    assert said.count("Prepared by") == 1


def test_it_prints_in_a_language_written_from_right_to_left(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    with speaking("ar"):
        assert "AKM" in text_of(printed(books, tmp_path))
