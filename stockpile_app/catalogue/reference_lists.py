"""The reference lists as a person reads them: every line with its source, edition and status."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from stockpile_app.base.resources import resource
from stockpile_app.base.text import N_
from stockpile_app.catalogue.reference import condition_list, salw_categories

_KINDS = ("marking_kinds", "component_kinds", "ownership_kinds", "units")


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """One line of a list.

    Attributes:
        status: `verified`, `unverified`, or `house` for our own wording.
    """

    code: str
    label: str
    meaning: str
    source: str
    edition: str
    status: str


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """A list with its lines; labels and titles are translated when shown."""

    name: str
    title: str
    lines: tuple[ReferenceLine, ...]


@cache
def reference_lists() -> tuple[ReferenceList, ...]:
    """Every list that is shipped."""
    return (_conditions(), _categories(), *map(_kinds, _KINDS))


@cache
def reference_list(name: str) -> ReferenceList:
    """One list by its name, for example `marking_kinds`."""
    return next(one for one in reference_lists() if one.name == name)


def _conditions() -> ReferenceList:
    lines = (
        ReferenceLine(one.code, one.label, one.meaning, one.source, "", one.status)
        for one in condition_list()
    )
    return ReferenceList("condition_codes", N_("Conditions"), tuple(lines))


def _categories() -> ReferenceList:
    lines = (
        ReferenceLine(one.code, one.label, "", one.source, one.edition, one.status)
        for one in salw_categories()
    )
    return ReferenceList("salw_categories", N_("Categories of small arms and light weapons"), tuple(lines))


def _kinds(name: str) -> ReferenceList:
    content = tomllib.loads(resource("reference", f"{name}.toml").read_text(encoding="utf-8"))
    table: Mapping[str, Any] = content["table"]
    rows = next(value for value in content.values() if isinstance(value, list))
    lines = (
        ReferenceLine(
            str(row["code"]),
            str(row.get("label", row["code"])),
            str(row.get("meaning", "")),
            str(row.get("source", table.get("source", ""))),
            str(row.get("edition", table.get("edition", ""))),
            str(row.get("status", table.get("status", "unverified"))),
        )
        for row in rows
    )
    return ReferenceList(name, str(table.get("title", name)), tuple(lines))
