"""Reclassification: the condition of stock changes where it stands, after an inspection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common.fields import LabelledField, TextField
from stockpile_app.gui.ledger.hand_in_dialog import condition_field
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.issue_dialog import STORES
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.ledger.model import Account, VoucherKind
from stockpile_app.ledger.requests import AnyVoucher, Line, ReclassificationVoucher


class ReclassificationDialog(VoucherDialog):
    """Account, lines, condition after, and the inspection that says so."""

    kind = VoucherKind.RECLASSIFICATION
    scan_words = N_("Scan or type a serial, tag or lot")

    def heading(self) -> str:
        return tr("Reclassification voucher")

    def build_head(self, form: HeadForm) -> None:
        self.account = self.account_field(tr("Account"), *STORES)
        self.after = condition_field(self.theme, tr("Condition after"))
        self.after.set_help(tr("The condition before is what the books know"))
        self.inspection = TextField(self.theme, tr("Inspection that says so"))
        form.add(self.account)
        form.add(self.after)
        form.add(self.inspection)
        form.add(self.effective)
        self.after.changed.connect(self._reshape)

    def surrounded(self, around: Surroundings) -> None:
        account = self.start.account_id or (around.last.to_account if around.last else 0)
        if account:
            self.account.set_value(account)
            self.account.set_help("" if self.start.account_id else tr("as on the last reclassification"))

    def fill(self, voucher: AnyVoucher) -> None:
        assert isinstance(voucher, ReclassificationVoucher)
        self.account.set_value(voucher.account or None)
        self.inspection.set_value(voucher.inspection)
        after = {line.condition_to for line in voucher.lines} - {""}
        self.after.set_value(after.pop() if len(after) == 1 else None)

    def take_account(self, account: Account) -> bool:
        self.account.set_value(account.id)
        return self.account.value() == account.id

    def shape(self, line: Line) -> Line:
        return replace(line, condition_to=self.after.value() or "")

    def _reshape(self) -> None:
        """The condition after holds for every line."""
        rows = self.lines.rows()
        if rows:
            self.lines.set_rows([replace(row, line=self.shape(row.line)) for row in rows if row.line])

    def reading_account(self) -> int:
        return self.account.value() or 0

    def missing(self) -> Iterator[LabelledField]:
        if not self.account.value():
            yield self.account
        if not self.after.value():
            yield self.after
        if not self.inspection.value():
            yield self.inspection

    def request(self, lines: tuple[Line, ...]) -> ReclassificationVoucher:
        return ReclassificationVoucher(
            operation_id=self.operation_id,
            effective_at=self.effective_at(),
            lines=lines,
            account=self.account.value() or 0,
            inspection=self.inspection.value(),
        )

    def place(self) -> str:
        return self.account_title(self.account.value())
