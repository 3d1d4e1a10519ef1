"""Deactivation on the command line: the lists, a weapon's operations, and the two persons at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.books import PASSPHRASE
from tests.cli.desk import Desk, typed
from tests.disposal.deactivation.bench import a_bench
from tests.people import NAMES

SERIAL = "KM 06421"


@pytest.fixture
def desk(tmp_path: Path, at_desk: None, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A verified batch of two rifles on the disk; the officer types."""
    bench = a_bench(tmp_path, rifles=2)
    path = bench.books.path
    bench.books.stockpile.actor = bench.staff.actors["administrator"]
    bench.books.stockpile.close()
    monkeypatch.setenv("STOCKPILE_USER", NAMES["officer"])
    monkeypatch.setenv("STOCKPILE_APPROVER_PASSPHRASE", PASSPHRASE)
    return Desk(path)


def begun(desk: Desk) -> None:
    """A light weapon's list, the shortest, on the first rifle."""
    desk.says("deactivate", "begin", SERIAL, "--profile", "neutral", "--type", "5", "--calibre", "7.62",
              "--performer", "Army Workshop 3", "--country", "KE", "--on", "2026-11-10")  # fmt: skip


def test_the_lists_are_told_with_their_status(desk: Desk) -> None:
    found = {one["code"]: one for one in desk.says("deactivate", "profiles")["profiles"]}
    assert found["eu-2018"]["operations"] == 128
    assert [kind["operations"] for kind in found["eu-2018"]["types"]] == [23, 13, 12, 11, 15, 19, 26, 9]
    assert (found["eu-2018"]["status"], found["neutral"]["status"]) == ("unverified", "house")
    assert "128" not in desk.ends("deactivate", "profiles").err


def test_a_weapon_goes_the_whole_way(desk: Desk) -> None:
    begun(desk)
    on = ("--on", "2026-11-12", "--by", "Armr B. Lindt")
    record = ("deactivate", "result", SERIAL, *on)
    desk.says(*record, "--operation", "5.1", "--measured", "hole diameter=8")
    desk.says(*record, "--operation", "5.2", "--outcome", "alternative", "--measured", "hole diameter = 7.62")
    desk.says(*record, "--operation", "5.3")
    for number in ("5.4", "5.5"):
        out = ("--outcome", "not applicable", "--reason", "It has none")
        told = desk.says(*record, "--operation", number, *out)
    assert (told["open"], told["ready"]) == (0, False)
    mark = ("deactivate", "mark", SERIAL, "--component", "tube", "--symbol", "W3", "--on", "2026-11-12")
    assert desk.says(*mark)["mark"] == "DEACT KE W3 2026"
    listed = desk.says("deactivate", "list", SERIAL)
    assert listed["ready"]
    assert [one["state"] for one in listed["operations"]] == [
        "done",
        "alternative",
        "done",
        *["not applicable"] * 2,
    ]
    verify = ("deactivate", "verify", SERIAL, "--user", NAMES["inspector"], "--name", NAMES["inspector"],
              "--entity", "Ministry", "--serial", SERIAL, "--on", "2026-11-13")  # fmt: skip
    waiting = desk.says(*verify)
    assert waiting["waiting"]
    assert SERIAL in waiting["summary"]
    done = desk.says("approve", waiting["request"], "--user", NAMES["approver"])
    assert done
    rows = desk.says("deactivate", "list")["batches"][0]["weapons"]
    assert [(row["state"], row["voucher"]) for row in rows] == [
        ("deactivated", "B-DEA-2026-000001"),
        ("not begun", ""),
    ]


def test_refusals_name_what_is_expected(desk: Desk) -> None:
    begun(desk)
    record = ("deactivate", "result", SERIAL, "--operation", "5.1", "--on", "2026-11-12")
    finding = desk.refuses(*record, "--measured", "hole diameter=7.6")[0]
    assert finding["rule"] == "DEACT-06"
    assert finding["expected"] == "≥ calibre = 7.62 mm"
    assert desk.refuses(*record)[0]["rule"] == "DEACT-05"
    assert desk.refuses("deactivate", "list", "KM 06422")[0]["rule"] == "DEACT-04"
    verify = ("deactivate", "verify", SERIAL, "--user", NAMES["inspector"], "--name", "Col X", "--entity", "Ministry",
              "--serial", SERIAL, "--on", "2026-11-13")  # fmt: skip
    assert {one["rule"] for one in desk.refuses(*verify)} == {"DEACT-15", "DEACT-11"}


def test_sentences_for_a_person(desk: Desk) -> None:
    assert "Not begun" in desk.ends("deactivate", "list").out
    begun(desk)
    said = desk.ends("deactivate", "list", SERIAL).out
    assert "5.1 · Open" in said
    assert "may be left out" in said
    assert "things block" in said
    assert typed("deactivate", desk.path, "begin").code == 2
