"""By keyboard and scanner alone, from the decision to the destruction, with two persons at one machine."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app import access, audit, disposal
from stockpile_app.gui.access.approval_dialog import ApprovalDialog
from stockpile_app.gui.access.approvals import AskNowDialog
from stockpile_app.gui.disposal.decide_dialog import DecideDialog
from stockpile_app.gui.disposal.destroy_dialog import DestroyDialog
from stockpile_app.gui.disposal.finish_dialog import FinishDialog
from stockpile_app.gui.disposal.moving_dialogs import ArrivalDialog, HandOverDialog
from stockpile_app.gui.disposal.page import DisposalPage
from stockpile_app.gui.disposal.people_dialogs import PersonsDialog, TraceDialog
from stockpile_app.gui.disposal.sealing_dialog import SealingDialog
from tests.books import PASSPHRASE
from tests.disposal.batches import Site
from tests.gui.at_desk import AtDesk
from tests.gui.disposal.conftest import Enter, Scanner, front, in_sight, post, row_of, write
from tests.people import NAMES

CTRL = Qt.KeyboardModifier.ControlModifier


def go_to(desk: AtDesk, name: str) -> None:
    """Tab until the field of this name has the focus."""
    for _ in range(60):
        focused = desk.qapp.focusWidget()
        if focused is not None and focused.accessibleName() == name:
            return
        desk.press(Qt.Key.Key_Tab)
    raise AssertionError(f"no Tab leads to {name}")


def scan(desk: AtDesk, *reads: str) -> None:
    """A scanner: fast, and Enter at the end."""
    for text in reads:
        focused = desk.qapp.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        QTest.keyClick(focused, Qt.Key.Key_Return)
        desk.idle()


def enter_key(desk: AtDesk, page: DisposalPage) -> None:
    """Enter on the board."""
    desk.window.activateWindow()
    desk.press(Qt.Key.Key_Return, on=page.board.table.view)


def approve(desk: AtDesk) -> None:
    """The second person is at hand, and types the passphrase."""
    front(desk, AskNowDialog)
    post(desk)
    dialog = front(desk, ApprovalDialog)
    assert isinstance(dialog, ApprovalDialog)
    desk.press(Qt.Key.Key_Down)
    assert dialog.approver.value() == NAMES["approver"]
    desk.press(Qt.Key.Key_Tab)
    write(desk, PASSPHRASE)
    post(desk)
    desk.qtbot.waitUntil(lambda: not in_sight(desk), timeout=20_000)


def test_from_the_decision_to_the_truck(desk: AtDesk, site: Site, enter: Enter) -> None:
    site.declare(site.rifles(3))
    page = enter("officer")

    desk.press(Qt.Key.Key_D, CTRL)
    decide = front(desk, DecideDialog)
    assert isinstance(decide, DecideDialog)
    assert NAMES["approver"] in decide.second.sentence, "the second person is named before work begins"
    assert [row.chosen for row in decide.lines.rows()] == [True] * 3
    scan(desk, "KM 00003")
    assert [row.chosen for row in decide.lines.rows()] == [True, True, False]
    go_to(desk, "Authority")
    write(desk, "MoD order 88")
    go_to(desk, "Site")
    write(desk, "Smelter")
    desk.press(Qt.Key.Key_Down, on=desk.qapp.activePopupWidget())
    desk.press(Qt.Key.Key_Return, on=desk.qapp.activePopupWidget())
    decide.methods.set_value(("burning",))
    assert not decide.post_button.isEnabled(), "not enough alone"
    assert decide.methods.fields[1].isVisible()
    decide.methods.set_value(("burning", "torch_cutting"))
    post(desk)
    assert disposal.batches(site.stockpile) == [], "nothing has happened yet"
    approve(desk)
    (batch,) = disposal.batches(site.stockpile)
    assert (batch.lines, batch.step, batch.site) == (2, "designated", "Smelter yard")

    enter_key(desk, page)
    seal = front(desk, SealingDialog)
    assert isinstance(seal, SealingDialog)
    scan(desk, "KM 00001")
    assert "Scan the label of the box first" in seal.said._label.text()
    scan(desk, "Box 1", "KM 00001", "KM 00002", "88214")
    assert seal.packing.unsealed == []
    post(desk)
    assert site.step(batch.id) == "sealed"

    enter_key(desk, page)
    front(desk, PersonsDialog)
    write(desk, "Maj B. Orsk")
    post(desk)

    enter_key(desk, page)
    truck = front(desk, HandOverDialog)
    assert isinstance(truck, HandOverDialog)
    assert not truck.post_button.isEnabled()
    scan(desk, "99999")
    assert "no seal of this batch" in truck.boxes.said._label.text()
    scan(desk, "88214")
    go_to(desk, "Carrier")
    write(desk, "Sgt D. Rook")
    post(desk)
    assert site.step(batch.id) == "handed over"


def test_from_the_site_to_destroyed(desk: AtDesk, site: Site, enter: Enter) -> None:
    batch = site.decide(site.declare(site.rifles(2))).batch_id
    site.seal(batch)
    with site.by("officer"):
        disposal.add_persons(site.stockpile, disposal.Participants(
            operation_id=site.id(), batch_id=batch,
            persons=(disposal.Participant(duty=disposal.Duty.OFFICER_IN_CHARGE, name="Maj B. Orsk"),)))  # fmt: skip
    site.hand_over(batch)
    page = enter("inspector")

    enter_key(desk, page)
    arrival = front(desk, ArrivalDialog)
    assert isinstance(arrival, ArrivalDialog)
    scan(desk, f"S {batch}1")
    go_to(desk, "Receiver")
    write(desk, "Mr E. Vahl")
    post(desk)
    assert site.step(batch) == "received"

    screen = page.course.open_screen(row_of(site, batch), full=False)
    screen.activateWindow()
    desk.idle()
    Scanner(desk, screen).scan("KM 00001", "DONE", "KM 00002", "DONE", "FINISH")
    finish = front(desk, FinishDialog)
    assert isinstance(finish, FinishDialog)
    assert not finish.table.isVisible()
    post(desk)
    desk.qtbot.waitUntil(lambda: site.step(batch) == "verified", timeout=20_000)
    desk.idle()

    enter_key(desk, page)
    trace = front(desk, TraceDialog)
    assert isinstance(trace, TraceDialog)
    write(desk, "iARMS")
    go_to(desk, "Result")
    write(desk, "No hit")
    post(desk)
    enter_key(desk, page)
    front(desk, PersonsDialog)
    write(desk, "Ms C. Ilves")
    go_to(desk, "Organisation")
    write(desk, "Police")
    post(desk)

    enter_key(desk, page)
    destroy = front(desk, DestroyDialog)
    assert isinstance(destroy, DestroyDialog)
    assert NAMES["approver"] in destroy.second.sentence
    assert destroy.methods.value() == ("burning", "torch_cutting"), "as planned"
    go_to(desk, "Performer")
    write(desk, "Mr F. Stahl")
    post(desk)
    assert site.step(batch) == "verified", "not before the second person"
    approve(desk)
    assert site.step(batch) == "destroyed"
    proved(site, batch)


def proved(site: Site, batch: int) -> None:
    """Both persons stand in the entry, each under their own signature."""
    view = disposal.batch_view(site.stockpile, batch)
    assert view is not None
    entry = site.stockpile.value("SELECT entry FROM voucher WHERE id = ?", [view.acts[0].voucher_id])
    persons = access.persons_of(site.stockpile, entry)
    assert (persons.asked_by, persons.decided_by) == (NAMES["inspector"], NAMES["approver"])
    assert audit.verify(site.stockpile).holds
