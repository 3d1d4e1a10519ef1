"""Hand-in: lines first, the holder follows from them, and what is still missing is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stockpile_app.base.text import N_, tr, trn
from stockpile_app.catalogue.reference import condition_list
from stockpile_app.gui.common.combo_field import Choice, ComboField
from stockpile_app.gui.common.fields import LabelledField
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.ledger.head_form import HeadForm
from stockpile_app.gui.ledger.issue_dialog import STORES
from stockpile_app.gui.ledger.line_row import LineRow
from stockpile_app.gui.ledger.start import Surroundings
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.gui.ledger.words import condition_word
from stockpile_app.ledger.habits import weapons_with
from stockpile_app.ledger.model import Account, AccountKind, VoucherKind
from stockpile_app.ledger.requests import AnyVoucher, HandInVoucher, Line

MISSING_SHOWN = 6
NO_BREAK = "\u00a0"


class HandInDialog(VoucherDialog):
    """Lines, into account, condition on return, effective on."""

    kind = VoucherKind.HAND_IN
    scan_words = N_("Scan or type what comes back")

    def heading(self) -> str:
        return tr("Hand-in voucher")

    def build_head(self, form: HeadForm) -> None:
        self._with_holder: list[tuple[int, str]] = []
        self._asked_for = 0
        self.into = self.account_field(tr("Into account"), *STORES)
        self.holder = self.account_field(tr("Holder"), AccountKind.HOLDER, optional=True)
        self.holder.set_help(tr("Follows from the first line"))
        self.condition: ComboField[str] = condition_field(
            self.theme, tr("Condition on return"), optional=True
        )
        self.condition.set_help(tr("Empty: as it was issued. Holds for the lines read from now on"))
        form.add(self.into)
        form.add(self.holder)
        form.add(self.condition)
        form.add(self.effective)

    def surrounded(self, around: Surroundings) -> None:
        account = self.start.account_id or (around.last.to_account if around.last else 0)
        if account:
            self.into.set_value(account)
            self.into.set_help("" if self.start.account_id else tr("as on the last hand-in"))
        if self.start.holder_id:
            self.holder.set_value(self.start.holder_id)
            self._ask_missing()

    def fill(self, voucher: AnyVoucher) -> None:
        assert isinstance(voucher, HandInVoucher)
        self.into.set_value(voucher.to_account or None)
        self.holder.set_value(voucher.holder or None)

    def account_chosen(self, field: object) -> None:
        if field is self.holder:
            self._ask_missing()

    def take_account(self, account: Account) -> bool:
        if account.kind == AccountKind.HOLDER:
            self.holder.set_value(account.id)
            self._ask_missing()
            return True
        if account.kind in STORES:
            self.into.set_value(account.id)
            return True
        return False

    def add_row(self, row: LineRow) -> None:
        super().add_row(row)
        subject = row.subject
        known = subject is not None and any(a.id == subject.account_id for a in self._holders())
        if subject is not None and known and not self.holder.value():
            self.holder.set_value(subject.account_id)
            self.holder.set_help(tr("from row {row}", row=len(self.lines.rows())))
            self._ask_missing()

    def _holders(self) -> list[Account]:
        return [account for account in self.accounts if account.kind == AccountKind.HOLDER]

    def shape(self, line: Line) -> Line:
        return replace(line, condition_to=self.condition.value() or "")

    def reading_account(self) -> int:
        return self.holder.value() or 0

    def missing(self) -> Iterator[LabelledField]:
        if not self.into.value():
            yield self.into

    def request(self, lines: tuple[Line, ...]) -> HandInVoucher:
        return HandInVoucher(
            operation_id=self.operation_id,
            effective_at=self.effective_at(),
            lines=lines,
            to_account=self.into.value() or 0,
            holder=self.holder.value() or 0,
        )

    def place(self) -> str:
        return self.account_title(self.into.value())

    # What is still missing

    def _ask_missing(self) -> None:
        holder = self.holder.value() or 0
        if holder and holder != self._asked_for:
            self._asked_for = holder
            self.desk.read(self, lambda books: weapons_with(books, holder), self._show_missing)

    def _show_missing(self, weapons: list[tuple[int, str]]) -> None:
        self._with_holder = weapons
        self.form.show_facts(self.facts())

    def still_out(self) -> list[str]:
        """The marks that the holder has and that are not on this voucher."""
        read = {row.line.weapon_id for row in self.lines.rows() if row.line}
        return [mark for weapon_id, mark in self._with_holder if weapon_id not in read]

    def facts(self) -> list[tuple[str, str]]:
        out = self.still_out()
        if not self._with_holder:
            return super().facts()
        marks = ", ".join(isolate(mark.replace(" ", NO_BREAK)) for mark in out[:MISSING_SHOWN])
        more = (
            trn("and {count} more", "and {count} more", len(out) - MISSING_SHOWN)
            if len(out) > MISSING_SHOWN
            else ""
        )
        words = " ".join(filter(None, (marks, more))) if out else tr("nothing")
        return [*super().facts(), (tr("Still with the holder"), words)]


def condition_field(theme: object, label: str, optional: bool = False) -> ComboField[str]:
    """A condition of the house's list; never one by default."""
    choices = [
        Choice(one.code, condition_word(one.code)) for one in condition_list() if one.status == "house"
    ]
    return ComboField(theme, label, choices, optional=optional, placeholder=tr("Choose a condition"))  # type: ignore[arg-type]
