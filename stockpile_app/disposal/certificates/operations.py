"""Issue a certificate, or annul one: each asked for by one person and done by the approval of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from stockpile_app.access import (
    Decision,
    Deed,
    Request,
    Requested,
    acting,
    ask,
    founding,
    rehearsing,
    stands_alone,
)
from stockpile_app.audit import Operation, entry_of_operation, record
from stockpile_app.base import Finding, tr
from stockpile_app.base.changes import Changes
from stockpile_app.base.clock import local_date, local_minute, utc_text
from stockpile_app.base.plain_text import check_text
from stockpile_app.catalogue.queries import next_id
from stockpile_app.disposal.certificates.facts import CertificateFacts
from stockpile_app.disposal.certificates.findings import refusal, refuse
from stockpile_app.disposal.certificates.gathering import gather
from stockpile_app.disposal.certificates.model import (
    CERTIFICATE_CODES,
    Annulment,
    Certificate,
    CertificateKind,
    CertificateLine,
)
from stockpile_app.disposal.certificates.registers import annulment_of, certificate_numbered, number_of
from stockpile_app.disposal.certificates.rules import check
from stockpile_app.disposal.gather import batch_by_id
from stockpile_app.disposal.model import BatchStep, Step
from stockpile_app.store import Stockpile

ISSUE, ANNUL = "issue certificate", "annul certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRequest:
    """A certificate to issue.

    Attributes:
        deactivation_id: The weapon's deactivation; 0 for a certificate of destruction.
        replaces: The number of the annulled certificate that it stands for; '' for the latest of the same batch.
    """

    operation_id: str
    batch_id: int
    deactivation_id: int = 0
    replaces: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnulmentRequest:
    """A certificate to annul, and why."""

    operation_id: str
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate is issued: its number, and how many lines it covers."""

    certificate_id: int
    number: str
    lines: int
    entry: int
    changes: Changes
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Annulled:
    """A certificate stands no more."""

    number: str
    entry: int
    changes: Changes
    repeated: bool = False


def issue_certificate(stockpile: Stockpile, asked: CertificateRequest) -> Issued | Requested:
    """Certify what a batch destroyed, or that one weapon was deactivated.

    Raises:
        Refused: the residue is not cleared, a case is open, counts disagree, or lines are certified already.
    """
    if stands_alone(stockpile, ISSUE):
        with acting(stockpile, ISSUE):
            return _issued_before(stockpile, asked.operation_id) or _issue(
                stockpile, asked, stockpile.actor.name
            )
    with rehearsing(stockpile, ISSUE):
        refuse(check(_facts(stockpile, asked)))
    return ask(stockpile, ISSUE, asked.operation_id, _content(asked))


def annul_certificate(stockpile: Stockpile, asked: AnnulmentRequest) -> Annulled | Requested:
    """Withdraw a certificate; it stays visible, and what it covered stays destroyed.

    Raises:
        Refused: there is no such certificate, it was annulled before, or no reason is given.
    """
    if stands_alone(stockpile, ANNUL):
        with acting(stockpile, ANNUL):
            earlier = entry_of_operation(stockpile, asked.operation_id)
            if earlier:
                return Annulled(asked.number, earlier, Changes(), repeated=True)
            return _annul(stockpile, asked, stockpile.actor.name)
    with rehearsing(stockpile, ANNUL):
        refuse(_check_annulment(stockpile, asked))
    return ask(stockpile, ANNUL, asked.operation_id, _content(asked))


def _content(asked: CertificateRequest | AnnulmentRequest) -> dict[str, Any]:
    return {name: value for name, value in asdict(asked).items() if name != "operation_id"}


def _facts(stockpile: Stockpile, asked: CertificateRequest) -> CertificateFacts:
    return gather(stockpile, asked.batch_id, asked.deactivation_id, asked.replaces, asked.remarks)


