"""The audit workbook: recomputed by another program, falsified, cut short, made twice."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from stockpile_app import ledger
from stockpile_app.base import Cancelled, Cause, KnownError, Refused
from stockpile_app.base.text import speaking
from stockpile_app.exchange.audit_workbook import AuditSummary, write_audit_workbook
from stockpile_app.ledger import AccountKind, Line, NewHold, NewLot, NewWeapon
from tests.books import Books
from tests.recalculate import needs_soffice, recalculate, with_cell

NAUGHTY = [
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "{=1}",
    "http://example.org",
    "<r>not rich</r>",
    "<r><b></r>",
    "a & b < c > d \"q\" 'p'",
    "_x0041_",
    "0012",
    "1e5",
    "  blanks  ",
    "قفل ٣",
    "步枪",
    "\U0001f4a5",
    "]]>",
    "TRUE",
]


@pytest.fixture
def busy(books: Books) -> Books:
    """Books in which something of every kind happened."""
    first, second, third = (books.rifle(serial) for serial in ("094", "52E029294", "014681"))
    books.receive(books.new_rifle("O94"), accept_look_alike="Both weapons read twice")
    lot = books.lot("17-83-270", 12_000, expires_on="2025-12-31")
    suspended = books.lot("04-91-011", 4_400, condition="unknown")
    unmarked = NewWeapon(
        calibre="9x18", unmarked=True, ownership="evidence", ownership_reference="Case 2026/114"
    )
    books.receive(Line(item_type_id=books.item("pistol"), condition="repairable", new_weapon=unmarked))
    books.slings(40)
    books.issue(first, second)
    books.hand_in(first)
    books.issue(books.rounds(lot, 600), come_from="magazine", on="2026-11-05T07:00")
    books.expend(books.rounds(lot, 450), on="2026-11-06")
    books.reclassify(third, condition_to="repairable", on="2026-11-08")
    wrong = books.transfer(
        Line(item_type_id=books.item("sling"), quantity=10),
        to="workshop",
        on="2026-11-09",
        from_account=books.place("armoury"),
    )
    books.reverse(wrong, on="2026-11-10")
    ledger.place_hold(
        books.stockpile,
        NewHold(
            operation_id=books.id(),
            target="lot",
            target_id=suspended.id,
            kind="suspended",
            authority="Chief inspector",
            reason="Split cases",
            placed_on="2026-11-12",
        ),
    )
    return books


def written(books: Books, folder: Path, **more: str | int) -> tuple[Path, AuditSummary]:
    target = folder / "audit.xlsx"
    return target, write_audit_workbook(books.stockpile, target, **more)  # type: ignore[arg-type]


def column(path: Path, sheet: str, header: str) -> list[object]:
    """What stands under a header, cached values."""
    rows = load_workbook(path, data_only=True)[sheet].iter_rows(min_row=3, values_only=True)
    at = next(rows).index(header)
    return [row[at] for row in rows]


def cell_with(path: Path, sheet: str, header: str, at: int) -> str:
    """The reference of the nth cell under a header that holds a value."""
    page = load_workbook(path, read_only=False)[sheet]
    letter = next(cell.column_letter for cell in page[3] if cell.value == header)
    return [f"{letter}{row}" for row in range(4, page.max_row + 1) if page[f"{letter}{row}"].value][at]


@needs_soffice
def test_another_program_computes_the_same_and_every_check_adds_up(busy: Books, tmp_path: Path) -> None:
    path, summary = written(busy, tmp_path)
    outcome = recalculate(path, tmp_path)
    assert not outcome.differences
    assert outcome.adds_up
    assert outcome.formulas > 100
    assert len(outcome.off) == summary.checks >= 15


@needs_soffice
def test_a_falsified_closing_is_reported(busy: Books, tmp_path: Path) -> None:
    path, _ = written(busy, tmp_path)
    closing = cell_with(path, "Balances", "Closing", 2)
    falsified = with_cell(
        path, tmp_path / "false.xlsx", "Balances", closing, lambda value: f"{int(value) + 7}"
    )
    outcome = recalculate(falsified, tmp_path)
    assert [(one.sheet, one.cell) for one in outcome.differences] == [("Balances", closing)]


@needs_soffice
def test_a_changed_movement_is_reported_and_turns_checks_red(busy: Books, tmp_path: Path) -> None:
    path, _ = written(busy, tmp_path)
    quantity = cell_with(path, "Movements", "In", 3)
    changed = with_cell(
        path, tmp_path / "moved.xlsx", "Movements", quantity, lambda value: f"{int(value) + 1}"
    )
    outcome = recalculate(changed, tmp_path)
    assert {"Balances", "Totals", "Checks", "Cover"} <= {one.sheet for one in outcome.differences}
    assert not outcome.adds_up
    assert "does not add up" in outcome.results


@needs_soffice
def test_a_period_opens_with_what_was_there_before(busy: Books, tmp_path: Path) -> None:
    path, summary = written(busy, tmp_path, period_from="2026-11-02", period_to="2026-11-07")
    outcome = recalculate(path, tmp_path)
    assert not outcome.differences
    assert outcome.adds_up
    assert summary.movements == 5
    openings = dict(
        zip(column(path, "Totals", "Unit"), column(path, "Totals", "Stockpile: opening"), strict=True)
    )
    assert openings == {"each": 40, "round": 16_400, "weapon": 5}
    closings = dict(
        zip(column(path, "Totals", "Unit"), column(path, "Totals", "Stockpile: closing"), strict=True)
    )
    assert closings == dict(summary.held) == {"each": 40, "round": 15_950, "weapon": 5}


@needs_soffice
def test_more_rows_than_a_sheet_holds_go_on_to_further_sheets(busy: Books, tmp_path: Path) -> None:
    path, _ = written(busy, tmp_path, rows_a_sheet=8)
    names = load_workbook(path, read_only=True).sheetnames
    assert {"Movements (2)", "Movements (3)", "Balances (2)", "Vouchers (2)", "Checks"} <= set(names)
    assert names.index("Movements (2)") == names.index("Movements") + 1
    outcome = recalculate(path, tmp_path)
    assert not outcome.differences
    assert outcome.adds_up


def test_the_summary_is_the_books(busy: Books, tmp_path: Path) -> None:
    _, summary = written(busy, tmp_path)
    value = busy.stockpile.value
    assert summary.adds_up
    assert summary.movements == value("SELECT count(*) FROM movement")
    assert summary.quantity_total == value("SELECT sum(quantity) FROM movement")
    assert summary.weapons == 5
    assert summary.lots == 2
    assert summary.journal_size == value("SELECT max(entry) FROM journal")
    held: dict[str, int] = {}
    for balance in ledger.balances(busy.stockpile):
        held[balance.unit] = held.get(balance.unit, 0) + balance.quantity
    assert dict(summary.held) == held


def test_the_same_books_are_the_same_bytes(busy: Books, tmp_path: Path) -> None:
    first, _ = written(busy, tmp_path)
    before = first.read_bytes()
    busy.clock.tick(days=3)
    busy.reopen()
    again, _ = written(busy, tmp_path)
    assert again.read_bytes() == before


def test_it_is_noted_in_the_activity_log_and_changes_no_book(busy: Books, tmp_path: Path) -> None:
    size = busy.stockpile.value("SELECT max(entry) FROM journal")
    written(busy, tmp_path)
    assert busy.stockpile.value("SELECT max(entry) FROM journal") == size
    assert (
        busy.stockpile.value("SELECT detail FROM activity WHERE kind = 'export'")
        == "audit workbook audit.xlsx"
    )


def test_a_reading_connection_writes_the_same_bytes(busy: Books, tmp_path: Path) -> None:
    path, _ = written(busy, tmp_path)
    with busy.stockpile.reader() as reader:
        write_audit_workbook(reader, tmp_path / "reader.xlsx")
    assert (tmp_path / "reader.xlsx").read_bytes() == path.read_bytes()


def test_an_empty_depot_has_an_empty_workbook(books: Books, tmp_path: Path) -> None:
    path, summary = written(books, tmp_path)
    assert (summary.movements, summary.balances, summary.adds_up) == (0, 0, True)
    assert load_workbook(path, read_only=True).sheetnames[0] == "Cover"


@needs_soffice
def test_an_empty_depot_computes(books: Books, tmp_path: Path) -> None:
    path, _ = written(books, tmp_path)
    assert not recalculate(path, tmp_path).differences


@needs_soffice
def test_the_books_against_themselves_show_in_the_checks(busy: Books, tmp_path: Path) -> None:
    with busy.stockpile.transaction():
        busy.stockpile.write(
            "UPDATE holding SET quantity = quantity + 5 WHERE account_id >= 100 AND quantity = 40"
        )
    path, summary = written(busy, tmp_path)
    assert len(summary.failed) == 1
    assert not summary.adds_up
    outcome = recalculate(path, tmp_path)
    assert not outcome.differences
    assert not outcome.adds_up


def test_serials_stand_as_read(busy: Books, tmp_path: Path) -> None:
    path, _ = written(busy, tmp_path)
    assert set(column(path, "Weapons", "Serial or own number")) == {
        "094", "O94", "52E029294", "014681", "B-W-000005",
    }  # fmt: skip
    page = load_workbook(path)["Weapons"]
    assert all(page[f"B{row}"].data_type in {"s", "inlineStr"} for row in range(4, page.max_row + 1))


def test_findings_name_what_the_books_point_out(busy: Books, tmp_path: Path) -> None:
    path, _ = written(busy, tmp_path)
    kinds = column(path, "Findings", "Kind")
    about = dict(zip(kinds, column(path, "Findings", "Concerns"), strict=True))
    assert about["Hold in force"] == "lot 04-91-011"
    assert about["Look-alike accepted"] == "O94 Izhevsk AKM beside 094 Izhevsk AKM"
    assert about["Overdue, not handed in"] == "Cpl T. Vessin · 3 Section"
    assert "04-91-011" in str(about["Condition not known"])
    assert about["Gap in the voucher numbers"] is None
    assert kinds.count("Recorded late") > 5


def test_texts_of_any_kind_stay_texts(books: Books, tmp_path: Path) -> None:
    for number, text in enumerate(NAUGHTY):
        books.receive(
            Line(
                item_type_id=books.item("ball"),
                quantity=1,
                condition="serviceable",
                new_lot=NewLot(number=text if text.strip() == text else f"{number} {text}", maker=text),
                remarks=text,
            )
        )
    path, _ = written(books, tmp_path)
    shown = [unescape(str(text)) for text in column(path, "Lots", "Maker")]
    assert sorted(shown) == sorted(NAUGHTY)
    assert {unescape(str(text)) for text in column(path, "Movements", "Remarks")} == set(NAUGHTY)


@needs_soffice
def test_naughty_texts_survive_another_program(books: Books, tmp_path: Path) -> None:
    for text in NAUGHTY:
        books.account(AccountKind.LOCATION, text.strip())
        books.lot(text.strip(), 5, to="magazine", maker=text)
    path, _ = written(books, tmp_path)
    outcome = recalculate(path, tmp_path)
    assert not outcome.differences
    assert sorted(map(str, column(tmp_path / "computed" / "audit.xlsx", "Lots", "Maker"))) == sorted(NAUGHTY)


def test_nothing_in_it_can_be_executed(busy: Books, tmp_path: Path) -> None:
    path, _ = written(busy, tmp_path)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        content = b"".join(archive.read(name) for name in names)
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]
    assert b"http://www.example" not in content
    assert b'TargetMode="External"' not in content
    for word in (b"HYPERLINK(", b"WEBSERVICE(", b"INDIRECT(", b"cmd|"):
        assert word not in content


def test_every_sheet_is_ready_for_paper(busy: Books, tmp_path: Path) -> None:
    path, summary = written(busy, tmp_path)
    for sheet in load_workbook(path):
        assert sheet.page_setup.orientation == "landscape"
        assert int(sheet.page_setup.paperSize) == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert summary.root in str(sheet.oddFooter.left.text)
        assert "&P" in str(sheet.oddFooter.right.text)
        if sheet.title != "Cover":
            assert sheet.freeze_panes == "A4"
            assert sheet.print_title_rows == "$3:$3"
            assert sheet.auto_filter.ref


def test_figures_beyond_fifteen_digits_stand_as_text(books: Books, tmp_path: Path) -> None:
    huge = 10**12
    line = Line(item_type_id=books.item("sling"), quantity=huge, condition="serviceable")
    books.receive(*[line] * 1_001)
    path, summary = written(books, tmp_path)
    assert summary.adds_up
    assert column(path, "Balances", "Closing") == [str(huge * 1_001)]
    assert column(path, "Totals", "Stockpile: closing") == [str(huge * 1_001)]


@needs_soffice
def test_a_text_figure_still_recomputes(books: Books, tmp_path: Path) -> None:
    line = Line(item_type_id=books.item("sling"), quantity=10**12, condition="serviceable")
    books.receive(*[line] * 1_001)
    path, _ = written(books, tmp_path)
    outcome = recalculate(path, tmp_path)
    assert not outcome.differences
    assert outcome.adds_up


def test_cancelling_leaves_no_trace(busy: Books, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()

    def stop(done: int, total: int, unit: str) -> None:
        raise Cancelled

    busy.receive(*(busy.new_rifle(f"KM {number}") for number in range(20_000, 21_100)))
    with pytest.raises(Cancelled):
        write_audit_workbook(busy.stockpile, folder / "audit.xlsx", progress=stop)
    assert list(folder.iterdir()) == []
    assert write_audit_workbook(busy.stockpile, folder / "audit.xlsx").adds_up


def test_progress_counts_up(busy: Books, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    busy.receive(*(busy.new_rifle(f"KM {number}") for number in range(20_000, 22_100)))
    write_audit_workbook(busy.stockpile, tmp_path / "a.xlsx", progress=lambda *now: told.append(now))
    assert told
    assert all(done <= total for done, total, _ in told)
    assert {unit for _, _, unit in told} >= {"movements", "weapons"}


def test_a_folder_that_is_not_there_is_told_calmly(busy: Books, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        write_audit_workbook(busy.stockpile, tmp_path / "nowhere" / "audit.xlsx")
    assert caught.value.cause is Cause.NOT_FOUND


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files by a Linux call")
def test_a_full_disk_leaves_the_old_workbook(busy: Books, tmp_path: Path) -> None:
    import resource
    import signal

    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "audit.xlsx"
    target.write_bytes(b"the old one")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, before[1]))
    try:
        with busy.stockpile.reader() as reader, pytest.raises(KnownError) as caught:
            write_audit_workbook(reader, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert caught.value.cause is Cause.DISK_FULL
    assert [path.name for path in folder.iterdir()] == ["audit.xlsx"]
    assert target.read_bytes() == b"the old one"


@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-13-01", ""), ("", "99/99/9999"), ("2026-11-05", "2026-11-04"), ("20261101", "")],
)
def test_a_period_that_is_none_is_refused(busy: Books, tmp_path: Path, first: str, last: str) -> None:
    with pytest.raises(Refused) as caught:
        write_audit_workbook(busy.stockpile, tmp_path / "a.xlsx", period_from=first, period_to=last)
    assert caught.value.findings[0].rule == "EXCHANGE-84"
    assert not (tmp_path / "a.xlsx").exists()


@needs_soffice
@pytest.mark.parametrize("language", ["qps", "ar"])
def test_it_speaks_other_languages_and_still_computes(busy: Books, tmp_path: Path, language: str) -> None:
    with speaking(language):
        path, _ = written(busy, tmp_path)
    sheets = load_workbook(path)
    assert all(bool(sheet.sheet_view.rightToLeft) == (language == "ar") for sheet in sheets)
    outcome = recalculate(path, tmp_path)
    assert not outcome.differences
    assert outcome.adds_up
