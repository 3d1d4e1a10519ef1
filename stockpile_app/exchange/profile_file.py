"""Profiles as TOML files: read with every key judged, written in one fixed form."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, cast

from stockpile_app.base import Cause, Finding, KnownError, Refused, Severity, tr
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.model import SheetFormat
from stockpile_app.exchange.profile import (
    ACCOUNT_KINDS,
    VOUCHERS,
    DateOrder,
    Defaults,
    Field,
    Profile,
)
from stockpile_app.ledger.model import AccountKind
from stockpile_app.store import write_text_whole

Choice = TypeVar("Choice", bound=StrEnum)
_SECTIONS = ("source", "columns", "defaults")
_SOURCE = ("format", "sheet", "header_row", "date_order")
_DEFAULTS = tuple(one.name for one in fields(Defaults))
_LARGEST = 2**20


def load_profile(path: Path) -> Profile:
    """The profile in a file.

    Raises:
        Refused: not TOML, or a key or value that means nothing; every finding at once.
        KnownError: the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST)
    except FileNotFoundError:
        raise KnownError(Cause.NOT_FOUND, tr("There is no profile {path}", path=path)) from None
    except OSError as fault:
        raise KnownError(
            Cause.IO, tr("{path} cannot be opened: {why}", path=path, why=fault.strerror)
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([_not_toml(tr("it is not UTF-8 text"))]) from None
    return read_profile(text)


def read_profile(text: str) -> Profile:
    """The profile in a text; raises `Refused` with every finding at once."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise Refused([_not_toml(str(fault))]) from None
    reading = _Reading()
    profile = reading.profile(document)
    if reading.findings:
        raise Refused(reading.findings)
    return profile


def write_profile(profile: Profile) -> str:
    """The profile as TOML, in the fixed order of sections and keys; what is empty is left out."""
    lines = ["[source]"]
    lines += [
        f"format = {_quoted(profile.format)}",
        f"sheet = {_quoted(profile.sheet)}",
        f"header_row = {profile.header_row}",
    ]
    if profile.date_order:
        lines.append(f"date_order = {_quoted(profile.date_order)}")
    lines += ["", "[columns]"]
    lines += [f"{one.value} = {_quoted(profile.columns[one])}" for one in Field if one in profile.columns]
    lines += ["", "[defaults]"]
    for name in _DEFAULTS:
        value = getattr(profile.defaults, name)
        if value:
            lines.append(f"{name} = {value.isoformat() if isinstance(value, date) else _quoted(value)}")
    return "\n".join(lines) + "\n"


def save_profile(profile: Profile, path: Path) -> None:
    """Write the profile whole or not at all.

    Raises:
        KnownError: the disk refuses; what stood there before stands.
    """
    write_text_whole(path, write_profile(profile))


class _Reading:
    """Reads a parsed TOML document and collects what is wrong with it.

    Attributes:
        findings: One per key or value that means nothing.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def profile(self, document: Mapping[str, object]) -> Profile:
        """The profile as far as the document gives one."""
        self._unknown("", document, _SECTIONS)
        source = self._section(document, "source", _SOURCE)
        defaults = self._section(document, "defaults", _DEFAULTS)
        columns = self._section(document, "columns", tuple(Field))
        if "format" not in source:
            self._bad("source", "format", "", " | ".join(SheetFormat))
        return Profile(
            format=self._choice(source, "source", "format", SheetFormat.CSV),
            sheet=self._text(source, "source", "sheet"),
            header_row=self._header_row(source),
            date_order=self._choice(source, "source", "date_order", DateOrder.UNKNOWN),
            columns=self._columns(columns),
            defaults=self._defaults(defaults),
        )

    def _defaults(self, found: Mapping[str, object]) -> Defaults:
        return Defaults(
            voucher=self._one_of(found, "voucher", VOUCHERS, VOUCHERS[0]),
            tracking=self._choice(found, "defaults", "tracking", Tracking.QUANTITY),
            account=self._text(found, "defaults", "account"),
            account_kind=AccountKind(
                self._one_of(found, "account_kind", ACCOUNT_KINDS, AccountKind.LOCATION)
            ),
            effective_on=self._date(found, "effective_on"),
            unit=self._text(found, "defaults", "unit"),
            condition=self._text(found, "defaults", "condition"),
            currency=self._text(found, "defaults", "currency"),
            item_name=self._text(found, "defaults", "item_name"),
            unmarked=self._one_of(found, "unmarked", ("register", ""), ""),
        )

    def _columns(self, found: Mapping[str, object]) -> dict[Field, str]:
        columns: dict[Field, str] = {}
        for name, header in found.items():
            if name not in set(Field):
                continue  # already told by _unknown
            if not isinstance(header, str):
                self._bad("columns", name, header, tr("a header text in quotation marks"))
            elif not header.strip():
                self._bad("columns", name, header, tr("a header text, or no line at all"))
            else:
                columns[Field(name)] = header
        return {one: columns[one] for one in Field if one in columns}

    def _section(
        self, document: Mapping[str, object], name: str, known: tuple[str, ...]
    ) -> Mapping[str, object]:
        section = document.get(name, {})
        if not isinstance(section, dict):
            self._bad("", name, section, tr("a section [{name}]", name=name))
            return {}
        self._unknown(name, section, known)
        return cast("Mapping[str, object]", section)

    def _unknown(self, section: str, found: Iterable[str], known: tuple[str, ...]) -> None:
        for name in found:
            if name not in known:
                self.findings.append(_unknown_key(section, name, known))

    def _choice(self, found: Mapping[str, object], section: str, name: str, otherwise: Choice) -> Choice:
        known = tuple(type(otherwise))
        value = found.get(name, otherwise.value)
        for choice in known:
            if value == choice.value:
                return choice
        self._bad(section, name, value, " | ".join(choice for choice in known if choice))
        return otherwise

    def _one_of(self, found: Mapping[str, object], name: str, known: tuple[str, ...], otherwise: str) -> str:
        value = found.get(name, otherwise)
        if isinstance(value, str) and value in known:
            return value
        self._bad("defaults", name, value, " | ".join(choice for choice in known if choice))
        return otherwise

    def _text(self, found: Mapping[str, object], section: str, name: str) -> str:
        value = found.get(name, "")
        if not isinstance(value, str):
            self._bad(section, name, value, tr("a text in quotation marks"))
            return ""
        if any(ord(letter) < 32 for letter in value):
            self._bad(section, name, value, tr("a text of one line"))
        return value.strip() if section == "defaults" else value

    def _header_row(self, found: Mapping[str, object]) -> int:
        value = found.get("header_row", 1)
        if type(value) is int and 1 <= value <= 2**20:
            return value
        self._bad("source", "header_row", value, tr("a row number from 1"))
        return 1

    def _date(self, found: Mapping[str, object], name: str) -> date | None:
        value = found.get(name, "")
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str):
            if not value.strip():
                return None
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        self._bad("defaults", name, value, tr("a date as 2026-11-20"))
        return None

    def _bad(self, section: str, name: str, got: object, expected: str) -> None:
        self.findings.append(
            Finding(
                "EXCHANGE-33",
                Severity.REFUSAL,
                tr("The profile has no usable value for {key}", key=_key(section, name)),
                field=name,
                expected=expected,
                got=str(got)[:100],
                remedy=tr("Mend that line of the profile"),
            )
        )


