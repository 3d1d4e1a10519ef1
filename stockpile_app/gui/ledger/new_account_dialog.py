"""Open a holder, a location, a workshop or a container from within a voucher."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from stockpile_app import ledger
from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.catalogue.model import StoreHouse
from stockpile_app.catalogue.queries import store_houses
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.combo_field import Choice, ComboField
from stockpile_app.gui.common.dialog import SMALL, Dialog
from stockpile_app.gui.common.fields import TextField
from stockpile_app.gui.common.finding_card import FindingCard
from stockpile_app.ledger.accounts import NewAccount
from stockpile_app.ledger.model import ACCOUNT_WORDS, Account, AccountKind

KINDS = (AccountKind.LOCATION, AccountKind.CONTAINER, AccountKind.WORKSHOP, AccountKind.HOLDER)


class NewAccountDialog(Dialog):
    """Name, kind, unit and card or label of a new account.

    Signals:
        opened: the account is in the books.
    """

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None, kind: str, name: str = "") -> None:
        holder = kind == AccountKind.HOLDER
        title = tr("Add a holder") if holder else tr("Add a location")
        super().__init__(desk.theme, parent, "user" if holder else "warehouse", title, size=SMALL)
        self.desk, self._operation = desk, desk.new_id()
        self.name = TextField(
            desk.theme, tr("Name"), placeholder=tr("Cpl T. Vessin") if holder else tr("Armoury 1")
        )
        self.name.set_value(name)
        self.kind: ComboField[str] = ComboField(
            desk.theme,
            tr("Kind"),
            [Choice(k.value, tr(ACCOUNT_WORDS[k])) for k in KINDS if holder == (k == "holder")],
        )
        self.kind.set_value(kind)
        self.kind.setVisible(not holder)
        unit = tr("Unit") if holder else tr("Kind of container")
        self.unit = TextField(desk.theme, unit, optional=True)
        self.code = TextField(
            desk.theme, tr("Card or service number") if holder else tr("Label code"), optional=True,
            help_text=tr("What the scanner reads"),
        )  # fmt: skip
        self.house: ComboField[int] = ComboField(desk.theme, tr("Store house"), optional=True)
        self.house.setVisible(not holder)
        for field in (self.name, self.kind, self.house, self.unit, self.code):
            self.body.addWidget(field)
        self.unit.setVisible(holder)
        self.body.addStretch(1)
        self._card: FindingCard | None = None
        self.add_button(Button(desk.theme, tr("Cancel")).does(self.ask_close))
        self.add_button(
            PrimaryButton(desk.theme, title, "check", "Ctrl+Return").does(self._open), primary=True
        )
        self.desk.read(self, store_houses, self._offer)
        self.name.setFocus()

    def _offer(self, houses: list[StoreHouse]) -> None:
        self.house.set_choices([Choice(house.id, house.name) for house in houses])

    def _open(self) -> None:
        asked = NewAccount(
            operation_id=self._operation,
            kind=self.kind.value() or "",
            name=self.name.value(),
            code=self.code.value(),
            unit=self.unit.value(),
            store_house_id=self.house.value() or 0,
        )
        self.desk.write(
            self,
            lambda books, _progress: ledger.open_account(books, asked),
            self._opened,
            touches=ledger.Changes(accounts=True),
            refused=self._refused,
        )

    def _opened(self, account: Account) -> None:
        self.opened.emit(account)
        self.accept()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        if self._card is not None:
            self._card.deleteLater()
        self._card = FindingCard(self.theme, findings[0], in_row=False)
        self.body.insertWidget(1, self._card)
