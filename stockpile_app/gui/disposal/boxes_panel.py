"""The sealed boxes of a batch, ticked off one scan at a time: onto the truck, or off it at the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.common import (
    Chip,
    Column,
    Kind,
    Label,
    Role,
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
from stockpile_app.gui.disposal.seen import SeenBatch


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One box, its seal, how many lines lie in it, and whether it was scanned."""

    number: int
    name: str
    seal: str
    lines: int
    scanned: bool = False


def box_rows(seen: SeenBatch) -> list[BoxRow]:
    """Every box of the batch, none scanned yet."""
    return [
        BoxRow(number, seen.boxes.get(box.container_id, ""), box.seal, seen.packed.get(box.container_id, 0))
        for number, box in enumerate(seen.view.boxes, start=1)
    ]


class BoxesPanel(QWidget):
    """A scan field over the list of boxes; Enter on a box ticks it as well.

    Args:
        done_word: What a scanned box is: `On the truck`.
        by_label: Whether its label is as good as its seal; at the site only the seal itself says that it is whole.

    Signals:
        changed: another box was ticked, or a strange seal read.
    """

    changed = Signal()

    def __init__(self, theme: Theme, words: str, done_word: str, by_label: bool = True) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._theme, self._done, self._by_label = theme, done_word, by_label
        self.strange: list[str] = []
        self.scan = ScanField(theme, words)
        self.scan.scanned.connect(self.take)
        first = tr("Scan the seal or the label of each box") if by_label else tr("Enter ticks a box by hand")
        self.said = StatusLine(theme, Status.INFO, first)
        self.count = Label("", tone=Role.TEXT_2)
        self.table: TableView[BoxRow] = TableView(
            theme, tr("Boxes"), self._columns(), key=lambda row: row.number
        )
        self.table.row_opened.connect(lambda row: self._toggle(row.number))
        line = hbox(None, spacing=8)
        line.addWidget(self.said, 1)
        line.addWidget(self.count)
        column = vbox(self, self.scan, spacing=10)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def _columns(self) -> list[Column[BoxRow]]:
        return [
            Column("name", tr("Box"), stretch=True),
            Column("seal", tr("Seal"), Kind.SERIAL, sample="88214"),
            Column("lines", tr("Lines"), Kind.NUMBER),
            Column("state", tr("State"), Kind.CHIP, self._chip, sample=self._done),
        ]

    def _chip(self, row: BoxRow) -> Cell:
        return Chip(Status.OK, self._done) if row.scanned else Chip(Status.IDLE, tr("Not yet"))

    def set_boxes(self, rows: Sequence[BoxRow]) -> None:
        """Show these."""
        self.table.set_rows(rows)
        self._tell()

    def take(self, text: str) -> None:
        """A seal or a box's label was read."""
        found = next((row for row in self.rows() if text in (row.seal, row.name)), None)
        if found is None:
            self._met(text)
        elif text != found.seal and not self._by_label:
            self.said.show_status(Status.INFO, tr("{box}: now scan the seal that is on it", box=found.name))
        elif found.scanned:
            self.said.show_status(Status.WARN, tr("{box} was scanned before", box=found.name))
        else:
            self._put(replace(found, scanned=True))
            self.said.show_status(Status.OK, f"{found.name}: {self._done}")
        self._tell()

    def _met(self, text: str) -> None:
        """A seal that closes no box of this batch; read again, it is taken back."""
        if text in self.strange:
            self.strange.remove(text)
            self.said.show_status(Status.INFO, tr("{seal} is taken back", seal=isolate(text)))
        else:
            self.strange.append(text)
            words = tr("{seal} is no seal of this batch. Scanned again it is taken back", seal=isolate(text))
            self.said.show_status(Status.STOP, words)

    def _toggle(self, number: int) -> None:
        row = self.rows()[number - 1]
        self._put(replace(row, scanned=not row.scanned))
        self._tell()

    def _put(self, row: BoxRow) -> None:
        self.table.model.update_row(row.number - 1, row)

    def rows(self) -> list[BoxRow]:
        """Every box as it stands now."""
        return list(self.table.model.rows())

    @property
    def missing(self) -> list[BoxRow]:
        """Boxes that were not scanned."""
        return [row for row in self.rows() if not row.scanned]

    def _tell(self) -> None:
        rows = self.rows()
        done = sum(row.scanned for row in rows)
        words = tr("{done} of {total} boxes", done=grouped(done), total=grouped(len(rows)))
        self.count.setText(words)
        self.changed.emit()
