"""The decision about declared surplus: a part of a lot goes, the rest stays declared."""

from __future__ import annotations

from PySide6.QtCore import Qt

from stockpile_app import disposal
from stockpile_app.access import approve, waiting
from stockpile_app.disposal.around import open_declarations
from stockpile_app.gui.access.approvals import AskNowDialog
from stockpile_app.gui.disposal.decide_dialog import DecideDialog
from stockpile_app.gui.disposal.decide_part import PartDialog
from tests.disposal.batches import Site
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.gui.disposal.conftest import Enter, front, in_sight, post


def test_a_part_of_a_lot_goes_and_the_rest_stays_declared(desk: AtDesk, site: Site, enter: Enter) -> None:
    with site.by("officer"):
        lot = site.books.lot("17-83-270", 1000)
    site.declare(site.rifles(1), (lot, 600))
    page = enter("officer")
    page.course.decide()
    dialog = front(desk, DecideDialog)
    assert isinstance(dialog, DecideDialog)
    rifle, rounds = (next(n for n, row in enumerate(dialog.lines.rows()) if row.line.title == title)
                     for title in ("KM 00001", "17-83-270"))  # fmt: skip
    dialog.lines.table.select(rifle)
    desk.press(Qt.Key.Key_F6, on=dialog.lines.table.view)
    assert "whole" in dialog.lines.said._label.text(), "a weapon is not divided"
    dialog.lines.table.select(rounds)
    desk.press(Qt.Key.Key_F6, on=dialog.lines.table.view)
    asked = front(desk, PartDialog)
    assert isinstance(asked, PartDialog)
    assert find_clipped_texts(asked) == []
    assert unnamed_inputs(asked) == []
    asked.quantity.set_text("601")
    post(desk)
    assert "600" in asked.quantity._below.text()
    asked.quantity.set_text("250")
    asked.hazard.set_value("1.4s")
    asked.neq.set_value("1,2")
    post(desk)
    desk.idle()
    row = dialog.lines.rows()[rounds]
    assert (row.part, row.hazard, row.neq) == (250, "1.4S", "1.2")
    dialog.activateWindow()
    dialog.authority.set_value("MoD order 88")
    dialog.limit.set_value("5")
    post(desk)
    front(desk, AskNowDialog).done(0)
    desk.idle()
    assert not in_sight(desk)
    (request,) = waiting(site.stockpile)
    with site.by("approver"):
        done = approve(site.stockpile, request.id)
    lines = disposal.batch_lines(site.stockpile, done.batch_id)
    assert sorted(line.quantity for line in lines) == [1, 250]
    (left,) = open_declarations(site.stockpile, "2026-11-20")
    assert [line.free for line in left.lines] == [350]
