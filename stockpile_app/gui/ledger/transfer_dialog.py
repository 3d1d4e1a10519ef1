"""Transfer: stock, or containers with what is in them, move between two places of the depot."""

from __future__ import annotations

from collections.abc import Iterator

from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common.combo_field import Choice
from stockpile_app.gui.common.fields import LabelledField, TextField
from stockpile_app.gui.ledger.asks import ContainerAsk
from stockpile_app.gui.ledger.from_account import FromAccount
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.issue_dialog import STORES
from stockpile_app.gui.ledger.line_row import LineRow
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.ledger.model import Account, AccountKind, VoucherKind
from stockpile_app.ledger.reading import Subject
from stockpile_app.ledger.requests import AnyVoucher, Line, TransferVoucher


class TransferDialog(VoucherDialog):
    """From, to, carrier, effective on, lines."""

    kind = VoucherKind.TRANSFER
    scan_words = N_("Scan or type a serial, tag, lot or container")
    taken_from: FromAccount

    def heading(self) -> str:
        return tr("Transfer voucher")

    def build_head(self, form: HeadForm) -> None:
        self.source = self.account_field(tr("From account"), *STORES, optional=True)
        self.taken_from = FromAccount(self.source, tr("Empty: from where each weapon is"))
        self.target = self.account_field(tr("To account"), *STORES)
        self.carrier = self.words_field(tr("Carrier and escort"), optional=True)
        self.authority = TextField(self.theme, tr("Authority"), optional=True)
        form.add(self.source)
        form.add(self.target)
        form.add(self.carrier)
        form.add(self.effective)
        form.add(self.authority)

    def surrounded(self, around: Surroundings) -> None:
        self.carrier.set_choices([Choice(word, word) for word in around.words["party"]])
        if self.start.account_id:
            self.taken_from.propose(self.start.account_id, "")

    def fill(self, voucher: AnyVoucher) -> None:
        assert isinstance(voucher, TransferVoucher)
        self.taken_from.take(voucher.from_account)
        self.target.set_value(voucher.to_account or None)
        self.carrier.set_text(voucher.party)
        self.authority.set_value(voucher.authority)

    def account_chosen(self, field: object) -> None:
        if field is self.source:
            self.taken_from.settle()

    def follow(self, subject: Subject) -> None:
        """An empty field already means: from where each weapon is."""
        if subject.weapon is None or self.source.value():
            super().follow(subject)

    def take_account(self, account: Account) -> bool:
        if account.kind == AccountKind.CONTAINER:
            self.ask(ContainerAsk(self.theme, account), lambda moves: self._container(account, bool(moves)))
            return True
        if account.kind in STORES:
            self.target.set_value(account.id)
            return True
        return False

    def _container(self, account: Account, moves: bool) -> None:
        if moves:
            self.add_row(LineRow(None, container=account))
        else:
            self.target.set_value(account.id)
        self.look()

    def reading_account(self) -> int:
        return self.source.value() or 0

    def missing(self) -> Iterator[LabelledField]:
        if not self.target.value():
            yield self.target
        by_quantity = any(row.line is not None and not row.line.weapon_id for row in self.lines.rows())
        if by_quantity and not self.source.value():
            yield self.source

    def request(self, lines: tuple[Line, ...]) -> TransferVoucher:
        return TransferVoucher(
            operation_id=self.operation_id,
            effective_at=self.effective_at(),
            lines=lines,
            authority=self.authority.value(),
            to_account=self.target.value() or 0,
            from_account=self.source.value() or 0,
            containers=tuple(row.container.id for row in self.lines.rows() if row.container),
            party=self.carrier.text(),
        )

    def place(self) -> str:
        return self.account_title(self.target.value())
