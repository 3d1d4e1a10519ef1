"""Receipt: stock enters the depot from outside."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base.text import tr
from stockpile_app.gui.common.combo_field import Choice
from stockpile_app.gui.common.fields import LabelledField, TextField
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.inward_dialog import PLACES, InwardDialog
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.ledger.model import Account, AccountKind, VoucherKind
from stockpile_app.ledger.requests import AnyVoucher, Line, ReceiptVoucher


class ReceiptDialog(InwardDialog):
    """Source, authority, effective on, into account, lines."""

    kind = VoucherKind.RECEIPT

    def heading(self) -> str:
        return tr("Receipt voucher")

    def build_head(self, form: HeadForm) -> None:
        self.whence = self.whence_field()
        self.party = self.words_field(tr("Source"))
        self.authority = TextField(self.theme, tr("Authority"), optional=True)
        self.document = TextField(self.theme, tr("Authority document"), optional=True)
        self.into = self.account_field(tr("Into account"), *PLACES)
        form.add(self.whence)
        form.add(self.party)
        form.add(self.authority, self.document)
        form.add(self.effective)
        form.add(self.into)

    def surrounded(self, around: Surroundings) -> None:
        self.party.set_choices([Choice(word, word) for word in around.words["party"]])
        account = self.start.account_id or (around.last.to_account if around.last else 0)
        if account:
            self.into.set_value(account)
            self.into.set_help("" if self.start.account_id else tr("as on the last receipt"))

    def fill(self, voucher: AnyVoucher) -> None:
        assert isinstance(voucher, ReceiptVoucher)
        self.whence.set_value(voucher.source_kind)
        self.party.set_text(voucher.party)
        self.authority.set_value(voucher.authority)
        self.document.set_value(voucher.document)
        self.into.set_value(voucher.to_account or None)

    def take_account(self, account: Account) -> bool:
        if account.kind in PLACES and account.kind != AccountKind.HOLDER:
            self.into.set_value(account.id)
            return True
        return False

    def missing(self) -> Iterator[LabelledField]:
        if not self.party.text():
            yield self.party
        if not self.into.value():
            yield self.into

    def request(self, lines: tuple[Line, ...]) -> ReceiptVoucher:
        return ReceiptVoucher(
            operation_id=self.operation_id,
            effective_at=self.effective_at(),
            lines=lines,
            authority=self.authority.value(),
            document=self.document.value(),
            accept_look_alike=self.accept_look_alike,
            to_account=self.into.value() or 0,
            party=self.party.text(),
            source_kind=self.whence.value() or AccountKind.SOURCE.value,
        )

    def place(self) -> str:
        return self.account_title(self.into.value())
