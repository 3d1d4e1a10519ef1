"""What a file is by its first bytes and its members, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from stockpile_app.exchange.model import SheetFormat
from stockpile_app.exchange.refusals import GateRefusal, Reason

_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta")
_ENDINGS = {
    "csv": SheetFormat.CSV,
    "tsv": SheetFormat.CSV,
    "tab": SheetFormat.CSV,
    "txt": SheetFormat.CSV,
    "dat": SheetFormat.CSV,
    "xlsx": SheetFormat.XLSX,
    "xlsm": SheetFormat.XLSX,
    "xls": SheetFormat.XLS,
    "ods": SheetFormat.ODS,
}
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_OLE_ENTRY = 128  # bytes of a directory entry in an OLE file


def kind_of(data: bytes) -> str:
    """A `SheetFormat` value, `encrypted`, or a word for what else the content is."""
    if data.startswith(_ZIP_MAGIC):
        return _kind_of_zip(data)
    if data.startswith(_OLE_MAGIC):
        return _kind_of_ole(data)
    for magic, kind in _OTHER_MAGIC:
        if data.startswith(magic) and not (
            kind == "program" and data[:512].isascii() and b"\0" not in data[:512]
        ):
            return kind
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return "markup"
    return SheetFormat.CSV


def refuse_wrong_kind(data: bytes, name: str, wanted: str) -> SheetFormat:
    """The file's format, when content, ending and profile agree; refused otherwise.

    Args:
        data: The whole file.
        name: Its name, for the ending.
        wanted: The format the profile is for; '' when there is no profile yet.
    """
    if not data:
        raise GateRefusal(Reason.EMPTY)
    found = kind_of(data)
    if found == "encrypted":
        raise GateRefusal(Reason.ENCRYPTED)
    if found not in set(SheetFormat):
        raise GateRefusal(Reason.UNKNOWN_KIND, found=found)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending and _ENDINGS.get(ending) != found:
        raise GateRefusal(Reason.WRONG_EXTENSION, extension="." + ending, found=found)
    if wanted and wanted != found:
        raise GateRefusal(Reason.WRONG_FORMAT, expected=wanted, found=found)
    return SheetFormat(found)


def ole_names(data: bytes) -> Iterator[str]:
    """The names in the directory of an OLE file, found by their shape on 128-byte borders."""
    for start in range(512, len(data) - _OLE_ENTRY + 1, _OLE_ENTRY):
        length = data[start + 64]
        if not (2 < length <= 64 and length % 2 == 0 and data[start + 65] == 0):
            continue
        if data[start + 66] not in (1, 2, 5):
            continue
        name = data[start : start + length]
        if name[-2:] == b"\0\0":
            yield name[:-2].decode("utf-16-le", "replace")


def _kind_of_ole(data: bytes) -> str:
    names = set(ole_names(data))
    if "EncryptedPackage" in names:
        return "encrypted"
    if names & {"Workbook", "Book"}:
        return SheetFormat.XLS
    if names - {"Root Entry"} and "Root Entry" in names:
        return "ole"
    raise GateRefusal(Reason.DAMAGED_ZIP, detail="OLE")


def _kind_of_zip(data: bytes) -> str:
    """Recognised by the first kilobytes and the directory at the end, without unpacking."""
    with open_zip(data) as archive:
        names = set(archive.namelist())
        if "xl/workbook.bin" in names:
            return "xlsb"
        if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") for name in names):
            return SheetFormat.XLSX
        if "content.xml" in names and _ODS_TYPE in data[:200] + _mimetype(archive, names):
            return SheetFormat.ODS
    return "zip"


def _mimetype(archive: zipfile.ZipFile, names: set[str]) -> bytes:
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 200:
        return b""
    try:
        return archive.read("mimetype")
    except (*ZIP_DAMAGE, RuntimeError) as damage:
        raise GateRefusal(Reason.DAMAGED_ZIP, detail=type(damage).__name__) from None


ZIP_DAMAGE = (zipfile.BadZipFile, EOFError, OSError, ValueError, KeyError, IndexError, NotImplementedError)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """The archive over the bytes; refused when its directory cannot be read."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except Exception as damage:  # noqa: BLE001  (many classes come out of a damaged directory)
        raise GateRefusal(Reason.DAMAGED_ZIP, detail=type(damage).__name__) from None
