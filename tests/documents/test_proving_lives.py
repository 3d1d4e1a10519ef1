"""The printed life of an item comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import audit, ledger
from stockpile_app.access.queries import founding
from stockpile_app.base.text import speaking
from stockpile_app.documents.handed_in import read_paper
from stockpile_app.documents.life import life_paper, life_pdf
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.paper_proof import Compared, Standing
from tests.documents.proving_desk import Desk, bar, life_of, pictures, stamped, worked_on


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Its own books, to post in."""
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """For papers alone: nothing is posted in its books."""
    return Desk(tmp_path_factory.mktemp("still"))


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


def test_what_is_drawn_over_the_events_of_a_life_is_seen_and_a_page_put_in(still: Desk) -> None:
    path = life_of(still)
    assert worked_on(still, lambda paper: None, path).standing is Standing.UNCHANGED
    event = next(row for row in read_paper(path).rows[0] if "Issue" in " ".join(row.texts))
    left = event.pieces[0].left
    proof = worked_on(still, lambda paper: bar(paper[0], left + 20, event.baseline, 9, 6, 255), path)
    assert (proof.standing, "drawn" in proof.findings[0].got) == (Standing.DIFFERS, True)
    assert any(text in proof.findings[0].expected for text in event.texts)
    proof = worked_on(still, lambda paper: bar(paper.new_page(612, 792), 60, 400, 400, 12), path)
    assert (proof.standing, proof.findings[0].field) == (Standing.DIFFERS, "Pages")


@pytest.mark.parametrize("page", PageSize)
@pytest.mark.parametrize("language", ["en", "qps"])
def test_a_long_life_over_pages_is_proved_whatever_its_facts(
    desk: Desk, language: str, page: PageSize
) -> None:
    rifle = desk.books.rifle("KM 9")
    for day in range(2, 18):
        desk.books.reverse(
            desk.books.issue(rifle, on=f"2026-11-{day:02}T06:30"), on=f"2026-11-{day:02}T18:00"
        )
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
