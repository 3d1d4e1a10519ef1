"""The checkpoint that a workbook carries on its cover, read without a spreadsheet program."""

from __future__ import annotations

import re
import zipfile
import zlib
from html import unescape
from pathlib import Path

from stockpile_app.audit.note import read_note
from stockpile_app.base import KnownError

_MOST = 64 << 20
_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")
_PARTS = re.compile(r"xl/(sharedStrings|worksheets/sheet1)\.xml")
"""A cover as the program wrote it, and as another program saved it again."""


def note_in_workbook(path: Path) -> str:
    """The first text of the workbook that is a checkpoint; '' when it carries none."""
    try:
        with zipfile.ZipFile(path) as book:
            for part in book.infolist():
                if _PARTS.fullmatch(part.filename) and part.file_size <= _MOST:
                    note = _note_among(book.read(part).decode("utf-8", "replace"))
                    if note:
                        return note
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        pass
    return ""


def _note_among(strings: str) -> str:
    for found in _TEXT.finditer(strings):
        text = unescape(found[1].replace("_x000D_", ""))
        if "\n\n" not in text:
            continue
        try:
            read_note(text)
        except KnownError:
            continue
        return text
    return ""
