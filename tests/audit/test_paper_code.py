"""The square code of a paper: short, read back as what it was, and signed by nobody else."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import segno
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.audit.paper_code import MOST_BYTES, PaperCode, code_number, is_genuine, read_code
from stockpile_app.audit.signing import new_private, public_of, sign

HASH = hashlib.sha256(b"entry").digest()
ROOT = hashlib.sha256(b"root").digest()[:16]
PRIVATE = new_private()
QR_SIGNS = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


def a_code(number: str = "D07-ISS-2026-000412", size: int = 18345) -> PaperCode:
    code = PaperCode("ISS", code_number(number), HASH, size, ROOT)
    return code.signed(sign(PRIVATE, code.to_sign))


def test_the_longest_code_is_short_enough_for_a_poor_printer() -> None:
    code = a_code("A-VERY-LONG-DEPOT-CODE-INDEED-ISS-2026-000412", 2**40 - 1)
    assert len(code.said + code.signature) == MOST_BYTES
    assert set(code.text) <= QR_SIGNS
    square = segno.make_qr(code.text, error="m", boost_error=False)
    assert square.mode == "alphanumeric"
    assert int(square.version) <= 11


@given(st.text(min_size=1, max_size=60), st.integers(0, 2**40 - 1))
def test_it_says_what_it_was_made_of(number: str, size: int) -> None:
    code = a_code(number, size)
    assert read_code(code.text) == code
    assert read_code(f" {code.text[:70].lower()}\n{code.text[70:]} ") == code
    assert is_genuine(code, public_of(PRIVATE))


def test_two_long_numbers_stay_two() -> None:
    first, second = (code_number("DEPOT-WITH-A-LONG-NAME-ISS-2026-00000" + end) for end in "12")
    assert first != second
    assert len(first.encode()) <= 29


def test_other_codes_are_not_ours() -> None:
    good = a_code().text
    for text in ("", "https://example.org", "SP2:", "SP2:ISS", good[:-1], good + "A", good.replace("SP2", "SP1"),
                 "SP2:" + "A" * 200, "SP2:" + "1" * 100, "SP2:" + "é" * 100, "SP2:" + "A" * 100_000):  # fmt: skip
        assert read_code(text) is None, text[:40]


@given(st.text(alphabet=st.sampled_from(sorted(QR_SIGNS)), max_size=260))
def test_any_scanned_text_is_read_calmly(text: str) -> None:
    code = read_code("SP2:" + text)
    assert code is None or not is_genuine(code, public_of(PRIVATE))


def test_a_changed_field_is_not_what_the_depot_signed() -> None:
    code = a_code()
    for changed in (
        replace(code, kind="REC"),
        replace(code, number="D07-ISS-2026-000413"),
        replace(code, entry_hash=bytes(32)),
        replace(code, size=code.size + 1),
        replace(code, root16=bytes(16)),
        replace(code, signature=bytes(64)),
    ):
        assert not is_genuine(changed, public_of(PRIVATE))
    assert not is_genuine(code, public_of(new_private()))
    assert not is_genuine(code, "no key at all")
