"""The life of a weapon goes from the window to paper, and the printing is noted."""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from stockpile_app import audit
from stockpile_app.access.queries import founding
from stockpile_app.gui.ledger.life import LifeKind, life_of
from stockpile_app.gui.ledger.life_paper import print_life
from tests.books import Books


def test_a_life_is_printed_by_the_documents_room(books: Books, tmp_path: Path) -> None:
    rifle = books.rifle("KM 06427")
    books.issue(rifle)
    life = life_of(books.stockpile, LifeKind.WEAPON, rifle.id)
    assert life is not None
    target = print_life(books.stockpile, founding(books.stockpile), life, tmp_path / "life.pdf")
    page = pypdfium2.PdfDocument(target.read_bytes())[0].get_textpage().get_text_bounded()
    assert "KM 06427" in page
    assert "B-ISS-2026-000001" in page
    assert audit.times_noted(books.stockpile, "print", "life KM 06427") == 1
