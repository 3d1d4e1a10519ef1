"""A workbook for whoever owns a foreign file: the refused rows to mend.

The correction workbook holds the refused rows exactly as they were read, every cell as text, under
the file's own headers in their order; what was wrong stands in further columns at the end.  Mended,
it comes back through the same profile, or the one written beside it when the file was no xlsx.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from stockpile_app.base import Finding, Progress, Severity, silent, tr
from stockpile_app.exchange.model import ReadRow, SheetFormat
from stockpile_app.exchange.profile import Profile
from stockpile_app.exchange.profile_file import save_profile
from stockpile_app.exchange.sheet_table import Running, Styles, set_page, sheet_name
from stockpile_app.exchange.sheet_writer import Book, Cell, CellSheet, Style, places, write_workbook

_UNDATED = datetime(1980, 1, 1)  # noqa: DTZ001  (a workbook that tells no time)
_LETTERS_A_COLUMN = (8, 32)
_STEP = 500


def write_correction_workbook(
    target: Path,
    headers: Sequence[str],
    rows: Sequence[ReadRow],
    findings: Sequence[Finding] = (),
    *,
    header_row: int = 1,
    sheet: str = "",
    made_at: datetime = _UNDATED,
    progress: Progress = silent,
) -> int:
    """Write the refused rows of an import, to be mended and brought back; gives how many.

    Args:
        headers: The file's own headers, in order.
        rows: The refused rows as read.
        findings: What the import says; those about other rows are left out.
        header_row, sheet: As the profile says, so that the workbook fits it again.
        made_at: The moment the workbook says it was made, UTC.

    Raises:
        KnownError: the disk refuses; nothing is left behind.
    """
    fill = partial(_fill_correction, headers, rows, findings, header_row, sheet, progress)
    write_workbook(target, made_at, tr("Rows to mend"), tr("Refused rows of an import"), fill)
    return len(rows)


def write_corrections(
    target: Path,
    profile: Profile,
    headers: Sequence[str],
    rows: Sequence[ReadRow],
    findings: Sequence[Finding] = (),
) -> Path | None:
    """Write the correction workbook of a file read under `profile`, ready to be brought back.

    Returns:
        The profile that reads it, written beside it; None when the file's own profile does.
    """
    write_correction_workbook(
        target, headers, rows, findings, header_row=profile.header_row, sheet=profile.sheet
    )
    if profile.format is SheetFormat.XLSX:
        return None
    beside = target.with_suffix(".toml")
    save_profile(replace(profile, format=SheetFormat.XLSX), beside)
    return beside


def _fill_correction(
    headers: Sequence[str],
    rows: Sequence[ReadRow],
    findings: Sequence[Finding],
    header_row: int,
    name: str,
    progress: Progress,
    book: Book,
) -> None:
    styles = Styles(book)
    page: CellSheet = book.add_worksheet(sheet_name(name or tr("Rows to mend")), CellSheet)
    width = max([len(headers), *(len(row.raw) for row in rows)])
    head = [*headers, *[""] * (width - len(headers))]
    told = _told(findings)
    page.put(
        header_row,
        places([styles.header] * width + [styles.noted_header] * len(_added_titles(head))),
        [*head, *_added_titles(head)],
        30,
    )
    for at, row in enumerate(rows, 1):
        own = _own_findings(row, told)
        cells = [*row.raw, *[""] * (width - len(row.raw)), *_added_cells(row, own)]
        page.put(header_row + at, places(_row_styles(styles, head, own)), cells, _height(own))
        if at % _STEP == 0:
            progress(at, len(rows), tr("rows"))
    _finish(page, head, rows, header_row, styles)


def _told(findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    told: dict[int, list[Finding]] = {}
    for finding in findings:
        told.setdefault(finding.row, []).append(finding)
    return told


def _own_findings(row: ReadRow, told: dict[int, list[Finding]]) -> list[Finding]:
    """What is said about this row, each thing once, refusals only where there are any."""
    own = list(dict.fromkeys([*row.findings, *told.get(row.row, [])]))
    return [one for one in own if one.severity is Severity.REFUSAL] or own


def _added_titles(head: Sequence[str]) -> list[str]:
    """The further headers, each of a name that the file does not have."""
    wanted = (tr("Row in the file"), tr("Finding"), tr("Expected"), tr("Found"), tr("Remedy"))
    return [f"{title} *" if title in head else title for title in wanted]


def _added_cells(row: ReadRow, own: Sequence[Finding]) -> list[Cell]:
    sentences = [f"{one.field}: {one.sentence}" if one.field else one.sentence for one in own]
    columns = (
        sentences,
        [one.expected for one in own],
        [one.got for one in own],
        [one.remedy for one in own],
    )
    return [row.row, *("\n".join(dict.fromkeys(filter(None, texts))) for texts in columns)]


def _row_styles(styles: Styles, head: Sequence[str], own: Sequence[Finding]) -> list[Style]:
    """The cells that a finding names are marked."""
    named = {one.field for one in own}
    body = [styles.noted if title and title in named else styles.free_text for title in head]
    return [*body, styles.plain_number, *[styles.wrapped] * 4]


def _height(own: Sequence[Finding]) -> float:
    lines = sum(max(1, -(-len(one.remedy) // 44), -(-len(one.sentence) // 44)) for one in own)
    return 12.8 * lines + 2 if lines > 1 else 0


def _finish(
    page: CellSheet, head: Sequence[str], rows: Sequence[ReadRow], header_row: int, styles: Styles
) -> None:
    least, most = _LETTERS_A_COLUMN
    for at, title in enumerate(head):
        longest = max([len(title), *(len(row.raw[at]) for row in rows if at < len(row.raw))])
        page.set_column(at, at, min(max(longest, least), most) + 1.5, styles.free_text)
    for offset, width in enumerate((9, 44, 28, 24, 44)):
        page.set_column(len(head) + offset, len(head) + offset, width)
    page.freeze_panes(header_row, 0)
    page.repeat_rows(header_row - 1)
    page.autofilter(header_row - 1, 0, header_row - 1 + len(rows), len(head) + 4)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    set_page(page, Running(tr("Rows to mend"), "", tr("Mend the rows and import this workbook")))
