"""Look-alike keys: what a tired eye takes for the same meets, what is another stays apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.catalogue import look_alike_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KM 06427", "km06427"),
        ("KM-06427", "KM/06427."),
        ("O94", "094"),
        ("094", "94"),
        ("I1L", "lI1"),
        ("S5B8", "5S8B"),
        ("КМ 06427", "KM 06427"),
        ("ΚΜ 06427", "KM 06427"),
        ("٠٦٤٢٧", "06427"),
        ("۰۶۴۲۷", "06427"),
        ("０６４２７", "06427"),
        ("००६४२७", "06427"),
        ("KM\u00a006427", "KM 06427"),
        ("0000", "0"),
    ],
)
def test_marks_that_look_alike_meet(one: str, other: str) -> None:
    assert look_alike_key(one) == look_alike_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("KM 06427", "KM 06428"), ("52E029294", "52029294"), ("A1", "A11"), ("Ж1", "1")]
)
def test_other_marks_stay_apart(one: str, other: str) -> None:
    assert look_alike_key(one) != look_alike_key(other)


def test_nothing_looks_like_nothing() -> None:
    assert look_alike_key("") == look_alike_key(" - ") == ""


@given(st.text(max_size=30))
def test_any_mark_has_a_key_and_the_key_of_a_key_is_itself(mark: str) -> None:
    key = look_alike_key(mark)
    assert look_alike_key(key) == key


@given(st.text("ABCDEFGHJKMNPQRTUVWXYZ23467 -/.", max_size=20), st.integers(0, 5))
def test_case_separators_and_leading_zeros_do_not_count(mark: str, zeros: int) -> None:
    assert look_alike_key("0" * zeros + mark.lower()) == look_alike_key(mark) or not look_alike_key(mark)
