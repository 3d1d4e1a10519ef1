"""The checkpoint that a workbook carries on its cover, read without a spreadsheet program."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

from stockpile_app.audit.note import read_note
from stockpile_app.base import KnownError

_MOST = 64 << 20
_TEXT = re.compile(r"<t(?: [^>]*)?>([^<]*)</t>")


def note_in_workbook(path: Path) -> str:
    """The first text of the workbook that is a checkpoint; '' when it carries none."""
    try:
        with zipfile.ZipFile(path) as book:
            for part in book.infolist():
                if part.filename.endswith("haredStrings.xml") and part.file_size <= _MOST:
                    return _note_among(book.read(part).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zipfile.zlib.error):
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
