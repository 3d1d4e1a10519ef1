"""`import` and `audit`: the counts, the exit codes, the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk import Desk

PROFILE = """
[source]
format = "csv"
header_row = 1
[columns]
account = "Store"
item_name = "Item"
quantity = "Quantity"
unit = "Unit"
unit_value = "Value"
[defaults]
tracking = "quantity"
"""
COUNTS = {"rows_read", "rows_blank", "rows_valid", "rows_created", "rows_unchanged", "rows_refused", "rows_missing",
          "accounts_created", "item_types_created", "quantity_total", "value_total", "findings"}  # fmt: skip


@pytest.fixture
def profile(empty: Desk) -> Path:
    path = empty.folder / "p.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def sheet(desk: Desk, *rows: str, name: str = "list.csv") -> Path:
    path = desk.folder / name
    path.write_text("\n".join(["Store,Item,Quantity,Unit,Value", *rows]) + "\n", encoding="utf-8")
    return path


def test_an_import_says_every_count(empty: Desk, profile: Path) -> None:
    file = sheet(empty, "North,Sling,5,Each,$2.00", "North,Sling,5,Each,$2.00", "", "South,Case,1,Box,$10.50")
    said = empty.says("import", file, "--profile", profile)
    assert set(said) >= COUNTS
    assert (said["rows_read"], said["rows_created"], said["rows_refused"]) == (3, 3, 0)
    assert (said["accounts_created"], said["item_types_created"]) == (2, 2)
    assert (said["quantity_total"], said["value_total"]) == (11, "30.50")
    again = empty.says("import", file, "--profile", profile)
    assert (again["rows_created"], again["rows_unchanged"], again["posted"]) == (0, 3, False)


def test_a_dry_run_changes_nothing(empty: Desk, profile: Path) -> None:
    size = empty.size()
    said = empty.says("import", sheet(empty, "North,Sling,5,Each,1"), "--profile", profile, "--dry-run")
    assert (said["rows_created"], said["dry_run"], said["posted"]) == (1, True, False)
    assert empty.size() == size
    assert empty.says("balance")["total"] == 0


def test_refused_rows_are_set_aside_and_the_rest_is_booked(empty: Desk, profile: Path) -> None:
    file = sheet(empty, "North,Sling,5,Each,1", "North,Sling,-2,Each,1", "North,Sling,many,Each,1")
    outcome = empty.ends("import", file, "--profile", profile, "--json")
    said = outcome.json
    assert outcome.code == 1
    assert (said["rows_created"], said["rows_refused"], said["posted"]) == (1, 2, True)
    assert {finding["row"] for finding in outcome.findings if finding["severity"] == "refusal"} == {3, 4}
    assert Path(said["correction_workbook"]).read_bytes().startswith(b"PK")
    assert empty.says("balance")["total"] == 5


def test_all_or_nothing_books_nothing(empty: Desk, profile: Path) -> None:
    file = sheet(empty, "North,Sling,5,Each,1", "North,Sling,-2,Each,1")
    size = empty.size()
    said = empty.says("import", file, "--profile", profile, "--all-or-nothing", code=1)
    assert (said["rows_created"], said["posted"]) == (0, False)
    assert empty.size() == size


def test_the_same_id_posts_once(empty: Desk, profile: Path) -> None:
    file = sheet(empty, "North,Sling,5,Each,1")
    empty.says("import", file, "--profile", profile, "--id", "my-own-1")
    again = empty.ends("import", file, "--profile", profile, "--id", "my-own-1", "--source", "new", "--json")
    assert again.code in {0, 1}, again.err
    assert empty.says("balance")["total"] == 5


@pytest.mark.parametrize(("name", "content"), [
    ("list.csv", b""), ("list.csv", b"\x00\x00\x00"), ("list.csv", "Store,Item\n".encode("utf-16")),
    ("list.csv", b"one,two\n1,2\n"), ("list.xlsx", b"PK\x03\x04 not a workbook"), ("list.exe", b"MZ"),
    ("list.csv", b"PK\x03\x04" + bytes(60)),
])  # fmt: skip
def test_a_file_that_cannot_be_read_for_certain_changes_nothing(
    name: str, content: bytes, empty: Desk, profile: Path
) -> None:
    file = empty.folder / name
    file.write_bytes(content)
    assert empty.refuses("import", file, "--profile", profile)


def test_files_that_are_not_there(empty: Desk, profile: Path) -> None:
    assert empty.ends("import", empty.folder / "none.csv", "--profile", profile, "--json").code in {1, 3}
    assert empty.ends("import", sheet(empty), "--profile", empty.folder / "none.toml", "--json").code == 3


def test_a_profile_that_means_nothing_is_refused(empty: Desk) -> None:
    bad = empty.folder / "bad.toml"
    bad.write_text("[source]\nformat = 'pdf'\n[columns]\nserail = 'Serial'\n", encoding="utf-8")
    assert len(empty.refuses("import", sheet(empty), "--profile", bad)) >= 2


def test_two_stores_with_an_identical_row_are_both_booked(empty: Desk) -> None:
    path = empty.folder / "p.toml"
    path.write_text(PROFILE.replace('account = "Store"\n', ""), encoding="utf-8")
    for store in ("North", "South"):
        file = sheet(empty, "x,Sling,5,Each,1", name=f"{store}.csv")
        said = empty.says("import", file, "--profile", path, "--account", store)
        assert said["rows_created"] == 1
    rows = empty.says("balance", "--by", "account")["rows"]
    assert {(row["account"], row["quantity"]) for row in rows} == {("North", 5), ("South", 5)}


def test_the_audit_workbook_is_written_twice_alike(desk: Desk) -> None:
    first, second = desk.folder / "a1.xlsx", desk.folder / "a2.xlsx"
    said = desk.says("audit", first)
    assert (said["file"], said["journal_size"]) == (str(first), desk.size())
    assert said["summary"]
    desk.says("audit", second)
    assert first.read_bytes() == second.read_bytes()


def test_a_period_that_is_none_is_refused(desk: Desk) -> None:
    target = desk.folder / "a.xlsx"
    assert desk.refuses("audit", target, "--from", "2025-02-30")
    assert desk.refuses("audit", target, "--from", "2025-03-01", "--to", "2025-02-01")
    assert not target.exists()


def test_a_folder_that_is_not_there_is_the_environments(desk: Desk) -> None:
    assert desk.ends("audit", desk.folder / "none" / "a.xlsx", "--json").code == 3
