"""Dates of foreign lists: read for certain, or asked for."""

from __future__ import annotations

from datetime import date

import pytest

from stockpile_app.exchange.dates import AmbiguousDate, DateFault, parse_date, prove_order
from stockpile_app.exchange.profile import DateOrder

MDY, DMY, YMD, UNKNOWN = DateOrder.MDY, DateOrder.DMY, DateOrder.YMD, DateOrder.UNKNOWN
FIRST_OF_MARCH = date(2012, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "Mar 1, 2012 12:00:00 AM",
        "Mar 1, 2012  3:46:46 PM",
        "March 1 2012",
        "1 March 2012",
        "1-Mar-12",
        "01MAR2012",
        "1st of March, 2012",
        "2012-03-01",
        "2012-03-01T08:30:00Z",
        "2012-03-01 08:30:00.123+02:00",
        "2012/3/1",
        "2012.03.01",
        "20120301",
        "1 de marzo de 2012",
        "1er mars 2012",
        "1 de março de 2012",
        "1 марта 2012 г.",
        "2012年3月1日",
        "٢٠١٢-٠٣-٠١",
    ],
)
@pytest.mark.parametrize("order", DateOrder)
def test_dates_that_say_their_order_need_none(text: str, order: DateOrder) -> None:
    assert parse_date(text, order) == FIRST_OF_MARCH


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("3/1/2012", MDY, FIRST_OF_MARCH),
        ("1/3/2012", DMY, FIRST_OF_MARCH),
        ("01.03.12", DMY, FIRST_OF_MARCH),
        ("12-03-01", YMD, FIRST_OF_MARCH),
        ("10/21/82", MDY, date(1982, 10, 21)),
        ("1/3/2012 11:59 PM", DMY, FIRST_OF_MARCH),
        ("3/3/2012", UNKNOWN, date(2012, 3, 3)),
    ],
)
def test_figures_follow_the_order(text: str, order: DateOrder, day: date) -> None:
    assert parse_date(text, order) == day


def test_figures_without_an_order_are_asked_for() -> None:
    with pytest.raises(AmbiguousDate):
        parse_date("03/04/2012", UNKNOWN)


@pytest.mark.parametrize(
    "text",
    ["9/99/99", "99/99/9999", "13/13/2012", "2012-02-30", "31/12/2012", "1/1/0001", "Foo 1, 2012", "Mar 2012",
     "40969", "tomorrow", "Mar 1, 2012 25:00", "Mar 1, 2012 13:00 AM", "2012-03-01 08:61", "1/2/3/4", "1/2/201"],
)  # fmt: skip
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DateFault):
        parse_date(text, MDY)


@pytest.mark.parametrize(
    ("texts", "order", "open_at", "against_at"),
    [
        (["03/04/2012", "13/04/2012"], DMY, 0, -1),
        (["03/04/2012", "04/13/2012"], MDY, 0, -1),
        (["03/04/2012", "05/06/2012"], UNKNOWN, 0, -1),
        (["13/04/2012", "04/13/2012"], UNKNOWN, -1, 1),
        (["03/03/2012", "Mar 1, 2012", "2012-03-04", ""], UNKNOWN, -1, -1),
        (["10/21/82"], MDY, -1, -1),
        (["25/03/20"], UNKNOWN, 0, -1),
    ],
)
def test_a_day_above_twelve_proves_the_order(
    texts: list[str], order: DateOrder, open_at: int, against_at: int
) -> None:
    proof = prove_order(texts)
    assert (proof.order, proof.open_at, proof.against_at) == (order, open_at, against_at)
