"""What may stand in a text field: anything a person can read, nothing that hides or steers.

Control characters break papers and workbooks; bidirectional overrides make a serial read as
another one.  Both are refused where they are entered, with the place named.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from stockpile_app.base.clock import readable_day
from stockpile_app.base.finding import Finding, Severity
from stockpile_app.base.text import tr

LONGEST = 2_000
QUOTED = 200
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_JOINERS = frozenset("\u200c\u200d")  # Persian and Indic scripts are written with them


def hidden_sign(text: str) -> str:
    """The first character that hides or steers, named; '' when every one can be read."""
    if text.isascii() and text.isprintable():
        return ""
    for sign in text:
        if unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS:
            return unicodedata.name(sign, f"U+{ord(sign):04X}")
    return ""


def without_hidden_signs(text: str) -> str:
    """The text with each hidden sign shown as its code, so that a message can quote it."""
    return "".join(f"<U+{ord(sign):04X}>" if hidden_sign(sign) else sign for sign in text)


def quoted(text: str) -> str:
    """What a finding quotes of what somebody typed: every sign visible, and no more than fits a card."""
    shown = without_hidden_signs(text[: QUOTED + 1])
    return shown if len(text) <= QUOTED else f"{shown[:QUOTED]}…"


def folded_name(name: str) -> str:
    """A name as it is compared: case, spaces and ways to encode a letter do not make another person."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def check_text(text: str, field: str, row: int = 0) -> Iterator[Finding]:
    """TEXT-01 and TEXT-02: readable, and not longer than a field can show."""
    sign = hidden_sign(text)
    if sign:
        yield Finding(
            rule="TEXT-01",
            severity=Severity.REFUSAL,
            sentence=tr("This text holds a character that cannot be seen"),
            row=row,
            field=field,
            expected=tr("letters, digits and signs that can be read"),
            got=f"{sign} · {without_hidden_signs(text)[:60]}",
            remedy=tr("Type the text anew"),
        )
    if len(text) > LONGEST:
        yield Finding(
            rule="TEXT-02",
            severity=Severity.REFUSAL,
            sentence=tr("This text is too long"),
            row=row,
            field=field,
            expected=tr("at most {count} characters", count=LONGEST),
            got=tr("{count} characters", count=len(text)),
            remedy=tr("Shorten it"),
        )


def check_day(text: str, field: str, row: int = 0) -> Iterator[Finding]:
    """TEXT-03: a day of the calendar, written year first."""
    if not readable_day(text):
        yield Finding(
            rule="TEXT-03",
            severity=Severity.REFUSAL,
            sentence=tr("This is not a date"),
            row=row,
            field=field,
            expected=tr("year-month-day: 2026-11-20"),
            got=without_hidden_signs(text)[:60] or tr("nothing"),
            remedy=tr("Enter the date again"),
        )
