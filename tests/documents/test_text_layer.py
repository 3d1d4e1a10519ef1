"""Words on paper: measured, wrapped, split by face; whatever is written, nothing is lost or clipped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.documents.fonts import REPLACEMENT, Style
from stockpile_app.documents.text_layer import TextLayer, clean
from tests.naughty import NAMES_OF_SIXTY, NAUGHTY

WORDS = Style(9)
SERIALS = Style(9, mono=True)


@pytest.fixture
def layer() -> TextLayer:
    return TextLayer()


def faces(layer: TextLayer, text: str, style: Style = WORDS) -> list[tuple[str, str]]:
    return [(run.face, run.text) for run in layer.runs(text, style)]


def test_each_script_has_its_face(layer: TextLayer) -> None:
    assert faces(layer, "Лот 12 Ωβ") == [("NotoSans-Regular", "Лот 12 Ωβ")]
    assert faces(layer, "步枪")[0][0] == "NotoSansSC-Regular"
    assert faces(layer, "علي")[0][0] == "NotoSansArabic-Regular"
    assert faces(layer, "KM 06431", SERIALS) == [("IBMPlexMono-Medium", "KM 06431")]


def test_a_sign_of_no_face_is_seen_as_missing(layer: TextLayer) -> None:
    assert faces(layer, "a😍b") == [("NotoSans-Regular", f"a{REPLACEMENT}b")]


def test_hidden_signs_are_shown_as_codes() -> None:
    assert clean("a\x00b\u202ec") == "a<U+0000>b<U+202E>c"
    assert clean("\ud800") == "<U+D800>"
    assert clean("one\ttwo\r\nthree\u2028four") == "one two\nthree\nfour"
    assert clean("e\u0301") == "é"


def test_a_line_ends_at_a_blank(layer: TextLayer) -> None:
    lines = layer.wrap("The rifles came back the same evening", WORDS, 80)
    assert " ".join(lines) == "The rifles came back the same evening"
    assert len(lines) > 1


def test_a_long_serial_is_broken_after_a_sign_that_joins(layer: TextLayer) -> None:
    lines = layer.wrap("ABCDEFGH-IJKLMNOP-QRSTUV", SERIALS, 100)
    assert lines[0].endswith("-")
    assert "".join(lines) == "ABCDEFGH-IJKLMNOP-QRSTUV"


def test_ideographs_break_anywhere_but_before_a_stop(layer: TextLayer) -> None:
    lines = layer.wrap("步枪七点六二毫米，冲锋枪。" * 3, WORDS, 72)
    assert len(lines) > 3
    assert not any(line.startswith(("，", "。")) for line in lines)


def test_a_text_is_made_smaller_before_it_is_wrapped(layer: TextLayer) -> None:
    fitted = layer.fitting("D07-ISS-2026-000412", Style(20, mono=True), 160)
    assert 8 <= fitted.size < 20
    assert layer.width("D07-ISS-2026-000412", fitted) <= 160
    assert layer.fitting("W" * 200, Style(20), 100).size == 8


@pytest.mark.parametrize("width", [12.0, 60.0, 400.0])
@pytest.mark.parametrize("style", [WORDS, SERIALS], ids=["words", "serials"])
def test_every_line_fits_and_every_sign_is_there(layer: TextLayer, style: Style, width: float) -> None:
    for text in (*NAUGHTY, *NAMES_OF_SIXTY):
        lines = layer.wrap(text, style, width)
        assert "".join("".join(lines).split()) == "".join(clean(text).split()), repr(text)
        for line in lines:
            assert layer.width(line, style) <= width or len(line) <= 4 or line.isspace(), repr(text)


@given(st.text(max_size=80), st.sampled_from([20.0, 70.0, 200.0]))
def test_any_text_is_wrapped_without_loss(text: str, width: float) -> None:
    lines = TextLayer().wrap(text, WORDS, width)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
