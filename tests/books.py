"""A small depot to try things on: what tests of every room stand on.

    books = a_depot(tmp_path)                        # or the fixture `books`
    rifle = books.rifle("KM 06427")                  # received into the armoury
    lot = books.lot("17-83-270", 1000)
    books.issue(rifle, books.rounds(lot, 120))       # to the holder, at 06:30, due at 18:30
    books.refuse(ledger.issue, books.issue_voucher(rifle))[0].rule

Today is 20 November 2026, 08:00 UTC; ids count up, so that two runs write the same books.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stockpile_app import assembly, catalogue, ledger
from stockpile_app.access import KeyStrength
from stockpile_app.base import Finding, FixedClock, NumberedIds, Refused
from stockpile_app.catalogue.model import ItemType, Lot, Weapon
from stockpile_app.catalogue.queries import lots_by_id, weapons_by_id
from stockpile_app.ledger import Account, Line, NewAccount, NewLot, NewWeapon, Posted
from stockpile_app.store import Stockpile

WEAK = KeyStrength(1024, 1, 1)
"""Key derivation that tests can afford."""

PASSPHRASE = "correct horse"
USER = "keeper"
TODAY = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
OPENED = "2026-11-01"

Moved = Weapon | Line
"""What a voucher helper takes: a weapon, or a line of one's own making."""


