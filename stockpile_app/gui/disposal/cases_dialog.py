"""The differences of a batch with their cases: what was met, who explains it, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import QSize

from stockpile_app import cases
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr
from stockpile_app.cases import RESULT_WORDS, CaseResult, CaseRow
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.common import (
    Button,
    Chip,
    Choice,
    Column,
    ComboField,
    Dialog,
    EmptyState,
    Face,
    Kind,
    Label,
    MultiLineField,
    PrimaryButton,
    Status,
    TableView,
    Text,
    isolate,
)
from stockpile_app.gui.common.cells import Cell
from stockpile_app.gui.disposal.step_dialog import Work

_CASES = Changes(entry=1, cases=True, disposal=True)


class CasesDialog(Dialog):
    """Every case about this batch, the open ones first; Enter decides one."""

    def __init__(self, work: Work) -> None:
        batch = work.batch
        assert batch is not None
        super().__init__(
            work.desk.theme,
            work.parent,
            "clipboard-list",
            tr("Differences"),
            isolate(batch.number),
            QSize(1060, 620),
        )
        self.work, self.desk = work, work.desk
        self.table: TableView[CaseRow] = TableView(
            self.theme, tr("Cases"), _columns(), key=lambda row: row.case.id, two_line=True
        )
        self.table.row_opened.connect(lambda _row: self.decide())
        words = tr("A difference met at the site has a case. Here each stands with its outcome.")
        self.table.set_empty(EmptyState(self.theme, tr("No cases about this batch"), words))
        self.body.addWidget(self.table, 1)
        self.add_button(Button(self.theme, tr("Close"), "", "Esc").does(self.ask_close))
        self.decide_button = PrimaryButton(self.theme, tr("Decide the case"), "check", "Ctrl+Return").does(
            self.decide
        )
        self.add_button(self.decide_button, primary=True)
        self.table.row_selected.connect(self._fit)
        self.decide_button.setEnabled(False)
        self.refresh()

    def _take_focus(self) -> None:
        self.table.view.setFocus()

    def refresh(self) -> None:
        """Ask again."""
        batch_id = self.work.batch_id
        self.desk.read(self, lambda books: cases.cases_about(books, "batch", batch_id), self._show)

    def _show(self, rows: list[CaseRow]) -> None:
        self.table.set_rows(sorted(rows, key=lambda row: (not row.open, row.deadline)))
        current = self.table.current_row()
        if rows and (current is None or not current.open):
            self.table.select(0)  # the next one that is open
        current = self.table.current_row()
        if current is not None:
            self._fit(current)

    def _fit(self, row: object) -> None:
        may = (
            isinstance(row, CaseRow) and row.open and self.desk.may("close case") and not self.desk.read_only
        )
        self.decide_button.setEnabled(may)

    def decide(self) -> None:
        """Enter or Ctrl+Enter: how it ended, and why."""
        row = self.table.current_row()
        if row is not None and self.decide_button.isEnabled():
            dialog = OutcomeDialog(self.desk, self, row)
            dialog.finished.connect(lambda _code: self.refresh())
            dialog.open()


class OutcomeDialog(FormDialog):
    """How a case ended, and why; signed by who decides it."""

    def __init__(self, desk: Desk, parent: Dialog, row: CaseRow) -> None:
        super().__init__(
            desk,
            parent,
            "clipboard-list",
            tr("Decide the case"),
            tr("Decide it"),
            QSize(640, 480),
            isolate(row.case.number),
        )
        self.row = row
        self.form.addWidget(Label(row.case.subject, Face.STRONG, wrap=True))
        self.outcome: ComboField[str] = ComboField(
            desk.theme, tr("Outcome"), [Choice(str(one), tr(RESULT_WORDS[one])) for one in CaseResult]
        )
        self.why = MultiLineField(desk.theme, tr("Why"), lines=4)
        self.ask(self.outcome, self.why)
        self.must_choose = (self.outcome,)

    def post(self) -> None:
        """It has an outcome."""
        number, outcome, why = self.row.case.number, self.outcome.value() or "", self.why.value()
        self.send(
            lambda books: cases.close_case(books, self.operation_id, number, outcome, why),
            _CASES,
            lambda _done: tr("{number} is decided", number=isolate(number)),
            tr("Deciding the case"),
        )


def _columns() -> list[Column[CaseRow]]:
    return [
        Column("number", tr("Case"), Kind.SERIAL, lambda row: row.case.number),
        Column("subject", tr("What"), value=lambda row: Text(row.case.subject, row.about), stretch=True),
        Column("owner", tr("Who explains it"), sample="WO2 K. Brandt"),
        Column("deadline", tr("Until"), Kind.DATE),
        Column("state", tr("State"), Kind.CHIP, _state, sample=tr("Corrected in the books")),
    ]


def _state(row: CaseRow) -> Cell:
    if row.open:
        return Chip(Status.STOP, tr("Overdue")) if row.overdue else Chip(Status.WARN, tr("Open"))
    return Chip(Status.OK, tr(RESULT_WORDS[CaseResult(row.outcome)]))
