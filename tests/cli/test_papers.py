"""`stockpile verify-paper`: what it answers, how it ends, and that it never needs more than it was given."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from stockpile_app import audit
from stockpile_app.assembly import open_stockpile
from stockpile_app.cli.outcome import DONE, ENVIRONMENT, REFUSED, USAGE
from stockpile_app.documents.handed_in import read_paper
from tests.books import PASSPHRASE, USER
from tests.cli.desk import Desk, typed


@pytest.fixture
def paper(desk: Desk) -> Path:
    """An issue of two rifles on paper."""
    goods = ("--weapon", "KM 1", "--weapon", "KM 2")
    posted = desk.says("issue", "--from", "Armoury 1", "--holder", "Cpl T. Vessin", "--on", "2025-01-03",
                       "--due", "2025-01-04", *goods)  # fmt: skip
    target = desk.folder / "issue.pdf"
    desk.says("voucher", posted["number"], target)
    return target


def public_key(desk: Desk) -> str:
    with open_stockpile(desk.path, USER, PASSPHRASE) as books:
        return audit.depot_public(books).signing_public


def test_a_paper_is_proved_against_the_books(desk: Desk, paper: Path) -> None:
    before = desk.size()
    said = typed("verify-paper", paper, "--against", desk.path, "--json")
    assert said.code == DONE, said.err
    assert (said.json["standing"], said.json["compared"], said.json["genuine"]) == (
        "unchanged",
        "every line",
        True,
    )
    assert (said.json["number"].split("-")[1], said.json["kind"]) == ("ISS", "ISS")
    assert [line["line_no"] for line in said.json["lines"]] == [0, 1, 2]
    assert {"entry", "entry_hash", "journal_size", "root", "undone_by", "later_copies", "identical", "findings",
            "sentences", "holds"} <= set(said.json)  # fmt: skip
    assert desk.size() == before
    spoken = typed("verify-paper", paper, "--against", desk.path)
    assert "stands in these books as entry" in spoken.out
    assert "KM 2" in spoken.out


def test_the_text_of_the_code_is_enough(desk: Desk, paper: Path) -> None:
    text = read_paper(paper).codes[0]
    said = typed("verify-paper", "--qr", text, "--against", desk.path, "--json")
    assert (said.code, said.json["standing"], said.json["compared"]) == (DONE, "to compare", "by eye")
    assert (
        "only your eye compares the text" in typed("verify-paper", "--qr", text, "--against", desk.path).out
    )


def test_the_reversal_is_named(desk: Desk, paper: Path) -> None:
    number = typed("verify-paper", paper, "--json").json["number"]
    undone = desk.says("reverse", number, "--reason", "wrong", "--on", "2025-01-05")
    said = typed("verify-paper", paper, "--against", desk.path, "--json")
    assert (said.code, said.json["standing"], said.json["undone_by"]) == (
        DONE,
        "superseded",
        undone["number"],
    )


def test_by_the_key_alone(desk: Desk, paper: Path) -> None:
    said = typed("verify-paper", paper, "--key", public_key(desk))
    assert said.code == DONE
    assert "signed by this depot, inclusion not checked" in said.out
    forged = typed("verify-paper", paper, "--key", "ab" * 32, "--json")
    assert (forged.code, forged.json["standing"], forged.json["genuine"]) == (REFUSED, "forged", False)
    assert forged.findings[0]["rule"] == "PAPER-02"


def test_without_books_or_key_nothing_is_claimed(paper: Path) -> None:
    said = typed("verify-paper", paper, "--json")
    assert (said.code, said.json["standing"], said.json["genuine"]) == (DONE, "unchecked", None)


def test_an_annotation_is_refused(desk: Desk, paper: Path) -> None:
    with pdfium.PdfDocument(paper) as document:
        pdfium.raw.FPDFPage_CloseAnnot(
            pdfium.raw.FPDFPage_CreateAnnot(document[0], pdfium.raw.FPDF_ANNOT_STAMP)
        )
        document.save(desk.folder / "stamped.pdf")
    for words in (("--against", desk.path), ("--key", public_key(desk))):
        said = typed("verify-paper", desk.folder / "stamped.pdf", *words, "--json")
        assert (said.code, said.json["standing"], said.findings[0]["rule"]) == (
            REFUSED,
            "differs",
            "PAPER-09",
        )
        assert "carries what no paper" in said.json["sentences"][0]


def test_what_is_no_paper_is_refused(desk: Desk) -> None:
    (desk.folder / "letter.pdf").write_bytes(b"%PDF-1.4 no more")
    for words, rule in (
        ((desk.folder / "letter.pdf",), "PAPER-08"),
        (("--qr", "https://example.org"), "PAPER-01"),
        ((desk.path,), "PAPER-08"),
    ):
        said = typed("verify-paper", *words, "--against", desk.path, "--json")
        assert said.code == REFUSED
        assert said.findings[0]["rule"] == rule


def test_wrong_usage_and_missing_files(desk: Desk, paper: Path) -> None:
    assert typed("verify-paper").code == USAGE
    assert typed("verify-paper", paper, "--qr", "SP2:A").code == USAGE
    assert typed("verify-paper", paper, "--key", "short").code == USAGE
    assert typed("verify-paper", paper, "--key", "ab" * 32, "--against", desk.path).code == USAGE
    assert typed("verify-paper", desk.folder / "gone.pdf", "--json").code == ENVIRONMENT
    assert typed("verify-paper", paper, "--against", desk.folder / "gone.stockpile").code == ENVIRONMENT
