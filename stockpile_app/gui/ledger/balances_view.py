"""What every account holds, now or at the end of a past day; under it the serials of one balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stockpile_app import ledger
from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import LinkButton
from stockpile_app.gui.common.combo_field import Choice
from stockpile_app.gui.common.empty_state import EmptyState
from stockpile_app.gui.common.flow import flow
from stockpile_app.gui.common.labels import Label, vbox
from stockpile_app.gui.common.panels import ListPanel
from stockpile_app.gui.common.pills import Pill
from stockpile_app.gui.common.row_sources import PagedRows, at_once
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Face, Role
from stockpile_app.gui.ledger.balance_rows import (
    SHAPES,
    BalanceRow,
    Filters,
    balance_columns,
    row_look,
    shaped,
    totals_words,
)
from stockpile_app.gui.ledger.day_pill import DayPill
from stockpile_app.gui.ledger.filter_line import FilterLine
from stockpile_app.gui.ledger.weapons_view import weapon_columns
from stockpile_app.gui.ledger.words import condition_word
from stockpile_app.ledger.balances import Balance
from stockpile_app.ledger.registers import WeaponRow
from stockpile_app.ledger.rows import weapon_register, weapons_of_balance_on, weapons_page
from stockpile_app.store import Stockpile

IN_HAND = 1500  # rows measured one by one; a longer list is paged
MOST_CHOICES = 40
SECOND_LIST_FROM = 900  # logical pixels of window height
SECOND_LIST_HEIGHT = 270

BalanceKey = tuple[int, int, str]


class BalancesView(QWidget):
    """Filters, the list, and the second list.

    Signals:
        balance_chosen: a line is current (`Balance`, or None for a head or a sum).
        weapon_chosen: a serial of the second list is current (weapon id).
        show_weapons: list the weapons of a balance on their own tab (`Balance`).
        opened: Enter on a line (`Balance`).
    """

    balance_chosen = Signal(object)
    weapon_chosen = Signal(int)
    show_weapons = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "clear")
        self.desk = desk
        self.filters = Filters()
        self._shape = SHAPES[0]
        self._balances: list[Balance] = []
        self._turn = 0
        self._selected: Balance | None = None
        theme = desk.theme
        self.day = DayPill(theme, desk.today())
        self.day.chosen.connect(lambda _day: self.refresh())
        self.by = Pill(theme, tr("By"), tr(SHAPES[0].words))
        self.by.set_choices([Choice(shape, tr(shape.words)) for shape in SHAPES[1:]])
        self.item = Pill(theme, tr("Item type"), tr("all"))
        self.account = Pill(theme, tr("Account"), tr("all"))
        self.condition = Pill(theme, tr("Condition"), tr("all"))
        self.filter_line = FilterLine(theme, tr("Filter this list"))
        self.count = Label("", Face.BODY, Role.TEXT_2)
        self._connect_filters()
        self.table: TableView[BalanceRow] = TableView(
            theme, tr("Balances"), balance_columns(), look=row_look, key=lambda row: row.key
        )
        self.table.row_selected.connect(self._select)
        self.table.row_opened.connect(self._open)
        self._build_second()
        pills = (self.day, self.by, self.item, self.account, self.condition, self.filter_line)
        column = vbox(self, flow(*pills), spacing=12)
        column.addWidget(self.table, 1)
        column.addWidget(self.second)
        QShortcut(QKeySequence("Ctrl+G"), self).activated.connect(self.day.edit)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter_line.setFocus)

    def _connect_filters(self) -> None:
        self.by.chosen.connect(self._choose_shape)
        self.item.chosen.connect(lambda value: self._filter(item_type_id=value or 0))
        self.account.chosen.connect(lambda value: self._filter(account_id=value or 0))
        self.condition.chosen.connect(lambda value: self._filter(condition=value or ""))
        self.filter_line.changed.connect(lambda text: self._filter(text=text))

    def _build_second(self) -> None:
        self.serials: TableView[WeaponRow] = TableView(
            self.desk.theme, tr("Weapons of this balance"), weapon_columns(short=True), framed=False
        )
        self.serials.row_selected.connect(lambda row: self.weapon_chosen.emit(row.weapon.id))
        self.serials.row_opened.connect(lambda row: self.weapon_chosen.emit(row.weapon.id))
        self.second = ListPanel(tr("Weapons"), "", self.serials)
        show = LinkButton(self.desk.theme, tr("Show in Weapons"), "arrow-left-right")
        show.does(self._ask_weapons)
        self.second.head.addWidget(show)
        self.second.hide()

    def _ask_weapons(self) -> None:
        if self._selected is not None:
            self.show_weapons.emit(self._selected)

    # Asking

    def refresh(self) -> None:
        """Run the query again; what was selected stays selected."""
        self._turn += 1
        turn, as_of = self._turn, self.as_of()
        self.desk.read(
            self, lambda books: ledger.balances(books, as_of=as_of), lambda rows: self._arrived(turn, rows)
        )

    def as_of(self) -> str:
        """The past day asked for; '' for now."""
        day = self.day.day
        return "" if day >= self.desk.today() else day.isoformat()

    def _arrived(self, turn: int, balances: list[Balance]) -> None:
        if turn != self._turn:
            return
        self._balances = balances
        self._offer()
        self._show()

    def _offer(self) -> None:
        items = {b.item_type_id: b.item for b in self._balances}
        accounts = {b.account_id: tr(b.account) for b in self._balances}
        states = {b.condition: condition_word(b.condition) for b in self._balances}
        for pill, found in ((self.item, items), (self.account, accounts), (self.condition, states)):
            named = sorted(found.items(), key=lambda pair: pair[1])[:MOST_CHOICES]
            pill.set_choices([Choice(value, words) for value, words in named])

    # Filtering

    def _choose_shape(self, shape: object) -> None:
        self._shape = next((one for one in SHAPES if one is shape), SHAPES[0])
        self._show()

    def _filter(self, **changed: object) -> None:
        self.filters = replace(self.filters, **changed)  # type: ignore[arg-type]
        self._show()

    def filter_account(self, account_id: int) -> None:
        """Only what this account holds."""
        self._filter(account_id=account_id)

    def filter_item(self, item_type_id: int) -> None:
        """Only what is held of this item type."""
        self._filter(item_type_id=item_type_id)

    def _show(self) -> None:
        wanted = [balance for balance in self._balances if self.filters.lets(balance)]
        rows = shaped(wanted, self._shape)
        self._show_rows(rows)
        lines = sum(not row.head for row in rows)
        words = trn("{figure} line", "{figure} lines", lines, figure=isolate(grouped(lines)))
        self.count.setText(" · ".join(filter(None, (words, totals_words(wanted)))))
        if rows and self.table.current_row() is None:
            self.table.select(next((n for n, row in enumerate(rows) if not row.head), 0))
        if not rows:
            self._select(None)

    def _show_rows(self, rows: Sequence[BalanceRow]) -> None:
        if len(rows) <= IN_HAND:
            self.table.set_rows(rows)
        else:
            found = dict(enumerate(rows))
            self.table.set_pages(PagedRows(range(len(rows)), at_once(lambda ids: {n: found[n] for n in ids})))

    # Selecting

    def _select(self, row: object) -> None:
        balance = row.balance if isinstance(row, BalanceRow) else None
        if balance == self._selected and balance is not None:
            return
        self._selected = balance
        self._show_second()
        self.balance_chosen.emit(balance)

    def selected(self) -> Balance | None:
        """The balance of the current line."""
        return self._selected

    def _open(self, row: object) -> None:
        if isinstance(row, BalanceRow) and row.balance is not None:
            self.opened.emit(row.balance)

    # The second list

    def fits_second(self) -> bool:
        """Whether the window is tall enough for the serials under the list."""
        return self.window().height() >= self.desk.theme.px(SECOND_LIST_FROM)

    def _show_second(self) -> None:
        balance = self._selected
        shown = balance is not None and balance.tracking == "serial" and self.fits_second()
        self.second.setVisible(shown)
        if balance is None or not shown:
            return
        self.second.setFixedHeight(self.desk.theme.px(SECOND_LIST_HEIGHT))
        words = trn("{figure} weapon in {balance}", "{figure} weapons in {balance}", balance.quantity,
                    figure=grouped(balance.quantity), balance=balance_words(balance))  # fmt: skip
        self.second.title.setText(words)
        key, as_of = (balance.account_id, balance.item_type_id, balance.condition), self.as_of()
        self.desk.read(self, lambda books: ids_of(books, key, as_of), lambda ids: self._show_ids(key, ids))

    def _show_ids(self, key: BalanceKey, ids: Sequence[int]) -> None:
        now = self._selected
        if now is None or key != (now.account_id, now.item_type_id, now.condition):
            return
        reader = self.desk.reader
        ask = self.desk.runner.pages(self, lambda wanted: weapons_page(reader, wanted))
        self.serials.set_pages(PagedRows(ids, ask))
        if ids:
            self.weapon_chosen.emit(ids[0])

    # Empty

    def set_empty(self, state: EmptyState) -> None:
        """What stands here before anything is in the books."""
        self.table.set_empty(state)


def ids_of(books: Stockpile, key: BalanceKey, as_of: str) -> Sequence[int]:
    """The weapons of one balance, now or at the end of a past day."""
    return weapons_of_balance_on(books, key, as_of) if as_of else weapon_register(books, balance=key)


def balance_words(balance: Balance) -> str:
    """`AKM · Armoury 1 · Serviceable`."""
    return " · ".join((balance.item, tr(balance.account), condition_word(balance.condition)))
