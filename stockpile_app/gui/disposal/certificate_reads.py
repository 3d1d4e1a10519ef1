"""What the certificate's dialog asks of the books: runs on the workers, touches no widget."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app import audit
from stockpile_app.base import Finding
from stockpile_app.disposal.certificates import (
    CertificateRow,
    CertificateState,
    CertificateView,
    certificate_covering,
    certificate_view,
    certificates,
    draft_certificate,
)
from stockpile_app.disposal.certificates.gathering import gather
from stockpile_app.disposal.certificates.operations import ANNUL, ISSUE
from stockpile_app.disposal.certificates.rules import check
from stockpile_app.disposal.deactivation import DeactivationRow, deactivations
from stockpile_app.disposal.model import Disposal
from stockpile_app.disposal.queries import batch_view
from stockpile_app.gui.access.request_view import second_person
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class Subject:
    """Which certificate is looked at: one by its number, or what a batch (or a deactivation) would be given now."""

    batch_id: int = 0
    deactivation_id: int = 0
    number: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """A certificate, or the draft of one, with what stands around it.

    Attributes:
        findings: What stands against issuing it; empty for an issued one.
        second: Who must approve the next act of who is at the desk; '' nobody.
        issued: Every certificate of the batch, the latest first; annulled ones stay.
        weapons: The weapons of a batch for deactivation, each with a certificate of its own.
        printed: How often it was printed before.
    """

    view: CertificateView
    findings: tuple[Finding, ...] = ()
    second: str = ""
    issued: tuple[CertificateRow, ...] = ()
    weapons: tuple[DeactivationRow, ...] = ()
    printed: int = 0

    @property
    def draft(self) -> bool:
        """Whether it has no number yet."""
        return self.view.state is CertificateState.DRAFT

    @property
    def deactivation_id(self) -> int:
        """Of a certificate of deactivation; 0 for one of destruction."""
        return self.view.deactivation.deactivation_id if self.view.deactivation else 0


def see(books: Stockpile, subject: Subject) -> Seen | None:
    """What is asked for; of a batch the certificate that stands, and its draft while none does."""
    if not subject.number:
        subject = _standing(books, subject)
    view = (
        certificate_view(books, subject.number)
        if subject.number
        else draft_certificate(books, subject.batch_id, subject.deactivation_id)
    )
    if view is None:
        return None
    draft = view.state is CertificateState.DRAFT
    weapons = deactivations(books, view.batch.id) if view.batch.disposal == Disposal.DEACTIVATION else []
    return Seen(
        view=view,
        findings=tuple(check(gather(books, subject.batch_id, subject.deactivation_id))) if draft else (),
        second=second_person(books, ISSUE if draft else ANNUL),
        issued=tuple(row for row in certificates(books) if row.batch_id == view.batch.id),
        weapons=tuple(row for row in weapons if row.deactivation_id),
        printed=audit.times_noted(books, "print", view.number) if view.number else 0,
    )


def _standing(books: Stockpile, subject: Subject) -> Subject:
    """The certificate that stands for this batch or weapon; else what is asked for its draft."""
    batch = batch_view(books, subject.batch_id)
    if batch is None:
        return subject
    if batch.batch.disposal == Disposal.DEACTIVATION:
        return _of_weapon(books, subject)
    mine = (row for row in certificates(books) if row.batch_id == subject.batch_id)
    standing = next((row.number for row in mine if not row.annulled), "")
    return Subject(subject.batch_id, 0, standing)


def _of_weapon(books: Stockpile, subject: Subject) -> Subject:
    """Of the weapon that is named, or the first one deactivated without a certificate, else the first of all."""
    begun = [row for row in deactivations(books, subject.batch_id) if row.deactivation_id]
    covered = {row.deactivation_id: certificate_covering(books, row.weapon.id) for row in begun}
    waiting = [row for row in begun if row.state == "deactivated" and not covered[row.deactivation_id]]
    first = (waiting or begun)[0].deactivation_id if begun else 0
    one = subject.deactivation_id or first
    return Subject(subject.batch_id, one, covered.get(one, ""))
