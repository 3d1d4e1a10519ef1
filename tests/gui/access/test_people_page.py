"""People & keys: who has a key, what waits, who may do what; and what each role may not begin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from stockpile_app import access
from stockpile_app.access import rights
from stockpile_app.access.history import DEED_KINDS
from stockpile_app.gui.access.approval_dialog import ApprovalDialog
from stockpile_app.gui.access.approvals import AskNowDialog
from stockpile_app.gui.access.people_page import PEOPLE, RIGHTS, WAITING, PeoplePage
from stockpile_app.gui.access.person_dialogs import AddPersonDialog, ChangePersonDialog, RevokeDialog
from stockpile_app.gui.access.rights_table import part_of, right_rows
from stockpile_app.gui.access.words import KEY_EVENTS
from stockpile_app.gui.common import Dialog, Theme
from tests.books import PASSPHRASE, Books
from tests.gui.access.conftest import Enter
from tests.gui.at_desk import AtDesk
from tests.gui.common.looking import find_clipped_texts, unnamed_inputs
from tests.people import NAMES, Staff


def page_of(desk: AtDesk) -> PeoplePage:
    return desk.page("people", PeoplePage)


def select(page: PeoplePage, desk: AtDesk, name: str) -> None:
    names = [row.user.name for row in page.people.model.rows()]
    page.people.select(names.index(name))
    desk.idle()


def test_everybody_is_listed_with_the_history_of_the_key(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("auditor")
    page = page_of(desk)
    assert [row.user.name for row in page.people.model.rows()] == list(NAMES.values())
    select(page, desk, NAMES["officer"])
    spoken = [event.spoken() for event in page.person.history._events]
    assert spoken[0].startswith("Own passphrase chosen")
    assert f"Approved by {NAMES['approver']}" in spoken[1]
    assert not page.add_person.isEnabled()
    assert "Not among the duties of this role (Auditor)" in page.person.note.text()


def test_a_new_person_waits_for_the_second_one_and_is_approved_here(
    desk: AtDesk, staff: Staff, enter: Enter
) -> None:
    enter("administrator")
    page = page_of(desk)
    page.add_someone()
    dialog = desk.dialog(AddPersonDialog)
    dialog.name_field.set_value("Cpl J. Okello")
    dialog.role.set_value("inspector")
    for field in dialog.secrets.fields:
        field.set_value("first words")  # type: ignore[attr-defined]
    dialog.post()
    desk.qtbot.waitUntil(lambda: bool(access.waiting(staff.books.stockpile)), timeout=20_000)
    ask = desk.dialog(AskNowDialog)
    ask._now()
    desk.idle()
    approval = desk.dialog(ApprovalDialog)
    approval.approver.set_value(NAMES["approver"])
    approval.secret.set_value(PASSPHRASE)
    approval.approve()
    desk.idle()
    user = access.user_named(staff.books.stockpile, "Cpl J. Okello")
    assert user is not None
    assert (user.role, user.key_by) == ("inspector", NAMES["administrator"])
    assert page.people.model.rows()[-1].user.name == "Cpl J. Okello"
    assert access.waiting(staff.books.stockpile) == []


def test_a_name_used_before_is_refused_under_its_field(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("administrator")
    page = page_of(desk)
    page.add_someone()
    dialog = desk.dialog(AddPersonDialog)
    dialog.name_field.set_value(NAMES["officer"])
    dialog.role.set_value("officer")
    for field in dialog.secrets.fields:
        field.set_value("first words")  # type: ignore[attr-defined]
    dialog.post()
    desk.idle()
    assert dialog.isVisible()
    assert "looks like no other" in dialog.name_field._below.text()
    dialog.ask_close()


def test_who_loses_the_key_at_this_desk_works_no_more(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("second administrator")
    stockpile = staff.books.stockpile
    with staff.acting("administrator"):
        asked = access.revoke_user(stockpile, staff.books.id(), NAMES["second administrator"])
    assert isinstance(asked, access.Requested)
    page = page_of(desk)
    approval = page.approvals.open(asked.request_id, page)
    desk.idle()
    assert "has a part in this" in approval.me.text()
    approval.approver.set_value(NAMES["approver"])
    approval.secret.set_value(PASSPHRASE)
    approval.approve()
    desk.idle()
    desk.idle()
    lock = desk.application.lock
    assert lock is not None
    assert "no key to these books any more" in lock.sheet.message.accessibleName()


def test_the_table_of_rights_leaves_no_operation_out() -> None:
    shown = [row.right.name for row in right_rows() if row.right is not None]
    assert sorted(shown) == sorted(rights())
    assert len(shown) == len(set(shown))
    reversal = rights()["reversal of another's voucher"]
    assert [part_of(reversal, role) for role in ("officer", "approver", "administrator")] == [
        "does", "approves", ""]  # fmt: skip
    assert part_of(rights()["add user"], "administrator") == "does, approves"


def test_a_sole_keeper_is_offered_the_own_passphrase_alone(desk: AtDesk, books: Books) -> None:
    desk.open(books)
    page = page_of(desk)
    assert "Single-keeper books" in page.header.sentence.text()
    assert not page.add_person.isVisible()
    assert page.own.isVisible()
    for button in (page.change, page.reset, page.revoke):
        assert not button.isVisible()


@pytest.mark.parametrize("who", ["auditor", "administrator", "approver"])
def test_what_is_no_duty_is_said_before_anybody_types(desk: AtDesk, enter: Enter, who: str) -> None:
    window = enter(who)
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4):
        desk.press(key, on=window)
        assert not [one for one in desk.qapp.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]
        assert "Not among the duties of this role" in window.message.accessibleName()


@pytest.mark.parametrize("mirrored", [False, True])
def test_every_list_fits_and_every_field_has_a_name(
    desk: AtDesk, staff: Staff, enter: Enter, mirrored: bool
) -> None:
    if mirrored:
        desk.qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    enter("administrator")
    page = page_of(desk)
    for tab in (PEOPLE, WAITING, RIGHTS):
        page.tabs.open(tab)
        desk.idle()
        assert find_clipped_texts(page) == []
        assert unnamed_inputs(page) == []
    page.tabs.open(PEOPLE)
    select(page, desk, NAMES["officer"])
    for act, kind in (
        (page.add_someone, AddPersonDialog),
        (page.change_person, ChangePersonDialog),
        (page.revoke_person, RevokeDialog),
    ):
        act()
        dialog = desk.dialog(kind)
        assert find_clipped_texts(dialog) == []
        assert unnamed_inputs(dialog) == []
        dialog.ask_close()
        desk.idle()


def test_everything_that_befalls_a_key_has_an_icon_and_a_word() -> None:
    assert set(KEY_EVENTS) == DEED_KINDS["user"]
    shipped = Theme().icon_names()
    assert {icon for icon, _word in KEY_EVENTS.values()} <= shipped
