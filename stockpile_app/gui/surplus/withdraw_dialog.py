"""Take a declaration back: what still stands on it comes back into service, by authority and two persons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.access import Requested
from stockpile_app.base.changes import Changes
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.common import Label, MultiLineField, Role, Status, TextField
from stockpile_app.gui.common.finding_card import Notice
from stockpile_app.gui.surplus.entry_dialogs import day_field, day_text
from stockpile_app.surplus import DeclarationRow, Declared, WithdrawalRequest, withdraw_declaration


class WithdrawDialog(FormDialog):
    """Authority, reason and day; all lines that still stand."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        row: DeclarationRow,
        second: str,
        requested: Callable[[Requested], object],
    ) -> None:
        verb = tr("Ask for the withdrawal") if second else tr("Withdraw the declaration")
        number = row.declaration.number
        super().__init__(desk, parent, "undo-2", tr("Withdraw a declaration"), verb, QSize(640, 560), number)
        self._row, self._requested = row, requested
        words = trn(
            "{count} line still stands and comes back into service. Nothing is erased",
            "{count} lines still stand and come back into service. Nothing is erased",
            row.standing,
        )
        self.form.addWidget(Label(words, tone=Role.TEXT_2, wrap=True))
        if second:
            asks = tr("A second person must approve the withdrawal: {names}", names=second)
            notice = Notice(self.theme, Status.INFO)
            notice.say(asks)
            self.form.addWidget(notice)
        self.authority = TextField(desk.theme, tr("Authority"), help_text=tr("Who orders it: office or name"))
        self.reason = MultiLineField(desk.theme, tr("Reason"), help_text=tr("One sentence"), lines=2)
        self.day = day_field(desk, tr("Withdrawn on"), today=True)
        self.ask(self.authority, self.reason, self.day)

    def post(self) -> None:
        """Withdraw it, or leave it for the second person."""
        asked = WithdrawalRequest(
            operation_id=self.operation_id,
            declaration_id=self._row.declaration.id,
            withdrawn_on=day_text(self.day),
            authority=self.authority.value(),
            reason=self.reason.value(),
        )

        def told(outcome: Declared | Requested) -> str:
            if isinstance(outcome, Requested):
                self._requested(outcome)
                return tr("Asked for: {summary} · waits for a second person", summary=outcome.summary)
            return tr("Back in service: {number}", number=outcome.declaration.number)

        self.send(
            lambda books: withdraw_declaration(books, asked),
            Changes(entry=1, surplus=True, requests=True, holds=True),
            told,
            tr("Withdrawing the declaration"),
        )
