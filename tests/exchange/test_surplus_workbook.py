"""The surplus workbook: recomputed by another program, falsified, and equal to the hand and to the program."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from stockpile_app.base import KnownError
from stockpile_app.exchange.surplus_workbook import SurplusSummary, write_surplus_workbook
from stockpile_app.surplus import surplus_statement
from tests.books import Books
from tests.recalculate import computed_copy, needs_soffice, recalculate, with_cell
from tests.surplus.stock import need, worked_example

BY_HAND = {
    "AKM": {"Requirement": 24 + 3 + 2 + 4, "Serviceable holding": 34 + 6, "Surplus": 40 - 33, "Shortage": 0,
            "Apart, together": 3 + 4 + 2 + 1, "Held": 50},
    "Makarov PM": {"Requirement": "–", "Serviceable holding": 0, "Surplus": "–", "Shortage": "–", "Apart, together": 12,
                   "Held": 12},
    "Ball M43": {"Requirement": 60_000, "Serviceable holding": 90_000, "Surplus": 90_000 - 60_000, "Shortage": 0,
                 "Apart, together": 12_500, "Held": 102_500},
}  # fmt: skip
"""The worked example of `tests/surplus/test_statement.py`, whose arithmetic stands there."""


def written(books: Books, folder: Path, **more: str) -> tuple[Path, SurplusSummary]:
    target = folder / "surplus.xlsx"
    statement = surplus_statement(books.stockpile, **more)  # type: ignore[arg-type]
    return target, write_surplus_workbook(books.stockpile, statement, target)


def rows(path: Path, sheet: str = "Statement") -> dict[str, dict[str, object]]:
    """What stands on a sheet, by item type and header."""
    header, *found = load_workbook(path, data_only=True)[sheet].iter_rows(min_row=3, values_only=True)
    return {str(row[1]): dict(zip(map(str, header), row, strict=True)) for row in found}


def test_the_workbook_says_what_the_hand_says(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    path, summary = written(books, tmp_path)
    found = rows(path)
    assert {
        item: {name: found[item][name] for name in figures} for item, figures in BY_HAND.items()
    } == BY_HAND
    assert (summary.failed, summary.surplus, summary.factors) == ((), 30_007, 5)
    assert (
        found["Makarov PM"]["Remark"]
        == "No requirement stated · No serviceable ammunition of calibre 9x18 is held"
    )


def test_what_is_not_stated_is_no_nought_in_the_calibres(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    header, *found = load_workbook(written(books, tmp_path)[0], data_only=True)["Calibres"].iter_rows(
        min_row=3, values_only=True
    )
    by_calibre = {str(row[1]): dict(zip(map(str, header), row, strict=True)) for row in found}
    silent, stated = by_calibre["9x18"], by_calibre["7.62x39"]
    assert [silent[name] for name in ("Requirement", "Surplus", "Shortage", "Held")] == ["–", "–", "–", 12]
    assert [stated[name] for name in ("Requirement", "Surplus", "Shortage")] == [33, 7, 0]


@needs_soffice
def test_another_program_computes_what_the_hand_and_the_program_say(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    need(books, "pistol", 11, factor="posts", scale_items=3, scale_posts=10)
    path, _ = written(books, tmp_path)
    outcome = recalculate(path, tmp_path)
    assert (outcome.differences, outcome.adds_up) == ((), True)
    assert outcome.formulas > 50
    computed = rows(computed_copy(path, tmp_path))
    for item in ("AKM", "Ball M43"):
        assert {name: computed[item][name] for name in BY_HAND[item]} == BY_HAND[item]
    assert computed["Makarov PM"]["Requirement"] == 4  # 11 × 3 for 10 = 3.3
    assert computed["Makarov PM"]["Shortage"] == 4


@needs_soffice
def test_a_falsified_surplus_and_a_falsified_factor_are_reported(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    path, _ = written(books, tmp_path)
    false = with_cell(path, tmp_path / "false.xlsx", "Statement", "K4", lambda value: str(int(value) + 5))
    assert [(one.sheet, one.cell) for one in recalculate(false, tmp_path).differences] == [
        ("Statement", "K4")
    ]
    moved = with_cell(path, tmp_path / "moved.xlsx", "Factors", "F4", lambda value: str(int(value) + 2))
    outcome = recalculate(moved, tmp_path)
    assert {"Factors", "Statement", "Calibres", "Checks"} <= {one.sheet for one in outcome.differences}
    assert not outcome.adds_up


def test_the_same_books_give_the_same_bytes(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    first = written(books, tmp_path)[0].read_bytes()
    assert written(books, tmp_path)[0].read_bytes() == first


def test_an_empty_statement_and_names_that_look_like_formulas(books: Books, tmp_path: Path) -> None:
    assert written(books, tmp_path)[1].lines == 0
    books.items["odd"] = books.item_type("weapon", "=1+1", "serial", "weapon", calibre="@SUM(A1)")
    need(books, "odd", 3, source="=cmd", unit="+1", level="unit")
    path, summary = written(books, tmp_path)
    assert (rows(path)["=1+1"]["Calibre"], summary.lines) == ("@SUM(A1)", 1)


def test_weapons_and_lots_stand_behind_the_lines(books: Books, tmp_path: Path) -> None:
    worked_example(books)
    path, _ = written(books, tmp_path)
    listed = list(load_workbook(path)["Weapons and lots"].iter_rows(min_row=4, values_only=True))
    above = [row[2] for row in listed if row[0] == "AKM" and row[1] == "Above the requirement"]
    assert above == [f"KM {number:03d}" for number in range(6, 13)]
    assert [row[2] for row in listed if row[1] == "Past its shelf life"] == ["04-71-011"]


def test_a_folder_that_is_not_there_leaves_nothing(books: Books, tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        written(books, tmp_path / "nowhere")
