"""The end-user certificate of a sale or donation, as it is written, and how many of each type it covers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from stockpile_app.base.text import tr
from stockpile_app.disposal import EndUser
from stockpile_app.gui.common import (
    Face,
    Label,
    LabelledField,
    MomentField,
    QuantityField,
    TextField,
    Theme,
    hbox,
    vbox,
)
from stockpile_app.gui.disposal.step_dialog import moment_text


class EndUserFields(QWidget):
    """Number, issuer, dates, end user, country, quantities."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kit", "clear")
        self.number = TextField(theme, tr("Number"))
        self.issuer = TextField(theme, tr("Issuer"))
        self.issued = MomentField(theme, tr("Issued on"), with_time=False)
        self.expires = MomentField(theme, tr("Expires on"), with_time=False, optional=True)
        self.end_user = TextField(theme, tr("End user"))
        self.country = TextField(theme, tr("Country"), optional=True)
        self.quantities: dict[int, QuantityField] = {}
        self.column = vbox(self, Label(tr("End-user certificate"), Face.SECTION), spacing=10)
        for pair in ((self.number, self.issuer), (self.issued, self.expires), (self.end_user, self.country)):
            self.column.addLayout(_pair(*pair))
        self._rows = vbox(None, spacing=10)
        self.column.addLayout(self._rows)

    @property
    def fields(self) -> list[LabelledField]:
        """Every field, in order."""
        return [self.number, self.issuer, self.issued, self.expires, self.end_user, self.country]

    def offer(self, items: Mapping[int, tuple[str, int]]) -> None:
        """Ask for a quantity of each of these item types: name, and how many the batch takes."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.quantities = {}
        for number, (name, planned) in items.items():
            help_text = tr("{count} in this batch", count=planned)
            field = QuantityField(self._theme, tr("Certified: {item}", item=name), help_text=help_text)
            self.quantities[number] = field
            self._rows.addWidget(field)

    def value(self) -> EndUser:
        """The certificate."""
        amounts = {number: field.value() for number, field in self.quantities.items()}
        return EndUser(
            number=self.number.value(),
            issuer=self.issuer.value(),
            issued_on=moment_text(self.issued),
            end_user=self.end_user.value(),
            expires_on=moment_text(self.expires),
            country=self.country.value(),
            certified=tuple((number, amount.amount) for number, amount in amounts.items() if amount),
        )


def _pair(first: LabelledField, second: LabelledField):  # type: ignore[no-untyped-def]  # noqa: ANN202
    row = hbox(None, spacing=12)
    for field in (first, second):
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
