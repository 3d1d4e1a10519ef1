"""Why a whole file is refused: one sentence per reason, each with what to do.

The reader's child process knows no language: it sends a `Reason` and its places, and the sentence
is made here, in the language of whoever reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.text import N_


class Reason(StrEnum):
    """Why a file cannot be read for certain; the value is the rule's id."""

    UNKNOWN_KIND = "EXCHANGE-01"
    WRONG_EXTENSION = "EXCHANGE-02"
    WRONG_FORMAT = "EXCHANGE-03"
    EMPTY = "EXCHANGE-04"
    TOO_LARGE = "EXCHANGE-05"
    ENCRYPTED = "EXCHANGE-06"
    MACROS = "EXCHANGE-07"
    ACTIVE_CONTENT = "EXCHANGE-08"
    DAMAGED_ZIP = "EXCHANGE-09"
    UNPACKED_SIZE = "EXCHANGE-10"
    RATIO = "EXCHANGE-11"
    DOCTYPE = "EXCHANGE-12"
    DAMAGED_XML = "EXCHANGE-13"
    EXTENT = "EXCHANGE-14"
    UNREADABLE = "EXCHANGE-15"
    LIMITS = "EXCHANGE-16"
    STOPPED = "EXCHANGE-17"
    MIXED_ENCODING = "EXCHANGE-18"
    NUL_BYTES = "EXCHANGE-19"
    UNKNOWN_ENCODING = "EXCHANGE-20"
    QUOTES = "EXCHANGE-21"
    LONG_FIELD = "EXCHANGE-22"
    NO_SUCH_SHEET = "EXCHANGE-23"
    WHICH_SHEET = "EXCHANGE-24"
    NO_HEADER_ROW = "EXCHANGE-25"


@dataclass(frozen=True, slots=True)
class _Words:
    sentence: str
    expected: str
    got: str
    remedy: str


_SAVE_PLAIN = N_("Open it in a spreadsheet program and save it as a plain xlsx, ods or csv file")