def _unknown_key(section: str, name: str, known: tuple[str, ...]) -> Finding:
    near = difflib.get_close_matches(name, known, 1)
    remedy = tr("Is “{near}” meant?", near=near[0]) if near else tr("Take that line out of the profile")
    return Finding(
        "EXCHANGE-32" if section == "columns" else "EXCHANGE-31",
        Severity.REFUSAL,
        tr("The profile says “{key}”, which means nothing here", key=_key(section, name)),
        field=name,
        expected=", ".join(known),
        got=name[:100],
        remedy=remedy,
    )


def _not_toml(why: str) -> Finding:
    return Finding(
        "EXCHANGE-30",
        Severity.REFUSAL,
        tr("The profile cannot be read: {why}", why=why),
        expected=tr("a TOML file with [source], [columns] and [defaults]"),
        remedy=tr("Mend the profile, or make a new one with the import wizard"),
    )


def _key(section: str, name: str) -> str:
    return f"[{section}] {name}" if section else f"[{name}]"


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def _quoted(text: str) -> str:
    """A TOML basic string."""
    return '"' + "".join(_letters(text)) + '"'


def _letters(text: str) -> Iterator[str]:
    for letter in text:
        if letter in _ESCAPES:
            yield _ESCAPES[letter]
        elif ord(letter) < 32 or ord(letter) == 127:
            yield f"\\u{ord(letter):04X}"
        else:
            yield letter
