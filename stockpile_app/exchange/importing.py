"""Bring a foreign spreadsheet into the books: one file, one operation, one transaction.

A file that cannot be read for certain changes nothing.  A row that breaks a rule is refused alone;
the valid rows post together, unless all or nothing was asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from stockpile_app.access import acting, rehearsing
from stockpile_app.base import Finding, Progress, Refused, Severity, silent, tr
from stockpile_app.base.clock import local_minute
from stockpile_app.base.collecting import nothing_collected
from stockpile_app.base.finding import finding_order
from stockpile_app.exchange.import_lines import LineMaker, line_maker
from stockpile_app.exchange.import_source import RowKey, Source, choose_source, row_keys
from stockpile_app.exchange.model import ReadRow, SheetRows
from stockpile_app.exchange.profile import Profile, check_profile
from stockpile_app.exchange.read_rows import read_rows
from stockpile_app.exchange.records import ImportedFile, ImportedRow, ImportSource
from stockpile_app.ledger import AccountKind, Changes, Line, Posted, VoucherKind, virtual_account
from stockpile_app.ledger.compose import Draft, compose
from stockpile_app.ledger.facts import Posting
from stockpile_app.ledger.post import check, posted_before, without_lines, write
from stockpile_app.store import Stockpile

LISTED = "listed at import"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequest:
    """What to bring in, and how.

    Attributes:
        source: Which register this is: a name, `new`, or '' to find out.
        all_or_nothing: Post nothing when any row is refused.
        dry_run: Say what would happen, change nothing.
    """

    operation_id: str
    path: Path
    profile: Profile
    source: str = ""
    all_or_nothing: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do.

    Attributes:
        quantity_total, value_total: Control totals over the rows read whose values can be read.
        quantity_created: Plain sum of the quantities that were booked.
        number: The voucher; '' when nothing was created.
        refused: The refused rows, for the correction workbook.
        entry: The journal entry; 0 when nothing was written.
    """

    source: str
    rows_read: int
    rows_blank: int
    rows_valid: int
    rows_created: int
    rows_unchanged: int
    rows_refused: int
    rows_missing: int
    accounts_created: int
    item_types_created: int
    quantity_total: int
    quantity_created: int
    value_total: Decimal
    number: str
    entry: int
    findings: tuple[Finding, ...]
    headers: tuple[str, ...]
    refused: tuple[ReadRow, ...]
    posted: bool

    @property
    def changes(self) -> Changes:
        """What pages have to refresh."""
        touched = self.entry > 0
        return Changes(
            entry=self.entry,
            accounts=touched,
            catalogue=touched,
            vouchers=touched,
            holdings=touched,
            imports=touched,
        )


@dataclass(slots=True)
class _Plan:
    """An import on its way: the sheet, its source, and which rows go where."""

    request: ImportRequest
    sheet: SheetRows
    keys: list[RowKey]
    source: Source
    maker: LineMaker
    lines: list[Line]
    unchanged: int
    refused: dict[int, ReadRow]


def import_sheet(stockpile: Stockpile, request: ImportRequest, progress: Progress = silent) -> ImportReport:
    """Read a spreadsheet and book its valid rows.

    Raises:
        Refused: the file cannot be read for certain, or its source must be named; nothing changed.
        Cancelled: `progress` raised it; nothing changed.
    """
    unfit = list(check_profile(request.profile))
    if unfit:
        raise Refused(unfit)
    with nothing_collected():
        return import_rows(stockpile, request, read_rows(request.path, request.profile, progress), progress)


