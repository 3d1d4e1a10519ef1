"""Cases as typed: opened, worked on, proved by a file, closed; every outcome as JSON."""

from __future__ import annotations

from tests.cli.desk import Desk

DUE = ("--owner", "Col P. Rhode", "--deadline", "2099-12-31")


def _opened(desk: Desk) -> str:
    said = desk.says(
        "case", "open", "--kind", "missing", "--text", "Not in rack 3", "--about", "weapon=KM 1", *DUE
    )
    assert (said["case"][-6:], said["kind"], said["repeated"]) == ("000001", "missing", False)
    return str(said["case"])


def test_a_case_is_opened_worked_on_and_closed(desk: Desk) -> None:
    assert desk.says("case")["cases"] == []
    assert "No case is open" in desk.ends("case").out
    number = _opened(desk)
    desk.says("case", "note", number, "--text", "The guard saw it on Monday")
    desk.says("case", "assign", number, "--owner", "WO2 K. Brandt")
    (row,) = desk.says("case", "list")["cases"]
    assert (row["owner"], row["deadline"], row["overdue"], row["notes"]) == (
        "WO2 K. Brandt",
        "2099-12-31",
        False,
        1,
    )
    assert "due 2099-12-31" in desk.ends("case", "list").out
    desk.says("case", "close", number, "--outcome", "explained", "--text", "It lay in rack 4")
    assert desk.says("case", "list")["cases"] == []
    assert [one["outcome"] for one in desk.says("case", "list", "--all")["cases"]] == ["explained"]
    shown = desk.says("case", "show", number)
    assert [one["words"] for one in shown["about"]] == ["KM 1 · Izhevsk 7.62x39"]
    assert [one["owner"] for one in shown["duties"]] == ["Col P. Rhode", "WO2 K. Brandt"]
    assert (shown["log"][0]["text"], shown["end"]["text"]) == (
        "The guard saw it on Monday",
        "It lay in rack 4",
    )
    assert "It lay in rack 4" in desk.ends("case", "show", number).out
    assert [one["rule"] for one in desk.refuses("case", "note", number, "--text", "late")] == ["CASE-11"]


def test_the_same_id_twice_has_one_effect(desk: Desk) -> None:
    number = _opened(desk)
    noted = ("case", "note", number, "--text", "Asked", "--id", "note-1")
    assert [desk.says(*noted)["repeated"] for _ in range(2)] == [False, True]
    assert len(desk.says("case", "show", number)["log"]) == 1


def test_a_file_is_attached_and_comes_out_as_it_went_in(desk: Desk) -> None:
    number, photo = _opened(desk), desk.folder / "rack 3.jpg"
    photo.write_bytes(b"light" * 300_000)
    said = desk.says("case", "attach", number, "--path", photo, "--text", "Rack 3, empty")
    assert (said["attachment"]["kept"], said["attachment"]["size"]) == (1, 1_500_000)
    out = desk.folder / "out.jpg"
    desk.says("case", "save", said["attachment"]["id"], "--path", out)
    assert out.read_bytes() == photo.read_bytes()
    assert desk.says("case", "save", 1, "--path", out, code=3)["cause"] == "exists"
    assert desk.ends("case", "attach", number).code == 2
    assert "1. rack 3.jpg" in desk.ends("case", "show", number).out


def test_what_cannot_be_is_refused_with_a_finding(desk: Desk) -> None:
    number = _opened(desk)
    refused = {
        "CASE-01": ("open", *DUE),
        "CASE-03": ("open", "--text", "Gone", "--deadline", "2099-12-31"),
        "CASE-04": ("open", "--text", "Gone", "--owner", "Col P. Rhode"),
        "TEXT-03": ("open", "--text", "Gone", "--owner", "Col P. Rhode", "--deadline", "soon"),
        "CASE-05": ("open", "--text", "Gone", "--about", "voucher=B-ISS-2026-000099", *DUE),
        "LEDGER-31": ("open", "--text", "Gone", "--about", "weapon=KM 9", *DUE),
        "CASE-06": ("note", number),
        "CASE-08": ("close", number),
        "CASE-09": ("show", "B-CAS-2026-000077"),
        "CASE-12": ("save", "x", "--path", desk.folder / "y"),
        "CASE-20": ("reappeared", "KM 1", "--into", "Armoury 2", *DUE),
    }
    for rule, words in refused.items():
        assert [one["rule"] for one in desk.refuses("case", *words)] == [rule], words
