"""Figures as people write them, read only when they are certain."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stockpile_app.exchange.numbers import (
    AmbiguousNumber,
    Money,
    NumberFault,
    NumberStyle,
    parse_money,
    parse_number,
    proven_style,
)

UNKNOWN = NumberStyle.UNKNOWN


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$91,429.00", "91429.00", "$"),
        ("$1,234,567", "1234567", "$"),
        ("1.234,56", "1234.56", ""),
        ("1.234,56 €", "1234.56", "€"),
        ("€ 1 234,50", "1234.50", "€"),
        ("1 234,50", "1234.50", ""),
        ("USD 12.5", "12.5", "USD"),
        ("1'250.75 CHF", "1250.75", "CHF"),
        ("١٢٣٫٥٠", "123.50", ""),
        ("１２．５０", "12.50", ""),
        (".50", "0.50", ""),
        ("0,125", "0.125", ""),
        ("749", "749", ""),
        ("500 руб.", "500", "руб"),
    ],
)
def test_money_is_exact(text: str, amount: str, currency: str) -> None:
    assert parse_money(text, UNKNOWN) == Money(Decimal(amount), currency)


@pytest.mark.parametrize(
    "text", ["", "-5", "$-5", "(5.00)", "abc", "1,23,4", "1..5", "12,34.5.6", "5 $ €", "1e5", "NaN", "5%"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(NumberFault):
        parse_money(text, NumberStyle.POINT)


def test_one_mark_before_three_digits_needs_a_proof() -> None:
    with pytest.raises(AmbiguousNumber):
        parse_number("1,250", UNKNOWN)
    assert parse_number("1,250", NumberStyle.POINT) == 1250
    assert parse_number("1,250", NumberStyle.COMMA) == Decimal("1.250")


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["1,250", "$91,429.00"], NumberStyle.POINT),
        (["1.250", "3,5"], NumberStyle.COMMA),
        (["1,250", "2,000"], UNKNOWN),
        (["1,5", "1.5"], UNKNOWN),
        (["1,250,000"], NumberStyle.POINT),
        ([], UNKNOWN),
    ],
)
def test_other_figures_prove_the_custom(texts: list[str], style: NumberStyle) -> None:
    assert proven_style(texts) is style
