"""What a person can read, copy and send when the program is at fault: one text, without secrets.

It is built of four parts that are clean each by itself: a sentence in words, places in the code,
checks of the installation, and lines of the log.  The whole is cleaned once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from stockpile_app.base.check import Check, check_lines
from stockpile_app.base.clock import utc_text
from stockpile_app.base.log import clean, last_lines
from stockpile_app.base.text import tr
from stockpile_app.base.traces import trace_lines

LOG_LINES = 30
REPORTS = "stockpile-report"


def crash_report(
    problem: BaseException, work: str, at: datetime, surroundings: Iterable[Check], log: Sequence[str] = ()
) -> str:
    """The report on a fault of our own.

    Args:
        work: What was being done, in the program's own words: `Posting`, `stockpile balance`; '' unknown.
        surroundings: `store.health.surroundings()`: nothing of a person or of the books.
        log: The latest lines of the log; those of this program's log when none are given.
    """
    head = tr("Report on a fault of the program, {moment} UTC", moment=utc_text(at)[:16].replace("T", " "))
    parts = (
        (head, [_what_happened(work), tr("This report holds no passphrase, no key, no name and no line of the "
                                         "books. Read it before you send it.")]),
        (tr("Where in the program"), trace_lines(problem)),
        (tr("What the program stands on"), check_lines(surroundings)),
        (tr("Latest lines of the log"), log or last_lines(LOG_LINES) or [tr("None: no log is written")]),
    )  # fmt: skip
    return clean("\n\n".join("\n".join([title, *lines]) for title, lines in parts)) + "\n"


def _what_happened(work: str) -> str:
    if not work:
        return tr("The program met a fault of its own. The books are as they were before it.")
    return tr("The program met a fault of its own while: {work}. That was not done; the books are as they "
              "were before it.", work=work)  # fmt: skip


def report_name(at: datetime) -> str:
    """What the file is called: `stockpile-report-20261120-080000.txt`."""
    stamp = "".join(sign for sign in utc_text(at) if sign.isdigit())
    return f"{REPORTS}-{stamp[:8]}-{stamp[8:]}.txt"
