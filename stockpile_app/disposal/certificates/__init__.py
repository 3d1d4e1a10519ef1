"""Certificates: what was destroyed or deactivated, numbered without gaps, annulled but never erased.

A certificate covers lines of destruction and deactivation vouchers; no line and no weapon stands on two
that stand.  An annulled one stays visible with its reason and two persons, and brings nothing back.
"""

from stockpile_app.disposal.certificates.checks import CHECK
from stockpile_app.disposal.certificates.model import (
    BODY_CODECS,
    CERTIFICATE_CODES,
    Annulment,
    Certificate,
    CertificateKind,
    CertificateLine,
)
from stockpile_app.disposal.certificates.operations import (
    DEEDS,
    Annulled,
    AnnulmentRequest,
    CertificateRequest,
    Issued,
    annul_certificate,
    issue_certificate,
)
from stockpile_app.disposal.certificates.queries import certificate_view, draft_certificate
from stockpile_app.disposal.certificates.registers import (
    certificate_covering,
    certificate_entry,
    certificates,
    certificates_of_entry,
)
from stockpile_app.disposal.certificates.view import (
    KIND_WORDS,
    STATE_WORDS,
    AnnexLot,
    AnnexWeapon,
    CertificateRow,
    CertificateState,
    CertificateView,
    Deactivated,
)

__all__ = [
    "BODY_CODECS",
    "CERTIFICATE_CODES",
    "CHECK",
    "DEEDS",
    "KIND_WORDS",
    "STATE_WORDS",
    "AnnexLot",
    "AnnexWeapon",
    "Annulled",
    "Annulment",
    "AnnulmentRequest",
    "Certificate",
    "CertificateKind",
    "CertificateLine",
    "CertificateRequest",
    "CertificateRow",
    "CertificateState",
    "CertificateView",
    "Deactivated",
    "Issued",
    "annul_certificate",
    "certificate_covering",
    "certificate_entry",
    "certificate_view",
    "certificates",
    "certificates_of_entry",
    "draft_certificate",
    "issue_certificate",
]
