"""A certificate, the lines it covers, and its annulment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import BodyCodec


class CertificateKind(StrEnum):
    """What a certificate is about."""

    DESTRUCTION = "destruction"
    DEACTIVATION = "deactivation"


CERTIFICATE_CODES = {CertificateKind.DESTRUCTION: "CDS", CertificateKind.DEACTIVATION: "CDA"}
"""How each kind is written inside a certificate's number: `B-CDS-2026-000001`."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """An issued certificate: it covers lines of destruction or deactivation vouchers, and no other one does.

    Attributes:
        deactivation_id: The weapon's deactivation; 0 for a certificate of destruction.
        issued_by, approved_by: The two persons; the second is '' in single-keeper books.
        replaces: The annulled certificate that this one stands for; 0 for none.
    """

    id: int
    kind: str
    number: str
    recorded_year: int
    serial_no: int
    batch_id: int
    issued_on: str
    issued_by: str
    approved_by: str = ""
    deactivation_id: int = 0
    replaces: int = 0
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One line of a certificate's annex: what was destroyed or deactivated, by which line of which voucher."""

    certificate_id: int
    line_no: int
    item_type_id: int
    voucher_id: int
    voucher_line: int
    weapon_id: int = 0
    lot_id: int = 0
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Annulment:
    """A certificate stands no more; it stays visible, with the reason and two persons."""

    certificate_id: int
    annulled_at: str
    annulled_by: str
    reason: str
    approved_by: str = ""


BODY_CODECS = (
    BodyCodec("certificate", Certificate, "certificate", key=("id",)),
    BodyCodec("certificate line", CertificateLine, "certificate_line", key=("certificate_id", "line_no")),
    BodyCodec("annulment", Annulment, "annulment", key=("certificate_id",)),
)
