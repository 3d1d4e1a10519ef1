"""The course of a batch on the window: which dialog or screen does its next step, and what is done beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from stockpile_app.disposal.model import Duty
from stockpile_app.disposal.rows import BatchRow
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.disposal.attach_dialog import AttachDialog
from stockpile_app.gui.disposal.before_site import BeforeSite, NotYouDialog, before_site
from stockpile_app.gui.disposal.cases_dialog import CasesDialog
from stockpile_app.gui.disposal.certificate_dialog import open_certificate
from stockpile_app.gui.disposal.deactivation_screen import open_deactivation
from stockpile_app.gui.disposal.decide_dialog import DecideDialog
from stockpile_app.gui.disposal.destroy_dialog import DestroyDialog
from stockpile_app.gui.disposal.end_dialogs import CloseDialog, DispatchDialog, EndDialog, ResidueDialog
from stockpile_app.gui.disposal.finish_dialog import FinishDialog
from stockpile_app.gui.disposal.hold_back_dialog import HoldBackDialog
from stockpile_app.gui.disposal.lines_dialog import LinesDialog
from stockpile_app.gui.disposal.moving_dialogs import ArrivalDialog, HandOverDialog
from stockpile_app.gui.disposal.people_dialogs import IncidentDialog, PersonsDialog, TraceDialog
from stockpile_app.gui.disposal.sealing_dialog import SealingDialog
from stockpile_app.gui.disposal.site_dialogs import WhoDialog
from stockpile_app.gui.disposal.site_pack import pack_of
from stockpile_app.gui.disposal.step_dialog import Work
from stockpile_app.gui.disposal.verification_screen import VerificationScreen
from stockpile_app.gui.disposal.words import Act, next_act
from stockpile_app.gui.exchange.pack_dialogs import PackSubject, SendPackDialog, TakePackDialog

Opens = Callable[[Work], QDialog]

_DIALOGS: dict[Act, Opens] = {
    Act.SEAL: SealingDialog,
    Act.HAND_OVER: HandOverDialog,
    Act.RECEIVE: ArrivalDialog,
    Act.DESTROY: DestroyDialog,
    Act.DISPATCH: DispatchDialog,
    Act.CLEAR: ResidueDialog,
    Act.CLOSE: CloseDialog,
    Act.END: EndDialog,
    Act.TRACE: TraceDialog,
    Act.CASES: CasesDialog,
}
_BESIDE: dict[str, Opens] = {
    "lines": LinesDialog,
    "persons": PersonsDialog,
    "trace": TraceDialog,
    "hold": HoldBackDialog,
    "incident": IncidentDialog,
    "photo": AttachDialog,
    "cases": CasesDialog,
}
_WANTED = {"DISPOSAL-03": Duty.OFFICER_IN_CHARGE, "DISPOSAL-05": Duty.WITNESS}


class Course(QObject):
    """Takes the next step of a batch; one for each page.

    Signals:
        look_asked: there is nothing to do but to look.
    """

    look_asked = Signal()

    def __init__(self, desk: Desk, approvals: Approvals, page: QWidget) -> None:
        super().__init__(page)
        self.desk, self.approvals, self.page = desk, approvals, page

    def _work(self, row: BatchRow | None = None, over: QWidget | None = None) -> Work:
        return Work(self.desk, self.approvals, over or self.page, row)

    def decide(self) -> None:
        """Make a batch of declared surplus."""
        self._open(DecideDialog(self._work()))

    def take(self, row: object) -> None:
        """Enter: the one next step of a batch, or what must be done before it."""
        act = next_act(row) if isinstance(row, BatchRow) else None
        if not isinstance(row, BatchRow) or act in (None, Act.LOOK) or self.desk.read_only:
            self.look_asked.emit()
        elif act in _DIALOGS:
            self._open(_DIALOGS[act](self._work(row)))
        else:
            self._take_screen(act, row)

    def _take_screen(self, act: Act | None, row: BatchRow) -> None:
        if act is Act.VERIFY:
            self.verify(row)
        elif act is Act.PERSONS:
            duties = tuple(_WANTED[one.rule] for one in row.next.blocks if one.rule in _WANTED)
            self._open(PersonsDialog(self._work(row), duties))
        elif act is Act.DEACTIVATE:
            open_deactivation(self.desk, row.id, self.page, self.approvals)
        elif act is Act.CERTIFY:
            open_certificate(self.desk, row.id, self.page, self.approvals)

    def beside(self, name: str, row: object) -> None:
        """What can be done at any time: look at the lines, name persons, hold back, record an incident."""
        if isinstance(row, BatchRow) and name == "send pack":
            self.desk.read(self.page, lambda books: pack_of(books, row), self._send_pack)
        elif isinstance(row, BatchRow) and name == "take pack":
            self._open(TakePackDialog(self.desk, self.page))
        elif isinstance(row, BatchRow) and name in _BESIDE:
            self._open(_BESIDE[name](self._work(row)))

    def _send_pack(self, about: PackSubject) -> None:
        """The lines go to the site on a stick, where there are no books."""
        self._open(SendPackDialog(self.desk, self.page, about=about))

    # Verification

    def verify(self, row: BatchRow) -> None:
        """The screen at the site, for somebody who did not pack; single-keeper books first ask who looks."""
        self.desk.read(self.page, lambda books: before_site(books, row.id), partial(self._ask_who, row))

    def _ask_who(self, row: BatchRow, found: BeforeSite) -> None:
        if found.against:
            self._open(NotYouDialog(self.desk.theme, self.page, row.number, found))
            return
        if not found.sole:
            self.open_screen(row)
            return
        dialog = WhoDialog(self.desk, self.page, row.id, found.named)
        dialog.given.connect(lambda name: self.open_screen(row, name))
        self._open(dialog)

    def open_screen(self, row: BatchRow, verifier: str = "", full: bool = True) -> VerificationScreen:
        """High contrast, over the whole window, which fills the screen while it is open."""
        window = self.page.window()
        screen = VerificationScreen(self.desk, window, row.id, verifier)
        screen.finish_asked.connect(lambda _batch: self._finish(row, verifier, screen))
        screen.finished.connect(lambda _code: screen.deleteLater())
        if full and not window.isFullScreen():
            before = window.windowState()
            screen.left.connect(lambda: window.setWindowState(before))
            window.showFullScreen()
        screen.open()
        return screen

    def _finish(self, row: BatchRow, verifier: str, screen: VerificationScreen) -> None:
        dialog = FinishDialog(self._work(row, screen), verifier)
        dialog.step_done.connect(lambda _done: screen.leave())
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
