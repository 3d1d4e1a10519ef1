"""Profiles as they are shipped and added: files `deactivation_*.toml` in a folder.

A State with a list of its own puts one more file beside the two that are shipped; nothing else
changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.base.resources import resource
from stockpile_app.disposal.deactivation.profile import (
    CALIBRE,
    Bound,
    Condition,
    Essential,
    Feature,
    FirearmType,
    Measure,
    Operation,
    Profile,
)

PATTERN = "deactivation_*.toml"
_BOUND = re.compile(r"(>=|>|<=|<) ([0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?)(?: (\S.*))?")

Row = Mapping[str, Any]


@cache
def profiles(folder: Path | None = None) -> tuple[Profile, ...]:
    """Every profile of the folder, the shipped one unless another is named, in the order of its files' names.

    Raises:
        KnownError: a file cannot be read as a profile; it is named.
    """
    return tuple(_profile(path) for path in sorted((folder or resource("reference")).glob(PATTERN)))


def profile_coded(code: str, edition: str = "", folder: Path | None = None) -> Profile | None:
    """The profile of this code, and of this edition where one is named."""
    return next((one for one in profiles(folder) if one.code == code and edition in {"", one.edition}), None)


def _profile(path: Path) -> Profile:
    try:
        profile = _read(tomllib.loads(path.read_text(encoding="utf-8")))
        _refuse_loose(profile)
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise KnownError(
            Cause.FOREIGN,
            tr("{name} is not a deactivation profile: {why}", name=path.name, why=str(wrong).strip("'\"")),
        ) from wrong
    return profile


def _read(content: Row) -> Profile:
    table = content["table"]
    return Profile(
        code=table["code"],
        title=table["title"],
        source=table["source"],
        edition=table["edition"],
        status=table["status"],
        sign=table["sign"],
        plain_sign=table["plain_sign"],
        public=table["public"],
        listing=table["listing"],
        title_listed=table["title_listed"],
        title_plain=table["title_plain"],
        countries=frozenset(table.get("countries", ())),
        note=table.get("note", ""),
        types=tuple(FirearmType(row["number"], row["label"]) for row in content["type"]),
        features=tuple(_feature(row) for row in content.get("feature", ())),
        operations=tuple(_operation(row, table) for row in content["operation"]),
        essentials=tuple(_essential(row) for row in content["essential"]),
    )


def _feature(row: Row) -> Feature:
    return Feature(
        row["code"], row["label"], row["absent"], row.get("meaning", ""), tuple(row.get("excludes", ()))
    )


def _operation(row: Row, table: Row) -> Operation:
    return Operation(
        number=row["number"],
        type=row["type"],
        component=row["component"],
        requirement=row["requirement"],
        source=row.get("source", table["source"]),
        edition=row.get("edition", table["edition"]),
        status=row["status"],
        when=row.get("when", ""),
        when_status=row.get("when_status", row["status"]),
        condition=_condition(row),
        alternative=row.get("alternative", ""),
        measures=_measures(row.get("measure", ())),
        alternative_measures=_measures(row.get("alternative_measure", ())),
        note=row.get("note", ""),
        photograph=_yes_or_no(row.get("photograph", table.get("photograph", False))),
        photograph_status=row.get("photograph_status", table.get("photograph_status", "house")),
    )


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(tr("“photograph” is true or false, not “{value}”", value=value))
    return value


def _condition(row: Row) -> Condition:
    return Condition(tuple(row.get("needs", ())), tuple(row.get("unless", ())))


def _measures(rows: Iterable[Row]) -> tuple[Measure, ...]:
    return tuple(
        Measure(
            name=row["name"],
            unit=row["unit"],
            bounds=tuple(_bound(text) for text in row.get("bounds", ())),
            condition=_condition(row),
            way=row.get("way", ""),
        )
        for row in rows
    )


def _bound(text: str) -> Bound:
    found = _BOUND.fullmatch(text)
    if found is None:
        raise ValueError(tr("“{text}” is no bound", text=text))
    return Bound(found[1], Fraction(found[2]), found[3] or "")


def _essential(row: Row) -> Essential:
    return Essential(
        row["component"], row["label"], tuple(row["types"]), _condition(row), full=row.get("full", False)
    )


def _refuse_loose(profile: Profile) -> None:
    """A type, feature or value that is named and not described would leave an operation out of reach."""
    types = {one.number for one in profile.types}
    features = {one.code for one in profile.features}
    numbers = [one.number for one in profile.operations]
    loose = [number for number in numbers if numbers.count(number) > 1]
    for operation in profile.operations:
        measures = (*operation.measures, *operation.alternative_measures)
        asked = {*operation.condition.features, *(f for one in measures for f in one.condition.features)}
        values = {CALIBRE, "", *(one.name for one in measures)}
        held = {bound.of for one in measures for bound in one.bounds}
        loose += [*({operation.type} - types), *(asked - features), *(held - values)]
    for essential in profile.essentials:
        loose += [*(set(essential.types) - types), *(set(essential.condition.features) - features)]
    if loose:
        raise ValueError(tr("nothing describes “{name}”", name=loose[0]))
