"""Blocks on pages: nothing is lost, rows keep their heading, the tail keeps a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.documents.block import Block, paginate, paragraph
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.page import Mark
from stockpile_app.documents.text_layer import TextLayer

STYLE = Style(10)


def row(number: int, lines: int = 1) -> Block:
    """A row of so many lines."""
    marks = tuple(Mark(0, at * STYLE.leading, f"{number}.{at}", STYLE) for at in range(lines))
    return Block(lines * STYLE.leading, marks, heading=True)


@given(
    st.lists(st.integers(1, 60), max_size=40),
    st.floats(150, 400),
    st.floats(300, 700),
    st.floats(0, 130),
)
def test_every_line_stands_on_one_page_in_order(
    sizes: list[int], first: float, following: float, tail: float
) -> None:
    rows = [row(number, lines) for number, lines in enumerate(sizes)]
    pages = paginate(rows, first, following, 15, tail)
    printed = [mark.line for page in pages for block in page for mark in block.marks]
    assert printed == [f"{number}.{at}" for number, lines in enumerate(sizes) for at in range(lines)]
    for number, page in enumerate(pages):
        room = (following if number else first) - (15 if page else 0)
        end = tail if number == len(pages) - 1 else 0
        assert sum(block.height for block in page) + end <= room + 0.01 or not page


def test_the_last_row_goes_with_the_tail() -> None:
    pages = paginate([row(number) for number in range(20)], 290, 290, 15, 60)
    assert len(pages) == 2
    assert [mark.line for block in pages[1] for mark in block.marks] == ["19.0"]


def test_a_row_higher_than_a_page_is_divided_between_lines() -> None:
    upper, lower = row(1, 10).divided(45) or (None, None)
    assert upper is not None
    assert lower is not None
    assert [mark.line for mark in upper.marks] == ["1.0", "1.1", "1.2"]
    assert lower.marks[0].top == lower.lift
    assert lower.height == pytest.approx(7 * STYLE.leading)
    assert row(1, 2).divided(100) is None


def test_a_paragraph_is_a_line_under_a_line() -> None:
    marks = paragraph(TextLayer(), "one two three", STYLE, x=5, top=7, width=30)
    assert [mark.line for mark in marks] == ["one", "two", "three"]
    assert [round(mark.top, 1) for mark in marks] == [7.0, 20.6, 34.2]
