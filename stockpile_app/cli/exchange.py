"""Spreadsheets in, the audit workbook out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from stockpile_app import audit as journal
from stockpile_app.base import tr
from stockpile_app.base.quantity import grouped
from stockpile_app.cli.outcome import DONE, REFUSED, answer, show_findings, tell
from stockpile_app.cli.session import on_books
from stockpile_app.exchange.audit_workbook import write_audit_workbook
from stockpile_app.exchange.correction_workbook import write_corrections
from stockpile_app.exchange.importing import ImportReport, ImportRequest, import_sheet
from stockpile_app.exchange.profile import Profile
from stockpile_app.exchange.profile_file import load_profile
from stockpile_app.store import Stockpile


@click.command("import")
@on_books
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--profile", "profile_path", type=click.Path(path_type=Path), required=True,
              help="Which column means what (TOML).")  # fmt: skip
@click.option("--source", default="", help="Which register this is: its name, or “new”.")
@click.option("--account", default="", help="Where all of it stands, when no column says so.")
@click.option("--account-kind", type=click.Choice(["location", "holder"]), default=None)
@click.option("--corrections", type=click.Path(path_type=Path), help="Where refused rows go (workbook).")
@click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
@click.option("--all-or-nothing", is_flag=True, help="Post nothing when any row is refused.")
@click.option("--id", "operation_id", default="", help="Your own id: the same id twice posts once.")
def import_command(
    stockpile: Stockpile,
    sheet: Path,
    profile_path: Path,
    source: str,
    account: str,
    account_kind: str | None,
    corrections: Path | None,
    dry_run: bool,
    all_or_nothing: bool,
    operation_id: str,
    as_json: bool,
) -> int:
    """Bring the foreign spreadsheet SHEET into FILE."""
    profile = _profile(profile_path, account, account_kind)
    request = ImportRequest(
        operation_id=operation_id or stockpile.ids.new_id(),
        path=sheet,
        profile=profile,
        source=source,
        all_or_nothing=all_or_nothing,
        dry_run=dry_run,
    )
    report = import_sheet(stockpile, request)
    show_findings(report.findings)
    workbook = ""
    if report.refused and not dry_run:
        target = corrections or stockpile.path.with_name(
            f"{stockpile.path.stem}-corrections-{sheet.stem}.xlsx"
        )
        write_corrections(target, profile, report.headers, report.refused, report.findings)
        workbook = str(target)
    answer(as_json, _as_json(report, dry_run, workbook), _lines(report, dry_run, workbook))
    return REFUSED if report.rows_refused else DONE


def _profile(path: Path, account: str, account_kind: str | None) -> Profile:
    profile = load_profile(path)
    defaults = profile.defaults
    if account:
        defaults = replace(defaults, account=account)
    if account_kind:
        defaults = replace(defaults, account_kind=type(defaults.account_kind)(account_kind))
    return replace(profile, defaults=defaults)


def _as_json(report: ImportReport, dry_run: bool, workbook: str) -> dict[str, object]:
    return {
        "source": report.source,
        "rows_read": report.rows_read,
        "rows_blank": report.rows_blank,
        "rows_valid": report.rows_valid,
        "rows_created": report.rows_created,
        "rows_unchanged": report.rows_unchanged,
        "rows_refused": report.rows_refused,
        "rows_missing": report.rows_missing,
        "accounts_created": report.accounts_created,
        "item_types_created": report.item_types_created,
        "quantity_total": report.quantity_total,
        "quantity_created": report.quantity_created,
        "value_total": report.value_total,
        "number": report.number,
        "posted": report.posted,
        "dry_run": dry_run,
        "correction_workbook": workbook,
        "findings": report.findings,
    }


def _lines(report: ImportReport, dry_run: bool, workbook: str) -> Iterator[str]:
    yield tr(
        "Read {read}, blank {blank}, valid {valid}, created {created}, unchanged {unchanged}, refused {refused}, "
        "missing {missing}",
        read=grouped(report.rows_read),
        blank=grouped(report.rows_blank),
        valid=grouped(report.rows_valid),
        created=grouped(report.rows_created),
        unchanged=grouped(report.rows_unchanged),
        refused=grouped(report.rows_refused),
        missing=grouped(report.rows_missing),
    )
    yield tr(
        "Control totals over rows read: quantity {quantity}, value {value}",
        quantity=grouped(report.quantity_total),
        value=report.value_total,
    )
    if dry_run:
        yield tr("Dry run: nothing was written")
    elif report.number and not report.posted:
        yield tr("This request was posted before: {number}", number=report.number)
    elif report.posted:
        yield tr("Posted {number} from source “{source}”", number=report.number, source=report.source)
    else:
        yield tr("Nothing was written")
    if workbook:
        yield tr("Refused rows to mend and bring back: {file}", file=workbook)


@click.command()
@on_books
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--from", "period_from", default="", help="First day, YYYY-MM-DD.")
@click.option("--to", "period_to", default="", help="Last day, YYYY-MM-DD.")
def audit(stockpile: Stockpile, target: Path, period_from: str, period_to: str, as_json: bool) -> int:
    """Write the audit workbook of FILE to TARGET (.xlsx); books that do not hold are exported and labelled so."""
    proof = journal.verify(stockpile)
    for trouble in proof.troubles:
        tell(f"{trouble.check}: {trouble.sentence}")
    found = [trouble.sentence for trouble in proof.troubles]
    summary = write_audit_workbook(
        stockpile, target, period_from=period_from, period_to=period_to, troubles=found
    )
    journal.note_activity(stockpile, "export", target.name)
    proved = tr("Wrote {file}: proved to entry {size}", file=target, size=proof.size)
    fails = tr("Wrote {file}. The books do not hold, and its cover says so", file=target)
    answer(
        as_json,
        {"file": str(target), "holds": proof.holds, "journal_size": proof.size, "root": proof.root,
         "summary": summary, "troubles": proof.troubles},
        [proved if proof.holds else fails],
    )  # fmt: skip
    return DONE if proof.holds else REFUSED


COMMANDS = (import_command, audit)
