"""Which certificates there are, what stands on one, and which one covers a weapon."""

from __future__ import annotations

from stockpile_app.disposal.certificates.view import CertificateRow, CertificateView
from stockpile_app.store import Stockpile


def certificates(stockpile: Stockpile) -> list[CertificateRow]:
    """Every certificate ever issued, the latest first; annulled ones stay."""
    raise NotImplementedError


def certificate_view(stockpile: Stockpile, number: str) -> CertificateView | None:
    """An issued certificate with everything named, to show or print; None for an unknown number."""
    raise NotImplementedError


def draft_certificate(stockpile: Stockpile, batch_id: int, deactivation_id: int = 0) -> CertificateView | None:
    """What the certificate of this batch would say today, without a number; None for an unknown batch."""
    raise NotImplementedError


def certificate_covering(stockpile: Stockpile, weapon_id: int) -> str:
    """The number of the standing certificate that covers this weapon; '' without one."""
    raise NotImplementedError
