"""A whole verification names what does not fit together among packs and their holds."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app.exchange.pack import take_back
from tests.books import Books
from tests.exchange.pack.packs import a_stick, stocked
from tests.tampering import edit, key_of, proof_of


def returned_and_out(books: Books) -> None:
    """Pack 1 has come back, pack 2 is out."""
    stocked(books)
    stick = a_stick(books)
    take_back(books.stockpile, stick.answered())
    a_stick(books, "second.stockpack")
    books.stockpile.close()


def test_packs_that_went_and_came_hold(books: Books) -> None:
    returned_and_out(books)
    proof = proof_of(books)
    assert proof.holds, proof.troubles


@pytest.mark.parametrize(
    ("statement", "table", "words"),
    [
        ("DELETE FROM pack_out WHERE id = 1", "pack_return", "never left"),
        ("DELETE FROM pack_return WHERE pack_id = 1", "pack_answer", "without the pack"),
        ("DELETE FROM pack_answer WHERE line = 2", "pack_return", "not as many"),
        ("UPDATE pack_hold SET pack_id = 9 WHERE pack_id = 2", "pack_hold", "never left, or is none"),
        ("DELETE FROM hold_release", "pack_hold", "still stands"),
        ("DELETE FROM pack_hold WHERE pack_id = 2", "pack_out", "nothing was put on hold"),
        ("UPDATE pack_answer SET state = 'seen', remark = 'x' WHERE line = 1", "pack_answer", ""),
        ("UPDATE pack_out SET receiver = 'Somebody else' WHERE id = 2", "pack_out", ""),
    ],
)
def test_what_the_insider_changed_is_named(books: Books, statement: str, table: str, words: str) -> None:
    returned_and_out(books)
    values: tuple[Any, ...] = ()
    assert edit(books.path, key_of(books), (statement, values)) >= 1
    troubles = proof_of(books).troubles
    assert any(one.table == table and words in one.sentence for one in troubles), troubles
