"""What a person does from the Surplus page: each act opens its paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from stockpile_app.access import Requested
from stockpile_app.base.text import tr
from stockpile_app.catalogue.queries import item_types
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.approvals import Approvals
from stockpile_app.gui.access.request_view import second_person
from stockpile_app.gui.common import Dialog
from stockpile_app.gui.surplus.declare_dialog import Around, DeclareDialog, around
from stockpile_app.gui.surplus.entry_dialogs import (
    ObsoleteDialog,
    PolicyDialog,
    RequirementDialog,
    ReviewDialog,
)
from stockpile_app.gui.surplus.marks import Picked
from stockpile_app.gui.surplus.statement_dialog import StatementDialog
from stockpile_app.gui.surplus.withdraw_dialog import WithdrawDialog
from stockpile_app.surplus import DeclarationRow, Statement, StatementLine


class Acts:
    """Opens dialogs over one page."""

    def __init__(self, desk: Desk, page: QWidget, approvals: Approvals) -> None:
        self.desk, self.page, self.approvals = desk, page, approvals

    def declare(self, picked: Sequence[Picked], done: Callable[[], object]) -> None:
        """The paper for what is marked; `done` once it is declared or asked for."""

        def show(known: Around) -> None:
            dialog = DeclareDialog(self.desk, self.page, picked, known, self._requested)
            dialog.accepted.connect(done)
            self._open(dialog)

        self.desk.read(self.page, around, show)

    def withdraw(self, row: DeclarationRow) -> None:
        """Take a declaration back."""
        self.desk.read(
            self.page,
            lambda books: second_person(books, "withdraw declaration"),
            lambda second: self._open(WithdrawDialog(self.desk, self.page, row, second, self._requested)),
        )

    def ask_entry(self, at: QWidget, line: StatementLine | None, statement: Statement | None) -> None:
        """What can be entered, each with its letter."""
        menu = QMenu(self.page)
        scenario = statement.scenario if statement is not None else ""
        entries: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (tr("State a &requirement"), "state requirement", lambda: self.state_requirement(line, scenario)),
            (tr("Set the &policy"), "set surplus policy", lambda: self.set_policy(statement)),
            (tr("Record a re&view"), "review surplus", self.record_review),
            (tr("Say what is &obsolete"), "mark obsolete", lambda: self.mark_obsolete(line)),
        )
        for words, operation, act in entries:
            menu.addAction(words, act).setEnabled(self.desk.may(operation))
        menu.popup(at.mapToGlobal(QPoint(0, at.height() + 2)))

    def state_requirement(self, line: StatementLine | None, scenario: str) -> None:
        """A factor, for the current item type where there is one."""
        current = line.item_type_id if line is not None else 0
        self.desk.read(
            self.page,
            lambda books: {one.id: one.title for one in item_types(books)},
            lambda items: self._open(RequirementDialog(self.desk, self.page, items, current, scenario)),
        )

    def set_policy(self, statement: Statement | None) -> None:
        """The order in which stock is put forward, and what is dormant."""
        policy = statement.policy if statement is not None else None
        criteria = policy.criteria.split(",") if policy else ()
        self._open(PolicyDialog(self.desk, self.page, criteria, policy.dormant_years if policy else 0))

    def record_review(self) -> None:
        """The stocks were reviewed."""
        self._open(ReviewDialog(self.desk, self.page))

    def mark_obsolete(self, line: StatementLine | None) -> None:
        """A word on an item type; proposed is the opposite of what it counts as."""
        if line is not None:
            proposed = not line.obsolete_because
            self._open(ObsoleteDialog(self.desk, self.page, line.item_type_id, line.item, proposed))

    def export(self, on: str, scenario: str) -> None:
        """The statement as paper or as a workbook."""
        self._open(StatementDialog(self.desk, self.page, on, scenario))

    def _requested(self, requested: Requested) -> None:
        self.approvals.requested(requested, self.page)

    def _open(self, dialog: Dialog) -> None:
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()
