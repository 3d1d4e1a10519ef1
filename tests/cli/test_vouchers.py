"""Every posting command: what it says, what it moves, and that the same id posts once."""

from __future__ import annotations

import re

import pytest

from tests.cli.desk import Desk

ISSUE = ("issue", "--from", "Armoury 1", "--holder", "Cpl T. Vessin", "--due", "2099-12-31")


def held(desk: Desk, account: str) -> dict[str, int]:
    rows = desk.says("balance", "--by", "account,item")["rows"]
    return {row["item"]: row["quantity"] for row in rows if row["account"] == account}


def test_a_posting_says_its_number_and_the_journals_size(desk: Desk) -> None:
    size = desk.size()
    said = desk.says(*ISSUE, "--weapon", "KM 1", "--lot", "17-83=2 boxes + 5", "--item", "Sling=1")
    assert set(said) == {"voucher", "number", "movements", "journal_size", "repeated"}
    assert re.fullmatch(r"B-ISS-\d{4}-000001", said["number"])
    assert (said["movements"], said["journal_size"], said["repeated"]) == (3, size + 1, False)
    assert held(desk, "Cpl T. Vessin") == {"AKM": 1, "Ball": 105, "Sling": 1}


def test_the_same_id_posts_once(desk: Desk) -> None:
    first = desk.says(*ISSUE, "--weapon", "KM 1", "--id", "my-own-1")
    again = desk.says(*ISSUE, "--weapon", "KM 1", "--id", "my-own-1")
    assert again["repeated"] is True
    assert (again["number"], again["journal_size"]) == (first["number"], first["journal_size"])


def test_the_main_day(desk: Desk) -> None:
    desk.says(*ISSUE, "--weapon", "KM 1", "--lot", "17-83=100", "--purpose", "range", "--on", "2025-03-01 06:30",
              "--due", "2025-03-01 18:00")  # fmt: skip
    desk.says("expend", "--from", "Cpl T. Vessin", "--lot", "17-83=90", "--on", "2025-03-01 12:00",
              "--witness", "Lt A. Morin")  # fmt: skip
    desk.says("handin", "--into", "Armoury 1", "--weapon", "KM 1", "--on", "2025-03-01 17:00")
    moved = desk.says("transfer", "--to", "Armoury 2", "--weapon", "KM 1", "--on", "2025-03-02")
    desk.says("reclassify", "--at", "Armoury 1", "--weapon", "KM 2", "--condition-to", "repairable",
              "--on", "2025-03-03", "--inspection", "Gauge 3", "--reason", "worn")  # fmt: skip
    desk.says("reverse", moved["number"], "--reason", "wrong armoury", "--on", "2025-03-04")
    assert held(desk, "Armoury 1") == {"AKM": 2, "Ball": 537, "Sling": 4}
    assert held(desk, "Cpl T. Vessin") == {"Ball": 10}
    assert held(desk, "Armoury 2") == {}
    as_of = desk.says("balance", "--as-of", "2025-03-02", "--by", "account,item")["rows"]
    assert ("Armoury 2", 1) in {(row["account"], row["quantity"]) for row in as_of}
    words = [event["word"] for event in desk.says("history", "KM 1")["items"][0]["events"]]
    assert len(words) == 5
    assert desk.says("verify", "--full")["holds"] is True


@pytest.mark.parametrize("words", [
    ("--lot", "17-83=-5"), ("--lot", "17-83=0"), ("--lot", "17-83=1.5"), ("--lot", "17-83=99999999999999999999"),
    ("--lot", "17-83=3 crates"), ("--lot", "17-83"), ("--lot", "18-00=1"), ("--weapon", "KM 9"),
    ("--item", "Sling=5000"), ("--item", "=3"), ("--weapon", "KM 1", "--weapon", "KM 1"),
    ("--weapon", "KM 1", "--on", "2099-01-01"), ("--weapon", "KM 1", "--on", "99/99/9999"),
    ("--weapon", "KM 1", "--on", "2024-12-31"), ("--weapon", "KM 1", "--authority", "a\u202eb"), (),
])  # fmt: skip
def test_bad_input_is_met_with_a_sentence(words: tuple[str, ...], desk: Desk) -> None:
    assert desk.refuses(*ISSUE, *words)


def test_unmarked_arms_get_own_numbers(desk: Desk) -> None:
    desk.says("receive", "--into", "Armoury 1", "--item", "AKM", "--unmarked", "2", "--on", "2025-02-01")
    found = [match["identity"] for match in desk.says("where", "B-W-000003")["matches"]]
    assert found == ["B-W-000003"]


def test_a_look_alike_is_posted_only_with_a_reason(desk: Desk) -> None:
    words = ("receive", "--into", "Armoury 1", "--item", "AKM", "--serial", "KM-1", "--on", "2025-02-01")
    (finding,) = desk.refuses(*words)
    assert finding["rule"] == "CATALOGUE-02"
    assert "KM 1" in finding["got"]
    desk.says(*words, "--accept-look-alike", "both seen")


def test_an_opening_balance(empty: Desk) -> None:
    empty.says("account", "--kind", "location", "--name", "Armoury 1")
    empty.says("item", "--name", "Sling", "--kind", "accessory", "--tracking", "quantity")
    said = empty.says("receive", "--into", "Armoury 1", "--item", "Sling", "--quantity", "7", "--opening")
    assert "-OPN-" in said["number"] or "-OPB-" in said["number"], said["number"]


def test_a_voucher_is_printed_and_a_reprint_is_a_copy(desk: Desk) -> None:
    number = desk.says(*ISSUE, "--weapon", "KM 1")["number"]
    paper = desk.folder / "paper.pdf"
    assert desk.says("voucher", number, paper)["copy"] == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert desk.says("voucher", number, paper)["copy"] == 1
    (finding,) = desk.refuses("voucher", "B-ISS-1999-000001", paper)
    assert finding["got"] == "B-ISS-1999-000001"
