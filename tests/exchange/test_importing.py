"""A foreign sheet comes in: whole files or nothing, rows refused one by one, sources told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from stockpile_app import audit, ledger
from stockpile_app.base import Refused
from stockpile_app.exchange.correction_workbook import write_corrections
from stockpile_app.exchange.importing import ImportReport, ImportRequest, import_sheet
from stockpile_app.exchange.profile import Profile
from stockpile_app.exchange.profile_file import load_profile, read_profile
from stockpile_app.ledger import VoucherKind
from stockpile_app.ledger.compose import Draft, compose
from stockpile_app.ledger.post import write
from stockpile_app.store import Stockpile
from tests.books import new_books

QUANTITIES = """
[source]
format = "csv"
header_row = 1
date_order = "mdy"
[columns]
account = "Station"
item_code = "NSN"
item_name = "Item"
quantity = "Qty"
unit = "UI"
unit_value = "Value"
effective_on = "Shipped"
[defaults]
tracking = "quantity"
"""

SERIALS = """
[source]
format = "csv"
header_row = 1
[columns]
make = "Make"
serial = "Serial"
calibre = "Calibre"
[defaults]
tracking = "serial"
account = "Armoury"
"""

ROWS = """Station,NSN,Item,Qty,UI,Value,Shipped
ALPHA,1005-00-1,RIFLE,1,Each,$138.00,"Mar 1, 2012 12:00:00 AM"
ALPHA,1005-00-1,RIFLE,1,Each,$138.00,"Mar 1, 2012 12:00:00 AM"
BRAVO,8465-01-2,PACK,5,Hundred,"$1,234.50","Apr 2, 2013 12:00:00 AM"
BRAVO,8465-01-3,ODD,2,Unknown,$1.00,"Apr 2, 2013 12:00:00 AM"
"""


@pytest.fixture
def books(tmp_path: Path) -> Stockpile:
    return new_books(tmp_path).stockpile


def bring(
    books: Stockpile,
    folder: Path,
    text: str,
    profile: str = QUANTITIES,
    *,
    name: str = "a.csv",
    **how: object,
) -> ImportReport:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    asked: Profile = how.pop("profile_given", None) or read_profile(profile)  # type: ignore[assignment]
    return import_sheet(
        books,
        ImportRequest(operation_id=books.ids.new_id(), path=path, profile=asked, **how),  # type: ignore[arg-type]
    )


def test_control_totals_and_identical_rows_are_kept(books: Stockpile, tmp_path: Path) -> None:
    report = bring(books, tmp_path, ROWS)
    assert (report.rows_read, report.rows_created, report.rows_refused) == (4, 4, 0)
    assert (report.quantity_total, str(report.value_total)) == (9, "6450.50")
    held = {(b.account, b.item, b.unit): b.quantity for b in ledger.balances(books)}
    assert held["ALPHA", "RIFLE", "Each"] == 2
    assert held["BRAVO", "PACK", "Hundred"] == 5
    assert any(f.rule == "EXCHANGE-58" and f.row == 5 for f in report.findings)
    assert audit.verify(books).holds


def test_an_unknown_unit_is_warned_of_once(books: Stockpile, tmp_path: Path) -> None:
    report = bring(books, tmp_path, ROWS)
    assert [f.rule for f in report.findings if f.row == 5] == ["EXCHANGE-58"]


def test_the_same_rows_again_change_nothing_under_any_name(books: Stockpile, tmp_path: Path) -> None:
    bring(books, tmp_path, ROWS)
    before = audit.head(books)
    again = bring(books, tmp_path, ROWS, name="renamed.csv")
    assert (again.rows_created, again.rows_unchanged, again.rows_refused) == (0, 4, 0)
    assert audit.head(books) == before


def test_added_rows_alone_are_created(books: Stockpile, tmp_path: Path) -> None:
    first = bring(books, tmp_path, ROWS)
    extra = 'ALPHA,1005-00-1,RIFLE,1,Each,$138.00,"Mar 1, 2012 12:00:00 AM"\n' * 3
    grown = bring(books, tmp_path, ROWS + extra)
    assert (grown.rows_created, grown.rows_unchanged, grown.source) == (3, 4, first.source)


def test_a_file_that_lacks_rows_is_refused_until_its_source_is_named(
    books: Stockpile, tmp_path: Path
) -> None:
    first = bring(books, tmp_path, ROWS)
    shorter = "\n".join(ROWS.splitlines()[:4]) + "\n"
    with pytest.raises(Refused) as refused:
        bring(books, tmp_path, shorter)
    assert refused.value.findings[0].rule == "EXCHANGE-80"
    named = bring(books, tmp_path, shorter, source=first.source)
    assert (named.rows_created, named.rows_missing) == (0, 1)
    other = bring(books, tmp_path, shorter, source="new")
    assert other.rows_created == 3


def test_two_stores_with_an_identical_row_are_both_booked(books: Stockpile, tmp_path: Path) -> None:
    text = "\n".join(line.split(",", 1)[1] for line in ROWS.splitlines()[:2]) + "\n"
    profile = read_profile(QUANTITIES.replace('account = "Station"\n', "").replace(
        "[defaults]", '[defaults]\naccount = "x"'))  # fmt: skip
    for name in ("North", "South"):
        report = bring(books, tmp_path, text, profile_given=profile.with_account(name), name=f"{name}.csv")
        assert report.rows_created == 1
    assert sorted(b.account for b in ledger.balances(books)) == ["North", "South"]


def test_refused_rows_stay_out_and_the_rest_posts(books: Stockpile, tmp_path: Path) -> None:
    text = (
        "Make,Serial,Calibre\nFN,094,9mm\nFN,,9mm\nFN,52E029294,9mm\nFN,094,9mm\nFN,O94,9mm\nColt,094,9mm\n"
    )
    report = bring(books, tmp_path, text, SERIALS)
    assert (report.rows_read, report.rows_created, report.rows_refused) == (6, 4, 2)
    assert [row.row for row in report.refused] == [3, 5]
    double = next(f for f in report.findings if f.rule == "CATALOGUE-01")
    assert double.row == 5
    assert "2" in double.got
    alike = [f.row for f in report.findings if f.rule == "CATALOGUE-02"]
    assert alike == [6, 7]  # O94 beside 094 of FN, and Colt's 094 beside O94
    assert {m.match for m in ledger.find(books, "O94") if m.identity == "094"} == {"look_alike"}
    assert audit.verify(books).holds


def test_a_row_that_meets_a_destroyed_weapon_or_its_look_alike_is_an_alarm(
    books: Stockpile, tmp_path: Path
) -> None:
    bring(books, tmp_path, "Make,Serial,Calibre\nFN,O94,9mm\n", SERIALS)
    weapon, item = books.row("SELECT id, item_type_id FROM weapon") or (0, 0)
    draft = Draft(
        kind=VoucherKind.DESTRUCTION,
        operation_id="destroyed",
        effective_at=str(books.value("SELECT max(effective_at) FROM voucher")),
        lines=(ledger.Line(item_type_id=item, weapon_id=weapon),),
        to_account=ledger.virtual_account(books, "destroyed"),
    )
    with books.transaction():
        write(books, compose(books, draft))
    text = "Make,Serial,Calibre,Remark\nFN,094,9mm,x\nFN,O94,9mm,x\nFN,O95,9mm,x\n"
    report = bring(books, tmp_path, text, SERIALS, source="new")
    assert (report.rows_created, [row.row for row in report.refused]) == (1, [2, 3])
    alarms = {one.row: (one.rule, one.severity) for one in report.findings if one.rule in ledger.ALARMS}
    assert alarms == {2: ("LEDGER-37", "refusal"), 3: ("LEDGER-36", "refusal")}


def test_all_or_nothing_posts_nothing_when_a_row_is_refused(books: Stockpile, tmp_path: Path) -> None:
    before = audit.head(books)
    text = "Make,Serial,Calibre\nFN,094,9mm\nFN,,9mm\n"
    report = bring(books, tmp_path, text, SERIALS, all_or_nothing=True)
    assert (report.rows_created, report.rows_refused, report.posted) == (0, 1, False)
    assert audit.head(books) == before
    assert books.value("SELECT count(*) FROM weapon") == 0


def test_a_dry_run_says_everything_and_changes_nothing(books: Stockpile, tmp_path: Path) -> None:
    before = audit.head(books)
    report = bring(books, tmp_path, ROWS, dry_run=True)
    assert (report.rows_created, report.accounts_created, report.posted) == (4, 2, False)
    assert audit.head(books) == before
    assert books.value("SELECT count(*) FROM import_source") == 0


def test_unmarked_arms_are_registered_when_the_profile_says_so(books: Stockpile, tmp_path: Path) -> None:
    text = "Make,Serial,Calibre\n,,9mm\n,,9mm\n"
    report = bring(books, tmp_path, text, SERIALS + 'unmarked = "register"\n')
    assert report.rows_created == 2
    numbers = [row[0] for row in books.rows("SELECT own_number FROM weapon ORDER BY id")]
    assert numbers == ["B-W-000001", "B-W-000002"]


def test_a_cancelled_import_leaves_no_trace(books: Stockpile, tmp_path: Path) -> None:
    from stockpile_app.base import Cancelled

    before = audit.head(books)
    path = tmp_path / "a.csv"
    path.write_text(ROWS, encoding="utf-8")

    def stop(done: int, total: int, unit: str) -> None:
        if total == 4 and done:
            raise Cancelled

    request = ImportRequest(operation_id=books.ids.new_id(), path=path, profile=read_profile(QUANTITIES))
    with pytest.raises(Cancelled):
        import_sheet(books, request, stop)
    assert audit.head(books) == before


def test_refused_rows_are_mended_and_brought_back(books: Stockpile, tmp_path: Path) -> None:
    text = "Make,Serial,Calibre\nFN,094,9mm\nFN,,9mm\nColt,,9mm\n"
    report = bring(books, tmp_path, text, SERIALS)
    target = tmp_path / "mend.xlsx"
    beside = write_corrections(target, read_profile(SERIALS), report.headers, report.refused, report.findings)
    assert beside is not None
    workbook = load_workbook(target)
    sheet = workbook.active
    assert sheet is not None
    sheet["B2"] = "A 17"
    workbook.save(target)
    request = ImportRequest(operation_id=books.ids.new_id(), path=target, profile=load_profile(beside))
    mended = import_sheet(books, request)
    assert (mended.rows_read, mended.rows_created, mended.rows_refused) == (2, 1, 1)
    assert ledger.find(books, "A 17")[0].match == "exact"
