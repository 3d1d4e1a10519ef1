# ruff: noqa: E501, PLW0108  (a table of files reads best one line each)
"""Foreign spreadsheets made on the spot: honest ones with the field's quirks, and hostile ones."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

Cell = str | int | float | bool | date | datetime | time | None
Rows = Sequence[Sequence[Cell]]

HEADERS = ("Place", "Stock no", "Item", "Qty", "UI", "Price", "Received", "Serial", "Lot", "Notes")
SHEET = "Stock"


def honest_rows(count: int = 12) -> list[list[Cell]]:
    """A header and rows with typed cells, one blank row among them."""
    rows: list[list[Cell]] = [list(HEADERS)]
    rows.extend(_honest_row(number) for number in range(count))
    rows.insert(4, [None] * len(HEADERS))
    return rows


def _honest_row(number: int) -> list[Cell]:
    return [
        f"Store {number % 3}",
        "1005-01-128-9936",
        "RIFLE,5.56 MILLIMETER",
        number + 1,
        "Each",
        749.5,
        date(2012, 3, 1 + number % 28),
        f"AB{number:06}",
        "LC-74-12",
        " padded\u00a0",
    ]


def csv_bytes(rows: Rows, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as text, quoted where needed."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(
        ["" if cell is None else str(cell) for cell in row] for row in rows
    )
    return stream.getvalue().encode(encoding)


def xlsx_bytes(
    rows: Rows, *, epoch_1904: bool = False, sheets: Iterable[str] = (SHEET,), hidden: str = ""
) -> bytes:
    """The rows on every named sheet of an xlsx workbook, each cell with its own type."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "date_1904": epoch_1904, "strings_to_formulas": False}
    )
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name in sheets:
        sheet = book.add_worksheet(name)
        if name == hidden:
            sheet.hide()
        for y, row in enumerate(rows):
            for x, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(y, x, cell)
                elif isinstance(cell, date | datetime | time):
                    sheet.write_datetime(y, x, cell, day)
                elif cell is not None:
                    sheet.write(y, x, cell)
    book.close()
    return stream.getvalue()


def xls_bytes(rows: Rows) -> bytes:
    """The rows as an xls workbook."""
    book = xlwt.Workbook()
    sheet = book.add_sheet(SHEET)
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write(y, x, cell, day)
            elif cell is not None:
                sheet.write(y, x, cell)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods_bytes(rows: Rows, *, columns_repeated: int = 0, rows_repeated: int = 0) -> bytes:
    """The rows as an ods workbook; the last cell of the last row may repeat itself."""
    document = OpenDocumentSpreadsheet()
    table = Table(name=SHEET)
    for row in rows:
        last = row is rows[-1]
        line = TableRow(**({"numberrowsrepeated": rows_repeated} if last and rows_repeated else {}))
        for place, cell in enumerate(row):
            repeat = columns_repeated if last and place == len(row) - 1 else 0
            line.addElement(_ods_cell(cell, repeat))
        table.addElement(line)
    document.spreadsheet.addElement(table)
    stream = io.BytesIO()
    document.write(stream)
    return stream.getvalue()


def _ods_cell(cell: Cell, repeat: int) -> TableCell:
    more: dict[str, object] = {"numbercolumnsrepeated": repeat} if repeat else {}
    if cell is None:
        return TableCell(**more)
    if isinstance(cell, str):
        text = TableCell(valuetype="string", **more)
        text.addElement(P(text=cell))
        return text
    if isinstance(cell, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(cell).lower(), **more)
    if isinstance(cell, int | float):
        return TableCell(valuetype="float", value=str(cell), **more)
    return TableCell(valuetype="date", datevalue=cell.isoformat(), **more)


