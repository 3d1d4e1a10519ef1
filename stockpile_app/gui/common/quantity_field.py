"""A quantity: `1 250` or `12 boxes + 37`, with what it comes to written beside it."""

from __future__ import annotations

from collections.abc import Mapping

from stockpile_app.base.quantity import Quantity, QuantityError, grouped, parse_quantity
from stockpile_app.base.text import tr
from stockpile_app.gui.common.fields import LineField
from stockpile_app.gui.common.labels import Label, hbox
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Role


class QuantityField(LineField):
    """A whole number of units; packs are reckoned at once and shown."""

    def __init__(
        self,
        theme: Theme,
        label: str,
        base_unit: str = "",
        packs: Mapping[str, int] | None = None,
        help_text: str = "",
    ) -> None:
        super().__init__(theme, label, help_text=help_text)
        self._unit, self._packs = base_unit, dict(packs or {})
        self.line.setProperty("kit", "quantity")
        self._comes_to = Label("", tone=Role.TEXT_2)
        self.column.removeWidget(self.line)
        self.column.insertLayout(1, hbox(None, self.line, self._comes_to, spacing=8))
        self.line.textChanged.connect(self._reckon)
        self._reckon()

    def set_unit(self, base_unit: str, packs: Mapping[str, int]) -> None:
        """Ask in another unit, with the packs of the item type or lot."""
        self._unit, self._packs = base_unit, dict(packs)
        self._reckon()

    def value(self) -> Quantity | None:
        """The quantity in base units; None when it is empty or not a quantity."""
        try:
            return parse_quantity(self.text(), self._unit, self._packs) if self.text() else None
        except QuantityError:
            return None

    def set_value(self, amount: int | None) -> None:
        """Fill the field with base units."""
        self.set_text("" if amount is None else grouped(amount))

    def on_left(self) -> None:
        """Say what is wrong with what was typed."""
        try:
            if self.text():
                parse_quantity(self.text(), self._unit, self._packs)
            self.set_finding("")
        except QuantityError as problem:
            self.set_finding(str(problem))

    def _reckon(self) -> None:
        found = self.value()
        self._comes_to.setText(self._unit if found is None or not found.entered else self._sum(found))

    def _sum(self, found: Quantity) -> str:
        return tr("= {amount} {unit}", amount=isolate(grouped(found.amount)), unit=self._unit)