@dataclass(slots=True)
class Books:
    """An open stockpile with its clock, its ids and the names of what stands in it."""

    stockpile: Stockpile
    clock: FixedClock
    ids: NumberedIds
    recovery_code: str
    places: dict[str, Account] = field(default_factory=dict)
    items: dict[str, ItemType] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The stockpile's file."""
        return self.stockpile.path

    def id(self) -> str:
        """A fresh operation id."""
        return self.ids.new_id()

    # Places and items ---------------------------------------------------------------------------

    def place(self, name: str) -> int:
        """The id of an account: armoury, magazine, workshop, crate, holder, other holder."""
        return self.places[name].id

    def item(self, name: str) -> int:
        """The id of an item type: rifle, pistol, ball, sling."""
        return self.items[name].id

    def account(self, kind: str, name: str, **more: Any) -> Account:
        """Open one more account."""
        return ledger.open_account(
            self.stockpile, NewAccount(operation_id=self.id(), kind=kind, name=name, **more)
        )

    def item_type(self, kind: str, name: str, tracking: str, unit: str, **more: Any) -> ItemType:
        """Add one more item type."""
        return catalogue.add_item_type(
            self.stockpile, self.id(), ItemType(0, kind, name, tracking, unit, **more)
        )

    # What enters --------------------------------------------------------------------------------

    def receive(self, *lines: Line, on: str = OPENED, to: str = "armoury", **more: Any) -> Posted:
        """Receive lines from the ministry."""
        return ledger.receive(self.stockpile, self.receipt(*lines, on=on, to=to, **more))

    def receipt(
        self, *lines: Line, on: str = OPENED, to: str = "armoury", **more: Any
    ) -> ledger.ReceiptVoucher:
        """A receipt not yet posted."""
        more.setdefault("operation_id", self.id())
        return ledger.ReceiptVoucher(
            effective_at=on, to_account=self.place(to), lines=lines, party="Ministry", **more
        )

    def rifle(self, serial: str, *, on: str = OPENED, to: str = "armoury", **identity: Any) -> Weapon:
        """Receive one AKM with this serial; `make`, `calibre`, `country` ... change its identity."""
        posted = self.receive(self.new_rifle(serial, **identity), on=on, to=to)
        return self.weapon_of(posted)

    def new_rifle(
        self, serial: str, *, item: str = "rifle", condition: str = "serviceable", **identity: Any
    ) -> Line:
        """A receipt line for one AKM."""
        known = {"make": "Izhevsk", "model": "AKM", "calibre": "7.62x39", "country": "RUS"}
        return Line(
            item_type_id=self.item(item),
            condition=condition,
            new_weapon=NewWeapon(serial=serial, **{**known, **identity}),
        )

    def lot(self, number: str, quantity: int, *, on: str = OPENED, to: str = "magazine", **more: Any) -> Lot:
        """Receive one lot of ball cartridges."""
        posted = self.receive(self.new_lot(number, quantity, **more), on=on, to=to)
        lot_id = self.stockpile.value("SELECT lot_id FROM movement WHERE voucher_id = ?", [posted.voucher_id])
        return lots_by_id(self.stockpile, [lot_id])[lot_id]

    def new_lot(self, number: str, quantity: int, *, condition: str = "serviceable", **more: Any) -> Line:
        """A receipt line for one lot of ball cartridges."""
        return Line(
            item_type_id=self.item("ball"),
            quantity=quantity,
            condition=condition,
            new_lot=NewLot(number=number, **more),
        )

    def slings(self, quantity: int, *, on: str = OPENED, to: str = "armoury") -> Posted:
        """Receive slings, which are followed by quantity alone."""
        line = Line(item_type_id=self.item("sling"), quantity=quantity, condition="serviceable")
        return self.receive(line, on=on, to=to)

    def weapon_of(self, posted: Posted) -> Weapon:
        """The first weapon on a posted voucher."""
        weapon_id = self.stockpile.value(
            "SELECT weapon_id FROM movement WHERE voucher_id = ? ORDER BY line_no", [posted.voucher_id]
        )
        return weapons_by_id(self.stockpile, [weapon_id])[weapon_id]

    # What moves ---------------------------------------------------------------------------------

    def rounds(self, lot: Lot, quantity: int, **more: Any) -> Line:
        """A line for a part of a lot."""
        return Line(item_type_id=lot.item_type_id, lot_id=lot.id, quantity=quantity, **more)

    def issue_voucher(
        self,
        *moved: Moved,
        on: str = "2026-11-02T06:30",
        to: str = "holder",
        come_from: str = "armoury",
        due: str = "",
        **more: Any,
    ) -> ledger.IssueVoucher:
        """An issue not yet posted; due back the same evening."""
        more.setdefault("operation_id", self.id())
        return ledger.IssueVoucher(
            effective_at=on,
            from_account=self.place(come_from),
            holder=self.place(to),
            due_back_at=due or f"{on[:10]}T23:30",
            lines=lines_of(moved),
            **more,
        )

    def issue(self, *moved: Moved, **more: Any) -> Posted:
        """Issue weapons and lines to a holder."""
        return ledger.issue(self.stockpile, self.issue_voucher(*moved, **more))

    def hand_in(
        self, *moved: Moved, on: str = "2026-11-02T18:00", to: str = "armoury", **more: Any
    ) -> Posted:
        """Take back what a holder had."""
        more.setdefault("operation_id", self.id())
        return ledger.hand_in(
            self.stockpile,
            ledger.HandInVoucher(effective_at=on, to_account=self.place(to), lines=lines_of(moved), **more),
        )

    def transfer(self, *moved: Moved, to: str, on: str = "2026-11-03", **more: Any) -> Posted:
        """Move weapons and lines, or containers, to another place of the depot."""
        return ledger.transfer(self.stockpile, self.transfer_voucher(*moved, to=to, on=on, **more))

    def transfer_voucher(
        self, *moved: Moved, to: str, on: str = "2026-11-03", **more: Any
    ) -> ledger.TransferVoucher:
        """A transfer not yet posted."""
        more.setdefault("operation_id", self.id())
        return ledger.TransferVoucher(
            effective_at=on, to_account=self.place(to), lines=lines_of(moved), **more
        )

    def expend(
        self, *lines: Line, come_from: str = "magazine", on: str = "2026-11-04", **more: Any
    ) -> Posted:
        """Book rounds fired."""
        more.setdefault("operation_id", self.id())
        return ledger.expend(
            self.stockpile,
            ledger.ExpenditureVoucher(
                effective_at=on, from_account=self.place(come_from), lines=lines, **more
            ),
        )

    def reclassify(
        self, *moved: Moved, condition_to: str, at: str = "armoury", on: str = "2026-11-05", **more: Any
    ) -> Posted:
        """Change the condition of something where it stands."""
        more.setdefault("operation_id", self.id())
        lines = tuple(replace(line, condition_to=condition_to) for line in lines_of(moved))
        return ledger.reclassify(
            self.stockpile,
            ledger.ReclassificationVoucher(effective_at=on, account=self.place(at), lines=lines, **more),
        )

    def reverse(self, posted: Posted, *, on: str = "2026-11-19", reason: str = "wrong", **more: Any) -> Any:
        """Undo a posted voucher: `Posted`, or `Requested` when it is another's."""
        more.setdefault("operation_id", self.id())
        return ledger.reverse(
            self.stockpile,
            ledger.ReversalVoucher(effective_at=on, voucher_id=posted.voucher_id, reason=reason, **more),
        )

    # What is seen -------------------------------------------------------------------------------

    def refuse(self, verb: Callable[..., object], *arguments: Any, **more: Any) -> tuple[Finding, ...]:
        """The findings of an operation that must be refused and must leave no trace."""
        before = dump_hash(self.stockpile)
        try:
            outcome = verb(self.stockpile, *arguments, **more)
        except Refused as refused:
            assert dump_hash(self.stockpile) == before, "a refused operation left a trace"
            return refused.findings
        raise AssertionError(f"this should have been refused, and gave {outcome}")

    def held(self, place: str, item: str) -> int:
        """How much of an item type a place holds now, in every condition and lot."""
        return sum(
            balance.quantity
            for balance in ledger.balances(self.stockpile)
            if (balance.account_id, balance.item_type_id) == (self.place(place), self.item(item))
        )

    def where(self, weapon: Weapon) -> tuple[int, str]:
        """The account and condition of a weapon now."""
        row = self.stockpile.row("SELECT account_id, condition FROM weapon WHERE id = ?", [weapon.id])
        assert row is not None
        return row[0], row[1]

    def reopen(self) -> None:
        """Close the file and open it again with the passphrase."""
        self.stockpile.close()
        self.stockpile = reopened(self)


