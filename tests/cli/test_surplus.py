"""`stockpile surplus`: the statement, what is entered for it, and declarations, as a script uses them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import PASSPHRASE
from tests.cli.desk import Desk, typed
from tests.people import NAMES
from tests.ready import ready_staff
from tests.surplus.stock import apart, need

NEED = ("require", "--item", "AKM", "--source", "Order 12/2026")


def test_a_statement_with_its_working(desk: Desk) -> None:
    (rifle, ball, sling) = desk.says("surplus")["rows"]
    assert [row["stated"] for row in (rifle, ball, sling)] == [False, False, False]
    desk.says("surplus", *NEED, "--quantity", "3", "--scale", "1/2", "--on", "2026-01-01", "--level", "unit", "--unit",
              "1 Company")  # fmt: skip
    said = desk.says("surplus", "--on", "2030-01-01", "--item", "AKM")
    (row,) = said["rows"]
    assert (row["requirement"], row["serviceable"], row["surplus"], row["held"]) == (2, 2, 0, 2)
    assert (row["factors"][0]["items"], row["factors"][0]["unit"]) == (2, "1 Company")
    assert row["shares"]["in store"] == 2
    told = desk.ends("surplus").out
    assert "AKM" in told
    assert "no requirement stated" in told
    assert len(desk.says("surplus", "requirements")["rows"]) == 1


def test_a_what_if_and_a_policy(desk: Desk) -> None:
    desk.says("surplus", *NEED, "--quantity", "2", "--factor", "reserve", "--on", "2026-01-01")
    desk.says(
        "surplus",
        *NEED,
        "--quantity",
        "0",
        "--factor",
        "reserve",
        "--scenario",
        "peace",
        "--on",
        "2026-01-01",
    )
    assert desk.says("surplus")["surplus_total"] == 0
    assert desk.says("surplus", "--scenario", "peace")["surplus_total"] == 2
    desk.says("surplus", "policy", "--criteria", "age,condition", "--dormant-years", "1", "--source", "Order 4",
              "--on", "2026-01-01")  # fmt: skip
    desk.says("surplus", "review", "--until", "2099-01-01", "--authority", "Chief of staff")
    said = desk.says("surplus", "--item", "AKM")
    assert (said["policy"]["criteria"], said["review"]["next_on"]) == ("age,condition", "2099-01-01")
    rows = desk.says("surplus", "items", "--item", "AKM", "--share", "dormant")["rows"]
    assert [row["mark"] for row in rows] == ["KM 1", "KM 2"]
    desk.says("surplus", "obsolete", "--item", "Sling", "--source", "Chief armourer", "--on", "2026-01-01")
    assert desk.says("surplus", "--item", "Sling")["rows"][0]["shares"]["obsolete"] == 4


def test_bad_input_is_refused_by_its_rule(desk: Desk) -> None:
    assert [one["rule"] for one in desk.refuses("surplus", *NEED, "--quantity", "-1")] == ["SURPLUS-02"]
    assert desk.refuses("surplus", "require", "--item", "No such rifle", "--source", "x", "--quantity", "1")
    assert desk.ends("surplus", *NEED, "--scale", "three").code == 2
    assert desk.ends("surplus", "--out", desk.folder / "s.doc").code == 2
    unknown = ("--number", "B-DCL-2026-000009", "--authority", "M", "--reason", "r")
    assert [one["rule"] for one in desk.refuses("surplus", "withdraw", *unknown)] == ["SURPLUS-19"]


def test_paper_and_workbook_are_written(desk: Desk) -> None:
    for name, begins in (("s.pdf", b"%PDF"), ("s.xlsx", b"PK")):
        target = desk.folder / name
        assert desk.says("surplus", "--out", target)["file"] == str(target)
        assert target.read_bytes().startswith(begins)


def test_declared_and_taken_back(desk: Desk) -> None:
    desk.says("account", "--kind", "location", "--name", "Bay 9")
    desk.says("surplus", *NEED, "--quantity", "1", "--factor", "reserve", "--on", "2026-01-01")
    order = ("--apart", "Bay 9", "--authority", "Minister", "--reason", "Above the establishment")
    refused = desk.refuses("surplus", "declare", "--weapon", "KM 1", "--weapon", "KM 2", *order)
    assert [one["rule"] for one in refused] == ["SURPLUS-15"]
    done = desk.says("surplus", "declare", "--weapon", "KM 2", *order, "--id", "once")
    assert done["number"].startswith("B-DCL-")
    assert desk.says("surplus", "declare", "--weapon", "KM 2", *order, "--id", "once")["repeated"]
    (row,) = desk.says("surplus", "declarations")["rows"]
    assert (row["apart"], row["standing"], row["items"][0]["mark"]) == ("Bay 9", 1, "KM 2")
    assert desk.refuses("issue", "--from", "Bay 9", "--holder", "Cpl T. Vessin", "--weapon", "KM 2")
    desk.says(
        "surplus", "withdraw", "--number", done["number"], "--authority", "Minister", "--reason", "Needed"
    )
    assert desk.says("surplus", "declarations")["rows"][0]["standing"] == 0
    assert desk.says("verify", "--full")["holds"]


def test_a_second_person_approves_at_the_same_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staff = ready_staff(tmp_path)
    with staff.acting("officer"):
        staff.books.rifle("KM 1")
        need(staff.books, "rifle", 0)
        apart(staff.books)
    staff.books.stockpile.close()
    desk = Desk(staff.books.path)
    for name in ("STOCKPILE_PASSPHRASE", "STOCKPILE_APPROVER_PASSPHRASE"):
        monkeypatch.setenv(name, PASSPHRASE)
    monkeypatch.setenv("STOCKPILE_USER", NAMES["officer"])
    order = ("declare", "--weapon", "KM 1", "--apart", "Bay 9, surplus", "--authority", "M", "--reason", "r")
    waiting = typed("surplus", desk.path, *order, "--json").json
    assert waiting["waiting"]
    done = typed("surplus", desk.path, *order, "--approver", NAMES["approver"], "--json").json
    assert done["serial_no"] == 1
