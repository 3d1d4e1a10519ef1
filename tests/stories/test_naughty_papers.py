"""Naughty strings come in with a sheet and go out to workbook and paper: whole, or refused by name; never alive."""

from __future__ import annotations

import csv
import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from stockpile_app import audit, ledger
from stockpile_app.base import Refused
from stockpile_app.documents.voucher import print_voucher
from stockpile_app.exchange.audit_workbook import write_audit_workbook
from stockpile_app.exchange.correction_workbook import write_correction_workbook
from stockpile_app.exchange.importing import ImportReport, ImportRequest, import_sheet
from stockpile_app.exchange.profile_file import read_profile
from tests.books import Books, new_books
from tests.naughty import NAUGHTY

FULL = bool(os.environ.get("STOCKPILE_FAULTS"))
TEXTS = [text for text in NAUGHTY if text.strip() and not re.search("[\x00\ud800-\udfff]", text)]
"""Those that a text file can hold."""

CELL = 32_000
"""What surely fits a spreadsheet's cell."""

PROFILE = read_profile("""
[source]
format = "csv"
header_row = 1
[columns]
serial = "Serial"
make = "Maker"
remarks = "Remarks"
[defaults]
tracking = "serial"
account = "Armoury"
""")


def imported(books: Books, folder: Path, texts: Sequence[tuple[int, str]], name: str) -> ImportReport:
    """A sheet with a weapon for every text, which stands as its maker and its remarks."""
    sheet = folder / name
    with sheet.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL)
        out.writerow(["Serial", "Maker", "Remarks"])
        out.writerows([f"N {number}", text, text] for number, text in texts)
    request = ImportRequest(operation_id=books.id(), path=sheet, profile=PROFILE)
    return import_sheet(books.stockpile, request)


def formulas(path: Path) -> list[str]:
    """The shape of every live formula of a workbook: which rows it names depends on the order of names."""
    with zipfile.ZipFile(path) as archive:
        pages = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    found = [formula for page in pages for formula in re.findall(r"<f[^>]*>(.*?)</f>", page, re.DOTALL)]
    return sorted(re.sub(r"\d+", "0", formula) for formula in found)


def column(path: Path, sheet: str, header: str) -> set[str]:
    """The texts under a header, as another program reads them."""
    rows = [[cell.value for cell in row] for row in load_workbook(path)[sheet].iter_rows()]
    at = next(row for row in rows if header in row)
    place = at.index(header)
    return {unescape(str(row[place])) for row in rows[rows.index(at) + 1 :] if row[place]}


def test_a_sheet_of_naughty_texts(tmp_path: Path) -> None:
    books = new_books(tmp_path)
    report = imported(books, tmp_path, list(enumerate(TEXTS)), "naughty.csv")
    kept = {int(serial[2:]): (make, remarks) for serial, make, remarks in books.stockpile.rows(
        "SELECT w.serial, w.make, m.remarks FROM weapon w JOIN movement m ON m.weapon_id = w.id")}  # fmt: skip
    assert report.rows_created == len(kept) > len(TEXTS) / 2
    assert report.rows_created + report.rows_refused == report.rows_read == len(TEXTS)
    for number, (make, remarks) in kept.items():
        assert make.strip() == remarks.strip() == TEXTS[number].strip()
    refused = {row.row for row in report.refused}
    assert refused == {one.row for one in report.findings if one.severity == "refusal"}
    assert all(one.expected and one.remedy for one in report.findings if one.severity == "refusal")
    assert audit.verify(books.stockpile).holds
    _workbook_is_dead(books, tmp_path, sorted(kept))
    _corrections_are_whole(report, tmp_path)
    books.stockpile.close()


def _workbook_is_dead(books: Books, folder: Path, kept: Sequence[int]) -> None:
    """The audit workbook holds every text and no formula that the same books with plain texts do not have."""
    path, plain_path = folder / "audit.xlsx", folder / "plain.xlsx"
    write_audit_workbook(books.stockpile, path)
    told = {text.strip() for text in column(path, "Movements", "Remarks")}
    assert told == {TEXTS[number].strip().replace("\r\n", "\n") for number in kept}
    plain = new_books(folder, file_name="plain.stockpile")
    first = {TEXTS[number].strip(): number for number in kept}
    imported(
        plain, folder, [(number, f"plain {first[TEXTS[number].strip()]}") for number in kept], "plain.csv"
    )
    write_audit_workbook(plain.stockpile, plain_path)
    assert formulas(path) == formulas(plain_path)
    plain.stockpile.close()


def _corrections_are_whole(report: ImportReport, folder: Path) -> None:
    path = folder / "corrections.xlsx"
    write_correction_workbook(path, report.headers, report.refused, report.findings)
    assert formulas(path) == []
    name = load_workbook(path).sheetnames[0]
    said = {text[:CELL] for text in column(path, name, "Remarks")}
    assert said == {row.raw[2][:CELL] for row in report.refused if row.raw[2]}


def test_naughty_texts_on_paper(books: Books, tmp_path: Path) -> None:
    for number, text in enumerate(TEXTS[:: 1 if FULL else 6]):
        try:
            posted = books.receive(books.new_rifle(f"P {number}", remarks=text), authority=text, reason=text)
        except Refused:
            continue
        view = ledger.voucher_view(books.stockpile, posted.number)
        assert view is not None
        paper = tmp_path / f"{number}.pdf"
        print_voucher(books.stockpile, view, paper)
        with pypdfium2.PdfDocument(paper) as document:
            told = "".join(page.get_textpage().get_text_range() for page in document)
        assert posted.number in told
        if text.isascii() and len(text) < 20 and " " not in text:
            assert text in told
