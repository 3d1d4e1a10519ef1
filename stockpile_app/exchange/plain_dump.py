"""A workbook's cells written anew by the library alone: what the benchmark holds our workbooks against."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import xlsxwriter

Rows = list[list[object]]


def cells_of(path: Path) -> list[Rows]:
    """Every cell of a workbook, sheet by sheet: texts, numbers, formulas."""
    workbook = openpyxl.load_workbook(path, read_only=True)
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in workbook.worksheets]


def plain_dump(sheets: list[Rows], path: Path) -> None:
    """Write these cells with XlsxWriter as it is: no styles, no widths, no checks."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
