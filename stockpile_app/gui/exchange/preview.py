"""What an import would do, gathered for the eye: totals, findings by kind, every row with its state.

Nothing here touches the window; all of it runs on a worker, and a hundred thousand rows cost no
more than a few plain passes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

from stockpile_app.base import Finding, Progress, Refused, Severity
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.import_lines import line_maker
from stockpile_app.exchange.importing import ImportReport, ImportRequest, import_rows
from stockpile_app.exchange.model import ParsedRow, RawSheet, ReadRow, SheetRows
from stockpile_app.exchange.profile import Field, Profile, check_profile
from stockpile_app.exchange.read_rows import find_columns, judge_rows
from stockpile_app.exchange.sheet_reader import shown_name
from stockpile_app.store import Stockpile

_WEIGHT = {Severity.REFUSAL: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class RowState(IntEnum):
    """What will become of a row."""

    VALID = 0
    WARNING = 1
    REFUSED = 2


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one kind.

    Attributes:
        first: The first of them, which stands for all.
        rows: Positions in the sheet, in order; empty for a finding about the file.
        count: How many there are.
    """

    first: Finding
    rows: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row of the sheet, beside what it becomes.

    Attributes:
        finding: The heaviest finding about it, if there is one.
        raw: Field to text as it stands in the file.
    """

    row: int
    state: RowState
    values: ParsedRow | None
    finding: Finding | None
    raw: Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Preview:
    """A rehearsed import.

    Attributes:
        identical: Rows that are byte for byte like another; all of them are kept.
        positions: Row number to position.
        by_row: Row number to its findings, heaviest first.
        accounts, item_types: Names that the books do not know and that would be created.
    """

    sheet: SheetRows
    report: ImportReport
    groups: tuple[Group, ...]
    identical: int
    positions: Mapping[int, int]
    by_row: Mapping[int, tuple[Finding, ...]]
    places: Mapping[Field, int]
    accounts: tuple[str, ...]
    item_types: tuple[str, ...]

    def row_at(self, position: int) -> PreviewRow:
        """One row, made when it is shown."""
        read = self.sheet.rows[position]
        found = self.by_row.get(read.row, ())
        raw = {field: read.raw[place] for field, place in self.places.items() if place < len(read.raw)}
        return PreviewRow(read.row, _state(read, found), read.values, found[0] if found else None, raw)

    @property
    def next_rows(self) -> list[int]:
        """Positions of all rows with a refusal or a warning, in the order of the sheet."""
        told = (row for row, found in self.by_row.items() if found[0].severity is not Severity.NOTE)
        return sorted(self.positions[row] for row in told if row in self.positions)


def preview(
    stockpile: Stockpile, raw: RawSheet, profile: Profile, path: Path, source: str, progress: Progress
) -> Preview:
    """Judge the sheet and rehearse the import; nothing is written.

    Raises:
        Refused: the file cannot be read for certain under this profile, or its source must be named.
        Cancelled: `progress` raised it.
    """
    lacking = list(check_profile(profile))
    if lacking:
        raise Refused(lacking)
    sheet = judge_rows(raw, profile, shown_name(path), progress)
    asked = ImportRequest(
        operation_id=stockpile.ids.new_id(), path=path, profile=profile, source=source, dry_run=True
    )
    report = import_rows(stockpile, asked, sheet, progress)
    positions = {row.row: position for position, row in enumerate(sheet.rows)}
    accounts, items = _would_create(stockpile, profile, sheet, {row.row for row in report.refused})
    serial = profile.defaults.tracking is Tracking.SERIAL  # there a second one is refused, not kept
    doubled = Counter(row.digest for row in sheet.rows) if not serial else Counter[bytes]()
    return Preview(
        sheet=sheet,
        report=report,
        groups=_grouped(report.findings, positions),
        identical=sum(count for count in doubled.values() if count > 1),
        positions=positions,
        by_row=_by_row(report.findings),
        places=find_columns(sheet.headers, profile, shown_name(path)),
        accounts=accounts,
        item_types=items,
    )


def book(stockpile: Stockpile, shown: Preview, request: ImportRequest, progress: Progress) -> ImportReport:
    """Post what was previewed."""
    return import_rows(stockpile, replace(request, dry_run=False), shown.sheet, progress)


def _state(read: ReadRow, found: tuple[Finding, ...]) -> RowState:
    if read.values is None or (found and found[0].severity is Severity.REFUSAL):
        return RowState.REFUSED
    if found and found[0].severity is Severity.WARNING:
        return RowState.WARNING
    return RowState.VALID


def _by_row(findings: tuple[Finding, ...]) -> dict[int, tuple[Finding, ...]]:
    collected: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:  # the report has them heaviest first
        if finding.row:
            collected[finding.row].append(finding)
    return {row: tuple(found) for row, found in collected.items()}


def _grouped(findings: tuple[Finding, ...], positions: Mapping[int, int]) -> tuple[Group, ...]:
    collected: defaultdict[tuple[int, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        collected[_WEIGHT[finding.severity], finding.rule, finding.field].append(finding)
    return tuple(
        Group(
            found[0],
            tuple(sorted(positions[one.row] for one in found if one.row in positions)),
            len(found),
        )
        for _key, found in sorted(collected.items(), key=lambda one: (one[0][0], -len(one[1])))
    )


def _would_create(
    stockpile: Stockpile, profile: Profile, sheet: SheetRows, refused: set[int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of accounts and item types that the valid rows would add, each told once."""
    maker = line_maker(stockpile, profile)
    seen: set[tuple[str, ...]] = set()
    for row in sheet.rows:
        values = row.values
        if values is None or row.row in refused:
            continue
        key = (values.account, values.item_name, values.item_code, values.make, values.model, values.calibre,
               values.unit)  # fmt: skip
        if key not in seen:
            seen.add(key)
            maker.line(row, values)
    return tuple(one.title for one in maker.new_accounts), tuple(one.title for one in maker.new_items)
