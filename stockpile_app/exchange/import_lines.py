"""From a sheet's rows to voucher lines, with the accounts and item types the books do not know yet.

Names are compared exactly: depots that differ in one digit are two depots.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from stockpile_app.base import Finding, Severity, tr
from stockpile_app.catalogue import ItemKind, ItemType, Tracking, item_types, salw_categories
from stockpile_app.catalogue.queries import next_id
from stockpile_app.catalogue.reference import condition_list
from stockpile_app.exchange.model import ParsedRow, ReadRow
from stockpile_app.exchange.profile import Profile
from stockpile_app.ledger import Account, AccountKind, Line, NewLot, NewWeapon, accounts, next_account_id
from stockpile_app.store import Stockpile

UNKNOWN_UNIT = "Unknown"
_OUTSIDE_FIRST = 100
ItemKey = tuple[str, str, str, str, str, str, str]


@dataclass(slots=True)
class LineMaker:
    """Turns rows into lines, remembering what it had to make on the way."""

    profile: Profile
    accounts: dict[str, Account]
    items: dict[ItemKey, ItemType]
    next_account: int
    next_item: int
    new_accounts: list[Account] = field(default_factory=list)
    new_items: list[ItemType] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def line(self, read: ReadRow, values: ParsedRow) -> Line:
        """The voucher line of one row; the line's number is the row's."""
        item = self._item(read.row, values)
        serial = item.tracking == Tracking.SERIAL
        return Line(
            row=read.row,
            item_type_id=item.id,
            quantity=values.quantity,
            new_weapon=self._weapon(values) if serial else None,
            new_lot=NewLot(number=values.lot) if item.tracking == Tracking.LOT else None,
            condition=self._condition(values),
            to_account=self._account(values).id,
            unit_value="" if values.unit_value is None else str(values.unit_value),
            currency=values.currency if values.unit_value is not None else "",
            remarks=values.remarks,
            effective_at=values.effective_on.isoformat() if values.effective_on else "",
        )

    def _weapon(self, values: ParsedRow) -> NewWeapon:
        return NewWeapon(
            make=values.make,
            model=values.model,
            calibre=values.calibre,
            serial=values.serial,
            country=values.country,
            year=str(values.year or ""),
            unmarked=not values.serial and self.profile.defaults.registers_unmarked,
        )

    def _condition(self, values: ParsedRow) -> str:
        told = values.condition or self.profile.defaults.condition
        folded = told.casefold().strip()
        for condition in condition_list():
            if folded in {condition.code.casefold(), condition.label.casefold()}:
                return condition.code
        return told

    def _account(self, values: ParsedRow) -> Account:
        name = values.account or self.profile.defaults.account
        account = self.accounts.get(name)
        if account is None:
            account = Account(self.next_account, self.profile.defaults.account_kind, name)
            self.next_account += 1
            self.accounts[name] = account
            self.new_accounts.append(account)
        return account

    def _item(self, row: int, values: ParsedRow) -> ItemType:
        unit = self._unit(row, values)
        name = values.item_name or self.profile.defaults.item_name
        serial = self.profile.defaults.tracking == Tracking.SERIAL
        described = (values.make, values.model, values.calibre) if serial and not name else ("", "", "")
        key = (name, values.item_code, *described, self.profile.defaults.tracking.value, unit)
        item = self.items.get(key)
        if item is None:
            item = self._new_item(row, key, values)
            self.next_item += 1
            self.items[key] = item
            self.new_items.append(item)
        return item

    def _unit(self, row: int, values: ParsedRow) -> str:
        unit = values.unit or self.profile.defaults.unit
        if unit:
            return unit
        if self.profile.defaults.tracking == Tracking.SERIAL:
            return "weapon"
        self._warn_unit(row)
        return UNKNOWN_UNIT

    def _warn_unit(self, row: int) -> None:
        self.findings.append(
            Finding(
                rule="EXCHANGE-81",
                severity=Severity.WARNING,
                sentence=tr("The unit of this quantity is not known"),
                row=row,
                field="unit",
                expected=tr("each, round, box ..."),
                got=tr("nothing"),
                remedy=tr("Booked under the unit “Unknown”. Find out the unit and give it in the sheet"),
            )
        )

    def _new_item(self, row: int, key: ItemKey, values: ParsedRow) -> ItemType:
        name, code, make, model, calibre, tracking, unit = key
        if not any((name, code, make, model, calibre)):
            name = tr("Weapon of unknown make, model and calibre")
        return ItemType(
            id=self.next_item,
            kind={Tracking.SERIAL: ItemKind.WEAPON, Tracking.LOT: ItemKind.AMMUNITION}.get(
                Tracking(tracking), ItemKind.OTHER
            ),
            name=name,
            tracking=tracking,
            base_unit=unit,
            make=make,
            model=model,
            calibre=calibre,
            stock_number=code,
            salw_category=self._category(row, values),
        )

    def _category(self, row: int, values: ParsedRow) -> str:
        told = values.category.strip().casefold()
        for category in salw_categories():
            if told and told in {category.code.casefold(), category.label.casefold()}:
                return category.code
        if told:
            self.findings.append(
                Finding(
                    rule="EXCHANGE-82",
                    severity=Severity.WARNING,
                    sentence=tr("This category is not in the list of SALW categories"),
                    row=row,
                    field="category",
                    expected=tr("a code or name of the list"),
                    got=values.category,
                    remedy=tr("Booked without a category. Set it in the catalogue"),
                )
            )
        return ""


def line_maker(stockpile: Stockpile, profile: Profile) -> LineMaker:
    """A maker that knows the accounts and item types of the books."""
    return LineMaker(
        profile=profile,
        accounts=dict(_known_accounts(stockpile, profile)),
        items={_key_of(item): item for item in item_types(stockpile)},
        next_account=next_account_id(stockpile),
        next_item=next_id(stockpile, "item_type"),
    )


def _known_accounts(stockpile: Stockpile, profile: Profile) -> Iterator[tuple[str, Account]]:
    """By name; of two accounts of one name the profile's kind counts."""
    wanted = AccountKind(profile.defaults.account_kind.value)
    known = [account for account in accounts(stockpile) if account.id >= _OUTSIDE_FIRST]
    for account in sorted(known, key=lambda one: one.kind == wanted):
        yield account.name, account


def _key_of(item: ItemType) -> ItemKey:
    return (
        item.name,
        item.stock_number,
        *((item.make, item.model, item.calibre) if not item.name else ("", "", "")),
        item.tracking,
        item.base_unit,
    )
