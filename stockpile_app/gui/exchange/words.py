"""What the fields of a foreign sheet are called on the window."""

from __future__ import annotations

from stockpile_app.base.text import N_, tr
from stockpile_app.catalogue.model import Tracking
from stockpile_app.catalogue.reference import condition_list
from stockpile_app.exchange.profile import VOUCHERS, DateOrder, Field
from stockpile_app.exchange.propose import Sureness
from stockpile_app.gui.common import Chip, Choice, Status
from stockpile_app.ledger.model import VOUCHER_WORDS, AccountKind, VoucherKind

_FIELDS = {
    Field.ACCOUNT: N_("Account: place or holder"),
    Field.ITEM_CODE: N_("Stock number or own code"),
    Field.ITEM_NAME: N_("Item name"),
    Field.QUANTITY: N_("Quantity"),
    Field.UNIT: N_("Unit"),
    Field.UNIT_VALUE: N_("Value of one"),
    Field.EFFECTIVE_ON: N_("Date"),
    Field.MAKE: N_("Make"),
    Field.MODEL: N_("Model"),
    Field.CALIBRE: N_("Calibre"),
    Field.SERIAL: N_("Serial"),
    Field.COUNTRY: N_("Country of manufacture"),
    Field.YEAR: N_("Year"),
    Field.CONDITION: N_("Condition"),
    Field.LOT: N_("Lot"),
    Field.REMARKS: N_("Remarks"),
    Field.CATEGORY: N_("Category"),
}

_SURENESS = {
    Sureness.SURE: (Status.OK, N_("Sure")),
    Sureness.LIKELY: (Status.INFO, N_("Likely")),
    Sureness.POSSIBLE: (Status.WARN, N_("Look")),
}


def field_word(field: Field) -> str:
    """What a field is called."""
    return tr(_FIELDS[field])


def sureness_chip(sureness: Sureness) -> Chip:
    """How far a proposed column can be trusted."""
    status, word = _SURENESS[sureness]
    return Chip(status, tr(word))


def tracking_choices() -> list[Choice[Tracking]]:
    """How rows can be followed."""
    return [
        Choice(Tracking.SERIAL, tr("by serial: each row is one weapon")),
        Choice(Tracking.LOT, tr("by lot")),
        Choice(Tracking.QUANTITY, tr("by quantity")),
    ]


def account_kind_choices() -> list[Choice[AccountKind]]:
    """What new accounts are."""
    return [Choice(AccountKind.LOCATION, tr("places")), Choice(AccountKind.HOLDER, tr("holders"))]


def date_order_choices() -> list[Choice[DateOrder]]:
    """In which order day and month stand."""
    return [
        Choice(DateOrder.UNKNOWN, tr("as the dates themselves prove")),
        Choice(DateOrder.DMY, tr("day, month, year: 31/12/2012")),
        Choice(DateOrder.MDY, tr("month, day, year: 12/31/2012")),
        Choice(DateOrder.YMD, tr("year, month, day: 2012-12-31")),
    ]


def voucher_choices() -> list[Choice[str]]:
    """What kind of voucher the rows are posted under."""
    return [Choice(kind, tr(VOUCHER_WORDS[VoucherKind(kind)])) for kind in VOUCHERS]


def condition_choices() -> list[Choice[str]]:
    """The conditions of the house set and of the others."""
    return [Choice(one.code, tr(one.label)) for one in condition_list()]
