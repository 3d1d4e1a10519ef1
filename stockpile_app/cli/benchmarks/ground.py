"""The books that are measured: made once a run, through the same operations that people use."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from stockpile_app.access import KeyStrength
from stockpile_app.assembly import NewBooks, found, open_stockpile
from stockpile_app.base import FixedClock, RandomIds
from stockpile_app.catalogue import ItemType, add_item_type
from stockpile_app.cli.benchmarks.recorder import Recorder
from stockpile_app.ledger import (
    Line,
    NewAccount,
    NewLot,
    NewWeapon,
    OpeningVoucher,
    ReceiptVoucher,
    TransferVoucher,
    open_account,
    open_balance,
    receive,
    transfer,
)
from stockpile_app.store import Stockpile

USER, PASSPHRASE = "keeper", "benchmark"
TODAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
PLACES, MODELS, LINES_A_VOUCHER = 60, 40, 20_000
CONDITIONS = ("serviceable", "serviceable", "serviceable", "repairable", "for_disposal")


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything is measured.

    Attributes:
        weapons: In the large register.
        serial_rows, quantity_rows: In the sheets that are imported.
        serials, times: Weapons of the books with a long history, and how many movements each has.
        postings, lookups, jumps: How often the quick ones are repeated.
        exported: Movements in the audit workbook.
    """

    weapons: int
    serial_rows: int
    quantity_rows: int
    serials: int
    times: int
    postings: int
    lookups: int
    jumps: int
    exported: int


SCALES = {
    "small": Scale(2_000, 1_000, 1_000, 300, 10, 20, 200, 100, 1_000),
    "depot": Scale(100_000, 100_000, 13_722, 10_000, 10, 200, 1_000, 100, 100_000),
    "nation": Scale(1_000_000, 100_000, 13_722, 200_000, 5, 200, 1_000, 100, 100_000),
}


class Ground:
    """The folder of one run, and the books in it, made when a measure first asks for them."""

    def __init__(self, folder: Path, scale: Scale) -> None:
        self.folder = folder
        self.scale = scale
        self.clock = FixedClock(TODAY)
        self.ids = RandomIds()

    def open(self, path: Path) -> Stockpile:
        """Open books of this run as the program does."""
        return open_stockpile(path, USER, PASSPHRASE, clock=self.clock, ids=self.ids)

    def recorder(self, path: Path) -> Recorder:
        """Open books of this run to rehearse and replay."""
        return Recorder(path, USER, PASSPHRASE, self.clock, self.ids)

    def new_books(self, name: str) -> Path:
        """Found empty books with places and models."""
        path = self.folder / f"{name}.stockpile"
        asked = NewBooks(path=path, kind="depot", code="N", name=name, user=USER, passphrase=PASSPHRASE)
        founded = found(asked, strength=KeyStrength(1024, 1, 1), clock=self.clock, ids=self.ids)
        with founded.stockpile as stockpile:
            for number in range(PLACES):
                self._account(stockpile, "location", f"Armoury {number + 1}")
            self._account(stockpile, "holder", "Cpl T. Vessin")
            for number in range(MODELS):
                rifle = ItemType(0, "weapon", f"Rifle {number + 1}", "serial", "weapon")
                add_item_type(stockpile, self.ids.new_id(), rifle)
            ball = ItemType(0, "ammunition", "Cartridge 7.62x39 ball", "lot", "round")
            add_item_type(stockpile, self.ids.new_id(), ball)
        return path

    def _account(self, stockpile: Stockpile, kind: str, name: str) -> None:
        open_account(stockpile, NewAccount(operation_id=self.ids.new_id(), kind=kind, name=name))

    @cached_property
    def register(self) -> Path:
        """Books with the large register of weapons, and one lot of a million rounds."""
        path = self.new_books("register")
        with self.open(path) as stockpile:
            self._fill(stockpile, self.scale.weapons)
            ball = Line(item_type_id=MODELS + 1, quantity=1_000_000, condition="serviceable",
                        new_lot=NewLot(number="17-83-270"))  # fmt: skip
            receive(stockpile, ReceiptVoucher(operation_id=self.ids.new_id(), effective_at="2026-11-01",
                                              to_account=100, party="Ministry", lines=(ball,)))  # fmt: skip
        return path

    def _fill(self, stockpile: Stockpile, weapons: int) -> None:
        dice = random.Random(7)  # noqa: S311  (the same books every time)
        for start in range(0, weapons, LINES_A_VOUCHER):
            numbers = range(start, min(weapons, start + LINES_A_VOUCHER))
            lines = tuple(self._opening_line(dice, number) for number in numbers)
            open_balance(stockpile, OpeningVoucher(operation_id=self.ids.new_id(), effective_at="2026-01-02",
                                                   to_account=100, lines=lines))  # fmt: skip

    def _opening_line(self, dice: random.Random, number: int) -> Line:
        return Line(
            item_type_id=1 + dice.randrange(MODELS),
            condition=dice.choice(CONDITIONS),
            to_account=100 + dice.randrange(PLACES),
            new_weapon=NewWeapon(make="Izhevsk", model="AKM", calibre="7.62x39 mm", serial=serial(number)),
        )

    @cached_property
    def history(self) -> Path:
        """Books whose weapons have each been moved once: their opening."""
        path = self.new_books("history")
        with self.open(path) as stockpile:
            self._fill(stockpile, self.scale.serials)
        return path

    def lengthen(self, stockpile: Stockpile) -> int:
        """Move every weapon there and back until each has its number of movements; the rows there are."""
        moved = self.scale.serials
        rounds = [f"2026-{month:02d}-{day:02d}" for month in range(2, 11) for day in (5, 20)]
        for day in rounds[: self.scale.times - 1]:
            for lines, place in self._portions(stockpile, day):
                asked = TransferVoucher(
                    operation_id=self.ids.new_id(), effective_at=day, to_account=place, lines=lines
                )
                moved += transfer(stockpile, asked).movements
        return moved

    def _portions(self, stockpile: Stockpile, day: str) -> Iterator[tuple[tuple[Line, ...], int]]:
        """The weapons of each place as transfer lines to its neighbour."""
        step = 1 if day.endswith("05") else -1
        standing: dict[int, list[Line]] = {}
        for weapon, item, place in stockpile.rows(
            "SELECT id, item_type_id, account_id FROM weapon ORDER BY id"
        ):
            standing.setdefault(place, []).append(Line(item_type_id=item, weapon_id=weapon))
        for place, lines in standing.items():
            yield tuple(lines), 100 + (place - 100 + step) % PLACES


def serial(number: int) -> str:
    """A serial as they are stamped, for the n-th weapon."""
    return f"{('KM', 'TM', 'AE', 'PN')[number % 4]} {number * 7919 % 9_999_991:07d}"
