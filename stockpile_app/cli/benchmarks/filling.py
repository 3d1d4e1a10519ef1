"""Filling books with weapons and history, through the same operations that people use."""

from __future__ import annotations

import random
from collections.abc import Iterator

from stockpile_app.catalogue import ItemType, add_item_type
from stockpile_app.ledger import (
    IssueVoucher,
    Line,
    NewAccount,
    NewLot,
    NewWeapon,
    OpeningVoucher,
    ReceiptVoucher,
    TransferVoucher,
    issue,
    open_account,
    open_balance,
    receive,
    transfer,
)
from stockpile_app.store import Stockpile

PLACES, MODELS, LINES_A_VOUCHER = 60, 40, 20_000
FIRST_PLACE, BALL = 100, MODELS + 1
HOLDER = FIRST_PLACE + PLACES
CONDITIONS = ("serviceable", "serviceable", "serviceable", "repairable", "for_disposal")


def serial(number: int) -> str:
    """A serial as they are stamped, for the n-th weapon."""
    return f"{('KM', 'TM', 'AE', 'PN')[number % 4]} {number * 7919 % 9_999_991:07d}"


def furnish(stockpile: Stockpile, item_types: int) -> None:
    """Places, one holder, models, one cartridge, and further item types up to this many."""
    for number in range(PLACES):
        _open(stockpile, "location", f"Armoury {number + 1}")
    _open(stockpile, "holder", "Cpl T. Vessin")
    for number in range(MODELS):
        _add(stockpile, ItemType(0, "weapon", f"Rifle {number + 1}", "serial", "weapon"))
    _add(stockpile, ItemType(0, "ammunition", "Cartridge 7.62x39 ball", "lot", "round"))
    for number in range(BALL, item_types):
        _add(stockpile, ItemType(0, "part", f"Spare part, kind {number}", "quantity", "each"))


def _open(stockpile: Stockpile, kind: str, name: str) -> None:
    open_account(stockpile, NewAccount(operation_id=stockpile.ids.new_id(), kind=kind, name=name))


def _add(stockpile: Stockpile, item: ItemType) -> None:
    add_item_type(stockpile, stockpile.ids.new_id(), item)


def receive_rounds(stockpile: Stockpile) -> None:
    """One lot of a million rounds."""
    ball = Line(
        item_type_id=BALL, quantity=1_000_000, condition="serviceable", new_lot=NewLot(number="17-83-270")
    )
    receive(stockpile, ReceiptVoucher(operation_id=stockpile.ids.new_id(), effective_at="2026-11-01",
                                      to_account=FIRST_PLACE, party="Ministry", lines=(ball,)))  # fmt: skip


def open_weapons(stockpile: Stockpile, weapons: int) -> None:
    """The opening balance of this many weapons, over all places, models and conditions."""
    dice = random.Random(7)  # noqa: S311  (the same books every time)
    for start in range(0, weapons, LINES_A_VOUCHER):
        numbers = range(start, min(weapons, start + LINES_A_VOUCHER))
        lines = tuple(_opening_line(dice, number) for number in numbers)
        open_balance(stockpile, OpeningVoucher(operation_id=stockpile.ids.new_id(), effective_at="2024-01-02",
                                               to_account=FIRST_PLACE, lines=lines))  # fmt: skip


def _opening_line(dice: random.Random, number: int) -> Line:
    return Line(
        item_type_id=1 + dice.randrange(MODELS),
        condition=dice.choice(CONDITIONS),
        to_account=FIRST_PLACE + dice.randrange(PLACES),
        new_weapon=NewWeapon(make="Izhevsk", model="AKM", calibre="7.62x39 mm", serial=serial(number)),
    )


def stir(stockpile: Stockpile, lots: int) -> None:
    """Many lots, and some weapons issued or carried elsewhere lately: what a statement of surplus tells apart."""
    lines = tuple(
        Line(
            item_type_id=BALL,
            quantity=1000,
            condition="serviceable",
            new_lot=NewLot(number=f"L {number:06d}"),
        )
        for number in range(lots)
    )
    receive(stockpile, ReceiptVoucher(operation_id=stockpile.ids.new_id(), effective_at="2026-11-01",
                                      to_account=FIRST_PLACE, party="Ministry", lines=lines))  # fmt: skip
    sound = _standing(stockpile, "WHERE condition = 'serviceable'")
    for place in sorted(sound.keys() & set(range(FIRST_PLACE, FIRST_PLACE + 6))):
        issue(stockpile, IssueVoucher(operation_id=stockpile.ids.new_id(), effective_at="2026-06-01T06:30",
                                      from_account=place, holder=HOLDER, due_back_at="2026-12-31T23:30",
                                      lines=tuple(sound[place])))  # fmt: skip
    for place in sorted(sound.keys() & set(range(FIRST_PLACE + 6, FIRST_PLACE + 12))):
        transfer(stockpile, TransferVoucher(operation_id=stockpile.ids.new_id(), effective_at="2026-07-01",
                                            to_account=place + 20, lines=tuple(sound[place])))  # fmt: skip


def lengthen(stockpile: Stockpile, times: int) -> int:
    """Move every weapon to the next place and back, once a month, `times` movements each in all; their number."""
    weapons = int(stockpile.value("SELECT count(*) FROM weapon"))
    for turn in range(1, times):
        day = f"{2024 + turn // 12}-{turn % 12 + 1:02d}-05"
        for lines, place in _portions(stockpile, 1 if turn % 2 else -1):
            transfer(stockpile, TransferVoucher(operation_id=stockpile.ids.new_id(), effective_at=day,
                                                to_account=place, lines=lines))  # fmt: skip
    return weapons * times


def _portions(stockpile: Stockpile, step: int) -> Iterator[tuple[tuple[Line, ...], int]]:
    """The weapons of each place as transfer lines, and where they go."""
    for place, lines in _standing(stockpile).items():
        yield tuple(lines), FIRST_PLACE + (place - FIRST_PLACE + step) % PLACES


def _standing(stockpile: Stockpile, where: str = "") -> dict[int, list[Line]]:
    """The weapons of each place as lines."""
    standing: dict[int, list[Line]] = {}
    for weapon, item, place in stockpile.rows(
        f"SELECT id, item_type_id, account_id FROM weapon {where} ORDER BY id"
    ):
        standing.setdefault(place, []).append(Line(item_type_id=item, weapon_id=weapon))
    return standing
