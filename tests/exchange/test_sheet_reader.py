# ruff: noqa: E501  (tables of examples read best one line each)
"""Foreign files: honest ones come in as stored, hostile ones end in a sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from stockpile_app.base import Cancelled, Cause, KnownError, Refused
from stockpile_app.exchange import sheet_reader
from stockpile_app.exchange.gate import MEGABYTE
from stockpile_app.exchange.model import SheetFormat
from stockpile_app.exchange.sheet_reader import Limits, list_sheets, read_sheet
from tests.faults import workbooks
from tests.faults.workbooks import HOSTILE, Hostile, honest_rows

Write = Callable[[str, bytes], Path]


def refusal_of(path: Path, **how: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_sheet(path, **how)  # type: ignore[arg-type]
    finding = refused.value.findings[0]
    assert finding.sentence
    assert finding.remedy
    assert "{" not in finding.sentence + finding.expected + finding.got + finding.remedy
    assert "Traceback" not in finding.sentence
    return [one.rule for one in refused.value.findings]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.label)
def test_hostile_file_is_refused_with_a_sentence(
    hostile: Hostile, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    assert refusal_of(write(hostile.name, hostile.content())) == [hostile.rule]
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list.ods"])
def test_workbook_cells_keep_their_stored_type(name: str, write: Write) -> None:
    make = {"xlsx": workbooks.xlsx_bytes, "xls": workbooks.xls_bytes, "ods": workbooks.ods_bytes}
    sheet = read_sheet(write(name, make[name.rpartition(".")[2]](honest_rows())))
    assert sheet.source.sheet == workbooks.SHEET
    assert [row.row for row in sheet.rows] == list(range(1, 15))
    assert sheet.rows[1].kinds == "tttntndttt"
    assert sheet.rows[1].texts[3:9] == ("1", "Each", "749.5", "2012-03-01", "AB000000", "LC-74-12")
    assert set(sheet.rows[4].kinds) == {"-"}


def test_numbers_come_without_float_noise(write: Write) -> None:
    rows = [["a", "b", "c", "d", "e"], [14681.0, 0.1 + 0.2, 1e20, -0.0, 123456789012345.0]]
    sheet = read_sheet(write("list.xlsx", workbooks.xlsx_bytes(rows)))
    assert sheet.rows[1].kinds == "nnnnn"
    assert sheet.rows[1].texts == ("14681", "0.3", "100000000000000000000", "0", "123456789012345")


def test_the_1904_calendar_gives_the_same_day(write: Write) -> None:
    content = workbooks.xlsx_bytes([["day"], [date(2012, 3, 1)]], epoch_1904=True)
    assert read_sheet(write("list.xlsx", content)).rows[1].texts == ("2012-03-01",)


def test_control_characters_and_blanks_stay_in_the_text(write: Write) -> None:
    content = workbooks.xlsx_bytes([["a"], [" x\u00a0"], ["be\x07ll"], ["=1+1"]])
    assert [row.texts[0] for row in read_sheet(write("l.xlsx", content)).rows] == [
        "a",
        " x\u00a0",
        "be\x07ll",
        "=1+1",
    ]


def test_cells_with_a_fault_or_without_a_result_are_told_apart_from_blank(write: Write) -> None:
    cells = (
        b'<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1"><f>1+1</f><v></v></c>'
        b'<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>2+2</f><v>4</v></c></row>'
    )
    sheet = read_sheet(write("list.xlsx", workbooks.with_sheet_cells(cells)))
    assert sheet.rows[0].kinds == "xx-n"


def test_honest_oddities_of_the_sheet_are_no_refusal(write: Write) -> None:
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1000"><c r="XFD1000" s="0"/></row><row><c><v>5</v></c></row>'
    workbook = workbooks.with_sheet_cells(cells)
    workbook = workbooks.with_replaced(
        workbook, workbooks.FIRST_SHEET, b'<dimension ref="A1"', b'<dimension ref="A1:XFD1048576"'
    )
    sheet = read_sheet(write("list.xlsx", workbook))
    assert [row.texts[0] for row in sheet.rows if row.texts[0]] == ["1", "5"]


NAUGHTY = (
    "undefined", "NULL", "(null)", "1E+02", "0x10", "1/2", "=1+1", "+1", "-1", "@SUM(A1)", "'quoted'", '"', "a,b;c\td",
    "_x0041_", "_x000D_", "<script>alert(1)</script>", "&lt;&amp;", "]]>", "../../etc/passwd", "%s%n{0}{name}", "  x  ",
    "\u00a0", "\u200b", "\ufeffx", "\u202eabc", "Ω≈ç√∫", "田中さん", "👾 🙇", "مرحبا", "עברית", "Z\u0351\u036b", "ﬀ", "İıſK",
    "\x01\x1f\x7f", "\x85", "x" * 32_767,
)  # fmt: skip


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_naughty_texts_come_in_as_they_are(ending: str, write: Write) -> None:
    make = {"csv": workbooks.csv_bytes, "xlsx": workbooks.xlsx_bytes}[ending]
    sheet = read_sheet(write("list." + ending, make([["head", "er"], *([text, "end"] for text in NAUGHTY)])))
    assert [row.texts[0] for row in sheet.rows[1:]] == list(NAUGHTY)


def test_csv_rows_are_records_not_lines(write: Write) -> None:
    sheet = read_sheet(write("list.csv", b'a,b\n"one\ntwo",3\n\n"x ""y"" z",4\n'))
    assert [(row.row, row.texts) for row in sheet.rows] == [
        (1, ("a", "b")),
        (2, ("one\ntwo", "3")),
        (3, ()),
        (4, ('x "y" z', "4")),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter: str, write: Write) -> None:
    rows = [["Place", "Price", "Note"], ["A", "1,5", "x; y"], ["B", "2,5", "a, b"], ["C", "3,75", "tab"]]
    sheet = read_sheet(write("list.csv", workbooks.csv_bytes(rows, delimiter)))
    assert sheet.source.delimiter == delimiter
    assert sheet.rows[1].texts == ("A", "1,5", "x; y")


def test_a_separator_line_is_obeyed(write: Write) -> None:
    sheet = read_sheet(write("list.csv", b"sep=;\r\na;b\r\n1;2\r\n"))
    assert [row.texts for row in sheet.rows] == [("a", "b"), ("1", "2")]


TEXTS = {
    "cp1252": "Dépôt,Désignation\nRéserve générale,Fusil d’assaut à répétition\nMagasin,Mèche lente\n" * 5,
    "cp1251": "Склад,Наименование\nЦентральный склад,Автомат Калашникова\nВторой склад,Пистолет Макарова\n"
    * 5,
    "cp1256": "المستودع,الصنف\nالمستودع المركزي,بندقية آلية\nمخزن الكتيبة,مسدس\n" * 5,
    "gb18030": "仓库,名称\n中央仓库,自动步枪\n第二仓库,手枪和子弹\n" * 5,
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_unicode_files_are_read_whatever_their_mark(encoding: str, text: str, write: Write) -> None:
    if encoding in {"utf-16-le", "utf-16-be"}:
        text = "Place,Designation\n" + "Magasin,Mèche\n" * 20
    sheet = read_sheet(write("list.csv", text.encode(encoding)))
    assert [",".join(row.texts) for row in sheet.rows] == text.splitlines()


@pytest.mark.parametrize("encoding", TEXTS)
def test_older_encodings_are_recognised_and_said_to_be_guessed(encoding: str, write: Write) -> None:
    sheet = read_sheet(write("list.csv", TEXTS[encoding].encode(encoding)))
    assert sheet.source.encoding_guessed
    assert [",".join(row.texts) for row in sheet.rows] == TEXTS[encoding].splitlines()


def test_the_refusal_names_the_line_of_another_encoding(write: Write) -> None:
    content = "Place,Item\nDépôt,Épée\n".encode() + "Réserve,Mèche\n".encode("latin-1") + "Dépôt,x\n".encode()
    with pytest.raises(Refused) as refused:
        read_sheet(write("list.csv", content))
    assert "line 3" in refused.value.findings[0].sentence


def test_the_profile_must_fit_the_content(write: Write) -> None:
    path = write("list.csv", workbooks.csv_bytes(honest_rows()))
    assert refusal_of(path, wanted=SheetFormat.XLSX) == ["EXCHANGE-03"]


def test_sheets_are_listed_and_chosen(write: Write) -> None:
    path = write("list.xlsx", workbooks.xlsx_bytes(honest_rows(), sheets=("One", "Two"), hidden="Two"))
    assert [(sheet.name, sheet.visible) for sheet in list_sheets(path)] == [("One", True), ("Two", False)]
    assert read_sheet(path).source.sheet == "One"
    assert read_sheet(path, sheet="Two").source.sheet == "Two"
    assert refusal_of(path, sheet="Three") == ["EXCHANGE-23"]
    assert list_sheets(write("list.csv", b"a,b\n")) == []


def test_a_preview_reads_only_the_first_rows(write: Write) -> None:
    path = write("list.xlsx", workbooks.xlsx_bytes(honest_rows(50)))
    assert len(read_sheet(path, first=5).rows) == 5


def test_a_missing_file_is_the_environments_fault(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as known:
        read_sheet(tmp_path / "nowhere.csv")
    assert known.value.cause is Cause.NOT_FOUND
    with pytest.raises(KnownError):
        read_sheet(tmp_path)


def test_progress_can_cancel_and_nothing_is_left(write: Write) -> None:
    calls = []

    def stop(done: int, total: int, unit: str) -> None:
        calls.append((done, total, unit))
        raise Cancelled

    path = write("list.csv", workbooks.csv_bytes(honest_rows(60_000)))
    with pytest.raises(Cancelled):
        read_sheet(path, progress=stop)
    assert len(calls) == 1


@pytest.mark.skipif(os.name != "posix", reason="limits are the system's")
def test_a_file_that_needs_too_much_is_refused_not_fatal(write: Write) -> None:
    path = write("list.xlsx", workbooks.xlsx_bytes(honest_rows(20_000)))
    assert refusal_of(path, limits=Limits(memory=120 * MEGABYTE)) in (["EXCHANGE-16"], ["EXCHANGE-17"])
    assert refusal_of(path, limits=Limits(seconds=0)) == ["EXCHANGE-16"]


SAYINGS = {
    "no json": "hello",
    "no list": '{"rows": []}',
    "nothing": "[]",
    "rows of another shape": '["rows", [[1, "t", "not", "three"]]]',
    "kinds that do not fit": '["rows", [[1, "tt", ["a"]]]]',
    "texts that are none": '["rows", [[1, "t", [5]]]]',
    "an unknown reason": '["refused", "HOUSE-1", {}]',
    "an unknown source": '["source", "exe", "", "", false, "", ""]',
    "an early end": '["source", "csv", "", "", false, "", ""]',
}


@pytest.mark.parametrize("saying", SAYINGS.values(), ids=SAYINGS)
def test_nothing_that_the_reader_says_is_taken_on_trust(
    saying: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", f"print({saying!r})"]
    monkeypatch.setattr(sheet_reader, "child_command", lambda request: command)
    assert refusal_of(write("list.csv", b"a,b\n")) == ["EXCHANGE-17"]


def test_the_reader_gets_no_secret_of_ours(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", "secret")
    script = "import json, os; print(json.dumps(['refused', 'EXCHANGE-15', {'detail': os.environ.get('STOCKPILE_PASSPHRASE', 'none')}]))"
    monkeypatch.setattr(sheet_reader, "child_command", lambda request: [sys.executable, "-c", script])
    with pytest.raises(Refused) as refused:
        read_sheet(write("list.csv", b"a,b\n"))
    assert refused.value.findings[0].got == "none"


def test_a_reader_that_falls_silent_is_given_up(write: Write) -> None:
    path = write("list.xlsx", workbooks.xlsx_bytes(honest_rows(20_000)))
    assert refusal_of(path, limits=Limits(silence=0)) == ["EXCHANGE-16"]
