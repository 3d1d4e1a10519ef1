"""What is out on a stick, and what became of what was: who has it, since when, and what is on hold for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.clock import local_text
from stockpile_app.base.text import tr, trn
from stockpile_app.exchange.pack import Outcome, PackState
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import (
    Chip,
    Column,
    EmptyState,
    Kind,
    Label,
    Role,
    Status,
    TableView,
    Text,
    vbox,
)
from stockpile_app.gui.common.cells import PLAIN, Cell, RowLook

_LONG_OUT = 14


class PacksView(QWidget):
    """Every pack that left, those that are out first.

    Signals:
        send_asked: the first pack is wanted.
        opened: Enter on a pack (its state).
        chosen: another pack is the current one (its state).
    """

    send_asked = Signal()
    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.desk = desk
        self.count = Label("", tone=Role.TEXT_2)
        self.table: TableView[PackState] = TableView(
            desk.theme, tr("What is out"), self._columns(), look=_look, key=lambda row: row.pack.id
        )
        empty = EmptyState(
            desk.theme,
            tr("Nothing is out"),
            tr(
                "A pack carries a place’s list on a stick, signed and encrypted. What it is about is on hold "
                "until it returns."
            ),
        )
        if not desk.read_only:
            empty.with_act(tr("Send a pack"), self.send_asked.emit, "upload")
        self.table.set_empty(empty)
        self.table.row_opened.connect(self.opened)
        self.table.row_selected.connect(self.chosen)
        vbox(self, self.table)

    def _columns(self) -> list[Column[PackState]]:
        zone = self.desk.founding.zone
        return [
            Column("at", tr("Sent"), Kind.DATE, lambda row: local_text(row.pack.made_at, zone)),
            Column(
                "task", tr("Task"), value=lambda row: Text(row.pack.task, row.pack.file_name), stretch=True
            ),
            Column(
                "to", tr("To whom"), value=lambda row: row.pack.receiver, sample="Capt R. Amsel, inspection"
            ),
            Column("lines", tr("Lines"), Kind.NUMBER, lambda row: row.pack.lines),
            Column("hold", tr("Hold"), Kind.CHIP, _hold),
            Column("state", tr("State"), Kind.CHIP, _state),
            Column(
                "by", tr("Sent by"), value=lambda row: row.sent_by, sample="WO2 K. Brandt", tone=Role.TEXT_2
            ),
        ]

    def show_packs(self, rows: Sequence[PackState]) -> None:
        """Show these, what is out first and the longest out at the top."""
        out = sorted((row for row in rows if row.end is None), key=lambda row: row.pack.made_at)
        self.table.set_rows([*out, *(row for row in rows if row.end is not None)])
        self.count.setText(trn("{count} pack out", "{count} packs out", len(out)))


def _look(row: PackState) -> RowLook:
    return PLAIN if row.end is None else RowLook(faint=True)


def _hold(row: PackState) -> Cell:
    if row.holds:
        return Chip(Status.WARN, tr("On hold"), "lock")
    return Chip(Status.IDLE, tr("Released"), "circle")


def _state(row: PackState) -> Cell:
    if row.end is None:
        status = Status.WARN if row.days >= _LONG_OUT else Status.INFO
        words = trn("Out {count} day", "Out {count} days", row.days) if row.days else tr("Out since today")
        return Chip(status, words, "clock")
    if row.end.outcome == Outcome.RETURNED:
        return Chip(Status.OK, tr("Returned"))
    return Chip(Status.IDLE, tr("Given up"), "x")
