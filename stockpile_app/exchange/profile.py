"""The profile: which column of a foreign sheet means what, written once and used for the next file.

A profile is a small TOML file with three sections: `[source]` says how the sheet is laid out,
`[columns]` names a header for each field, `[defaults]` gives what the columns do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from stockpile_app.base import Finding, Severity, tr
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.model import SheetFormat
from stockpile_app.ledger.model import AccountKind


class Field(StrEnum):
    """What a column can mean; the value is the key in the profile."""

    ACCOUNT = "account"
    ITEM_CODE = "item_code"
    ITEM_NAME = "item_name"
    QUANTITY = "quantity"
    UNIT = "unit"
    UNIT_VALUE = "unit_value"
    EFFECTIVE_ON = "effective_on"
    MAKE = "make"
    MODEL = "model"
    CALIBRE = "calibre"
    SERIAL = "serial"
    COUNTRY = "country"
    YEAR = "year"
    CONDITION = "condition"
    LOT = "lot"
    REMARKS = "remarks"
    CATEGORY = "category"


class DateOrder(StrEnum):
    """In which order the figures of a date stand; `UNKNOWN` until the column proves it."""

    MDY = "mdy"
    DMY = "dmy"
    YMD = "ymd"
    UNKNOWN = ""


VOUCHERS = ("opening balance", "receipt")
ACCOUNT_KINDS = (AccountKind.HOLDER, AccountKind.LOCATION)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the columns do not give.

    Attributes:
        voucher: The kind of voucher that the import posts.
        tracking: How the rows are followed.
        effective_on: None for the day of import.
        unmarked: `register` lets a row without a serial be booked under the depot's own number.
    """

    voucher: str = VOUCHERS[0]
    tracking: Tracking = Tracking.QUANTITY
    account: str = ""
    account_kind: AccountKind = AccountKind.LOCATION
    effective_on: date | None = None
    unit: str = ""
    condition: str = ""
    currency: str = ""
    item_name: str = ""
    unmarked: str = ""

    @property
    def registers_unmarked(self) -> bool:
        """A weapon without a serial is registered under the depot's own number."""
        return self.unmarked == "register"


@dataclass(frozen=True, slots=True)
class Profile:
    """How to read one kind of foreign sheet.

    Attributes:
        format: What kind of file the profile is for.
        sheet: Name of the sheet; '' for csv or for the only sheet.
        header_row: Row of the headers, as a spreadsheet program shows it.
        columns: Field to header text; any subset.
    """

    format: SheetFormat
    sheet: str = ""
    header_row: int = 1
    date_order: DateOrder = DateOrder.UNKNOWN
    columns: Mapping[Field, str] = field(default_factory=dict)
    defaults: Defaults = Defaults()

    def with_account(self, account: str) -> Profile:
        """The same profile for a file whose stock stands in one given account."""
        return replace(self, defaults=replace(self.defaults, account=account))


def check_profile(profile: Profile) -> Iterator[Finding]:
    """What a profile must say before a whole sheet can be posted."""
    yield from _check_account(profile)
    yield from _check_item(profile)
    yield from _check_tracking(profile)


def profile_finding(rule: str, sentence: str, **told: str) -> Finding:
    """A refusal of the profile as a whole."""
    return Finding(rule, Severity.REFUSAL, sentence, **told)  # type: ignore[arg-type]


def _check_account(profile: Profile) -> Iterator[Finding]:
    if Field.ACCOUNT not in profile.columns and not profile.defaults.account:
        yield profile_finding(
            "EXCHANGE-38",
            tr("Nothing says where this stock stands"),
            field="account",
            expected=tr("a column for the account, or one account for the whole file"),
            remedy=tr("Choose the column that names the place or holder, or give one account"),
        )


def _check_item(profile: Profile) -> Iterator[Finding]:
    naming = {Field.ITEM_CODE, Field.ITEM_NAME, Field.MAKE, Field.MODEL, Field.CALIBRE}
    serial = profile.defaults.tracking is Tracking.SERIAL
    if serial or naming & profile.columns.keys() or profile.defaults.item_name:
        return
    yield profile_finding(
        "EXCHANGE-39",
        tr("Nothing says which item a row is"),
        field="item_name",
        expected=tr("a column for the stock number or the item name"),
        remedy=tr("Choose the column that names the item, or give one item name for the whole file"),
    )


def _check_tracking(profile: Profile) -> Iterator[Finding]:
    needed = {Tracking.SERIAL: Field.SERIAL, Tracking.LOT: Field.LOT}.get(profile.defaults.tracking)
    if needed is None or needed in profile.columns:
        return
    if needed is Field.SERIAL and profile.defaults.registers_unmarked:
        return
    yield profile_finding(
        "EXCHANGE-40",
        tr("The rows are to be followed by {what}, but no column holds it", what=needed.value),
        field=needed.value,
        expected=tr("a column for {what}", what=needed.value),
        remedy=tr("Choose that column, or follow the rows by quantity"),
    )