def import_rows(
    stockpile: Stockpile, request: ImportRequest, sheet: SheetRows, progress: Progress = silent
) -> ImportReport:
    """Book the valid rows of a sheet that has been read already (the wizard's preview)."""
    held = (rehearsing if request.dry_run else acting)(stockpile, request.profile.defaults.voucher)
    with nothing_collected(), held:
        earlier = posted_before(stockpile, request.operation_id)
        if earlier:
            return _repeated(stockpile, sheet, earlier)
        plan = _plan(stockpile, request, sheet)
        progress(0, len(plan.lines), tr("rows"))
        posting = compose(stockpile, _draft(stockpile, plan))
        findings = [*_sheet_findings(plan), *(check(stockpile, posting) if plan.lines else ())]
        _set_aside(plan, findings)
        progress(len(plan.lines) // 2, len(plan.lines), tr("rows"))
        posting = without_lines(posting, set(plan.refused))
        writes = bool(posting.movements) and not (request.all_or_nothing and plan.refused)
        posted = _write(stockpile, plan, posting) if writes else None
        progress(len(plan.lines), len(plan.lines), tr("rows"))
        return _report(plan, posting, posted, findings)


def _repeated(stockpile: Stockpile, sheet: SheetRows, earlier: Posted) -> ImportReport:
    """The same operation again: what it posted before stands, and nothing is added."""
    source = stockpile.value(
        "SELECT s.name FROM import_file f JOIN import_source s ON s.id = f.source_id WHERE f.entry = ?",
        [earlier.entry],
    )
    return ImportReport(
        source=str(source or ""),
        rows_read=sheet.rows_read,
        rows_blank=sheet.rows_blank,
        rows_valid=sheet.rows_read,
        rows_created=0,
        rows_unchanged=sheet.rows_read,
        rows_refused=0,
        rows_missing=0,
        accounts_created=0,
        item_types_created=0,
        quantity_total=sheet.quantity_total,
        quantity_created=0,
        value_total=sheet.value_total,
        number=earlier.number,
        entry=0,
        findings=(),
        headers=sheet.headers,
        refused=(),
        posted=False,
    )


def _plan(stockpile: Stockpile, request: ImportRequest, sheet: SheetRows) -> _Plan:
    keys = row_keys(sheet.rows)
    source = choose_source(stockpile, request.source, request.path.name, request.profile, keys)
    plan = _Plan(request, sheet, keys, source, line_maker(stockpile, request.profile), [], 0, {})
    for key, row in zip(keys, sheet.rows, strict=True):
        if key in source.known:
            plan.unchanged += 1
        elif row.values is None:
            plan.refused[row.row] = row
        else:
            plan.lines.append(plan.maker.line(row, row.values))
    return plan


def _draft(stockpile: Stockpile, plan: _Plan) -> Draft:
    zone = str(stockpile.value("SELECT zone FROM stockpile"))
    now = local_minute(stockpile.clock.now(), zone)
    given = plan.request.profile.defaults.effective_on
    return Draft(
        kind=VoucherKind(plan.request.profile.defaults.voucher),
        operation_id=plan.request.operation_id,
        effective_at=given.isoformat() if given else now,
        lines=tuple(plan.lines),
        from_account=virtual_account(stockpile, AccountKind.SOURCE),
        head={"document": plan.request.path.name},
        accept_look_alike=LISTED,
        compared=False,
        new_accounts=tuple(plan.maker.new_accounts),
        new_item_types=tuple(plan.maker.new_items),
    )


def _sheet_findings(plan: _Plan) -> list[Finding]:
    """What reading said, about the file and about every row that is not in the books already."""
    known = {row.row for key, row in zip(plan.keys, plan.sheet.rows, strict=True) if key in plan.source.known}
    rows = [finding for row in plan.sheet.rows if row.row not in known for finding in row.findings]
    return [*plan.sheet.findings, *rows, *plan.maker.findings]


def _set_aside(plan: _Plan, findings: Sequence[Finding]) -> None:
    rows = {row.row: row for row in plan.sheet.rows}
    for finding in findings:
        if finding.severity is Severity.REFUSAL and finding.row in rows:
            plan.refused[finding.row] = rows[finding.row]


def _write(stockpile: Stockpile, plan: _Plan, posting: Posting) -> Posted:
    source_id = plan.source.id or int(stockpile.value("SELECT coalesce(max(id), 0) + 1 FROM import_source"))
    created = {movement.line_no for movement in posting.movements}
    file = ImportedFile(
        id=int(stockpile.value("SELECT coalesce(max(id), 0) + 1 FROM import_file")),
        source_id=source_id,
        name=plan.request.path.name,
        sha256=plan.sheet.source.sha256,
        read=plan.sheet.rows_read,
        created=len(created),
        refused=len(plan.refused),
    )
    rows = [
        ImportedRow(source_id, digest, occurrence, posting.voucher.id, row.row)
        for (digest, occurrence), row in zip(plan.keys, plan.sheet.rows, strict=True)
        if row.row in created
    ]
    fresh = [] if plan.source.id else [ImportSource(source_id, plan.source.name, plan.source.profile)]
    return write(stockpile, posting, {"file": file.name}, facts=(*fresh, file, *rows))


def _report(
    plan: _Plan, posting: Posting, posted: Posted | None, findings: Sequence[Finding]
) -> ImportReport:
    sheet, refused = plan.sheet, tuple(plan.refused[row] for row in sorted(plan.refused))
    new = posting.new if posted else ()
    created = posting.movements if posted else ()
    return ImportReport(
        source=plan.source.name,
        rows_read=sheet.rows_read,
        rows_blank=sheet.rows_blank,
        rows_valid=sheet.rows_read - len(refused),
        rows_created=len(created),
        rows_unchanged=plan.unchanged,
        rows_refused=len(refused),
        rows_missing=plan.source.missing,
        accounts_created=sum(type(record).__name__ == "Account" for record in new),
        item_types_created=sum(type(record).__name__ == "ItemType" for record in new),
        quantity_total=sheet.quantity_total,
        quantity_created=sum(movement.quantity for movement in created),
        value_total=sheet.value_total,
        number=posted.number if posted else "",
        entry=posted.entry if posted and not plan.request.dry_run else 0,
        findings=tuple(sorted(findings, key=finding_order)),
        headers=sheet.headers,
        refused=refused,
        posted=posted is not None and not plan.request.dry_run,
    )
