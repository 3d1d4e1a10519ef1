"""The demonstration's disposal: rifles nobody needs, from the requirement to the certificate; more of them at the site.

Everything that needs two persons is done by two, and who verifies did not pack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stockpile_app import disposal, surplus
from stockpile_app.access import Requested, approve
from stockpile_app.cli.demo_people import APPROVER, INSPECTOR, Staff
from stockpile_app.disposal import Box, Duty, Participant
from stockpile_app.disposal.certificates import CertificateRequest, certificate_view, issue_certificate
from stockpile_app.documents.certificate import print_certificate
from stockpile_app.ledger import NewAccount, open_account
from stockpile_app.store import Stockpile
from stockpile_app.surplus import Factor, Ground, Level

POSTS, BATCHES = 30, (9, 4)
"""Posts that need one of these rifles; how many go into the batch that is destroyed, and into the one at the site."""


@dataclass(frozen=True, slots=True)
class Disposing:
    """The open books, who keeps them, and the day on which the surplus is declared."""

    stockpile: Stockpile
    staff: Staff
    declared_on: str

    def day(self, after: int) -> str:
        """So many days after the declaration."""
        return (date.fromisoformat(self.declared_on) + timedelta(days=after)).isoformat()

    def new_id(self) -> str:
        """A fresh operation id."""
        return self.stockpile.ids.new_id()

    def place(self, kind: str, name: str, unit: str = "") -> int:
        """Open a place or a box."""
        asked = NewAccount(operation_id=self.new_id(), kind=kind, name=name, unit=unit)
        return open_account(self.stockpile, asked).id

    def agreed(self, outcome: Any) -> Any:  # noqa: ANN401  (what the deed gives)
        """What it gave once the approver said yes."""
        assert isinstance(outcome, Requested)
        with self.stockpile.acted_by(self.staff[APPROVER]):
            return approve(self.stockpile, outcome.request_id)


def dispose_of_surplus(stockpile: Stockpile, staff: Staff, declared_on: str, folder: Path) -> str:
    """State the requirement, declare the surplus, destroy a batch within a week and certify it.

    Returns:
        The certificate's number.
    """
    work = Disposing(stockpile, staff, declared_on)
    apart, site = work.place("location", "Store 9, apart"), work.place("location", "Oskel cutting yard")
    item_type = int(stockpile.value("SELECT item_type_id FROM weapon WHERE model = 'Type 56' LIMIT 1"))
    _require(work, item_type)
    found = surplus.surplus_items(stockpile, item_type, Ground.SURPLUS, on=declared_on, limit=sum(BATCHES))
    weapons = [one.weapon_id for one in found]
    first = _decided(work, _declared(work, weapons[: BATCHES[0]], apart), site)
    second = _decided(work, _declared(work, weapons[BATCHES[0] :], apart), site)
    _to_site(work, first, "Crate 41", "S 90041")
    _verified(work, first, BATCHES[0])
    _destroyed(work, first)
    _to_site(work, second, "Crate 42", "S 90042")
    _verified(work, second, 1)
    return _certified(work, first, folder)


def _require(work: Disposing, item_type: int) -> None:
    for factor, quantity in ((Factor.POSTS, POSTS), (Factor.TRAINING, 1), (Factor.REPAIR, 1)):
        surplus.state_requirement(work.stockpile, surplus.RequirementInput(
            operation_id=work.new_id(), item_type_id=item_type, level=Level.UNIT, unit="Guard Company",
            factor=factor, quantity=quantity, source="Establishment table 7/2026",
            effective_from=f"{work.declared_on[:4]}-01-01"))  # fmt: skip
    surplus.record_review(work.stockpile, surplus.ReviewInput(
        operation_id=work.new_id(), reviewed_on=work.declared_on, authority="Commander, Oskel Depot",
        next_on=work.day(182)))  # fmt: skip


def _declared(work: Disposing, weapons: Sequence[int], apart: int) -> int:
    asked = surplus.DeclarationRequest(
        operation_id=work.new_id(), declared_on=work.declared_on, authority="Order 88/2026",
        reason="Above the requirement of the review", apart_account=apart, weapons=tuple(weapons))  # fmt: skip
    return int(work.agreed(surplus.declare_surplus(work.stockpile, asked)).declaration.id)


def _decided(work: Disposing, declaration: int, site: int) -> int:
    done = work.agreed(disposal.decide_disposal(work.stockpile, disposal.DisposalDecision(
        operation_id=work.new_id(), decided_on=work.day(1), authority="Ministry order 41/2026",
        declaration_id=declaration, site_account=site, planned_on=work.day(3), methods=("torch_cutting",),
        transport="Depot lorry with escort", scrap="Sold to Oskel Steel as shredded scrap")))  # fmt: skip
    return int(done.batch_id)


def _to_site(work: Disposing, batch: int, crate: str, seal: str) -> None:
    """Packed and sealed by the officer, carried to the site, received by the inspector."""
    books, sent = work.stockpile, work.day(2)
    disposal.record_trace_check(books, disposal.TraceLook(
        operation_id=work.new_id(), batch_id=batch, checked_on=sent, register="iARMS", result="No hit",
        reference="Q-2026-311"))  # fmt: skip
    disposal.add_persons(books, disposal.Participants(operation_id=work.new_id(), batch_id=batch, persons=(
        Participant(duty=Duty.OFFICER_IN_CHARGE, name="B. Orsk", title="Major", organisation="Oskel Depot"),
        Participant(duty=Duty.WITNESS, name="Ms C. Ilves", title="Inspector", organisation="National Police"),
        Participant(duty=Duty.OBSERVER, name="Mr J. Amadi", organisation="Regional Centre on Small Arms"),
    )))  # fmt: skip
    box = work.place("container", crate, "crate")
    lines = tuple(row.line_no for row in disposal.batch_lines(books, batch, limit=-1))
    disposal.seal_batch(books, disposal.Sealing(
        operation_id=work.new_id(), batch_id=batch, sealed_at=f"{sent}T08:00",
        boxes=(Box(container_id=box, seal=seal, lines=lines),)))  # fmt: skip
    disposal.hand_over(books, disposal.HandOver(
        operation_id=work.new_id(), batch_id=batch, handed_at=f"{sent}T09:30", carrier="Sgt D. Rook",
        organisation="Transport Company"))  # fmt: skip
    with books.acted_by(work.staff[INSPECTOR]):
        disposal.receive_at_site(books, disposal.Arrival(
            operation_id=work.new_id(), batch_id=batch, received_at=f"{sent}T11:15", receiver="Mr E. Vahl",
            organisation="Oskel Steel", seals=(seal,)))  # fmt: skip


def _verified(work: Disposing, batch: int, most: int) -> None:
    """The inspector, who did not pack, looks at so many of the weapons."""
    with work.stockpile.acted_by(work.staff[INSPECTOR]):
        for row in disposal.batch_lines(work.stockpile, batch, limit=most):
            disposal.verify_item(
                work.stockpile, disposal.Scan(operation_id=work.new_id(), batch_id=batch, read=row.mark)
            )


def _destroyed(work: Disposing, batch: int) -> None:
    """Everything was looked at; cut by two persons' word, and what was left is weighed."""
    books = work.stockpile
    with books.acted_by(work.staff[INSPECTOR]):
        disposal.finish_verification(books, disposal.Finishing(
            operation_id=work.new_id(), batch_id=batch, finished_at=f"{work.day(2)}T15:40"))  # fmt: skip
        work.agreed(disposal.destroy(books, disposal.Destroying(
            operation_id=work.new_id(), batch_id=batch, performed_at=f"{work.day(3)}T09:00",
            methods=("torch_cutting",), performer="Mr F. Stahl", equipment="Oxy-fuel torch")))  # fmt: skip
        disposal.clear_residue(books, disposal.Clearing(
            operation_id=work.new_id(), batch_id=batch, cleared_on=work.day(4), classes=(
                disposal.Weighed(material="Steel", mass_in=38_700, mass_out=38_100, recipient="Oskel Steel",
                                 receipt="R 7741"),
                disposal.Weighed(material="Wood and plastic", mass_in=5_400, mass_out=0))))  # fmt: skip


def _certified(work: Disposing, batch: int, folder: Path) -> str:
    with work.stockpile.acted_by(work.staff[INSPECTOR]):
        issued = work.agreed(
            issue_certificate(work.stockpile, CertificateRequest(operation_id=work.new_id(), batch_id=batch))
        )
    view = certificate_view(work.stockpile, issued.number)
    assert view is not None
    print_certificate(work.stockpile, view, folder / f"{issued.number}.pdf", languages=("en", "fr"))
    return str(issued.number)
