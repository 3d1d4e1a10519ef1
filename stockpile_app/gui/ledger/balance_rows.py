"""Balances as the page lists them: filtered, added up, grouped, each group under its subtotal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from stockpile_app.base.text import N_, tr
from stockpile_app.gui.common.cells import Cell, Chip, Column, Kind, RowKind, RowLook
from stockpile_app.gui.common.tokens import Role
from stockpile_app.gui.ledger.words import amounts, condition_chip
from stockpile_app.ledger.balances import Balance


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """One line of the list, or the head of a group.

    Attributes:
        name: What stands in the first column.
        balance: What the line is about, when it is one balance.
    """

    name: str
    quantity: int
    unit: str
    account: str = ""
    condition: str = ""
    tracking: str = ""
    last_at: str = ""
    balance: Balance | None = None
    head: bool = False
    key: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which balances are wanted; '' and 0 for all."""

    item_type_id: int = 0
    account_id: int = 0
    condition: str = ""
    text: str = ""

    def lets(self, balance: Balance) -> bool:
        """Whether this balance is wanted."""
        found = self.text.casefold()
        return (
            (not self.item_type_id or balance.item_type_id == self.item_type_id)
            and (not self.account_id or balance.account_id == self.account_id)
            and (not self.condition or balance.condition == self.condition)
            and (
                not found
                or found in balance.item.casefold()
                or found in balance.account.casefold()
                or found in balance.lot.casefold()
            )
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """How balances are added up and grouped.

    Attributes:
        words: How the choice is called.
        by: Which of item, account, condition make a line; the first makes the groups.
    """

    words: str
    by: tuple[str, ...]


SHAPES = (
    Shape(N_("item type, account, condition"), ("item", "account", "condition")),
    Shape(N_("account, item type, condition"), ("account", "item", "condition")),
    Shape(N_("item type, condition"), ("item", "condition")),
    Shape(N_("item type"), ("item",)),
    Shape(N_("account"), ("account",)),
)
_KEYS: dict[str, Callable[[Balance], object]] = {
    "item": lambda balance: (balance.item_type_id, balance.unit),
    "account": lambda balance: balance.account_id,
    "condition": lambda balance: balance.condition,
}


def shaped(balances: Iterable[Balance], shape: Shape) -> list[BalanceRow]:
    """The lines of the list, each group under its head."""
    wanted = list(balances)
    if len(shape.by) == 1:
        return _summed(wanted, shape.by[0])
    first = shape.by[0]
    if first == "account":
        wanted.sort(key=lambda balance: (balance.account, balance.account_id))
    rows: list[BalanceRow] = []
    for group in _groups(wanted, _KEYS[first]):
        rows.append(_head(group, first))
        rows += _lines(group, shape)
    return rows


def _groups(balances: Sequence[Balance], key: Callable[[Balance], object]) -> list[list[Balance]]:
    found: dict[object, list[Balance]] = {}
    for balance in balances:
        found.setdefault(key(balance), []).append(balance)
    return list(found.values())


def _head(group: Sequence[Balance], by: str) -> BalanceRow:
    first = group[0]
    units = {balance.unit for balance in group}
    total = sum(balance.quantity for balance in group)
    name = first.item if by == "item" else tr(first.account)
    if len(units) > 1:
        parts = amounts((balance.unit, balance.quantity) for balance in group)
        return BalanceRow(f"{name} · {parts}", 0, "", head=True, key=("head", by, _KEYS[by](first)))
    return BalanceRow(name, total, "", head=True, key=("head", by, _KEYS[by](first)))


def _lines(group: Sequence[Balance], shape: Shape) -> list[BalanceRow]:
    if "account" in shape.by:
        return [_line(balance) for balance in group]
    return [
        replace(_line(same[0]), quantity=sum(b.quantity for b in same), account="", balance=None,
                name=same[0].item, last_at=max(b.last_at for b in same), key=("state", *_state_key(same[0])))
        for same in _groups(group, _state_key)
    ]  # fmt: skip


def _state_key(balance: Balance) -> tuple[object, ...]:
    return balance.item_type_id, balance.unit, balance.condition


def _line(balance: Balance) -> BalanceRow:
    return BalanceRow(
        name=tr("Lot {number}", number=balance.lot) if balance.lot else balance.item,
        quantity=balance.quantity,
        unit=balance.unit,
        account=tr(balance.account),
        condition=balance.condition,
        tracking=balance.tracking,
        last_at=balance.last_at[:10],
        balance=balance,
        key=(balance.account_id, balance.item_type_id, balance.lot_id, balance.condition),
    )


def _summed(balances: Sequence[Balance], by: str) -> list[BalanceRow]:
    rows = []
    for group in _groups(balances, lambda balance: (_KEYS[by](balance), balance.unit)):
        first = group[0]
        row = replace(
            _line(first),
            quantity=sum(balance.quantity for balance in group),
            condition="",
            balance=None,
            last_at=max(balance.last_at for balance in group)[:10],
            key=("sum", _KEYS[by](first), first.unit),
        )
        if by == "item":
            rows.append(replace(row, name=first.item, account=""))
        else:
            rows.append(replace(row, name="", tracking=""))
    return rows


def totals_words(balances: Iterable[Balance]) -> str:
    """What all the wanted balances come to, each unit on its own."""
    return amounts((balance.unit, balance.quantity) for balance in balances)


def row_look(row: BalanceRow) -> RowLook:
    """Heads of groups are bold on raised ground."""
    return RowLook(RowKind.GROUP) if row.head else RowLook()


def _chip(row: BalanceRow) -> Chip | None:
    return condition_chip(row.condition) if row.condition else None


def _quantity(row: BalanceRow) -> Cell:
    return None if row.head and not row.quantity else row.quantity


def balance_columns() -> list[Column[BalanceRow]]:
    """The columns of mock 2."""
    return [
        Column("name", tr("Item type"), stretch=True, sortable=False),
        Column("account", tr("Account"), sample="2 Platoon, A Company", sortable=False),
        Column("condition", tr("Condition"), Kind.CHIP, _chip, sample="Serviceable", sortable=False),
        Column("quantity", tr("Quantity"), Kind.NUMBER, _quantity, strong=True, sortable=False),
        Column("unit", tr("Unit"), Kind.UNIT, tone=Role.TEXT_2, sortable=False),
        Column("last_at", tr("Last movement"), Kind.DATE, tone=Role.TEXT_2, sortable=False),
    ]
