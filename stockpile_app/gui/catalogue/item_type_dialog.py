"""Add an item type, or correct how one is described, with its packs and its kit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.catalogue import (
    ItemKind,
    ItemPack,
    ItemType,
    KitLine,
    Tracking,
    add_item_type,
    amend_item_type,
    declare_pack,
    set_kit,
)
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.catalogue.words import ITEM_KINDS, TRACKING, category_choices, choices, listed
from stockpile_app.gui.common import ComboField, MultiLineField, SerialField, TextField
from stockpile_app.ledger import Changes
from stockpile_app.store import Stockpile

_PACK = re.compile(r"^\s*(?P<unit>[^=:]+?)\s*[=:]\s*(?P<factor>\d+)\s*$")
_KIT = re.compile(r"^\s*(?:(?P<count>\d+)\s*(?:x|×|\*)?\s+)?(?P<what>.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Described:
    """An item type with what belongs to it, as the dialog opens."""

    item: ItemType
    packs: Mapping[str, int]
    kit: Sequence[KitLine]


class ItemTypeDialog(FormDialog):
    """Every field of a catalogue entry; tracking and unit are chosen once and never change."""

    def __init__(self, desk: Desk, parent: QWidget, known: Described | None = None) -> None:
        title = tr("Amend item type") if known else tr("Add item type")
        super().__init__(
            desk, parent, "package", title, tr("Save changes") if known else tr("Add item type"),
            subtitle=known.item.title if known else "",
        )  # fmt: skip
        self.known = known
        theme = desk.theme
        self.kind: ComboField[str] = ComboField(theme, tr("Kind"), choices(ITEM_KINDS.items()))
        self.tracking: ComboField[str] = ComboField(theme, tr("Tracked by"), choices(TRACKING.items()))
        self.unit: ComboField[str] = ComboField(
            theme, tr("Unit"), listed("units"), free=True, help_text=tr("What a quantity of 1 is")
        )
        self.name_field = TextField(theme, tr("Name"), help_text=tr("Empty: make, model and calibre name it"))
        self.name_other = TextField(theme, tr("Name in a second script"), optional=True)
        self.make, self.model = (
            TextField(theme, tr("Make"), optional=True),
            TextField(theme, tr("Model"), optional=True),
        )
        self.calibre = TextField(theme, tr("Calibre"), optional=True)
        self.stock_number = SerialField(theme, tr("Stock number"), optional=True)
        self.own_code = SerialField(theme, tr("Own code"), optional=True)
        self.category: ComboField[str] = ComboField(theme, tr("Category"), category_choices(), optional=True)
        self.packs = MultiLineField(
            theme,
            tr("Pack"),
            optional=True,
            help_text=tr("One a line: box = 50. A declared pack never changes"),
            lines=2,
        )
        self.kit = MultiLineField(
            theme,
            tr("Kit"),
            optional=True,
            help_text=tr("What belongs to it when it is issued, one a line: 4 Magazine"),
            lines=3,
        )
        self.must_choose = (self.kind, self.tracking)
        self._lay_out()
        self.kind.chosen.connect(self._propose)
        if known is not None:
            self._fill(known)
        self.name_field.setFocus() if known else self.kind.setFocus()

    def _lay_out(self) -> None:
        self.ask(self.kind, self.name_field, self.name_other)
        self.ask_pair(self.tracking, self.unit)
        self.ask_pair(self.make, self.model)
        self.ask_pair(self.calibre, self.category)
        self.ask_pair(self.stock_number, self.own_code)
        self.ask(self.packs, self.kit)

    def _propose(self, kind: str | None) -> None:
        """How such things are usually followed; shown, never silent."""
        usual = {
            ItemKind.WEAPON: (Tracking.SERIAL, "weapon"),
            ItemKind.AMMUNITION: (Tracking.LOT, "round"),
            ItemKind.EXPLOSIVE: (Tracking.LOT, "each"),
        }
        tracking, unit = usual.get(ItemKind(kind or ItemKind.OTHER), (Tracking.QUANTITY, "each"))
        if self.known is None:
            self.tracking.set_value(tracking)
            self.unit.set_text(unit)

    def _fill(self, known: Described) -> None:
        item = known.item
        self.kind.set_value(item.kind)
        self.tracking.set_value(item.tracking)
        self.unit.set_text(item.base_unit)
        for field, text in (
            (self.name_field, item.name),
            (self.name_other, item.name_other),
            (self.make, item.make),
            (self.model, item.model),
            (self.calibre, item.calibre),
            (self.stock_number, item.stock_number),
            (self.own_code, item.own_code),
        ):
            field.set_value(text)
        self.category.set_value(item.salw_category or None)
        self.packs.set_value("\n".join(f"{unit} = {factor}" for unit, factor in known.packs.items()))
        self.kit.set_value("\n".join(f"{line.quantity} {line.description}" for line in known.kit))
        for fixed in (self.tracking, self.unit):
            fixed.setEnabled(False)
            fixed.set_help(tr("Never changes"))

    # Posting

    def post(self) -> None:
        """Add or amend, then declare new packs and set the kit."""
        item, packs, kit = self.item(), read_packs(self.packs.value()), read_kit(self.kit.value())
        if packs is None:
            self.packs.set_finding(tr("Write one pack a line: box = 50"))
            return
        known = self.known
        self.send(
            lambda books: _write(books, self.desk, self.operation_id, item, packs, kit, known),
            Changes(entry=1, catalogue=True),
            lambda kept: (
                tr("Amended {title}", title=kept.title) if known else tr("Added {title}", title=kept.title)
            ),
            tr("Writing the catalogue"),
        )

    def item(self) -> ItemType:
        """The entry as it stands in the dialog."""
        return ItemType(
            id=self.known.item.id if self.known else 0,
            kind=self.kind.value() or "",
            name=self.name_field.value(),
            tracking=self.tracking.value() or "",
            base_unit=self.unit.value() or self.unit.text(),
            name_other=self.name_other.value(),
            make=self.make.value(),
            model=self.model.value(),
            calibre=self.calibre.value(),
            own_code=self.own_code.value(),
            stock_number=self.stock_number.value(),
            salw_category=self.category.value() or "",
        )


def read_packs(text: str) -> dict[str, int] | None:
    """`box = 50` line by line; None when a line is something else."""
    packs: dict[str, int] = {}
    for line in filter(str.strip, text.splitlines()):
        match = _PACK.match(line)
        if match is None:
            return None
        packs[match["unit"]] = int(match["factor"])
    return packs


def read_kit(text: str) -> list[tuple[str, int]]:
    """`4 Magazine, 30 rounds` line by line; without a number it is one."""
    kit = []
    for line in filter(str.strip, text.splitlines()):
        match = _KIT.match(line)
        if match is not None:
            kit.append((match["what"], int(match["count"] or 1)))
    return kit


def _write(
    books: Stockpile,
    desk: Desk,
    operation_id: str,
    item: ItemType,
    packs: Mapping[str, int],
    kit: Sequence[tuple[str, int]],
    known: Described | None,
) -> ItemType:
    """On the worker: the entry, its new packs, its kit when that is another."""
    kept = amend_item_type(books, operation_id, item) if known else add_item_type(books, operation_id, item)
    before = known.packs if known else {}
    for unit, factor in packs.items():
        if before.get(unit) != factor:
            declare_pack(books, desk.new_id(), ItemPack(kept.id, unit, factor))
    held = [(line.description, line.quantity) for line in known.kit] if known else []
    if list(kit) != held:
        set_kit(books, desk.new_id(), kept.id, kit)
    return kept
