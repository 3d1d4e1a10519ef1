"""What the program carries with it: tables with their source, faces, icons, licences, pins."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stockpile_app.base.resources import RESOURCES, resource
from stockpile_app.catalogue.model import MarkState, OwnershipKind

ROOT = Path(__file__).resolve().parents[1]
TABLES = sorted(resource("reference").glob("*.toml"))
STATUSES = {"verified", "unverified", "house"}
CHIPS = {"ok", "warn", "stop", "idle", "unverified"}
FACES = sorted(resource("fonts").glob("*.ttf"))
ICONS = sorted(resource("icons").glob("*.svg"))


def read(name: str) -> dict[str, Any]:
    """One reference table."""
    return tomllib.loads(resource("reference", name).read_text(encoding="utf-8"))


def blocks(value: object) -> Iterator[dict[str, Any]]:
    """Every table inside a table, however deep."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from blocks(part)
    elif isinstance(value, list):
        for part in value:
            yield from blocks(part)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_tables_name_their_source_edition_and_status(path: Path) -> None:
    table = read(path.name)
    heads = [table["table"]] if "table" in table else table["set"]
    for head in heads:
        assert head["source"]
        assert head["edition"]
        assert head["title"]
        assert head["status"] in STATUSES
    for block in blocks(table):
        assert block.get("status", "house") in STATUSES
        if block.get("status") == "verified":
            assert block["source"]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_codes_are_unique_and_labelled(path: Path) -> None:
    for block in blocks(read(path.name)):
        for rows in (value for value in block.values() if isinstance(value, list)):
            coded = [row for row in rows if isinstance(row, dict) and isinstance(row.get("code"), str)]
            assert len({row["code"] for row in coded}) == len(coded)
            assert all(row["label"] for row in coded)


def test_operations_are_named_once_and_labelled() -> None:
    operations = read("rights.toml")["operation"]
    assert len({one["name"] for one in operations}) == len(operations)
    assert all(one["label"] for one in operations)


def test_conditions_say_what_may_be_issued_and_how_they_are_drawn() -> None:
    sets = {chosen["name"]: chosen for chosen in read("condition_codes.toml")["set"]}
    for chosen in sets.values():
        assert all(row["issuable"] in {"yes", "no", "ask"} for row in chosen["code"])
        assert all(row["chip"] in CHIPS for row in chosen["code"])
    assert [chosen["name"] for chosen in sets.values() if chosen["default"]] == ["house"]
    assert [row["code"] for row in sets["house"]["code"]] == [
        "serviceable",
        "repairable",
        "unserviceable",
        "for_disposal",
        "suspended",
        "unknown",
    ]
    assert sets["house"]["unknown"] == "unknown"
    assert len(sets["us"]["code"]) == 17
    assert "unknown" not in sets["us"], "its code J is a suspension, not a mere gap in the record"


def test_only_what_may_be_issued_is_drawn_as_ok() -> None:
    for chosen in read("condition_codes.toml")["set"]:
        assert all(row["issuable"] == "yes" for row in chosen["code"] if row["chip"] == "ok")


def test_what_was_not_read_is_not_verified() -> None:
    for path in TABLES:
        for block in blocks(read(path.name)):
            if "second-hand" in str(block.get("note", "")) or "second-hand" in str(block.get("source", "")):
                assert block["status"] == "unverified"


def test_unknown_is_a_unit_of_its_own() -> None:
    units = {row["code"]: row for row in read("units.toml")["unit"]}
    assert units["unknown"]["label"] == "Unknown"
    assert units["unknown"]["warning"]
    assert not units["unknown"].get("base")
    assert {code for code, row in units.items() if row.get("base")} == {"weapon", "round", "each"}


def test_ownership_and_mark_states_are_those_of_the_catalogue() -> None:
    assert {row["code"] for row in read("ownership_kinds.toml")["kind"]} == set(OwnershipKind)
    assert {row["code"] for row in read("marking_kinds.toml")["state"]} == set(MarkState)


def test_evidence_is_never_surplus() -> None:
    kinds = {row["code"]: row for row in read("ownership_kinds.toml")["kind"]}
    assert kinds["evidence"]["surplus"] is False


def test_salw_categories() -> None:
    with resource("reference", "salw_categories.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["code"] for row in rows}) == len(rows) == 17
    assert {row["class"] for row in rows} == {"small_arm", "light_weapon"}
    for row in rows:
        assert all(row.values())
        assert row["status"] in {"verified", "unverified"}
        if "not confirmed" in row["source"] or "not read" in row["edition"]:
            assert row["status"] == "unverified"


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_faces_have_outlines_the_paper_can_embed(path: Path) -> None:
    data = path.read_bytes()
    count = int.from_bytes(data[4:6], "big")
    tables = {data[at : at + 4] for at in range(12, 12 + 16 * count, 16)}
    assert {b"glyf", b"cmap"} <= tables
    assert not {b"CFF ", b"fvar"} & tables
    assert path.with_name(f"OFL-{path.stem.partition('-')[0]}.txt").is_file()


def test_the_faces_of_the_design_are_there() -> None:
    assert {path.stem for path in FACES} >= {
        *(f"NotoSans-{cut}" for cut in ("Regular", "Medium", "SemiBold", "Bold")),
        *(f"IBMPlexMono-{cut}" for cut in ("Regular", "Medium", "SemiBold", "Bold")),
        *(f"NotoSansArabic-{cut}" for cut in ("Regular", "SemiBold")),
        "NotoSansSC-Regular",
    }


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_icons_can_be_tinted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert 'stroke="currentColor"' in text
    assert 'viewBox="0 0 24 24"' in text
    assert "<script" not in text


def test_every_status_has_its_icon() -> None:
    tokens = tomllib.loads((RESOURCES / "tokens.toml").read_text(encoding="utf-8"))
    names = {path.stem for path in ICONS}
    assert {status["icon"] for status in tokens["status"].values()} <= names


def pinned(name: str) -> list[str]:
    """The names of the libraries that a requirements file pins."""
    text = (ROOT / "installers" / name).read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_pins_carry_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "installers" / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9-]+==)", text)[1:]
    assert len(entries) == len(pinned(name))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"^-|index-url|trusted-host|find-links|://", text, re.MULTILINE)


def test_every_shipped_library_has_its_licence_named() -> None:
    listed = resource("third_party.md").read_text(encoding="utf-8").casefold()
    missing = [name for name in pinned("requirements.txt") if name not in listed]
    assert not missing, f"not in resources/third_party.md: {missing}"
