"""The board: states, what blocks, one next step, and Enter that takes it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from stockpile_app.base import Finding, Severity
from stockpile_app.base.changes import Changes
from stockpile_app.disposal import Box, NextStep, Step
from stockpile_app.disposal.rows import BatchRow
from stockpile_app.gui.disposal.board import FINISHED, board_rows
from stockpile_app.gui.disposal.decide_dialog import DecideDialog
from stockpile_app.gui.disposal.lines_dialog import LinesDialog
from stockpile_app.gui.disposal.moving_dialogs import ArrivalDialog
from stockpile_app.gui.disposal.people_dialogs import PersonsDialog, TraceDialog
from stockpile_app.gui.disposal.sealing_dialog import SealingDialog
from stockpile_app.gui.disposal.words import Act, blocks_words, next_act
from stockpile_app.gui.today.need import Act as TodayAct
from stockpile_app.gui.today.page import TodayPage
from tests.disposal.batches import Site
from tests.gui.at_desk import AtDesk
from tests.gui.disposal.conftest import Enter, front, in_sight, post, row_of, write


def row(number: int, step: Step, following: Step | None, *rules: str, cases: int = 0) -> BatchRow:
    """A batch as the board gets it."""
    blocks = tuple(Finding(rule, Severity.REFUSAL, "Not yet", got="3 left") for rule in rules)
    return BatchRow(
        number, f"B-BAT-2026-{number:06d}", "destruction", step, f"2026-11-{number:02d}", NextStep(following, blocks),
        "2026-11-01", "", "MoD order 88", "Smelter yard", "", 120, 118, 0, 31, cases,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("step", "following", "rules", "act"),
    [
        (Step.DESIGNATED, Step.SEALED, (), Act.SEAL),
        (Step.SEALED, Step.HANDED_OVER, (), Act.HAND_OVER),
        (Step.SEALED, Step.HANDED_OVER, ("DISPOSAL-03",), Act.PERSONS),
        (Step.HANDED_OVER, Step.RECEIVED, (), Act.RECEIVE),
        (Step.RECEIVED, Step.VERIFIED, ("DISPOSAL-07",), Act.VERIFY),
        (Step.RECEIVED, Step.VERIFIED, ("DISPOSAL-06",), Act.CASES),
        (Step.VERIFIED, Step.DESTROYED, (), Act.DESTROY),
        (Step.VERIFIED, Step.DESTROYED, ("DISPOSAL-04", "DISPOSAL-05"), Act.TRACE),
        (Step.VERIFIED, Step.DEACTIVATED, (), Act.DEACTIVATE),
        (Step.DESTROYED, Step.CLEARED, (), Act.CLEAR),
        (Step.CLEARED, Step.CERTIFIED, (), Act.CERTIFY),
        (Step.DISPATCHED, Step.CLOSED, (), Act.CLOSE),
        (Step.CERTIFIED, None, (), None),
    ],
)
def test_one_next_step(step: Step, following: Step | None, rules: tuple[str, ...], act: Act | None) -> None:
    assert next_act(row(1, step, following, *rules)) is act


def test_what_blocks_is_said_in_a_few_words() -> None:
    blocked = row(1, Step.VERIFIED, Step.DESTROYED, "DISPOSAL-04", "DISPOSAL-05")
    assert blocks_words(blocked) == "no trace check, no witness"
    assert blocks_words(row(1, Step.RECEIVED, Step.VERIFIED, "DISPOSAL-07")) == "3 left"
    assert blocks_words(row(1, Step.RECEIVED, Step.VERIFIED, "DISPOSAL-06", cases=2)) == "2 differences open"


def test_grouped_by_state_nearest_to_its_end_first() -> None:
    batches = [
        row(3, Step.DESIGNATED, Step.SEALED),
        row(2, Step.VERIFIED, Step.DESTROYED),
        row(1, Step.DESIGNATED, Step.SEALED),
        row(4, Step.CERTIFIED, None),
    ]
    rows = board_rows(batches, finished=False)
    shown = [one.batch.number if one.batch else one.head for one in rows]
    assert shown == [
        "Verified · 1 batch",
        "B-BAT-2026-000002",
        "Designated · 2 batches",
        "B-BAT-2026-000001",
        "B-BAT-2026-000003",
    ]
    assert len(board_rows(batches, finished=True)) == 2


def test_enter_takes_the_next_step_of_the_selected_batch(desk: AtDesk, site: Site, enter: Enter) -> None:
    site.batch(site.rifles(2))
    page = enter("officer")
    assert page.header.sentence.text() == "1 batch under way"
    desk.press(Qt.Key.Key_Return, on=page.board.table.view)
    front(desk, SealingDialog).ask_close()


def test_what_blocks_comes_first(desk: AtDesk, site: Site, enter: Enter) -> None:
    batch = site.decide(site.declare(site.rifles(1))).batch_id
    site.seal(batch)
    page = enter("officer")
    assert "waiting for something" in page.header.sentence.text()
    desk.press(Qt.Key.Key_Return, on=page.board.table.view)
    front(desk, PersonsDialog)
    write(desk, "Maj B. Orsk")
    post(desk)
    assert not in_sight(desk)
    assert next_act(page.board.current()) is Act.HAND_OVER  # type: ignore[arg-type]


def test_the_pane_says_what_was_done_and_offers_what_can_be(desk: AtDesk, site: Site, enter: Enter) -> None:
    batch = site.batch(site.rifles(2))
    site.to_site(batch)
    page = enter("inspector")
    seen = page.pane_of_batch.seen
    assert seen is not None
    assert seen.boxes == {site.books.place("box 1"): "Box 1"}
    assert page.pane_of_batch.button.words == "Verify each item"
    page.course.beside("lines", page.board.current())
    lines = front(desk, LinesDialog)
    assert isinstance(lines, LinesDialog)
    assert [line.mark for line in lines.table.model.rows()] == ["KM 00001", "KM 00002"]
    lines.ask_close()
    page.course.beside("trace", page.board.current())
    front(desk, TraceDialog).ask_close()


def test_nothing_to_dispose_of(desk: AtDesk, enter: Enter) -> None:
    page = enter("officer")
    assert page.board.table.model.rowCount() == 0
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    dialog = front(desk, DecideDialog)
    assert not dialog.post_button.isEnabled()  # type: ignore[attr-defined]
    dialog.ask_close()
    page.board.tabs.open(FINISHED)
    assert page.board.table.model.rowCount() == 0


def test_today_lists_what_waits_and_opens_the_board(desk: AtDesk, site: Site, enter: Enter) -> None:
    batch = site.batch(site.rifles(2))
    site.seal(batch)
    page = enter("officer")
    today = desk.page("today", TodayPage)
    (need,) = [one for one in today.table.model.rows() if one.act is TodayAct.BATCH]
    assert need.step == "Hand over"
    today.act(need)
    desk.idle()
    assert desk.window.current == "disposal"
    assert page.board.current().id == batch  # type: ignore[union-attr]


def test_the_badge_counts_the_batches_that_wait_for_who_is_at_the_desk(
    desk: AtDesk, site: Site, enter: Enter
) -> None:
    batch = site.batch(site.rifles(2))
    site.to_site(batch)
    site.batch(site.rifles(1, first=50))
    enter("officer")
    badge = desk.window.navigation.item("disposal").badge
    assert badge.words == "1", "who packed is not asked to verify"
    site.seal(site.batch(site.rifles(1, first=60)), boxes=(another_box(site),))
    desk.application.runner.changed.emit(Changes(entry=1, disposal=True))
    desk.idle()
    assert badge.words == "2"


def another_box(site: Site) -> Box:
    return Box(container_id=site.books.place("box 4"), seal="S 70", lines=(1,))


def test_who_took_part_before_is_proposed_with_title_and_organisation(
    desk: AtDesk, site: Site, enter: Enter
) -> None:
    site.batch(site.rifles(1))
    batch = site.decide(site.declare(site.rifles(1, first=50))).batch_id
    page = enter("officer")
    page.course.beside("persons", row_of(site, batch))
    dialog = front(desk, PersonsDialog)
    assert isinstance(dialog, PersonsDialog)
    desk.idle()
    witness = dialog.people[1]
    witness.name.set_value("Ms C. Ilves")
    witness.name.left.emit()
    assert (witness.title.value(), witness.organisation.value()) == ("Inspector", "Police")
    dialog.ask_close()


def test_at_the_site_the_seal_itself_is_read_and_a_misread_is_taken_back(
    desk: AtDesk, site: Site, enter: Enter
) -> None:
    batch = site.batch(site.rifles(2))
    site.seal(batch)
    site.hand_over(batch)
    page = enter("inspector")
    page.course.take(row_of(site, batch))
    dialog = front(desk, ArrivalDialog)
    assert isinstance(dialog, ArrivalDialog)
    assert "not read yet" in dialog.open_word.text()
    dialog.boxes.take("Box 1")
    assert dialog.boxes.missing, "its label says nothing about its seal"
    dialog.boxes.take("S 99")
    assert "differs" in dialog.open_word.text()
    dialog.boxes.take("S 99")
    dialog.boxes.take(f"S {batch}1")
    assert dialog.open_word.text() == "Every seal is the one that was applied"
    dialog.ask_close()
