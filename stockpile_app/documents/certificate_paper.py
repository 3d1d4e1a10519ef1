"""What a printed certificate says, as plain data that a child process can be handed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from stockpile_app.audit.check_code import check_code
from stockpile_app.disposal.certificates import AnnexLot, AnnexWeapon, CertificateState, CertificateView
from stockpile_app.disposal.certificates.model import CERTIFICATE_CODES
from stockpile_app.documents.sealing import sealed
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class CertificatePaper:
    """One certificate, ready to print.

    Attributes:
        languages: One or two; the first one leads.
        code: What the square code says, signed by the depot; '' for a draft.
    """

    view: CertificateView
    languages: tuple[str, ...] = ("en",)
    code: str = ""

    @property
    def annulled(self) -> bool:
        """Whether it stands no more."""
        return self.view.state is CertificateState.ANNULLED

    @property
    def draft(self) -> bool:
        """Whether it is not issued yet."""
        return self.view.state is CertificateState.DRAFT

    @property
    def head_check(self) -> str:
        """The check code of what stands over the annex."""
        return head_check(self.view)

    def weapon_check(self, weapon: AnnexWeapon) -> str:
        """The check code of one weapon's line."""
        return weapon_check(self.view, weapon)

    def lot_check(self, lot: AnnexLot) -> str:
        """The check code of one lot's line."""
        return lot_check(self.view, lot)


def sealed_certificate(
    stockpile: Stockpile, view: CertificateView, languages: tuple[str, ...] = ("en",)
) -> CertificatePaper:
    """The paper with the depot's signed code; a draft has none."""
    if view.state is CertificateState.DRAFT:
        return CertificatePaper(view, languages)
    kind = CERTIFICATE_CODES[view.kind]
    return CertificatePaper(view, languages, sealed(stockpile, kind, view.number, view.entry_hash, view.head))


def head_check(view: CertificateView) -> str:
    """The code of number, date, persons, authority and counts; '' for a draft, which stands on no entry."""
    return check_code(view.entry_hash, _head(view)) if view.entry_hash else ""


def _head(view: CertificateView) -> Iterator[str | int]:
    batch = view.batch
    yield from ("certificate", view.kind, view.number, view.issued_on, view.issued_by, view.approved_by)
    yield from (
        batch.number,
        batch.authority,
        batch.document,
        batch.reason,
        view.site,
        view.replaces,
        view.remarks,
    )
    for count in view.counts:
        yield from (count.item, count.planned, count.held_back, count.received, count.destroyed)


def weapon_check(view: CertificateView, weapon: AnnexWeapon) -> str:
    """The code of one weapon: who it is, who verified it, who destroyed it."""
    if not view.entry_hash:
        return ""
    facts: tuple[str | int, ...] = (
        "weapon", weapon.line_no, weapon.mark, weapon.identity, *weapon.marks, weapon.missing, weapon.verified_by,
        weapon.destroyed_by, weapon.act_no, weapon.voucher,
    )  # fmt: skip
    return check_code(view.entry_hash, facts)


def lot_check(view: CertificateView, lot: AnnexLot) -> str:
    """The code of one quantity."""
    if not view.entry_hash:
        return ""
    facts: tuple[str | int, ...] = (
        "lot", lot.line_no, lot.lot, lot.item, lot.quantity, lot.unit, lot.hazard, lot.neq, lot.verified_by,
        lot.destroyed_by, lot.act_no, lot.voucher,
    )  # fmt: skip
    return check_code(view.entry_hash, facts)
