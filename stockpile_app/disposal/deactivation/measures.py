"""Measured values held against their bounds; exact, never floating."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from stockpile_app.base import Finding, tr
from stockpile_app.disposal.deactivation.findings import refusal
from stockpile_app.disposal.deactivation.profile import CALIBRE, Bound, Measure

_NUMBER = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
_SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}


@dataclass(frozen=True, slots=True)
class BoundLine:
    """A value to measure: its bounds in words, and what was measured, '' while nothing was.

    Attributes:
        fits: Whether what was measured keeps to the bounds; None while nothing was, or without bounds.
    """

    name: str
    unit: str
    bounds: str
    way: str
    value: str = ""
    fits: bool | None = None


def number(text: str) -> Decimal | None:
    """A measured value as typed: digits, a point, at most four decimals; None when it is not one, or nothing."""
    value = Decimal(text) if _NUMBER.fullmatch(text) else None
    return value or None


def measured_text(values: Sequence[tuple[str, str]]) -> str:
    """The values as a result keeps them: canonical JSON, decimals as text."""
    return (
        json.dumps(dict(values), sort_keys=True, ensure_ascii=False, separators=(",", ":")) if values else ""
    )


def measured_values(text: str) -> dict[str, str]:
    """What a result keeps, read back."""
    return dict(json.loads(text)) if text else {}


def bound_text(bound: Bound, unit: str) -> str:
    """A bound as people read it: `> 1/2 × calibre`, `≥ 4.5 mm`."""
    sign = _SIGNS[bound.sign]
    if bound.of:
        share = f"{bound.amount} × " if bound.amount != 1 else ""
        return f"{sign} {share}{tr(bound.of)}"
    return f"{sign} {_decimal(bound.amount)} {unit}".rstrip()


def _decimal(amount: Fraction) -> str:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return f"{exact.quantize(Decimal('0.0001')).normalize():f}"


def bound_lines(
    measures: Sequence[Measure], values: Mapping[str, str], calibre: Decimal | None
) -> tuple[BoundLine, ...]:
    """What must be measured, each with what was."""
    return tuple(_bound_line(measure, values, calibre) for measure in measures)


def _bound_line(measure: Measure, values: Mapping[str, str], calibre: Decimal | None) -> BoundLine:
    value = values.get(measure.name, "")
    words = ", ".join(bound_text(bound, measure.unit) for bound in measure.bounds)
    fits = None
    if value and measure.bounds:
        fits = not list(_check_bounds(measure, values, calibre))
    return BoundLine(measure.name, measure.unit, words, measure.way, value, fits)


def check_measured(
    measures: Sequence[Measure], values: Mapping[str, str], calibre: Decimal | None
) -> Iterator[Finding]:
    """DEACT-05 and DEACT-06: every value is there, is a number, and keeps to its bounds.

    Of several ways to do an operation one is enough; the first that was measured at all is held to.
    """
    known = {measure.name for measure in measures}
    for name in sorted(set(values) - known):
        yield _unknown(name, known)
    for measure in _asked(measures, values):
        if number(values.get(measure.name, "")) is None:
            yield _missing(measure, values.get(measure.name, ""))
        else:
            yield from _check_bounds(measure, values, calibre)


def _asked(measures: Sequence[Measure], values: Collection[str]) -> list[Measure]:
    """The measures of the way that was taken: the one with the most of its values given."""
    ways = list(dict.fromkeys(one.way for one in measures if one.way))
    taken = max(ways, key=lambda way: _given(measures, values, way), default="")
    return [one for one in measures if one.way in {"", taken}]


def _given(measures: Sequence[Measure], values: Collection[str], way: str) -> Fraction:
    names = [one.name for one in measures if one.way == way]
    return Fraction(sum(name in values for name in names), len(names))


def _check_bounds(measure: Measure, values: Mapping[str, str], calibre: Decimal | None) -> Iterator[Finding]:
    """DEACT-06."""
    value = number(values[measure.name])
    for bound in measure.bounds:
        limit = _limit(bound, values, calibre)
        if value is None or limit is None or not _keeps(Fraction(value), bound.sign, limit):
            yield _outside(measure, bound, values, limit)


def _limit(bound: Bound, values: Mapping[str, str], calibre: Decimal | None) -> Fraction | None:
    if not bound.of:
        return bound.amount
    against = calibre if bound.of == CALIBRE else number(values.get(bound.of, ""))
    return bound.amount * Fraction(against) if against else None


def _keeps(value: Fraction, sign: str, limit: Fraction) -> bool:
    return {">=": value >= limit, ">": value > limit, "<=": value <= limit, "<": value < limit}[sign]


def _unknown(name: str, known: Collection[str]) -> Finding:
    return refusal(
        "DEACT-05",
        tr("This value is not asked for here"),
        tr("Measured"),
        ", ".join(tr(one) for one in sorted(known)) or tr("no value"),
        name,
        tr("Leave it out, or name it as the list does"),
    )


def _missing(measure: Measure, got: str) -> Finding:
    return refusal(
        "DEACT-05",
        tr("This must be measured: {name}", name=tr(measure.name)),
        tr(measure.name),
        tr("a number in {unit}, with a decimal point: 4.5", unit=measure.unit or tr("its unit")),
        got or tr("nothing"),
        tr("Measure it and enter the value"),
    )


def _outside(measure: Measure, bound: Bound, values: Mapping[str, str], limit: Fraction | None) -> Finding:
    expected = bound_text(bound, measure.unit)
    if bound.of and limit is not None:
        expected = f"{expected} = {_decimal(limit)} {measure.unit}".rstrip()
    return refusal(
        "DEACT-06",
        tr("This value is out of its bounds: {name}", name=tr(measure.name)),
        tr(measure.name),
        expected,
        f"{values.get(measure.name, '')} {measure.unit}".strip(),
        tr("Do the operation again and measure again, or record it as failed"),
    )
