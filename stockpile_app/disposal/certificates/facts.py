"""What the rules need to know before a certificate is issued: the batch, its counts, its lines, its cases."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.disposal.certificates.model import CertificateKind
from stockpile_app.disposal.model import Batch, Disposal, Step
from stockpile_app.disposal.rows import TypeCount

DISPOSAL_OF = {
    CertificateKind.DESTRUCTION: Disposal.DESTRUCTION,
    CertificateKind.DEACTIVATION: Disposal.DEACTIVATION,
}
"""What a batch is for whose certificate is of this kind."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One line of a destruction or deactivation voucher that a certificate would cover.

    Attributes:
        mark: Serial, own number or lot.
        on: The number of another standing certificate that has it already; '' without one.
    """

    voucher_id: int
    voucher_line: int
    item_type_id: int
    weapon_id: int
    lot_id: int
    quantity: int
    mark: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier certificate of the same batch, or of the same weapon's deactivation."""

    id: int
    number: str
    annulled: bool
    replaced_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """Everything the rules of issuing look at.

    Attributes:
        batch: None when there is no such batch.
        step: The batch's last step.
        counts: What became of each item type; of the one weapon, for a deactivation.
        lines: What the certificate would cover, in the order of its annex.
        cases: Numbers of open cases about the batch, its lines or its weapons.
        deactivation_id: The weapon's deactivation; 0 for a certificate of destruction.
        verified: Whether a deactivation was compared with its list and booked.
        earlier: What was issued before for the same.
        replaces: What the request names as replaced; '' for nothing.
    """

    kind: CertificateKind
    batch: Batch | None
    step: Step
    counts: tuple[TypeCount, ...] = ()
    lines: tuple[Covered, ...] = ()
    cases: tuple[str, ...] = ()
    deactivation_id: int = 0
    verified: bool = False
    earlier: tuple[Earlier, ...] = ()
    replaces: str = ""
    remarks: str = ""

    @property
    def to_replace(self) -> Earlier | None:
        """The annulled certificate that the new one stands for: the one named, or the latest that nothing replaces."""
        open_ones = [one for one in self.earlier if one.annulled and not one.replaced_by]
        if self.replaces:
            return next((one for one in open_ones if one.number == self.replaces), None)
        return open_ones[-1] if open_ones else None