def lines_of(moved: tuple[Moved, ...]) -> tuple[Line, ...]:
    """A line for each weapon; lines as they are."""
    return tuple(
        Line(item_type_id=one.item_type_id, weapon_id=one.id) if isinstance(one, Weapon) else one
        for one in moved
    )


def new_books(folder: Path, *, file_name: str = "b.stockpile", **more: Any) -> Books:
    """Found an empty depot, code B, with one sole keeper."""
    clock, ids = FixedClock(TODAY), NumberedIds()
    wanted: dict[str, Any] = {
        "path": folder / file_name,
        "kind": "depot",
        "code": "B",
        "name": "Books",
        "user": USER,
        "passphrase": PASSPHRASE,
    }
    asked = assembly.NewBooks(**{**wanted, **more})
    founded = assembly.found(asked, strength=WEAK, clock=clock, ids=ids)
    return Books(founded.stockpile, clock, ids, founded.recovery_code)


def a_depot(folder: Path, *, books: Books | None = None, **more: Any) -> Books:
    """A depot with an armoury, a magazine, a workshop, a crate, two holders and four item types."""
    books = books or new_books(folder, **more)
    house = catalogue.add_store_house(books.stockpile, books.id(), "armoury", "Armoury")
    for short, kind, name, rest in (
        ("armoury", "location", "Armoury 1", {"store_house_id": house.id}),
        ("magazine", "location", "Magazine 1", {"store_house_id": house.id}),
        ("workshop", "workshop", "Workshop", {}),
        ("crate", "container", "Crate 14", {"unit": "crate"}),
        ("holder", "holder", "Cpl T. Vessin", {"unit": "3 Section"}),
        ("other holder", "holder", "Sgt A. Moru", {"unit": "1 Section"}),
    ):
        books.places[short] = books.account(kind, name, **rest)
    for short, kind, name, tracking, unit in (
        ("rifle", "weapon", "AKM 7.62x39 mm", "serial", "weapon"),
        ("pistol", "weapon", "Makarov 9x18 mm", "serial", "weapon"),
        ("ball", "ammunition", "Cartridge 7.62x39 ball", "lot", "round"),
        ("sling", "accessory", "Sling", "quantity", "each"),
    ):
        books.items[short] = books.item_type(kind, name, tracking, unit)
    return books


def reopened(books: Books) -> Stockpile:
    """The same books, opened once more through the door the program uses."""
    return assembly.open_stockpile(books.path, USER, PASSPHRASE, clock=books.clock, ids=books.ids)


SILENT_TABLES = frozenset({"activity", "verified", "draft", "checkpoint"})
"""What may change without a change to the books."""


def dump(stockpile: Stockpile, leave_out: frozenset[str] = SILENT_TABLES) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the books, in a fixed order."""
    names = [
        row[0]
        for row in stockpile.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%' ORDER BY name"
        )
    ]
    return {
        name: sorted(stockpile.rows(f"SELECT * FROM {name}"), key=repr)
        for name in names
        if name not in leave_out
    }


def dump_hash(stockpile: Stockpile) -> str:
    """One value for the whole content: the same hash, the same books."""
    return hashlib.sha256(repr(dump(stockpile)).encode("utf-8", "surrogatepass")).hexdigest()
