"""How a voucher dialog reads: accounts to choose from, scans into lines, questions under the scan field.

`VoucherDialog` stands on it; nothing here knows a kind of voucher, a rule or posting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.combo_field import Choice, ComboField
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.common.moment_field import MomentField, read_moment
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.ledger import posting
from stockpile_app.gui.ledger.asks import Amount, Ask, KitAsk, PickAsk, QuantityAsk
from stockpile_app.gui.ledger.from_account import FromAccount
from stockpile_app.gui.ledger.line_row import LineRow
from stockpile_app.gui.ledger.lines_panel import LinesPanel
from stockpile_app.gui.ledger.new_account_dialog import NewAccountDialog
from stockpile_app.gui.ledger.start import Start, Surroundings
from stockpile_app.ledger.model import Account, AccountKind, VoucherKind
from stockpile_app.ledger.reading import Reading, Subject
from stockpile_app.ledger.requests import AnyVoucher, KitAnswer, Line

ADD = -1
"""The choice in an account field that opens a new account."""
LEAST_LETTERS = 3
"""So many letters of a name, typed into the scan field, may stand for the account."""


class ReadingDialog(Dialog):
    """A dialog whose scans become accounts and lines.

    Attributes:
        accounts: The real accounts of the books, once they have been read.
        taken_from: The account it takes from, where a kind has one that the first line may say.
    """

    kind: ClassVar[VoucherKind]
    scan_words: ClassVar[str] = ""

    desk: Desk
    start: Start
    lines: LinesPanel
    taken_from: FromAccount | None = None
    effective: MomentField
    accounts: tuple[Account, ...]
    _account_fields: list[tuple[ComboField[int], tuple[str, ...]]]
    _reads: int
    _post_wanted: bool

    # What a kind says

    def surrounded(self, around: Surroundings) -> None:
        """The books have told what there is to choose from; propose what was chosen the last time."""

    def fill(self, voucher: AnyVoucher) -> None:
        """Take the header of a draft."""

    def reading_account(self) -> int:
        """The account whose balances a scanned lot is read from."""
        return 0

    def take_account(self, account: Account) -> bool:
        """A label or card was scanned; True when the dialog has a use for it."""
        return False

    def look(self) -> None:
        """Something is another: have the rules look at it."""
        raise NotImplementedError

    def post_if_ready(self) -> None:
        """A read has arrived; a wish to post may now be met."""
        raise NotImplementedError

    # Fields

    def account_field(self, label: str, *kinds: str, optional: bool = False) -> ComboField[int]:
        """A field for an account of these kinds; it can open a new one."""
        field: ComboField[int] = ComboField(self.theme, label, optional=optional)
        self._account_fields.append((field, kinds))
        field.chosen.connect(lambda value: self._chose_account(field, kinds, value))
        return field

    def words_field(self, label: str, optional: bool = False) -> ComboField[str]:
        """Free words, with those written before to choose from."""
        field: ComboField[str] = ComboField(self.theme, label, optional=optional, free=True)
        field.chosen.connect(lambda _value: self.to_scan())
        return field

    def to_scan(self) -> None:
        """Back to the scan field after an edit."""
        if self.scan_words and not self.lines.asking:
            self.lines.scan.setFocus()

    # What the books offer

    def _ask_surroundings(self) -> None:
        draft, kind = self.start.draft, self.kind
        self.desk.read(self, lambda books: posting.surroundings(books, kind, draft), self._surrounded)

    def _surrounded(self, around: Surroundings) -> None:
        self.accounts = around.accounts
        self._offer_accounts()
        self.surrounded(around)
        draft = self.start.draft
        if draft is not None:
            moment = read_moment(draft.effective_at.replace("T", " "))
            self.effective.set_value(moment or self.effective.value())
            self.fill(draft)
            self.lines.set_rows(
                [LineRow(line, subject) for line, subject in zip(draft.lines, around.drafted, strict=True)]
            )
        for mark in self.start.marks:
            self.read(mark)
        self.look()

    def _offer_accounts(self) -> None:
        for field, kinds in self._account_fields:
            offered = [Choice(a.id, a.title) for a in self.accounts if a.kind in kinds]
            word = tr("Add a holder") if kinds == ("holder",) else tr("Add a location")
            field.set_choices([*offered, Choice(ADD, word)])

    def _chose_account(self, field: ComboField[int], kinds: tuple[str, ...], value: object) -> None:
        if value == ADD:
            field.set_value(None)
            dialog = NewAccountDialog(self.desk, self, kinds[0])
            dialog.opened.connect(lambda account: self._account_opened(field, account))
            dialog.open()
        elif value is not None:
            self.account_chosen(field)
            self.to_scan()

    def _account_opened(self, field: ComboField[int], account: Account) -> None:
        self.accounts = (*self.accounts, account)
        self._offer_accounts()
        field.set_value(account.id)
        self.account_chosen(field)
        self.to_scan()

    def account_chosen(self, field: ComboField[int]) -> None:
        """An account was chosen; a kind may propose what follows from it."""

    def account_title(self, account_id: int | None) -> str:
        """An account's name."""
        return next((a.title for a in self.accounts if a.id == account_id), "")

    # Reading

    def read(self, text: str) -> None:
        """One scan: find what carries this mark."""
        self.lines.close_ask()
        self._reads += 1
        account = self.reading_account()
        self.desk.read(self, lambda books: posting.read(books, text, account), self._read)

    def _read(self, reading: Reading) -> None:
        self._reads -= 1
        self.take(reading)
        self.post_if_ready()

    def take(self, reading: Reading) -> None:
        """Make of a read what this kind makes of it: an account, a line, or a question."""
        if len(reading.subjects) == 1:
            self.take_subject(reading.subjects[0])
        elif reading.subjects:
            here = [s for s in reading.subjects if s.account_id == self.reading_account()]
            if len(here) == 1:
                self.take_subject(here[0])
            else:
                sentence = tr(
                    "{count} things carry {mark}. Which one?", count=len(reading.subjects), mark=reading.text
                )
                self._pick(sentence, reading.subjects, Status.INFO)
        elif reading.accounts and self.take_account(reading.accounts[0]):
            self.lines.say(reading.text, tr("taken as account"), Status.OK)
            self.look()
        elif (named := self._named_in_part(reading.text)) is not None and self.take_account(named):
            self.lines.say(reading.text, tr("taken as {account}", account=named.title), Status.OK)
            self.look()
        elif reading.alike:
            self.lines.say(reading.text, tr("not in the books"), Status.STOP)
            sentence = tr("Nothing carries {mark}. These look like it", mark=reading.text)
            self._pick(sentence, reading.alike, Status.WARN)
        else:
            self.lines.say(reading.text, self.unknown_words(reading), Status.STOP)

    def _named_in_part(self, text: str) -> Account | None:
        """The only account with the typed letters in its name; a mark with a digit never names one."""
        if len(text) < LEAST_LETTERS or any(letter.isdigit() for letter in text):
            return None
        found = [a for a in self.accounts if text.casefold() in a.title.casefold()]
        return found[0] if len(found) == 1 else None

    def unknown_words(self, reading: Reading) -> str:
        """What is said of a mark that this voucher cannot use."""
        return tr("not usable on this voucher") if reading.accounts else tr("not in the books")

    def _pick(self, sentence: str, subjects: Sequence[Subject], status: Status) -> None:
        self.ask(PickAsk(self.theme, sentence, subjects, status), self.take_subject)

    def take_subject(self, subject: object) -> None:
        """A weapon, lot or item was read: add its line, or ask how much of it."""
        assert isinstance(subject, Subject)
        if subject.weapon is not None:
            self.add_weapon(subject)
        elif self.may_follow() and not subject.held:
            self._look_elsewhere(subject)
        else:
            self.ask_quantity(subject)

    def may_follow(self) -> bool:
        """Whether the line read now says where the voucher takes from."""
        return self.taken_from is not None and self.taken_from.open and not self.lines.rows()

    def follow(self, subject: Subject) -> None:
        """Take from where the first line stands; what is with a holder is a matter for the rules."""
        stores = {a.id for a in self.accounts if a.real and a.kind != AccountKind.HOLDER}
        if self.taken_from is not None and self.may_follow() and subject.account_id in stores:
            self.taken_from.follow(subject.account_id)

    def _look_elsewhere(self, subject: Subject) -> None:
        self._reads += 1
        self.desk.read(
            self,
            lambda books: posting.anywhere(books, subject),
            lambda found: self._looked_elsewhere(subject, found),
        )

    def _looked_elsewhere(self, subject: Subject, found: Subject | None) -> None:
        self._reads -= 1
        if found is not None and found.held:
            self.follow(found)
            subject = found
        self.ask_quantity(subject)

    def add_weapon(self, subject: Subject) -> None:
        """One weapon, one line."""
        assert subject.weapon is not None
        line = Line(item_type_id=subject.item.id, weapon_id=subject.weapon.id)
        self.add_row(LineRow(self.shape(line), subject))
        if subject.kit and self.kind in (VoucherKind.ISSUE, VoucherKind.HAND_IN):
            self.ask_kit(len(self.lines.rows()) - 1, subject)

    def shape(self, line: Line) -> Line:
        """What a kind adds to every line: the condition on return, the condition after."""
        return line

    def add_row(self, row: LineRow) -> None:
        """Append a line and say so."""
        if row.subject is not None:
            self.follow(row.subject)
        self.lines.add(row)
        self.lines.say(row.mark or row.item, tr("added as row {row}", row=len(self.lines.rows())), Status.OK)

    def ask(self, question: Ask, answered: object) -> None:
        """Ask under the scan field; a wish to post waits for the next Ctrl+Enter."""
        self._post_wanted = False
        self.lines.ask(question, answered)  # type: ignore[arg-type]

    def ask_quantity(self, subject: Subject, position: int = -1) -> None:
        """How much of a lot or an item."""
        question = QuantityAsk(self.theme, subject)
        if position >= 0:
            line = self.lines.rows()[position].line
            question.preset((line.entered or str(line.quantity)) if line else "")

        def answered(answer: object) -> None:
            assert isinstance(answer, Amount)
            self._take_quantity(subject, answer, position)

        self.ask(question, answered)

    def _take_quantity(self, subject: Subject, amount: Amount, position: int) -> None:
        line = self.quantity_line(subject, amount)
        row = LineRow(self.shape(line), subject)
        if position >= 0:
            self.lines.put(position, row)
        else:
            self.add_row(row)

    def quantity_line(self, subject: Subject, amount: Amount) -> Line:
        """The line for so much of a lot or an item."""
        return Line(
            item_type_id=subject.item.id,
            lot_id=subject.lot.id if subject.lot else 0,
            quantity=amount.quantity.amount,
            entered=amount.quantity.entered,
            condition=amount.condition,
        )

    def ask_kit(self, position: int, subject: Subject) -> None:
        """Confirm what belongs to a weapon, line by line."""

        def answered(answer: object) -> None:
            row = self.lines.rows()[position]
            kit: tuple[KitAnswer, ...] = answer  # type: ignore[assignment]
            if row.line is not None:
                self.lines.put(position, replace(row, line=replace(row.line, kit=kit)))

        self.ask(KitAsk(self.theme, subject), answered)

    def edit(self, row: object) -> None:
        """Enter on a line: correct its quantity, or confirm its kit."""
        assert isinstance(row, LineRow)
        if row.subject is None or row.line is None:
            return
        if row.subject.weapon is None and row.line.new_weapon is None:
            self.ask_quantity(row.subject, row.number - 1)
        elif row.subject.kit:
            self.ask_kit(row.number - 1, row.subject)