def with_members(workbook: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same zip with its members changed in place: name -> content."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_member(workbook: bytes, name: str, content: bytes) -> bytes:
    """The same zip with one member more."""
    return with_members(workbook, lambda members: members.update({name: content}))


def with_replaced(workbook: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The same zip with a text replaced inside one member."""

    def change(members: dict[str, bytes]) -> None:
        assert old in members[name], (old, members[name][:300])
        members[name] = members[name].replace(old, new)

    return with_members(workbook, change)


FIRST_SHEET = "xl/worksheets/sheet1.xml"


def with_sheet_cells(cells: bytes) -> bytes:
    """An xlsx whose only sheet holds exactly this XML as its rows."""
    plain = xlsx_bytes([["x"]])

    def change(members: dict[str, bytes]) -> None:
        before, _, rest = members[FIRST_SHEET].partition(b"<sheetData>")
        members[FIRST_SHEET] = (
            before + b"<sheetData>" + cells + b"</sheetData>" + rest.partition(b"</sheetData>")[2]
        )

    return with_members(plain, change)


def ole_with(*names: str) -> bytes:
    """An OLE file whose directory holds these names: enough to be recognised, too little to be read."""
    entries = b""
    for name in ("Root Entry", *names):
        raw = name.encode("utf-16-le") + b"\0\0"
        entries += (
            raw.ljust(64, b"\0")
            + struct.pack("<HBB", len(raw), 5 if name == "Root Entry" else 2, 1)
            + b"\0" * 60
        )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries.ljust(1024, b"\0")


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file that must be turned away, by which rule."""

    label: str
    name: str
    content: Callable[[], bytes]
    rule: str


def _zeros(megabytes: int) -> bytes:
    return bytes(megabytes * 2**20)


def _letters(rows: int) -> bytes:
    line = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>%d</t></is></c></row>'
    return b"".join(line % (number, number, number * 7919) for number in range(1, rows + 1))


def _lying_size(workbook: bytes) -> bytes:
    """The directory says that the sheet is 10 bytes long."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        member = archive.getinfo(FIRST_SHEET)
    return workbook.replace(struct.pack("<L", member.file_size), struct.pack("<L", 10))


HOSTILE = (
    Hostile("a PDF named csv", "list.csv", lambda: b"%PDF-1.7 rows", "EXCHANGE-01"),
    Hostile("a web page named xls", "list.xls", lambda: b"<html><table></table></html>", "EXCHANGE-01"),
    Hostile("any zip named xlsx", "list.xlsx", lambda: _plain_zip(), "EXCHANGE-01"),
    Hostile("an older document", "list.xls", lambda: ole_with("WordDocument"), "EXCHANGE-01"),
    Hostile("a binary workbook", "list.xlsx", lambda: _plain_zip("xl/workbook.bin"), "EXCHANGE-01"),
    Hostile("xlsx named csv", "list.csv", lambda: xlsx_bytes(honest_rows()), "EXCHANGE-02"),
    Hostile("csv named xlsx", "list.xlsx", lambda: csv_bytes(honest_rows()), "EXCHANGE-02"),
    Hostile("ods named xlsx", "list.xlsx", lambda: ods_bytes(honest_rows()), "EXCHANGE-02"),
    Hostile("text named pdf", "list.pdf", lambda: csv_bytes(honest_rows()), "EXCHANGE-02"),
    Hostile("nothing", "list.csv", lambda: b"", "EXCHANGE-04"),
    Hostile("encrypted workbook", "list.xlsx", lambda: ole_with("EncryptedPackage", "EncryptionInfo"), "EXCHANGE-06"),
    Hostile("encrypted ods", "list.ods", lambda: with_replaced(ods_bytes(honest_rows()), "META-INF/manifest.xml", b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>"), "EXCHANGE-06"),
    Hostile("macros", "list.xlsx", lambda: with_member(xlsx_bytes(honest_rows()), "xl/vbaProject.bin", b"x"), "EXCHANGE-07"),
    Hostile("macros by type", "list.xlsm", lambda: with_replaced(xlsx_bytes(honest_rows()), "[Content_Types].xml", b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "EXCHANGE-07"),
    Hostile("xls macros", "list.xls", lambda: ole_with("Workbook", "_VBA_PROJECT_CUR"), "EXCHANGE-07"),
    Hostile("ods macros", "list.ods", lambda: with_member(ods_bytes(honest_rows()), "Basic/Standard/Module1.xml", b"<a/>"), "EXCHANGE-07"),
    Hostile("external link", "list.xlsx", lambda: with_member(xlsx_bytes(honest_rows()), "xl/externalLinks/externalLink1.xml", b"<a/>"), "EXCHANGE-08"),
    Hostile("active control", "list.xlsx", lambda: with_member(xlsx_bytes(honest_rows()), "xl/activeX/activeX1.bin", b"x"), "EXCHANGE-08"),
    Hostile("cut short", "list.xlsx", lambda: xlsx_bytes(honest_rows())[:-200], "EXCHANGE-09"),
    Hostile("bad checksum", "list.xlsx", lambda: _flipped(xlsx_bytes(honest_rows(200))), "EXCHANGE-09"),
    Hostile("lying size", "list.xlsx", lambda: _lying_size(xlsx_bytes(honest_rows())), "EXCHANGE-09"),
    Hostile("250 MB unpacked", "list.xlsx", lambda: with_member(xlsx_bytes(honest_rows()), "xl/media/a.bin", _zeros(250)), "EXCHANGE-10"),
    Hostile("packed 1000 times", "list.xlsx", lambda: with_member(xlsx_bytes(honest_rows()), "xl/media/a.bin", _zeros(20)), "EXCHANGE-11"),
    Hostile("document type", "list.xlsx", lambda: with_replaced(xlsx_bytes(honest_rows()), FIRST_SHEET, b"<worksheet", b'<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet'), "EXCHANGE-12"),
    Hostile("document type in shared strings", "list.xlsx", lambda: with_replaced(xlsx_bytes(honest_rows()), "xl/sharedStrings.xml", b"<sst", b'<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst'), "EXCHANGE-12"),
    Hostile("broken XML", "list.xlsx", lambda: with_replaced(xlsx_bytes(honest_rows()), FIRST_SHEET, b"</sheetData>", b"</sheetDate>"), "EXCHANGE-13"),
    Hostile("two cells in opposite corners", "list.xlsx", lambda: with_sheet_cells(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "EXCHANGE-14"),
    Hostile("a cell that its row does not own", "list.xlsx", lambda: with_sheet_cells(b'<row r="8"><c r="A1"><v>1</v></c><c r="XFD1048578"><v>1</v></c></row>'), "EXCHANGE-14"),
    Hostile("cells without a place", "list.xlsx", lambda: with_sheet_cells(b"<row>" + b"<c><v>1</v></c>" * 20_000 + b"</row>" + b"<row/>" * 1_000), "EXCHANGE-14"),
    Hostile("a cell nowhere", "list.xlsx", lambda: with_sheet_cells(b'<row r="1"><c r="ZZZZZ99999999999"><v>1</v></c></row>'), "EXCHANGE-14"),
    Hostile("ods cell repeated", "list.ods", lambda: ods_bytes(honest_rows(), columns_repeated=16_384, rows_repeated=1_000_000), "EXCHANGE-14"),
    Hostile("ods gap before the last row", "list.ods", lambda: _ods_gap(), "EXCHANGE-14"),
    Hostile("no such thing inside", "list.xls", lambda: ole_with("Workbook"), "EXCHANGE-15"),
    Hostile("mixed encodings", "list.csv", lambda: "Place,Item\nDépôt,Épée\n".encode() + "Réserve,Mèche\n".encode("latin-1") + "Dépôt,x\n".encode(), "EXCHANGE-18"),
    Hostile("NUL bytes", "list.csv", lambda: b"Place,Item\nA,B\nC\0,D\n", "EXCHANGE-19"),
    Hostile("half a UTF-16 letter", "list.csv", lambda: "Place,Item\nA,B\n".encode("utf-16")[:-1], "EXCHANGE-20"),
    Hostile("an open quotation mark", "list.csv", lambda: b'Place,Item\nA,"B\nC,D\n', "EXCHANGE-21"),
    Hostile("letters after a closing mark", "list.csv", lambda: b'Place,Item\nA,"B" C\n', "EXCHANGE-21"),
    Hostile("an endless field", "list.csv", lambda: b"Place,Item\nA," + b"x" * 200_000 + b"\n", "EXCHANGE-22"),
    Hostile("two sheets", "list.xlsx", lambda: xlsx_bytes(honest_rows(), sheets=("One", "Two")), "EXCHANGE-24"),
)  # fmt: skip


def _plain_zip(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names or ("readme.txt",):
            archive.writestr(name, b"hello")
    return stream.getvalue()


def _flipped(workbook: bytes) -> bytes:
    """The sheet's checksum is not that of its content."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        checksum = struct.pack("<L", archive.getinfo(FIRST_SHEET).CRC)
    return workbook.replace(checksum, bytes(byte ^ 0x55 for byte in checksum))


def _ods_gap() -> bytes:
    """Two million empty rows, then one that is as wide as a sheet."""
    plain = ods_bytes([["a"], ["b"]])
    gap = b'<table:table-row table:number-rows-repeated="2000000"><table:table-cell/></table:table-row>'
    wide = b'<table:table-row><table:table-cell table:number-columns-repeated="9000"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
    return with_replaced(plain, "content.xml", b"</table:table>", gap + wide + b"</table:table>")
