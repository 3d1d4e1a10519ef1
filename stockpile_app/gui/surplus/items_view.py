"""Behind a line: the very weapons and lots, in the declared order, each with why it stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import (
    Choice,
    Column,
    ElidedLabel,
    EmptyState,
    Kind,
    PagedRows,
    Pill,
    Role,
    TableView,
    hbox,
    isolate,
    vbox,
)
from stockpile_app.gui.common.buttons import Button
from stockpile_app.gui.common.cells import PLAIN, RowLook
from stockpile_app.gui.ledger.words import amount, condition_chip
from stockpile_app.gui.surplus.mark_box import WIDTH, MarkDelegate, marked_word
from stockpile_app.gui.surplus.marks import Marks, Picked, may_mark
from stockpile_app.gui.surplus.words import PUT_FORWARD, ground_words, share_word
from stockpile_app.store import Stockpile
from stockpile_app.surplus import Ground, Share, StatementLine, SurplusItem, surplus_items

MARK = 0


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One thing behind a line.

    Attributes:
        place: Where it stands in the order, from 1.
        over: How much of it is above the requirement; 0 for what is needed.
    """

    place: int
    item: SurplusItem
    over: int


def rows_from(found: Sequence[SurplusItem], first: int, surplus: int) -> dict[int, ItemRow]:
    """The rows of one page by their position; weapons count one each."""
    rows, before = {}, first
    for number, item in enumerate(found, first):
        over = max(0, min(item.quantity, surplus - before)) if item.share is Share.IN_STORE else item.quantity
        rows[number] = ItemRow(number + 1, item, over)
        before += item.quantity
    return rows


def why_words(row: ItemRow) -> str:
    """Why it stands where it stands."""
    if row.item.share is not Share.IN_STORE:
        grounds = ground_words(row.item.grounds)
        return grounds or share_word(row.item.share)
    if not row.over:
        return tr("needed")
    if row.over < row.item.quantity:
        return tr("{figure} of it above", figure=isolate(grouped(row.over)))
    return tr("above the requirement")


class ItemsView(QWidget):
    """One item type: a share of what is held, thing by thing.

    Signals:
        left: back to the list of item types.
        opened: Enter on a thing (`SurplusItem`).
        space: Space on a thing (`ItemRow`).
        working_asked: the working is wanted, where there is no room for it beside the list.
    """

    left = Signal()
    opened = Signal(object)
    space = Signal(object)
    working_asked = Signal()

    def __init__(self, desk: Desk, marks: Marks) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.desk, self.marks = desk, marks
        self.line: StatementLine | None = None
        self.share = Share.IN_STORE
        self._on, self._turn = "", 0
        self.back = Button(desk.theme, tr("All item types"), "arrow-left", "Esc").does(self.left.emit)
        self.show_pill = Pill(desk.theme, tr("Show"), "")
        self.show_pill.chosen.connect(self._choose)
        self.sentence = ElidedLabel("", tone=Role.TEXT_2)
        self.table: TableView[ItemRow] = TableView(
            desk.theme, tr("What stands behind this line"), self._columns(), look=self._look
        )
        boxes = MarkDelegate(desk.theme, self.table.drawn_height, self.table, lambda row: may_mark(row.item))
        self.table.view.setItemDelegateForColumn(MARK, boxes)
        self.table.set_empty(EmptyState(desk.theme, tr("Nothing of this"), tr("Choose another list above.")))
        self.table.row_opened.connect(lambda row: self.opened.emit(row.item))
        self.table.view.installEventFilter(self)
        self.head = QWidget()
        self.head.setProperty("kit", "clear")
        self.to_working = Button(desk.theme, tr("Working"), "scale", "Ctrl+W").does(self.working_asked.emit)
        row = hbox(self.head, self.back, self.show_pill, self.to_working, spacing=12)
        row.addWidget(self.sentence, 1)
        vbox(self, self.table)

    def _columns(self, serial: bool = True, expired: bool = False) -> list[Column[ItemRow]]:
        mark: Column[ItemRow] = Column(
            "mark", tr("Mark"), Kind.UNIT, lambda row: marked_word(self.marks.has(row.item)), width=WIDTH,
            sortable=False,
        )  # fmt: skip
        return [mark, *(weapon_columns() if serial else goods_columns(expired))]

    def _look(self, row: ItemRow) -> RowLook:
        return PLAIN if row.over else RowLook(faint=True)

    # Showing

    def show_line(self, line: StatementLine, on: str, share: Share | None = None) -> None:
        """The things of one item type; first what is above the requirement."""
        self.line, self._on = line, on
        held = [one for one in Share if line.count(one)]
        first = next(
            (one for one in held if one in PUT_FORWARD and one is not Share.IN_STORE), Share.IN_STORE
        )
        self.share = share or (Share.IN_STORE if line.surplus or not held else first)
        self.show_pill.set_choices([Choice(one, self._words(one)) for one in held])
        self.refresh()

    def _words(self, share: Share) -> str:
        count = self.line.count(share) if self.line else 0
        return f"{share_word(share)}  {isolate(grouped(count))}"

    def _choose(self, share: object) -> None:
        self.share = share if isinstance(share, Share) else Share.IN_STORE
        self.refresh()

    def refresh(self) -> None:
        """Ask again for the things of this share."""
        line = self.line
        if line is None:
            return
        self._turn += 1
        turn, share = self._turn, self.share
        self.table.set_columns(self._columns(line.tracking == "serial", share is Share.EXPIRED))
        self.show_pill.show_words(self._words(share))
        self.sentence.setText(self._sentence(line))
        if line.tracking == "serial":
            self._show_weapons(line, share)
        else:
            self.desk.read(
                self,
                lambda books: surplus_items(books, line.item_type_id, share, on=self._on, limit=100_000),
                lambda found: self._show_goods(turn, line, found),
            )

    def _show_weapons(self, line: StatementLine, share: Share) -> None:
        reader, on, surplus = self.desk.reader, self._on, line.surplus

        def fetch(wanted: Sequence[int]) -> Mapping[int, ItemRow]:
            return fetch_rows(reader, line.item_type_id, share, on, wanted, surplus)

        ask = self.desk.runner.pages(self, fetch)
        self.table.set_pages(PagedRows(range(line.count(share)), ask))
        if line.count(share):
            self.table.select(0)

    def _show_goods(self, turn: int, line: StatementLine, found: Sequence[SurplusItem]) -> None:
        if turn == self._turn:
            self.table.set_rows(rows_from(found, 0, line.surplus).values())
            if found:
                self.table.select(0)

    def _sentence(self, line: StatementLine) -> str:
        if self.share is Share.IN_STORE and not line.stated:
            return tr("No requirement is stated, so nothing of this is called surplus")
        if self.share is Share.IN_STORE:
            return tr("The first {amount} in the declared order are above the requirement; the others are needed",
                      amount=amount(line.surplus, line.unit))  # fmt: skip
        if self.share in PUT_FORWARD:
            return tr("Stands apart: it is never set against the requirement")
        return tr("Cannot be declared from here: {why}", why=share_word(self.share))

    # Marking

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space marks a thing; with Shift all that are selected."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if not pressed or event.key() != Qt.Key.Key_Space:  # type: ignore[attr-defined]
            return False
        self._space(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))  # type: ignore[attr-defined]
        return True

    def _space(self, whole_range: bool) -> None:
        rows = self.table.selected_rows() if whole_range else [self.table.current_row()]
        for row in rows:
            if row is not None:
                self.space.emit(row)

    def picked(self, row: ItemRow) -> Picked:
        """The thing as it is marked: of a lot no more than is above the requirement."""
        unit = self.line.unit if self.line else ""
        return Picked(row.item, row.over or row.item.quantity, unit)

    def redraw(self) -> None:
        """The marks are others."""
        self.table.view.viewport().update()


