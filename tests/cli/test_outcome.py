"""Exit codes 0, 1, 2, 3; one JSON object alone on standard output; no traceback for a person."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from stockpile_app.cli import outcome as ends
from tests.cli.desk import Desk, typed


def test_done_is_0(desk: Desk) -> None:
    outcome = desk.ends("balance", "--json")
    assert outcome.code == 0
    assert outcome.json["total"] == 2 + 637 + 4


def test_a_refusal_is_1_and_says_what_to_do(desk: Desk) -> None:
    outcome = desk.ends("issue", "--from", "Armoury 1", "--holder", "Nobody", "--weapon", "KM 1", "--json")
    assert outcome.code == 1
    assert outcome.json["refused"] is True
    (finding,) = outcome.findings
    assert finding["got"] == "Nobody"
    assert "refusal" in outcome.err


@pytest.mark.parametrize("words", [
    ("fly",), ("issue",), ("balance", "b.stockpile", "--by", "colour"), ("verify", "b.stockpile", "--fully"),
])  # fmt: skip
def test_wrong_usage_is_2_and_leaves_standard_output_alone(words: tuple[str, ...], desk: Desk) -> None:
    placed = [desk.path if word == "b.stockpile" else word for word in words]
    outcome = typed(*placed)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("Usage")
    assert "Error" not in outcome.err
    assert len(outcome.err.rstrip().splitlines()) >= 2


def test_the_environment_is_3(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = typed("balance", desk.folder / "none.stockpile", "--json")
    assert (missing.code, missing.json["cause"]) == (3, "not_found")
    assert missing.json["sentence"] in missing.err
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", "wrong horse")
    wrong = desk.ends("balance", "--json")
    assert (wrong.code, wrong.json["cause"]) == (3, "wrong_passphrase")


def test_without_json_nothing_is_json(desk: Desk) -> None:
    outcome = desk.ends("balance")
    assert outcome.code == 0
    with pytest.raises(ValueError, match=r"Expecting value|Extra data"):
        json.loads(outcome.out)


def test_a_fault_of_our_own_is_told_calmly(capsys: pytest.CaptureFixture[str]) -> None:
    @click.command()
    def broken() -> None:
        raise ZeroDivisionError("secret detail")

    group = click.Group("stockpile", commands={"broken": broken})
    assert ends.guarded(group, ["broken"], None) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "ZeroDivisionError" in told.err
    assert "Traceback" not in told.err
    assert "secret detail" not in told.err


def test_a_file_that_is_no_stockpile(tmp_path: Path, desk: Desk) -> None:
    foreign = tmp_path / "foreign.stockpile"
    foreign.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    outcome = typed("balance", foreign, "--json")
    assert outcome.code == 3
    assert outcome.json["sentence"]


@pytest.mark.parametrize("name", ["-h", "--help", "--version"])
def test_help_and_version_need_no_file(name: str) -> None:
    outcome = typed(name)
    assert outcome.code == 0
    assert "stockpile" in outcome.out.lower()
