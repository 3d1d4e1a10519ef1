"""Opening balance: what the depot held when these books began."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base.text import tr
from stockpile_app.gui.common.fields import LabelledField, TextField
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.inward_dialog import PLACES, InwardDialog
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.ledger.model import Account, AccountKind, VoucherKind
from stockpile_app.ledger.requests import AnyVoucher, Line, OpeningVoucher


class OpeningDialog(InwardDialog):
    """Into account, effective on, the old register it comes from, lines."""

    kind = VoucherKind.OPENING

    def heading(self) -> str:
        return tr("Opening balance")

    def build_head(self, form: HeadForm) -> None:
        self.whence = self.whence_field()
        self.into = self.account_field(tr("Into account"), *PLACES)
        self.register = TextField(self.theme, tr("Old register and page"), optional=True)
        self.authority = TextField(self.theme, tr("Authority"), optional=True)
        form.add(self.whence)
        form.add(self.into)
        form.add(self.effective)
        form.add(self.register)
        form.add(self.authority)

    def surrounded(self, around: Surroundings) -> None:
        account = self.start.account_id or (around.last.to_account if around.last else 0)
        if account:
            self.into.set_value(account)
            self.into.set_help("" if self.start.account_id else tr("as on the last opening balance"))

    def fill(self, voucher: AnyVoucher) -> None:
        assert isinstance(voucher, OpeningVoucher)
        self.whence.set_value(voucher.source_kind)
        self.into.set_value(voucher.to_account or None)
        self.register.set_value(voucher.document)
        self.authority.set_value(voucher.authority)

    def take_account(self, account: Account) -> bool:
        if account.kind in PLACES:
            self.into.set_value(account.id)
            return True
        return False

    def missing(self) -> Iterator[LabelledField]:
        if not self.into.value():
            yield self.into

    def request(self, lines: tuple[Line, ...]) -> OpeningVoucher:
        return OpeningVoucher(
            operation_id=self.operation_id,
            effective_at=self.effective_at(),
            lines=lines,
            authority=self.authority.value(),
            document=self.register.value(),
            accept_look_alike=self.accept_look_alike,
            to_account=self.into.value() or 0,
            source_kind=self.whence.value() or AccountKind.SOURCE.value,
        )

    def place(self) -> str:
        return self.account_title(self.into.value())
