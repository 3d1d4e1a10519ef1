"""What was declared: every declaration, newest first, and how much of it still stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import (
    Chip,
    Column,
    EmptyState,
    Kind,
    Label,
    ListPanel,
    Role,
    Status,
    TableView,
    Text,
    isolate,
    vbox,
)
from stockpile_app.gui.common.cells import PLAIN, Cell, RowLook
from stockpile_app.gui.ledger.words import condition_chip
from stockpile_app.gui.surplus.words import ground_words
from stockpile_app.surplus import DeclarationRow, DeclaredLine, Ground, declarations, declared_lines


class DeclaredView(QWidget):
    """The declarations, and the lines of the current one under them.

    Signals:
        chosen: another declaration is the current one (`DeclarationRow` or None).
    """

    chosen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.desk = desk
        self._turn = 0
        self.count = Label("", tone=Role.TEXT_2)
        self.table: TableView[DeclarationRow] = TableView(
            desk.theme, tr("Declarations"), _columns(), look=_look, key=lambda row: row.declaration.id
        )
        self.table.set_empty(
            EmptyState(
                desk.theme,
                tr("Nothing was declared surplus yet"),
                tr("Mark lines in the statement with Space and declare them with Ctrl Enter."),
            )
        )
        self.lines: TableView[DeclaredLine] = TableView(
            desk.theme, tr("Lines of the declaration"), _line_columns(), look=_line_look, framed=False
        )
        self.panel = ListPanel(tr("Lines"), "", self.lines)
        self.table.row_selected.connect(self._select)
        column = vbox(self, spacing=12)
        column.addWidget(self.table, 2)
        column.addWidget(self.panel, 3)
        self.panel.hide()

    def refresh(self) -> None:
        """Ask for the declarations again."""
        self.desk.read(self, declarations, self._show)

    def _show(self, rows: Sequence[DeclarationRow]) -> None:
        self.table.set_rows(rows)
        self.count.setText(trn("{count} declaration", "{count} declarations", len(rows)))
        self.panel.setVisible(bool(rows))
        if rows and self.table.current_row() is None:
            self.table.select(0)
        else:
            self._select(self.table.current_row())

    def current(self) -> DeclarationRow | None:
        """The current declaration."""
        return self.table.current_row()

    def _select(self, row: DeclarationRow | None) -> None:
        self.chosen.emit(row)
        if row is None:
            return
        self._turn += 1
        turn, number = self._turn, row.declaration
        self.panel.title.setText(tr("Lines of {number}", number=isolate(number.number)))
        self.desk.read(
            self, lambda books: declared_lines(books, number.id), lambda found: self._show_lines(turn, found)
        )

    def _show_lines(self, turn: int, found: Sequence[DeclaredLine]) -> None:
        if turn == self._turn:
            self.lines.set_rows(found)
            self.panel.remark.setText(trn("{count} line", "{count} lines", len(found)))


def _columns() -> list[Column[DeclarationRow]]:
    return [
        Column("number", tr("Declaration"), Kind.SERIAL, lambda row: row.declaration.number),
        Column("on", tr("Declared on"), Kind.DATE, lambda row: row.declaration.declared_on),
        Column("why", tr("Authority and reason"), value=_why, stretch=True),
        Column("apart", tr("Place apart"), value=lambda row: tr(row.apart), sample="Armoury 1"),
        Column("lines", tr("Lines"), Kind.NUMBER),
        Column("state", tr("State"), Kind.CHIP, _state),
    ]


def _why(row: DeclarationRow) -> Cell:
    paper = " · ".join(filter(None, (row.declaration.authority, row.declaration.document)))
    return Text(paper, row.declaration.reason)


def _state(row: DeclarationRow) -> Cell:
    if row.standing == row.lines:
        return Chip(Status.IDLE, tr("Out of service"), "lock")
    if row.gone == row.lines:
        return Chip(Status.IDLE, tr("Disposed of"), "flame")
    if row.gone + row.standing == row.lines:
        return Chip(Status.IDLE, tr("Partly disposed of"), "flame")
    if not row.standing and not row.gone:
        return Chip(Status.IDLE, tr("Withdrawn"), "undo-2")
    return Chip(Status.WARN, tr("Partly withdrawn"))


def _look(row: DeclarationRow) -> RowLook:
    return PLAIN if row.standing else RowLook(faint=True)


def _line_columns() -> list[Column[DeclaredLine]]:
    return [
        Column("no", tr("Line"), Kind.NUMBER, lambda row: row.line.line_no, tone=Role.TEXT_2),
        Column("mark", tr("Serial or lot"), Kind.SERIAL, sample="KM 064270"),
        Column("item", tr("Item type"), stretch=True),
        Column("condition", tr("Condition"), Kind.CHIP, lambda row: condition_chip(row.line.condition)),
        Column("quantity", tr("Quantity"), Kind.NUMBER, lambda row: row.line.quantity, strong=True),
        Column("grounds", tr("Ground"), value=_grounds, sample="Unserviceable beyond repair"),
        Column("state", tr("State"), Kind.CHIP, _line_state),
    ]


def _grounds(row: DeclaredLine) -> str:
    return ground_words(Ground(one) for one in row.line.grounds.split(",") if one)


def _line_state(row: DeclaredLine) -> Cell:
    if row.standing:
        return Chip(Status.IDLE, tr("Out of service"), "lock")
    if row.gone:
        return Chip(Status.IDLE, tr("Disposed of"), "flame")
    return Chip(Status.IDLE, tr("Withdrawn"), "undo-2")


def _line_look(row: DeclaredLine) -> RowLook:
    return PLAIN if row.standing else RowLook(faint=True)
