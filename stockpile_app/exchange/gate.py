"""The gate for foreign workbooks: what must hold before any parser sees the cells.

A workbook is a zip of XML.  Its directory is judged first (size, tightness, macros, links,
controls), then every XML member is read once as a stream: declarations are refused, and the cells
of every sheet are counted with their extent, since two cells at opposite corners of a sheet make
parsers reserve memory for everything in between.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from stockpile_app.exchange.file_kind import ZIP_DAMAGE, ole_names, open_zip
from stockpile_app.exchange.model import SheetFormat
from stockpile_app.exchange.refusals import GateRefusal, Reason
from stockpile_app.exchange.sheet_scan import OdsCells, XlsxCells, scan_member

MEGABYTE = 2**20
LARGEST_FILE = 200 * MEGABYTE
LARGEST_UNPACKED = 200 * MEGABYTE
TIGHTEST_RATIO = 100
MOST_MEMBERS = 5_000
LARGEST_AREA = 10_000_000  # cells between the first and the last

_MACROS = re.compile(
    r"vbaproject|vbadata|(^|/)macrosheets/|^basic/|^scripts/|(^|/)dialogsheets/", re.IGNORECASE
)
_ACTIVE = re.compile(r"(^|/)(externallinks|activex|embeddings|ctrlprops)/|^object \d+/", re.IGNORECASE)
_HARMLESS = re.compile(r"/$|\.xml\.rels$", re.IGNORECASE)
_MACRO_STORAGES = {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA", "Macros"}


@dataclass(slots=True)
class Inspected:
    """What the gate learnt of an accepted workbook.

    Attributes:
        cells: Cells of all sheets, for the progress.
        without_value: Member name -> cells (row, column from 1) that hold a fault or a formula
            never computed; a parser shows them as empty.
    """

    cells: int = 0
    without_value: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)


def inspect_workbook(data: bytes, kind: SheetFormat, progress: Callable[[int, int], None]) -> Inspected:
    """Judge a workbook's bytes; returns what was learnt or raises `GateRefusal`."""
    if kind is SheetFormat.XLS:
        _inspect_ole(data)
        return Inspected()
    with open_zip(data) as archive:
        members = archive.infolist()
        _check_directory(members)
        try:
            _check_content_types(archive, kind)
            return _scan(archive, members, kind, progress)
        except (*ZIP_DAMAGE, RuntimeError, zipfile.LargeZipFile) as damage:
            raise GateRefusal(Reason.DAMAGED_ZIP, detail=type(damage).__name__) from None
        except Exception as damage:
            if type(damage).__module__ != "zlib":
                raise
            raise GateRefusal(Reason.DAMAGED_ZIP, detail="zlib") from None


def check_file_size(size: int) -> None:
    """Refuse a file whose bytes alone are too many."""
    if size > LARGEST_FILE:
        raise GateRefusal(Reason.TOO_LARGE, size=size // MEGABYTE, limit=LARGEST_FILE // MEGABYTE)


def check_extent(rows: int, columns: int) -> None:
    """Refuse a sheet whose first and last cell are too far apart."""
    if rows * columns > LARGEST_AREA:
        raise GateRefusal(Reason.EXTENT, rows=rows, columns=columns, limit=LARGEST_AREA)


def _inspect_ole(data: bytes) -> None:
    names = set(ole_names(data))
    if macro := names & _MACRO_STORAGES:
        raise GateRefusal(Reason.MACROS, member=min(macro))


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    """Everything that can be told from the names and sizes alone."""
    for check in (_check_names, _check_sizes, _check_packing):
        check(members)


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(set(names)) != len(names):
        raise GateRefusal(Reason.DAMAGED_ZIP, detail="members of the same name")
    for name in names:
        if _HARMLESS.search(name):
            continue
        if _MACROS.search(name):
            raise GateRefusal(Reason.MACROS, member=name)
        if _ACTIVE.search(name):
            raise GateRefusal(Reason.ACTIVE_CONTENT, member=name)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > LARGEST_UNPACKED:
        raise GateRefusal(Reason.UNPACKED_SIZE, size=unpacked // MEGABYTE, limit=LARGEST_UNPACKED // MEGABYTE)
    if unpacked > TIGHTEST_RATIO * max(packed, 1) and unpacked > MEGABYTE:
        raise GateRefusal(Reason.RATIO, ratio=unpacked // max(packed, 1), limit=TIGHTEST_RATIO)


def _check_packing(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise GateRefusal(Reason.DAMAGED_ZIP, detail=f"{len(members)} members")
    for member in members:
        if member.flag_bits & 0x1:
            raise GateRefusal(Reason.ENCRYPTED)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise GateRefusal(Reason.DAMAGED_ZIP, detail=f"packing {member.compress_type}")


def _check_content_types(archive: zipfile.ZipFile, kind: SheetFormat) -> None:
    """A workbook that declares macros or encryption without the usual member names."""
    names = set(archive.namelist())
    types, manifest = "[Content_Types].xml", "META-INF/manifest.xml"
    if kind is SheetFormat.XLSX and types in names and b"macroenabled" in archive.read(types).lower():
        raise GateRefusal(Reason.MACROS, member=types)
    if manifest in names and b"encryption-data" in archive.read(manifest):
        raise GateRefusal(Reason.ENCRYPTED)


def _scan(
    archive: zipfile.ZipFile,
    members: list[zipfile.ZipInfo],
    kind: SheetFormat,
    progress: Callable[[int, int], None],
) -> Inspected:
    total = sum(member.file_size for member in members)
    done = 0
    learnt = Inspected()
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels", ".vml")):
            cells = scan_member(archive, member, kind, partial(_report, progress, done, total))
            _keep(learnt, member.filename, cells)
        done += member.file_size
        progress(done, total)
    return learnt


def _report(progress: Callable[[int, int], None], before: int, total: int, read: int) -> None:
    progress(before + read, total)


def _keep(learnt: Inspected, member: str, cells: XlsxCells | OdsCells) -> None:
    for rows, columns in cells.extents():
        check_extent(rows, columns)
    learnt.cells += cells.count
    if cells.without_value:
        learnt.without_value[member] = frozenset(cells.without_value)
