"""The register of weapons: up to a million rows held as ids, fetched as they come in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr, trn
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import LinkButton
from stockpile_app.gui.common.cells import Chip, Column, Kind
from stockpile_app.gui.common.flow import flow
from stockpile_app.gui.common.labels import Label, vbox
from stockpile_app.gui.common.row_sources import PagedRows
from stockpile_app.gui.common.table_view import TableView
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.tokens import Face, Role, Status
from stockpile_app.gui.ledger.filter_line import FilterLine
from stockpile_app.gui.ledger.words import condition_chip, condition_word
from stockpile_app.ledger.balances import Balance
from stockpile_app.ledger.registers import WeaponRow
from stockpile_app.ledger.rows import weapon_register, weapons_page

SORTABLE = frozenset({"serial", "year", "condition", "last_at", "make"})


def _maker(row: WeaponRow) -> str:
    return ", ".join(filter(None, (row.weapon.make, row.weapon.country)))


def _country(row: WeaponRow) -> str:
    """The country alone where the item type names the make already."""
    return row.weapon.country if row.item.startswith(row.weapon.make) else _maker(row)


def marks_chip(row: WeaponRow) -> Chip:
    """Whether the identity can be told apart and is whole."""
    if row.twins:
        return Chip(Status.WARN, tr("Look-alike"))
    if row.weapon.make and row.weapon.country:
        return Chip(Status.OK, tr("Complete"))
    return Chip(Status.IDLE, tr("Incomplete"))


def weapon_columns(short: bool = False) -> list[Column[WeaponRow]]:
    """The columns of the register; the short form leaves out what the balance says already."""
    serial: Column[WeaponRow] = Column(
        "serial", tr("Serial"), Kind.SERIAL, lambda row: row.weapon.mark, sample="KM 064270"
    )
    make: Column[WeaponRow] = Column("make", tr("Make and country"), value=_maker, stretch=short)
    year: Column[WeaponRow] = Column(
        "year", tr("Year"), Kind.DATE, lambda row: row.weapon.year, sample="1971"
    )
    marks: Column[WeaponRow] = Column(
        "marks", tr("Marks"), Kind.CHIP, marks_chip, sample="Incomplete", sortable=False
    )
    if short:
        moved: Column[WeaponRow] = Column(
            "last_at", tr("Last movement"), Kind.DATE, lambda row: row.last_at[:10], tone=Role.TEXT_2
        )
        return [serial, make, year, moved, marks]
    return [
        serial,
        Column("item", tr("Item type"), stretch=True, sortable=False),
        Column("country", tr("Made in"), value=_country, sortable=False),
        Column("account", tr("Account"), value=lambda row: tr(row.account), sortable=False),
        Column("condition", tr("Condition"), Kind.CHIP, lambda row: condition_chip(row.condition)),
        year,
        marks,
    ]


class WeaponsView(QWidget):
    """Filter, count, register.

    Signals:
        weapon_chosen: another line is current (weapon id).
        opened: Enter on a line (weapon id).
    """

    weapon_chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kit", "clear")
        self.desk = desk
        self._turn = 0
        self._text = ""
        self._balance: Balance | None = None
        self._order = ("", False)
        self.filter_line = FilterLine(desk.theme, tr("Filter by serial, tag or make"))
        self.filter_line.changed.connect(self._filter)
        self.only = LinkButton(desk.theme, tr("Show all"), "x").does(self.show_all)
        self.only.hide()
        self.count = Label("", Face.BODY, Role.TEXT_2)
        self.table: TableView[WeaponRow] = TableView(desk.theme, tr("Weapons"), weapon_columns())
        self.table.row_selected.connect(lambda row: self.weapon_chosen.emit(row.weapon.id))
        self.table.row_opened.connect(lambda row: self.opened.emit(row.weapon.id))
        self.table.sort_requested.connect(self._sort)
        self.filter_line.entered.connect(self.table.setFocus)
        column = vbox(self, flow(self.filter_line, self.only), spacing=12)
        column.addWidget(self.table, 1)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filter_line.setFocus)

    def show_balance(self, balance: Balance) -> None:
        """Only the weapons of one balance."""
        self._balance = balance
        words = " · ".join((balance.item, tr(balance.account), condition_word(balance.condition)))
        self.only.set_words(tr("Only {balance}", balance=words))
        self.only.show()
        self.refresh()

    def show_all(self) -> None:
        """The whole register again."""
        self._balance = None
        self.only.hide()
        self.refresh()

    def _filter(self, text: str) -> None:
        self._text = text
        self.refresh()

    def _sort(self, column: str, falling: bool) -> None:
        if column in SORTABLE:
            self._order = (column, falling)
            self.refresh()

    def refresh(self) -> None:
        """Ask for the ids again."""
        self._turn += 1
        turn, text, (order, falling), balance = self._turn, self._text, self._order, self._balance
        key = (balance.account_id, balance.item_type_id, balance.condition) if balance else None
        self.desk.read(
            self,
            lambda books: weapon_register(books, text, key, order, falling),
            lambda ids: self._show(turn, ids),
        )

    def _show(self, turn: int, ids: Sequence[int]) -> None:
        if turn != self._turn:
            return
        reader = self.desk.reader
        ask = self.desk.runner.pages(self, lambda wanted: weapons_page(reader, wanted))
        self.table.set_pages(PagedRows(ids, ask))
        figure = isolate(grouped(len(ids)))
        self.count.setText(trn("{figure} weapon", "{figure} weapons", len(ids), figure=figure))
