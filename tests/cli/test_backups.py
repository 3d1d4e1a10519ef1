"""`backup` and `restore` as typed: what they print, how they end, and two people at one machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.access import Role
from tests.books import a_depot
from tests.cli.desk import Desk, typed
from tests.two_people import APPROVER, OFFICER, add_person, several_people


def test_a_copy_in_a_folder_and_back_on_another_machine(desk: Desk, tmp_path: Path) -> None:
    stick, new = tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    new.mkdir()
    made = desk.says("backup", stick)
    assert made["whole"]
    assert made["journal_size"] == desk.size()
    assert Path(made["file"]).parent == stick
    outcome = typed("restore", made["file"], new / "b.stockpile", "--json")
    assert outcome.code == 0, outcome.err
    assert outcome.json["moved_aside"] == ""
    assert outcome.json["note"] is None
    there = Desk(new / "b.stockpile")
    assert there.says("verify", "--full")["root"] == made["root"]
    assert there.says("balance")["rows"] == desk.says("balance")["rows"]


def test_a_named_copy_is_not_written_over(desk: Desk, tmp_path: Path) -> None:
    assert desk.ends("backup", tmp_path / "one.stockpile-backup").code == 0
    again = desk.ends("backup", tmp_path / "one.stockpile-backup")
    assert (again.code, "exists already" in again.err) == (3, True)


def test_an_older_copy_needs_a_reason_in_single_keeper_books(desk: Desk, tmp_path: Path) -> None:
    made = desk.says("backup", tmp_path / "one.stockpile-backup")
    desk.says("account", "--kind", "location", "--name", "Armoury 3")
    refused = typed("restore", made["file"], desk.path, "--json")
    assert (refused.code, refused.findings[0]["rule"]) == (1, "ACCESS-42")
    done = typed("restore", made["file"], desk.path, "--reason", "Wrong place opened", "--json")
    assert done.code == 0, done.err
    assert done.json["note"]["restored_size"] == made["journal_size"]
    assert desk.size() == made["journal_size"] + 1
    assert Path(done.json["moved_aside"]).is_file()


def test_a_file_that_is_no_backup_is_told_before_anybody_types(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STOCKPILE_PASSPHRASE")
    outcome = typed("restore", desk.path, tmp_path / "x.stockpile")
    assert (outcome.code, "not a whole backup" in outcome.err) == (3, True)
    assert typed("restore", tmp_path / "none", tmp_path / "x.stockpile").code == 3


def test_another_depots_copy_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = a_depot(tmp_path / "other")
    other.stockpile.close()
    made = Desk(other.path).says("backup", tmp_path / "one.stockpile-backup")
    outcome = typed("restore", made["file"], desk.path, "--json")
    assert (outcome.code, outcome.findings[0]["rule"]) == (1, "RESTORE-01")


def test_two_people_at_one_machine(tmp_path: Path, at_desk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    books = several_people(tmp_path)
    desk = Desk(books.path)
    books.stockpile.close()
    made = desk.says("backup", tmp_path / "one.stockpile-backup")
    books.reopen()
    add_person(books, type(OFFICER)("Lt C. Adu", "yet another phrase"), Role.INSPECTOR)
    books.stockpile.close()
    alone = typed("restore", made["file"], desk.path, "--json")
    assert alone.findings[0]["rule"] == "ACCESS-40"
    monkeypatch.setenv("STOCKPILE_APPROVER_PASSPHRASE", APPROVER.passphrase)
    together = typed("restore", made["file"], desk.path, "--approver", APPROVER.name, "--json")
    assert together.code == 0, together.err
    assert together.json["note"]["approved_by"] == APPROVER.name


def test_a_fork_is_joined_and_listed(desk: Desk, tmp_path: Path) -> None:
    first = desk.says("backup", tmp_path / "first.stockpile-backup")
    desk.says("account", "--kind", "location", "--name", "Armoury 3")
    newer = desk.says("backup", tmp_path / "newer.stockpile-backup")
    reason = ("--reason", "The disk was failing")
    assert typed("restore", first["file"], desk.path, *reason).code == 0
    desk.says(
        "issue", "--from", "Armoury 1", "--holder", "Cpl T. Vessin", "--weapon", "KM 1", "--due", "2099-12-31"
    )
    listed = tmp_path / "left.csv"
    outcome = typed("rejoin", desk.path, newer["file"], *reason, "--list", listed, "--json")
    assert outcome.code == 0, outcome.err
    told = outcome.json
    assert told["common"] == first["journal_size"]
    assert [(one["kind"], bool(one["draft"])) for one in told["left_behind"]] == [
        ("issue", True),
    ]
    assert told["drafts"] == 1
    assert len(listed.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert desk.says("verify", "--full")["holds"]


def test_everything_in_a_plain_form(desk: Desk, tmp_path: Path) -> None:
    outcome = desk.ends("export-plain", tmp_path / "all.zip")
    assert outcome.code == 0
    assert "not encrypted" in outcome.err
    assert (tmp_path / "all.zip").is_file()
