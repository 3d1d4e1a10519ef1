"""The square code: short, compact, and read back as what it was."""

from __future__ import annotations

import segno

from stockpile_app.documents.qr import LARGEST_VERSION, PaperCode, read_code

HASH = "0123456789abcdef" * 4


def test_it_is_short_enough_for_a_poor_printer() -> None:
    text = PaperCode("ISS", "MINISTRY-01-ISS-2026-000123", HASH).text
    assert len(text.encode()) <= 150
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert segno.make_qr(text, error="m").version <= LARGEST_VERSION


def test_it_says_what_it_was_made_of() -> None:
    code = PaperCode("ISS", "B-ISS-2026-000123", HASH)
    assert code.text == f"SP1:ISS:B-ISS-2026-000123:{HASH.upper()}"
    assert read_code(code.text) == code
    assert read_code(f" {code.text.lower()}\n") == code


def test_other_codes_are_not_ours() -> None:
    for text in ("", "https://example.org", "SP1:ISS:B-1", f"SP2:ISS:B-1:{HASH}", f"SP1::B-1:{HASH}", "SP1:::"):
        assert read_code(text) is None
