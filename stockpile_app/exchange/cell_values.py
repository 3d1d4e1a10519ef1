"""One cell becomes one value: texts, quantities, money, dates, years, and what is wrong with them.

Pure: a cell's stored kind and text go in, a value and findings come out.  A finding carries the
column's header; its row is filled in by whoever knows it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from typing import TypeAlias

from stockpile_app.base import Finding, Severity, tr
from stockpile_app.base.quantity import LARGEST
from stockpile_app.exchange.dates import AmbiguousDate, DateFault, parse_date
from stockpile_app.exchange.model import CellKind
from stockpile_app.exchange.numbers import (
    AmbiguousNumber,
    Money,
    NumberFault,
    NumberStyle,
    parse_money,
    parse_number,
)
from stockpile_app.exchange.profile import DateOrder, Field
from stockpile_app.exchange.text_rules import IDENTITY, check_text, visible
from stockpile_app.exchange.words import words

LARGEST_VALUE = Decimal(10) ** 15
MOST_DECIMALS = 4


class Blank(Enum):
    """The cell holds nothing; what that means depends on the row."""

    BLANK = auto()


BLANK = Blank.BLANK
Value: TypeAlias = object
Findings: TypeAlias = tuple[Finding, ...]
CellParser: TypeAlias = Callable[[str, str], tuple[Value, Findings]]
_NOTHING = (BLANK, ())


@dataclass(frozen=True, slots=True)
class Custom:
    """How this sheet writes dates and figures, and the currency that the profile gives."""

    date_order: DateOrder
    numbers: NumberStyle
    currency: str


def parser_for(field: Field, header: str, custom: Custom) -> CellParser:
    """The parser of one column's cells: (kind, text) -> (value or BLANK, findings)."""
    column = _Column(field, header, custom)
    return {
        Field.QUANTITY: column.quantity,
        Field.UNIT_VALUE: column.money,
        Field.EFFECTIVE_ON: column.date,
        Field.YEAR: column.year,
    }.get(field, column.text)


