"""Batches to try things on: declared surplus, and every step with one call.

site = a_site(tmp_path)                        # several people, a store apart, a site, two boxes
batch = site.batch(site.rifles(5))             # declared, decided by two persons
site.to_site(batch)                            # sealed, handed over, received
site.scan(batch, "KM 00001").says              # by the inspector, who did not pack
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stockpile_app import access, audit, cases, disposal, surplus
from stockpile_app.access import Requested
from stockpile_app.base import Finding, Refused
from stockpile_app.cases import CaseResult
from stockpile_app.catalogue.model import Lot, Weapon
from stockpile_app.catalogue.queries import weapons_by_id
from stockpile_app.disposal import Box, Done, Duty, ListAnswer, Participant
from stockpile_app.store import Stockpile
from stockpile_app.surplus import DeclarationRequest, DeclaredGoods
from tests.books import Books, dump_hash
from tests.people import NAMES, Staff, a_staffed_depot

DAY = "2026-11-10"
METHODS = ("burning", "torch_cutting")


@dataclass(slots=True)
class Site:
    """A depot kept by several people, with a store apart, a destruction site and boxes."""

    staff: Staff

    @property
    def books(self) -> Books:
        """The books."""
        return self.staff.books

    @property
    def stockpile(self) -> Stockpile:
        """The open stockpile."""
        return self.staff.books.stockpile

    def id(self) -> str:
        """A fresh operation id."""
        return self.books.id()

    @contextmanager
    def by(self, who: str) -> Iterator[None]:
        """Inside the block this person is at the desk; in single-keeper books the keeper always is."""
        with self.staff.acting(who) if self.staff.actors else nullcontext():
            yield

    def looks(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What is asked at the site; a sole keeper names somebody else who looks."""
        return asked if self.staff.actors else {"verifier": NAMES["inspector"], **asked}

    # What is there --------------------------------------------------------------------------------

    def rifles(self, count: int, first: int = 1, prefix: str = "KM ") -> list[Weapon]:
        """Rifles in the armoury: `KM 00001` and on."""
        lines = [self.books.new_rifle(f"{prefix}{number:05d}") for number in range(first, first + count)]
        posted = self.books.receive(*lines)
        return self.weapons_of(posted.voucher_id)

    def weapons_of(self, voucher_id: int) -> list[Weapon]:
        """The weapons on a voucher, in its order."""
        ids = [row[0] for row in self.stockpile.rows(
            "SELECT weapon_id FROM movement WHERE voucher_id = ? ORDER BY line_no", [voucher_id])]  # fmt: skip
        found = weapons_by_id(self.stockpile, ids)
        return [found[one] for one in ids]

    def declare(self, weapons: Sequence[Weapon], *lots: tuple[Lot, int]) -> int:
        """Declared surplus by two persons: apart, and reserved.  The declaration's id."""
        goods = tuple(
            DeclaredGoods(item_type_id=lot.item_type_id, quantity=count, from_account=self.books.place("magazine"),
                          lot_id=lot.id, condition="serviceable") for lot, count in lots
        )  # fmt: skip
        asked = DeclarationRequest(
            operation_id=self.id(), declared_on="2026-11-06", authority="Order 14/2026", reason="Above the requirement",
            apart_account=self.books.place("apart"), weapons=tuple(one.id for one in weapons), goods=goods)  # fmt: skip
        with self.by("officer"):
            outcome = surplus.declare_surplus(self.stockpile, asked)
        if isinstance(outcome, Requested):
            with self.by("approver"):
                outcome = access.approve(self.stockpile, outcome.request_id)
        return int(outcome.declaration.id)

    # The steps ------------------------------------------------------------------------------------

    def decision(self, declaration: int, **more: Any) -> disposal.DisposalDecision:
        """A decision to destroy everything of a declaration, not yet asked."""
        more.setdefault("operation_id", self.id())
        known: dict[str, Any] = {"decided_on": "2026-11-07", "authority": "MoD order 88", "methods": METHODS,
                                 "site_account": self.books.place("site"), "declaration_id": declaration}  # fmt: skip
        return disposal.DisposalDecision(**{**known, **more})

    def decide(self, declaration: int, **more: Any) -> Done:
        """Asked by the officer, approved by the approver."""
        with self.by("officer"):
            outcome = disposal.decide_disposal(self.stockpile, self.decision(declaration, **more))
        return self.approved(outcome)

    def approved(self, outcome: Done | Requested) -> Done:
        """What it gave once the second person, where one is needed, approved it."""
        if isinstance(outcome, Requested):
            with self.by("approver"):
                outcome = access.approve(self.stockpile, outcome.request_id)
        assert isinstance(outcome, Done)
        return outcome

    def batch(self, weapons: Sequence[Weapon], *lots: tuple[Lot, int], **more: Any) -> int:
        """A batch of these, with an officer in charge and a witness.  Its id."""
        done = self.decide(self.declare(weapons, *lots), **more)
        self.people(done.batch_id)
        return done.batch_id

    def people(self, batch: int) -> Done:
        """An officer in charge, a witness, and the last trace check."""
        with self.by("officer"):
            disposal.record_trace_check(
                self.stockpile,
                disposal.TraceLook(
                    operation_id=self.id(), batch_id=batch, checked_on=DAY, register="iARMS", result="No hit"
                ),
            )
            return disposal.add_persons(self.stockpile, disposal.Participants(
                operation_id=self.id(), batch_id=batch, persons=(
                    Participant(duty=Duty.OFFICER_IN_CHARGE, name="Maj B. Orsk", organisation="Depot B"),
                    Participant(duty=Duty.WITNESS, name="Ms C. Ilves", organisation="Police", title="Inspector"),
                )))  # fmt: skip

    def sealing(self, batch: int, **more: Any) -> disposal.Sealing:
        """Weapons into the first box, everything else into the second."""
        rows = disposal.batch_lines(self.stockpile, batch, limit=-1)
        left = [row for row in rows if row.state != "held back"]
        arms = tuple(row.line_no for row in left if row.weapon_id)
        rest = tuple(row.line_no for row in left if not row.weapon_id)
        boxes = [Box(container_id=self.books.place(f"box {n}"), seal=f"S {batch}{n}", lines=lines)
                 for n, lines in ((1, arms), (2, rest)) if lines]  # fmt: skip
        known: dict[str, Any] = {
            "operation_id": self.id(),
            "batch_id": batch,
            "sealed_at": f"{DAY}T06:00",
            "boxes": tuple(boxes),
        }
        return disposal.Sealing(**{**known, **more})

    def seal(self, batch: int, **more: Any) -> Done:
        """Packed and sealed by the officer."""
        with self.by("officer"):
            return disposal.seal_batch(self.stockpile, self.sealing(batch, **more))

    def hand_over(self, batch: int, **more: Any) -> Done:
        """Handed over by the officer."""
        known: dict[str, Any] = {"operation_id": self.id(), "batch_id": batch, "handed_at": f"{DAY}T08:00",
                                 "carrier": "Sgt D. Rook"}  # fmt: skip
        with self.by("officer"):
            return disposal.hand_over(self.stockpile, disposal.HandOver(**{**known, **more}))

    def arrive(self, batch: int, **more: Any) -> Done:
        """Received at the site by the inspector."""
        known: dict[str, Any] = {"operation_id": self.id(), "batch_id": batch, "received_at": f"{DAY}T10:00",
                                 "receiver": "Mr E. Vahl", "organisation": "Smelter"}  # fmt: skip
        with self.by("inspector"):
            return disposal.receive_at_site(self.stockpile, disposal.Arrival(**{**known, **more}))

    def to_site(self, batch: int) -> None:
        """Sealed, handed over and received."""
        self.seal(batch)
        self.hand_over(batch)
        self.arrive(batch)

    def scan(self, batch: int, read: str, who: str = "inspector", **more: Any) -> ListAnswer:
        """One look."""
        more.setdefault("operation_id", self.id())
        with self.by(who):
            return disposal.verify_item(
                self.stockpile, disposal.Scan(batch_id=batch, read=read, **self.looks(more))
            )

    def scan_all(self, batch: int, leave: Sequence[str] = ()) -> None:
        """Look at every line that is waiting, but at these marks."""
        for row in disposal.batch_lines(self.stockpile, batch, state=disposal.LineState.WAITING, limit=-1):
            if row.mark not in leave:
                assert self.scan(batch, row.mark).says is disposal.ListSays.VERIFIED

    def finish(self, batch: int, who: str = "inspector", **more: Any) -> Done:
        """Finish the verification."""
        known: dict[str, Any] = {"operation_id": self.id(), "batch_id": batch, "finished_at": f"{DAY}T16:00"}
        with self.by(who):
            return disposal.finish_verification(
                self.stockpile, disposal.Finishing(**self.looks({**known, **more}))
            )

    def explain(self, case_id: int, result: CaseResult = CaseResult.EXPLAINED) -> None:
        """The case is decided."""
        number = self.stockpile.value("SELECT number FROM case_file WHERE id = ?", [case_id])
        with self.by("inspector"):
            cases.close_case(self.stockpile, self.id(), str(number), result.value, "Found out")

    def verified(self, batch: int) -> None:
        """Brought to the site and verified, every line."""
        self.to_site(batch)
        self.scan_all(batch)
        self.finish(batch)

    def destroying(self, batch: int, **more: Any) -> disposal.Destroying:
        """An act of destruction, not yet asked."""
        known: dict[str, Any] = {"operation_id": self.id(), "batch_id": batch, "performed_at": "2026-11-11T09:00",
                                 "methods": METHODS, "performer": "Mr F. Stahl"}  # fmt: skip
        return disposal.Destroying(**{**known, **more})

    def destroy(self, batch: int, **more: Any) -> Done:
        """Asked by the inspector, approved by the approver."""
        with self.by("inspector"):
            outcome = disposal.destroy(self.stockpile, self.destroying(batch, **more))
        return self.approved(outcome)

    def clear(self, batch: int, **more: Any) -> Done:
        """The residue weighed and gone."""
        scrap = disposal.Weighed(
            material="Steel", mass_in=18_000, mass_out=17_400, recipient="Smelter Oy", receipt="R 77"
        )
        known: dict[str, Any] = {"operation_id": self.id(), "batch_id": batch, "cleared_on": "2026-11-12",
                                 "classes": (scrap,)}  # fmt: skip
        with self.by("inspector"):
            return disposal.clear_residue(self.stockpile, disposal.Clearing(**{**known, **more}))

    def hold_back(self, batch: int, lines: Sequence[int], reason: str = "evidence", **more: Any) -> Done:
        """Lines leave the batch for the armoury."""
        known: dict[str, Any] = {"operation_id": self.id(), "batch_id": batch, "lines": tuple(lines), "reason": reason,
                                 "authority": "Court 4", "text": "Case 12/2026", "held_at": f"{DAY}T12:00",
                                 "to_account": self.books.place("armoury")}  # fmt: skip
        with self.by("inspector"):
            return disposal.hold_back(self.stockpile, disposal.HoldingBack(**{**known, **more}))

    # What is seen ---------------------------------------------------------------------------------

    def refused(self, verb: Any, *arguments: Any, **more: Any) -> list[str]:
        """The rules that refuse a verb; it must leave no trace."""
        return [finding.rule for finding in self.findings(verb, *arguments, **more)]

    def findings(self, verb: Any, *arguments: Any, **more: Any) -> tuple[Finding, ...]:
        """What refuses a verb; it must leave no trace."""
        before = dump_hash(self.stockpile)
        try:
            outcome = verb(*arguments, **more)
        except Refused as refused:
            assert dump_hash(self.stockpile) == before, "a refused operation left a trace"
            return refused.findings
        raise AssertionError(f"this should have been refused, and gave {outcome}")

    def step(self, batch: int) -> str:
        """The batch's last step."""
        view = disposal.batch_view(self.stockpile, batch)
        assert view is not None
        return view.row.step.value

    def verify(self) -> list[str]:
        """What a whole verification finds wrong."""
        return [trouble.sentence for trouble in audit.verify(self.stockpile).troubles]


