"""The daily duties of one window: opens voucher dialogs, tells what was posted, undoes by reversal.

F2 issue, F3 hand-in, F4 receipt, F7 transfer, Ctrl+N and a letter for any kind, Ctrl+Z for the last
own voucher: the same on every page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from stockpile_app import ledger
from stockpile_app.access import Requested
from stockpile_app.base.text import N_, tr
from stockpile_app.cases.opening import CASE_CODE
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.cases.case_dialog import CaseDialog
from stockpile_app.gui.cases.cases_dialog import CasesDialog
from stockpile_app.gui.cases.reappeared_dialog import ReappearedDialog
from stockpile_app.gui.common.buttons import Button
from stockpile_app.gui.common.operation import NoticeHost
from stockpile_app.gui.ledger.expenditure_dialog import ExpenditureDialog
from stockpile_app.gui.ledger.hand_in_dialog import HandInDialog
from stockpile_app.gui.ledger.issue_dialog import IssueDialog
from stockpile_app.gui.ledger.life import Life, LifeKind
from stockpile_app.gui.ledger.life_dialog import LifeDialog
from stockpile_app.gui.ledger.life_paper import save_life
from stockpile_app.gui.ledger.opening_dialog import OpeningDialog
from stockpile_app.gui.ledger.receipt_dialog import ReceiptDialog
from stockpile_app.gui.ledger.reclassification_dialog import ReclassificationDialog
from stockpile_app.gui.ledger.request_shown import SHOWS
from stockpile_app.gui.ledger.reversal_dialog import ReversalDialog
from stockpile_app.gui.ledger.start import Start
from stockpile_app.gui.ledger.transfer_dialog import TransferDialog
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.gui.ledger.voucher_view import VoucherViewDialog
from stockpile_app.gui.ledger.words import kind_icon
from stockpile_app.ledger.model import Posted, Voucher, VoucherKind
from stockpile_app.ledger.reading import Subject

DIALOGS: dict[VoucherKind, type[VoucherDialog]] = {
    VoucherKind.OPENING: OpeningDialog,
    VoucherKind.RECEIPT: ReceiptDialog,
    VoucherKind.ISSUE: IssueDialog,
    VoucherKind.HAND_IN: HandInDialog,
    VoucherKind.TRANSFER: TransferDialog,
    VoucherKind.EXPENDITURE: ExpenditureDialog,
    VoucherKind.RECLASSIFICATION: ReclassificationDialog,
    VoucherKind.REVERSAL: ReversalDialog,
}
"""Which dialog writes which kind."""

KEYS = {
    VoucherKind.ISSUE: "F2",
    VoucherKind.HAND_IN: "F3",
    VoucherKind.RECEIPT: "F4",
    VoucherKind.TRANSFER: "F7",
}
_MENU = (
    (VoucherKind.ISSUE, N_("&Issue")),
    (VoucherKind.HAND_IN, N_("&Hand-in")),
    (VoucherKind.RECEIPT, N_("&Receipt")),
    (VoucherKind.TRANSFER, N_("&Transfer")),
    (VoucherKind.EXPENDITURE, N_("&Expenditure")),
    (VoucherKind.RECLASSIFICATION, N_("Re&classification")),
    (VoucherKind.OPENING, N_("&Opening balance")),
)


@runtime_checkable
class HasStart(Protocol):
    """A page that knows with what a voucher should begin."""

    def start_here(self) -> Start:
        """What is selected."""
        ...


class Duties(QObject):
    """One for each window; every page is handed the same.

    Signals:
        drafts_changed: a draft was kept, posted or discarded.
    """

    drafts_changed = Signal()

    def __init__(self, desk: Desk, approvals: Approvals | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.approvals = approvals or Approvals(desk, SHOWS)
        self._window: QWidget | None = None
        self._page: Callable[[], QWidget | None] = lambda: None

    # Keys

    def live_in(self, window: QWidget, page: Callable[[], QWidget | None]) -> None:
        """Bind the keys of the duties to this window; `page` tells which page is open."""
        self._page = page
        if self._window is window:
            return
        self._window = window
        for kind, key in KEYS.items():
            self._key(window, key, partial(self.begin, kind))
        self._key(window, "Ctrl+N", self.ask_kind)
        self._key(window, "Ctrl+Z", self.undo_last)

    def _key(self, window: QWidget, key: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(key), window).activated.connect(act)

    def start_here(self) -> Start:
        """What the open page has selected."""
        page: object = self._page()
        return page.start_here() if isinstance(page, HasStart) else Start()

    # Opening

    def begin(self, kind: VoucherKind) -> VoucherDialog | None:
        """A new voucher of this kind, with what is selected on the page."""
        return self.open(kind, self.start_here())

    def ask_kind(self, at: QWidget | None = None) -> None:
        """Ctrl+N: the kinds, each with its letter."""
        menu = QMenu(self._window)
        for kind, words in _MENU:
            icon = self.desk.theme.icon(kind_icon(kind))
            action = menu.addAction(icon, tr(words))
            action.setEnabled(self.desk.may(kind))
            action.triggered.connect(lambda _checked=False, kind=kind: self.begin(kind))
        corner = at.mapToGlobal(QPoint(0, at.height() + 2)) if at else self._corner()
        menu.popup(corner)

    def _corner(self) -> QPoint:
        page = self._page() or self._window
        return page.mapToGlobal(QPoint(page.width() // 2, 60)) if page else QPoint()

    def open(self, kind: VoucherKind, start: Start, over: QWidget | None = None) -> VoucherDialog | None:
        """A voucher dialog of this kind; None, and the reason before anybody types, where it is no duty."""
        if not self.desk.may(kind):
            self._say_no_duty(kind, over or self._window)
            return None
        dialog = DIALOGS[kind](self.desk, over or self._window, start)
        dialog.posted.connect(self._posted)
        dialog.requested.connect(self._requested)
        dialog.kept.connect(self.drafts_changed)
        dialog.remedy_asked.connect(lambda other, mark: self._remedy(dialog, other, mark))
        dialog.life_asked.connect(lambda subject: self.show_subject(subject, dialog))
        dialog.reappeared_asked.connect(lambda mark, line: self._reappeared(dialog, mark, line))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog

    def _reappeared(self, asking: VoucherDialog, mark: str, line: int) -> None:
        """What a voucher met is reported by itself; its line leaves the voucher then."""
        report = ReappearedDialog(self.desk, asking, mark)
        report.accepted.connect(lambda: asking.lines.remove(line))
        report.finished.connect(lambda _code: report.deleteLater())
        report.open()

    def _remedy(self, asking: VoucherDialog, kind: VoucherKind, mark: str) -> None:
        """Another voucher mends a refusal; the first one looks again when it is posted."""
        other = self.open(kind, Start(marks=(mark,)), asking)
        if other is not None:
            other.finished.connect(lambda _code: asking.look())

    # What was done

    def _posted(self, posted: Posted, sentence: str) -> None:
        self.drafts_changed.emit()
        undo = tr("Undo by reversal (Ctrl+Z)")
        self.desk.say(sentence, undo, lambda: self.reverse(posted.number), "")

    def _requested(self, requested: Requested) -> None:
        """It waits for a second person, who may be at hand."""
        self.drafts_changed.emit()
        self.approvals.requested(requested, self._window)

    def _say_no_duty(self, kind: VoucherKind, host: object) -> None:
        """Calmly, at the head of the window or dialog: a refusal is no toast."""
        if isinstance(host, NoticeHost):
            host.show_notice(self.desk.not_a_duty(kind))

    def reverse(self, number: str) -> None:
        """Open the reversal of a voucher, prefilled."""
        self.open(VoucherKind.REVERSAL, Start(voucher_number=number))

    def undo_last(self) -> None:
        """Ctrl+Z: the reversal of the last own voucher that still stands."""
        if self._window is not None:
            actor = self.desk.actor.name
            self.desk.read(self._window, lambda books: ledger.last_voucher_of(books, actor), self._undo)

    def _undo(self, last: Voucher | None) -> None:
        if last is not None:
            self.reverse(last.number)
        else:
            self.desk.say(tr("There is no voucher of yours to undo"))

    # Looking

    def show_voucher(self, number: str, over: QWidget | None = None) -> None:
        """A posted voucher: lines, journal entry, reversal link, print."""
        dialog = VoucherViewDialog(self.desk, over or self._window, number)
        dialog.reverse_asked.connect(self.reverse)
        dialog.voucher_asked.connect(self.show_voucher)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def show_cases(self) -> None:
        """What must be explained."""
        dialog = CasesDialog(self.desk, self._window)
        dialog.opened.connect(
            lambda number: self.show_case(number, dialog).finished.connect(dialog.ask_again)
        )
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def show_case(self, number: str, over: QWidget | None = None) -> CaseDialog:
        """One case with its log, files and outcome."""
        dialog = CaseDialog(self.desk, over or self._window, number)
        dialog.life_asked.connect(lambda kind, item_id: self.show_life(LifeKind(kind), item_id, dialog))
        dialog.voucher_asked.connect(lambda voucher: self.show_voucher(voucher, dialog))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
        return dialog

    def show_numbered(self, number: str, over: QWidget | None = None) -> None:
        """What carries this number in a life: a voucher, or a case."""
        if f"-{CASE_CODE}-" in number:
            self.show_case(number, over)
        else:
            self.show_voucher(number, over)

    def show_life(self, kind: LifeKind, item_id: int, over: QWidget | None = None) -> None:
        """The life of a weapon, lot or container over the page."""
        dialog = LifeDialog(self.desk, over or self._window, kind, item_id)
        dialog.pane.voucher_asked.connect(lambda number: self.show_numbered(number, dialog))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def print_life(self, life: Life) -> None:
        """Ctrl+P on a life: its paper, as a PDF file."""
        if self._window is not None:
            save_life(self.desk, self._window, life)

    def show_subject(self, subject: Subject, over: QWidget | None = None) -> None:
        """The life of what a voucher line is about."""
        if subject.weapon is not None:
            self.show_life(LifeKind.WEAPON, subject.weapon.id, over)
        elif subject.lot is not None:
            self.show_life(LifeKind.LOT, subject.lot.id, over)


def printed_key(button: Button) -> Button:
    """The key stays printed on the button; the window's own shortcut does the work."""
    button.setShortcut(QKeySequence())
    return button
