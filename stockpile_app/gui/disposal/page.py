"""The disposal page: from the decision about declared surplus to the certificate, one next step for each batch."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr, trn
from stockpile_app.disposal.queries import batches
from stockpile_app.disposal.rows import BatchRow
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.common import Button
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.gui.disposal.board import Board
from stockpile_app.gui.disposal.certificate_register import CertificatesDialog, open_certificates
from stockpile_app.gui.disposal.course import Course
from stockpile_app.gui.disposal.pane import BatchPane
from stockpile_app.gui.disposal.seen import SeenBatch, see
from stockpile_app.gui.ledger.duties import Duties
from stockpile_app.gui.ledger.start import Start


class DisposalPage(PageWidget):
    """Every batch by its state; Enter does its next step."""

    help_topic = "disposal"

    def __init__(
        self, desk: Desk, duties: Duties, approvals: Approvals, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk.theme, tr("Disposal"), "", parent)
        self.desk, self.duties, self.approvals = desk, duties, approvals
        self.course = Course(desk, approvals, self)
        self._turn = 0
        self._stale = True
        self._wanted = 0
        self.decide = Button(self.theme, tr("Decide about surplus"), "signature", "Ctrl+D")
        self.decide.does(self.course.decide)
        self.decide.setEnabled(not desk.read_only)
        self.certificates = Button(self.theme, tr("Certificates"), "file-check", "Ctrl+J")
        self.certificates.does(self.show_certificates)
        self.header.add_act(self.certificates)
        self.header.add_act(self.decide)
        self.board = Board(desk)
        self.pane_of_batch = BatchPane(desk)
        self.add(self.board, 1)
        self.set_pane(self.pane_of_batch)
        self._connect()
        QShortcut(QKeySequence("Ctrl+I"), self).activated.connect(self._see_lines)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.close_pane)

    def _connect(self) -> None:
        self.board.chosen.connect(self._chose)
        self.board.step_asked.connect(self.course.take)
        self.board.decide_asked.connect(self.course.decide)
        self.pane_of_batch.step_asked.connect(self.course.take)
        self.pane_of_batch.act_asked.connect(self.course.beside)
        self.pane_of_batch.voucher_asked.connect(self.duties.show_voucher)
        self.course.look_asked.connect(self.open_pane)

    # What the frame tells

    def arrived(self) -> None:
        self.duties.live_in(self.window(), lambda: self)
        if self._stale:
            self.refresh()

    def on_changes(self, changes: object) -> None:
        if isinstance(changes, Changes) and not (
            changes.disposal or changes.cases or changes.vouchers or changes.packs
        ):
            return
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """F5, and after every change of a batch."""
        self._stale = False
        self.desk.read(self, batches, self._show)

    def start_here(self) -> Start:
        """A voucher begun here takes nothing over."""
        return Start()

    # Showing

    def _show(self, rows: list[BatchRow]) -> None:
        under_way = [row for row in rows if row.next.step is not None]
        blocked = sum(bool(row.next.blocks) for row in under_way)
        count = trn("{count} batch under way", "{count} batches under way", len(under_way))
        words = trn(
            "{count} of them is waiting for something", "{count} of them are waiting for something", blocked
        )
        nothing = tr("Surplus is destroyed unless somebody says why not")
        self.header.set_sentence(f"{count} · {words}" if blocked else count if under_way else nothing)
        self.board.set_batches(rows)
        if self._wanted:
            self.board.select_batch(self._wanted)
            self._wanted = 0
        self._chose(self.board.current())

    def show_certificates(self) -> CertificatesDialog:
        """Every certificate ever issued, over the window."""
        return open_certificates(self.desk, self, self.approvals)

    def show_batch(self, batch_id: int) -> None:
        """From another page: bring this batch in sight."""
        self._wanted = batch_id
        self.refresh()

    def _chose(self, row: object) -> None:
        self._turn += 1
        turn = self._turn
        if not isinstance(row, BatchRow):
            self.pane_of_batch.show_batch(None)
            return
        batch_id = row.id
        self.desk.read(self, lambda books: see(books, batch_id), lambda found: self._saw(turn, found))

    def _saw(self, turn: int, found: SeenBatch | None) -> None:
        if turn == self._turn:
            self.pane_of_batch.show_batch(found)

    def _see_lines(self) -> None:
        row = self.board.current()
        if row is not None:
            self.course.beside("lines", row)
