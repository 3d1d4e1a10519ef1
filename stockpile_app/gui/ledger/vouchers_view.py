"""The register of vouchers, newest first; what was reversed stays, and is marked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.cells import Chip, Column, Kind
from stockpile_app.gui.common.combo_field import Choice
from stockpile_app.gui.common.flow import flow
from stockpile_app.gui.common.labels import Label, vbox
from stockpile_app.gui.common.pills import Pill
from stockpile_app.gui.common.row_sources import PagedRows
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Face, Role, Status
from stockpile_app.gui.ledger.filter_line import FilterLine
from stockpile_app.gui.ledger.words import kind_word, moment_words
from stockpile_app.ledger.model import VoucherKind
from stockpile_app.ledger.registers import VoucherRow
from stockpile_app.ledger.rows import voucher_register, vouchers_page


def state_chip(row: VoucherRow) -> Chip:
    """Whether the voucher stands."""
    if row.reversed:
        return Chip(Status.WARN, tr("Reversed"), "undo-2")
    return Chip(Status.IDLE, tr("Stands"), "file-check")


def voucher_columns() -> list[Column[VoucherRow]]:
    """The columns of the register."""
    return [
        Column("number", tr("Number"), Kind.SERIAL, sample="B-ISS-2026-000123", sortable=False),
        Column("kind", tr("Kind"), value=lambda row: kind_word(row.kind), sortable=False),
        Column(
            "effective_at",
            tr("Effective on"),
            Kind.DATE,
            lambda row: moment_words(row.effective_at),
            sortable=False,
        ),
        Column(
            "from_account", tr("From"), value=lambda row: tr(row.from_account), stretch=True, sortable=False
        ),
        Column("to_account", tr("To"), value=lambda row: tr(row.to_account), sortable=False),
        Column("lines", tr("Lines"), Kind.NUMBER, sortable=False),
        Column("actor", tr("Posted by"), tone=Role.TEXT_2, sortable=False),
        Column("state", tr("State"), Kind.CHIP, state_chip, sample="Reversed", sortable=False),
    ]


class VouchersView(QWidget):
    """Filter by kind and words, count, register.

    Signals:
        opened: Enter on a line (voucher number).
    """

    opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "clear")
        self.desk = desk
        self._turn, self._kind = 0, ""
        self.kind = Pill(desk.theme, tr("Kind"), tr("all"))
        self.kind.set_choices([Choice(kind.value, kind_word(kind)) for kind in VoucherKind])
        self.kind.chosen.connect(self._choose)
        self.filter_line = FilterLine(desk.theme, tr("Filter by number, account or purpose"))
        self.filter_line.changed.connect(lambda _text: self.refresh())
        self.count = Label("", Face.BODY, Role.TEXT_2)
        self.table: TableView[VoucherRow] = TableView(desk.theme, tr("Vouchers"), voucher_columns())
        self.table.row_opened.connect(lambda row: self.opened.emit(row.number))
        self.filter_line.entered.connect(self.table.setFocus)
        column = vbox(self, flow(self.kind, self.filter_line), spacing=12)
        column.addWidget(self.table, 1)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter_line.setFocus)

    def _choose(self, kind: object) -> None:
        self._kind = str(kind or "")
        self.refresh()

    def selected(self) -> str:
        """The number of the current voucher; '' without one."""
        row = self.table.current_row()
        return row.number if row is not None else ""

    def refresh(self) -> None:
        """Ask for the ids again."""
        self._turn += 1
        turn, text, kind = self._turn, self.filter_line.text().strip(), self._kind
        self.desk.read(
            self, lambda books: voucher_register(books, text, kind), lambda ids: self._show(turn, ids)
        )

    def _show(self, turn: int, ids: list[int]) -> None:
        if turn != self._turn:
            return
        reader = self.desk.reader
        ask = self.desk.runner.pages(self, lambda wanted: vouchers_page(reader, wanted))
        self.table.set_pages(PagedRows(ids, ask))
        figure = isolate(grouped(len(ids)))
        self.count.setText(trn("{figure} voucher", "{figure} vouchers", len(ids), figure=figure))
