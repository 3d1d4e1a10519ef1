"""What a whole row must say: where it stands, what it is, how many, and by which serial or lot.

Each rule is a generator over the row's facts; `ROW_RULES` is the list of them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from stockpile_app.base import Finding, Severity, tr
from stockpile_app.catalogue.model import Tracking
from stockpile_app.exchange.cell_values import Value
from stockpile_app.exchange.profile import Field, Profile


@dataclass(frozen=True, slots=True)
class RowFacts:
    """One row under its profile.

    Attributes:
        values: What the cells or the defaults give; blank fields are absent.
        faulty: Fields whose cell holds something that was already refused.
    """

    profile: Profile
    values: Mapping[Field, Value]
    faulty: frozenset[Field] = frozenset()

    def header(self, field: Field) -> str:
        """The column's header, or the field's own name where there is no column."""
        return self.profile.columns.get(field, field.value)

    def blank(self, field: Field) -> bool:
        """Neither the column nor a default gives the field."""
        return field not in self.values and field not in self.faulty


def check_account(facts: RowFacts) -> Iterator[Finding]:
    """Stock stands somewhere."""
    if Field.ACCOUNT in facts.profile.columns and facts.blank(Field.ACCOUNT):
        yield _missing(
            facts,
            Field.ACCOUNT,
            "EXCHANGE-60",
            tr("Nothing says where this stands"),
            tr("Enter the place or holder, or give one account for the whole file"),
        )


def check_item(facts: RowFacts) -> Iterator[Finding]:
    """A row names its item, by number, by name, or for a weapon by its marks."""
    naming = (Field.ITEM_CODE, Field.ITEM_NAME, Field.MAKE, Field.MODEL, Field.CALIBRE)
    if facts.profile.defaults.tracking is Tracking.SERIAL or not all(map(facts.blank, naming)):
        return
    yield _missing(
        facts,
        Field.ITEM_NAME,
        "EXCHANGE-61",
        tr("Nothing says which item this is"),
        tr("Enter the stock number or the item name"),
    )


def check_serial(facts: RowFacts) -> Iterator[Finding]:
    """A weapon is followed by its serial, unless unmarked arms are registered."""
    defaults = facts.profile.defaults
    if defaults.tracking is not Tracking.SERIAL or defaults.registers_unmarked:
        return
    if facts.blank(Field.SERIAL):
        yield _missing(
            facts,
            Field.SERIAL,
            "EXCHANGE-50",
            tr("The serial number is blank"),
            tr('Enter the serial as marked; for unmarked arms set unmarked = "register" in the profile'),
        )


def check_lot(facts: RowFacts) -> Iterator[Finding]:
    """Ammunition followed by lot names its lot."""
    if facts.profile.defaults.tracking is Tracking.LOT and facts.blank(Field.LOT):
        yield _missing(
            facts, Field.LOT, "EXCHANGE-62", tr("The lot number is blank"), tr("Enter the lot from the box")
        )


def check_quantity(facts: RowFacts) -> Iterator[Finding]:
    """A column of quantities is filled, and a serial stands for one weapon."""
    if Field.QUANTITY not in facts.profile.columns:
        return
    if facts.blank(Field.QUANTITY):
        yield _missing(
            facts,
            Field.QUANTITY,
            "EXCHANGE-52",
            tr("The quantity is blank"),
            tr("Enter how many pieces there are, in figures"),
        )
    elif facts.profile.defaults.tracking is Tracking.SERIAL and facts.values.get(Field.QUANTITY, 1) != 1:
        yield Finding(
            "EXCHANGE-69",
            Severity.REFUSAL,
            tr("One serial number is one weapon"),
            field=facts.header(Field.QUANTITY),
            expected="1",
            got=str(facts.values[Field.QUANTITY]),
            remedy=tr("Enter one row for each weapon, with its serial"),
        )


def check_unit(facts: RowFacts) -> Iterator[Finding]:
    """A quantity has a unit; figures of different units are never added."""
    if facts.profile.defaults.tracking is Tracking.SERIAL or Field.UNIT not in facts.profile.columns:
        return
    if facts.blank(Field.UNIT):
        yield _missing(
            facts,
            Field.UNIT,
            "EXCHANGE-59",
            tr("The unit is blank"),
            tr("Enter the unit of issue, or give one unit for blank cells in the profile"),
        )


ROW_RULES: tuple[Callable[[RowFacts], Iterator[Finding]], ...] = (
    check_account,
    check_item,
    check_serial,
    check_lot,
    check_quantity,
    check_unit,
)


def _missing(facts: RowFacts, field: Field, rule: str, sentence: str, remedy: str) -> Finding:
    return Finding(
        rule,
        Severity.REFUSAL,
        sentence,
        field=facts.header(field),
        expected=tr("something in “{column}”", column=facts.header(field)),
        got=tr("nothing"),
        remedy=remedy,
    )