def _issue(stockpile: Stockpile, asked: CertificateRequest, asker: str, *decisions: Decision) -> Issued:
    facts = _facts(stockpile, asked)
    refuse(check(facts))
    certificate = _numbered(stockpile, facts, asker, decisions[0].decided_by if decisions else "")
    lines = list(_lines(certificate, facts))
    steps = _steps(stockpile, facts, certificate)
    operation = Operation(ISSUE, asked.operation_id, {})
    entry = record(stockpile, operation, [certificate, *lines, *steps, *decisions])
    changes = Changes(entry=entry, disposal=True)
    return Issued(certificate.id, certificate.number, len(lines), entry, changes)


def _numbered(stockpile: Stockpile, facts: CertificateFacts, asker: str, approver: str) -> Certificate:
    """The certificate with the next number of its kind and year."""
    books, now = founding(stockpile), stockpile.clock.now()
    today = local_date(now, books.zone)
    serial_no = int(
        stockpile.value(
            "SELECT coalesce(max(serial_no), 0) + 1 FROM certificate WHERE kind = ? AND recorded_year = ?",
            [facts.kind, today.year],
        )
    )
    earlier = facts.to_replace
    return Certificate(
        id=next_id(stockpile, "certificate"),
        kind=facts.kind,
        number=f"{books.code}-{CERTIFICATE_CODES[facts.kind]}-{today.year}-{serial_no:06d}",
        recorded_year=today.year,
        serial_no=serial_no,
        batch_id=facts.batch.id if facts.batch else 0,
        issued_on=today.isoformat(),
        issued_by=asker,
        approved_by=approver,
        deactivation_id=facts.deactivation_id,
        replaces=earlier.id if earlier else 0,
        remarks=facts.remarks.strip(),
    )


def _lines(certificate: Certificate, facts: CertificateFacts) -> Iterator[CertificateLine]:
    for number, line in enumerate(facts.lines, 1):
        yield CertificateLine(
            certificate.id, number, line.item_type_id, line.voucher_id, line.voucher_line, line.weapon_id,
            line.lot_id, line.quantity,
        )  # fmt: skip


def _steps(stockpile: Stockpile, facts: CertificateFacts, certificate: Certificate) -> list[BatchStep]:
    """The step `certified`, once: with the certificate of destruction, or the last weapon's of deactivation."""
    due = facts.step is Step.CLEARED if facts.kind is CertificateKind.DESTRUCTION else (
        facts.step is Step.DEACTIVATED and not _uncertified(stockpile, certificate)
    )  # fmt: skip
    if not due:
        return []
    number = int(
        stockpile.value("SELECT max(step_no) + 1 FROM batch_step WHERE batch_id = ?", [certificate.batch_id])
    )
    now = local_minute(stockpile.clock.now(), founding(stockpile).zone)
    return [
        BatchStep(
            certificate.batch_id,
            number,
            Step.CERTIFIED,
            now,
            certificate.issued_by,
            remark=certificate.number,
        )
    ]


def _uncertified(stockpile: Stockpile, certificate: Certificate) -> int:
    """How many weapons of the batch no certificate covers yet, this one's left aside."""
    return int(
        stockpile.value(
            "SELECT count(*) FROM batch_line l WHERE l.batch_id = ?1 "
            "AND l.line_no NOT IN (SELECT line_no FROM held_back WHERE batch_id = ?1) "
            "AND l.line_no NOT IN (SELECT line_no FROM deactivation WHERE id = ?2) "
            "AND l.line_no NOT IN (SELECT d.line_no FROM deactivation d JOIN certificate c "
            "ON c.deactivation_id = d.id WHERE d.batch_id = ?1)",
            [certificate.batch_id, certificate.deactivation_id],
        )
    )


def _annul(stockpile: Stockpile, asked: AnnulmentRequest, asker: str, *decisions: Decision) -> Annulled:
    refuse(_check_annulment(stockpile, asked))
    certificate = certificate_numbered(stockpile, asked.number)
    assert certificate is not None  # checked
    annulment = Annulment(
        certificate.id,
        utc_text(stockpile.clock.now()),
        asker,
        asked.reason.strip(),
        decisions[0].decided_by if decisions else "",
    )
    entry = record(stockpile, Operation(ANNUL, asked.operation_id, {}), [annulment, *decisions])
    return Annulled(certificate.number, entry, Changes(entry=entry, disposal=True))


