"""Two people, one machine: what one asks waits for the other's passphrase, and the record shows both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stockpile_app.access import Role
from tests.books import PASSPHRASE
from tests.cli.desk import Desk, Outcome, typed
from tests.people import NAMES
from tests.ready import ready_staff

FIRST, SECOND, APPROVER = NAMES["officer"], NAMES["second officer"], NAMES["approver"]


@pytest.fixture
def depot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A staffed depot, closed; twelve slings received by the first officer."""
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)
    staff = ready_staff(tmp_path)
    with staff.acting("officer"):
        staff.books.slings(12)
    staff.books.stockpile.close()
    return Desk(staff.books.path)


def _as(who: str, desk: Desk, *words: object) -> Outcome:
    command, *rest = words
    return typed(command, desk.path, *rest, "--user", who, "--json")


def _reversal(desk: Desk, who: str, *more: str) -> Outcome:
    return _as(who, desk, "reverse", "B-REC-2026-000001", "--reason", "Counted twice", *more)


def test_the_reversal_of_anothers_voucher_is_left_for_a_second_person(depot: Desk) -> None:
    asked = _reversal(depot, SECOND)
    assert (asked.code, asked.json["waiting"]) == (0, True)
    number = asked.json["request"]
    (waiting,) = _as(APPROVER, depot, "pending").json["requests"]
    assert (waiting["request"], waiting["asked_by"]) == (number, SECOND)
    assert _as(SECOND, depot, "approve", number).findings[0]["rule"] == "ACCESS-32"
    assert _as(FIRST, depot, "approve", number).findings[0]["rule"] == "ACCESS-32"
    done = _as(APPROVER, depot, "approve", number)
    assert (done.code, done.json["number"]) == (0, "B-REV-2026-000001")
    assert _as(SECOND, depot, "pending").json["requests"] == []
    assert _as(NAMES["auditor"], depot, "verify", "--full").json["holds"] is True


def test_both_at_one_desk(depot: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKPILE_APPROVER_PASSPHRASE", PASSPHRASE)
    done = _reversal(depot, SECOND, "--approver", APPROVER)
    assert (done.code, done.json["number"]) == (0, "B-REV-2026-000001")


def test_a_wrong_passphrase_of_the_second_person_leaves_the_request(
    depot: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STOCKPILE_APPROVER_PASSPHRASE", "not it")
    assert _reversal(depot, SECOND, "--approver", APPROVER).code == 3
    assert [one["asked_by"] for one in _as(SECOND, depot, "pending").json["requests"]] == [SECOND]


def test_a_request_is_sent_back_or_withdrawn(depot: Desk) -> None:
    number = _reversal(depot, SECOND).json["request"]
    back = _as(APPROVER, depot, "refuse", number, "--reason", "Count again first").json
    assert (back["outcome"], back["by"]) == ("refused", APPROVER)
    again = _reversal(depot, SECOND).json["request"]
    own = _as(SECOND, depot, "refuse", again, "--reason", "A mistake of mine").json
    assert (own["outcome"], own["by"]) == ("withdrawn", SECOND)


def test_a_new_officer_comes_by_two_persons_and_chooses_a_passphrase(
    depot: Desk, monkeypatch: pytest.MonkeyPatch, cheap_keys: None
) -> None:
    keeper = NAMES["administrator"]
    monkeypatch.setenv("STOCKPILE_NEW_PASSPHRASE", "first words given")
    asked = _as(keeper, depot, "user", "add", "--name", "Cpl N. Ito", "--role", "officer")
    assert asked.json["waiting"] is True
    _as(APPROVER, depot, "approve", asked.json["request"])
    listed = {one["name"]: one for one in _as(keeper, depot, "user", "list").json["users"]}
    assert (listed["Cpl N. Ito"]["role"], listed["Cpl N. Ito"]["first_passphrase"]) == (Role.OFFICER, True)
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", "first words given")
    held = _as("Cpl N. Ito", depot, "account", "--kind", "location", "--name", "Annex")
    assert held.findings[0]["rule"] == "ACCESS-13"
    monkeypatch.setenv("STOCKPILE_NEW_PASSPHRASE", "words of my own")
    assert _as("Cpl N. Ito", depot, "user", "passphrase").code == 0
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", "words of my own")
    assert _as("Cpl N. Ito", depot, "account", "--kind", "location", "--name", "Annex").code == 0


def test_a_store_house_that_is_not_there_is_refused(depot: Desk) -> None:
    added = ("user", "change", "--name", FIRST, "--store-house", "nowhere")
    (finding,) = _as(NAMES["administrator"], depot, *added).findings
    assert (finding["rule"], "nowhere" in finding["got"]) == ("ACCESS-23", True)


def test_states_are_said_in_words(depot: Desk) -> None:
    listed = typed("user", depot.path, "list", "--user", FIRST)
    assert f"{FIRST} · Armoury officer · active" in listed.out


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("revoke", "--name", "Nobody"), "ACCESS-22"),
        (("revoke", "--name", NAMES["auditor"]), "ACCESS-11"),
    ],
)
def test_an_officer_changes_nobody(depot: Desk, words: tuple[Any, ...], rule: str) -> None:
    assert _as(FIRST, depot, "user", *words).findings[0]["rule"] == rule