def a_site(folder: Path) -> Site:
    """Several people, a store apart, a site and four boxes; the officer is at the desk."""
    return furnished(a_staffed_depot(folder))


def furnished(staff: Staff) -> Site:
    """A depot gets a store apart, a site and four boxes; the officer, where there is one, stays at the desk."""
    books, site = staff.books, Site(staff)
    with site.by("officer"):
        for short, name in (("apart", "Store 9, apart"), ("site", "Smelter yard")):
            books.places[short] = books.account("location", name)
        for number in range(1, 5):
            books.places[f"box {number}"] = books.account("container", f"Box {number}", unit="box")
        for item in ("rifle", "ball"):
            surplus.state_requirement(books.stockpile, surplus.RequirementInput(
                operation_id=books.id(), item_type_id=books.item(item), quantity=0, factor="reserve",
                source="Order 12/2026", effective_from="2026-01-01"))  # fmt: skip
    books.stockpile.actor = staff.actors.get("officer", books.stockpile.actor)
    return site


def two_of_everything(site: Site) -> None:
    """Two batches destroyed, two sold and two ended, with every kind of record that a batch can have."""
    for number in (1, 2):
        _destroyed(site, number)
        _sold(site, number)
        _ended(site, number)


def _destroyed(site: Site, number: int) -> None:
    lot = site.books.lot(f"55-26-{number}", 300)
    weapons = site.rifles(3, prefix=f"DX{number} ")
    declared = site.declare(weapons, (lot, 300))
    lines = [disposal.PlannedLine(declaration_id=declared, line_no=line) for line in (1, 2, 3)]
    lines.append(disposal.PlannedLine(declaration_id=declared, line_no=4, hazard="1.4S", neq="0.6"))
    batch = site.decide(declared, lines=tuple(lines), site_limit="5", methods=()).batch_id
    site.people(batch)
    site.to_site(batch)
    site.hold_back(batch, [3])
    site.scan(batch, f"ZZ {number}")
    with site.by("inspector"):
        disposal.undo_check(
            site.stockpile,
            disposal.Undo(operation_id=site.id(), batch_id=batch, check_no=1, reason="Read from the lid"),
        )
        disposal.record_incident(site.stockpile, disposal.Incident(
            operation_id=site.id(), batch_id=batch, happened_at=f"{DAY}T13:00", text="The press stopped"))  # fmt: skip
    site.scan_all(batch)
    site.finish(batch)
    site.destroy(batch, lines=(1, 2))
    site.destroy(batch, methods=("incineration",))
    site.clear(batch, free=disposal.FreeStatement(declared_on="2026-11-12", declared_by="Lt G. Pers"))