_WORDS = {
    Reason.UNKNOWN_KIND: _Words(
        N_("“{name}” is not a spreadsheet"), N_("csv, xlsx, xls or ods"), "{found}", _SAVE_PLAIN
    ),
    Reason.WRONG_EXTENSION: _Words(
        N_("“{name}” is named as one kind of file and holds another"),
        "{extension}",
        "{found}",
        N_("Give the file the ending that fits its content, or ask its sender for the right file"),
    ),
    Reason.WRONG_FORMAT: _Words(
        N_("The profile is for {expected} files, “{name}” is {found}"),
        "{expected}",
        "{found}",
        N_("Choose the profile made for this kind of file, or make a new one"),
    ),
    Reason.EMPTY: _Words(
        N_("“{name}” holds no rows"),
        N_("a header row and at least one row"),
        N_("nothing"),
        N_("Ask the sender for the file again"),
    ),
    Reason.TOO_LARGE: _Words(
        N_("“{name}” is larger than a stock list can be"),
        N_("at most {limit} MB"),
        "{size} MB",
        N_("Divide the list into several files"),
    ),
    Reason.ENCRYPTED: _Words(
        N_("“{name}” is protected by a password"),
        N_("a file without a password"),
        N_("an encrypted workbook"),
        N_("Open it with its password in a spreadsheet program and save it without one"),
    ),
    Reason.MACROS: _Words(
        N_("“{name}” contains macros, and a stock list needs none"),
        N_("a workbook without macros"),
        "{member}",
        _SAVE_PLAIN,
    ),
    Reason.ACTIVE_CONTENT: _Words(
        N_("“{name}” reaches outside itself: it contains links to other files or active controls"),
        N_("a workbook of plain cells"),
        "{member}",
        N_("Break the links in a spreadsheet program, remove the controls, and save it as a plain xlsx file"),
    ),
    Reason.DAMAGED_ZIP: _Words(
        N_("“{name}” is damaged or was cut off on its way"),
        N_("a whole workbook"),
        "{detail}",
        N_("Copy the file again from its source"),
    ),
    Reason.UNPACKED_SIZE: _Words(
        N_("“{name}” unpacks to more than a stock list can be"),
        N_("at most {limit} MB unpacked"),
        "{size} MB",
        N_("Divide the list into several files; treat the file with suspicion if it came from a stranger"),
    ),
    Reason.RATIO: _Words(
        N_("“{name}” is packed more tightly than any stock list"),
        N_("at most {limit} times"),
        N_("{ratio} times"),
        N_("Save it again as xlsx or csv; treat the file with suspicion if it came from a stranger"),
    ),
    Reason.DOCTYPE: _Words(
        N_("“{name}” carries document type declarations, which no spreadsheet program writes"),
        N_("a workbook of plain cells"),
        "{member}",
        _SAVE_PLAIN,
    ),
    Reason.DAMAGED_XML: _Words(
        N_("“{name}” is damaged inside"),
        N_("a whole workbook"),
        "{member}",
        N_("Copy the file again from its source, or open it in a spreadsheet program and save it again"),
    ),
    Reason.EXTENT: _Words(
        N_("“{name}” has cells so far apart that the sheet would be too large"),
        N_("at most {limit} cells between the first and the last"),
        N_("{rows} rows by {columns} columns"),
        N_("Delete the stray cells beyond the list and save the file again"),
    ),
    Reason.UNREADABLE: _Words(
        N_("“{name}” cannot be read as {found}"), N_("a whole workbook"), "{detail}", _SAVE_PLAIN
    ),
    Reason.LIMITS: _Words(
        N_("Reading “{name}” needs more memory or time than a stock list can need"),
        N_("at most {memory} MB of memory and {seconds} seconds"),
        N_("more"),
        N_("Divide the list into several files; treat the file with suspicion if it came from a stranger"),
    ),
    Reason.STOPPED: _Words(
        N_("“{name}” made its reader stop; this program and the books are unharmed"),
        N_("a whole workbook"),
        "{detail}",
        _SAVE_PLAIN,
    ),
    Reason.MIXED_ENCODING: _Words(
        N_("“{name}” mixes two text encodings: line {line} is not like the others"),
        N_("one encoding in the whole file, best UTF-8"),
        N_("line {line}: {text}"),
        N_("Export the list again as UTF-8"),
    ),
    Reason.NUL_BYTES: _Words(
        N_("“{name}” contains empty bytes in line {line}: it is damaged, or not text"),
        N_("text"),
        N_("a NUL byte in line {line}"),
        N_("Copy the file again from its source, or export the list again"),
    ),
    Reason.UNKNOWN_ENCODING: _Words(
        N_("The letters of “{name}” cannot be read for certain in line {line}"),
        N_("UTF-8"),
        "{text}",
        N_("Export the list again as UTF-8"),
    ),
    Reason.QUOTES: _Words(
        N_("The quotation marks of “{name}” do not pair near line {line}"),
        N_("a closing quotation mark before the next separator"),
        N_("line {line}"),
        N_("Mend that line, or export the list again"),
    ),
    Reason.LONG_FIELD: _Words(
        N_("“{name}” has a field of more than {limit} characters near line {line}"),
        N_("at most {limit} characters in one field"),
        N_("line {line}"),
        N_("Mend that line: a closing quotation mark may be missing"),
    ),
    Reason.NO_SUCH_SHEET: _Words(
        N_("“{name}” has no sheet “{sheet}”"),
        "{sheet}",
        "{sheets}",
        N_("Choose one of the sheets of this file"),
    ),
    Reason.WHICH_SHEET: _Words(
        N_("“{name}” has several sheets, and nothing says which holds the list"),
        N_("the name of one sheet"),
        "{sheets}",
        N_("Choose the sheet, or name it in the profile"),
    ),
    Reason.NO_HEADER_ROW: _Words(
        N_("“{name}” has nothing in row {header_row}, where the headers should stand"),
        N_("headers in row {header_row}"),
        N_("nothing"),
        N_("Choose the row that holds the headers"),
    ),
}

_FOUND = {
    "csv": N_("csv text"),
    "xlsx": N_("an xlsx workbook"),
    "xls": N_("an xls workbook"),
    "ods": N_("an ods workbook"),
    "xlsb": N_("a binary xlsb workbook"),
    "zip": N_("a zip archive that is no workbook"),
    "ole": N_("an older office file that is no workbook"),
    "pdf": N_("a PDF document"),
    "markup": N_("a web page or XML document"),
    "picture": N_("a picture"),
    "archive": N_("a packed archive"),
    "program": N_("a program"),
    "unknown": N_("something that is not text"),
}


class GateRefusal(Exception):  # noqa: N818  (a refusal is an outcome, not an error)
    """The gate turned a file away; carries the reason and the places of its sentence."""

    def __init__(self, reason: Reason, **places: str | int) -> None:
        self.reason = reason
        self.places = places
        super().__init__(reason.value)


def file_finding(reason: Reason, **places: object) -> Finding:
    """The finding about a whole file, in the reader's language."""
    words = _WORDS[reason]
    if "found" in places:
        places["found"] = tr(_FOUND.get(str(places["found"]), str(places["found"])))
    return Finding(
        reason.value,
        Severity.REFUSAL,
        _fill(words.sentence, places),
        expected=_fill(words.expected, places),
        got=_fill(words.got, places),
        remedy=_fill(words.remedy, places),
    )


def refused_file(reason: Reason, **places: object) -> Refused:
    """The refusal of a whole file, ready to raise."""
    return Refused([file_finding(reason, **places)])


def _fill(message: str, places: dict[str, object]) -> str:
    return tr(message).format(**places)
