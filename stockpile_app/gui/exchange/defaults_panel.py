"""What the columns of a foreign sheet do not say, and the name under which all this is kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from stockpile_app.base import Finding
from stockpile_app.base.text import tr
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.profile import DateOrder, Defaults, Profile
from stockpile_app.gui.common import (
    CheckField,
    Choice,
    ComboField,
    LabelledField,
    MomentField,
    Panel,
    TextField,
    Theme,
    vbox,
)
from stockpile_app.gui.exchange.words import (
    account_kind_choices,
    condition_choices,
    date_order_choices,
    tracking_choices,
    voucher_choices,
)
from stockpile_app.ledger.model import AccountKind

_WIDTH = 360
_DATE_RULE = "EXCHANGE-37"


class DefaultsPanel(QWidget):
    """One value for the whole file, field by field.

    Signals:
        changed: something is another.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kit", "clear")
        self.theme = theme
        self.tracking: ComboField[Tracking] = ComboField(theme, tr("Rows are followed"), tracking_choices())
        self.account: ComboField[str] = ComboField(
            theme,
            tr("Account for the whole file"),
            optional=True,
            free=True,
            placeholder=tr("from the column"),
        )
        self.kind: ComboField[AccountKind] = ComboField(theme, tr("New accounts are"), account_kind_choices())
        self.voucher: ComboField[str] = ComboField(theme, tr("Post as"), voucher_choices())
        self.dates: ComboField[DateOrder] = ComboField(theme, tr("Dates are written"), date_order_choices())
        self.day = MomentField(
            theme,
            tr("Date for rows without one"),
            with_time=False,
            optional=True,
            help_text=tr("Without it, the day of import"),
        )
        self.item = TextField(theme, tr("Item name for the whole file"), optional=True)
        self.unit = TextField(theme, tr("Unit where none is given"), optional=True)
        self.condition: ComboField[str] = ComboField(
            theme, tr("Condition where none is given"), condition_choices(), optional=True
        )
        self.currency = TextField(
            theme, tr("Currency"), optional=True, help_text=tr("Three letters: EUR, USD")
        )
        self.unmarked = CheckField(
            theme,
            tr("Number unmarked weapons"),
            tr("A row without a serial becomes a weapon under the depot’s own number"),
        )
        self._lay_out()
        for field in self._all():
            field.changed.connect(self.changed)
        theme.follow(self._restyle)

    def _all(self) -> tuple[LabelledField, ...]:
        return (self.tracking, self.account, self.kind, self.dates, self.voucher, self.day, self.item,
                self.unit, self.condition, self.currency, self.unmarked)  # fmt: skip

    def _lay_out(self) -> None:
        panel = Panel(tr("What the columns do not say"))
        inside = QWidget()
        inside.setProperty("kit", "clear")
        column = vbox(inside, *self._all(), spacing=10)
        column.setContentsMargins(0, 0, 8, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        panel.add(scroll, 1)
        vbox(self, panel)

    def _restyle(self) -> None:
        self.setFixedWidth(self.theme.px(_WIDTH))

    # In and out

    def offer_accounts(self, names: list[str]) -> None:
        """The accounts the books know."""
        self.account.set_choices([Choice(name, name) for name in names])

    def show_profile(self, profile: Profile) -> None:
        """Fill every field."""
        given = profile.defaults
        self.clear_findings()
        self.tracking.set_value(given.tracking)
        self.account.set_text(given.account)
        self.kind.set_value(given.account_kind)
        self.voucher.set_value(given.voucher)
        self.dates.set_value(profile.date_order)
        self.day.set_value(given.effective_on)
        self.item.set_value(given.item_name)
        self.unit.set_value(given.unit)
        self.condition.set_value(given.condition or None)
        self.currency.set_value(given.currency)
        self.unmarked.set_value(given.registers_unmarked)

    def filled(self, profile: Profile) -> Profile:
        """The profile with what stands here."""
        day = self.day.value()
        defaults = Defaults(
            voucher=self.voucher.value() or profile.defaults.voucher,
            tracking=self.tracking.value() or profile.defaults.tracking,
            account=self.account.text(),
            account_kind=self.kind.value() or profile.defaults.account_kind,
            effective_on=day.day if day else None,
            unit=self.unit.value(),
            condition=self.condition.value() or "",
            currency=self.currency.value(),
            item_name=self.item.value(),
            unmarked="register" if self.unmarked.value() else "",
        )
        order = self.dates.value()
        return replace(profile, date_order=DateOrder.UNKNOWN if order is None else order, defaults=defaults)

    # Findings

    def clear_findings(self) -> None:
        """Nothing is wrong."""
        for field in self._all():
            field.set_finding("")

    def show_finding(self, finding: Finding) -> bool:
        """Say it under the field that can mend it; False when none can."""
        fields: dict[str, LabelledField] = {
            "account": self.account,
            "item_name": self.item,
            "serial": self.tracking,
            "lot": self.tracking,
        }
        field = self.dates if finding.rule == _DATE_RULE else fields.get(finding.field)
        if field is None:
            return False
        field.set_finding(finding.sentence)
        field.setFocus()
        return True
