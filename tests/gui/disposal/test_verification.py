"""Verification at the site by scanner alone: on the list, not on it, twice, the wrong twin, and back again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from stockpile_app import cases, disposal
from stockpile_app.disposal import LineState
from stockpile_app.gui.disposal.before_site import NotYouDialog
from stockpile_app.gui.disposal.finish_dialog import FinishDialog
from stockpile_app.gui.disposal.site_dialogs import PartsDialog, WrongDialog
from tests.disposal.batches import Site
from tests.gui.at_desk import AtDesk
from tests.gui.disposal.conftest import Enter, Scanner, front, in_sight, post, row_of, write
from tests.people import NAMES

AtSite = Callable[[int], Scanner]


@pytest.fixture
def batch(site: Site) -> int:
    """Three rifles at the site, their boxes open."""
    made = site.batch(site.rifles(3))
    site.to_site(made)
    return made


def states(site: Site, batch: int) -> list[LineState]:
    return [row.state for row in disposal.batch_lines(site.stockpile, batch)]


def test_a_scan_writes_nothing_and_f8_verifies(at_site: AtSite, site: Site, batch: int) -> None:
    scanner = at_site(batch)
    assert scanner.screen.desk.theme.palette_name == "contrast"
    assert scanner.word == "Scan the first item"
    assert not scanner.screen.match.isEnabled()
    scanner.scan("KM 00001")
    assert scanner.word == "On the list, line 1"
    assert scanner.screen.answer.mark == "KM 00001"
    assert states(site, batch) == [LineState.WAITING] * 3, "Enter never posts"
    scanner.key(Qt.Key.Key_F8)
    assert scanner.word == "Verified, line 1"
    assert states(site, batch)[0] is LineState.VERIFIED
    assert scanner.bar == "1 of 3 verified, 2 left · 0 set aside · 0 missing"
    scanner.screen.leave()
    assert scanner.screen.desk.theme.palette_name == "light"


def test_the_same_weapon_twice(at_site: AtSite, site: Site, batch: int) -> None:
    scanner = at_site(batch)
    scanner.scan("KM 00002", "DONE", "KM 00002")
    assert scanner.word == "Already verified, line 2"
    assert not scanner.screen.match.isEnabled()
    scanner.scan("KM 00003", "DONE")
    assert scanner.bar == "2 of 3 verified, 1 left · 0 set aside · 0 missing"


def test_the_wrong_twin_is_shown_sign_by_sign_and_set_aside(
    at_site: AtSite, site: Site, desk: AtDesk, batch: int
) -> None:
    scanner = at_site(batch)
    scanner.scan("KM OOOO1")
    assert scanner.word == "Wrong twin"
    assert scanner.screen.answer.listed[0] == "KM 00001"
    assert "sign 4" in scanner.screen.answer.listed[1]
    scanner.key(Qt.Key.Key_F8)
    assert states(site, batch) == [LineState.WAITING] * 3, "a twin never matches"
    scanner.key(Qt.Key.Key_F7)
    dialog = front(desk, WrongDialog)
    assert isinstance(dialog, WrongDialog)
    post(desk)
    assert not in_sight(desk)
    assert scanner.bar == "0 of 3 verified, 3 left · 1 set aside · 0 missing"
    (case,) = cases.cases(site.stockpile)
    assert "KM OOOO1" in case.case.subject
    assert "KM 00001" in case.case.subject
    assert "set aside" in scanner.screen.foot.words.words


def test_cards_alone_set_aside_what_is_not_on_the_list(
    at_site: AtSite, site: Site, desk: AtDesk, batch: int
) -> None:
    scanner = at_site(batch)
    scanner.scan("PC 3391", "STOP")
    dialog = front(desk, WrongDialog)
    assert isinstance(dialog, WrongDialog)
    dialog.scans.scanned.emit("DONE")
    desk.idle()
    assert not in_sight(desk)
    assert scanner.bar == "0 of 3 verified, 3 left · 1 set aside · 0 missing"
    assert len(cases.cases_about(site.stockpile, "batch", batch)) == 1


def test_not_on_the_list_and_left_is_recorded_as_met(at_site: AtSite, batch: int) -> None:
    scanner = at_site(batch)
    scanner.scan("PC 3391")
    assert scanner.word == "Not on the list"
    assert scanner.bar.endswith("0 set aside · 0 missing")
    scanner.scan("KM 00001")
    assert scanner.word == "On the list, line 1"
    assert scanner.bar.endswith("1 set aside · 0 missing"), "what was met is not forgotten"


def test_a_misread_is_taken_back_before_it_is_recorded(at_site: AtSite, site: Site, batch: int) -> None:
    scanner = at_site(batch)
    scanner.scan("PC 3391", "UNDO", "KM 00001")
    assert scanner.bar.endswith("0 set aside · 0 missing")
    assert disposal.differences(site.stockpile, batch) == []


def test_undo_takes_the_last_look_back(at_site: AtSite, site: Site, batch: int) -> None:
    scanner = at_site(batch)
    scanner.scan("KM 00001", "DONE", "KM 00002", "DONE")
    scanner.key(Qt.Key.Key_F4)
    assert states(site, batch) == [LineState.VERIFIED, LineState.WAITING, LineState.WAITING]
    assert "KM 00002" in scanner.screen.foot.words.words
    scanner.scan("UNDO")
    assert states(site, batch) == [LineState.WAITING] * 3
    scanner.scan("UNDO")
    assert "Nothing to take back" in scanner.screen.foot.words.words


def test_unconfirmed_is_not_verified(at_site: AtSite, site: Site, batch: int) -> None:
    scanner = at_site(batch)
    scanner.scan("KM 00001", "KM 00002")
    assert states(site, batch) == [LineState.WAITING] * 3
    assert "KM 00001" in scanner.screen.foot.words.words
    assert "not confirmed" in scanner.screen.foot.words.words


def test_a_destroyed_weapon_that_lies_there_again(at_site: AtSite, site: Site, batch: int) -> None:
    before = site.batch(site.rifles(1, first=70), site_account=0)
    box = disposal.Box(container_id=site.books.place("box 4"), seal="S 70", lines=(1,))
    site.seal(before, boxes=(box,))
    site.hand_over(before)
    site.arrive(before)
    site.scan_all(before)
    site.finish(before)
    site.destroy(before)
    scanner = at_site(batch)
    scanner.scan("KM 00070")
    assert scanner.word == "Destroyed before"
    assert not scanner.screen.match.isEnabled()


def test_pause_reads_nothing(at_site: AtSite, site: Site, batch: int) -> None:
    scanner = at_site(batch)
    scanner.key(Qt.Key.Key_F9)
    assert scanner.screen.sheet.isVisible()
    scanner.screen.scan.take("KM 00001")
    scanner.desk.idle()
    assert scanner.word == "Scan the first item"
    scanner.screen.scan.take("PAUSE")
    assert not scanner.screen.sheet.isVisible()
    scanner.scan("KM 00001")
    assert scanner.word == "On the list, line 1"


def test_missing_parts_are_recorded_with_the_check(
    at_site: AtSite, site: Site, desk: AtDesk, batch: int
) -> None:
    scanner = at_site(batch)
    scanner.scan("KM 00001", "PARTS")
    dialog = front(desk, PartsDialog)
    assert isinstance(dialog, PartsDialog)
    write(desk, "bolt, magazine")
    post(desk)
    scanner.screen.activateWindow()
    desk.idle()
    assert scanner.screen.panel.facts()[-1][1] == ("bolt, magazine",)
    scanner.key(Qt.Key.Key_F8)
    row = disposal.line_row(site.stockpile, batch, 1)
    assert row is not None
    assert row.components == "bolt, magazine"


def test_a_photograph_is_kept_with_its_hash(at_site: AtSite, site: Site, batch: int, tmp_path: Path) -> None:
    picture = tmp_path / "line-1.jpg"
    picture.write_bytes(b"\xff\xd8 a rifle")
    scanner = at_site(batch)
    scanner.screen._choose = lambda *_asked: str(picture)
    scanner.scan("KM 00001", "PHOTO")
    (kept,) = cases.attachments_of(site.stockpile, "batch", batch)
    assert scanner.screen.answer.photo == f"{kept.sha256[:4]} {kept.sha256[4:8]}"
    assert "KM 00001" in kept.remark


def test_a_lot_is_counted_never_assumed(at_site: AtSite, site: Site) -> None:
    with site.by("officer"):
        lot = site.books.lot("17-83-270", 1000)
    batch = site.decide(
        site.declare([], (lot, 600)),
        site_limit="50",
        methods=("open_detonation",),
        declaration_id=0,
        lines=(disposal.PlannedLine(declaration_id=1, line_no=1, hazard="1.4S", neq="2.4"),),
    ).batch_id
    site.people(batch)
    site.to_site(batch)
    scanner = at_site(batch)
    scanner.scan("17-83-270")
    assert scanner.word == "On the list, line 1"
    assert not scanner.screen.match.isEnabled(), "no count, no match"
    scanner.scan("598")
    assert scanner.word == "Another quantity"
    scanner.scan("UNDO", "17-83-270", "600")
    assert scanner.screen.match.isEnabled()
    scanner.scan("DONE")
    assert scanner.bar == "1 of 1 verified, 0 left · 0 set aside · 0 missing"
    assert scanner.word == "Every line has been looked at"


def test_finish_shows_what_is_missing_and_opens_a_case_for_it(
    at_site: AtSite, site: Site, desk: AtDesk, batch: int
) -> None:
    scanner = at_site(batch)
    scanner.scan("KM 00001", "DONE", "KM 00002", "DONE", "FINISH")
    dialog = front(desk, FinishDialog)
    assert isinstance(dialog, FinishDialog)
    assert [row.mark for row in dialog.table.model.rows()] == ["KM 00003"]
    assert "recorded as missing" in dialog.says.text()
    assert dialog.post_button.words == "Open the cases"
    post(desk)
    desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)
    assert site.step(batch) == "received", "a difference blocks"
    (case,) = cases.cases_about(site.stockpile, "batch", batch)
    site.explain(case.case.id)
    assert site.finish(batch).step == "verified"


def test_who_packed_is_refused_before_the_screen_opens(
    desk: AtDesk, site: Site, enter: Enter, batch: int
) -> None:
    page = enter("officer")
    page.board.select_batch(batch)
    desk.idle()
    assert not page.pane_of_batch.button.isEnabled()
    assert page.pane_of_batch.seen is not None
    assert "cannot verify it" in page.pane_of_batch.seen.before.sentence
    assert NAMES["inspector"] in page.pane_of_batch.seen.before.sentence
    desk.press(Qt.Key.Key_Return, on=page.board.table.view)
    dialog = front(desk, NotYouDialog)
    assert isinstance(dialog, NotYouDialog)
    assert NAMES["inspector"] in dialog.who.text()
    post(desk)
    assert not in_sight(desk)


def test_whose_duty_it_is_not_is_refused_too(desk: AtDesk, site: Site, enter: Enter, batch: int) -> None:
    page = enter("approver")
    page.course.verify(row_of(site, batch))
    front(desk, NotYouDialog).ask_close()


def test_who_packed_is_refused_at_the_item_too(desk: AtDesk, site: Site, batch: int, at_site: AtSite) -> None:
    scanner = at_site(batch)
    scanner.screen.desk.books.actor = site.staff.actors["officer"]
    scanner.scan("KM 00001", "DONE")
    assert scanner.word == "Not recorded"
    assert "cannot verify" in scanner.screen.answer.sentence
    assert states(site, batch) == [LineState.WAITING] * 3
