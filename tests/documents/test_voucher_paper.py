"""From a posted voucher in the books to what its paper says."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import audit, ledger
from stockpile_app.audit.paper_code import is_genuine, read_code
from stockpile_app.documents.voucher import print_voucher
from stockpile_app.documents.voucher_paper import VoucherPaper, sealed_paper
from stockpile_app.ledger import Posted
from stockpile_app.ledger.model import VoucherKind
from tests.books import Books
from tests.documents.paper import codes, text_of
from tests.ready import ready_depot


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return ready_depot(tmp_path)


def paper(books: Books, posted: Posted, copy: int = 0) -> VoucherPaper:
    view = ledger.voucher_view(books.stockpile, posted.number)
    assert view is not None
    return sealed_paper(books.stockpile, view, copy)


def test_an_issue(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    lot = books.lot("17-83-270", 1000, to="armoury")
    issued = paper(
        books, books.issue(rifle, books.rounds(lot, 120), purpose="Guard", authority="Order 12"), 2
    )
    assert issued.kind is VoucherKind.ISSUE
    assert (issued.from_account, issued.to_account) == ("Armoury 1", "Cpl T. Vessin · 3 Section")
    assert (issued.effective_at, issued.due_back_at) == ("2026-11-02 06:30", "2026-11-02 23:30")
    assert (issued.purpose, issued.authority, issued.copy) == ("Guard", "Order 12", 2)
    assert [(line.mark, line.quantity, line.unit) for line in issued.lines] == [
        ("KM 06427", 1, "weapon"),
        ("17-83-270", 120, "round"),
    ]
    assert {line.condition for line in issued.lines} == {"Serviceable"}
    assert not any(line.from_account or line.to_account or line.effective_at for line in issued.lines)
    assert len(issued.entry_hash) == 64
    assert issued.entry == issued.journal_size


def test_a_reversal_and_what_it_undid(books: Books) -> None:
    wrong = books.issue(books.rifle("KM 06427"))
    undone = books.reverse(wrong, reason="Wrong rifle")
    assert paper(books, undone).reverses == wrong.number
    assert paper(books, undone).reason == "Wrong rifle"
    assert paper(books, wrong).reversed_by == undone.number


def test_a_change_of_condition_shows_both(books: Books) -> None:
    line = paper(books, books.reclassify(books.rifle("KM 06427"), condition_to="repairable")).lines[0]
    assert (line.condition, line.condition_to) == ("Serviceable", "Repairable")


def test_a_container_is_a_line(books: Books) -> None:
    posted = books.transfer(to="magazine", containers=(books.place("crate"),))
    line = paper(books, posted).lines[0]
    assert (line.mark, line.quantity, line.unit) == ("Crate 14", 1, "container")


def test_the_printed_code_names_the_entry(books: Books, tmp_path: Path) -> None:
    posted = books.issue(books.rifle("KM 06427"))
    view = ledger.voucher_view(books.stockpile, posted.number)
    assert view is not None
    print_voucher(books.stockpile, view, tmp_path / "issue.pdf", page="Letter", copy=1)
    code = read_code(codes(tmp_path / "issue.pdf", 100)[0])
    assert code is not None
    assert (code.kind, code.number, code.entry_hash.hex()) == ("ISS", posted.number, view.entry_hash)
    assert (code.size, code.root16.hex()) == (view.head.size, view.head.root[:32])
    assert is_genuine(code, audit.depot_public(books.stockpile).signing_public)
    assert "Copy 1" in text_of(tmp_path / "issue.pdf")
