"""Take lines out of a batch: for evidence, a trace, a case; they go elsewhere by a voucher of their own."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import disposal, ledger
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.disposal import BatchLineRow, HoldingBack, LineState
from stockpile_app.gui.common import (
    Choice,
    ComboField,
    Label,
    MultiLineField,
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
from stockpile_app.gui.disposal.site_dialogs import line_columns
from stockpile_app.gui.disposal.step_dialog import StepDialog, Work, moment_text
from stockpile_app.ledger.model import Account, AccountKind
from stockpile_app.store import Stockpile

_SIZE = QSize(1160, 680)


def _gather(books: Stockpile, batch_id: int) -> tuple[list[BatchLineRow], list[Account]]:
    gone = {LineState.HELD_BACK, LineState.DESTROYED}
    lines = [one for one in disposal.batch_lines(books, batch_id, limit=-1) if one.state not in gone]
    places = ledger.accounts(books, AccountKind.LOCATION, AccountKind.WORKSHOP)
    return lines, [one for one in places if one.real]


class HoldBackDialog(StepDialog):
    """Scan or select what stays whole, say why, and where it is kept from now on."""

    def __init__(self, work: Work) -> None:
        super().__init__(work, "hold back", "lock", tr("Hold back"), tr("Hold them back"), _SIZE)
        self.reason: ComboField[str] = ComboField(
            self.theme,
            tr("Why"),
            [Choice(code, tr(word)) for code, word in disposal.REASONS_HELD_BACK.items()],
        )
        self.text = MultiLineField(self.theme, tr("Reason"), lines=3)
        self.authority = TextField(self.theme, tr("Authority"), help_text=tr("Court, prosecutor, ministry"))
        self.document = TextField(self.theme, tr("Authority document"), optional=True)
        self.to: ComboField[int] = ComboField(self.theme, tr("Kept at"))
        self.when = self.moment(tr("When"))
        self.must_choose = (self.reason, self.to)  # type: ignore[assignment]
        self.scan = ScanField(self.theme, tr("Scan what is held back"))
        self.scan.scanned.connect(self.read)
        self.said = StatusLine(self.theme, Status.INFO, tr("Scan, or select with Space"))
        self.table: TableView[BatchLineRow] = TableView(
            self.theme, tr("Lines"), line_columns(), key=lambda row: row.line_no
        )
        self.count = Label("", tone=Role.TEXT_2)
        self.table.view.selectionModel().selectionChanged.connect(lambda *_changed: self._tell())
        self._lay()
        ScanFilter(self, self.theme.tokens.motion.scanner_gap_ms).route_to(self.scan)
        self.use_scan_field(self.scan)
        batch_id = work.batch_id
        self.desk.read(self, lambda books: _gather(books, batch_id), self._offer)

    def _lay(self) -> None:
        side, right = QWidget(), QWidget()
        asked = (self.reason, self.text, self.authority, self.document, self.to, self.when)
        self.fields += asked
        left = vbox(side, self.second, *asked, spacing=12)
        left.addStretch(1)
        line = hbox(None, spacing=8)
        line.addWidget(self.said, 1)
        line.addWidget(self.count)
        column = vbox(right, self.scan, spacing=10)
        column.addLayout(line)
        column.addWidget(self.table, 1)
        self.use_sides(side, right, 380)

    def _offer(self, found: tuple[list[BatchLineRow], list[Account]]) -> None:
        lines, places = found
        self.table.set_rows(lines)
        self.table.view.clearSelection()
        self.to.set_choices([Choice(one.id, one.title) for one in places])
        self._tell()

    def read(self, text: str) -> None:
        """A mark: its line is selected as well."""
        rows = list(self.table.model.rows())
        found = [position for position, row in enumerate(rows) if row.mark == text]
        if not found:
            self.said.show_status(
                Status.STOP, tr("{mark} is not on the list of this batch", mark=isolate(text))
            )
            return
        select = self.table.view.selectionModel()
        for position in found:
            select.select(
                self.table.model.index(position, 0), select.SelectionFlag.Select | select.SelectionFlag.Rows
            )
        self.said.show_status(Status.OK, tr("{mark} is selected", mark=isolate(text)))

    def _tell(self) -> None:
        chosen = len(self.table.selected_rows())
        self.count.setText(tr("{count} selected", count=grouped(chosen)))
        self.post_button.setEnabled(bool(chosen) and self.may and not self.desk.read_only)

    def post(self) -> None:
        """They leave the batch."""
        if self.unreadable(self.when):
            return
        asked = HoldingBack(
            operation_id=self.operation_id,
            batch_id=self.work.batch_id,
            lines=tuple(row.line_no for row in self.table.selected_rows()),
            reason=self.reason.value() or "",
            authority=self.authority.value(),
            text=self.text.value(),
            held_at=moment_text(self.when),
            to_account=self.to.value() or 0,
            document=self.document.value(),
        )
        self.do(lambda books: disposal.hold_back(books, asked), tr("Held back"), tr("Holding them back"))
