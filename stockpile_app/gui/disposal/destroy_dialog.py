"""Record an act of destruction: which verified lines, by which methods, one after the other, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from stockpile_app import disposal
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.catalogue.queries import item_types_by_id
from stockpile_app.disposal import BatchLineRow, Destroying, LineState
from stockpile_app.disposal.methods import WEAPONS, goods_of
from stockpile_app.gui.common import (
    Chip,
    Column,
    Face,
    Kind,
    Label,
    Role,
    ScanField,
    ScanFilter,
    Status,
    StatusLine,
    TableView,
    TextField,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.cells import Cell
from stockpile_app.gui.disposal.methods_field import MethodsField
from stockpile_app.gui.disposal.step_dialog import StepDialog, Work, moment_text
from stockpile_app.store import Stockpile

_SIZE = QSize(1160, 720)


@dataclass(frozen=True, slots=True)
class ActRow:
    """A verified line, and whether it is destroyed in this act."""

    line: BatchLineRow
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What the dialog opens with: verified lines, planned methods, what kinds of goods they are."""

    lines: tuple[BatchLineRow, ...]
    planned: tuple[str, ...]
    goods: frozenset[str]
    performers: tuple[str, ...]


def act_facts(books: Stockpile, batch_id: int) -> ActFacts:
    """Read them."""
    lines = tuple(disposal.batch_lines(books, batch_id, state=LineState.VERIFIED, limit=-1))
    view = disposal.batch_view(books, batch_id)
    kinds = item_types_by_id(books, {line.item_type_id for line in lines})
    goods = frozenset(goods_of(item.kind) for item in kinds.values())
    planned = tuple(filter(None, view.batch.methods.split(","))) if view else ()
    named = tuple(one.name for one in view.persons if one.duty == disposal.Duty.PERFORMER) if view else ()
    return ActFacts(lines, planned, goods, named)


class DestroyDialog(StepDialog):
    """One act; what is not destroyed in it waits for the next one."""

    def __init__(self, work: Work) -> None:
        super().__init__(
            work, "destruction", "flame", tr("Record destruction"), tr("Record the destruction"), _SIZE
        )
        self.when = self.moment(tr("When"))
        self.methods = MethodsField(self.theme)
        self.performer = TextField(
            self.theme, tr("Performer"), help_text=tr("Who does it, as written on the certificate")
        )
        self.equipment = TextField(self.theme, tr("Equipment"), optional=True)
        self.authority = TextField(
            self.theme,
            tr("Authority"),
            optional=True,
            help_text=tr("The decision’s, unless another is named"),
        )
        self.document = TextField(self.theme, tr("Authority document"), optional=True)
        self.fields += [
            self.when,
            *self.methods.fields,
            self.performer,
            self.equipment,
            self.authority,
            self.document,
        ]
        self.scan = ScanField(self.theme, tr("Scan to take one line out, or in again"))
        self.scan.scanned.connect(self.read)
        self.said = StatusLine(
            self.theme, Status.INFO, tr("Every verified line is in this act; Enter takes one out")
        )
        self.count = Label("", Face.STRONG)
        self.table: TableView[ActRow] = TableView(self.theme, tr("Verified lines"), self._columns(),
                                                  key=lambda row: row.line.line_no)  # fmt: skip
        self.table.row_opened.connect(lambda row: self.turn([row.line.line_no]))
        self.table.view.installEventFilter(self)
        self._lay()
        self.methods.changed.connect(self._tell)
        self.use_scan_field(self.scan)
        ScanFilter(self, self.theme.tokens.motion.scanner_gap_ms).route_to(self.scan)
        batch_id = work.batch_id
        self.desk.read(self, lambda books: act_facts(books, batch_id), self._show)

    def _lay(self) -> None:
        side = QWidget()
        left = vbox(side, self.second, self.when, self.methods, self.performer, self.equipment, self.authority,
                    self.document, spacing=12)  # fmt: skip
        left.addStretch(1)
        line = hbox(None, spacing=8)
        line.addWidget(self.said, 1)
        line.addWidget(self.count)
        right = QWidget()
        column = vbox(right, self.scan, spacing=10)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        words = tr("This cannot be undone after the certificate. What is destroyed never moves again.")
        column.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.use_sides(side, right, 400)

    def _columns(self) -> list[Column[ActRow]]:
        return [
            Column("line", tr("Line"), Kind.NUMBER, lambda row: row.line.line_no),
            Column("mark", tr("Serial or lot"), Kind.SERIAL, lambda row: row.line.mark, sample="KM 06427"),
            Column("item", tr("Item"), value=lambda row: row.line.item, stretch=True),
            Column("quantity", tr("Quantity"), Kind.NUMBER, lambda row: row.line.verified),
            Column("neq", tr("NEQ kg"), Kind.SERIAL, lambda row: row.line.neq),
            Column("state", tr("In this act"), Kind.CHIP, _chosen, sample=tr("Not now"), sortable=False),
        ]

    def _show(self, found: ActFacts) -> None:
        self.methods.offer(found.goods or frozenset({WEAPONS}))
        self.methods.set_value(found.planned)
        if found.performers and not self.performer.value():
            self.performer.set_value(found.performers[0])
        self.table.set_rows([ActRow(line) for line in found.lines])
        self._tell()

    def rows(self) -> list[ActRow]:
        """Every verified line."""
        return list(self.table.model.rows())

    def read(self, text: str) -> None:
        """A mark: that line leaves this act, or comes back into it."""
        found = [row.line.line_no for row in self.rows() if row.line.mark == text]
        if not found:
            self.said.show_status(Status.STOP, tr("{mark} is not verified in this batch", mark=isolate(text)))
            return
        self.turn(found)

    def turn(self, numbers: Sequence[int]) -> None:
        """Enter or Space: into this act, or out of it."""
        asked = set(numbers)
        self.table.model.update_rows(
            {
                position: replace(row, chosen=not row.chosen)
                for position, row in enumerate(self.rows())
                if row.line.line_no in asked
            }
        )
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space turns the selected lines."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        ):
            self.turn([row.line.line_no for row in self.table.selected_rows()])
            return True
        return super().eventFilter(watched, event)

    def _tell(self) -> None:
        chosen = [row for row in self.rows() if row.chosen]
        words = tr(
            "{count} of {total} in this act", count=grouped(len(chosen)), total=grouped(len(self.rows()))
        )
        self.count.setText(words)
        ready = bool(chosen) and self.methods.enough and self.may and not self.desk.read_only
        self.post_button.setEnabled(ready)

    def post(self) -> None:
        """It is done, or asked of the second person."""
        if self.unreadable(self.when):
            return
        rows = self.rows()
        chosen = tuple(row.line.line_no for row in rows if row.chosen)
        asked = Destroying(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            performed_at=moment_text(self.when),
            methods=self.methods.value(),
            performer=self.performer.value(),
            equipment=self.equipment.value(),
            lines=chosen if len(chosen) < len(rows) else (),
            authority=self.authority.value(),
            document=self.document.value(),
        )
        self.do(
            lambda books: disposal.destroy(books, asked), tr("Destroyed"), tr("Recording the destruction")
        )


def _chosen(row: ActRow) -> Cell:
    return Chip(Status.WARN, tr("Destroyed"), "flame") if row.chosen else Chip(Status.IDLE, tr("Not now"))
