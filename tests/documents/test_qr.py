"""The square on paper: small enough in modules, exactly as wide as asked."""

from __future__ import annotations

from pathlib import Path

import segno

from stockpile_app.audit.paper_code import PaperCode, read_code
from stockpile_app.documents.page import PageSize, new_sheet
from stockpile_app.documents.qr import LARGEST_VERSION, QR_SIZE, draw_qr
from tests.documents.paper import codes

LONGEST = PaperCode("OPB", "N" * 29, bytes(32), 2**40 - 1, bytes(16), bytes(64)).text


def test_the_longest_code_has_modules_of_half_a_millimetre() -> None:
    code = segno.make_qr(LONGEST, error="m", boost_error=False)
    assert int(code.version) <= LARGEST_VERSION
    assert QR_SIZE / len(list(code.matrix)) > 0.5 * 72 / 25.4


def test_the_longest_code_is_read_from_a_poor_print(tmp_path: Path) -> None:
    sheet = new_sheet(tmp_path / "q.pdf", PageSize.A4, "q")
    draw_qr(sheet, LONGEST, 40, 40)
    sheet.end_page()
    sheet.canvas.save()
    for dpi in (100, 150, 200):
        assert [read_code(text) for text in codes(tmp_path / "q.pdf", dpi)] == [read_code(LONGEST)]
