"""Rows to mend: exactly as read, under their own headers, and accepted again when mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from stockpile_app.base import Cancelled, Finding, Severity
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.correction_workbook import write_correction_workbook
from stockpile_app.exchange.model import ReadRow, SheetFormat, SheetRows
from stockpile_app.exchange.profile import Defaults, Field, Profile
from stockpile_app.exchange.read_rows import read_rows

HEADERS = ("Serial", "Make", "Calibre", "Note")
BLANK = Finding(
    "EXCHANGE-50", Severity.REFUSAL, "The serial number is blank", 3, "Serial", "a serial", "", "Read it"
)
TWICE = Finding(
    "CATALOGUE-01", Severity.REFUSAL, "Twice", 7, "Serial", "one row a weapon", "row 2", "Compare both"
)
ASIDE = Finding("EXCHANGE-70", Severity.WARNING, "Looks like another", 9)
ROWS = (
    ReadRow(3, None, (BLANK,), ("", "Zastava", "7.62x39", "=1+1"), b"a"),
    ReadRow(7, None, (), ("0094", "O'Neil & Sons <b>", "9x19", "<r>x</r>"), b"b"),
)
PROFILE = Profile(
    SheetFormat.XLSX,
    columns={Field.SERIAL: "Serial", Field.MAKE: "Make", Field.CALIBRE: "Calibre", Field.REMARKS: "Note"},
    defaults=Defaults(tracking=Tracking.SERIAL, account="Armoury 1"),
)


def lines(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))


def read_back(path: Path, profile: Profile = PROFILE) -> SheetRows:
    return read_rows(path, profile)


def test_rows_stand_as_read_and_what_was_wrong_stands_behind(tmp_path: Path) -> None:
    path = tmp_path / "mend.xlsx"
    assert write_correction_workbook(path, HEADERS, ROWS, (BLANK, TWICE, ASIDE)) == 2
    head, first, second = lines(path)
    assert head == (*HEADERS, "Row in the file", "Finding", "Expected", "Found", "Remedy")
    assert first == (
        None, "Zastava", "7.62x39", "=1+1", 3, "Serial: The serial number is blank", "a serial", None, "Read it",
    )  # fmt: skip
    assert second[:5] == ("0094", "O'Neil & Sons <b>", "9x19", "<r>x</r>", 7)
    assert second[5:] == ("Serial: Twice", "one row a weapon", "row 2", "Compare both")


def test_no_cell_of_the_file_becomes_a_number_or_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "mend.xlsx"
    write_correction_workbook(path, HEADERS, ROWS)
    for row in load_workbook(path).worksheets[0].iter_rows(min_row=2, max_col=4):
        assert {cell.data_type for cell in row if cell.value is not None} <= {"s", "inlineStr"}
        assert {cell.number_format for cell in row} == {"@"}


def test_a_mended_workbook_comes_back_through_the_same_profile(tmp_path: Path) -> None:
    path = tmp_path / "mend.xlsx"
    write_correction_workbook(path, HEADERS, ROWS, (BLANK, TWICE))
    again = read_back(path)
    assert again.headers[: len(HEADERS)] == HEADERS
    assert [row.raw[: len(HEADERS)] for row in again.rows] == [row.raw for row in ROWS]
    book = load_workbook(path)
    book.worksheets[0]["A2"] = "KM 06427"
    book.save(path)
    values = [row.values.serial for row in read_back(path).rows if row.values]
    assert values == ["KM 06427", "0094"]


def test_it_fits_a_profile_with_headers_further_down_on_a_named_sheet(tmp_path: Path) -> None:
    path = tmp_path / "mend.xlsx"
    write_correction_workbook(path, HEADERS, ROWS, header_row=4, sheet="Stock 2026")
    profile = Profile(
        SheetFormat.XLSX, sheet="Stock 2026", header_row=4, columns=PROFILE.columns, defaults=PROFILE.defaults
    )
    assert [row.raw[0] for row in read_back(path, profile).rows] == ["", "0094"]


def test_the_cell_that_a_finding_names_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "mend.xlsx"
    write_correction_workbook(path, HEADERS, ROWS, (TWICE,))
    page = load_workbook(path).worksheets[0]
    assert page["A2"].fill.fgColor.rgb != page["B2"].fill.fgColor.rgb
    assert page["A3"].fill.fgColor.rgb == page["A2"].fill.fgColor.rgb


def test_headers_of_the_same_name_and_ragged_rows_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "mend.xlsx"
    headers = ("Finding", "Serial")
    rows = (ReadRow(2, None, (BLANK,), ("x",), b""), ReadRow(3, None, (BLANK,), ("a", "b", "c"), b""))
    write_correction_workbook(path, headers, rows)
    head, first, second = lines(path)
    assert head[:5] == ("Finding", "Serial", None, "Row in the file", "Finding *")
    assert first[:4] == ("x", None, None, 2)
    assert second[:4] == ("a", "b", "c", 3)


def test_the_same_rows_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_correction_workbook(tmp_path / name, HEADERS, ROWS, (TWICE,))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_cancelling_leaves_no_trace(tmp_path: Path) -> None:
    def stop(done: int, total: int, unit: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_correction_workbook(tmp_path / "mend.xlsx", HEADERS, ROWS * 500, progress=stop)
    assert list(tmp_path.iterdir()) == []