def weapon_columns() -> list[Column[ItemRow]]:
    """Weapons: who they are, how old, where, and why they stand here."""
    moved: Column[ItemRow] = Column(
        "moved",
        tr("Last moved"),
        Kind.DATE,
        lambda row: row.item.last_at[:10],
        tone=Role.TEXT_2,
        sortable=False,
    )
    return [_order(), _serial(tr("Serial")), _condition(), _made(), moved, _where(), _why()]


def goods_columns(expired: bool) -> list[Column[ItemRow]]:
    """Lots and goods: how much, how old; until when where that is the reason."""
    until: Column[ItemRow] = Column(
        "until", tr("Expires"), Kind.DATE, lambda row: row.item.expires_on, sortable=False
    )
    amounts: Column[ItemRow] = Column(
        "quantity", tr("Quantity"), Kind.NUMBER, lambda row: row.item.quantity, strong=True, sortable=False
    )
    return [
        _order(),
        _serial(tr("Lot")),
        _condition(),
        *([until] if expired else [_made()]),
        amounts,
        _where(),
        _why(),
    ]


def _order() -> Column[ItemRow]:
    return Column("place", tr("Order"), Kind.NUMBER, tone=Role.TEXT_2, sortable=False)


def _serial(heading: str) -> Column[ItemRow]:
    return Column(
        "serial", heading, Kind.SERIAL, lambda row: row.item.mark, sample="KM 064270", sortable=False
    )


def _condition() -> Column[ItemRow]:
    return Column("condition", tr("Condition"), Kind.CHIP, lambda row: condition_chip(row.item.condition),
                  sample="Serviceable", sortable=False)  # fmt: skip


def _made() -> Column[ItemRow]:
    return Column("age", tr("Made"), Kind.DATE, lambda row: row.item.age, sample="1971", sortable=False)


def _where() -> Column[ItemRow]:
    return Column(
        "where", tr("Where"), value=lambda row: tr(row.item.account), sample="Armoury 1", sortable=False
    )


def _why() -> Column[ItemRow]:
    return Column("why", tr("Why"), value=why_words, stretch=True, sortable=False)


def fetch_rows(
    books: Stockpile, item_type_id: int, share: Share, on: str, wanted: Sequence[int], surplus: int
) -> Mapping[int, ItemRow]:
    """One page of weapons by their positions in the order."""
    first = wanted[0]
    ground = PUT_FORWARD.get(share)
    asked: Share | Ground = Ground.SURPLUS if ground is Ground.SURPLUS else share
    found = surplus_items(books, item_type_id, asked, on=on, limit=len(wanted), offset=first)
    return rows_from(found, first, surplus)
