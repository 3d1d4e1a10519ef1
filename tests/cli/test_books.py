"""`new`, `recover`, `verify`: found the books, lose the keys, prove every byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import assembly
from tests.cli.desk import Desk, typed

NEW = ("--kind", "depot", "--code", "B", "--name", "Books", "--user", "keeper")


@pytest.mark.usefixtures("at_desk", "cheap_keys")
def test_new_makes_the_file_and_its_recovery_sheet(tmp_path: Path) -> None:
    file = tmp_path / "b.stockpile"
    said = typed("new", file, *NEW, "--sole", "--json").json
    assert set(said) == {"file", "kind", "code", "recovery_code", "recovery_sheet", "journal_size"}
    assert (said["file"], said["kind"], said["code"], said["journal_size"]) == (str(file), "depot", "B", 1)
    assert Path(said["recovery_sheet"]).read_bytes().startswith(b"%PDF")
    again = typed("new", file, *NEW, "--sole", "--json")
    assert (again.code, again.json["cause"]) == (3, "exists")


@pytest.mark.usefixtures("at_desk", "cheap_keys")
def test_new_leaves_nothing_behind_when_it_is_refused(tmp_path: Path) -> None:
    unfit = typed("new", tmp_path / "b.stockpile", *NEW[:3], "B/7", *NEW[4:], "--sole", "--json")
    assert (unfit.code, unfit.findings[0]["rule"]) == (1, "ACCESS-01")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("at_desk", "cheap_keys")
def test_the_recovery_code_opens_the_books_when_the_keys_are_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "b.stockpile"
    code = typed("new", file, *NEW, "--sole", "--json").json["recovery_code"]
    keys = [one for one in tmp_path.iterdir() if "keys" in one.name]
    assert len(keys) == 1
    keys[0].unlink()
    lost = typed("verify", file, "--json")
    assert lost.code == 3
    assert "recover" in lost.json["sentence"]
    monkeypatch.setenv("STOCKPILE_RECOVERY_CODE", code)
    assert typed("recover", file, "--json").json["users"] == ["keeper"]
    assert typed("verify", file, "--full", "--json").json["holds"] is True
    monkeypatch.setenv("STOCKPILE_RECOVERY_CODE", code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert typed("recover", file, "--json").code == 3


def test_verify_says_what_was_proved(desk: Desk) -> None:
    quick, full = desk.says("verify"), desk.says("verify", "--full")
    assert set(full) == {"holds", "journal_size", "root", "checked_from", "against", "troubles"}
    assert full["holds"] is quick["holds"] is True
    assert (full["checked_from"], full["troubles"]) == (0, [])
    assert len(full["root"]) == 64
    assert full["journal_size"] == quick["journal_size"]


def test_a_changed_byte_is_found_or_the_file_stays_shut(desk: Desk) -> None:
    desk.says("verify", "--full")
    whole = desk.path.read_bytes()
    for at in range(100, len(whole), len(whole) // 12):
        desk.path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x20]) + whole[at + 1 :])
        outcome = desk.ends("verify", "--full", "--json")
        assert outcome.code in {1, 3}, at
        assert outcome.err.strip(), at
        if outcome.code == 1:
            assert outcome.json["holds"] is False
            assert outcome.json["troubles"]
    desk.path.write_bytes(whole)
    assert desk.says("verify", "--full")["holds"] is True


def test_a_second_writer_is_told_who_has_the_file(desk: Desk) -> None:
    with assembly.open_stockpile(desk.path, "keeper", "correct horse"):
        outcome = desk.ends("balance", "--json")
    assert (outcome.code, outcome.json["cause"]) == (3, "locked")
