"""The cells of a workbook that passed the gate, as text with the kind the file stored.

Numbers come with at most the 15 digits a spreadsheet program keeps, so that 14681.0 is `14681` and
0.1 + 0.2 is `0.3`; dates come as ISO, already counted from the workbook's own first day.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from defusedxml import ElementTree
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from stockpile_app.exchange.file_kind import open_zip
from stockpile_app.exchange.gate import Inspected, check_extent
from stockpile_app.exchange.model import CellKind, RawRow, SheetFormat, SheetName
from stockpile_app.exchange.refusals import GateRefusal, Reason

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NO_VALUE_SHOWN = "#"


def open_workbook(data: bytes) -> CalamineWorkbook:
    """The workbook over bytes that passed the gate."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def sheets_of(workbook: CalamineWorkbook) -> list[SheetName]:
    """The sheets that hold cells, in the workbook's order."""
    return [
        SheetName(sheet.name, sheet.visible == SheetVisibleEnum.Visible)
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]


def choose_sheet(workbook: CalamineWorkbook, wanted: str) -> str:
    """The wanted sheet, or the only visible one; refused when that is not certain."""
    sheets = sheets_of(workbook)
    shown = ", ".join(sheet.name for sheet in sheets)
    if wanted:
        if wanted not in {sheet.name for sheet in sheets}:
            raise GateRefusal(Reason.NO_SUCH_SHEET, sheet=wanted, sheets=shown)
        return wanted
    visible = [sheet.name for sheet in sheets if sheet.visible]
    if not visible:
        raise GateRefusal(Reason.EMPTY)
    if len(visible) > 1:
        raise GateRefusal(Reason.WHICH_SHEET, sheets=shown)
    return visible[0]


def rows_of(
    workbook: CalamineWorkbook, name: str, without_value: frozenset[tuple[int, int]]
) -> Iterator[RawRow]:
    """The rows of one sheet from its first row on, empty rows included."""
    sheet = workbook.get_sheet_by_name(name)
    check_extent(sheet.total_height, sheet.total_width)
    first_column = (sheet.start or (0, 0))[1] + 1
    missing = _by_row(without_value, first_column)
    for number, cells in enumerate(_cell_rows(sheet), 1):
        row = _raw_row(number, cells)
        yield _with_missing(row, missing[number]) if number in missing else row


def cells_without_value(
    data: bytes, kind: SheetFormat, sheet: str, inspected: Inspected
) -> frozenset[tuple[int, int]]:
    """The cells of one xlsx sheet that hold a fault or a formula never computed."""
    if kind is not SheetFormat.XLSX or not inspected.without_value:
        return frozenset()
    with open_zip(data) as archive:
        member = _sheet_members(archive).get(sheet, "")
    return inspected.without_value.get(member, frozenset())


def _cell_rows(sheet: CalamineSheet) -> Iterator[Sequence[object]]:
    if sheet.start is None:
        return iter(())
    return sheet.iter_rows()


def _raw_row(number: int, cells: Sequence[object]) -> RawRow:
    kinds: list[str] = []
    texts: list[str] = []
    for cell in cells:
        if type(cell) is str:
            kinds.append("t" if cell else "-")
            texts.append(cell)
        else:
            kind, write = _KINDS[type(cell)]
            kinds.append(kind)
            texts.append(write(cell))
    return RawRow(number, "".join(kinds), tuple(texts))


def number_text(value: float) -> str:
    """A number's exact digits, at most 15, never with an exponent."""
    text = format(value, ".15g")
    if "e" in text:
        text = format(Decimal(text), "f")
    return "0" if text == "-0" else text


def _moment_text(value: datetime) -> str:
    return value.isoformat(timespec="seconds")


_KINDS: dict[type, tuple[str, Callable[..., str]]] = {
    int: (CellKind.NUMBER.value, str),
    float: (CellKind.NUMBER.value, number_text),
    bool: (CellKind.TRUTH.value, lambda value: "TRUE" if value else "FALSE"),
    datetime: (CellKind.DATE.value, _moment_text),
    date: (CellKind.DATE.value, date.isoformat),
    time: (CellKind.TIME.value, time.isoformat),
    timedelta: (CellKind.TIME.value, str),
}


def _by_row(cells: frozenset[tuple[int, int]], first_column: int) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for row, column in cells:
        rows.setdefault(row, []).append(column - first_column)
    return rows


def _with_missing(row: RawRow, columns: list[int]) -> RawRow:
    """The row with its valueless cells marked, where the parser showed nothing."""
    kinds, texts = list(row.kinds), list(row.texts)
    for column in columns:
        if 0 <= column < len(kinds) and kinds[column] == CellKind.EMPTY:
            kinds[column], texts[column] = CellKind.NO_VALUE.value, _NO_VALUE_SHOWN
    return RawRow(row.row, "".join(kinds), tuple(texts))


def _sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> member of the archive, through the workbook's relations."""
    try:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    except KeyError:
        return {}
    return {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets.get(sheet.get(_RELATION), ""))
        ).lstrip("/")
        for sheet in workbook.iter()
        if sheet.tag.endswith("}sheet")
    }
