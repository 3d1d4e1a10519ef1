"""Whatever is done in whatever order: certificates cover exactly what was destroyed, no item twice, nothing is lost."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockpile_app import ledger
from stockpile_app.base import Refused
from stockpile_app.disposal import certificates
from stockpile_app.disposal.certificates import (
    AnnulmentRequest,
    CertificateRequest,
    Issued,
    certificate_covering,
    certificate_view,
)
from stockpile_app.disposal.certificates.checks import check
from tests.books import Books
from tests.disposal.certificates import batches
from tests.ready import ready_depot

ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["destroy", "hold back one", "forget one", "issue", "annul", "reverse", "case", "close"]
        ),
        st.integers(0, 3),
        st.integers(0, 2),
    ),
    max_size=14,
)


@dataclass(slots=True)
class World:
    """The books beside what a person who only watched would write down."""

    books: Books
    made: list[batches.Made] = field(default_factory=list)
    destroyed: dict[int, set[int]] = field(default_factory=dict)
    complete: set[int] = field(default_factory=set)
    standing: dict[int, str] = field(default_factory=dict)
    issued: list[str] = field(default_factory=list)
    cases: dict[int, list[int]] = field(default_factory=dict)
    serial: int = 0

    def act(self, name: str, which: int, few: int) -> None:
        """One thing that somebody does."""
        if name == "destroy":
            self._destroy(1 + few, held=0, forgotten=0)
        elif name == "hold back one":
            self._destroy(2 + few, held=1, forgotten=0)
        elif name == "forget one":
            self._destroy(2 + few, held=0, forgotten=1)
        elif self.made:
            made = self.made[which % len(self.made)]
            {"issue": self._issue, "annul": self._annul, "reverse": self._reverse, "case": self._case,
             "close": self._close}[name](made)  # fmt: skip

    def _destroy(self, weapons: int, *, held: int, forgotten: int) -> None:
        rifles = []
        for _ in range(weapons):
            self.serial += 1
            rifles.append(self.books.rifle(f"KM {self.serial:05}"))
        made = batches.designated(self.books, rifles)
        batches.verified(self.books, made)
        if held:
            batches.held_back(self.books, made, 1)
        lines = made.lines[held : len(made.lines) - forgotten]
        batches.destroyed(self.books, made, lines)
        batches.cleared(self.books, made)
        self.made.append(made)
        self.destroyed[made.id] = {line.weapon_id for line in lines}
        if not forgotten:
            self.complete.add(made.id)

    def _issue(self, made: batches.Made) -> None:
        may = made.id in self.complete and made.id not in self.standing and not self.cases.get(made.id)
        request = CertificateRequest(operation_id=self.books.id(), batch_id=made.id)
        try:
            outcome = certificates.issue_certificate(self.books.stockpile, request)
        except Refused:
            assert not may
            return
        assert may
        assert isinstance(outcome, Issued)
        self.standing[made.id] = outcome.number
        self.issued.append(outcome.number)

    def _annul(self, made: batches.Made) -> None:
        number = self.standing.pop(made.id, "")
        asked = AnnulmentRequest(
            operation_id=self.books.id(), number=number or "B-CDS-2026-999999", reason="wrong"
        )
        try:
            certificates.annul_certificate(self.books.stockpile, asked)
        except Refused:
            assert not number

    def _reverse(self, made: batches.Made) -> None:
        """Nothing terminal ever moves: the reversal of a destruction is refused, certified or not."""
        voucher_id = self.books.stockpile.value(
            "SELECT voucher_id FROM destruction_act WHERE batch_id = ?", [made.id]
        )
        voucher = ledger.ReversalVoucher(
            operation_id=self.books.id(), effective_at="2026-11-19", voucher_id=int(voucher_id), reason="undo"
        )
        assert "LEDGER-05" in {finding.rule for finding in self.books.refuse(ledger.reverse, voucher)}

    def _case(self, made: batches.Made) -> None:
        self.cases.setdefault(made.id, []).append(batches.open_case(self.books, "batch", made.id))

    def _close(self, made: batches.Made) -> None:
        for case in self.cases.pop(made.id, []):
            batches.close_case(self.books, case)

    def agrees(self) -> None:
        """The books say what was written down."""
        stockpile = self.books.stockpile
        rows = certificates.certificates(stockpile)
        assert [row.number for row in reversed(rows)] == self.issued
        assert {row.number for row in rows if not row.annulled} == set(self.standing.values())
        covered: list[int] = []
        for batch_id, number in self.standing.items():
            view = certificate_view(stockpile, number)
            assert view is not None
            weapons = [one.weapon_id for one in view.weapons]
            assert set(weapons) == self.destroyed[batch_id]
            covered += weapons
            assert all(certificate_covering(stockpile, weapon) == number for weapon in weapons)
        assert len(covered) == len(set(covered))
        for number in self.issued:
            view = certificate_view(stockpile, number)
            assert view is not None
            assert view.weapons
        assert list(check(stockpile)) == []


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(acts=ACTS)
def test_certificates_cover_exactly_what_was_destroyed(acts: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(ready_depot(Path(folder)))
        for name, which, few in acts:
            world.act(name, which, few)
        world.agrees()
        world.books.stockpile.close()
