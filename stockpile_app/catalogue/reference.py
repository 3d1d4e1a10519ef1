"""Reference lists shipped as data: condition codes, SALW categories.

Every list names its source, edition and status; an unverified one is shown as such wherever it is
used.  Labels are translated when shown.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[2] / "resources" / "reference"


@dataclass(frozen=True, slots=True)
class Condition:
    """One state an item can be in.

    Attributes:
        issuable: True, False, or None when the state is not known.
        beyond_repair: Whether it is not worth repair.
        chip: How it is drawn: ok, warn, stop, idle or unverified.
        status: `house`, `verified` or `unverified`.
    """

    code: str
    label: str
    meaning: str
    issuable: bool | None
    chip: str
    source: str
    status: str
    beyond_repair: bool = False


@dataclass(frozen=True, slots=True)
class SalwCategory:
    """A category of small arms or light weapons, with where it was read."""

    code: str
    group: str
    label: str
    source: str
    edition: str
    status: str


@cache
def condition_list() -> tuple[Condition, ...]:
    """Every condition of every set, the house set first."""
    content = tomllib.loads((REFERENCE / "condition_codes.toml").read_text(encoding="utf-8"))
    sets = sorted(content["set"], key=lambda one: not one.get("default", False))
    return tuple(
        Condition(
            code=code["code"],
            label=code.get("label", code["code"]),
            meaning=code.get("meaning", ""),
            issuable=None if code["code"] == one.get("unknown") else code["issuable"] != "no",
            chip=code.get("chip", "idle"),
            source=code.get("source", one["source"]),
            status=code.get("status", one["status"]),
            beyond_repair=code.get("beyond_repair", False),
        )
        for one in sets
        for code in one["code"]
    )


@cache
def conditions() -> Mapping[str, bool | None]:
    """Code to whether it may be issued, for the rules."""
    return {condition.code: condition.issuable for condition in condition_list()}


def condition_label(code: str) -> str:
    """What a condition is called, untranslated; the code itself when it is not in the list."""
    return next((one.label for one in condition_list() if one.code == code), code)


@cache
def salw_categories() -> tuple[SalwCategory, ...]:
    """The categories of small arms and light weapons."""
    with (REFERENCE / "salw_categories.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            SalwCategory(
                row["code"], row["class"], row["label"], row["source"], row["edition"], row["status"]
            )
            for row in csv.DictReader(file)
        )
