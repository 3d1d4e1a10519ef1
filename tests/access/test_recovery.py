"""The recovery sheet's code is the key, and a slip of the pen is found."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.access import key_from_code, recovery_code
from stockpile_app.base import Cause, KnownError

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_the_code_gives_the_key_back(key: bytes) -> None:
    code = recovery_code(key)
    assert key_from_code(code) == key
    assert [len(group) for group in code.split("-")] == [4] * 14


@given(KEYS)
def test_it_may_be_typed_as_people_type(key: bytes) -> None:
    code = recovery_code(key)
    typed = code.lower().replace("-", " ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert key_from_code(f"  {typed}\n") == key


@given(KEYS, st.integers(0, 55), st.integers(1, 31))
def test_one_wrong_letter_is_found(key: bytes, at: int, step: int) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    code = list(recovery_code(key).replace("-", ""))
    code[at] = letters[(letters.index(code[at]) + step) % 32]
    with pytest.raises(KnownError):
        key_from_code("".join(code))


@given(KEYS, st.integers(0, 54))
def test_two_letters_that_changed_places_are_found(key: bytes, at: int) -> None:
    code = list(recovery_code(key).replace("-", ""))
    if code[at] == code[at + 1]:
        return
    code[at], code[at + 1] = code[at + 1], code[at]
    with pytest.raises(KnownError):
        key_from_code("".join(code))


@pytest.mark.parametrize(
    "code", ["", "-", "A" * 56, "ABCD-EFGH", "A" * 64, "ж" * 56, "\x00", "=" * 56, "9" * 56]
)
def test_what_is_no_code_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(KnownError) as refused:
        key_from_code(code)
    assert refused.value.cause is Cause.WRONG_PASSPHRASE
    assert "14 groups of four" in refused.value.sentence


def test_guessing_the_checksum_does_not_work() -> None:
    chance = random.Random(5)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    for _ in range(2_000):
        with pytest.raises(KnownError):
            key_from_code("".join(chance.choices(letters, k=56)))
