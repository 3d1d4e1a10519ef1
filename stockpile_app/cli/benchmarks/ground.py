"""The books that are measured: made once a run, through the same operations that people use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from stockpile_app.access import KeyStrength
from stockpile_app.assembly import NewBooks, found, open_stockpile
from stockpile_app.base import FixedClock, RandomIds
from stockpile_app.cli.benchmarks.filling import furnish, open_weapons, receive_rounds
from stockpile_app.cli.benchmarks.recorder import Recorder
from stockpile_app.store import Stockpile

USER, PASSPHRASE = "keeper", "benchmark"
TODAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything is measured.

    Attributes:
        weapons: In the large register.
        serial_rows, quantity_rows: In the sheets that are imported.
        item_types: In the catalogue.
        serials, times: Weapons of the books with a long history, and how many movements each has.
        postings, lookups, jumps: How often the quick ones are repeated.
        exported: Movements in the audit workbook.
    """

    weapons: int
    item_types: int
    serial_rows: int
    quantity_rows: int
    serials: int
    times: int
    postings: int
    lookups: int
    jumps: int
    exported: int


SCALES = {
    "small": Scale(2_000, 60, 1_000, 1_000, 300, 10, 40, 200, 100, 1_000),
    "depot": Scale(100_000, 2_000, 100_000, 13_722, 10_000, 10, 200, 1_000, 100, 100_000),
    "nation": Scale(1_000_000, 2_000, 100_000, 13_722, 200_000, 5, 200, 1_000, 100, 100_000),
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

    def new_books(self, name: str, item_types: int = 0) -> Path:
        """Found books with places and models, and nothing in them yet."""
        path = self.folder / f"{name}.stockpile"
        asked = NewBooks(path=path, kind="depot", code="N", name=name, user=USER, passphrase=PASSPHRASE)
        founded = found(asked, strength=KeyStrength(1024, 1, 1), clock=self.clock, ids=self.ids)
        with founded.stockpile as stockpile:
            furnish(stockpile, item_types)
        return path

    @cached_property
    def register(self) -> Path:
        """Books with the large register of weapons, a long catalogue, and one lot of a million rounds."""
        path = self.new_books("register", self.scale.item_types)
        with self.open(path) as stockpile:
            open_weapons(stockpile, self.scale.weapons)
            receive_rounds(stockpile)
        return path

    def opened(self, name: str, weapons: int) -> Path:
        """Books in which each of these weapons has one movement: its opening."""
        path = self.new_books(name)
        with self.open(path) as stockpile:
            open_weapons(stockpile, weapons)
        return path
