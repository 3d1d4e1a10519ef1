"""Add an item type from within a voucher: what it is, how it is followed, in which unit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app import catalogue, ledger
from stockpile_app.base import Finding
from stockpile_app.base.text import N_, tr
from stockpile_app.catalogue.model import ItemKind, ItemType, Tracking
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.combo_field import Choice, ComboField
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.common.fields import SerialField, TextField
from stockpile_app.gui.common.finding_card import FindingCard
from stockpile_app.gui.common.labels import hbox

KIND_WORDS = {
    ItemKind.WEAPON: N_("Weapon"),
    ItemKind.AMMUNITION: N_("Ammunition"),
    ItemKind.PART: N_("Part"),
    ItemKind.ACCESSORY: N_("Accessory"),
    ItemKind.EXPLOSIVE: N_("Explosive"),
    ItemKind.OTHER: N_("Other"),
}
TRACKED = {
    Tracking.SERIAL: N_("Each one by serial"),
    Tracking.LOT: N_("Together by lot"),
    Tracking.QUANTITY: N_("As a quantity"),
}
USUAL = {
    ItemKind.WEAPON: (Tracking.SERIAL, "weapon"),
    ItemKind.AMMUNITION: (Tracking.LOT, "round"),
    ItemKind.EXPLOSIVE: (Tracking.LOT, "each"),
}


class NewItemDialog(Dialog):
    """A new entry of the catalogue.

    Signals:
        added: the item type, in the books.
    """

    added = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None, name: str = "") -> None:
        super().__init__(desk.theme, parent, "package", tr("Add an item type"), size=QSize(640, 520))
        self.desk, self._operation = desk, desk.new_id()
        self.kind: ComboField[str] = ComboField(
            desk.theme, tr("Kind"), [Choice(kind.value, tr(words)) for kind, words in KIND_WORDS.items()]
        )
        self.name = TextField(desk.theme, tr("Name"))
        self.name.set_value(name)
        self.make = TextField(desk.theme, tr("Make"), optional=True)
        self.model = TextField(desk.theme, tr("Model"), optional=True)
        self.calibre = TextField(desk.theme, tr("Calibre"), optional=True)
        self.tracking: ComboField[str] = ComboField(
            desk.theme, tr("Followed"), [Choice(one.value, tr(words)) for one, words in TRACKED.items()]
        )
        self.unit = TextField(desk.theme, tr("Unit of a quantity of 1"))
        self.stock_number = SerialField(desk.theme, tr("Stock number"), optional=True)
        for pair in ((self.name,), (self.kind, self.tracking), (self.unit, self.stock_number),
                     (self.make, self.model, self.calibre)):  # fmt: skip
            self.body.addLayout(hbox(None, *pair))
        self.body.addStretch(1)
        self.kind.chosen.connect(self._usual)
        self._card: FindingCard | None = None
        self.add_button(Button(desk.theme, tr("Cancel")).does(self.ask_close))
        add = PrimaryButton(desk.theme, tr("Add the item type"), "check", "Ctrl+Return").does(self._add)
        self.add_button(add, primary=True)
        self.name.setFocus()

    def _usual(self, kind: object) -> None:
        tracking, unit = USUAL.get(ItemKind(str(kind)), (Tracking.QUANTITY, "each")) if kind else ("", "")
        self.tracking.set_value(str(tracking) or None)
        self.unit.set_value(unit)

    def _add(self) -> None:
        item = ItemType(
            0,
            self.kind.value() or "",
            self.name.value(),
            self.tracking.value() or "",
            self.unit.value(),
            make=self.make.value(),
            model=self.model.value(),
            calibre=self.calibre.value(),
            stock_number=self.stock_number.value(),
        )
        operation = self._operation
        self.desk.write(
            self,
            lambda books, _progress: catalogue.add_item_type(books, operation, item),
            self._added,
            touches=ledger.Changes(catalogue=True),
            refused=self._refused,
        )

    def _added(self, item: ItemType) -> None:
        self.added.emit(item)
        self.accept()

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        if self._card is not None:
            self._card.deleteLater()
        self._card = FindingCard(self.theme, findings[0], in_row=False)
        self.body.insertWidget(1, self._card)
