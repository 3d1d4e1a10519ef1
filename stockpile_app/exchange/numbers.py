"""Figures as people write them: `1,250`, `$91,429.00`, `1.234,56 €`, Arabic digits.

A point or comma before exactly three digits can part thousands or decimals.  It is never guessed:
another figure of the same sheet proves the custom, or the figure is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class NumberStyle(StrEnum):
    """Which mark parts the decimals in this sheet."""

    POINT = "."
    COMMA = ","
    UNKNOWN = ""


class NumberFault(ValueError):  # noqa: N818  (a finding in the making)
    """The text is no figure that can be read for certain."""


class AmbiguousNumber(NumberFault):
    """The mark in the figure may part thousands or decimals."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount, and the currency as the text names it ('' when it does not)."""

    amount: Decimal
    currency: str


_DIGITS = {
    ord(letter): str(place % 10)
    for letters in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
    for place, letter in enumerate(letters)
}
_PLAIN = {**_DIGITS, ord("٫"): ".", ord("٬"): "'", 0x2212: "-", 0xFF0E: ".", 0xFF0C: ","}
_FIGURE = re.compile(r"[0-9]+(?:[.,'’\s][0-9]+)*")
_MONEY = re.compile(
    r"(?P<sign>[-+]?)\s*(?:(?P<before>[^\d\s.,+\-()]{1,5})\.?)?\s*(?P<inner>[-+]?)(?P<figure>[0-9][0-9.,'’\s]*?|[.,][0-9]+)\s*(?P<after>[^\d\s.,+\-()]{0,5}\.?)"
)
_GROUPS = re.compile(r"[0-9]{1,3}(?:[0-9]{3})*")


def plain_digits(text: str) -> str:
    """The text with the digits and marks of other scripts as ASCII."""
    return text if text.isascii() else text.translate(_PLAIN)


def proven_style(texts: Iterable[str]) -> NumberStyle:
    """The custom that the figures of a sheet prove together; unknown when none or both."""
    proved = {style for text in texts if (style := _evidence(_figure_of(text)))}
    return proved.pop() if len(proved) == 1 else NumberStyle.UNKNOWN


def parse_number(text: str, style: NumberStyle) -> Decimal:
    """One figure without sign.

    Raises:
        AmbiguousNumber: its mark may part thousands or decimals, and `style` is unknown.
        NumberFault: it is no figure.
    """
    figure = plain_digits(text).strip()
    if figure.isdigit() and figure.isascii():
        return Decimal(figure)
    if figure[:1] in ".," and figure[1:].isdigit():
        figure = "0" + figure
    if not _FIGURE.fullmatch(figure):
        raise NumberFault(text)
    mark = _evidence(figure) or (style if "." in figure or "," in figure else NumberStyle.POINT)
    if not mark:
        raise AmbiguousNumber(text)
    whole, _, decimals = figure.partition(mark)
    return Decimal(f"{_joined(whole)}.{decimals}" if decimals else _joined(whole))


def parse_money(text: str, style: NumberStyle) -> Money:
    """An amount with or without its currency; raises `NumberFault`, also when it is negative."""
    match = _MONEY.fullmatch(plain_digits(text).strip())
    if match is None or "-" in match["sign"] + match["inner"] or (match["before"] and match["after"]):
        raise NumberFault(text)
    currency = (match["before"] or match["after"] or "").rstrip(".")
    if currency and not _is_currency(currency):
        raise NumberFault(text)
    return Money(parse_number(match["figure"], style), currency)


def _is_currency(text: str) -> bool:
    return all(
        unicodedata.category(letter)[0] in "LM" or unicodedata.category(letter) == "Sc" for letter in text
    )


def _figure_of(text: str) -> str:
    match = _MONEY.fullmatch(plain_digits(text).strip())
    return match["figure"] if match else ""


def _evidence(figure: str) -> NumberStyle:
    """What one figure proves by itself."""
    points, commas = figure.count("."), figure.count(",")
    if points and commas:
        return NumberStyle.POINT if figure.rfind(".") > figure.rfind(",") else NumberStyle.COMMA
    if not points and not commas:
        return NumberStyle.UNKNOWN
    mark, other = (NumberStyle.POINT, NumberStyle.COMMA) if points else (NumberStyle.COMMA, NumberStyle.POINT)
    if points + commas > 1:
        return other
    before, _, after = figure.partition(mark)
    grouping = len(after) == 3 and 1 <= len(before) <= 3 and before[0] != "0"
    return NumberStyle.UNKNOWN if grouping else mark


def _joined(whole: str) -> str:
    """The whole part without its group marks; refused when the groups are uneven or mixed."""
    parts = re.split(r"[.,'’\s]", whole)
    marks = {letter for letter in whole if not letter.isdigit()}
    if len(marks) > 1 or (
        len(parts) > 1 and (not 1 <= len(parts[0]) <= 3 or any(len(part) != 3 for part in parts[1:]))
    ):
        raise NumberFault(whole)
    return "".join(parts)
