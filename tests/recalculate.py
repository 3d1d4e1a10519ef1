"""Let LibreOffice calculate a workbook again, every formula, and compare with what the file says.

LibreOffice believes cached values of a file like ours unless told otherwise: a private profile tells
it to recalculate always (`OOXMLRecalcMode` 0).  Then every formula cell is compared, and the checks
are read.

    outcome = recalculate(workbook, tmp_path)
    assert not outcome.differences and outcome.adds_up
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

RESULTS = "check_results"
DIFFERENCES = "check_differences"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_soffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed: sh installers/system_packages.sh tests"
)

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""

Value = int | float | str | bool | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A formula cell whose value in the file is not what LibreOffice computes."""

    sheet: str
    cell: str
    cached: Value
    computed: Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the recalculation showed.

    Attributes:
        formulas: How many formula cells were compared.
        results: The words of the check cells, as computed.
        off: The differences of the checks, as computed.
    """

    formulas: int
    differences: tuple[Difference, ...]
    results: tuple[str, ...]
    off: tuple[Value, ...]

    @property
    def adds_up(self) -> bool:
        """Whether every check has a result, and all of them the same good one."""
        return bool(self.off) and all(value == 0 for value in self.off) and len(set(self.results)) == 1


def recalculate(workbook: Path, folder: Path) -> Outcome:
    """Compare every formula cell of the workbook with LibreOffice's own result."""
    again = load_workbook(computed_copy(workbook, folder), data_only=True)
    cached = load_workbook(workbook, data_only=True)
    formulas = list(_formula_cells(workbook))
    differences = [
        Difference(sheet, cell, cached[sheet][cell].value, again[sheet][cell].value)
        for sheet, cell in formulas
        if cached[sheet][cell].value != again[sheet][cell].value
    ]
    return Outcome(
        formulas=len(formulas),
        differences=tuple(differences),
        results=tuple(map(str, _named(again, RESULTS))),
        off=tuple(_named(again, DIFFERENCES)),
    )


def computed_copy(workbook: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it after calculating everything."""
    assert SOFFICE is not None
    profile = folder / "office-profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_PROFILE, encoding="utf-8")
    into = folder / "computed"
    into.mkdir(exist_ok=True)
    command = [
        SOFFICE, "--headless", "--norestore", f"-env:UserInstallation={profile.resolve().as_uri()}",
        "--convert-to", "xlsx", "--outdir", str(into), str(workbook),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    made = into / workbook.name
    assert made.is_file(), done.stdout + done.stderr
    return made


def _formula_cells(workbook: Path) -> Iterator[tuple[str, str]]:
    book = load_workbook(workbook, read_only=True)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield sheet.title, cell.coordinate
    book.close()


def _named(book: Workbook, name: str) -> list[Value]:
    """The values of the cells that a name of the workbook stands for."""
    found: list[Value] = []
    for sheet, cells in book.defined_names[name].destinations:
        for row in book[sheet][cells.replace("$", "")]:
            found += [cell.value for cell in (row if isinstance(row, tuple) else (row,))]
    return found


def with_cell(workbook: Path, copy: Path, sheet: str, cell: str, change: Callable[[str], str]) -> Path:
    """A copy in which one cell's stored value was changed, and nothing else."""
    number = load_workbook(workbook, read_only=True).sheetnames.index(sheet) + 1
    member = f"xl/worksheets/sheet{number}.xml"
    pattern = re.compile(rf'(<c r="{cell}"[^>]*>(?:<f>[^<]*</f>)?<v>)([^<]*)(</v>)')
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == member:
                text, changed = pattern.subn(
                    lambda found: found[1] + change(found[2]) + found[3], content.decode(), count=1
                )
                assert changed == 1, f"{sheet}!{cell} holds no value"
                content = text.encode()
            target.writestr(info, content)
    return copy
