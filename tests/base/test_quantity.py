"""Quantities: read as people type them, whole, positive, and never across units."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.base.quantity import (
    LARGEST,
    THIN_SPACE,
    Quantity,
    QuantityError,
    grouped,
    parse_quantity,
)

PACKS = {"box": 50, "case": 1_000}
AMOUNTS = st.integers(min_value=1, max_value=LARGEST)


def read(text: str) -> int:
    """The amount in rounds."""
    return parse_quantity(text, "round", PACKS).amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("37", 37),
        ("1 250", 1_250),
        (f"1{THIN_SPACE}284{THIN_SPACE}560", 1_284_560),
        ("1\u00a0250", 1_250),
        ("12 boxes + 37", 637),
        ("12 box+37 rounds", 637),
        ("2 cases", 2_000),
        ("1 CASE + 1 Box + 1 round", 1_051),
        ("007", 7),
    ],
)
def test_what_people_type(text: str, amount: int) -> None:
    assert read(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", " ", "0", "0 boxes", "-1", "1.5", "1,5", "1e3", "one", "+", "5 +", "boxes", "½", "٣", "\uff15"],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        read(text)


def test_a_unit_without_factor_names_the_known_ones() -> None:
    with pytest.raises(QuantityError, match=r"“crates”.*round, box, case"):
        read("3 crates")


def test_a_huge_quantity_is_a_slip() -> None:
    assert read(str(LARGEST)) == LARGEST
    with pytest.raises(QuantityError, match="larger than any stockpile"):
        read(str(LARGEST + 1))
    with pytest.raises(QuantityError):
        read("9" * 400)


def test_the_text_as_entered_stays_visible() -> None:
    assert parse_quantity(" 12 boxes + 37 ", "round", PACKS) == Quantity(637, "12 boxes + 37")
    assert parse_quantity("637", "round", PACKS) == Quantity(637)


@given(AMOUNTS)
def test_grouped_reads_back(amount: int) -> None:
    assert read(grouped(amount)) == amount


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(1, 10_000))
def test_parts_add_up(cases: int, boxes: int, rounds: int) -> None:
    assert read(f"{cases} cases + {boxes} boxes + {rounds}") == cases * 1_000 + boxes * 50 + rounds


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(QuantityError):
        assert 0 < read(text) <= LARGEST
