"""Exchange: spreadsheets in and out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from stockpile_app.base.text import tr
from stockpile_app.exchange.past_imports import PastImport, past_imports
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.standing import local_text
from stockpile_app.gui.common import (
    Button,
    Chip,
    Column,
    EmptyState,
    Kind,
    PrimaryButton,
    Role,
    Status,
    TableView,
    Text,
)
from stockpile_app.gui.common.cells import Cell
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.gui.exchange.audit_dialog import AuditDialog
from stockpile_app.gui.exchange.import_wizard import ImportWizard
from stockpile_app.gui.exchange.paper_dialog import PaperDialog
from stockpile_app.ledger import Changes


class ExchangeList(PageWidget):
    """What came in, newest first, and the ways in and out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.theme,
            tr("Exchange"),
            tr("Spreadsheets in, audit workbooks out. Your own files are only read"),
        )
        self.desk = desk
        self.audit = Button(self.theme, tr("Audit workbook"), "file-spreadsheet", "Ctrl+E")
        self.paper = Button(self.theme, tr("Verify a paper"), "file-check", "F9")
        self.bring_in = PrimaryButton(self.theme, tr("Import a spreadsheet"), "arrow-left-right", "Ctrl+O")
        self.header.add_act(self.paper)
        self.header.add_act(self.audit)
        self.header.add_act(self.bring_in)
        self.table: TableView[PastImport] = TableView(
            self.theme, tr("Past imports"), self._columns(), key=lambda row: row.id
        )
        empty = EmptyState(
            self.theme,
            tr("No imports yet"),
            tr(
                "Bring in the spreadsheet that holds the stock today. Nothing is written before you have seen it."
            ),
        )
        self.table.set_empty(
            empty.with_act(tr("Import a spreadsheet"), self.bring_in.click, "arrow-left-right")
        )
        self.add(self.table, 1)

    def _columns(self) -> list[Column[PastImport]]:
        zone = self.desk.founding.zone
        return [
            Column("at", tr("Imported"), Kind.DATE, lambda row: local_text(row.recorded_at, zone)),
            Column("name", tr("File and source"), value=_file_words, stretch=True),
            Column("number", tr("Voucher"), Kind.SERIAL),
            Column("read", tr("Read"), Kind.NUMBER),
            Column("created", tr("Created"), Kind.NUMBER),
            Column("refused", tr("Refused"), Kind.NUMBER),
            Column("state", tr("State"), Kind.CHIP, _state),
            Column("actor", tr("By"), sample="WO2 K. Brandt", tone=Role.TEXT_2),
        ]

    def show_imports(self, rows: Sequence[PastImport]) -> None:
        """Show what came in before."""
        self.table.set_rows(rows)


class ExchangePage(PageWidget):
    """The list of imports, or the import that is under way."""

    help_topic = "exchange"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Exchange"))
        self.desk = desk
        self.header.hide()
        self.progress.hide()
        self.list = ExchangeList(desk)
        self.wizard = ImportWizard(desk)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.wizard)
        self.add(self.stack, 1)
        self.list.bring_in.does(self.import_sheet)
        self.list.audit.does(self.audit_workbook)
        self.list.paper.does(self.verify_paper)
        self.list.bring_in.setEnabled(not desk.read_only)
        self.wizard.left.connect(self.show_list)
        self._stale = True

    def _set_margins(self) -> None:
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(0)

    def import_sheet(self) -> None:
        """Ctrl+O: begin a new import."""
        self.wizard.begin()
        self.stack.setCurrentWidget(self.wizard)
        self.wizard.file_step.path.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self) -> None:
        """Back to what came in before."""
        self.stack.setCurrentWidget(self.list)
        self.arrived()
        self.list.table.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def audit_workbook(self) -> None:
        """Ctrl+E: write an audit workbook."""
        AuditDialog(self.desk, self).open()

    def verify_paper(self) -> None:
        """F9: hold a paper beside the books."""
        PaperDialog(self.desk, self).open()

    # What the frame tells

    def arrived(self) -> None:
        """Run the query again when something came in since."""
        if self._stale:
            self._stale = False
            self.desk.read(self, past_imports, self.list.show_imports)

    def on_changes(self, changes: object) -> None:
        """Imports concern this page, nothing else does."""
        if isinstance(changes, Changes) and changes.imports:
            self._stale = True
            if self.isVisible() and self.stack.currentWidget() is self.list:
                self.arrived()

    def refresh(self) -> None:
        """F5."""
        if self.stack.currentWidget() is self.wizard:
            self.wizard.refresh()
        else:
            self._stale = True
            self.arrived()

    def take_focus(self) -> None:
        """Into the wizard while it is under way, else into the list."""
        if self.stack.currentWidget() is self.list:
            self.list.table.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _file_words(row: PastImport) -> Text:
    second = "" if row.source == row.name else tr("source {name}", name=row.source)
    return Text(row.name, second)


def _state(row: PastImport) -> Cell:
    if row.refused:
        return Chip(Status.WARN, tr("In part"))
    return Chip(Status.OK, tr("Whole"))
