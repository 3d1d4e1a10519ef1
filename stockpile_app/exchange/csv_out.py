"""Records as CSV: UTF-8, commas, quotation marks where they are needed, a line for each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from stockpile_app.store import write_text_whole

_LIVE = ("=", "+", "-", "@", "\t", "\r")


def csv_record(values: Sequence[object]) -> str:
    """One record, its values as they are."""
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()


def neutral(value: object) -> object:
    """The value so that no spreadsheet program takes it for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_LIVE) else value


def write_csv(target: Path, records: Iterable[Sequence[object]]) -> None:
    """Write a list for people to open in a spreadsheet program, whole or not at all."""
    text = "".join(csv_record([neutral(value) for value in record]) for record in records)
    write_text_whole(target, text, "utf-8-sig")
