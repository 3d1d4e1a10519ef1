"""What enters the books with a receipt: the type is kept, serials follow each other by scan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from stockpile_app.base.text import tr
from stockpile_app.catalogue.model import ItemType, OwnershipKind, Tracking
from stockpile_app.gui.common.buttons import LinkButton
from stockpile_app.gui.common.combo_field import Choice, ComboField
from stockpile_app.gui.common.fields import LabelledField, SerialField, TextField
from stockpile_app.gui.common.labels import hbox, vbox
from stockpile_app.gui.common.moment_field import MomentField
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.ledger.hand_in_dialog import condition_field
from stockpile_app.gui.ledger.reading_dialog import ADD
from stockpile_app.ledger.requests import NewLot, NewMark, NewWeapon

OWNERSHIP = {
    OwnershipKind.STATE: "State-owned",
    OwnershipKind.EVIDENCE: "Evidence",
    OwnershipKind.DEPOSITED: "Deposited",
    OwnershipKind.LOAN_IN: "On loan to us",
}


class NewItemPanel(QWidget):
    """Item type and condition for the lines that follow; identity of weapons, particulars of lots.

    Signals:
        add_type_asked: the item type is not in the catalogue yet.
        quantity_asked: an item followed by quantity was chosen, or more of it is wanted.
        unmarked_asked: one weapon without marks enters.
        settled: the person has finished here; back to the scan field.
    """

    add_type_asked = Signal(str)
    quantity_asked = Signal()
    unmarked_asked = Signal()
    settled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self._items: dict[int, ItemType] = {}
        self._folded = False
        self.item: ComboField[int] = ComboField(theme, tr("Item type"))
        self.condition = condition_field(theme, tr("Condition"))
        self.country = TextField(theme, tr("Made in country"), optional=True)
        self.make = TextField(theme, tr("Make"), optional=True)
        self.model = TextField(theme, tr("Model"), optional=True)
        self.calibre = TextField(theme, tr("Calibre"), optional=True)
        self.year = TextField(theme, tr("Year"), optional=True)
        self.mark = SerialField(theme, tr("Import or further mark"), optional=True)
        self.mark_place = TextField(theme, tr("Place of the mark"), optional=True)
        self.ownership: ComboField[str] = ComboField(
            theme, tr("Ownership"), [Choice(kind.value, tr(words)) for kind, words in OWNERSHIP.items()]
        )
        self.ownership.set_value(OwnershipKind.STATE.value)
        self.reference = TextField(theme, tr("Case or owner"), optional=True)
        self.maker = TextField(theme, tr("Maker"), optional=True)
        self.made_on = MomentField(theme, tr("Made on"), with_time=False, optional=True)
        self.expires_on = MomentField(theme, tr("Good until"), with_time=False, optional=True)
        self._weapon_fields = (self.country, self.make, self.model, self.calibre, self.year)
        self._further = (self.mark, self.mark_place, self.ownership, self.reference)
        self._lot_fields = (self.maker, self.made_on, self.expires_on)
        self._lay_out(theme)
        self.item.chosen.connect(self._chose)
        self.condition.chosen.connect(lambda _value: self.settled.emit())
        self._show(None)

    def _lay_out(self, theme: Theme) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for column in range(4):
            self._grid.setColumnStretch(column, 1)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self.item, 0, 0, 1, 2, top)
        self._grid.addWidget(self.condition, 0, 2, top)
        self._grid.addWidget(self.country, 0, 3, top)
        self._grid.addWidget(self.maker, 0, 3, top)
        for column, field in enumerate((self.make, self.model, self.calibre, self.year)):
            self._grid.addWidget(field, 1, column, top)
        for column, date in enumerate((self.made_on, self.expires_on)):
            self._grid.addWidget(date, 1, column, top)
        for column, further in enumerate(self._further):
            self._grid.addWidget(further, 2, column, top)
        self._more = LinkButton(theme, tr("Further marks and ownership"), "tag").does(self._toggle)
        self._unmarked = LinkButton(theme, tr("Add one without marks"), "plus").does(self.unmarked_asked.emit)
        self._again = LinkButton(theme, tr("Add a quantity"), "plus").does(self.quantity_asked.emit)
        links = hbox(None, self._more, self._unmarked, self._again, spacing=16)
        links.addStretch(1)
        whole = vbox(self, spacing=6)
        whole.addLayout(self._grid)
        whole.addLayout(links)

    # Choosing the type

    def offer(self, items: Sequence[ItemType]) -> None:
        """The item types there are."""
        self._items = {item.id: item for item in items}
        choices = [Choice(item.id, item.title) for item in items]
        self.item.set_choices([*choices, Choice(ADD, tr("Add an item type"))])

    def choose(self, item: ItemType) -> None:
        """Take this item type."""
        if item.id not in self._items:
            self.offer([*self._items.values(), item])
        self.item.set_value(item.id)
        self._chose(item.id)

    def chosen(self) -> ItemType | None:
        """The item type of the lines that follow."""
        return self._items.get(self.item.value() or 0)

    def _chose(self, value: object) -> None:
        if value == ADD:
            self.item.set_value(None)
            self.add_type_asked.emit(self.item.text())
            return
        item = self.chosen()
        self._show(item)
        if item is None:
            return
        for field, known in ((self.make, item.make), (self.model, item.model), (self.calibre, item.calibre)):
            field.set_value(known)
        if item.tracking == Tracking.QUANTITY and self.condition.value():
            self.quantity_asked.emit()
        else:
            (self.condition if not self.condition.value() else self.item).setFocus()
            if self.condition.value():
                self.settled.emit()

    def _show(self, item: ItemType | None) -> None:
        tracking = item.tracking if item else ""
        for field in self._weapon_fields:
            field.setVisible(tracking == Tracking.SERIAL and not self._folded)
        for lot_field in self._lot_fields:
            lot_field.setVisible(tracking == Tracking.LOT)
        for further in self._further:
            further.setVisible(False)
        self._more.setVisible(tracking == Tracking.SERIAL and not self._folded)
        self._unmarked.setVisible(tracking == Tracking.SERIAL and not self._folded)
        self._again.setVisible(tracking == Tracking.QUANTITY)

    def fold(self, folded: bool) -> None:
        """Leave room for the card of a refused line; the type and condition stay in sight."""
        self._folded = folded
        self._show(self.chosen())

    def _toggle(self) -> None:
        shown = not self._further[0].isVisibleTo(self)
        for field in self._further:
            field.setVisible(shown)
        (self.mark if shown else self.item).setFocus()

    # What it makes

    def missing(self) -> Iterator[LabelledField]:
        """What must be chosen before a serial can be taken."""
        if self.chosen() is None:
            yield self.item
        if not self.condition.value():
            yield self.condition

    def new_weapon(self, serial: str) -> NewWeapon:
        """One weapon of the kept type with this serial; '' for one without marks."""
        mark = self.mark.value()
        marks = (NewMark(kind="import", text=mark, place=self.mark_place.value()),) if mark else ()
        return NewWeapon(
            make=self.make.value(),
            model=self.model.value(),
            calibre=self.calibre.value(),
            serial=serial,
            country=self.country.value(),
            year=self.year.value(),
            unmarked=not serial,
            ownership=self.ownership.value() or OwnershipKind.STATE.value,
            ownership_reference=self.reference.value(),
            marks=marks,
        )

    def new_lot(self, number: str) -> NewLot:
        """One lot of the kept type with this number."""
        made, expires = self.made_on.value(), self.expires_on.value()
        return NewLot(
            number=number,
            maker=self.maker.value(),
            made_on=made.day.isoformat() if made else "",
            expires_on=expires.day.isoformat() if expires else "",
        )
