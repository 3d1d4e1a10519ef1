"""Certificates: issue one for a batch, print it or its draft, annul it."""

from __future__ import annotations

from pathlib import Path

import click

from stockpile_app import audit
from stockpile_app.access import Requested
from stockpile_app.base import Finding, Refused, Severity, tr
from stockpile_app.base.text import current_language
from stockpile_app.cli import passphrases
from stockpile_app.cli.disposal_asked import batch_of
from stockpile_app.cli.outcome import DONE, answer, tell
from stockpile_app.cli.second_person import say_requested, settled, with_approver
from stockpile_app.cli.session import on_books
from stockpile_app.disposal import batch_numbered
from stockpile_app.disposal.certificates import (
    AnnulmentRequest,
    CertificateRequest,
    CertificateView,
    annul_certificate,
    certificate_view,
    certificates,
    draft_certificate,
    issue_certificate,
)
from stockpile_app.documents.certificate import CertificateJob
from stockpile_app.documents.certificate_paper import sealed_certificate
from stockpile_app.documents.certificate_process import print_apart
from stockpile_app.documents.certificate_words import known_languages
from stockpile_app.documents.page import PageSize
from stockpile_app.documents.pdf_signature import sign_pdf_file
from stockpile_app.store import Stockpile


@click.command()
@on_books
@click.argument("batch")
@click.option(
    "--deactivation", type=int, default=0, help="The weapon's deactivation, for a batch that is deactivated."
)
@click.option(
    "--replaces", default="", help="The annulled certificate that it stands for; the latest without it."
)
@click.option("--remarks", default="")
@click.option("--id", "request", default="", help="The request's own id; the same twice has one effect.")
@with_approver
def certify(
    stockpile: Stockpile,
    batch: str,
    deactivation: int,
    replaces: str,
    remarks: str,
    request: str,
    approver: str,
    as_json: bool,
) -> int:
    """Issue the certificate for what the batch BATCH of FILE destroyed or deactivated."""
    asked = CertificateRequest(
        operation_id=request or stockpile.ids.new_id(),
        batch_id=batch_of(stockpile, batch),
        deactivation_id=deactivation,
        replaces=replaces,
        remarks=remarks,
    )
    outcome = settled(stockpile, issue_certificate(stockpile, asked), approver)
    if isinstance(outcome, Requested):
        return say_requested(outcome, as_json)
    answer(
        as_json,
        {"waiting": False, "number": outcome.number, "lines": outcome.lines, "repeated": outcome.repeated,
         "journal_size": audit.head(stockpile).size},
        [tr("Issued {number} over {lines} lines", number=outcome.number, lines=outcome.lines)],
    )  # fmt: skip
    return DONE


@click.command()
@on_books
@click.argument("number")
@click.option("--reason", required=True, help="What is wrong with it.")
@click.option("--id", "request", default="", help="The request's own id; the same twice has one effect.")
@with_approver
def annul(stockpile: Stockpile, number: str, reason: str, request: str, approver: str, as_json: bool) -> int:
    """Annul the certificate NUMBER of FILE; it stays visible, and brings nothing back."""
    asked = AnnulmentRequest(operation_id=request or stockpile.ids.new_id(), number=number, reason=reason)
    outcome = settled(stockpile, annul_certificate(stockpile, asked), approver)
    if isinstance(outcome, Requested):
        return say_requested(outcome, as_json)
    answer(
        as_json,
        {"waiting": False, "number": outcome.number, "journal_size": audit.head(stockpile).size},
        [tr("{number} is annulled", number=outcome.number)],
    )
    return DONE


@click.command()
@on_books
@click.argument("number", required=False, default="")
@click.argument("target", required=False, type=click.Path(path_type=Path))
@click.option("--language", default="", help="One language, or two side by side: en,ar.")
@click.option("--page", type=click.Choice(["A4", "Letter"]), default="A4")
@click.option("--sign", "keys", type=click.Path(path_type=Path), help="Sign the PDF with this PKCS#12 file.")
def certificate(
    stockpile: Stockpile,
    number: str,
    target: Path | None,
    language: str,
    page: str,
    keys: Path | None,
    as_json: bool,
) -> int:
    """Print the certificate NUMBER of FILE to the PDF file TARGET, or a batch's draft; list them without."""
    if not number:
        return _listed(stockpile, as_json)
    if target is None:
        raise click.UsageError(tr("Name the PDF file to print to"))
    view = _view(stockpile, number)
    languages = _languages(language)
    print_apart(
        CertificateJob(sealed_certificate(stockpile, view, languages), target, PageSize(page)), _progress
    )
    if keys is not None:
        sign_pdf_file(target, keys, passphrases.keys(), tr("Certificate {number}", number=view.number))
    audit.note_activity(stockpile, "print", view.number or view.batch.number)
    answer(
        as_json,
        {"number": view.number, "state": view.state, "file": str(target), "languages": languages,
         "lines": len(view.weapons) + len(view.lots), "signed": keys is not None, "against": view.asked},
        [tr("Printed {number} to {file}", number=view.number or view.batch.number, file=target), *view.asked],
    )  # fmt: skip
    return DONE


def _listed(stockpile: Stockpile, as_json: bool) -> int:
    rows = certificates(stockpile)
    answer(
        as_json,
        {"certificates": rows},
        [
            " · ".join(filter(None, (
                row.number, row.issued_on, row.batch, tr("{count} lines", count=row.lines),
                tr("replaces {number}", number=row.replaces) if row.replaces else "",
                tr("annulled") if row.annulled else "")))
            for row in rows
        ] or [tr("No certificate has been issued")],
    )  # fmt: skip
    return DONE


def _progress(done: int, total: int, unit: str) -> None:
    if total > 20 and done < total:
        tell(f"{done} / {total} {unit}")


def _languages(text: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    known = known_languages()
    if len(asked) > 2 or set(asked) - set(known):
        raise click.BadParameter(
            tr("one or two of: {known}", known=", ".join(known)), param_hint="--language"
        )
    return asked or (current_language(),)


def _view(stockpile: Stockpile, number: str) -> CertificateView:
    """The certificate of that number, or the draft of the batch of that number.

    Raises:
        Refused: there is neither.
    """
    batch = batch_numbered(stockpile, number)
    view = certificate_view(stockpile, number) or (draft_certificate(stockpile, batch.id) if batch else None)
    if view is None:
        raise Refused([Finding(
            "CERT-09", Severity.REFUSAL, tr("There is no certificate {number}", number=number), field=tr("Number"),
            expected=tr("the number of a certificate, or of a batch for its draft"), got=number,
            remedy=tr("Look at the certificates with: stockpile certificate FILE"))])  # fmt: skip
    return view


COMMANDS = (certify, certificate, annul)
