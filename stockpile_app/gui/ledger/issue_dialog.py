"""Issue: stock goes to a holder who signs for it and brings it back by a day and time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common.combo_field import Choice
from stockpile_app.gui.common.fields import LabelledField, TextField
from stockpile_app.gui.common.moment_field import MomentField, read_moment
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.ledger.from_account import FromAccount
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.ledger.habits import last_of_kind
from stockpile_app.ledger.model import Account, AccountKind, Voucher, VoucherKind
from stockpile_app.ledger.requests import AnyVoucher, IssueVoucher, Line

STORES = (AccountKind.LOCATION, AccountKind.CONTAINER, AccountKind.WORKSHOP)


class IssueDialog(VoucherDialog):
    """From account, holder, purpose, effective on, due back, authority, lines."""

    kind = VoucherKind.ISSUE
    scan_words = N_("Scan or type a serial, tag or lot")
    taken_from: FromAccount

    def heading(self) -> str:
        return tr("Issue voucher")

    def build_head(self, form: HeadForm) -> None:
        self.source = self.account_field(tr("From account"), *STORES)
        self.taken_from = FromAccount(self.source)
        self.holder = self.account_field(tr("Holder"), AccountKind.HOLDER)
        self.purpose = self.words_field(tr("Purpose"), optional=True)
        self.due = MomentField(self.theme, tr("Due back"))
        self.authority = TextField(self.theme, tr("Authority"), optional=True)
        form.add(self.source)
        form.add(self.holder)
        form.add(self.purpose)
        form.add(self.effective, self.due)
        form.add(self.authority)

    def surrounded(self, around: Surroundings) -> None:
        self.purpose.set_choices([Choice(word, word) for word in around.words["purpose"]])
        account = self.start.account_id or (around.last.from_account if around.last else 0)
        if account:
            self.taken_from.propose(account, "" if self.start.account_id else tr("as on the last issue"))
        if self.start.holder_id:
            self.holder.set_value(self.start.holder_id)
            self.account_chosen(self.holder)

    def fill(self, voucher: AnyVoucher) -> None:
        assert isinstance(voucher, IssueVoucher)
        self.taken_from.take(voucher.from_account)
        self.holder.set_value(voucher.holder or None)
        self.purpose.set_text(voucher.purpose)
        self.due.set_value(read_moment(voucher.due_back_at.replace("T", " ")))
        self.authority.set_value(voucher.authority)

    def account_chosen(self, field: object) -> None:
        """The holder's last purpose and due time are proposed, and shown as such."""
        if field is self.source:
            self.taken_from.settle()
        holder = self.holder.value()
        if field is self.holder and holder:
            self.desk.read(self, lambda books: last_of_kind(books, VoucherKind.ISSUE, holder), self._propose)

    def _propose(self, last: Voucher | None) -> None:
        if last is None:
            return
        if not self.purpose.text() and last.purpose:
            self.purpose.set_text(last.purpose)
            self.purpose.set_help(tr("as on {number}", number=isolate(last.number)))
        if not self.due.text() and last.due_back_at:
            self.due.set_value(read_moment(next_due(last.due_back_at, self.desk.now())))
            self.due.set_help(tr("as the last time"))
        self.to_scan()

    def take_account(self, account: Account) -> bool:
        if account.kind == AccountKind.HOLDER:
            self.holder.set_value(account.id)
            self.account_chosen(self.holder)
            return True
        if account.kind in STORES:
            self.taken_from.take(account.id)
            return True
        return False

    def reading_account(self) -> int:
        return self.source.value() or 0

    def missing(self) -> Iterator[LabelledField]:
        if not self.source.value():
            yield self.source
        if not self.holder.value():
            yield self.holder
        if self.due.value() is None and any(row.unit == "weapon" for row in self.lines.rows()):
            yield self.due

    def request(self, lines: tuple[Line, ...]) -> IssueVoucher:
        due = self.due.value()
        return IssueVoucher(
            operation_id=self.operation_id,
            effective_at=self.effective_at(),
            lines=lines,
            authority=self.authority.value(),
            accept_look_alike=self.accept_look_alike,
            from_account=self.source.value() or 0,
            holder=self.holder.value() or 0,
            purpose=self.purpose.text(),
            due_back_at=str(due).replace(" ", "T") if due else "",
        )

    def place(self) -> str:
        return self.account_title(self.holder.value())


def next_due(last_due: str, now: str) -> str:
    """The same time of day as the last time, the first one that is still to come."""
    clock = last_due[11:16] if last_due[11:13] != "24" else "23:59"
    today = f"{now[:10]} {clock}"
    if today > now:
        return today
    return (datetime.fromisoformat(today) + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
