"""Packs as typed: sent, listed, answered without books, taken back; every outcome as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk, typed

SECRET = "told by telephone"


@pytest.fixture
def out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The armoury's list, sent."""
    monkeypatch.setenv("STOCKPILE_PACK_PASSPHRASE", SECRET)
    said = desk.says("pack", "send", desk.folder / "list", "--place", "Armoury 1", "--to", "Capt R. Amsel")
    assert (said["lines"], said["holds"], said["repeated"]) == (4, 1, False)
    return Path(said["file"])


def test_a_pack_goes_out_is_answered_and_comes_back_once(desk: Desk, out: Path) -> None:
    assert out.suffix == ".stockpack"
    (row,) = desk.says("pack", "list")["out"]
    assert (row["receiver"], row["holds"], row["days"], row["end"]) == ("Capt R. Amsel", 1, 0, None)
    said = typed("pack-open", out, "--answer", "1=seen", "--remark", "2=bolt missing", "--json").json
    assert (said["open"], said["answer"]) == (2, "")
    said = typed("pack-open", out, "--write", "--by", "Capt R. Amsel", "--json").json
    assert [row["state"] for row in said["rows"]] == ["seen", "remark", "", ""]
    back = desk.says("pack", "take", said["answer"])
    assert (back["states"], back["open"], back["repeated"]) == ({"seen": 1, "remark": 1}, 2, False)
    assert desk.says("pack", "take", said["answer"])["repeated"]
    listed = desk.says("pack", "list")
    assert listed["out"] == []
    assert listed["ended"][0]["end"]["answered_by"] == "Capt R. Amsel"
    rows = desk.says("pack", "answers", back["pack"])["rows"]
    assert [(row["line"], row["state"], row["remark"]) for row in rows] == [
        (1, "seen", ""),
        (2, "remark", "bolt missing"),
    ]
    assert desk.says("pack", "answers", "none")["rows"] == []
    assert "Nothing is out" in desk.ends("pack", "list").out


def test_one_depot_seals_to_the_key_of_another(desk: Desk, out: Path) -> None:
    key = desk.says("pack", "key")["sealing"]
    said = desk.says("pack", "send", desk.folder / "k", "--place", "Armoury 1", "--to", "B", "--key", key)
    assert said["sealed_to"] != "passphrase"
    assert typed("pack-open", said["file"], "--json").code == 3
    assert len(typed("pack-open", said["file"], "--books", desk.path, "--json").json["rows"]) == 4


def test_what_is_given_up_is_not_waited_for(desk: Desk, out: Path) -> None:
    number = desk.says("pack", "list")["out"][0]["pack_id"]
    desk.refuses("pack", "give-up", number)
    desk.says("pack", "give-up", number, "--reason", "Stick lost")
    assert desk.says("pack", "list")["out"] == []


def test_a_wrong_passphrase_and_a_damaged_pack_end_calmly(
    desk: Desk, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STOCKPILE_PACK_PASSPHRASE", "another one")
    wrong = typed("pack-open", out, "--json")
    assert (wrong.code, wrong.json["cause"]) == (3, "wrong_passphrase")
    out.write_bytes(out.read_bytes()[:-1])
    cut = typed("pack-open", out, "--json")
    assert (cut.code, cut.json["cause"]) == (3, "damaged")
    assert typed("pack-open", desk.folder / "none", "--json").code == 3
    assert "Traceback" not in wrong.err + cut.err


@pytest.mark.parametrize("words", [("x=seen",), ("seen",), ("99=seen",), ("1=gone",), ("=",), ("-1=seen",)])
def test_answers_that_name_no_line(out: Path, words: tuple[str, ...]) -> None:
    outcome = typed("pack-open", out, "--answer", *words, "--json")
    assert outcome.code == 1
    assert outcome.findings


def test_wrong_usage_is_told_and_what_cannot_be_sent_is_refused(desk: Desk, out: Path) -> None:
    assert desk.ends("pack", "send").code == 2
    assert desk.ends("pack", "burn").code == 2
    desk.refuses("pack", "send", desk.folder / "a", "--place", "Armoury 2", "--to", "X")
    desk.refuses("pack", "send", desk.folder / "a", "--place", "Armoury 1", "--to", "")
    desk.refuses("pack", "send", desk.folder / "a", "--place", "Armoury 1", "--to", "X", "--key", "zz")
    desk.refuses("pack", "take", out)


def test_no_secret_is_told(desk: Desk, out: Path) -> None:
    said = typed("pack-open", out, "--json").out + json.dumps(desk.says("pack", "list"))
    assert "return_private" not in said
    assert SECRET not in said
