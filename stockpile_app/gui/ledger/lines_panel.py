"""The right side of a voucher: scan field, what was read last, the lines, what the rules say of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from stockpile_app.base import Finding, Severity
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.common.cells import Column
from stockpile_app.gui.common.empty_state import EmptyState
from stockpile_app.gui.common.finding_card import FindingCard, FindingLine, Remedy
from stockpile_app.gui.common.labels import Label, vbox
from stockpile_app.gui.common.scan_field import ScanField
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Face, Role, Status
from stockpile_app.gui.ledger.asks import Ask, LastRead
from stockpile_app.gui.ledger.head_form import UNFILLED
from stockpile_app.gui.ledger.line_row import LineRow, line_columns, line_look

MOST_WARNINGS = 2
CARD_INDENT = 56

Remedies = Callable[[Finding], Sequence[Remedy]]


class LinesPanel(QWidget):
    """Where a voucher is read together.

    Args:
        scan_name: The words in the scan field; '' for a voucher whose lines cannot be changed.
        above: What stands over the scan field (what enters with a receipt).

    Signals:
        changed: the lines are others.
        scanned: one read.
        opened: Enter on a line (its `LineRow`).
        refused: whether the card of a refused line is open.
    """

    changed = Signal()
    scanned = Signal(str)
    opened = Signal(object)
    refused = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        remedies: Remedies,
        scan_name: str = "",
        above: QWidget | None = None,
        columns: Sequence[Column[LineRow]] = (),
    ) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._theme, self._remedies, self._fixed = theme, remedies, not scan_name
        self._ask: Ask | None = None
        self._head_findings: list[Finding] = []
        self._current: Finding | None = None
        self._card_at = -1
        self.scan = ScanField(theme, scan_name or tr("Lines"))
        self.scan.scanned.connect(self.scanned)
        self.scan.installEventFilter(self)
        self.last_read = LastRead(theme)
        self.table: TableView[LineRow] = TableView(
            theme, tr("Lines of this voucher"), columns or line_columns(), look=line_look
        )
        if scan_name:
            hint = tr("A scan adds a line; Enter after typing does the same")
            self.table.set_empty(EmptyState(theme, tr("No lines yet"), hint))
        self.table.row_opened.connect(self.opened)
        self.table.view.installEventFilter(self)
        self._below = vbox(None, spacing=8)
        self._column = vbox(self, spacing=10)
        for part in (above, self.scan, self.last_read):
            if part is not None:
                self._column.addWidget(part)
        self._column.addWidget(self.table, 1)
        self._column.addLayout(self._below)
        self.scan.setVisible(not self._fixed)
        self.last_read.setVisible(not self._fixed)

    # Lines

    def rows(self) -> list[LineRow]:
        """The lines as they stand."""
        return self.table.model.rows()

    def add(self, row: LineRow) -> None:
        """Append a line and make it the current one."""
        self._show([*self.rows(), row], len(self.rows()))
        self.changed.emit()

    def put(self, position: int, row: LineRow) -> None:
        """Change one line."""
        rows = self.rows()
        rows[position] = replace(row, findings=(), checked=False)
        self._show(rows, position)
        self.changed.emit()

    def set_rows(self, rows: Sequence[LineRow]) -> None:
        """Show these lines instead."""
        self._show(list(rows), len(rows) - 1)
        self.changed.emit()

    def remove(self, position: int) -> None:
        """Take one line out of the draft."""
        rows = self.rows()
        if 0 <= position < len(rows) and not self._fixed:
            del rows[position]
            self._show(rows, min(position, len(rows) - 1))
            self.changed.emit()

    def remove_current(self) -> None:
        """Del: take the current line out."""
        self.remove(self.table.view.currentIndex().row())

    def _show(self, rows: list[LineRow], current: int) -> None:
        numbered = [replace(row, number=number) for number, row in enumerate(rows, start=1)]
        self.table.set_rows(numbered)
        self._card_at = -1
        if 0 <= current < len(numbered):
            self.table.select(current)

    # What the rules say

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Mark each line, open the card of one refusal, list the warnings."""
        current = max(0, self.table.view.currentIndex().row())
        settled = not any(finding.rule == UNFILLED for finding in findings)
        rows = [
            replace(row, checked=settled, findings=tuple(f for f in findings if f.row == row.number))
            for row in self.rows()
        ]
        self._show(rows, current)
        self._head_findings = [f for f in findings if not 0 < f.row <= len(rows)]
        refusals = [finding for finding in self._refusals() if finding.rule != UNFILLED]
        if self._current not in refusals:
            self._current = refusals[-1] if refusals else None
        self._show_below([f for f in findings if f.severity is not Severity.REFUSAL])
        self._open_card()
        self.refused.emit(self._current is not None and self._current.row > 0)

    def _refusals(self) -> list[Finding]:
        found = [f for f in self._head_findings if f.severity is Severity.REFUSAL]
        return found + [f for row in self.rows() for f in row.findings if f.severity is Severity.REFUSAL]

    def step(self, direction: int) -> None:
        """F8 and Shift+F8: the next finding that blocks, and around again."""
        refusals = self._refusals()
        if refusals:
            here = refusals.index(self._current) if self._current in refusals else -direction
            self._current = refusals[(here + direction) % len(refusals)]
            self._open_card()

    def _open_card(self) -> None:
        self.table.close_card()
        finding = self._current
        if finding is None or finding in self._head_findings:
            return
        card = self._card(finding, in_row=True)
        self.table.open_card(finding.row - 1, card)

    def _card(self, finding: Finding, in_row: bool) -> FindingCard:
        many = len(self._refusals()) > 1
        return FindingCard(
            self._theme, finding, self._remedies(finding), in_row=in_row, indent=CARD_INDENT, many=many
        )

    def _show_below(self, warnings: Sequence[Finding]) -> None:
        while (item := self._below.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for finding in self._head_findings:
            if finding.severity is Severity.REFUSAL and finding.rule != UNFILLED:
                self._below.addWidget(self._card(finding, in_row=False))
        for finding in warnings[:MOST_WARNINGS]:
            self._below.addWidget(FindingLine(self._theme, finding))
        more = len(warnings) - MOST_WARNINGS
        if more > 0:
            self._below.addWidget(
                Label(trn("and {count} more", "and {count} more", more), Face.CAPTION, Role.TEXT_2)
            )

    # Questions

    @property
    def asking(self) -> bool:
        """Whether a question is open."""
        return self._ask is not None

    def ask(self, question: Ask, answered: Callable[[object], object]) -> None:
        """Ask under the scan field, in the place of what was read last."""
        self.close_ask()
        self._ask = question
        question.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        question.answered.connect(lambda answer: self._answered(answered, answer))
        question.left.connect(self.close_ask)
        question.went_on.connect(self.scanned)
        self._column.replaceWidget(self.last_read, question)
        self.last_read.hide()
        question.show()
        question.begin()

    def _answered(self, answered: Callable[[object], object], answer: object) -> None:
        self.close_ask()
        answered(answer)

    def close_ask(self) -> None:
        """Go on without an answer; the focus is in the scan field again."""
        if self._ask is None:
            return
        question, self._ask = self._ask, None
        self._column.replaceWidget(question, self.last_read)
        question.hide()
        question.deleteLater()
        self.last_read.setVisible(not self._fixed)
        self.scan.setFocus()

    def say(self, mark: str, words: str, status: Status | None) -> None:
        """Tell what came of the last read."""
        self.last_read.say(mark, words, status)

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del takes the current line out; the arrows go through the lines while the scan field is empty."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.scan and self.scan.text():
            return False
        if event.key() == Qt.Key.Key_Delete:
            self.remove_current()
            return True
        if watched is self.scan and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if event.key() == Qt.Key.Key_Up else 1
            here = self.table.view.currentIndex().row() + step
            self.table.select(max(0, min(len(self.rows()) - 1, here)))
            return True
        return False