def _check_annulment(stockpile: Stockpile, asked: AnnulmentRequest) -> Iterator[Finding]:
    """CERT-07: a certificate that stands; CERT-08: with a reason."""
    certificate = certificate_numbered(stockpile, asked.number)
    if certificate is None:
        yield refusal("CERT-07", tr("There is no certificate {number}", number=asked.number), tr("Number"),
                      tr("the number of an issued certificate"), asked.number or tr("nothing"),
                      tr("Look at the certificates with: stockpile certificate FILE"))  # fmt: skip
    elif annulment_of(stockpile, certificate.id)[0]:
        yield refusal("CERT-07", tr("{number} was annulled before", number=certificate.number), tr("Number"),
                      tr("a certificate that stands"), tr("annulled"), tr("Nothing is left to do"))  # fmt: skip
    if not asked.reason.strip():
        yield refusal("CERT-08", tr("An annulment needs a reason"), tr("Reason"), tr("one sentence"),
                      tr("nothing"), tr("Say what is wrong with the certificate"))  # fmt: skip
    yield from check_text(asked.reason, tr("Reason"))


def _issued_before(stockpile: Stockpile, operation_id: str) -> Issued | None:
    entry = entry_of_operation(stockpile, operation_id)
    row = entry and stockpile.row(
        "SELECT id, number, (SELECT count(*) FROM certificate_line l WHERE l.certificate_id = c.id) "
        "FROM certificate c WHERE entry = ?",
        [entry],
    )
    return Issued(row[0], row[1], row[2], entry, Changes(), repeated=True) if row else None


def _perform_issue(
    stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision
) -> Issued:
    asked = CertificateRequest(operation_id=stockpile.ids.new_id(), **content)
    return _issue(stockpile, asked, request.asked_by, decision)


def _perform_annulment(
    stockpile: Stockpile, content: Mapping[str, Any], request: Request, decision: Decision
) -> Annulled:
    asked = AnnulmentRequest(operation_id=stockpile.ids.new_id(), **content)
    return _annul(stockpile, asked, request.asked_by, decision)


def _say_issue(stockpile: Stockpile, content: Mapping[str, Any]) -> str:
    batch = batch_by_id(stockpile, int(content["batch_id"]))
    number = batch.number if batch else ""
    if content["deactivation_id"]:
        return tr("Issue a certificate of deactivation for one weapon of {batch}", batch=number)
    return tr("Issue the certificate of destruction for {batch}", batch=number)


def _say_annulment(_: Stockpile, content: Mapping[str, Any]) -> str:
    return tr("Annul {number}: {reason}", number=content["number"], reason=content["reason"])


def _wrote_certificate(stockpile: Stockpile, entry: int, content: Mapping[str, Any], asked_by: str) -> bool:
    """Whether the entry issued the certificate that was asked for, in the asker's name."""
    rows = stockpile.rows(
        "SELECT batch_id, deactivation_id, remarks, issued_by, replaces FROM certificate WHERE entry = ?",
        [entry],
    )
    if len(rows) != 1:
        return False
    row = rows[0]
    replaced = not content["replaces"] or number_of(stockpile, row[4]) == content["replaces"]
    return replaced and row[:4] == (
        content["batch_id"], content["deactivation_id"], str(content["remarks"]).strip(), asked_by,
    )  # fmt: skip


def _wrote_annulment(stockpile: Stockpile, entry: int, content: Mapping[str, Any], asked_by: str) -> bool:
    """Whether the entry annulled the certificate that was asked for, with that reason, in the asker's name."""
    rows = stockpile.rows(
        "SELECT c.number, a.reason, a.annulled_by FROM annulment a JOIN certificate c ON c.id = a.certificate_id "
        "WHERE a.entry = ?",
        [entry],
    )
    return rows == [(str(content["number"]).strip().upper(), str(content["reason"]).strip(), asked_by)]


DEEDS = (
    Deed(ISSUE, _say_issue, _perform_issue, wrote=_wrote_certificate),
    Deed(ANNUL, _say_annulment, _perform_annulment, wrote=_wrote_annulment),
)
