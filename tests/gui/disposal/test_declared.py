"""What became of a declaration, said on the Surplus page: disposed of is not withdrawn."""

from __future__ import annotations

from stockpile_app.gui.surplus.page import DECLARED, SurplusPage
from tests.disposal.batches import Site
from tests.gui.at_desk import AtDesk
from tests.gui.disposal.conftest import Enter


def test_what_was_destroyed_was_not_withdrawn(desk: AtDesk, site: Site, enter: Enter) -> None:
    batch = site.batch(site.rifles(2))
    site.verified(batch)
    site.destroy(batch, lines=(1,))
    enter("officer")
    page = desk.page("surplus", SurplusPage)
    page.tabs.open(DECLARED)
    desk.idle()
    states = page.declared.table.model
    assert "Partly disposed of" in states.spoken(0, len(states.columns) - 1)
    page.declared.table.select(0)
    desk.idle()
    lines = page.declared.lines.model
    last = len(lines.columns) - 1
    assert ["Disposed of" in lines.spoken(row, last) for row in range(2)] == [True, False]
