"""The order of signs on paper: figures, dates and names keep theirs inside Arabic words."""

from __future__ import annotations

import unicodedata

import pytest

from stockpile_app.documents.reading_order import Direction, isolate, reads_right_to_left, visual
from tests.naughty import NAUGHTY

DATE = "بتاريخ"
UNTIL = "إلى"


def letters(text: str) -> str:
    """Presentation forms back to letters."""
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize(
    "kept",
    [
        "2026-03-04",
        "D07-ISS-2026-000412",
        "KM 06431",
        "7.62×39 mm",
        "18:30",
        "1 250",
        "-5",
        "٢٠٢٦-٠٣-٠٤",
        "12/2026",
    ],
)
@pytest.mark.parametrize("direction", Direction)
def test_a_date_or_serial_keeps_its_order(kept: str, direction: Direction) -> None:
    assert kept in visual(f"{DATE} {kept} {UNTIL}", direction)


def test_a_right_to_left_line_stands_from_right_to_left() -> None:
    shown = visual(f"{DATE} 2026-03-04 {UNTIL} 2026-05-06", Direction.RTL)
    assert shown.index("2026-05-06") < shown.index("2026-03-04")
    assert letters(shown).endswith(DATE[::-1])


def test_a_left_to_right_line_keeps_its_parts_in_their_places() -> None:
    shown = visual(f"Issued to {isolate('محمد علي')} on {isolate('2026-03-04')}", Direction.LTR)
    assert letters(shown) == "Issued to يلع دمحم on 2026-03-04"


def test_brackets_face_the_way_they_should() -> None:
    assert letters(visual("قسم (علي)", Direction.RTL)) == "(يلع) مسق"
    assert letters(visual("صندوق 5, box (12)", Direction.RTL)) == "5, box (12) قودنص"
    assert letters(visual("(12) صندوق", Direction.RTL)) == "قودنص (12)"


def test_letters_are_joined() -> None:
    assert visual("محمد", Direction.AUTO) == "\ufeaa\ufee4\ufea4\ufee3"
    assert visual("لا", Direction.AUTO) == "\ufefb"


def test_marks_of_direction_are_never_printed() -> None:
    assert visual("\u200eKM\u200f \u2066064\u206931\ufeff", Direction.LTR) == "KM 06431"
    assert visual(isolate("رقم") + "\u200b", Direction.RTL) == visual("رقم", Direction.RTL)


def test_what_stands_for_pieces_does_not_clash_with_the_text() -> None:
    shown = visual("─ AK │ بين ┌ 12 ┐", Direction.RTL)
    assert {"─", "AK", "│", "12"} <= set(shown.split()) | set(shown)
    assert sorted(letters(shown)) == sorted(letters("─ AK │ بين ┌ 12 ┐"))


def test_many_pieces_do_not_stop_it() -> None:
    line = " ".join(f"{number} ب" for number in range(400))
    assert len(visual(line, Direction.RTL)) == len(line)


@pytest.mark.parametrize("direction", Direction)
def test_no_text_stops_it(direction: Direction) -> None:
    for text in NAUGHTY:
        assert not set(visual(text, direction)) & set("\u200e\u200f\u2066\u2067\u2068\u2069\u061c"), repr(
            text
        )


def test_who_reads_from_the_right() -> None:
    assert reads_right_to_left("AK علي")
    assert not reads_right_to_left("Лот 12, 步枪 ١٢")
