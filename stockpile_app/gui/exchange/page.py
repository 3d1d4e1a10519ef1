"""Exchange: spreadsheets in and out, and packs that leave on a stick and come back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from stockpile_app.base.clock import local_text
from stockpile_app.base.text import tr
from stockpile_app.exchange.pack import PackState, packs
from stockpile_app.exchange.past_imports import PastImport, past_imports
from stockpile_app.gui.access import Desk
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
    Tabs,
    Text,
    hbox,
)
from stockpile_app.gui.common.cells import Cell
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.gui.exchange.audit_dialog import AuditDialog
from stockpile_app.gui.exchange.import_wizard import ImportWizard
from stockpile_app.gui.exchange.open_pack_dialog import OpenPackDialog
from stockpile_app.gui.exchange.pack_dialogs import (
    AnswersDialog,
    GiveUpDialog,
    SendPackDialog,
    TakePackDialog,
)
from stockpile_app.gui.exchange.packs_view import PacksView
from stockpile_app.gui.exchange.paper_dialog import PaperDialog
from stockpile_app.ledger import Changes

IMPORTS, PACKS = range(2)


class ExchangeList(PageWidget):
    """What came in, newest first, what is out on a stick, and the ways in and out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, tr("Exchange"), "")
        self.desk = desk
        self.audit = Button(self.theme, tr("Audit workbook"), "file-spreadsheet", "Ctrl+E")
        self.paper = Button(self.theme, tr("Verify a paper"), "file-check", "F9")
        self.bring_in = PrimaryButton(self.theme, tr("Import a spreadsheet"), "arrow-left-right", "Ctrl+O")
        self.take = Button(self.theme, tr("Take a pack back"), "download", "Ctrl+B")
        self.send = PrimaryButton(self.theme, tr("Send a pack"), "upload", "Ctrl+N")
        self.answer = Button(self.theme, tr("Open a pack"), "package", "Ctrl+Shift+O")
        self.give_up = Button(self.theme, tr("Give up"), "x", "Ctrl+G")
        for button in (self.paper, self.audit, self.give_up, self.take, self.bring_in, self.send):
            self.header.add_act(button)
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
        self.packs = PacksView(self.desk)
        self.packs.send_asked.connect(self.send.click)
        self.tabs = Tabs(self.theme, [tr("Imports"), tr("What is out")])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.packs)
        self.content.addLayout(hbox(None, self.tabs, self.packs.count, self.answer, spacing=12))
        self.add(self.stack, 1)
        self.tabs.changed.connect(self.open_tab)
        self.open_tab(IMPORTS)

    def open_tab(self, number: int) -> None:
        """One list and its own acts."""
        self.stack.setCurrentIndex(number)
        imports = tr("Spreadsheets in, audit workbooks out. Your own files are only read")
        out = tr("Packs that leave on a stick, and come back")
        self.header.set_sentence(out if number == PACKS else imports)
        for button in (self.paper, self.audit, self.bring_in):
            button.setVisible(number == IMPORTS)
        for button in (self.give_up, self.answer, self.take, self.send):
            button.setVisible(number == PACKS)
        self.packs.count.setVisible(number == PACKS)

    def list_in_sight(self) -> QWidget:
        """Where the keyboard goes."""
        return self.packs.table.view if self.tabs.current() == PACKS else self.table.view

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
        self.list.send.does(self.send_pack)
        self.list.take.does(self.take_pack)
        self.list.give_up.does(self.give_up)
        self.list.answer.does(self.open_pack)
        self.list.give_up.setEnabled(False)
        self.list.packs.opened.connect(self.show_answers)
        self.list.packs.chosen.connect(self._pack_chosen)
        for button in (self.list.bring_in, self.list.send, self.list.take):
            button.setEnabled(not desk.read_only)
        self.list.paper.does(self.verify_paper)
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
        self.list.list_in_sight().setFocus(Qt.FocusReason.OtherFocusReason)

    def send_pack(self) -> None:
        """Ctrl+N: a place's list on a stick."""
        SendPackDialog(self.desk, self).open()

    def take_pack(self) -> None:
        """Ctrl+B: the answer has come back."""
        TakePackDialog(self.desk, self).open()

    def open_pack(self) -> None:
        """Ctrl+Shift+O: somebody sealed a pack to the key of these books."""
        OpenPackDialog(self.desk, self).open()

    def give_up(self) -> None:
        """Ctrl+G: the pack will not come back."""
        state = self.list.packs.table.current_row()
        if state is not None and state.end is None:
            GiveUpDialog(self.desk, self, state).open()

    def _pack_chosen(self, state: PackState) -> None:
        self.list.give_up.setEnabled(state.end is None and not self.desk.read_only)

    def show_answers(self, state: PackState) -> None:
        """Enter on a pack that came back: what was found."""
        if state.end is not None and state.end.answers:
            AnswersDialog(self.desk, self, state).open()

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
            self.desk.read(self, packs, self.list.packs.show_packs)

    def on_changes(self, changes: object) -> None:
        """Imports and packs concern this page, and holds that stand for packs."""
        if isinstance(changes, Changes) and (changes.imports or changes.packs or changes.holds):
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
            self.list.list_in_sight().setFocus(Qt.FocusReason.OtherFocusReason)


def _file_words(row: PastImport) -> Text:
    second = "" if row.source == row.name else tr("source {name}", name=row.source)
    return Text(row.name, second)


def _state(row: PastImport) -> Cell:
    if row.refused:
        return Chip(Status.WARN, tr("In part"))
    return Chip(Status.OK, tr("Whole"))
