"""What no text of a foreign list may carry: control characters, reversed letters, formulas.

Letters are otherwise kept exactly as written; only the white space around a text is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stockpile_app.base import Finding, Severity, tr
from stockpile_app.exchange.profile import Field

LONGEST_NAME = 250
LONGEST_REMARKS = 32_767

IDENTITY = frozenset(
    {
        Field.ACCOUNT,
        Field.ITEM_CODE,
        Field.ITEM_NAME,
        Field.MAKE,
        Field.MODEL,
        Field.CALIBRE,
        Field.SERIAL,
        Field.COUNTRY,
        Field.LOT,
        Field.UNIT,
    }
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_CONTROL_IN_REMARKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_REVERSING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HIDDEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060-\u2064\ufeff]")
_FORMULA = re.compile(r"[=@]|[+-](?=[^\W\d]|\()")


def check_text(field: Field, header: str, text: str) -> Iterator[Finding]:
    """What is wrong with one text, apart from what its field asks for; rows are filled in later."""
    if len(text) > (LONGEST_REMARKS if field is Field.REMARKS else LONGEST_NAME):
        yield _too_long(field, header, text)
    if _FORMULA.match(text):
        yield _formula(field, header, text)
    if text.isascii() and text.isprintable():
        return
    control = _CONTROL_IN_REMARKS if field is Field.REMARKS else _CONTROL
    if match := control.search(text):
        yield _control(header, text, match[0])
    if match := _REVERSING.search(text):
        yield _reversing(field, header, text, match[0])
    elif field in IDENTITY and _HIDDEN.search(text):
        yield _hidden(header, text)


def visible(text: str) -> str:
    """The text for a sentence: hidden and control letters by their number, at most 80 letters."""
    shown = "".join(_visible_letter(letter) for letter in text[:80])
    return shown + "…" if len(text) > 80 else shown


def _visible_letter(letter: str) -> str:
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
        return f"[U+{ord(letter):04X}]"
    return letter


def _weight(field: Field) -> Severity:
    return Severity.REFUSAL if field in IDENTITY else Severity.WARNING


def _control(header: str, text: str, letter: str) -> Finding:
    return Finding(
        "EXCHANGE-55",
        Severity.REFUSAL,
        tr("“{column}” holds a character that cannot be seen or printed", column=header),
        field=header,
        expected=tr("letters, figures and marks in one line"),
        got=visible(text),
        remedy=tr("Take the character U+{number} out of the cell", number=f"{ord(letter):04X}"),
    )


def _reversing(field: Field, header: str, text: str, letter: str) -> Finding:
    return Finding(
        "EXCHANGE-56",
        _weight(field),
        tr("“{column}” holds a character that makes letters appear in another order", column=header),
        field=header,
        expected=tr("letters in the order in which they are read"),
        got=visible(text),
        remedy=tr("Take the character U+{number} out of the cell", number=f"{ord(letter):04X}"),
    )


def _hidden(header: str, text: str) -> Finding:
    return Finding(
        "EXCHANGE-68",
        Severity.WARNING,
        tr("“{column}” holds a character that cannot be seen; it is kept as written", column=header),
        field=header,
        expected=tr("letters that can be seen"),
        got=visible(text),
        remedy=tr("Compare it with the marking or the label"),
    )


def _formula(field: Field, header: str, text: str) -> Finding:
    serial = field is Field.SERIAL
    return Finding(
        "EXCHANGE-57",
        Severity.REFUSAL if serial else Severity.WARNING,
        tr("“{column}” begins like a formula", column=header)
        if serial
        else tr("“{column}” begins like a formula; it is kept as text and never run", column=header),
        field=header,
        expected=tr("plain text"),
        got=visible(text),
        remedy=tr("Enter the marking alone, as text") if serial else tr("Compare it with the source"),
    )


def _too_long(field: Field, header: str, text: str) -> Finding:
    limit = LONGEST_REMARKS if field is Field.REMARKS else LONGEST_NAME
    return Finding(
        "EXCHANGE-63",
        Severity.REFUSAL,
        tr("“{column}” is longer than any name", column=header),
        field=header,
        expected=tr("at most {limit} characters", limit=limit),
        got=tr("{count} characters", count=len(text)),
        remedy=tr("Shorten it, or move it to the remarks"),
    )
