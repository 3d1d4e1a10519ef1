"""What is read of deactivations: the batch's weapons, one weapon's checklist, and all of one for its paper."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.catalogue.model import Marking, Weapon
from stockpile_app.disposal.deactivation.checklist import Checklist
from stockpile_app.disposal.deactivation.model import Deactivation, DeactivationCheck
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class DeactivationRow:
    """One weapon of a deactivation batch, and how far it is.

    Attributes:
        deactivation_id: 0 while it has not begun.
        state: `not begun`, `open`, `ready` (to be verified), `deactivated` or `held back`.
        open: Operations open or failed; `operations` how many there are.
        unmarked: Essential components without their mark.
    """

    batch_id: int
    line_no: int
    weapon: Weapon
    deactivation_id: int
    state: str
    profile: str = ""
    firearm_type: str = ""
    operations: int = 0
    open: int = 0
    unmarked: int = 0
    voucher: str = ""


@dataclass(frozen=True, slots=True)
class DeactivationView:
    """Everything about one deactivation: what a page shows and a certificate prints.

    Attributes:
        marks: The deactivation marks, the frame's first.
        performers: Everybody who did or recorded work on it.
        check: None until it is verified; `voucher` and `voucher_line` with it.
        title: What the certificate is called: the authority's name only for an entity on its list.
    """

    deactivation: Deactivation
    weapon: Weapon
    batch_number: str
    checklist: Checklist
    marks: tuple[Marking, ...]
    performers: tuple[str, ...]
    check: DeactivationCheck | None
    voucher: str
    voucher_line: int
    title: str


def deactivations(stockpile: Stockpile, batch_id: int) -> list[DeactivationRow]:
    """The weapons of a deactivation batch, in the batch's order."""
    raise NotImplementedError


def checklist(stockpile: Stockpile, deactivation_id: int) -> Checklist:
    """Every operation of one weapon's list, how it stands and what blocks."""
    raise NotImplementedError


def deactivation_view(stockpile: Stockpile, deactivation_id: int) -> DeactivationView:
    """Everything about one deactivation."""
    raise NotImplementedError
