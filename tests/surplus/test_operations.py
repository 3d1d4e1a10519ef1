"""What is entered stays as entered, once; nothing that is refused leaves a trace."""

from __future__ import annotations

from stockpile_app import audit, surplus
from stockpile_app.surplus import ObsolescenceInput, PolicyInput, RequirementInput, ReviewInput
from tests.books import Books
from tests.surplus.stock import need


def test_the_same_id_twice_enters_once(books: Books) -> None:
    first = need(books, "rifle", 5, operation_id="one")
    asked = RequirementInput(operation_id="one", item_type_id=books.item("rifle"), quantity=5, source="Order 12/2026",
                             effective_from="2026-01-01", factor="reserve")  # fmt: skip
    again = surplus.state_requirement(books.stockpile, asked)
    assert (again.said, again.repeated) == (first, True)
    assert surplus.requirements(books.stockpile) == [first]


def test_a_factor_of_minus_one_and_a_type_that_does_not_exist(books: Books) -> None:
    sound = {"operation_id": books.id(), "source": "s", "effective_from": "2026-01-01"}
    for wrong, rule in (
        ({"item_type_id": books.item("rifle"), "quantity": -1}, "SURPLUS-02"),
        ({"item_type_id": 999, "quantity": 1}, "SURPLUS-01"),
    ):
        asked = RequirementInput(**{**sound, **wrong})  # type: ignore[arg-type]
        assert [one.rule for one in books.refuse(surplus.state_requirement, asked)] == [rule]
    asked_word = ObsolescenceInput(operation_id=books.id(), item_type_id=999, obsolete=True, source="s",
                                   effective_from="2026-01-01")  # fmt: skip
    assert [one.rule for one in books.refuse(surplus.mark_obsolete, asked_word)] == ["SURPLUS-01"]


def test_the_policy_of_a_day_is_the_latest_from_before_it(books: Books) -> None:
    for day, years in (("2026-01-01", 3), ("2026-06-01", 5)):
        asked = PolicyInput(operation_id=books.id(), source="Order", effective_from=day, dormant_years=years)
        surplus.set_policy(books.stockpile, asked)
    found = [surplus.policy_on(books.stockpile, day) for day in ("2025-12-31", "2026-05-31", "2026-11-20")]
    assert [one and one.dormant_years for one in found] == [None, 3, 5]


def test_the_last_review_says_when_the_next_is_due(books: Books) -> None:
    for day, following in (("2025-11-01", "2026-11-01"), ("2026-11-03", "2027-11-01")):
        surplus.record_review(books.stockpile, ReviewInput(
            operation_id=books.id(), reviewed_on=day, next_on=following, authority="Chief of staff"))  # fmt: skip
    assert surplus.surplus_statement(books.stockpile).review == surplus.reviews(books.stockpile)[0]
    assert surplus.reviews(books.stockpile)[0].next_on == "2027-11-01"


def test_everything_entered_survives_a_whole_verification(books: Books) -> None:
    need(books, "rifle", 5)
    need(books, "rifle", 0, scenario="peace", factor="posts", scale_items=3, scale_posts=10)
    surplus.set_policy(
        books.stockpile, PolicyInput(operation_id=books.id(), source="s", effective_from="2026-01-01")
    )
    assert audit.verify(books.stockpile).troubles == ()
