"""The recovery sheet: the code is on it, large and to scan, and opens the books again."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import audit
from stockpile_app.access.recovery import key_from_code, recovery_code
from stockpile_app.base.text import speaking
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.recovery_sheet import RecoveryPaper, print_recovery_sheet, recovery_sheet_pdf
from tests.books import new_books
from tests.documents.paper import codes, outside_margins, overlapping, signs, text_of

KEY = bytes(range(32))
PAPER = RecoveryPaper(
    depot_code="D07",
    depot_name="Oskel Depot",
    file="oskel.stockpile",
    user="WO2 K. Brandt",
    made_on="2026-11-20",
    code=recovery_code(KEY),
    public_key="0123456789abcdef" * 4,
)


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("language", ["en", "ar", "qps"])
def test_the_code_can_be_read_and_scanned(tmp_path: Path, page: PageSize, language: str) -> None:
    path = tmp_path / "sheet.pdf"
    with speaking(language):
        recovery_sheet_pdf(PAPER, path, page=page)
    assert "--- page ---" not in text_of(path)
    large = "".join(sign.text for sign in signs(path)[0] if sign.size >= 19)
    assert key_from_code(large) == KEY
    for dpi in (75, 200):
        assert [key_from_code(code) for code in codes(path, dpi)] == [KEY]
    assert not outside_margins(path)
    assert not overlapping(path)


def test_it_says_how_to_keep_it_and_where_to_type_it(tmp_path: Path) -> None:
    path = tmp_path / "sheet.pdf"
    recovery_sheet_pdf(PAPER, path)
    text = text_of(path)
    assert "The depot's public key" in text
    assert "0123 4567 89ab cdef" in text
    for said in (
        "oskel.stockpile",
        "WO2 K. Brandt",
        "2026-11-20",
        "envelope",
        "stockpile recover",
        "Second person",
    ):
        assert said in text


def test_long_names_do_not_break_it(tmp_path: Path) -> None:
    long = RecoveryPaper(
        depot_code="D" * 20, depot_name="Depot " * 20, file="f" * 100 + ".stockpile", user="name " * 24,
        made_on="2026-11-20", code=PAPER.code, sole=True, public_key=PAPER.public_key,
    )  # fmt: skip
    path = tmp_path / "sheet.pdf"
    recovery_sheet_pdf(long, path, page=PageSize.LETTER)
    assert not outside_margins(path)
    assert not overlapping(path)


def test_the_sheet_of_an_open_file(tmp_path: Path) -> None:
    books = new_books(tmp_path)
    print_recovery_sheet(books.stockpile, books.recovery_code, tmp_path / "sheet.pdf")
    text = text_of(tmp_path / "sheet.pdf")
    assert "Books · B" in text
    assert "b.stockpile" in text
    key = audit.depot_public(books.stockpile).signing_public
    assert key in "".join(text.split())
    assert books.stockpile.has_key(key_from_code(codes(tmp_path / "sheet.pdf", 100)[0]))
    books.stockpile.close()
