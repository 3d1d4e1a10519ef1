"""The declared lines that could go into a batch, and which of them do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.disposal import PlannedLine
from stockpile_app.disposal.around import OpenDeclaration
from stockpile_app.disposal.rules_deciding import Declared
from stockpile_app.gui.common import (
    Chip,
    Column,
    EmptyState,
    Face,
    Kind,
    Label,
    ScanField,
    Status,
    StatusLine,
    TableView,
    Theme,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.cells import Cell


@dataclass(frozen=True, slots=True)
class DecideRow:
    """A declared line, whether it goes into the batch, how much of it, and what ammunition says of itself.

    Attributes:
        part: How much of a lot goes; 0 for all of it that is free.
    """

    declaration: str
    line: Declared
    chosen: bool = True
    part: int = 0
    hazard: str = ""
    neq: str = ""

    @property
    def quantity(self) -> int:
        """How much goes."""
        return self.part or self.line.free

    @property
    def divisible(self) -> bool:
        """Whether a part of it can go: a weapon is whole."""
        return not self.line.weapon_id and (self.line.free > 1 or self.line.explosive)

    @property
    def free_to_go(self) -> bool:
        """Whether nothing else holds it."""
        return self.line.reserved and not self.line.other_holds


class DecideLines(QWidget):
    """Scan or Enter takes one line out, or in again.

    Signals:
        changed: another choice.
        part_asked: how much of a lot goes, and its hazard and NEQ (its position).
    """

    changed = Signal()
    part_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.scan = ScanField(theme, tr("Scan to take one line out, or in again"))
        self.scan.scanned.connect(self.read)
        self.said = StatusLine(
            theme,
            Status.INFO,
            tr("Enter takes a line out or in; F6: part of a lot, hazard, NEQ"),
        )
        self.count = Label("", Face.STRONG)
        self.table: TableView[DecideRow] = TableView(
            theme,
            tr("Declared lines"),
            _columns(),
            key=lambda row: (row.line.declaration_id, row.line.line_no),
        )
        words = tr("What was declared surplus and is in no batch yet stands here.")
        self.table.set_empty(EmptyState(theme, tr("Nothing is declared surplus"), words))
        self.table.row_opened.connect(lambda row: self.turn([row]))
        self.table.view.installEventFilter(self)
        line = hbox(None, spacing=8)
        line.addWidget(self.said, 1)
        line.addWidget(self.count)
        column = vbox(self, self.scan, spacing=10)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def offer(self, declarations: Sequence[OpenDeclaration]) -> None:
        """Show their free lines, all of them chosen that nothing else holds."""
        rows = [DecideRow(one.number, line) for one in declarations for line in one.lines]
        self.table.set_rows([replace(row, chosen=row.free_to_go) for row in rows])
        self._tell()

    def rows(self) -> list[DecideRow]:
        """Every line."""
        return list(self.table.model.rows())

    @property
    def chosen(self) -> list[DecideRow]:
        """Those that go into the batch."""
        return [row for row in self.rows() if row.chosen]

    def planned(self) -> tuple[PlannedLine, ...]:
        """As the room asks for them."""
        return tuple(
            PlannedLine(
                declaration_id=row.line.declaration_id,
                line_no=row.line.line_no,
                quantity=row.part,
                hazard=row.hazard,
                neq=row.neq,
            )
            for row in self.chosen
        )

    def items(self) -> dict[int, tuple[str, int]]:
        """By item type, a name and how many of it go."""
        found: dict[int, tuple[str, int]] = {}
        for row in self.chosen:
            _name, count = found.get(row.line.item_type_id, ("", 0))
            found[row.line.item_type_id] = (row.line.title, count + row.quantity)
        return found

    def read(self, text: str) -> None:
        """A serial or lot was scanned."""
        found = [row for row in self.rows() if row.line.title == text]
        if found:
            self.turn(found)
        else:
            self.said.show_status(Status.STOP, tr("{mark} is not declared surplus", mark=isolate(text)))

    def turn(self, rows: Sequence[DecideRow]) -> None:
        """Into the batch, or out of it."""
        asked = set(rows)
        self.table.model.update_rows(
            {
                position: replace(row, chosen=not row.chosen)
                for position, row in enumerate(self.rows())
                if row in asked
            }
        )
        self._tell()

    def say_part(self, position: int, row: DecideRow) -> None:
        """How much of a line goes, with its hazard division and net explosive quantity."""
        self.table.model.update_row(position, row)
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space turns the selected lines; F6 asks how much of a lot goes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space:
                self.turn(self.table.selected_rows())
                return True
            if event.key() == Qt.Key.Key_F6:
                self.ask_part()
                return True
        return super().eventFilter(watched, event)

    def ask_part(self) -> None:
        """F6: of the current line, when it is a lot or goods."""
        row = self.table.current_row()
        if row is None:
            return
        if row.divisible:
            self.part_asked.emit(self.rows().index(row))
        else:
            words = tr("{mark} goes whole or not at all", mark=isolate(row.line.title))
            self.said.show_status(Status.INFO, words)

    def _tell(self) -> None:
        chosen = self.chosen
        self.count.setText(
            tr("{count} of {total} lines", count=grouped(len(chosen)), total=grouped(len(self.rows())))
        )
        self.changed.emit()


def _columns() -> list[Column[DecideRow]]:
    return [
        Column("mark", tr("Serial or lot"), Kind.SERIAL, lambda row: row.line.title, sample="KM 06427"),
        Column("declaration", tr("Declaration"), Kind.SERIAL),
        Column("place", tr("Stands at"), value=lambda row: row.line.place, stretch=True),
        Column("quantity", tr("Quantity"), Kind.NUMBER, lambda row: row.quantity),
        Column("neq", tr("Hazard · NEQ kg"), Kind.SERIAL, _explosive, sample="1.4S · 12.5"),
        Column("state", tr("In this batch"), Kind.CHIP, _state, sample=tr("Not now"), sortable=False),
    ]


def _explosive(row: DecideRow) -> Cell:
    if not row.line.explosive:
        return None
    return f"{row.hazard} · {row.neq}" if row.hazard or row.neq else tr("F6")


def _state(row: DecideRow) -> Cell:
    if not row.free_to_go:
        return Chip(Status.STOP, tr("On hold"))
    if not row.chosen:
        return Chip(Status.IDLE, tr("Not now"))
    return Chip(Status.OK, tr("A part") if row.part else tr("In it"))
