"""A workshop's bench: a verified batch of rifles to be deactivated, and the values that fit a bound.

bench = a_bench(tmp_path)                  # three rifles, the officer at the desk
one = bench.begin(1)                       # a deactivation under the European profile, type 7
bench.work_off(one)                        # every operation and every mark
bench.verify(one)                          # by the inspector, approved by the approver
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from stockpile_app import access
from stockpile_app.access import Requested
from stockpile_app.catalogue.model import Weapon
from stockpile_app.disposal.deactivation import (
    BeginDeactivation,
    NewDeactivationMark,
    NewResult,
    OperationOutcome,
    VerifyDeactivation,
    begin_deactivation,
    checklist,
    record_deactivation_mark,
    record_result,
    verify_deactivation,
)
from stockpile_app.disposal.deactivation.checklist import Checklist, Work, checklist_of
from stockpile_app.disposal.deactivation.measures import measured_text
from stockpile_app.disposal.deactivation.model import Deactivation, DeactivationResult
from stockpile_app.disposal.deactivation.profile import CALIBRE, Bound, Measure, Profile
from stockpile_app.ledger import Posted
from tests.books import Books
from tests.disposal.batches import Site
from tests.people import Staff
from tests.ready import ready_site

CALIBRE_MM = Decimal("7.62")
STEP = Fraction(1, 10)


def fitting_values(measures: Sequence[Measure], calibre: Decimal = CALIBRE_MM) -> tuple[tuple[str, str], ...]:
    """Values just inside the bounds, of the first way where there are several."""
    ways = [one.way for one in measures if one.way]
    asked = [one for one in measures if one.way in {"", *ways[:1]}]
    free = {one.name: Fraction(60) for one in asked if not one.bounds} | {CALIBRE: Fraction(calibre)}
    return tuple((one.name, text(_inside(one, free) if one.bounds else free[one.name])) for one in asked)


def _inside(measure: Measure, free: Mapping[str, Fraction]) -> Fraction:
    edges = [edge(bound, free) for bound in measure.bounds]
    lower = [one for one, bound in zip(edges, measure.bounds, strict=True) if bound.sign.startswith(">")]
    return max(lower) if lower else min(edges)


def edge(bound: Bound, free: Mapping[str, Fraction], step: Fraction = STEP) -> Fraction:
    """The last value that still keeps to a bound."""
    limit = bound.amount * (free[bound.of] if bound.of else 1)
    past = {">=": Fraction(0), "<=": Fraction(0), ">": step, "<": -step}
    return limit + past[bound.sign]


def text(value: Fraction) -> str:
    """A measured value as typed."""
    return (
        f"{(Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal('0.0001')).normalize():f}"
    )


# Without any books ----------------------------------------------------------------------------------


def result(operation: str, outcome: str = "done", measured: str = "", **more: Any) -> DeactivationResult:
    """A result on paper."""
    return DeactivationResult(
        1, operation, 1, outcome, "Armr B. Lindt", "2026-11-10", measured=measured, **more
    )


def worked_off(profile: Profile, firearm_type: str, features: Collection[str] = ()) -> Work:
    """A weapon of this type on which everything was done that must be, and the rest left out with a reason."""
    features = frozenset(features)
    results = {}
    for one in profile.operations_of(firearm_type):
        if one.condition.met(features):
            values = fitting_values(one.measures_of(alternative=False, features=features))
            results[one.number] = result(one.number, measured=measured_text(values))
        else:
            results[one.number] = result(one.number, "not applicable", reason="It has none")
    marks = {one.component: ("EU BE", 1) for one in profile.essentials_of(firearm_type, features)}
    return Work(profile, firearm_type, features, CALIBRE_MM, results, marks)


def without(work: Work, number: str) -> Checklist:
    """The list of a weapon with one operation left open."""
    return checklist_of(replace(work, results={n: r for n, r in work.results.items() if n != number}))


def with_result(work: Work, one: DeactivationResult) -> Checklist:
    """The list of a weapon with another result of one operation."""
    return checklist_of(replace(work, results={**work.results, one.operation: one}))


# In the books ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Bench:
    """The books, the people, the batch's rifles."""

    staff: Staff
    rifles: list[Weapon] = field(default_factory=list)
    batch_id: int = 1

    @property
    def books(self) -> Books:
        """The books."""
        return self.staff.books

    def asked(self, line_no: int = 1, **more: Any) -> BeginDeactivation:
        """A beginning not yet made."""
        wanted: dict[str, Any] = {
            "operation_id": self.books.id(),
            "batch_id": self.batch_id,
            "line_no": line_no,
            "profile": "eu-2018",
            "firearm_type": "7",
            "performer": "Army Workshop 3",
            "country": "BE",
            "begun_on": "2026-11-10",
            "features": ("gas system", "bolt carrier"),
            "calibre": "7.62",
        }
        return BeginDeactivation(**{**wanted, **more})

    def begin(self, line_no: int = 1, **more: Any) -> Deactivation:
        """Begin a deactivation."""
        return begin_deactivation(self.books.stockpile, self.asked(line_no, **more)).deactivation

    def result(self, one: Deactivation, operation: str, outcome: str = "done", **more: Any) -> NewResult:
        """A result not yet recorded."""
        more.setdefault("operation_id", self.books.id())
        more.setdefault("done_on", "2026-11-11")
        more.setdefault("done_by", "Armr B. Lindt")
        return NewResult(deactivation_id=one.id, operation=operation, outcome=outcome, **more)

    def record(self, one: Deactivation, operation: str, outcome: str = "done", **more: Any) -> None:
        """Record one result."""
        record_result(self.books.stockpile, self.result(one, operation, outcome, **more))

    def mark(self, one: Deactivation, component: str, **more: Any) -> NewDeactivationMark:
        """A mark not yet recorded."""
        wanted: dict[str, Any] = {
            "symbol": "PB4",
            "marked_on": "2026-11-12",
            "listed": one.profile == "eu-2018",
        }
        return NewDeactivationMark(
            operation_id=self.books.id(), deactivation_id=one.id, component=component, **{**wanted, **more}
        )

    def work_off(self, one: Deactivation, but: Collection[str] = (), **mark: Any) -> None:
        """Record every operation but these, and every mark."""
        listed = checklist(self.books.stockpile, one.id)
        features = one.features.split(",")
        for line in listed.lines:
            operation = line.operation
            if operation.number in but:
                continue
            if line.applies:
                measured = fitting_values(operation.measures_of(alternative=False, features=features))
                self.record(one, operation.number, measured=measured)
            else:
                self.record(one, operation.number, OperationOutcome.NOT_APPLICABLE, reason=line.why_not)
        for mark_line in listed.marks:
            record_deactivation_mark(
                self.books.stockpile, self.mark(one, mark_line.essential.component, **mark)
            )

    def verification(self, one: Deactivation, **more: Any) -> VerifyDeactivation:
        """A verification not yet asked for."""
        wanted: dict[str, Any] = {
            "operation_id": self.books.id(),
            "deactivation_id": one.id,
            "verified_on": "2026-11-13",
            "name": "Insp R. Duval",
            "title": "Head of the proof bench",
            "entity": "Proof House of Liège",
            "serial_read": self.rifles[one.line_no - 1].serial,
            "public": True,
            "listed": one.profile == "eu-2018",
        }
        return VerifyDeactivation(**{**wanted, **more})

    def verify(self, one: Deactivation, **more: Any) -> Posted:
        """Let the inspector verify and the approver approve."""
        with self.staff.acting("inspector"):
            asked = verify_deactivation(self.books.stockpile, self.verification(one, **more))
        assert isinstance(asked, Requested)
        with self.staff.acting("approver"):
            posted = access.approve(self.books.stockpile, asked.request_id)
        assert isinstance(posted, Posted)
        return posted

    def first(self, verb: Any, asked: Any) -> str:
        """The first rule that refuses, without a trace."""
        return self.books.refuse(verb, asked)[0].rule

    def refused(self, verb: Any, asked: Any) -> set[str]:
        """Every rule that refuses, without a trace."""
        return {finding.rule for finding in self.books.refuse(verb, asked)}


def a_bench(folder: Path, rifles: int = 3) -> Bench:
    """A staffed depot with a verified batch of rifles; the officer is at the desk."""
    site = ready_site(folder)
    arms = site.rifles(rifles, first=6421)
    return Bench(site.staff, arms, lay_batch(site, arms))


def lay_batch(site: Site, rifles: Sequence[Weapon]) -> int:
    """Bring rifles that were declared surplus to the site as a verified batch to be deactivated; the batch's id."""
    batch = site.batch(rifles, disposal="deactivation", methods=(), reason="For the army museum",
                       recipient="Army museum")  # fmt: skip
    site.verified(batch)
    return batch