@dataclass(frozen=True, slots=True)
class _Column:
    field: Field
    header: str
    custom: Custom

    def text(self, kind: str, text: str) -> tuple[Value, Findings]:
        """The text without the white space around it; identity stored as another kind is told."""
        plain = text.strip()
        if not plain:
            return _NOTHING
        findings = tuple(check_text(self.field, self.header, plain))
        if kind != "t":
            findings += self._stored_otherwise(kind, plain)
        if self.field is Field.UNIT and plain.casefold() in words().unknown:
            findings += (self._unknown_unit(plain),)
        return plain, findings

    def quantity(self, kind: str, text: str) -> tuple[Value, Findings]:
        """A whole number above zero."""
        plain = text.strip()
        if not plain:
            return _NOTHING
        if kind not in "tn":
            return BLANK, (self._bad_quantity(plain, kind),)
        sign, figure = (plain[0], plain[1:]) if plain[0] in "+-−" else ("", plain)
        try:
            number = parse_number(figure, NumberStyle.POINT if kind == "n" else self.custom.numbers)
        except NumberFault as fault:
            ambiguous = isinstance(fault, AmbiguousNumber)
            return BLANK, (self._ambiguous_number(plain) if ambiguous else self._bad_quantity(plain, kind),)
        if sign in {"-", "−"} or number != number.to_integral_value() or not 0 < number <= LARGEST:
            return BLANK, (self._bad_quantity(plain, kind),)
        return int(number), ()

    def money(self, kind: str, text: str) -> tuple[Value, Findings]:
        """An amount of zero or more, with the currency it is in."""
        plain = text.strip()
        if not plain:
            return _NOTHING
        if kind not in "tn":
            return BLANK, (self._bad_money(plain),)
        try:
            money = parse_money(plain, NumberStyle.POINT if kind == "n" else self.custom.numbers)
        except NumberFault as fault:
            ambiguous = isinstance(fault, AmbiguousNumber)
            return BLANK, (self._ambiguous_number(plain) if ambiguous else self._bad_money(plain),)
        exponent = money.amount.normalize().as_tuple().exponent
        if money.amount > LARGEST_VALUE or (isinstance(exponent, int) and -exponent > MOST_DECIMALS):
            return BLANK, (self._bad_money(plain),)
        if _contradicts(money.currency, self.custom.currency):
            return BLANK, (self._other_currency(plain),)
        return Money(money.amount, self.custom.currency or money.currency), ()

    def date(self, kind: str, text: str) -> tuple[Value, Findings]:
        """A day."""
        plain = text.strip()
        if not plain:
            return _NOTHING
        if kind not in "tdn" or (kind == "n" and len(plain) != 8):
            return BLANK, (self._bad_date(plain, kind),)
        try:
            return parse_date(plain, self.custom.date_order), ()
        except AmbiguousDate:
            return BLANK, (ask_date_order(self.header, plain),)
        except DateFault:
            return BLANK, (self._bad_date(plain, kind),)

    def year(self, kind: str, text: str) -> tuple[Value, Findings]:
        """A year of manufacture."""
        plain = text.strip()
        if not plain:
            return _NOTHING
        if kind in "tn" and plain.isascii() and plain.isdigit() and 1500 <= int(plain[:5]) <= 2199:
            return int(plain), ()
        return BLANK, (
            self._refusal(
                "EXCHANGE-65",
                tr("“{got}” is not a year of manufacture", got=visible(plain)),
                tr("a year such as 1974, or nothing"),
                plain,
                tr("Enter the year in four figures, or leave the cell empty"),
            ),
        )

    def _stored_otherwise(self, kind: str, text: str) -> Findings:
        """The spreadsheet changed the text into something else when it was typed or pasted."""
        if kind == CellKind.NO_VALUE:
            return (self._no_value(),)
        plain_number = kind == CellKind.NUMBER and text.isdigit()
        if (self.field is Field.SERIAL and not plain_number) or (kind in "dhb" and self.field in IDENTITY):
            return (self._not_text(kind, text),)
        if kind == CellKind.NUMBER and self.field in {Field.SERIAL, Field.ITEM_CODE, Field.LOT}:
            return (self._number_code(text),)
        return ()

    def _refusal(self, rule: str, sentence: str, expected: str, got: str, remedy: str) -> Finding:
        return Finding(rule, Severity.REFUSAL, sentence, 0, self.header, expected, visible(got), remedy)

    def _no_value(self) -> Finding:
        return self._refusal(
            "EXCHANGE-64",
            tr("“{column}” holds a formula without a result", column=self.header),
            tr("a value"),
            tr("no value"),
            tr("Let the spreadsheet program compute the formula, or enter the value itself"),
        )

    def _not_text(self, kind: str, text: str) -> Finding:
        return self._refusal(
            "EXCHANGE-51",
            tr("“{column}” is stored as {kind}, so leading zeros or letters may be lost",
               column=self.header, kind=_kind_word(kind)),
            tr("text, exactly as marked"),
            tr("{text} ({kind})", text=text, kind=_kind_word(kind)),
            tr("Set the column to text in the spreadsheet, enter the marking again and import that row"),
        )  # fmt: skip

    def _number_code(self, text: str) -> Finding:
        return Finding(
            "EXCHANGE-66",
            Severity.WARNING,
            tr("“{column}” is stored as a number; leading zeros may be lost", column=self.header),
            field=self.header,
            expected=tr("text"),
            got=visible(text),
            remedy=tr("Compare it with the label; set the column to text in the spreadsheet"),
        )

    def _unknown_unit(self, text: str) -> Finding:
        return Finding(
            "EXCHANGE-58",
            Severity.WARNING,
            tr("The unit is given as “{unit}”; it is kept as a unit of its own", unit=visible(text)),
            field=self.header,
            expected=tr("a unit of issue"),
            got=visible(text),
            remedy=tr("Find out the unit and reclassify later"),
        )

    def _bad_quantity(self, text: str, kind: str) -> Finding:
        if kind == CellKind.NO_VALUE:
            return self._no_value()
        return self._refusal(
            "EXCHANGE-52",
            tr("“{got}” is not a quantity", got=visible(text)),
            tr("a whole number from 1 to {largest}", largest=LARGEST),
            text,
            tr("Enter how many pieces there are, in figures"),
        )

    def _ambiguous_number(self, text: str) -> Finding:
        return self._refusal(
            "EXCHANGE-52" if self.field is Field.QUANTITY else "EXCHANGE-53",
            tr("{got}: does the mark part thousands or decimals?", got=visible(text)),
            tr("a figure without such a mark"),
            text,
            tr("Enter the figure without marks between the thousands"),
        )

    def _bad_money(self, text: str) -> Finding:
        return self._refusal(
            "EXCHANGE-53",
            tr("“{got}” is not a value", got=visible(text)),
            tr("an amount such as 749.00, not negative, with at most {count} decimals", count=MOST_DECIMALS),
            text,
            tr("Enter the value of one unit in figures, or leave the cell empty"),
        )

    def _other_currency(self, text: str) -> Finding:
        return self._refusal(
            "EXCHANGE-67",
            tr("“{got}” is in another currency than the profile gives", got=visible(text)),
            self.custom.currency,
            text,
            tr("Take the currency out of the profile, or mend the cell; currencies are never added"),
        )

    def _bad_date(self, text: str, kind: str) -> Finding:
        if kind == CellKind.NO_VALUE:
            return self._no_value()
        remedy = (
            tr("Set the column to dates in the spreadsheet")
            if kind == CellKind.NUMBER
            else tr("Enter the day as 2026-11-20")
        )
        sentence = tr("“{got}” is not a date", got=visible(text))
        return self._refusal("EXCHANGE-54", sentence, _order_words(self.custom.date_order), text, remedy)


def ask_date_order(header: str, text: str, row: int = 0) -> Finding:
    """The question that only the person can answer: which figure is the month."""
    return Finding(
        "EXCHANGE-37",
        Severity.REFUSAL,
        tr("{text}: day or month first?", text=visible(text)),
        row,
        header,
        tr("a known order of day and month"),
        visible(text),
        tr("Choose the order, or give date_order in the profile: mdy, dmy or ymd"),
    )


def _order_words(order: DateOrder) -> str:
    return {
        DateOrder.MDY: tr("a day, month first, such as 12/31/2012, or 2012-12-31"),
        DateOrder.DMY: tr("a day, day first, such as 31/12/2012, or 2012-12-31"),
        DateOrder.YMD: tr("a day, year first, such as 2012-12-31"),
        DateOrder.UNKNOWN: tr("a day, such as 2012-12-31"),
    }[order]


def _kind_word(kind: str) -> str:
    return {
        "n": tr("a number"),
        "d": tr("a date"),
        "h": tr("a time of day"),
        "b": tr("true or false"),
    }.get(kind, tr("something else"))


_SYMBOLS = {
    "€": {"EUR"},
    "₽": {"RUB"},
    "₴": {"UAH"},
    "₹": {"INR"},
    "₺": {"TRY"},
    "₪": {"ILS"},
    "₩": {"KRW", "KPW"},
}


def _contradicts(written: str, given: str) -> bool:
    """The cell names a currency that cannot be the one of the profile."""
    if not written or not given or written.casefold() == given.casefold():
        return False
    if written in _SYMBOLS:
        return given.upper() not in _SYMBOLS[written]
    return len(written) == 3 and written.isascii() and written.isalpha() and len(given) == 3
