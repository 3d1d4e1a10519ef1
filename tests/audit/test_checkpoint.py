"""A checkpoint binds the books as they stand: signed by depot and person, reused while nothing changes."""

from __future__ import annotations

import pytest

from stockpile_app import audit
from stockpile_app.audit.checkpoint import inclusion_text
from stockpile_app.base import Refused
from stockpile_app.store import Actor
from tests.books import USER, Books, dump_hash


def test_a_checkpoint_says_where_the_journal_stands(books: Books) -> None:
    made = audit.checkpoint(books.stockpile)
    now = audit.head(books.stockpile)
    assert (made.origin, made.size, made.root) == ("stockpile/B", now.size, now.root)
    note = audit.read_note(made.note)
    assert audit.is_signed_by(note, audit.depot_public(books.stockpile).signing_public)
    assert (note.origin, note.size, note.root) == (made.origin, made.size, made.root)


def test_depot_and_person_sign(books: Books) -> None:
    note = audit.read_note(audit.checkpoint(books.stockpile).note)
    key = books.stockpile.actor.key
    assert key is not None
    assert [one.signer for one in note.signatures] == ["stockpile/B", USER]
    assert audit.is_signed_by(note, key.public)


def test_without_a_person_only_the_depot_signs(books: Books) -> None:
    books.stockpile.actor = Actor("recovery sheet", "")
    note = audit.read_note(audit.checkpoint(books.stockpile).note)
    assert [one.signer for one in note.signatures] == ["stockpile/B"]


def test_unchanged_books_reuse_theirs_and_change_by_none(books: Books) -> None:
    before = dump_hash(books.stockpile)
    first = audit.checkpoint(books.stockpile)
    books.clock.tick(hours=1)
    assert audit.checkpoint(books.stockpile) == first
    assert dump_hash(books.stockpile) == before
    books.rifle("KM 1")
    second = audit.checkpoint(books.stockpile)
    assert second.size > first.size
    assert list(audit.checkpoints(books.stockpile)) == [first, second]


def test_on_read_only_books_it_is_signed_and_not_kept(books: Books) -> None:
    books.stockpile.stop_writing("read only")
    made = audit.checkpoint(books.stockpile)
    note = audit.read_note(made.note)
    assert audit.is_signed_by(note, audit.depot_public(books.stockpile).signing_public)
    assert note.size == made.size
    assert list(audit.checkpoints(books.stockpile)) == []


@pytest.mark.parametrize("act", ["UPDATE checkpoint SET note = 'x'", "DELETE FROM checkpoint"])
def test_a_kept_checkpoint_is_never_changed(books: Books, act: str) -> None:
    audit.checkpoint(books.stockpile)
    with pytest.raises(Exception, match="never edited"), books.stockpile.transaction():
        books.stockpile.write(act)


@pytest.mark.parametrize("beyond", [-1, 0, 1])
def test_an_entry_is_proved_within_the_checkpoint_alone(books: Books, beyond: int) -> None:
    under = audit.checkpoint(books.stockpile)
    assert f"stockpile inclusion\n1 {under.size}\n" in inclusion_text(books.stockpile, 1, under)
    assert f"stockpile inclusion\n{under.size} {under.size}\n" in inclusion_text(
        books.stockpile, under.size, under
    )
    asked = beyond if beyond <= 0 else under.size + beyond
    with pytest.raises(Refused) as refused:
        inclusion_text(books.stockpile, asked, under)
    assert [(one.rule, one.got) for one in refused.value.findings] == [("JOURNAL-02", str(asked))]


def test_between_a_checkpoint_and_itself_there_is_nothing_to_prove(books: Books) -> None:
    made = audit.checkpoint(books.stockpile)
    assert audit.consistency_text(books.stockpile, audit.read_note(made.note), made).splitlines()[:2] == [
        "stockpile consistency",
        f"{made.size} {made.size}",
    ]
