"""How much of a declared lot goes into the batch, and what its ammunition says of itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.quantity import grouped
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.form_dialog import FormDialog
from stockpile_app.gui.common import QuantityField, TextField, isolate
from stockpile_app.gui.disposal.decide_lines import DecideRow


class PartDialog(FormDialog):
    """All of it, unless less is named; hazard and NEQ of exactly that much.

    Signals:
        noted: the row as it goes into the batch.
    """

    noted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget, row: DecideRow) -> None:
        size = QSize(560, 440 if row.line.explosive else 320)
        super().__init__(
            desk, parent, "layers", tr("How much of it"), tr("Note it"), size, isolate(row.line.title)
        )
        self.row = row
        most = tr("At most {count}: so much is in no batch yet", count=isolate(grouped(row.line.free)))
        self.quantity = QuantityField(self.theme, tr("Quantity"), help_text=most)
        self.quantity.set_value(row.quantity)
        self.ask(self.quantity)
        self.hazard = TextField(self.theme, tr("Hazard division and group"), help_text=tr("As 1.4S or 1.1D"))
        self.neq = TextField(self.theme, tr("NEQ, kg"), help_text=tr("Net explosive quantity of what goes"))
        self.hazard.set_value(row.hazard)
        self.neq.set_value(row.neq)
        if row.line.explosive:
            self.ask_pair(self.hazard, self.neq)

    def post(self) -> None:
        """Note it; nothing is written yet."""
        found, free = self.quantity.value(), self.row.line.free
        if found is None or not 0 < found.amount <= free:
            self.quantity.set_finding(tr("Enter a number from 1 to {count}", count=isolate(grouped(free))))
            self.quantity.setFocus()
            return
        self.accept()
        part = found.amount if found.amount < free else 0
        hazard, neq = self.hazard.value().upper(), self.neq.value().replace(",", ".")
        self.noted.emit(replace(self.row, part=part, hazard=hazard, neq=neq, chosen=True))
