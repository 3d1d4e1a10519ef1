"""Catalogue: what can be held, where, and what words mean."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget

from stockpile_app.base.text import tr, trn
from stockpile_app.catalogue import ItemType, kit_of, packs_of
from stockpile_app.gui.access import Desk
from stockpile_app.gui.catalogue.hold_dialogs import HoldDialog, ReleaseDialog
from stockpile_app.gui.catalogue.item_type_dialog import Described, ItemTypeDialog
from stockpile_app.gui.catalogue.place_dialogs import AccountDialog, StoreHouseDialog
from stockpile_app.gui.catalogue.tables import (
    Contents,
    HoldRow,
    ReferenceRow,
    account_columns,
    contents,
    hold_columns,
    house_columns,
    item_columns,
    reference_columns,
    reference_look,
    reference_rows,
)
from stockpile_app.gui.catalogue.weapon_panel import WeaponPanel
from stockpile_app.gui.common import EmptyState, Face, Label, PrimaryButton, Role, TableView, Tabs, hbox
from stockpile_app.gui.common.page import PageWidget
from stockpile_app.ledger import Account, Changes

ITEMS, ACCOUNTS, HOUSES, WEAPONS, HOLDS, REFERENCE = range(6)


class CataloguePage(PageWidget):
    """Six lists, one at a time, each with the act that fills it."""

    help_topic = "catalogue"

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.theme, tr("Catalogue"), tr("What can be held, and where. Nothing here changes a quantity")
        )
        self.desk = desk
        self._contents = Contents((), (), (), ())
        self._houses: dict[int, str] = {}
        self._stale = True
        self._make_tables()
        self.weapons = WeaponPanel(desk)
        self.act = PrimaryButton(self.theme, tr("Add item type"), "plus", "Ctrl+Shift+N").does(self._act)
        self.header.add_act(self.act)
        self.tabs = Tabs(
            self.theme,
            [tr("Item types"), tr("Accounts"), tr("Store houses"), tr("Marks and components"), tr("Holds"),
             tr("Reference data")],
        )  # fmt: skip
        self.filter = self._filter_field()
        self.count = Label("", Face.BODY, Role.TEXT_2)
        self.stack = QStackedWidget()
        for part in (self.items, self.accounts, self.houses, self.weapons, self.holds, self.reference):
            self.stack.addWidget(part)
        row = hbox(None, self.tabs, self.filter, self.count, spacing=12)
        row.setStretch(0, 1)
        self.content.addLayout(row)
        self.add(self.stack, 1)
        self.tabs.changed.connect(self._show_tab)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter.setFocus)
        self._show_tab(ITEMS)

    def _filter_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(tr("Filter this list, Ctrl F"))
        field.setAccessibleName(tr("Filter this list"))
        field.setFixedSize(self.theme.px(230), self.theme.px(self.theme.tokens.sizes.field))
        field.textChanged.connect(self._fill)
        return field

    def _make_tables(self) -> None:
        theme = self.theme
        self.items: TableView[ItemType] = TableView(
            theme, tr("Item types"), item_columns(), key=lambda one: one.id
        )
        self.accounts: TableView[Account] = TableView(
            theme, tr("Accounts"), account_columns(self._houses), key=lambda one: one.id
        )
        self.houses = TableView(theme, tr("Store houses"), house_columns(), key=lambda one: one.id)
        self.holds: TableView[HoldRow] = TableView(
            theme, tr("Holds"), hold_columns(), key=lambda row: row.hold.id
        )
        self.reference: TableView[ReferenceRow] = TableView(
            theme, tr("Reference data"), reference_columns(), look=reference_look
        )
        self.reference.set_rows(reference_rows())
        self.items.row_opened.connect(self._amend)
        self.holds.row_opened.connect(self._release)
        for table, headline, sentence in (
            (self.items, tr("No item types yet"), tr("An import adds them, or add the first one by hand.")),
            (self.accounts, tr("No accounts yet"), tr("Places, containers and holders stand here.")),
            (self.houses, tr("No store houses yet"), tr("Armouries, magazines and open stacks stand here.")),
            (self.holds, tr("No holds"), tr("Nothing is stopped. A hold keeps a thing from moving.")),
        ):
            table.set_empty(EmptyState(theme, headline, sentence))

    # What the frame tells

    def arrived(self) -> None:
        """Run the query again when something changed since."""
        if self._stale:
            self._stale = False
            self.desk.read(self, contents, self._show)

    def on_changes(self, changes: object) -> None:
        """Catalogue, accounts and holds concern this page."""
        if isinstance(changes, Changes) and (changes.catalogue or changes.accounts or changes.holds):
            self._stale = True
            if self.isVisible():
                self.arrived()
            self.weapons.refresh()

    def refresh(self) -> None:
        """F5."""
        self._stale = True
        self.arrived()

    # Showing

    def _show(self, found: Contents) -> None:
        self._contents = found
        self._houses.clear()
        self._houses.update({house.id: house.name for house in found.houses})
        self._fill()

    def _fill(self) -> None:
        """Put what fits the filter into the lists."""
        typed = self.filter.text().strip().casefold()
        found = self._contents

        def fits(*texts: str) -> bool:
            return not typed or any(typed in text.casefold() for text in texts)

        self.items.set_rows(
            one
            for one in found.items
            if fits(one.title, one.name_other, one.stock_number, one.own_code, one.calibre)
        )
        self.accounts.set_rows(
            one for one in found.accounts if fits(one.name, one.name_other, one.code, one.unit)
        )
        self.houses.set_rows(one for one in found.houses if fits(one.name, one.code))
        self.holds.set_rows(row for row in found.holds if fits(row.name, row.hold.reason, row.hold.authority))
        self._say_count()

    def _say_count(self) -> None:
        table = self._table()
        count = table.model.rowCount() if table is not None else 0
        self.count.setText(trn("{count} line", "{count} lines", count) if table is not None else "")

    def _table(self) -> TableView[ItemType] | TableView[Account] | None:
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, TableView) else None

    def _show_tab(self, number: int) -> None:
        words = {
            ITEMS: tr("Add item type"),
            ACCOUNTS: tr("Open account"),
            HOUSES: tr("Add store house"),
            HOLDS: tr("Place hold"),
        }
        self.stack.setCurrentIndex(number)
        self.act.setVisible(number in words)
        self.act.set_words(words.get(number, self.act.words))
        self.act.setEnabled(not self.desk.read_only)
        self.filter.setVisible(number not in {WEAPONS, REFERENCE})
        self._say_count()

    # Acts

    def _act(self) -> None:
        number = self.tabs.current()
        if number == ITEMS:
            ItemTypeDialog(self.desk, self).open()
        elif number == ACCOUNTS:
            AccountDialog(self.desk, self, self._contents.houses).open()
        elif number == HOUSES:
            StoreHouseDialog(self.desk, self).open()
        elif number == HOLDS:
            HoldDialog(self.desk, self).open()

    def _amend(self, item: ItemType) -> None:
        self.desk.read(
            self,
            lambda books: Described(item, packs_of(books, item.id), kit_of(books, item.id)),
            lambda known: ItemTypeDialog(self.desk, self, known).open(),
        )

    def _release(self, row: HoldRow) -> None:
        ReleaseDialog(self.desk, self, row.hold, row.name).open()
