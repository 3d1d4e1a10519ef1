"""A desk in a depot kept by several people, with batches on it: what tests of these screens stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stockpile_app.access import Requested, approve
from stockpile_app.access.queries import founding
from stockpile_app.disposal import deactivation
from stockpile_app.disposal.deactivation import (
    BeginDeactivation,
    ChecklistLine,
    NewDeactivationMark,
    NewResult,
    VerifyDeactivation,
)
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approval_dialog import ApprovalDialog
from stockpile_app.gui.access.approvals import AskNowDialog
from stockpile_app.gui.common import Dialog, OperationRunner, Theme, store_worker
from stockpile_app.gui.settings import Settings
from tests.books import PASSPHRASE, Books
from tests.disposal.batches import furnished
from tests.disposal.certificates.batches import Made
from tests.gui.common.conftest import clear_windows
from tests.people import NAMES, Staff
from tests.ready import ready_staff

PATIENCE = 120_000
"""Milliseconds: a process that prints starts slowly on a busy machine."""
CTRL = Qt.KeyboardModifier.ControlModifier
Kind = TypeVar("Kind", bound=Dialog)
DAY = "2026-11-18"


@dataclass(slots=True)
class Workbench:
    """The books, who is at the desk, the window behind the dialogs, and hands."""

    staff: Staff
    desk: Desk
    window: QWidget
    qtbot: QtBot

    @property
    def books(self) -> Books:
        """The depot's books."""
        return self.staff.books

    def sit(self, who: str) -> None:
        """This person is at the desk from now on."""
        self.books.stockpile.actor = self.desk.actor = self.staff.actors[who]

    def settle(self) -> None:
        """Wait until no work is under way and everything is drawn."""
        for _ in range(4):
            self.qtbot.wait(4)
            self.qtbot.waitUntil(lambda: not self.desk.runner.busy, timeout=PATIENCE)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, where the keys go."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def write(self, text: str) -> None:
        """Typed where the keys go."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        self.settle()

    def front(self, kind: type[Kind]) -> Kind:
        """The open dialog of this kind, with the keys."""
        self.settle()
        found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        assert found, f"no {kind.__name__} is open"
        found[-1].activateWindow()
        self.settle()
        return found[-1]

    def approve(self) -> None:
        """The second person is at hand: chooses the name, types the passphrase, approves."""
        self.front(AskNowDialog)
        self.press(Qt.Key.Key_Return, CTRL)
        dialog = self.front(ApprovalDialog)
        dialog.approver.set_value(NAMES["approver"])
        dialog.secret.set_value(PASSPHRASE)
        self.settle()
        assert dialog.approve_button.isEnabled(), dialog._findings.count()
        dialog.approve()
        self.settle()


def a_workbench(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[Workbench]:
    """A workbench that is cleared away afterwards."""
    staff = ready_staff(folder)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    theme = Theme()
    theme.apply(qapp)
    worker = store_worker()
    runner = OperationRunner(worker)
    crashes: list[BaseException] = []
    runner.crashed.connect(lambda problem, _name: crashes.append(problem))
    stockpile = staff.books.stockpile
    desk = Desk(
        theme, runner, Settings(folder / "preferences.json"), stockpile, stockpile, founding(stockpile)
    )
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    made = Workbench(staff, desk, window, qtbot)
    made.sit("inspector")
    yield made
    qtbot.waitUntil(lambda: not runner.busy, timeout=PATIENCE)
    clear_windows(qapp)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    worker.shutdown(wait=True)
    if crashes:
        raise crashes[0]


# Deactivation ---------------------------------------------------------------------------------------

MEASURED = {
    "pin hardness": "45",
    "plug hardness": "45",
    "chamber diameter": "11",
    "pin diameter": "6",
    "slot width": "6.5",
    "slot length": "130",
    "chamber length": "39",
    "breech-face angle": "60",
    "original bolt mass": "400",
    "bolt mass": "180",
    "original carrier mass": "400",
    "carrier mass": "180",
}
"""Values that keep to their bounds on a rifle of 7.62 mm; what is not named here measures 10."""


def a_museum_batch(work: Workbench, *serials: str, **more: str) -> Made:
    """Rifles for a museum, verified at the site."""
    with work.staff.acting("officer"):
        rifles = [work.books.rifle(serial) for serial in serials]
        told: dict[str, Any] = {"recipient": "Army Museum", "reason": "For the museum", **more}
        site = furnished(work.staff)
        batch = site.batch(rifles, disposal="deactivation", methods=(), **told)
        site.verified(batch)
    return Made(batch)


def begun(work: Workbench, made: Made, line_no: int = 1, profile: str = "neutral", kind: str = "4") -> int:
    """The deactivation of one of them, begun by the officer."""
    with work.staff.acting("officer"):
        asked = BeginDeactivation(
            operation_id=work.books.id(), batch_id=made.id, line_no=line_no, profile=profile, firearm_type=kind,
            performer="Arsenal Oskel", country="BE", begun_on=DAY, calibre="7.62",
        )  # fmt: skip
        return deactivation.begin_deactivation(work.books.stockpile, asked).deactivation.id


def measured_for(line: ChecklistLine) -> tuple[tuple[str, str], ...]:
    """Values for the first way that is lawful."""
    way = next((one.way for one in line.bounds if one.way), "")
    return tuple((one.name, MEASURED.get(one.name, "10")) for one in line.bounds if one.way in {"", way})


def done(work: Workbench, number: int, but: Sequence[str] = ()) -> None:
    """Every operation but these is recorded by the officer, done or left out as the list allows."""
    stockpile = work.books.stockpile
    with work.staff.acting("officer"):
        for line in deactivation.checklist(stockpile, number).lines:
            if line.operation.number in but:
                continue
            outcome, values = ("done", measured_for(line)) if line.applies else ("not applicable", ())
            deactivation.record_result(
                stockpile,
                NewResult(
                    operation_id=work.books.id(), deactivation_id=number, operation=line.operation.number,
                    outcome=outcome, done_on=DAY, reason=line.why_not, measured=values, done_by="Sgt M. Adan",
                ),
            )  # fmt: skip


def marked(work: Workbench, number: int) -> None:
    """Every essential component is marked."""
    stockpile = work.books.stockpile
    with work.staff.acting("officer"):
        for mark in deactivation.checklist(stockpile, number).marks:
            deactivation.record_deactivation_mark(
                stockpile,
                NewDeactivationMark(
                    operation_id=work.books.id(), deactivation_id=number, component=mark.essential.component,
                    symbol="AO", marked_on=DAY,
                ),
            )  # fmt: skip


def verified_by_two(work: Workbench, made: Made, line_no: int, serial: str) -> int:
    """One weapon taken through its deactivation to its voucher, without the window."""
    number = begun(work, made, line_no)
    done(work, number)
    marked(work, number)
    stockpile = work.books.stockpile
    with work.staff.acting("inspector"):
        asked = deactivation.verify_deactivation(
            stockpile,
            VerifyDeactivation(
                operation_id=work.books.id(), deactivation_id=number, verified_on="2026-11-20",
                name="Rosalie Duval", entity="Proof House Oskel", serial_read=serial, public=True,
            ),
        )  # fmt: skip
    assert isinstance(asked, Requested)
    with work.staff.acting("approver"):
        approve(stockpile, asked.request_id)
    return number
