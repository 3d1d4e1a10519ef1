"""Disposal as typed: from a decision to cleared residue, each outcome as JSON."""

from __future__ import annotations

import pytest

from stockpile_app import surplus
from stockpile_app.assembly import open_stockpile
from tests.books import PASSPHRASE, USER
from tests.cli.desk import Desk

DAY = "2025-02-03"
BATCH = "B-BAT-"


@pytest.fixture
def declared(desk: Desk) -> str:
    """Two rifles declared surplus, with a site and a box; the declaration's number."""
    for kind, name in (("location", "Store 9"), ("location", "Smelter yard"), ("container", "Box 1")):
        desk.says("account", "--kind", kind, "--name", name)
    with open_stockpile(desk.path, USER, PASSPHRASE) as stockpile:
        surplus.state_requirement(stockpile, surplus.RequirementInput(
            operation_id="need", item_type_id=1, quantity=0, factor="reserve", source="Order 12",
            effective_from="2025-01-01"))  # fmt: skip
        apart = int(stockpile.value("SELECT id FROM account WHERE name = 'Store 9'"))
        done = surplus.declare_surplus(stockpile, surplus.DeclarationRequest(
            operation_id="declare", declared_on="2025-02-01", authority="Order 14", reason="Too many",
            apart_account=apart, weapons=(1, 2)))  # fmt: skip
        assert isinstance(done, surplus.Declared)
        return done.declaration.number


def decide(desk: Desk, declared: str) -> str:
    said = desk.says("dispose", "decide", "--declaration", declared, "--on", "2025-02-02", "--authority", "MoD 88",
                     "--site", "Smelter yard", "--method", "burning", "--method", "torch_cutting")  # fmt: skip
    return str(said["batch"])


def test_a_batch_goes_from_decision_to_cleared_residue(desk: Desk, declared: str) -> None:
    batch = decide(desk, declared)

    def does(act: str, *words: str) -> dict[str, object]:
        return desk.says("dispose", act, batch, *words)

    does("trace", "--on", DAY, "--register", "iARMS", "--result", "No hit")
    does("persons", "--who", "officer in charge:Maj B. Orsk", "--who", "witness:Ms C. Ilves:Police:Inspector")
    assert (
        does("seal", "--on", f"{DAY}T06:00", "--box", "Box 1=S 77:1-2", "--person", "Sgt Packer")["step"]
        == "sealed"
    )
    assert does("handover", "--on", f"{DAY}T08:00", "--person", "Sgt D. Rook")["step"] == "handed over"
    assert (
        does("receive", "--on", f"{DAY}T10:00", "--person", "Mr E. Vahl", "--seal", "S 77")["step"]
        == "received"
    )
    assert (
        desk.refuses("dispose", "scan", batch, "--mark", "KM 1", "--person", "Sgt Packer")[0]["rule"]
        == "DISPOSAL-40"
    )
    said = desk.says(
        "dispose", "scan", batch, "--mark", "KM 1", "--mark", "KM l", "--person", "Insp V", code=1
    )
    assert [one["says"] for one in said["answers"]] == ["verified", "looks like"]
    assert said["progress"]["others"] == 1
    assert does("undo", "--line", "2", "--reason", "A smudge")["number"] == batch
    said = desk.says("dispose", "scan", batch, "--mark", "KM 2", "--person", "Insp V", "--components", "bolt")
    assert said["answers"][0]["sentence"] == "Line 2: KM 2 is verified"
    assert does("finish", "--on", f"{DAY}T12:00", "--person", "Insp V")["step"] == "verified"
    burnt = ("--on", f"{DAY}T14:00", "--person", "Mr F. Stahl", "--method", "burning")
    assert desk.refuses("dispose", "destroy", batch, *burnt)[0]["rule"] == "DISPOSAL-22"
    assert does("destroy", *burnt, "--method", "torch_cutting", "--line", "1")["step"] == ""
    assert does("destroy", *burnt, "--method", "torch_cutting")["step"] == "destroyed"
    assert (
        desk.refuses("dispose", "residue", batch, "--mass", "Steel:10:11:S:R", "--on", DAY)[0]["rule"]
        == "DISPOSAL-61"
    )
    assert does("residue", "--mass", "Steel:7000:6800:Smelter:R 7", "--on", DAY)["step"] == "residue cleared"
    shown = desk.says("dispose", "show", batch)
    assert [row["state"] for row in shown["lines"]] == ["destroyed", "destroyed"]
    assert (shown["counts"][0]["planned"], shown["counts"][0]["destroyed"]) == (2, 2)
    (row,) = desk.says("dispose", "list")["batches"]
    assert (row["number"], row["step"], row["next"]["step"]) == (batch, "residue cleared", "certified")
    assert "next: Certified" in desk.ends("dispose", "list").out
    assert "KM 2" in desk.ends("dispose", "show", batch).out
    assert desk.says("verify", "--full")["journal_size"] > 0


