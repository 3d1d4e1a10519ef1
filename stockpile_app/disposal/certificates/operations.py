"""Issue a certificate, or annul one: each asked for by one person and done by the approval of another."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.access import Requested
from stockpile_app.base.changes import Changes
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRequest:
    """A certificate to issue.

    Attributes:
        deactivation_id: The weapon's deactivation; 0 for a certificate of destruction.
        replaces: The number of the annulled certificate that it stands for; '' for none.
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
    raise NotImplementedError


def annul_certificate(stockpile: Stockpile, asked: AnnulmentRequest) -> Annulled | Requested:
    """Withdraw a certificate; it stays visible, and what it covered stays destroyed.

    Raises:
        Refused: there is no such certificate, it was annulled before, or no reason is given.
    """
    raise NotImplementedError
