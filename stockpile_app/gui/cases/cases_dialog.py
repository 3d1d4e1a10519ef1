"""Every case: the open ones first, the most urgent at the top; open one, begin one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app import cases
from stockpile_app.base.text import tr, trn
from stockpile_app.cases import CaseRow
from stockpile_app.gui.access import Desk
from stockpile_app.gui.cases.open_case_dialog import OpenCaseDialog
from stockpile_app.gui.cases.reappeared_dialog import ReappearedDialog
from stockpile_app.gui.cases.words import days_words, kind_word, state_chip
from stockpile_app.gui.common import (
    Button,
    Column,
    Dialog,
    EmptyState,
    Kind,
    Label,
    PrimaryButton,
    Role,
    TableView,
    Tabs,
    Text,
    hbox,
)
from stockpile_app.gui.common.cells import PLAIN, RowLook

OPEN, EVERY = range(2)


class CasesDialog(Dialog):
    """The list of what must be explained.

    Signals:
        opened: show this case (number).
    """

    opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(desk.theme, parent, "file-warning", tr("Cases"), tr("What must be explained"))
        self.desk = desk
        self.tabs = Tabs(desk.theme, [tr("Open"), tr("All")])
        self.count = Label("", tone=Role.TEXT_2)
        self.table: TableView[CaseRow] = TableView(
            desk.theme, tr("Cases"), _columns(), look=_look, key=lambda row: row.case.id
        )
        words = tr(
            "A case is opened when something does not agree: a serial that is not in the box, a destroyed weapon "
            "that is received again."
        )
        self.table.set_empty(EmptyState(desk.theme, tr("No case is open"), words))
        row = hbox(None, self.tabs, self.count, spacing=12)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.report = Button(desk.theme, tr("Report what reappeared"), "file-warning", "Ctrl+R").does(
            self._report
        )
        self.show_case = (
            Button(desk.theme, tr("Show the case"), "file-text", "Return")
            .print_key_only()
            .does(self._show_case)
        )
        self.begin = PrimaryButton(desk.theme, tr("Open a case"), "plus", "Ctrl+N").does(self._begin)
        self.add_button(self.report)
        self.add_button(self.show_case)
        self.add_button(self.begin, primary=True)
        for button, operation in ((self.report, "report reappeared"), (self.begin, "open case")):
            may = desk.may(operation)
            button.setEnabled(may and not desk.read_only)
            button.setToolTip("" if may else desk.not_a_duty(operation))
        self.table.row_opened.connect(lambda row: self.opened.emit(row.case.number))
        self.tabs.changed.connect(lambda _tab: self.ask_again())
        self.ask_again()

    def ask_again(self) -> None:
        """What the books say now."""
        only = self.tabs.current() == OPEN
        self.desk.read(self, lambda books: cases.cases(books, open_only=only), self._show)

    def _show(self, rows: list[CaseRow]) -> None:
        self.table.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.select(0)
        self.show_case.setEnabled(bool(rows))
        late = sum(row.overdue for row in rows)
        words = trn("{count} case open", "{count} cases open", sum(row.open for row in rows))
        if late:
            words = f"{words} · {trn('{count} late', '{count} late', late)}"
        self.count.setText(words)
        self.table.view.setFocus()

    def _show_case(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self.opened.emit(row.case.number)

    def _begin(self) -> None:
        self._open(OpenCaseDialog(self.desk, self))

    def _report(self) -> None:
        self._open(ReappearedDialog(self.desk, self))

    def _open(self, dialog: OpenCaseDialog | ReappearedDialog) -> None:
        dialog.accepted.connect(self.ask_again)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()


def _columns() -> list[Column[CaseRow]]:
    return [
        Column("state", tr("State"), Kind.CHIP, state_chip, sample="Corrected in the books"),
        Column("number", tr("Case"), Kind.SERIAL, lambda row: row.case.number, sample="B-CAS-2026-000001"),
        Column("what", tr("What"), value=_what, stretch=True),
        Column("owner", tr("Owner"), sample="WO2 K. Brandt"),
        Column("due", tr("Deadline"), Kind.DATE, _due, sample="2026-11-20"),
        Column("notes", tr("Notes"), Kind.NUMBER),
    ]


def _what(row: CaseRow) -> Text:
    return Text(
        row.case.subject, " · ".join(filter(None, (kind_word(row.case.kind), row.about))), strong=row.open
    )


def _due(row: CaseRow) -> Text | str:
    return Text(row.deadline, days_words(row)) if row.open else row.deadline


def _look(row: CaseRow) -> RowLook:
    return PLAIN if row.open else RowLook(faint=True)
