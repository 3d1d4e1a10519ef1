"""Random sequences of everything a batch can meet: the counts agree, and nothing terminal ever moves."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from stockpile_app import audit, disposal
from stockpile_app.base import Refused
from stockpile_app.disposal import LineState, Step
from tests.disposal.batches import METHODS, Site
from tests.ready import ready_site

LINES = 4
LINE = st.integers(1, LINES)


class BatchMachine(RuleBasedStateMachine):
    """One batch of four rifles; each verb is tried at any time, and is done or refused whole."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="batch-"))
        self.site: Site = ready_site(self.folder)
        self.batch = self.site.batch(self.site.rifles(LINES))
        self.gone: dict[int, tuple[int, str]] = {}
        self.minutes = 0

    def teardown(self) -> None:
        if hasattr(self, "site"):
            assert audit.verify(self.site.stockpile).troubles == ()
            self.site.stockpile.close()
            shutil.rmtree(self.folder)

    def _now(self) -> str:
        self.minutes += 1
        return f"2026-11-12T{self.minutes // 60:02d}:{self.minutes % 60:02d}"

    def _try(self, verb: object, *arguments: object, **more: object) -> None:
        before = self._step()
        try:
            done = verb(*arguments, **more)  # type: ignore[operator]
        except Refused:
            assert self._step() is before
            return
        if isinstance(done, disposal.Done) and done.step is not None:
            course = disposal.COURSE[disposal.Disposal.DESTRUCTION]
            assert course.index(done.step) == course.index(before) + 1, "a step was left out"

    def _step(self) -> Step:
        return disposal.batches(self.site.stockpile)[0].step

    @rule()
    def go_on(self) -> None:
        """The next step, whatever it is."""
        verbs = {Step.SEALED: (self.site.seal, "sealed_at"), Step.HANDED_OVER: (self.site.hand_over, "handed_at"),
                 Step.RECEIVED: (self.site.arrive, "received_at"), Step.VERIFIED: (self.site.finish, "finished_at"),
                 Step.DESTROYED: (self.site.destroy, "performed_at")}  # fmt: skip
        following = disposal.next_step(self.site.stockpile, self.batch).step
        if following in verbs:
            verb, at = verbs[following]
            self._try(verb, self.batch, **{at: self._now()})
        elif following is Step.CLEARED:
            self._try(self.site.clear, self.batch, cleared_on="2026-11-12")

    @rule(line=LINE)
    def scan(self, line: int) -> None:
        self._try(self.site.scan, self.batch, f"KM {line:05d}")

    @rule()
    def scan_every_one(self) -> None:
        for line in range(1, LINES + 1):
            self._try(self.site.scan, self.batch, f"KM {line:05d}")

    @rule(read=st.sampled_from(["KM OOOO1", "ZZ 9", "B-W-000002", ""]))
    def scan_something(self, read: str) -> None:
        self._try(self.site.scan, self.batch, read)

    @rule(number=st.integers(1, 12))
    def undo(self, number: int) -> None:
        asked = disposal.Undo(
            operation_id=self.site.id(), batch_id=self.batch, check_no=number, reason="Misread"
        )
        with self.site.by("inspector"):
            self._try(disposal.undo_check, self.site.stockpile, asked)

    @rule(line=LINE)
    def hold_back(self, line: int) -> None:
        self._try(self.site.hold_back, self.batch, [line], held_at=self._now())

    @rule(line=LINE, chain=st.sampled_from([METHODS, ("burning",), ("melting",)]))
    def destroy_one(self, line: int, chain: tuple[str, ...]) -> None:
        self._try(self.site.destroy, self.batch, lines=(line,), methods=chain, performed_at=self._now())

    @rule()
    def finish(self) -> None:
        self._try(self.site.finish, self.batch, finished_at=self._now())

    @rule()
    def explain_everything(self) -> None:
        sql = "SELECT id FROM case_file WHERE id NOT IN (SELECT case_id FROM case_outcome)"
        for (case,) in self.site.stockpile.rows(sql):
            self.site.explain(case)

    @invariant()
    def the_counts_agree(self) -> None:
        if not hasattr(self, "site"):
            return
        (count,) = disposal.type_counts(self.site.stockpile, self.batch)
        step = self._step()
        assert count.planned == LINES
        assert count.open >= 0
        assert count.destroyed <= count.received
        rows = disposal.batch_lines(self.site.stockpile, self.batch)
        assert sum(row.state is LineState.HELD_BACK for row in rows) == count.held_back
        assert sum(row.state is LineState.DESTROYED for row in rows) == count.destroyed
        if step in {Step.VERIFIED, Step.DESTROYED, Step.CLEARED}:
            assert count.open == 0
        if step in {Step.DESTROYED, Step.CLEARED}:
            assert count.destroyed == count.received
        seen = disposal.progress(self.site.stockpile, self.batch)
        assert seen.planned == seen.verified + seen.set_aside + seen.missing + seen.left

    @invariant()
    def what_is_destroyed_stays_destroyed(self) -> None:
        if not hasattr(self, "site"):
            return
        now = {row[0]: (row[1], row[2]) for row in self.site.stockpile.rows(
            "SELECT w.id, w.account_id, w.last_at FROM weapon w JOIN account a ON a.id = w.account_id "
            "WHERE a.kind = 'destroyed'")}  # fmt: skip
        assert self.gone.items() <= now.items()
        self.gone = now


TestBatches = BatchMachine.TestCase
TestBatches.settings = settings(
    max_examples=6, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
