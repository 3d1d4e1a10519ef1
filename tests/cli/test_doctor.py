"""`stockpile doctor`: looks, says what to do, and helps most where the books do not open."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from stockpile_app.access import keys_path
from stockpile_app.assembly import check_open, open_stockpile
from stockpile_app.base import Cause, FixedClock, KnownError
from stockpile_app.base.check import CheckState
from stockpile_app.store import Stockpile, disk
from tests.books import PASSPHRASE, TODAY, USER
from tests.cli.desk import Desk, Outcome, typed

OUTSIDE = {"clock", "file_system", "flush", "room", "keys", "driver", "faces", "languages", "program",
           "system", "python", "libraries", "log"}  # fmt: skip
INSIDE = {"books", "clock_and_journal", "set_back", "zone", "verified", "backup"}


def checks_of(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """The checks of an answer by their names, each with every field that a script may rely on."""
    found = {one["check"]: one for one in outcome.json["checks"]}
    for one in found.values():
        assert set(one) == {"check", "state", "title", "sentence", "remedy", "figures"}
        assert one["state"] in set(CheckState)
        assert one["remedy"] or one["state"] in {"ok", "info"}, one
    return found


def test_books_that_open_are_looked_at_inside_and_out(desk: Desk) -> None:
    outcome = desk.ends("doctor", "--json")
    assert outcome.code == 0
    assert outcome.json["opened"] is True
    checks = checks_of(outcome)
    assert set(checks) == OUTSIDE | INSIDE
    assert checks["backup"]["sentence"] == "Never backed up"
    assert checks["flush"]["figures"]["flushes"] == disk.FLUSHES
    assert checks["books"]["figures"]["entries"] == desk.size()


def test_looking_changes_no_book_and_leaves_no_file(desk: Desk) -> None:
    before, size = sorted(desk.folder.iterdir()), desk.size()
    desk.ends("doctor")
    assert desk.size() == size
    assert sorted(desk.folder.iterdir()) == before


def test_a_person_reads_one_line_a_check(desk: Desk) -> None:
    outcome = desk.ends("doctor")
    assert outcome.code == 0
    assert "Never backed up" in outcome.out
    assert "→ Back up to another disk" in outcome.out
    assert outcome.out.rstrip().splitlines()[-1].endswith("to look at")


def test_a_wrong_passphrase_leaves_the_checks_from_outside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", "wrong horse")
    outcome = desk.ends("doctor", "--json")
    assert (outcome.code, outcome.json["cause"]) == (3, "wrong_passphrase")
    assert outcome.json["opened"] is False
    checks = checks_of(outcome)
    assert set(checks) == OUTSIDE | {"books"}
    assert (checks["books"]["state"], checks["keys"]["state"]) == ("stop", "ok")
    assert "wrong horse" not in outcome.out + outcome.err


def test_a_missing_keys_file_leads_to_the_recovery_sheet(desk: Desk) -> None:
    keys_path(desk.path).unlink()
    outcome = desk.ends("doctor", "--json")
    checks = checks_of(outcome)
    assert (outcome.code, outcome.json["cause"]) == (3, "not_found")
    assert {checks[name]["state"] for name in ("keys", "books")} == {"stop"}
    assert "recover" in checks["books"]["remedy"]


def test_a_damaged_file_leads_to_the_backup(desk: Desk) -> None:
    with desk.path.open("r+b") as file:
        file.truncate(1000)
    outcome = desk.ends("doctor", "--json")
    assert (outcome.code, outcome.json["cause"]) == (3, "damaged")
    assert "backup" in checks_of(outcome)["books"]["remedy"]


def test_a_file_that_is_not_there_is_said_and_the_computer_is_looked_at(desk: Desk) -> None:
    outcome = typed("doctor", desk.folder / "none.stockpile", "--json")
    assert (outcome.code, outcome.json["cause"]) == (3, "not_found")
    assert checks_of(outcome)["file"]["state"] == "stop"
    gone = typed("doctor", desk.folder / "stick" / "none.stockpile", "--json")
    assert gone.code == 3
    assert checks_of(gone)["place"]["state"] == "stop"


def test_books_open_elsewhere_say_who(desk: Desk) -> None:
    with open_stockpile(desk.path, USER, PASSPHRASE):
        outcome = desk.ends("doctor", "--json")
    assert (outcome.code, outcome.json["cause"]) == (3, "locked")
    assert "Settings" in checks_of(outcome)["books"]["remedy"]


def test_closed_asks_for_no_passphrase(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STOCKPILE_PASSPHRASE")
    outcome = desk.ends("doctor", "--closed", "--json")
    assert (outcome.code, outcome.json["opened"]) == (0, False)
    assert set(checks_of(outcome)) == OUTSIDE


def test_a_disk_that_cannot_be_written_is_looked_at_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Stockpile._begin

    def refuse(self: Stockpile) -> None:
        self.stop_writing("Read only: the file or its disk cannot be written. You can look and export")
        whole(self)

    monkeypatch.setattr(Stockpile, "_begin", refuse)
    monkeypatch.setattr(disk, "is_writable", lambda _folder: False)
    outcome = desk.ends("doctor", "--json")
    assert outcome.code == 0
    checks = checks_of(outcome)
    assert (checks["books"]["state"], checks["flush"]["state"]) == ("warn", "warn")
    assert set(checks) >= INSIDE


def test_a_medium_mounted_to_be_read_alone_is_looked_at(desk: Desk, tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can mount a medium")
    medium = tmp_path / "medium"
    medium.mkdir()
    try:
        for words in (("--bind", str(desk.folder), str(medium)), ("-o", "remount,ro,bind", str(medium))):
            if subprocess.run(["mount", *words], capture_output=True, check=False).returncode:
                pytest.skip("this needs a mount, and it was refused")
        outcome = typed("doctor", medium / desk.path.name, "--json")
    finally:
        subprocess.run(["umount", "-l", str(medium)], capture_output=True, check=False)
    assert outcome.code == 0
    checks = checks_of(outcome)
    assert (checks["books"]["state"], checks["flush"]["state"]) == ("warn", "warn")
    assert checks["backup"]["sentence"] == "Never backed up"


def test_a_page_that_cannot_be_read_stops_the_looking_not_the_telling(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_stockpile: Stockpile) -> list[int]:
        raise KnownError(Cause.DAMAGED, "The file is damaged")

    monkeypatch.setattr("stockpile_app.audit.health.set_back", damaged)
    checks = checks_of(desk.ends("doctor", "--json"))
    assert checks["readable"]["state"] == "stop"
    assert set(checks) >= OUTSIDE


def test_a_clock_behind_the_journal_is_seen_from_the_command_line(desk: Desk) -> None:
    ahead = FixedClock(TODAY.replace(year=2090))
    with open_stockpile(desk.path, USER, PASSPHRASE, clock=ahead) as stockpile:
        from stockpile_app import ledger

        ledger.open_account(stockpile, ledger.NewAccount(operation_id="x", kind="location", name="Later"))
        assert {one.check: one.state for one in check_open(stockpile)}["clock_and_journal"] is CheckState.OK
    outcome = desk.ends("doctor", "--json")
    assert outcome.code == 0
    assert checks_of(outcome)["clock_and_journal"]["state"] == "stop"


def test_the_folder_of_the_file_may_be_the_one_we_are_in(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.folder)
    assert typed("doctor", Path(desk.path.name), "--json").code == 0
