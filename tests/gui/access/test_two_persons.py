"""Two people, one machine: the reversal of another's voucher needs the second person's passphrase.

By keyboard alone, from the search for the voucher to the approval at the first one's desk.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app import access, audit, ledger
from stockpile_app.gui.access.approval_dialog import ApprovalDialog, ReasonDialog
from stockpile_app.gui.access.approvals import AskNowDialog
from stockpile_app.gui.common import Dialog
from stockpile_app.gui.ledger.reversal_dialog import ReversalDialog
from stockpile_app.gui.ledger.voucher_view import VoucherViewDialog
from tests.books import PASSPHRASE
from tests.gui.access.conftest import Enter
from tests.gui.at_desk import AtDesk
from tests.people import NAMES, Staff

CTRL = Qt.KeyboardModifier.ControlModifier
SLINGS = "B-REC-2026-000001"


def front(desk: AtDesk, kind: type[Dialog]) -> Dialog:
    """The dialog in front, with the keys."""
    desk.qtbot.waitUntil(lambda: any(isinstance(one, kind) for one in in_sight(desk)), timeout=20_000)
    found = next(one for one in in_sight(desk) if isinstance(one, kind))
    found.activateWindow()
    desk.idle()
    return found


def in_sight(desk: AtDesk) -> list[Dialog]:
    """Every open dialog."""
    return [one for one in desk.qapp.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]


def write(desk: AtDesk, text: str) -> None:
    """Typed where the keys go."""
    focused = desk.qapp.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)
    desk.idle()


def post(desk: AtDesk) -> None:
    desk.press(Qt.Key.Key_Return, CTRL)


def ask_for_the_reversal(desk: AtDesk) -> ReversalDialog:
    """Find the voucher, open it, reverse it, say why."""
    desk.press(Qt.Key.Key_K, CTRL, desk.window)
    write(desk, SLINGS)
    desk.press(Qt.Key.Key_Return)
    front(desk, VoucherViewDialog)
    desk.press(Qt.Key.Key_R, CTRL)
    dialog = front(desk, ReversalDialog)
    assert isinstance(dialog, ReversalDialog)
    write(desk, "Counted twice")
    return dialog


def approve_here(desk: AtDesk) -> ApprovalDialog:
    """The second person is at hand."""
    front(desk, AskNowDialog)
    post(desk)
    dialog = front(desk, ApprovalDialog)
    assert isinstance(dialog, ApprovalDialog)
    return dialog


def test_two_people_one_machine_by_keyboard_alone(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("second officer")
    reversal = ask_for_the_reversal(desk)
    assert f"{NAMES['officer']} posted this voucher" in reversal.second.sentence
    assert NAMES["approver"] in reversal.second.sentence
    assert reversal.post_button.words == "Ask for the reversal"
    post(desk)
    approval = approve_here(desk)
    assert staff.books.held("armoury", "sling") == 12, "nothing has moved yet"

    # the first one stands in the list, greyed, with the reason, and the keys cannot reach that name
    assert f"{NAMES['second officer']} · asked for this" in approval.approver.words()
    assert "Requested by you. A second person must approve" in approval.me.text()
    assert not approval.approve_button.isEnabled()
    assert desk.qapp.focusWidget() is approval.approver.editor
    for _ in range(4):
        desk.press(Qt.Key.Key_Down)
    assert approval.approver.value() == NAMES["approver"]

    desk.press(Qt.Key.Key_Tab)
    assert desk.qapp.focusWidget() is approval.secret.line
    write(desk, "the first one guesses")
    post(desk)
    assert approval.isVisible()
    assert "passphrase" in approval.secret._below.text()
    assert staff.books.held("armoury", "sling") == 12

    write(desk, PASSPHRASE)
    post(desk)
    desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)
    assert staff.books.held("armoury", "sling") == 0
    assert desk.application.desk is not None
    assert desk.application.desk.actor.name == NAMES["second officer"], "the desk stays the first one's"
    shows_both(staff)


def shows_both(staff: Staff) -> None:
    """The record names who asked and who approved, each under their own signature, and can be proved."""
    stockpile = staff.books.stockpile
    posted = ledger.vouchers(stockpile)[0]
    view = ledger.voucher_view(stockpile, posted.number)
    assert view is not None
    assert view.reverses == SLINGS
    found = access.persons_of(stockpile, view.entry)
    assert (found.asked_by, found.decided_by) == (NAMES["second officer"], NAMES["approver"])
    assert found.signed_by == (NAMES["approver"],)
    assert audit.verify(stockpile).holds


def test_a_voucher_of_ones_own_needs_nobody_else(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("officer")
    reversal = ask_for_the_reversal(desk)
    assert not reversal.second.isVisible()
    assert reversal.post_button.words == "Post voucher"
    post(desk)
    assert not in_sight(desk)
    assert staff.books.held("armoury", "sling") == 0


def test_what_waits_is_approved_from_the_first_page(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    window = enter("second officer")
    ask_for_the_reversal(desk)
    post(desk)
    front(desk, AskNowDialog)
    desk.press(Qt.Key.Key_Escape)
    assert not in_sight(desk)
    window.close()

    window = enter("approver")
    assert window.navigation.item("people").badge.words == "1"
    table = window.page().table  # type: ignore[attr-defined]
    rows = [row for row in table.model.rows() if row.word == "Approval"]
    assert [row.what.startswith("Approve: Reverse") for row in rows] == [True]
    table.select(table.model.rows().index(rows[0]))
    desk.press(Qt.Key.Key_Return, on=table.view)
    approval = front(desk, ApprovalDialog)
    assert isinstance(approval, ApprovalDialog)
    assert approval.approver.value() == NAMES["approver"]
    assert not approval.secret.isVisible(), "signed in with a passphrase already"
    post(desk)
    assert staff.books.held("armoury", "sling") == 0
    assert window.navigation.item("people").badge.words == ""
    shows_both(staff)


def test_a_request_goes_back_with_a_reason(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("second officer")
    ask_for_the_reversal(desk)
    post(desk)
    approval = approve_here(desk)
    approval.approver.set_value(NAMES["approver"])
    approval.secret.set_value(PASSPHRASE)
    approval.back_button.click()
    reason = front(desk, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    post(desk)
    assert reason.isVisible(), "without a reason it does not go back"
    write(desk, "Count again first")
    post(desk)
    desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)
    assert access.waiting(staff.books.stockpile) == []
    entry = staff.books.stockpile.value("SELECT entry FROM decision ORDER BY entry DESC LIMIT 1")
    found = access.persons_of(staff.books.stockpile, entry)
    assert (found.outcome, found.decided_by, found.reason) == (
        "refused",
        NAMES["approver"],
        "Count again first",
    )
    assert staff.books.held("armoury", "sling") == 12


def test_the_asker_withdraws(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("second officer")
    ask_for_the_reversal(desk)
    post(desk)
    approval = approve_here(desk)
    assert approval.withdraw_button.isVisible()
    approval.withdraw_button.click()
    front(desk, ReasonDialog)
    post(desk)
    desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)
    assert access.waiting(staff.books.stockpile) == []


def test_what_the_rules_refuse_today_cannot_be_approved(desk: AtDesk, staff: Staff, enter: Enter) -> None:
    enter("second officer")
    ask_for_the_reversal(desk)
    post(desk)
    front(desk, AskNowDialog)
    desk.press(Qt.Key.Key_Escape)
    with staff.acting("officer"):
        line = ledger.Line(item_type_id=staff.books.item("sling"), quantity=10, condition="serviceable")
        staff.books.issue(line)
    (request,) = access.waiting(staff.books.stockpile)
    page = desk.window.open_page("today")
    approval = page.approvals.open(request.id, page)  # type: ignore[attr-defined]
    desk.idle()
    approval.approver.set_value(NAMES["approver"])
    assert not approval.approve_button.isEnabled()
    assert approval.back_button.isEnabled()
    approval.ask_close()
