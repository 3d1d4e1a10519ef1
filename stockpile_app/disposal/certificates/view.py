"""Everything that stands on a certificate, as the books hold it: what is shown, printed and proved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.audit import Head
from stockpile_app.base.text import N_
from stockpile_app.disposal.certificates.model import Annulment, CertificateKind
from stockpile_app.disposal.model import (
    Batch,
    BatchIncident,
    BatchPerson,
    DestructionAct,
    FreeFromExplosives,
    Residue,
    TraceCheck,
)


class CertificateState(StrEnum):
    """Whether a certificate is being prepared, stands, or was annulled."""

    DRAFT = "draft"
    ISSUED = "issued"
    ANNULLED = "annulled"


STATE_WORDS = {
    CertificateState.DRAFT: N_("Draft"),
    CertificateState.ISSUED: N_("Issued"),
    CertificateState.ANNULLED: N_("Annulled"),
}
"""What each state is called; translate when shown."""

KIND_WORDS = {
    CertificateKind.DESTRUCTION: N_("Certificate of destruction"),
    CertificateKind.DEACTIVATION: N_("Certificate of deactivation"),
}
"""What each kind is called; translate when shown."""


@dataclass(frozen=True, slots=True)
class TypeCount:
    """What became of one item type of a batch, in base units.

    Attributes:
        planned: Designated for the batch.
        held_back: Left the batch by a voucher of its own.
        received: Verified at the site, of what stayed in the batch.
        destroyed: Destroyed, or deactivated, by the batch's vouchers.
    """

    item_type_id: int
    item: str
    unit: str
    planned: int
    held_back: int
    received: int
    destroyed: int

    @property
    def agrees(self) -> bool:
        """Whether nothing is unexplained."""
        return self.planned - self.held_back == self.received == self.destroyed


@dataclass(frozen=True, slots=True)
class AnnexWeapon:
    """One weapon of the annex.

    Attributes:
        mark: Serial, or the depot's own number.
        marks: Every other mark read on it.
        missing: Components missing from it, in words.
        verified_by: Who compared it with the list at the site, and `verified_at` when.
        destroyed_by: Who performed the act; `act_no` is 0 for a deactivation.
        voucher: The number of its destruction or deactivation voucher.
    """

    line_no: int
    weapon_id: int
    item_type_id: int
    item: str
    mark: str
    make: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    marks: tuple[str, ...] = ()
    missing: str = ""
    verified_by: str = ""
    verified_at: str = ""
    destroyed_by: str = ""
    act_no: int = 0
    voucher: str = ""

    @property
    def identity(self) -> str:
        """Make, model, calibre and country as marked; what the item type is called where nothing is."""
        return " ".join(filter(None, (self.make, self.model, self.calibre, self.country))) or self.item


@dataclass(frozen=True, slots=True)
class AnnexLot:
    """A quantity of a lot, or of an item type followed by quantity alone."""

    line_no: int
    lot_id: int
    item_type_id: int
    item: str
    lot: str
    quantity: int
    unit: str
    hazard: str = ""
    neq: str = ""
    verified_by: str = ""
    destroyed_by: str = ""
    act_no: int = 0
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One act of destruction with the number of its voucher and how many weapons and lots it took."""

    act: DestructionAct
    voucher: str
    lines: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What left the batch before it was destroyed: why, and by which voucher."""

    line_no: int
    item: str
    mark: str
    quantity: int
    unit: str
    reason: str
    authority: str
    voucher: str


@dataclass(frozen=True, slots=True)
class Deactivated:
    """The deactivation that a certificate is about.

    Attributes:
        entity: Who verified, and whether it is a public authority.
        listed: Whether the entity is a public one on the Commission's list and worked by the Union's operations;
            only then is the paper in the layout of the Union.
        marks: Component and the mark it carries.
    """

    deactivation_id: int
    profile: str
    edition: str
    firearm_type: str
    calibre: str
    performer: str
    country: str
    begun_on: str
    verified_on: str
    verified_by: str
    verifier: str
    title: str
    entity: str
    public: bool
    listed: bool
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateView:
    """One certificate with everything named.

    Attributes:
        number: '' for a draft.
        site: Where it was done; '' when it did not leave the depot.
        replaces, replaced_by: Numbers of the annulled certificate it stands for, and of the one that stands for it.
        asked: What would stand against issuing it, for a draft; in words.
        entry, entry_hash: The journal entry it stands on; the batch's last one for a draft.
        annulled_entry: The journal entry that annulled it; 0 while it stands.
    """

    kind: CertificateKind
    state: CertificateState
    number: str
    depot_code: str
    depot_name: str
    sole: bool
    batch: Batch
    issued_on: str
    issued_by: str
    head: Head
    entry: int
    entry_hash: str
    site: str = ""
    approved_by: str = ""
    remarks: str = ""
    replaces: str = ""
    replaced_by: str = ""
    annulment: Annulment | None = None
    annulled_entry: int = 0
    counts: tuple[TypeCount, ...] = ()
    weapons: tuple[AnnexWeapon, ...] = ()
    lots: tuple[AnnexLot, ...] = ()
    acts: tuple[Act, ...] = ()
    residue: tuple[Residue, ...] = ()
    free: FreeFromExplosives | None = None
    held_back: tuple[LeftOut, ...] = ()
    incidents: tuple[BatchIncident, ...] = ()
    traces: tuple[TraceCheck, ...] = ()
    persons: tuple[BatchPerson, ...] = ()
    deactivation: Deactivated | None = None
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate in the register."""

    id: int
    number: str
    kind: CertificateKind
    batch_id: int
    batch: str
    issued_on: str
    issued_by: str
    approved_by: str
    lines: int
    annulled: bool
    replaces: str
