"""A batch that went its way, written as records: what certificates are issued for.

    batch = a_batch(books, [rifle, pistol], [line_of_rounds])        # destroyed, residue cleared
    books.stockpile ... certificates.issue_certificate(..., batch_id=batch.id)

The steps themselves are the machine's; here only their records stand, and real vouchers of the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from stockpile_app import audit
from stockpile_app.access.rights import Right, rights
from stockpile_app.audit import Operation
from stockpile_app.cases.model import Case, CaseAbout, CaseOutcome
from stockpile_app.catalogue.model import Marking, Weapon
from stockpile_app.disposal.deactivation.model import Deactivation, DeactivationCheck, DeactivationMark
from stockpile_app.disposal.model import (
    Batch,
    BatchCheck,
    BatchIncident,
    BatchLine,
    BatchPerson,
    BatchStep,
    DestructionAct,
    FreeFromExplosives,
    HeldBack,
    Residue,
    Step,
    TraceCheck,
)
from stockpile_app.ledger import Line, Posted, VoucherKind
from stockpile_app.ledger.compose import Draft
from stockpile_app.ledger.operations import virtual_account
from stockpile_app.ledger.post import post_within
from stockpile_app.store import Stockpile
from tests.books import Books

DAY = "2026-11-12"
SITE_DAY = "2026-11-16"


@dataclass(slots=True)
class Lot:
    """A quantity of a lot to be destroyed, with its hazard and NEQ as entered."""

    line: Line
    hazard: str = "1.4S"
    neq: str = "1.250"


@dataclass(slots=True)
class Made:
    """A batch that stands in the books."""

    id: int
    lines: list[BatchLine] = field(default_factory=list)
    steps: int = 0
    acts: int = 0


@contextmanager
def writing(stockpile: Stockpile) -> Iterator[None]:
    """A transaction whose entries the person at the desk signs, as the door does for a signed operation."""
    for kind in (VoucherKind.DESTRUCTION, VoucherKind.DEACTIVATION):  # where no room has its right yet
        rights().setdefault(kind.value, Right(kind.value, kind.value, frozenset({"officer"})))
    with stockpile.transaction():
        first = audit.next_entry(stockpile)
        yield
        audit.sign_entries(stockpile, first)


def write(books: Books, *records: object) -> int:
    """One entry with these records, of a kind that an officer has a right to."""
    with writing(books.stockpile):
        return audit.record(books.stockpile, Operation("open account", books.id(), {}), records)


def next_of(books: Books, table: str) -> int:
    """The next id of a table."""
    return int(books.stockpile.value(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))


def designated(
    books: Books,
    weapons: Sequence[Weapon] = (),
    lots: Sequence[Lot] = (),
    *,
    at: str = "armoury",
    **more: Any,
) -> Made:
    """A batch with its lines and the people who take part, and nothing done with it yet."""
    made = Made(next_of(books, "batch"))
    told: dict[str, Any] = {
        "disposal": "destruction", "decided_on": DAY, "authority": "Ministry of Defence, Order 88",
        "document": "MOD/SALW/2026/88", "reason": "Surplus to requirement", "site_account": books.place(at),
        "planned_on": SITE_DAY, "methods": "cutting,smelting", "scrap": "Steelworks Oskel",
    }  # fmt: skip
    batch = Batch(made.id, f"B-BAT-2026-{made.id:06d}", 2026, made.id, **{**told, **more})
    for weapon in weapons:
        made.lines.append(
            BatchLine(made.id, len(made.lines) + 1, 0, weapon.item_type_id, "serviceable", weapon.id)
        )
    for lot in lots:
        made.lines.append(
            BatchLine(made.id, len(made.lines) + 1, 0, lot.line.item_type_id, "serviceable", 0, lot.line.lot_id,
                      lot.line.quantity, lot.hazard, lot.neq)
        )  # fmt: skip
    persons = (
        ("officer in charge", "Anna Lindqvist", "Major", "Ministry of Defence"),
        ("verifier", "R. Duval", "Inspector", "Inspectorate of Arms"),
        ("observer", "J. Mbeki", "Programme officer", "United Nations"),
    )
    write(books, batch, *made.lines,
          *(BatchPerson(made.id, n, *one) for n, one in enumerate(persons, 1)))  # fmt: skip
    return made


def step(books: Books, made: Made, name: Step, *records: object) -> None:
    """One step of the batch, with what is recorded beside it."""
    made.steps += 1
    done = BatchStep(made.id, made.steps, name, f"{SITE_DAY}T09:{made.steps:02d}", books.stockpile.actor.name)
    write(books, done, *records)


def verified(books: Books, made: Made, *, leave_out: Sequence[int] = (), components: str = "") -> None:
    """Bring the batch to the site and read every line but those left out."""
    for name in (Step.SEALED, Step.HANDED_OVER, Step.RECEIVED):
        step(books, made, name)
    checks = [
        BatchCheck(made.id, n, line.line_no, "read", "verified", f"{SITE_DAY}T10:00", "Insp R. Duval",
                   quantity=line.quantity, components=components if n == 1 else "")
        for n, line in enumerate((one for one in made.lines if one.line_no not in leave_out), 1)
    ]  # fmt: skip
    step(books, made, Step.VERIFIED, *checks)


def held_back(books: Books, made: Made, line_no: int, reason: str = "evidence") -> None:
    """A line leaves the batch."""
    write(books, HeldBack(made.id, line_no, reason, "Public prosecutor", 0))


def gone(
    books: Books, lines: Sequence[BatchLine], kind: VoucherKind, *facts: object, at: str = "armoury"
) -> Posted:
    """The voucher by which these lines leave for good."""
    to = virtual_account(books.stockpile, "destroyed" if kind is VoucherKind.DESTRUCTION else "deactivated")
    draft = Draft(
        kind=kind,
        operation_id=books.id(),
        effective_at=SITE_DAY,
        lines=tuple(
            Line(item_type_id=one.item_type_id, weapon_id=one.weapon_id, lot_id=one.lot_id, quantity=one.quantity,
                 condition="" if one.weapon_id else one.condition)
            for one in lines
        ),
        from_account=books.place(at),
        to_account=to,
    )  # fmt: skip
    with writing(books.stockpile):
        return post_within(books.stockpile, draft, facts)


def destroyed(
    books: Books, made: Made, lines: Sequence[BatchLine] | None = None, methods: str = "cutting"
) -> Posted:
    """One act of destruction for these lines (all of them unless named)."""
    made.acts += 1
    voucher_id = next_of(books, "voucher")
    act = DestructionAct(made.id, made.acts, methods, f"{SITE_DAY}T13:00", "Sgt M. Adan", voucher_id,
                         "Oxy-acetylene torch no. 4")  # fmt: skip
    return gone(books, made.lines if lines is None else lines, VoucherKind.DESTRUCTION, act)


def cleared(books: Books, made: Made) -> None:
    """The residue is weighed and handed over."""
    step(books, made, Step.DESTROYED)
    step(
        books, made, Step.CLEARED,
        Residue(made.id, 1, "Steel", 812_400, 811_950, "2026-11-18", "Steelworks Oskel", "Remelt receipt 4471"),
        FreeFromExplosives(made.id, "2026-11-18", "K. Osei", "EOD Company 3", "FFE 12/2026"),
        TraceCheck(made.id, 1, "2026-11-15", "National register of stolen arms", "No match", "Insp R. Duval", "Q 8841"),
        BatchIncident(made.id, 1, f"{SITE_DAY}T14:20", "Rain stopped the cutting for 40 minutes"),
    )  # fmt: skip


def a_batch(books: Books, weapons: Sequence[Weapon] = (), lots: Sequence[Lot] = (), **more: Any) -> Made:
    """A batch of these, destroyed, with its residue cleared."""
    made = designated(books, weapons, lots, **more)
    verified(books, made, components="bolt")
    destroyed(books, made)
    cleared(books, made)
    return made


def deactivated(
    books: Books,
    weapons: Sequence[Weapon],
    *,
    checked: bool = True,
    listed: bool = False,
    entity: str = "Proof House Oskel",
    **more: Any,
) -> tuple[Made, list[int]]:
    """A batch of weapons for a museum, each deactivated and verified; their deactivations' ids."""
    made = designated(books, weapons, disposal="deactivation", recipient="Army Museum", **more)
    verified(books, made)
    ids = []
    for line in made.lines:
        one = next_of(books, "deactivation")
        ids.append(one)
        mark = Marking(next_of(books, "marking"), line.weapon_id, "deactivation", f"XB {one} 26", SITE_DAY)
        write(books, Deactivation(one, made.id, line.line_no, "eu-2018", "2018", "3", "Arsenal Oskel", "XB", SITE_DAY,
                         calibre="7.62"),
            mark, DeactivationMark(one, "frame", 1, mark.id),
        )  # fmt: skip
        if checked:
            check = DeactivationCheck(
                one, SITE_DAY, "Insp R. Duval", "Rosalie Duval", entity, 1, int(listed), "as read",
                next_of(books, "voucher"), "Chief inspector",
            )  # fmt: skip
            gone(books, [line], VoucherKind.DEACTIVATION, check)
    if checked:
        step(books, made, Step.DEACTIVATED)
    return made, ids


def open_case(books: Books, about: str, about_id: int) -> int:
    """A case that waits to be explained."""
    case_id = next_of(books, "case_file")
    case = Case(case_id, f"B-CAS-2026-{case_id:06d}", 2026, case_id, "mismatch", "A serial was swapped",
                "2026-11-16T10:00:00Z", books.stockpile.actor.name)  # fmt: skip
    write(books, case, CaseAbout(case_id, about, about_id))
    return case_id


def close_case(books: Books, case_id: int) -> None:
    """The case has its outcome."""
    outcome = CaseOutcome(case_id, "explained", "Misread", "2026-11-17T10:00:00Z", books.stockpile.actor.name)
    write(books, outcome)


def without(line: BatchLine, **more: Any) -> BatchLine:
    """The line with something changed."""
    return replace(line, **more)
