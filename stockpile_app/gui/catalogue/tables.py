"""The lists of the catalogue: their columns, and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stockpile_app import ledger
from stockpile_app.base.text import tr
from stockpile_app.catalogue import ItemType, StoreHouse, item_types, lots_by_id, store_houses, weapons_by_id
from stockpile_app.catalogue.queries import item_types_by_id
from stockpile_app.catalogue.reference_lists import ReferenceLine, reference_lists
from stockpile_app.gui.catalogue.words import (
    HOLDS,
    HOUSES,
    ITEM_KINDS,
    TRACKING,
    account_word,
    status_chip,
    voucher_word,
    word_of,
)
from stockpile_app.gui.common import Chip, Column, Kind, Role, RowKind, RowLook, Status, Text
from stockpile_app.ledger import Account, Hold
from stockpile_app.store import Stockpile


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A hold in force, with the name of what it stops."""

    hold: Hold
    name: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything the page lists."""

    items: tuple[ItemType, ...]
    accounts: tuple[Account, ...]
    houses: tuple[StoreHouse, ...]
    holds: tuple[HoldRow, ...]


def contents(stockpile: Stockpile) -> Contents:
    """The catalogue, the accounts and the holds as they are now."""
    return Contents(
        tuple(item_types(stockpile)),
        tuple(one for one in ledger.accounts(stockpile) if one.real),
        tuple(store_houses(stockpile)),
        tuple(HoldRow(hold, _target_name(stockpile, hold)) for hold in ledger.holds_in_force(stockpile)),
    )


def _target_name(stockpile: Stockpile, hold: Hold) -> str:
    match hold.target:
        case "weapon":
            weapon = weapons_by_id(stockpile, [hold.target_id]).get(hold.target_id)
            return weapon.title if weapon else ""
        case "lot":
            lot = lots_by_id(stockpile, [hold.target_id]).get(hold.target_id)
            return tr("Lot {number}", number=lot.number) if lot else ""
        case "item_type":
            item = item_types_by_id(stockpile, [hold.target_id]).get(hold.target_id)
            return item.title if item else ""
    return next((one.title for one in ledger.accounts(stockpile) if one.id == hold.target_id), "")


def item_columns() -> list[Column[ItemType]]:
    """Item types."""
    return [
        Column(
            "title",
            tr("Item type"),
            value=lambda item: Text(item.title, item.name_other, strong=True),
            stretch=True,
        ),
        Column("kind", tr("Kind"), value=lambda item: word_of(ITEM_KINDS, item.kind)),
        Column(
            "tracking",
            tr("Tracked by"),
            value=lambda item: word_of(TRACKING, item.tracking),
            tone=Role.TEXT_2,
        ),
        Column("base_unit", tr("Unit"), Kind.UNIT, tone=Role.TEXT_2),
        Column("calibre", tr("Calibre"), sample="7.62x39 mm"),
        Column("stock_number", tr("Stock number"), Kind.SERIAL),
        Column("own_code", tr("Own code"), Kind.SERIAL),
    ]


def account_columns(houses: Mapping[int, str]) -> list[Column[Account]]:
    """Accounts; `houses` is filled later."""
    return [
        Column(
            "name", tr("Account"), value=lambda one: Text(one.name, one.name_other, strong=True), stretch=True
        ),
        Column("kind", tr("Kind"), value=lambda one: account_word(one.kind)),
        Column("unit", tr("Unit"), sample="3 Section, B Company"),
        Column(
            "house",
            tr("Store house"),
            value=lambda one: houses.get(one.store_house_id, ""),
            sample="Armoury 2",
        ),
        Column("code", tr("Code"), Kind.SERIAL),
        Column("remarks", tr("Remarks"), tone=Role.TEXT_2, sample="Handed over by"),
    ]


def house_columns() -> list[Column[StoreHouse]]:
    """Store houses."""
    return [
        Column("name", tr("Store house"), value=lambda one: Text(one.name, strong=True), stretch=True),
        Column("kind", tr("Kind"), value=lambda one: word_of(HOUSES, one.kind)),
        Column("code", tr("Code"), Kind.SERIAL),
    ]


def hold_columns() -> list[Column[HoldRow]]:
    """Holds in force."""
    return [
        Column(
            "kind",
            tr("State"),
            Kind.CHIP,
            lambda row: Chip(Status.STOP, word_of(HOLDS, row.hold.kind), "lock"),
        ),
        Column(
            "name",
            tr("What and why"),
            value=lambda row: Text(row.name, row.hold.reason, strong=True),
            stretch=True,
        ),
        Column("authority", tr("Authority"), value=lambda row: row.hold.authority, sample="Order 12/2026"),
        Column("blocks", tr("Stops"), value=_blocks, sample="Issue, transfer"),
        Column("placed", tr("From"), Kind.DATE, lambda row: row.hold.placed_on),
        Column("until", tr("Until"), Kind.DATE, lambda row: row.hold.until),
    ]


def _blocks(row: HoldRow) -> str:
    kinds = [kind for kind in row.hold.blocks.split(",") if kind]
    return ", ".join(map(voucher_word, kinds)) if kinds else tr("every voucher")


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A line of a reference list, or the head of one."""

    title: str
    line: ReferenceLine | None = None


def reference_rows() -> list[ReferenceRow]:
    """Every shipped list under its head."""
    rows = []
    for one in reference_lists():
        rows.append(ReferenceRow(tr(one.title)))
        rows += [ReferenceRow(tr(line.label), line) for line in one.lines]
    return rows


def reference_columns() -> list[Column[ReferenceRow]]:
    """Reference data with its status; what is not verified is violet, never a tick."""
    return [
        Column(
            "title",
            tr("Word"),
            value=lambda row: Text(row.title, tr(row.line.meaning)) if row.line else row.title,
            stretch=True,
            width=300,
            sortable=False,
        ),
        Column("code", tr("Code"), Kind.SERIAL, lambda row: row.line.code if row.line else None, sortable=False),
        Column("source", tr("Source"), value=lambda row: row.line.source if row.line else None, sortable=False,
               sample="International Tracing Instrument paragraph 8", tone=Role.TEXT_2),
        Column("edition", tr("Edition"), Kind.UNIT, lambda row: row.line.edition if row.line else None, sortable=False,
               tone=Role.TEXT_2),
        Column("status", tr("Status"), Kind.CHIP, lambda row: status_chip(row.line.status) if row.line else None,
               sortable=False),
    ]  # fmt: skip


def reference_look(row: ReferenceRow) -> RowLook:
    """The head of a list is bold."""
    return RowLook(RowKind.GROUP) if row.line is None else RowLook()
