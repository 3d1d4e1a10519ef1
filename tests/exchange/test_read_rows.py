"""Rows of a foreign sheet: typed values where a row is sound, a sentence for each fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from stockpile_app.base import Finding, Refused, Severity
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.model import ParsedRow, RawRow, RawSheet, SheetFormat, SheetRows, SheetSource
from stockpile_app.exchange.profile import DateOrder, Defaults, Field, Profile
from stockpile_app.exchange.read_rows import judge_rows, read_rows, row_digest
from tests.faults import workbooks

COLUMNS = {
    Field.ACCOUNT: "Place",
    Field.ITEM_CODE: "Stock no",
    Field.ITEM_NAME: "Item",
    Field.QUANTITY: "Qty",
    Field.UNIT: "UI",
    Field.UNIT_VALUE: "Price",
    Field.EFFECTIVE_ON: "Received",
    Field.SERIAL: "Serial",
    Field.YEAR: "Year",
    Field.REMARKS: "Notes",
}
SOUND = {"Place": "A", "Stock no": "1005", "Item": "RIFLE", "Qty": "2", "UI": "Each", "Price": "$1,749.00",
         "Received": "Mar 1, 2012 12:00:00 AM", "Serial": "014681", "Year": "1974", "Notes": ""}  # fmt: skip
PROFILE = Profile(SheetFormat.CSV, columns=COLUMNS)
SERIAL = replace(PROFILE, defaults=Defaults(tracking=Tracking.SERIAL))


def sheet(
    *rows: dict[str, str], kinds: dict[str, str] | None = None, source: SheetFormat = SheetFormat.CSV
) -> RawSheet:
    """A raw sheet with the headers of SOUND; `kinds` overrides how cells were stored."""
    raw = [RawRow(1, "t" * len(SOUND), tuple(SOUND))]
    for number, row in enumerate(rows, 2):
        cells = {**SOUND, **row}
        stored = "".join((kinds or {}).get(name, "t" if text else "-") for name, text in cells.items())
        raw.append(RawRow(number, stored, tuple(cells.values())))
    return RawSheet(SheetSource(source, "", "utf-8", encoding_guessed=False, delimiter=",", sha256="00"), raw)


def judged(row: dict[str, str], profile: Profile = PROFILE, kinds: dict[str, str] | None = None) -> SheetRows:
    return judge_rows(sheet(row, kinds=kinds), profile, "list.csv")


def findings(
    row: dict[str, str], profile: Profile = PROFILE, kinds: dict[str, str] | None = None
) -> list[Finding]:
    read = judged(row, profile, kinds).rows[0]
    assert (read.values is None) == any(one.severity is Severity.REFUSAL for one in read.findings)
    assert all(one.row == 2 and one.sentence and one.expected and one.remedy for one in read.findings)
    return list(read.findings)


def test_a_sound_row_becomes_typed_values() -> None:
    assert judged({}).rows[0].values == ParsedRow(
        account="A", item_code="1005", item_name="RIFLE", quantity=2, unit="Each", unit_value=Decimal("1749.00"),
        currency="$", effective_on=date(2012, 3, 1), make="", model="", calibre="", serial="014681", country="",
        year=1974, condition="", lot="", remarks="", category="",
    )  # fmt: skip


def test_texts_keep_everything_but_the_white_space_around_them() -> None:
    row = judged(
        {"Place": " Store\u00a01 \u00a0", "UI": "Each ", "Serial": "\t094 ", "Item": "RIFLE,5.56  MM"}
    ).rows[0]
    assert row.values is not None
    assert (row.values.account, row.values.unit) == ("Store\u00a01", "Each")
    assert (row.values.serial, row.values.item_name) == ("094", "RIFLE,5.56  MM")


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ({"Qty": "0"}, "EXCHANGE-52"),
        ({"Qty": "-3"}, "EXCHANGE-52"),
        ({"Qty": "2.5"}, "EXCHANGE-52"),
        ({"Qty": "1.250"}, "EXCHANGE-52"),
        ({"Qty": "9" * 30}, "EXCHANGE-52"),
        ({"Qty": "two"}, "EXCHANGE-52"),
        ({"Qty": ""}, "EXCHANGE-52"),
        ({"Qty": "1e3"}, "EXCHANGE-52"),
        ({"Price": "-1"}, "EXCHANGE-53"),
        ({"Price": "free"}, "EXCHANGE-53"),
        ({"Price": "1.123456"}, "EXCHANGE-53"),
        ({"Received": "9/99/99"}, "EXCHANGE-54"),
        ({"Received": "99/99/9999"}, "EXCHANGE-54"),
        ({"Received": "soon"}, "EXCHANGE-54"),
        ({"Year": "74"}, "EXCHANGE-65"),
        ({"Item": "RI\x07FLE"}, "EXCHANGE-55"),
        ({"Item": "RIFLE\nM4"}, "EXCHANGE-55"),
        ({"Notes": "be\x00ll"}, "EXCHANGE-55"),
        ({"Serial": "AB\u202e12"}, "EXCHANGE-56"),
        ({"Place": "\u2066A\u2069"}, "EXCHANGE-56"),
        ({"Serial": '="014681"'}, "EXCHANGE-57"),
        ({"Item": "x" * 300}, "EXCHANGE-63"),
        ({"Place": " \u00a0"}, "EXCHANGE-60"),
        ({"Item": "", "Stock no": ""}, "EXCHANGE-61"),
        ({"UI": ""}, "EXCHANGE-59"),
    ],
)
def test_a_faulty_cell_refuses_its_row_alone(cell: dict[str, str], rule: str) -> None:
    told = findings(cell)
    assert [one.rule for one in told] == [rule]
    assert told[0].field in {COLUMNS[field] for field in COLUMNS}
    read = judge_rows(sheet({}, cell, {}), PROFILE, "list.csv")
    assert [row.values is None for row in read.rows] == [False, True, False]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ({"Item": "=HYPERLINK(1)"}, "EXCHANGE-57"),
        ({"Notes": "@SUM(1)"}, "EXCHANGE-57"),
        ({"Notes": "\u202eabc"}, "EXCHANGE-56"),
        ({"UI": "Unknown"}, "EXCHANGE-58"),
        ({"Item": "RI\u200bFLE"}, "EXCHANGE-68"),
    ],
)
def test_what_is_odd_is_a_warning_and_kept(cell: dict[str, str], rule: str) -> None:
    told = findings(cell)
    assert [(one.rule, one.severity) for one in told] == [(rule, Severity.WARNING)]


@pytest.mark.parametrize("note", ["two\nlines\tand tabs", "-", "+1 to spare", "-5 °C", "ملاحظة", "備考 👍"])
def test_ordinary_remarks_need_no_finding(note: str) -> None:
    assert findings({"Notes": note}) == []


@pytest.mark.parametrize(
    ("kinds", "cell", "rule", "severity"),
    [
        ({"Serial": "n"}, {"Serial": "14681"}, "EXCHANGE-66", Severity.WARNING),
        ({"Serial": "n"}, {"Serial": "5.2e+29"}, "EXCHANGE-51", Severity.REFUSAL),
        ({"Serial": "d"}, {"Serial": "2012-03-01"}, "EXCHANGE-51", Severity.REFUSAL),
        ({"Serial": "b"}, {"Serial": "TRUE"}, "EXCHANGE-51", Severity.REFUSAL),
        ({"Item": "d"}, {"Item": "2012-03-12"}, "EXCHANGE-51", Severity.REFUSAL),
        ({"Stock no": "n"}, {"Stock no": "1005"}, "EXCHANGE-66", Severity.WARNING),
        ({"Qty": "d"}, {"Qty": "1900-01-02"}, "EXCHANGE-52", Severity.REFUSAL),
        ({"Qty": "x"}, {"Qty": "#"}, "EXCHANGE-64", Severity.REFUSAL),
        ({"Item": "x"}, {"Item": "#"}, "EXCHANGE-64", Severity.REFUSAL),
        ({"Received": "n"}, {"Received": "40969"}, "EXCHANGE-54", Severity.REFUSAL),
        ({"Received": "h"}, {"Received": "12:00:00"}, "EXCHANGE-54", Severity.REFUSAL),
    ],
)
def test_the_stored_type_is_judged_never_coerced(
    kinds: dict[str, str], cell: dict[str, str], rule: str, severity: Severity
) -> None:
    assert [(one.rule, one.severity) for one in findings(cell, kinds=kinds)] == [(rule, severity)]


def test_typed_cells_are_read_as_they_are() -> None:
    kinds = {"Qty": "n", "Price": "n", "Received": "d", "Year": "n"}
    cells = {"Qty": "3", "Price": "1749.125", "Received": "2012-03-01T08:30:00", "Year": "1974"}
    values = judged(cells, kinds=kinds).rows[0].values
    assert values is not None
    assert (values.quantity, values.unit_value, values.effective_on) == (
        3,
        Decimal("1749.125"),
        date(2012, 3, 1),
    )


def test_a_serial_row_is_one_weapon_with_a_serial() -> None:
    assert [one.rule for one in findings({"Qty": "1"}, SERIAL)] == []
    assert [one.rule for one in findings({"Qty": "2"}, SERIAL)] == ["EXCHANGE-69"]
    assert [one.rule for one in findings({"Qty": "1", "Serial": " "}, SERIAL)] == ["EXCHANGE-50"]
    unmarked = replace(SERIAL, defaults=replace(SERIAL.defaults, unmarked="register"))
    assert findings({"Qty": "1", "Serial": " "}, unmarked) == []


def test_a_lot_row_names_its_lot() -> None:
    by_lot = replace(
        PROFILE, columns={**COLUMNS, Field.LOT: "Serial"}, defaults=Defaults(tracking=Tracking.LOT)
    )
    assert [one.rule for one in findings({"Serial": ""}, by_lot)] == ["EXCHANGE-62"]


def test_defaults_fill_what_the_cells_leave_blank() -> None:
    defaults = Defaults(
        account="Main", unit="each", condition="A", item_name="rifle", effective_on=date(2026, 1, 2)
    )
    values = (
        judged({"Place": "", "UI": "", "Item": "", "Received": ""}, replace(PROFILE, defaults=defaults))
        .rows[0]
        .values
    )
    assert values is not None
    assert (values.account, values.unit, values.item_name) == ("Main", "each", "rifle")
    assert (values.condition, values.effective_on) == ("A", date(2026, 1, 2))


def test_currencies_are_never_mixed() -> None:
    dollars = replace(PROFILE, defaults=Defaults(currency="USD"))
    values = judged({"Price": "$5.00"}, dollars).rows[0].values
    assert values is not None
    assert values.currency == "USD"
    for other in ("€5.00", "EUR 5.00"):
        assert [one.rule for one in findings({"Price": other}, dollars)] == ["EXCHANGE-67"]


def test_grouped_quantities_are_read_where_the_sheet_proves_the_custom() -> None:
    def quantities(*rows: dict[str, str]) -> list[int | None]:
        read = judge_rows(sheet(*rows), PROFILE, "list.csv")
        return [row.values.quantity if row.values else None for row in read.rows]

    assert quantities({"Qty": "1,250", "Price": "$1.50"}) == [1250]
    assert quantities({"Qty": "1,250", "Price": "$1,50"}) == [None]
    assert quantities({"Qty": "1.250", "Price": "1,50"}) == [1250]
    assert quantities({"Qty": "1,250", "Price": "5"}) == [None]
    assert quantities({"Qty": "١٢", "Price": "5"}) == [12]


def test_the_order_of_dates_is_proved_by_the_column_or_asked() -> None:
    read = judge_rows(sheet({"Received": "03/04/2012"}, {"Received": "13/04/2012"}), PROFILE, "list.csv")
    assert [row.values and row.values.effective_on for row in read.rows] == [
        date(2012, 4, 3),
        date(2012, 4, 13),
    ]
    for rows in ([{"Received": "03/04/2012"}], [{"Received": "13/04/2012"}, {"Received": "04/13/2012"}]):
        with pytest.raises(Refused) as refused:
            judge_rows(sheet(*rows), PROFILE, "list.csv")
        assert refused.value.findings[0].rule == "EXCHANGE-37"
        assert "day or month first?" in refused.value.findings[0].sentence
    given = replace(PROFILE, date_order=DateOrder.DMY)
    assert [one.rule for one in findings({"Received": "04/13/2012"}, given)] == ["EXCHANGE-54"]


def test_control_totals_are_over_all_rows_read() -> None:
    read = judge_rows(sheet({"Qty": "3"}, {"Qty": "4", "UI": ""}, {"Qty": "0"}), PROFILE, "list.csv")
    assert [row.values is None for row in read.rows] == [False, True, True]
    assert (read.quantity_total, read.value_total) == (7, Decimal("12243.00"))


def test_blank_rows_are_counted_and_left_out() -> None:
    blank = dict.fromkeys(SOUND, "") | {"Item": " \u00a0\t"}
    read = judge_rows(sheet({}, blank, {}, blank), PROFILE, "list.csv")
    assert (read.rows_read, read.rows_blank) == (2, 2)
    assert [row.row for row in read.rows] == [2, 4]


def test_a_row_with_more_cells_than_headers_is_refused_in_text_files() -> None:
    raw = sheet({})
    longer = RawRow(3, "t" * 11, (*SOUND.values(), "5.56 MM"))
    padded = RawRow(4, "t" * 10 + "-", (*SOUND.values(), " "))
    csv = judge_rows(RawSheet(raw.source, [*raw.rows, longer, padded]), PROFILE, "list.csv")
    assert [[one.rule for one in row.findings] for row in csv.rows] == [[], ["EXCHANGE-70"], []]
    book = replace(raw.source, format=SheetFormat.XLSX)
    assert all(row.values for row in judge_rows(RawSheet(book, [*raw.rows, longer]), PROFILE, "l.xlsx").rows)


def test_headers_are_matched_whatever_their_white_space() -> None:
    raw = sheet({})
    headers = tuple("\ufeff Stock\n no" if name == "Stock no" else f" {name}\u00a0" for name in SOUND)
    read = judge_rows(
        RawSheet(raw.source, [RawRow(1, "t" * 10, headers), *raw.rows[1:]]), PROFILE, "list.csv"
    )
    assert read.rows[0].values is not None


def test_headers_not_found_or_doubled_refuse_the_file() -> None:
    wrong = replace(PROFILE, columns={Field.SERIAL: "Serials", Field.LOT: "Batch"})
    with pytest.raises(Refused) as refused:
        judged({}, wrong)
    assert [one.rule for one in refused.value.findings] == ["EXCHANGE-35", "EXCHANGE-35"]
    first = refused.value.findings[0]
    assert "row 1" in first.sentence
    assert "Stock no" in first.got
    assert "Serial" in first.remedy
    raw = sheet({})
    doubled = RawRow(1, "t" * 10, ("Item", *tuple(SOUND)[1:]))
    with pytest.raises(Refused) as refused:
        judge_rows(
            RawSheet(raw.source, [doubled, *raw.rows[1:]]),
            replace(PROFILE, columns={Field.ITEM_NAME: "Item"}),
            "l",
        )
    assert [one.rule for one in refused.value.findings] == ["EXCHANGE-36"]


@pytest.mark.parametrize("header_row", [3, 99])
def test_a_header_row_that_is_not_there_refuses_the_file(header_row: int) -> None:
    raw = sheet({}, dict.fromkeys(SOUND, ""))
    with pytest.raises(Refused) as refused:
        judge_rows(raw, replace(PROFILE, header_row=header_row), "list.csv")
    assert [one.rule for one in refused.value.findings] == ["EXCHANGE-25"]


def test_a_digest_is_the_whole_raw_content() -> None:
    one = RawRow(2, "tt-", ("a", "b", ""))
    assert row_digest(one) == row_digest(RawRow(9, "tt", ("a", "b")))
    others = [
        ("tt", ("ab", "")),
        ("t-t", ("a", "", "b")),
        ("tt", ("a", "B")),
        ("tn", ("a", "b")),
        ("tt", ("a ", "b")),
    ]
    digests = {row_digest(RawRow(2, kinds, texts)) for kinds, texts in others}
    assert row_digest(one) not in digests
    assert len(digests) == len(others)
    assert len(row_digest(one)) == 16


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.xls", "list.ods"])
def test_every_format_gives_the_same_values(name: str, tmp_path: Path) -> None:
    ending = name.rpartition(".")[2]
    make: dict[str, Callable[..., bytes]] = {
        "csv": workbooks.csv_bytes,
        "xlsx": workbooks.xlsx_bytes,
        "xls": workbooks.xls_bytes,
        "ods": workbooks.ods_bytes,
    }
    path = tmp_path / name
    path.write_bytes(make[ending](workbooks.honest_rows()))
    columns = {field: header for field, header in COLUMNS.items() if field is not Field.YEAR} | {
        Field.LOT: "Lot"
    }
    read = read_rows(path, Profile(SheetFormat(ending), columns=columns))
    assert (read.rows_read, read.rows_blank, read.quantity_total) == (12, 1, 78)
    assert read.value_total == Decimal("58461.0")
    assert [row.row for row in read.rows] == [2, 3, 4, *range(6, 15)]
    values = read.rows[0].values
    assert values is not None
    assert (values.effective_on, values.serial, values.remarks) == (date(2012, 3, 1), "AB000000", "padded")
    assert all(row.values and not row.findings for row in read.rows)
