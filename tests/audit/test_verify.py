"""What a verification remembers, reports and survives."""

from __future__ import annotations

import pytest

from stockpile_app import audit
from stockpile_app.audit.comparison import compare_rows
from stockpile_app.base import Cancelled, silent
from tests.books import Books
from tests.tampering import edit, key_of, proof_of, undone


def test_sound_books_hold_and_say_how_far(books: Books) -> None:
    books.rifle("KM 06427")
    proof = audit.verify(books.stockpile)
    head = audit.head(books.stockpile)
    assert (proof.holds, proof.size, proof.root, proof.checked_from) == (True, head.size, head.root, 0)
    assert audit.last_verified(books.stockpile) == (head.size, "2026-11-20T08:00:00Z")


def test_the_quick_one_begins_where_the_last_one_ended(books: Books) -> None:
    first = audit.verify(books.stockpile)
    books.rifle("KM 06427")
    quick = audit.verify_quick(books.stockpile)
    assert (quick.checked_from, quick.size) == (first.size, first.size + 1)
    assert audit.verify_quick(books.stockpile).checked_from == quick.size


def test_progress_counts_entries_and_may_stop_it(books: Books) -> None:
    seen: list[tuple[int, int]] = []
    audit.verify(books.stockpile, lambda done, total, unit: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == audit.head(books.stockpile).size

    seen.clear()
    assert list(compare_rows(books.stockpile, lambda done, total, unit: seen.append((done, total)))) == []
    size = audit.head(books.stockpile).size
    assert seen == [(done, size) for done in range(1, size + 1)]

    def stop(done: int, total: int, unit: str) -> None:
        raise Cancelled

    before = audit.last_verified(books.stockpile)
    books.rifle("KM 06427")
    with pytest.raises(Cancelled):
        audit.verify(books.stockpile, stop)
    assert audit.last_verified(books.stockpile) == before


def test_verifying_changes_no_book(books: Books) -> None:
    head = audit.head(books.stockpile)
    audit.verify(books.stockpile)
    assert audit.head(books.stockpile) == head


def test_a_file_that_only_reads_is_verified_all_the_same(books: Books) -> None:
    books.rifle("KM 06427")
    with_reader = books.stockpile.reader()
    try:
        assert audit.verify(with_reader).holds

    finally:
        with_reader.close()


def test_rows_that_nobody_said_are_counted_and_named_by_no_entry(books: Books) -> None:
    books.rifle("KM 06427")
    at = books.stockpile
    with undone(at, "look_alike"):
        at.write("INSERT INTO look_alike SELECT id, id, 'nobody', entry FROM weapon")
        troubles = [one for one in compare_rows(at, silent) if one.table == "look_alike"]
    assert [one.sentence for one in troubles][:1] == ["look_alike holds 1 rows, the journal says 0"]
    assert [(one.check, one.entry, one.row) for one in troubles] == [("rows", 0, ""), ("rows", 0, "1/1")]
    assert "is in no entry of the journal" in troubles[1].sentence


def test_what_was_verified_and_is_gone_is_named(books: Books) -> None:
    books.rifle("KM 06427")
    audit.verify_quick(books.stockpile)
    size = audit.head(books.stockpile).size
    books.stockpile.close()
    tables = ("journal", "journal_body", "journal_node")
    edit(books.path, key_of(books), *((f"DELETE FROM {one} WHERE entry = ?", (size,)) for one in tables[:2]))
    proof = proof_of(books)
    anchors = [(one.entry, one.table) for one in proof.troubles if one.check == "anchor"]
    assert anchors == [(size, "journal")]
    assert f"Entry {size} differs from what was verified before, or is gone" in [
        one.sentence for one in proof.troubles
    ]


def test_a_damaged_page_is_named(books: Books, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(books.stockpile), "damaged_pages", lambda _self: iter(["page 7"]))
    (trouble,) = audit.verify(books.stockpile).troubles
    assert (trouble.check, trouble.sentence) == ("pages", "A page of the file is damaged: page 7")
