"""A paper comes back: as it was printed, as a code alone, or from somebody who only says so."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from stockpile_app import audit, ledger
from stockpile_app.audit.paper_code import PaperCode, read_code
from stockpile_app.audit.signing import new_private, sign
from stockpile_app.base.text import speaking
from stockpile_app.disposal.certificates import CERTIFICATE_CODES
from stockpile_app.documents.check_codes import line_check
from stockpile_app.documents.handed_in import read_paper
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.paper_proof import Compared, Standing
from stockpile_app.documents.proving import PROVERS, prove_handed_in, prove_text
from stockpile_app.documents.sealing import LIFE_CODE, SURPLUS_CODE
from stockpile_app.documents.voucher import print_voucher
from stockpile_app.ledger.model import VOUCHER_CODES
from tests.documents.proving_desk import Desk, rules


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Its own books, to post in."""
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """For papers alone: nothing is posted in its books."""
    return Desk(tmp_path_factory.mktemp("still"))


# As it was printed ------------------------------------------------------------------------------


def test_the_file_itself_is_proved_to_the_byte(still: Desk) -> None:
    proof = still.proved(still.printed())
    assert (proof.standing, proof.compared, proof.genuine) == (Standing.UNCHANGED, Compared.EVERY_LINE, True)
    assert (proof.number, proof.entry, proof.identical) == (still.posted.number, still.posted.entry, True)
    assert [line.check for line in proof.lines] == [
        still.paper().check,
        *(one.check for one in still.paper().lines),
    ]


def test_books_that_went_on_still_know_their_paper(desk: Desk) -> None:
    path = desk.printed()
    for number in range(5):
        desk.books.rifle(f"L {number}")
    proof = desk.proved(path)
    assert proof.standing is Standing.UNCHANGED
    assert proof.size < audit.head(desk.books.stockpile).size


@pytest.mark.parametrize("language", ["en", "qps"])
@pytest.mark.parametrize("page", PageSize)
def test_any_copy_in_any_language_on_any_paper(still: Desk, language: str, page: PageSize) -> None:
    with speaking(language):
        path = still.printed(still.paper(copy=2), page)
    proof = still.proved(path)
    assert proof.standing is Standing.UNCHANGED
    assert not proof.findings


def test_a_copy_in_another_language_carries_the_same_codes(still: Desk) -> None:
    here = still.paper()
    with speaking("qps"):
        there = still.paper()
    assert here.lines[0].condition != there.lines[0].condition
    assert (here.check, [line.check for line in here.lines]) == (
        there.check,
        [line.check for line in there.lines],
    )


def test_a_rewritten_file_is_compared_line_by_line(still: Desk) -> None:
    path = still.printed()
    with pdfium.PdfDocument(path) as paper:
        paper.save(still.folder / "again.pdf")
    proof = still.proved(still.folder / "again.pdf")
    assert (proof.standing, proof.compared, proof.identical) == (
        Standing.UNCHANGED,
        Compared.EVERY_LINE,
        False,
    )


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


def test_a_typed_code_is_enough_to_find_the_entry(still: Desk) -> None:
    proof = prove_text(still.books.stockpile, f" {still.paper().code.lower()}\n")
    assert (proof.standing, proof.entry) == (Standing.TO_COMPARE, still.posted.entry)


def test_what_was_undone_is_said_of_a_typed_code_too(desk: Desk) -> None:
    code = desk.paper().code
    desk.books.reverse(desk.posted)
    proof = prove_text(desk.books.stockpile, code)
    assert (proof.standing, proof.compared) == (Standing.SUPERSEDED, Compared.BY_EYE)


# Forged -----------------------------------------------------------------------------------------


def test_a_code_that_somebody_else_signed_is_refused(still: Desk) -> None:
    code = read_code(still.paper().code)
    assert code is not None
    forged = code.signed(sign(new_private(), code.to_sign))
    proof = still.proved(still.printed(replace(still.paper(), code=forged.text)))
    assert (proof.standing, proof.genuine, rules(proof), proof.lines) == (
        Standing.FORGED,
        False,
        ["PAPER-02"],
        (),
    )


def test_every_kind_of_voucher_and_the_life_can_be_proved() -> None:
    assert set(PROVERS) == {*VOUCHER_CODES.values(), *CERTIFICATE_CODES.values(), LIFE_CODE, SURPLUS_CODE}


def test_a_kind_that_nobody_proves_is_unknown(still: Desk) -> None:
    proof = prove_text(still.books.stockpile, still.signed(kind="CRT"))
    assert (proof.standing, rules(proof)) == (Standing.UNKNOWN, ["PAPER-07"])


def test_an_insider_with_the_key_cannot_invent_an_entry_or_a_past(still: Desk) -> None:
    books = still.books.stockpile
    for changed, rule in (
        ({"entry_hash": bytes(32)}, "PAPER-04"),
        ({"size": 10_000}, "PAPER-04"),
        ({"size": still.posted.entry - 1}, "PAPER-04"),
        ({"root16": bytes(16)}, "PAPER-03"),
        ({"number": "B-ISS-2026-000009"}, "PAPER-07"),
        ({"kind": "REC"}, "PAPER-07"),
        ({"kind": "LIF"}, "PAPER-07"),
    ):
        proof = prove_text(books, still.signed(**changed))
        assert (proof.standing, rules(proof), proof.holds) == (Standing.UNKNOWN, [rule], False), changed


def test_older_papers_hold_after_the_depot_took_a_new_key(desk: Desk) -> None:
    path = desk.printed()
    new = audit.make_depot_key(2)
    with desk.books.stockpile.transaction():
        audit.record(desk.books.stockpile, audit.Operation("depot key", desk.books.id(), {}), [new.said])
        audit.keep_depot_secret(desk.books.stockpile, new)
    assert desk.proved(path).standing is Standing.UNCHANGED
    assert desk.proved(desk.printed()).standing is Standing.UNCHANGED


def test_the_key_alone_says_signed_and_no_more(still: Desk) -> None:
    public = audit.depot_public(still.books.stockpile).signing_public
    proof = prove_handed_in(read_paper(still.printed()), public)
    assert (proof.standing, proof.compared) == (Standing.SIGNED, Compared.NOTHING)
    assert "signed by this depot, inclusion not checked" in proof.sentences[0]
    assert prove_handed_in(read_paper(still.printed()), "ab" * 32).standing is Standing.FORGED


# Check codes ------------------------------------------------------------------------------------


def test_any_single_changed_fact_of_a_line_changes_its_check_code(still: Desk) -> None:
    view = ledger.voucher_view(still.books.stockpile, still.posted.number)
    assert view is not None
    line = view.lines[3]
    silent = {"item_kind", "weapon_id", "lot_id"}  # ids, and what the item's name says already
    for field in fields(line):
        if field.name not in silent:
            value = getattr(line, field.name)
            other = (
                (("sling", 1, 0),) if field.name == "kit" else value + (1 if isinstance(value, int) else "1")
            )
            assert line_check(view, replace(line, **{field.name: other})) != line_check(view, line), (
                field.name
            )


def test_print_voucher_prints_what_is_proved(still: Desk) -> None:
    view = ledger.voucher_view(still.books.stockpile, still.posted.number)
    assert view is not None
    print_voucher(still.books.stockpile, view, still.folder / "printed.pdf", copy=1)
    assert still.proved(still.folder / "printed.pdf").identical
    assert isinstance(read_code(still.paper().code), PaperCode)
