"""Transfer, return, sale and donation: within what is certified, and closed when it has come."""

from __future__ import annotations

from typing import Any

from stockpile_app import disposal, ledger
from stockpile_app.disposal import EndUser
from tests.disposal.batches import Site


def a_sale(site: Site, count: int = 2, certified: int = 2, expires_on: str = "2027-01-31") -> int:
    paper = EndUser(number="EUC 7", issuer="MoD of X", issued_on="2026-11-01", end_user="Army of X",
                    expires_on=expires_on, country="XX",
                    certified=((site.books.item("rifle"), certified),))  # fmt: skip
    batch = site.batch(site.rifles(count), disposal="sale", reason="Contract 9", recipient="Army of X", end_user=paper,
                       methods=(), site_account=0)  # fmt: skip
    site.seal(batch)
    return batch


def dispatch(site: Site, batch: int, **more: Any) -> disposal.Done:
    known: dict[str, Any] = {
        "operation_id": site.id(),
        "dispatched_at": "2026-11-11",
        "carrier": "Capt H. Lund",
    }
    with site.by("officer"):
        return disposal.dispatch_batch(
            site.stockpile, disposal.Dispatching(batch_id=batch, **{**known, **more})
        )


def close(site: Site, batch: int, *received: tuple[int, int], **more: Any) -> disposal.Done:
    known: dict[str, Any] = {"operation_id": site.id(), "closed_on": "2026-11-18", "received": received}
    with site.by("officer"):
        return disposal.close_batch(site.stockpile, disposal.Closing(batch_id=batch, **{**known, **more}))


def test_a_sale_leaves_by_a_dispatch_and_is_closed_when_it_has_come(site: Site) -> None:
    batch, rifle = a_sale(site), site.books.item("rifle")
    assert site.refused(site.hand_over, batch) == ["DISPOSAL-02"]
    done = dispatch(site, batch)
    assert (done.step, done.number) == (disposal.Step.DISPATCHED, "B-DSP-2026-000001")
    assert site.refused(close, site, batch, (99, 1)) == ["DISPOSAL-64"]
    assert site.refused(close, site, batch, (rifle, -1)) == ["DISPOSAL-64"]
    assert close(site, batch, (rifle, 2), reference="Receipt 4").step is disposal.Step.CLOSED
    view = disposal.batch_view(site.stockpile, batch)
    assert view is not None
    assert view.end_user is not None
    assert (view.end_user.number, view.end_user_quantities[0].certified, view.deliveries[0].received) == (
        "EUC 7",
        2,
        2,
    )
    assert disposal.next_step(site.stockpile, batch).step is None
    assert site.verify() == []


def test_what_did_not_come_opens_a_case_and_keeps_the_batch_open(site: Site) -> None:
    batch, rifle = a_sale(site), site.books.item("rifle")
    dispatch(site, batch)
    done = close(site, batch, (rifle, 1))
    assert (done.step, len(done.cases)) == (None, 1)
    assert site.refused(close, site, batch, (rifle, 1)) == ["DISPOSAL-06"]
    site.explain(done.cases[0])
    other = close(site, batch, (rifle, 0))
    assert (other.step, len(other.cases)) == (None, 1), "another difference is not explained by the first"
    site.explain(other.cases[0])
    assert close(site, batch, (rifle, 1)).step is disposal.Step.CLOSED


def test_a_certificate_that_ended_lets_nothing_go(site: Site) -> None:
    batch = a_sale(site, expires_on="2026-11-10")
    assert site.refused(dispatch, site, batch) == ["DISPOSAL-14"]


def test_a_carrier_has_a_name(site: Site) -> None:
    assert site.refused(dispatch, site, a_sale(site), carrier="") == ["DISPOSAL-30"]


def test_what_was_dispatched_is_not_reversed(site: Site) -> None:
    batch = a_sale(site)
    done = dispatch(site, batch)
    back = ledger.ReversalVoucher(operation_id=site.id(), effective_at="2026-11-19", voucher_id=done.voucher_id,
                                  reason="wrong")  # fmt: skip
    with site.by("officer"):
        assert "DISPOSAL-71" in site.refused(ledger.reverse, site.stockpile, back)
