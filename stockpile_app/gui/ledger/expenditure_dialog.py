"""Expenditure: rounds are fired, consumables are used up."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common.combo_field import Choice
from stockpile_app.gui.common.fields import LabelledField, TextField
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.issue_dialog import STORES
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.ledger.model import Account, AccountKind, VoucherKind
from stockpile_app.ledger.requests import AnyVoucher, ExpenditureVoucher, Line


class ExpenditureDialog(VoucherDialog):
    """Holder, occasion, lines, witness."""

    kind = VoucherKind.EXPENDITURE
    scan_words = N_("Scan or type a lot or an item")

    def heading(self) -> str:
        return tr("Expenditure voucher")

    def build_head(self, form: HeadForm) -> None:
        self.holder = self.account_field(tr("Holder or account"), AccountKind.HOLDER, *STORES)
        self.occasion = self.words_field(tr("Occasion"))
        self.witness = TextField(self.theme, tr("Witness"), optional=True)
        self.authority = TextField(self.theme, tr("Authority"), optional=True)
        form.add(self.holder)
        form.add(self.occasion)
        form.add(self.effective)
        form.add(self.witness)
        form.add(self.authority)

    def surrounded(self, around: Surroundings) -> None:
        self.occasion.set_choices([Choice(word, word) for word in around.words["purpose"]])
        account = self.start.holder_id or self.start.account_id
        if account:
            self.holder.set_value(account)

    def fill(self, voucher: AnyVoucher) -> None:
        assert isinstance(voucher, ExpenditureVoucher)
        self.holder.set_value(voucher.from_account or None)
        self.occasion.set_text(voucher.purpose)
        self.witness.set_value(voucher.witness)
        self.authority.set_value(voucher.authority)

    def take_account(self, account: Account) -> bool:
        self.holder.set_value(account.id)
        return self.holder.value() == account.id

    def reading_account(self) -> int:
        return self.holder.value() or 0

    def missing(self) -> Iterator[LabelledField]:
        if not self.holder.value():
            yield self.holder
        if not self.occasion.text():
            yield self.occasion

    def request(self, lines: tuple[Line, ...]) -> ExpenditureVoucher:
        return ExpenditureVoucher(
            operation_id=self.operation_id,
            effective_at=self.effective_at(),
            lines=lines,
            authority=self.authority.value(),
            from_account=self.holder.value() or 0,
            purpose=self.occasion.text(),
            witness=self.witness.value(),
        )

    def place(self) -> str:
        return self.account_title(self.holder.value())
