"""The register of lots: how much there is, where, until when, and what stops it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.cells import Chip, Column, Kind
from stockpile_app.gui.common.flow import flow
from stockpile_app.gui.common.labels import Label, vbox
from stockpile_app.gui.common.row_sources import PagedRows
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Face, Role, Status
from stockpile_app.gui.ledger.filter_line import FilterLine
from stockpile_app.ledger.rows import LotRow, lot_register, lots_page


class LotsView(QWidget):
    """Filter, count, register.

    Signals:
        lot_chosen: another line is current (lot id).
        opened: Enter on a line (lot id).
    """

    lot_chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "clear")
        self.desk = desk
        self._turn = 0
        self.filter_line = FilterLine(desk.theme, tr("Filter by number, maker or item"))
        self.filter_line.changed.connect(lambda _text: self.refresh())
        self.count = Label("", Face.BODY, Role.TEXT_2)
        self.table: TableView[LotRow] = TableView(desk.theme, tr("Lots"), self._columns())
        self.table.row_selected.connect(lambda row: self.lot_chosen.emit(row.id))
        self.table.row_opened.connect(lambda row: self.opened.emit(row.id))
        self.filter_line.entered.connect(self.table.setFocus)
        column = vbox(self, flow(self.filter_line), spacing=12)
        column.addWidget(self.table, 1)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter_line.setFocus)

    def _columns(self) -> list[Column[LotRow]]:
        return [
            Column("number", tr("Lot"), Kind.SERIAL, sample="17-83-270", sortable=False),
            Column("item", tr("Item type"), stretch=True, sortable=False),
            Column("state", tr("State"), Kind.CHIP, self._state, sample="Past its date", sortable=False),
            Column("quantity", tr("Quantity"), Kind.NUMBER, strong=True, sortable=False),
            Column("unit", tr("Unit"), Kind.UNIT, tone=Role.TEXT_2, sortable=False),
            Column("places", tr("In"), value=lambda row: row.places.replace(",", ", "), sortable=False),
            Column("expires_on", tr("Good until"), Kind.DATE, tone=Role.TEXT_2, sortable=False),
        ]

    def _state(self, row: LotRow) -> Chip:
        if row.holds:
            return Chip(Status.STOP, tr("On hold"))
        if row.expires_on and row.expires_on < self.desk.today().isoformat():
            return Chip(Status.WARN, tr("Past its date"))
        if not row.quantity:
            return Chip(Status.IDLE, tr("Used up"))
        return Chip(Status.OK, tr("Usable"))

    def refresh(self) -> None:
        """Ask for the ids again."""
        self._turn += 1
        turn, text = self._turn, self.filter_line.text().strip()
        self.desk.read(self, lambda books: lot_register(books, text), lambda ids: self._show(turn, ids))

    def _show(self, turn: int, ids: list[int]) -> None:
        if turn != self._turn:
            return
        reader = self.desk.reader
        ask = self.desk.runner.pages(self, lambda wanted: lots_page(reader, wanted))
        self.table.set_pages(PagedRows(ids, ask))
        self.count.setText(trn("{figure} lot", "{figure} lots", len(ids), figure=isolate(grouped(len(ids)))))
