"""The first page: what needs a person comes first, each one key from its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from stockpile_app import audit
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.ledger.hand_in_dialog import HandInDialog
from stockpile_app.gui.ledger.issue_dialog import IssueDialog
from stockpile_app.gui.ledger.reversal_dialog import ReversalDialog
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.gui.today.need import Act
from stockpile_app.gui.today.needs import gather
from stockpile_app.gui.today.page import TodayPage
from stockpile_app.gui.today.spans import span
from stockpile_app.ledger import NewHold, place_hold
from stockpile_app.ledger.drafts import drafts, save_draft
from tests.books import Books, new_books
from tests.gui.ledger.conftest import Keys
from tests.gui.ledger.test_look import frame, full

NOW = "2026-11-20 08:00"


def open_today(desk: Desk, keys: Keys, qtbot: QtBot) -> tuple[MainWindow, TodayPage]:
    window, _duties = frame(desk, (1366, 768))
    window.activateWindow()
    qtbot.waitExposed(window)
    keys.settle()
    page = window.page()
    assert isinstance(page, TodayPage)
    return window, page


def test_sorted_by_danger_then_age(books: Books) -> None:
    full(books)
    lot = books.lot("99-1", 10)
    place_hold(books.stockpile, NewHold(
        operation_id=books.id(), target="lot", target_id=lot.id, kind="suspended",
        authority="Col P. Rhode", reason="propellant test", placed_on="2026-11-17",
    ))  # fmt: skip
    rifle = books.rifle("KM 3")
    save_draft(books.stockpile, books.issue_voucher(rifle))
    found = gather(books.stockpile, NOW, "UTC")
    assert [(need.word, need.act) for need in found.needs] == [
        ("On hold", Act.LOT),
        ("Overdue", Act.HAND_IN),
        ("Expired", Act.INSPECT),
        ("Backup", Act.BACKUP),
        ("Not verified", Act.VERIFY),
        ("Draft", Act.DRAFT),
        ("Due today", Act.HAND_IN),
    ]
    overdue = found.needs[1]
    assert overdue.what == "1 weapon not handed in"
    assert overdue.late == "14 h 0 min late"
    assert found.worst is Status.STOP
    assert [issue.purpose for issue in found.expected] == ["Guard, Gate 2"]


def test_empty_books_say_the_first_steps(tmp_path: object) -> None:
    from pathlib import Path

    books = new_books(Path(str(tmp_path)))
    acts = [need.act for need in gather(books.stockpile, NOW, "UTC").needs]
    assert {Act.PLACES, Act.PEOPLE, Act.IMPORT} <= set(acts)
    books.stockpile.close()


def backed_up(books: Books, days_before: int = 0) -> None:
    """A backup of the books as they are was noted so many days ago."""
    books.clock.tick(days=-days_before)
    size = audit.head(books.stockpile).size
    audit.note_activity(books.stockpile, "backup", f"b.stockpile-backup journal size {size}")
    books.clock.tick(days=days_before)


def test_an_old_backup_is_a_duty_when_something_was_written_since(books: Books) -> None:
    books.slings(3)
    audit.verify(books.stockpile)
    assert [need.what for need in gather(books.stockpile, NOW, "UTC").needs] == ["Never backed up"]
    backed_up(books, days_before=30)
    assert gather(books.stockpile, NOW, "UTC").needs == []
    books.slings(2)
    audit.verify(books.stockpile)
    (need,) = gather(books.stockpile, NOW, "UTC").needs
    assert (need.what, need.late, need.act) == ("The last backup is old", "30 days ago", Act.BACKUP)
    assert "1" in need.who
    assert "entry would be lost" in need.who
    backed_up(books, days_before=6)
    books.slings(1)
    audit.verify(books.stockpile)
    assert gather(books.stockpile, NOW, "UTC").needs == []


def test_the_duty_backs_up(
    books: Books, desk: Desk, keys: Keys, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.slings(3)
    audit.verify(books.stockpile)
    monkeypatch.setattr("stockpile_app.gui.access.backing_up.choose_folder", lambda *_asked: str(tmp_path))
    _window, page = open_today(desk, keys, qtbot)
    page.act(page.table.model.rows()[0])
    keys.settle()
    qtbot.waitUntil(lambda: page.table.model.rows()[0].what == "Nothing needs you", timeout=20_000)
    assert len(list(tmp_path.glob("*.stockpile-backup"))) == 1


def test_nothing_needs_you(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    books.slings(3)
    audit.verify(books.stockpile)
    backed_up(books)
    _window, page = open_today(desk, keys, qtbot)
    first = page.table.model.rows()[0]
    assert first.what == "Nothing needs you"
    assert "verified at" in first.who
    assert page.header.sentence.text().startswith("Nothing needs you")


def test_enter_takes_the_next_step(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    full(books)
    _window, page = open_today(desk, keys, qtbot)
    page.table.setFocus()
    keys.press(Qt.Key.Key_Return)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HandInDialog)
    assert dialog.holder.text().startswith("Sgt A. Moru")
    assert dialog.still_out() == ["ЛБ 2208"]


def test_done_today_is_undone_by_reversal(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    full(books)
    _window, page = open_today(desk, keys, qtbot)
    rows = page.table.model.rows()
    assert any(row.head for row in rows)
    page.act(next(row for row in rows if row.act is Act.UNDO))
    keys.settle()
    assert isinstance(QApplication.activeModalWidget(), ReversalDialog)


def test_daily_keys(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    full(books)
    open_today(desk, keys, qtbot)
    keys.press(Qt.Key.Key_F2)
    assert isinstance(QApplication.activeModalWidget(), IssueDialog)


def test_ctrl_z_reverses_the_last_own_voucher(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    full(books)
    open_today(desk, keys, qtbot)
    keys.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReversalDialog)
    assert dialog.start.voucher_number == "B-RCL-2026-000001"


def test_ctrl_n_and_a_letter(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    full(books)
    open_today(desk, keys, qtbot)
    keys.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    keys.press(Qt.Key.Key_H)
    assert isinstance(QApplication.activeModalWidget(), HandInDialog)


def test_draft_is_finished_or_forgotten(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    rifle = books.rifle("KM 3")
    audit.verify(books.stockpile)
    backed_up(books)
    save_draft(books.stockpile, books.issue_voucher(rifle))
    _window, page = open_today(desk, keys, qtbot)
    page.table.setFocus()
    assert page.table.current_row().act is Act.DRAFT  # type: ignore[union-attr]
    keys.press(Qt.Key.Key_Delete)
    assert drafts(books.stockpile) == []
    assert page.table.model.rows()[0].what == "Nothing needs you"


def test_badge_counts_what_needs_a_person(books: Books, desk: Desk, keys: Keys, qtbot: QtBot) -> None:
    full(books)
    heard: list[tuple[int, object]] = []
    _window, page = open_today(desk, keys, qtbot)
    page.counted.connect(lambda count, worst: heard.append((count, worst)))
    page.refresh()
    keys.settle()
    assert heard == [(4, Status.STOP)]


def test_span_is_told_in_the_largest_fitting_unit() -> None:
    assert span("2026-11-20 07:30", NOW) == "30 min"
    assert span("2026-11-19T18:00", NOW) == "14 h 0 min"
    assert span("2026-11-15", NOW) == "5 days"
