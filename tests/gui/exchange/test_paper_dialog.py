"""A paper is verified in the window: chosen, scanned, doctored, foreign; by keyboard, clipped nowhere."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt

from stockpile_app import ledger
from stockpile_app.base.text import PSEUDO_LANGUAGE, use_language
from stockpile_app.documents.paper_proof import Standing
from stockpile_app.documents.voucher import voucher_pdf
from stockpile_app.documents.voucher_paper import VoucherPaper, sealed_paper
from stockpile_app.gui.common import Status
from stockpile_app.gui.exchange.page import ExchangePage
from stockpile_app.gui.exchange.paper_dialog import PaperDialog
from stockpile_app.gui.exchange.paper_outcome import STATUS
from tests.books import Books, dump_hash
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs


@pytest.fixture(autouse=True)
def as_in_the_program() -> Iterator[None]:
    """Garbage is never collected in the middle of work: a worker would meet the window's own objects."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def paper(books: Books) -> VoucherPaper:
    """An issue of three rifles."""
    posted = books.issue(*(books.rifle(f"KM 0700{number}") for number in range(3)), purpose="Guard, Gate 2")
    view = ledger.voucher_view(books.stockpile, posted.number)
    assert view is not None
    return sealed_paper(books.stockpile, view)


def opened(desk: AtDesk, books: Books) -> PaperDialog:
    desk.open(books)
    desk.page("exchange", ExchangePage)
    desk.press(Qt.Key.Key_F9)
    return desk.dialog(PaperDialog)


def printed(folder: Path, paper: VoucherPaper) -> Path:
    voucher_pdf(paper, folder / "paper.pdf")
    return folder / "paper.pdf"


def chosen(desk: AtDesk, dialog: PaperDialog, path: Path) -> PaperDialog:
    dialog.path.set_path(path)
    desk.idle()
    return dialog


def test_a_whole_paper(desk: AtDesk, books: Books, paper: VoucherPaper, tmp_path: Path) -> None:
    before = dump_hash(books.stockpile)
    dialog = chosen(desk, opened(desk, books), printed(tmp_path, paper))
    assert "stands in these books" in dialog.outcome.outcome.text()
    assert dialog.outcome.differing.isHidden()
    assert [line.check for line in dialog.outcome.lines.model.rows()] == [
        paper.check,
        *(line.check for line in paper.lines),
    ]
    assert dump_hash(books.stockpile) == before


def test_a_doctored_paper_says_first_what_differs(
    desk: AtDesk, books: Books, paper: VoucherPaper, tmp_path: Path
) -> None:
    lines = (paper.lines[0], replace(paper.lines[1], mark="KM 07007"), *paper.lines[2:])
    dialog = chosen(desk, opened(desk, books), printed(tmp_path, replace(paper, lines=lines)))
    first = dialog.outcome.differences.model.row_at(0)
    assert first is not None
    assert (first.row, first.got, first.expected) == (2, "KM 07007", "KM 07001")
    assert dialog.outcome.differing.isVisible()
    chosen(desk, dialog, printed(tmp_path / "..", paper))
    assert dialog.outcome.differing.isHidden()


def test_a_scanned_code_finds_the_entry(desk: AtDesk, books: Books, paper: VoucherPaper) -> None:
    dialog = opened(desk, books)
    assert dialog.code.hasFocus()
    dialog.code.setText(paper.code)
    desk.press(Qt.Key.Key_Return)
    assert "only your eye compares the text" in dialog.outcome.outcome.text()
    dialog.code.setText("https://example.org")
    desk.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.outcome.outcome.text() == "There is no code of one of our papers on it"
    assert not list(dialog.outcome.lines.model.rows())


def test_a_photograph(desk: AtDesk, books: Books, paper: VoucherPaper, tmp_path: Path) -> None:
    with pdfium.PdfDocument(printed(tmp_path, paper)) as document:
        document[0].render(scale=150 / 72).to_pil().rotate(8, expand=True, fillcolor="white").save(
            tmp_path / "p.jpg"
        )
    dialog = chosen(desk, opened(desk, books), tmp_path / "p.jpg")
    assert "only your eye compares the text" in dialog.outcome.outcome.text()
    assert "no text" in dialog.outcome.more.text()


def test_what_is_missing_is_told(desk: AtDesk, books: Books, tmp_path: Path) -> None:
    dialog = opened(desk, books)
    dialog.verify()
    assert dialog.isVisible()
    dialog.path.set_path(tmp_path / "gone.pdf")
    dialog.verify()
    desk.idle()
    assert dialog.outcome.head.isHidden()


def test_every_outcome_has_a_status() -> None:
    assert set(STATUS) == set(Standing)
    assert [standing for standing, status in STATUS.items() if status is Status.OK] == [Standing.UNCHANGED]


@pytest.mark.parametrize("language", ["en", PSEUDO_LANGUAGE])
def test_nothing_is_clipped_and_every_input_named(
    desk: AtDesk, books: Books, paper: VoucherPaper, tmp_path: Path, language: str
) -> None:
    try:
        dialog = opened(desk, books)
        use_language(language)
        dialog.close()
        page = desk.page("exchange", ExchangePage)
        page.verify_paper()
        dialog = desk.dialog(PaperDialog)
        lines = (replace(paper.lines[0], quantity=4), *paper.lines[1:])
        chosen(desk, dialog, printed(tmp_path, replace(paper, lines=lines)))
        assert find_clipped_texts(dialog) == []
        assert unnamed_inputs(dialog) == []
    finally:
        use_language("en")