def _sold(site: Site, number: int) -> None:
    rifle = site.books.item("rifle")
    paper = disposal.EndUser(number=f"EUC {number}", issuer="MoD of X", issued_on="2026-11-01", end_user="Army of X",
                             certified=((rifle, 1),))  # fmt: skip
    batch = site.batch(site.rifles(1, prefix=f"SX{number} "), disposal="sale", reason="Contract", recipient="Army of X",
                       end_user=paper, methods=(), site_account=0)  # fmt: skip
    site.seal(batch)
    with site.by("officer"):
        disposal.dispatch_batch(
            site.stockpile,
            disposal.Dispatching(
                operation_id=site.id(), batch_id=batch, dispatched_at="2026-11-11", carrier="Capt H. Lund"
            ),
        )
        disposal.close_batch(site.stockpile, disposal.Closing(
            operation_id=site.id(), batch_id=batch, closed_on="2026-11-18", received=((rifle, 1),)))  # fmt: skip


def _ended(site: Site, number: int) -> None:
    batch = site.batch(site.rifles(1, prefix=f"EX{number} "))
    site.hold_back(batch, [1], held_at="2026-11-09T12:00")
    with site.by("officer"):
        outcome = disposal.end_batch(site.stockpile, disposal.Ending(
            operation_id=site.id(), batch_id=batch, ended_on="2026-11-12", reason="Kept for the court"))  # fmt: skip
    site.approved(outcome)
