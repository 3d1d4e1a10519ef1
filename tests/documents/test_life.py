"""The life of an item on paper: newest first, reversed pairs linked, lateness said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from stockpile_app import audit, ledger
from stockpile_app.access.queries import founding
from stockpile_app.base.plain_text import LONGEST
from stockpile_app.base.text import speaking
from stockpile_app.documents.life import life_paper, life_pdf
from tests.books import Books
from tests.documents.paper import outside_margins, overlapping, text_of
from tests.naughty import NAUGHTY
from tests.ready import ready_depot


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return ready_depot(tmp_path)


def a_life(books: Books, rounds: int = 1) -> object:
    """A rifle issued by mistake and taken back, so many times."""
    rifle = books.rifle("KM 06427")
    for day in range(rounds):
        posted = books.issue(rifle, on=f"2026-11-{2 + day:02}T06:30")
        books.reverse(posted, on=f"2026-11-{2 + day:02}", reason="Wrong rifle")
    return life_paper(
        books.stockpile,
        founding(books.stockpile),
        audit.head(books.stockpile),
        "KM 06427",
        "AKM 7.62x39 mm",
        ledger.weapon_life(books.stockpile, rifle.id),
        (("Account", "Armoury 1"), ("Condition", "Serviceable")),
    )


def test_events_stand_newest_first_with_their_vouchers(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "life.pdf"
    life_pdf(a_life(books), path)  # type: ignore[arg-type]
    text = text_of(path)
    assert text.index("Reversal") < text.index("Receipt")
    for said in (
        "KM 06427",
        "B-ISS-2026-000001",
        "Undoes B-ISS",
        "Undone by B-REV",
        "from Armoury 1 to",
        "entered",
    ):
        assert said in text
    assert f"As the journal said at entry {audit.head(books.stockpile).size}" in text
    assert not outside_margins(path)
    assert not overlapping(path)


def test_a_long_life_goes_over_pages(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "life.pdf"
    with speaking("ar"):
        life_pdf(a_life(books, 12), path)  # type: ignore[arg-type]
    text = text_of(path)
    assert "Page 2 of" in text
    assert text.count("KM 06427") >= 2
    assert not outside_margins(path)
    assert not overlapping(path)


def test_naughty_lives_are_printed_and_always_alike(books: Books, tmp_path: Path) -> None:
    paper = a_life(books)
    event = paper.events[0]  # type: ignore[attr-defined]
    events = tuple(
        replace(event, detail=text, movement=text, word=text) for text in (one[:LONGEST] for one in NAUGHTY)
    )
    naughty = replace(paper, events=events, mark=NAUGHTY[-1], what=NAUGHTY[-2])  # type: ignore[type-var]
    life_pdf(naughty, tmp_path / "1.pdf")  # type: ignore[arg-type]
    life_pdf(naughty, tmp_path / "2.pdf")  # type: ignore[arg-type]
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
