"""The desk changes hands without closing: drafts wait for their owner, dialogs are covered, keys are the person's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app import access, audit
from stockpile_app.access import NewUser, Requested
from stockpile_app.gui.access.lock_sheet import LockSheet
from stockpile_app.gui.common import Dialog
from stockpile_app.gui.ledger.issue_dialog import IssueDialog
from stockpile_app.ledger.drafts import drafts
from tests.books import PASSPHRASE, WEAK
from tests.gui.access.conftest import Enter
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.people import NAMES, Staff

CTRL = Qt.KeyboardModifier.ControlModifier


def lock_of(desk: AtDesk) -> LockSheet:
    desk.idle()
    assert desk.application.lock is not None
    assert desk.application.lock.isVisible()
    return desk.application.lock


def come_in(desk: AtDesk, name: str, passphrase: str = PASSPHRASE) -> None:
    lock = lock_of(desk)
    lock.user.set_value(name)
    lock._secret.set_value(passphrase)
    lock.unlock()
    desk.idle()
    desk.idle()


def begin_issue(desk: AtDesk) -> IssueDialog:
    """An issue, half filled in."""
    desk.press(Qt.Key.Key_F2, on=desk.window)
    dialog = desk.dialog(IssueDialog)
    dialog.activateWindow()
    dialog.read("KM 06427")
    desk.idle()
    assert dialog.lines.rows()
    return dialog


def words_of_today(desk: AtDesk) -> list[str]:
    page = desk.window.open_page("today")
    desk.idle()
    return [row.word for row in page.table.model.rows()]  # type: ignore[attr-defined]


def test_a_half_filled_voucher_waits_for_its_owner(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("officer")
    dialog = begin_issue(desk)
    QTest.keyClick(dialog.lines.scan, Qt.Key.Key_U, CTRL)
    lock = lock_of(desk)
    assert lock.user.value() is None, "who comes is not guessed among several"
    come_in(desk, NAMES["second officer"])
    assert desk.application.lock is None
    stockpile = staff.books.stockpile
    assert stockpile.actor.name == NAMES["second officer"]
    assert desk.window.user.accessibleName() == f"{NAMES['second officer']}, Armoury officer"
    assert not [one for one in desk.qapp.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]
    assert drafts(stockpile) == [], "another's draft is not shown"
    assert "Draft" not in words_of_today(desk)
    kept = stockpile.value("SELECT owner FROM draft")
    assert kept == NAMES["officer"]

    desk.application.change_user()
    come_in(desk, NAMES["officer"])
    assert "Draft" in words_of_today(desk)
    assert audit.activities(stockpile)[0].kind == "sign-in"


def test_a_voucher_in_which_nothing_stands_leaves_no_draft(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("officer")
    desk.press(Qt.Key.Key_F2, on=desk.window)
    desk.dialog(IssueDialog)
    desk.application.change_user()
    come_in(desk, NAMES["approver"])
    assert staff.books.stockpile.value("SELECT count(*) FROM draft") == 0


def test_the_lock_covers_an_open_dialog_and_gives_it_back(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("officer")
    dialog = begin_issue(desk)
    QTest.keyClick(dialog.lines.scan, Qt.Key.Key_L, CTRL)
    lock = lock_of(desk)
    assert lock.geometry().size() == desk.window.size()
    assert lock.user.value() == NAMES["officer"]
    lock.reject()
    assert lock.isVisible()
    come_in(desk, NAMES["officer"])
    assert desk.application.lock is None
    assert dialog.isVisible()
    assert len(dialog.lines.rows()) == 1


def test_an_idle_desk_locks_over_a_dialog(desk: AtDesk, enter: Enter) -> None:
    enter("officer")
    begin_issue(desk)
    desk.application.at_desk.idle.idle.emit()
    assert lock_of(desk).isVisible()


def test_a_wrong_passphrase_changes_nothing(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("officer")
    desk.application.change_user()
    come_in(desk, NAMES["approver"], "wrong horse")
    lock = lock_of(desk)
    assert lock._secret._below.text()
    assert staff.books.stockpile.actor.name == NAMES["officer"]


def test_whose_key_was_taken_away_is_told(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    stockpile = staff.books.stockpile
    keys = access.keys_path(stockpile.path).read_bytes()
    asked = access.revoke_user(stockpile, staff.books.id(), NAMES["auditor"])
    assert isinstance(asked, Requested)
    with staff.acting("approver"):
        access.approve(stockpile, asked.request_id)
    enter("officer")
    access.keys_path(stockpile.path).write_bytes(keys)
    desk.application.change_user()
    come_in(desk, NAMES["auditor"])
    assert "no key to these books any more" in lock_of(desk)._secret._below.text()


@pytest.fixture
def newcomer(staff: Staff) -> str:
    """Somebody whose first passphrase the administrator has chosen."""
    name = "Cpl J. Okello"
    new = NewUser(
        operation_id=staff.books.id(), name=name, role="officer", passphrase="first words", houses=()
    )
    asked = access.add_user(staff.books.stockpile, new, WEAK)
    assert isinstance(asked, Requested)
    with staff.acting("approver"):
        access.approve(staff.books.stockpile, asked.request_id)
    return name


def test_a_first_passphrase_is_changed_before_any_work(
    desk: AtDesk, staff: Staff, enter: Enter, newcomer: str
) -> None:
    enter("officer")
    desk.application.change_user()
    come_in(desk, newcomer, "first words")
    first = desk.application.first
    assert first is not None
    assert first.isVisible()
    assert find_clipped_texts(first) == []
    assert unnamed_inputs(first) == []
    first.reject()
    assert first.isVisible()
    first.secrets.secret.set_value("short")
    first.choose()
    assert "8 characters" in first.secrets.secret._below.text()
    for field in first.secrets.fields:
        field.set_value("only I know")  # type: ignore[attr-defined]
    first.choose()
    desk.qtbot.waitUntil(lambda: desk.application.first is None, timeout=20_000)
    desk.idle()
    assert desk.window.user.accessibleName().startswith(newcomer)
    user = access.user_named(staff.books.stockpile, newcomer)
    assert user is not None
    assert not user.key_by
    assert staff.books.stockpile.actor.key is not None
    assert staff.books.stockpile.actor.key.public == user.public_key


def test_the_lock_sheet_fits_and_names_its_fields(desk: AtDesk, enter: Enter) -> None:
    enter("officer")
    for act in (desk.application.lock_screen, desk.application.change_user):
        act()
        lock = lock_of(desk)
        assert find_clipped_texts(lock) == []
        assert unnamed_inputs(lock) == []
        desk.application.at_desk.uncover()
