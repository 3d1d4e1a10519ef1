"""A type is obsolete when none of the ammunition that is held fits; the quick question equals the whole count."""

from __future__ import annotations

import pytest

from stockpile_app import surplus
from stockpile_app.surplus.day import day_of
from stockpile_app.surplus.goods import count_goods, serviceable_held, serviceable_in
from stockpile_app.surplus.obsolete import calibre_key, obsolete_types
from stockpile_app.surplus.statement import surplus_statement
from tests.books import Books
from tests.surplus.stock import a_declaration, need, worked_example


def agreed(books: Books, item: str) -> bool:
    """Whether any of it is serviceable, asked both ways."""
    stockpile, day = books.stockpile, day_of(books.stockpile)
    quick = serviceable_held(stockpile, day, books.item(item))
    assert quick is serviceable_in(count_goods(stockpile, day).get(books.item(item)))
    return quick


def test_the_quick_question_stops_at_what_is_not_serviceable(books: Books) -> None:
    assert not agreed(books, "ball")
    books.lot("OLD 1", 100, made_on="1970-01-01", expires_on="1990-01-01")
    books.lot("BAD 1", 100, condition="unserviceable")
    assert not agreed(books, "ball")
    books.lot("NEW 1", 100)
    assert agreed(books, "ball")


@pytest.mark.parametrize(("declared", "left"), [(60, True), (100, False)])
def test_what_is_declared_already_feeds_nothing(books: Books, declared: int, left: bool) -> None:
    lot = books.lot("17-83", 100)
    need(books, "ball", 0)
    goods = surplus.DeclaredGoods(item_type_id=lot.item_type_id, quantity=declared, lot_id=lot.id,
                                  from_account=books.place("magazine"), condition="serviceable")  # fmt: skip
    surplus.declare_surplus(books.stockpile, a_declaration(books, goods=(goods,)))
    assert agreed(books, "ball") is left


def test_the_statement_and_what_stands_behind_it_agree(books: Books) -> None:
    worked_example(books)
    for on in ("", "2026-11-19"):
        said = {
            one.item_type_id: one.obsolete_because
            for one in surplus_statement(books.stockpile, on=on).lines
            if one.obsolete_because
        }
        found = obsolete_types(books.stockpile, day_of(books.stockpile, on))
        assert said == found
        assert list(found) == [books.item("pistol")]


def test_one_calibre_is_written_in_many_ways() -> None:
    assert len({calibre_key(text) for text in ("7.62x39", "7,62 × 39 mm", "7.62*39MM")}) == 1