def test_what_is_held_back_and_what_differs(desk: Desk, declared: str) -> None:
    batch = decide(desk, declared)
    desk.says("dispose", "persons", batch, "--who", "officer in charge:Maj B. Orsk")
    desk.says("dispose", "hold-back", batch, "--line", "1", "--on", DAY, "--authority", "Court 4",
              "--reason", "Case 12", "--site", "Armoury 1")  # fmt: skip
    desk.says("dispose", "seal", batch, "--on", f"{DAY}T06:00", "--box", "Box 1=S 77:2", "--person", "P")
    desk.says("dispose", "handover", batch, "--on", f"{DAY}T07:00", "--person", "C")
    desk.says("dispose", "receive", batch, "--on", f"{DAY}T08:00", "--person", "R")
    desk.says("dispose", "incident", batch, "--on", f"{DAY}T09:00", "--reason", "Rain")
    said = desk.says(
        "dispose", "aside", batch, "--mark", "ZZ 9", "--reason", "No such serial", "--person", "V"
    )
    assert len(said["cases"]) == 1
    said = desk.says("dispose", "finish", batch, "--on", f"{DAY}T12:00", "--person", "V")
    assert (said["step"], len(said["cases"])) == ("", 1)
    assert "waits for their outcome" in desk.ends(
        "dispose", "aside", batch, "--mark", "ZZ 8", "--reason", "Nor this", "--person", "V").out  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        ("decide", "--declaration", "none", "--authority", "x"),
        ("seal", BATCH),
        ("show", "B-BAT-2025-000099"),
        ("show",),
    ],
)
def test_what_cannot_be_read_is_told(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk.refuses("dispose", *words)[0]["rule"] in {"DISPOSAL-80", "DISPOSAL-01"}


def test_typed_pieces_that_do_not_fit(desk: Desk, declared: str) -> None:
    batch = decide(desk, declared)
    for words in (
        ("seal", batch, "--box", "Box 1=S:1-x"),
        ("persons", batch, "--who", "onlooker:Ms X"),
        ("persons", batch, "--who", "witness:a:b:c:d"),
        ("residue", batch, "--mass", "Steel:a:b"),
        ("aside", batch, "--mark", "a", "--mark", "b", "--reason", "x"),
        ("decide", "--declaration", declared, "--line", "x=1", "--authority", "y"),
        (
            "decide",
            "--declaration",
            declared,
            "--disposal",
            "sale",
            "--end-user",
            "1:b:c:d",
            "--certified",
            "AKM",
        ),
    ):
        assert desk.refuses("dispose", *words)[0]["rule"] == "DISPOSAL-80", words


def test_methods_say_their_source_and_what_is_not_enough(desk: Desk) -> None:
    found = {one["code"]: one for one in desk.says("dispose", "methods")["methods"]}
    assert not found["burning"]["alone"]
    assert all(one["source"] and one["status"] for one in found.values())
    assert "needs a second method" in desk.ends("dispose", "methods").out
