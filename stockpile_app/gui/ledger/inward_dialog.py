"""What receipt and opening balance share: things enter the books, one scan after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import N_, tr
from stockpile_app.catalogue.model import ItemType, Tracking
from stockpile_app.catalogue.queries import item_types, packs_of
from stockpile_app.gui.common.combo_field import Choice, ComboField
from stockpile_app.gui.common.tokens import Status
from stockpile_app.gui.ledger.asks import Amount, QuantityAsk
from stockpile_app.gui.ledger.line_row import LineRow
from stockpile_app.gui.ledger.new_item_dialog import NewItemDialog
from stockpile_app.gui.ledger.new_item_panel import NewItemPanel
from stockpile_app.gui.ledger.voucher_dialog import VoucherDialog
from stockpile_app.ledger.model import ACCOUNT_WORDS, Account, AccountKind
from stockpile_app.ledger.reading import Reading, Subject
from stockpile_app.ledger.requests import Line
from stockpile_app.store import Stockpile

WHENCE = (AccountKind.SOURCE, AccountKind.FOUND, AccountKind.SEIZED, AccountKind.SURRENDERED)
PLACES = (AccountKind.LOCATION, AccountKind.CONTAINER, AccountKind.WORKSHOP, AccountKind.HOLDER)


class InwardDialog(VoucherDialog):
    """A scan is the serial or lot number of the item type that is chosen above the scan field."""

    scan_words = N_("Scan or type the next serial or lot number")

    def build_above(self) -> QWidget:
        self.panel = NewItemPanel(self.theme)
        self.panel.add_type_asked.connect(self._add_type)
        self.panel.quantity_asked.connect(self._ask_plain_quantity)
        self.panel.unmarked_asked.connect(lambda: self._enter(""))
        self.panel.settled.connect(self.to_scan)
        self.desk.read(self, item_types, self.panel.offer)
        return self.panel

    def _connect(self) -> None:
        super()._connect()
        self.lines.refused.connect(self.panel.fold)

    def whence_field(self) -> ComboField[str]:
        """Which account outside the stockpile it comes from."""
        field: ComboField[str] = ComboField(
            self.theme, tr("Comes from"), [Choice(kind.value, tr(ACCOUNT_WORDS[kind])) for kind in WHENCE]
        )
        field.set_value(AccountKind.SOURCE.value)
        field.chosen.connect(lambda _value: self.to_scan())
        return field

    def _add_type(self, name: str) -> None:
        dialog = NewItemDialog(self.desk, self, name)
        dialog.added.connect(self.panel.choose)
        dialog.open()

    # Reading

    def take(self, reading: Reading) -> None:
        """A label of a place is the account; everything else is a number of the chosen type."""
        if reading.accounts and self.take_account(reading.accounts[0]):
            self.lines.say(reading.text, tr("taken as account"), Status.OK)
            self.look()
        else:
            self._enter(reading.text)

    def take_account(self, account: Account) -> bool:
        return False

    def _enter(self, mark: str) -> None:
        missing = list(self.panel.missing())
        item = self.panel.chosen()
        if missing or item is None:
            words = tr("Fill in “{field}” first", field=missing[0].name)
            self.lines.say(mark, words, Status.STOP)
            missing[0].setFocus()
        elif item.tracking == Tracking.SERIAL:
            self._enter_weapon(item, mark)
        else:
            self._ask_amount(item, mark)

    def _enter_weapon(self, item: ItemType, mark: str) -> None:
        line = Line(
            item_type_id=item.id,
            condition=self.panel.condition.value() or "",
            new_weapon=self.panel.new_weapon(mark),
        )
        self.add_row(LineRow(line, Subject(mark, item)))

    def _ask_plain_quantity(self) -> None:
        item = self.panel.chosen()
        missing = list(self.panel.missing())
        if item is not None and not missing:
            self._ask_amount(item, "")
        elif missing:
            missing[0].setFocus()

    def _ask_amount(self, item: ItemType, mark: str) -> None:
        self.desk.read(
            self, lambda books: packs(books, item), lambda found: self._ask_with(item, mark, found)
        )

    def _ask_with(self, item: ItemType, mark: str, found: Sequence[tuple[str, int]]) -> None:
        subject = Subject(mark, item, packs=tuple(found))
        self.ask(QuantityAsk(self.theme, subject, inward=True), lambda answer: self._amount(subject, answer))

    def _amount(self, subject: Subject, answer: object) -> None:
        assert isinstance(answer, Amount)
        self.add_row(LineRow(self.quantity_line(subject, answer), subject))

    def quantity_line(self, subject: Subject, amount: Amount) -> Line:
        lot = subject.item.tracking == Tracking.LOT
        return Line(
            item_type_id=subject.item.id,
            quantity=amount.quantity.amount,
            entered=amount.quantity.entered,
            condition=self.panel.condition.value() or "",
            new_lot=self.panel.new_lot(subject.mark) if lot else None,
        )


def packs(books: Stockpile, item: ItemType) -> list[tuple[str, int]]:
    """The packs in which an item may be entered."""
    return list(packs_of(books, item.id).items())
