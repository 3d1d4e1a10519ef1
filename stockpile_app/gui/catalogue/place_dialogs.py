"""Open an account, add a store house."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.catalogue import StoreHouse, add_store_house
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.catalogue.words import HOUSES, OPENED_KINDS, account_word, choices
from stockpile_app.gui.common import Choice, ComboField, MultiLineField, SerialField, TextField
from stockpile_app.ledger import AccountKind, Changes, NewAccount, open_account


class AccountDialog(FormDialog):
    """A location, container, holder, workshop or transit."""

    def __init__(self, desk: Desk, parent: QWidget, houses: Sequence[StoreHouse]) -> None:
        super().__init__(desk, parent, "warehouse", tr("Open an account"), tr("Open account"))
        theme = desk.theme
        kinds = [Choice(str(kind), account_word(kind)) for kind in OPENED_KINDS]
        self.kind: ComboField[str] = ComboField(theme, tr("Kind"), kinds)
        self.name_field = TextField(theme, tr("Name"))
        self.name_other = TextField(
            theme, tr("Second name"), optional=True, help_text=tr("In another script")
        )
        self.code = SerialField(theme, tr("Code"), optional=True, help_text=tr("For labels and cards"))
        self.house: ComboField[int] = ComboField(
            theme, tr("Store house"), [Choice(house.id, house.name) for house in houses], optional=True
        )
        self.unit = TextField(theme, tr("Unit"), optional=True)
        self.sex: ComboField[str] = ComboField(
            theme,
            tr("Sex"),
            [Choice("f", tr("Female")), Choice("m", tr("Male"))],
            optional=True,
            help_text=tr("Only for reports that count people by sex"),
        )
        self.remarks = MultiLineField(theme, tr("Remarks"), optional=True, lines=2)
        self.ask(self.kind, self.name_field, self.name_other)
        self.ask_pair(self.code, self.unit)
        self.ask(self.house, self.sex, self.remarks)
        self.must_choose = (self.kind,)
        self.kind.set_value(AccountKind.LOCATION)
        self.kind.chosen.connect(self._fit)
        self._fit(AccountKind.LOCATION)
        self.kind.setFocus()

    def _fit(self, kind: str | None) -> None:
        """Only what this kind of account has."""
        holder = kind == AccountKind.HOLDER
        self.sex.setVisible(holder)
        self.house.setVisible(kind in {AccountKind.LOCATION, AccountKind.CONTAINER, AccountKind.WORKSHOP})
        self.unit.setVisible(holder or kind == AccountKind.CONTAINER)
        self.unit.set_help(tr("Section, platoon, company") if holder else tr("Box, crate, rack, stack"))
        self.name_field.set_help(
            tr("Rank and name") if holder else tr("As on its label") if kind == AccountKind.CONTAINER else ""
        )

    def post(self) -> None:
        """Open it."""
        house = self.house.value() if self.house.isVisibleTo(self) else None
        asked = NewAccount(
            operation_id=self.operation_id,
            kind=self.kind.value() or "",
            name=self.name_field.value(),
            name_other=self.name_other.value(),
            code=self.code.value(),
            store_house_id=house or 0,
            unit=self.unit.value() if self.unit.isVisibleTo(self) else "",
            sex=(self.sex.value() or "") if self.sex.isVisibleTo(self) else "",
            remarks=self.remarks.value(),
        )
        self.send(
            lambda books: open_account(books, asked),
            Changes(entry=1, accounts=True),
            lambda account: tr("Opened {name}", name=account.title),
            tr("Opening the account"),
        )


class StoreHouseDialog(FormDialog):
    """An armoury, a magazine or an open stack."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk, parent, "warehouse", tr("Add a store house"), tr("Add store house"), QSize(560, 440)
        )
        self.kind: ComboField[str] = ComboField(desk.theme, tr("Kind"), choices(HOUSES.items()))
        self.name_field = TextField(desk.theme, tr("Name"))
        self.code = SerialField(desk.theme, tr("Code"), optional=True)
        self.must_choose = (self.kind,)
        self.ask(self.kind, self.name_field, self.code)
        self.kind.setFocus()

    def post(self) -> None:
        """Add it."""
        kind, name, code = self.kind.value() or "", self.name_field.value(), self.code.value()
        self.send(
            lambda books: add_store_house(books, self.operation_id, kind, name, code),
            Changes(entry=1, accounts=True, catalogue=True),
            lambda house: tr("Added {title}", title=house.name),
            tr("Adding the store house"),
        )
