"""The keys file beside the stockpile: whole, under a digest, and never the only copy."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from stockpile_app import assembly, audit
from stockpile_app.access import keys_path, read_slots, user_names, write_slots
from stockpile_app.base import Cause, KnownError
from tests.books import PASSPHRASE, USER, Books, dump_hash


def _open(books: Books, user: str = USER, passphrase: str = PASSPHRASE) -> Any:
    return assembly.open_stockpile(books.path, user, passphrase, clock=books.clock, ids=books.ids)


def _recover(books: Books, code: str = "") -> Any:
    return assembly.recover_stockpile(
        books.path, code or books.recovery_code, clock=books.clock, ids=books.ids
    )


def test_it_says_who_can_come_in(books: Books) -> None:
    assert user_names(books.path) == [USER]


def test_the_only_user_need_not_be_named(books: Books) -> None:
    books.stockpile.close()
    with _open(books, user="") as stockpile:
        assert (stockpile.actor.name, stockpile.actor.role) == (USER, "sole keeper")


def test_a_wrong_passphrase_and_an_unknown_user_are_told_calmly(books: Books) -> None:
    books.stockpile.close()
    for user, passphrase in ((USER, "wrong horse"), ("nobody", PASSPHRASE)):
        with pytest.raises(KnownError) as refused:
            _open(books, user, passphrase)
        assert refused.value.cause is Cause.WRONG_PASSPHRASE
    _open(books).close()


def test_an_edited_role_does_not_open(books: Books) -> None:
    books.stockpile.close()
    (slot,) = read_slots(books.path)
    write_slots(books.path, [replace(slot, role="administrator")])  # with a right digest
    with pytest.raises(KnownError) as refused:
        _open(books)
    assert refused.value.cause is Cause.WRONG_PASSPHRASE


def test_deleted_the_recovery_code_opens_and_rebuilds_it(books: Books) -> None:
    books.rifle("KM 06427")
    before, slots = dump_hash(books.stockpile), read_slots(books.path)
    books.stockpile.close()
    keys_path(books.path).unlink()
    with pytest.raises(KnownError) as refused:
        _open(books)
    assert refused.value.cause is Cause.NOT_FOUND
    assert "recovery sheet" in refused.value.sentence
    with _recover(books) as stockpile:
        assert dump_hash(stockpile) == before
        assert [one.kind for one in audit.activities(stockpile)] == ["recovery"]
    assert read_slots(books.path) == slots
    with _open(books) as stockpile:
        assert dump_hash(stockpile) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"not json", b"\xff\xfe\x00", b'{"slots": 1, "digest": 2}',
     b'{"version":1,"digest":"","slots":[]}', b"[" * 100_000],
)  # fmt: skip
def test_damaged_it_is_told_calmly_and_rebuilt(books: Books, content: bytes) -> None:
    books.stockpile.close()
    keys_path(books.path).write_bytes(content)
    with pytest.raises(KnownError) as refused:
        _open(books)
    assert refused.value.cause is Cause.DAMAGED
    assert "recovery sheet" in refused.value.sentence
    _recover(books).close()
    _open(books).close()


def test_every_changed_letter_of_it_is_found(books: Books) -> None:
    books.stockpile.close()
    written = keys_path(books.path).read_text()
    content = json.loads(written)
    for name, value in content["slots"][0].items():
        edited = json.loads(written)
        edited["slots"][0][name] = value + 1 if isinstance(value, int) else f"{value}0"
        keys_path(books.path).write_text(json.dumps(edited))
        with pytest.raises(KnownError) as refused:
            _open(books)
        assert refused.value.cause is Cause.DAMAGED, name


def test_the_code_of_other_books_does_not_open_these(books: Books, tmp_path: Any) -> None:
    from tests.books import new_books

    books.stockpile.close()
    (tmp_path / "other").mkdir()
    other = new_books(tmp_path / "other")
    other.stockpile.close()
    with pytest.raises(KnownError) as refused:
        _recover(books, other.recovery_code)
    assert refused.value.cause is Cause.WRONG_PASSPHRASE
    _open(books).close()


def test_a_damaged_slot_inside_the_books_is_told_calmly(books: Books) -> None:
    with books.stockpile.transaction():
        books.stockpile.write("UPDATE key_slot SET slot = '{}'")
    books.stockpile.close()
    with pytest.raises(KnownError) as refused:
        _recover(books)
    assert refused.value.cause is Cause.DAMAGED
    _open(books).close()
