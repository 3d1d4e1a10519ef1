"""A batch of which nothing is left is ended by two persons, and by nobody while anything is left."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app import audit, disposal
from stockpile_app.access import Requested
from stockpile_app.disposal import Done, Step
from tests.disposal.batches import DAY, Site


def ending(site: Site, batch: int, **more: Any) -> disposal.Ending:
    """An end not yet asked for."""
    told = {
        "operation_id": site.id(),
        "batch_id": batch,
        "ended_on": DAY,
        "reason": "The court keeps all of it",
        **more,
    }
    return disposal.Ending(**told)


def end(site: Site, batch: int, **more: Any) -> Done:
    """Asked by the officer, approved by the approver."""
    with site.by("officer"):
        outcome = disposal.end_batch(site.stockpile, ending(site, batch, **more))
    assert isinstance(outcome, Requested)
    return site.approved(outcome)


def test_everything_held_back_is_ended_before_it_is_sealed(site: Site) -> None:
    batch = site.batch(site.rifles(2))
    assert site.refused(end, site, batch) == ["DISPOSAL-66"]
    site.hold_back(batch, [1], held_at="2026-11-08")
    assert site.refused(end, site, batch) == ["DISPOSAL-66"]
    site.hold_back(batch, [2], held_at="2026-11-08")
    step = disposal.next_step(site.stockpile, batch)
    assert (step.step, step.blocks) == (Step.CLOSED, ())
    assert site.refused(site.seal, batch)[:1] == ["DISPOSAL-02"]
    assert end(site, batch).step is Step.CLOSED
    view = disposal.batch_view(site.stockpile, batch)
    assert view is not None
    assert (view.row.next.step, view.steps[-1].done_by, view.steps[-1].remark) == (
        None, site.staff.actors["officer"].name, "The court keeps all of it")  # fmt: skip
    assert site.refused(end, site, batch) == ["DISPOSAL-66"]
    assert audit.verify(site.stockpile).troubles == ()


def test_what_was_not_in_the_boxes_ends_once_it_is_explained(site: Site) -> None:
    """All of it missing: the cases first, then verified with nothing, then ended; the empty boxes are free."""
    batch = site.batch(site.rifles(2))
    site.to_site(batch)
    stopped = site.finish(batch)
    assert len(stopped.cases) == 2
    assert "DISPOSAL-66" in site.refused(end, site, batch)
    for case in stopped.cases:
        site.explain(case)
    site.finish(batch)
    assert disposal.next_step(site.stockpile, batch).step is Step.CLOSED
    assert site.refused(site.destroy, batch)[:1] == ["DISPOSAL-02"]
    end(site, batch, reason="Both stand in another depot")
    boxes = "SELECT count(*) FROM batch_box b WHERE b.hold_id NOT IN (SELECT hold_id FROM hold_release)"
    assert site.stockpile.value(boxes) == 0
    assert audit.verify(site.stockpile).troubles == ()


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"reason": " "}, "DISPOSAL-67"),
        ({"ended_on": "soon"}, "DISPOSAL-31"),
        ({"batch_id": 9}, "DISPOSAL-01"),
    ],
)
def test_what_an_end_needs(site: Site, more: dict[str, Any], rule: str) -> None:
    batch = site.batch(site.rifles(1))
    site.hold_back(batch, [1], held_at="2026-11-08")
    assert rule in site.refused(end, site, batch, **more)


def test_a_batch_that_is_dispatched_is_closed_by_what_has_come_alone(site: Site) -> None:
    """Held back whole, a batch for another agency is ended and not “received”."""
    batch = site.batch(
        site.rifles(1), disposal="transfer", methods=(), recipient="Police", reason="They need it"
    )
    site.hold_back(batch, [1], held_at="2026-11-08")
    closing = disposal.Closing(operation_id=site.id(), batch_id=batch, closed_on=DAY, received=())
    assert site.refused(disposal.close_batch, site.stockpile, closing) == ["DISPOSAL-02"]
    assert end(site, batch).step is Step.CLOSED
