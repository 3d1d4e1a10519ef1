"""What the ledger answers about a full depot, to the letter, beside `tests/golden/ledger_readings.txt`.

A changed answer shows as a changed line.  Where the change is meant, delete that file, run this test, read what
it wrote, and keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import ledger
from stockpile_app.ledger.balances import GROUPINGS, after_reversal, container_places
from stockpile_app.ledger.duties import figures, last_voucher_of, open_issues, posted_on
from stockpile_app.ledger.ended import ended_ids, ended_weapons
from stockpile_app.ledger.habits import last_of_kind, weapons_with, words_used
from stockpile_app.ledger.life import container_life, lot_life, weapon_life
from stockpile_app.ledger.reading import item_subject, read_mark
from stockpile_app.ledger.registers import (
    account_named,
    accounts,
    holds_in_force,
    voucher_entry,
    voucher_id_of,
    voucher_number,
    voucher_view,
    vouchers,
    vouchers_of_entry,
    weapon_ids,
    weapon_rows,
)
from stockpile_app.ledger.rows import (
    lot_register,
    lots_on_hold,
    lots_page,
    lots_past_date,
    voucher_register,
    vouchers_page,
    weapon_register,
    weapons_of_balance_on,
    weapons_page,
)
from stockpile_app.ledger.scope import container_stands, houses
from stockpile_app.ledger.search import find, weapon_with_mark
from tests.books import Books
from tests.full_books import full_books
from tests.people import NAMES

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "ledger_readings.txt"
DAYS = ("2026-11-01", "2026-11-02", "2026-11-04", "2026-11-10", "2026-11-11", "2026-11-20")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Books]:
    """A depot in which everything has happened, and a busy day on top."""
    made = full_books(tmp_path_factory.mktemp("full"))
    a_busy_day(made)
    yield made
    made.stockpile.close()


def a_busy_day(books: Books) -> None:
    """Issues that are late, that are not, that came back in part; lots that are past their date or stopped."""
    books.items["pistol 2"] = books.item_type("weapon", "Makarov PB", "serial", "weapon", calibre="9x18 mm")
    serials = [books.rifle(f"BD {number}", year=str(1990 - number), country="HUN") for number in range(4)]
    pistols = [books.weapon_of(books.receive(books.new_rifle(f"TK {n}", item="pistol", calibre="9x18 mm", make="Tula")))
               for n in range(2)]  # fmt: skip
    old = books.lot("71-04", 60, made_on="1971-02-01", expires_on="2001-02-01")
    fresh = books.lot("22-01", 90, made_on="2022-02-01", expires_on="2042-02-01", maker="Barnaul")
    books.issue(serials[0], pistols[0], books.rounds(fresh, 30, from_account=books.place("magazine")),
                on="2026-11-18T06:30", due="2026-11-18T18:30", purpose="Range")  # fmt: skip
    books.issue(serials[1], to="other holder", on="2026-11-19T06:30", due="2026-12-01T18:30", purpose="Guard, Gate 2",
                authority="Maj Orsk")  # fmt: skip
    books.hand_in(pistols[0], on="2026-11-18T17:00", to="armoury")
    books.transfer(serials[2], to="crate", on="2026-11-18")
    books.transfer(to="workshop", on="2026-11-19T08:00", containers=(books.place("crate"),))
    books.transfer(
        books.rounds(old, 20, from_account=books.place("magazine")), to="armoury", on="2026-11-19T09:00"
    )
    books.reclassify(serials[3], condition_to="unserviceable", on="2026-11-19T10:00")
    books.expend(books.rounds(fresh, 10), purpose="Test", witness="Sgt A. Moru", on="2026-11-19T11:00")


def shown(value: object) -> Iterator[str]:
    """An answer as lines: one a record, in the order in which it came."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from (f"{key!r}: {line}" for line in shown(one))
    elif isinstance(value, str | bytes) or not hasattr(value, "__iter__"):
        yield spoken(value)
    else:
        for one in value:
            yield spoken(one)


def spoken(value: object) -> str:
    """A record by its fields that say something; what depends on chance is left out."""
    if is_dataclass(value):
        told = ((field.name, getattr(value, field.name)) for field in fields(value))
        said = ", ".join(f"{name}={spoken(one)}" for name, one in told if one or one == 0)
        return f"{type(value).__name__}({said})"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(spoken, value))}]"
    return re.sub(r"b'.*'|b\".*\"|[0-9a-f]{64}", "<chance>", repr(value))


def balances_and_sums(books: Books) -> Iterator[tuple[str, object]]:
    at = books.stockpile
    yield "balances", ledger.balances(at)
    yield "balances, outside too", ledger.balances(at, outside=True)
    for day in DAYS:
        yield f"balances as of {day}", ledger.balances(at, as_of=day, outside=day == DAYS[-1])
    known = int(at.value("SELECT count(*) FROM journal")) // 2
    yield "balances as known half way", ledger.balances(at, as_of=DAYS[-1], known_on=known)
    for by in GROUPINGS:
        yield f"totals by {by}", ledger.totals(at, (by,))
        yield (
            f"totals by {by} on a day",
            ledger.totals(at, (by, "condition"), as_of="2026-11-10", outside=True),
        )
    yield "containers", container_places(at)
    for day in DAYS:
        yield f"containers on {day}", container_places(at, day)
    for (voucher,) in at.rows("SELECT id FROM voucher WHERE kind <> 'reversal' ORDER BY id DESC LIMIT 12"):
        yield f"after the reversal of {voucher}", after_reversal(at, voucher)


def registers_and_pages(books: Books) -> Iterator[tuple[str, object]]:
    at = books.stockpile
    yield "accounts", accounts(at)
    yield "holders", accounts(at, "holder", "container")
    for text in ("Armoury 1", "armoury", "Cpl T. Vessin", "nobody"):
        yield f"account {text}", account_named(at, text)
    yield "holds", holds_in_force(at)
    every = list(weapon_register(at))
    yield "weapons", weapon_rows(at, weapon_ids(at))
    yield "weapons of the armoury", weapon_ids(at, "account_id = ?", [books.place("armoury")])
    yield "weapons, a page", weapons_page(at, every[:8])
    for order in ("", "serial", "year", "condition", "last_at", "make"):
        for falling in (False, True):
            yield (
                f"weapons by {order}, falling {falling}",
                list(weapon_register(at, order=order, falling=falling)),
            )
    for text in ("KM", "O6427", "BD 1", "Tula", "%", "_"):
        yield f"weapons like {text}", list(weapon_register(at, text))
    balance = (books.place("armoury"), books.item("rifle"), "serviceable")
    yield "weapons of a balance", list(weapon_register(at, balance=balance))
    yield "weapons of a balance like BD", list(weapon_register(at, "BD", balance))
    for day in DAYS:
        yield f"weapons of a balance on {day}", weapons_of_balance_on(at, balance, day)
    for text in ("", "17", "LVE", "ball", "71-O4"):
        yield f"lots like {text}", lots_page(at, lot_register(at, text))
    for day in ("2001-02-01", "2001-02-02", "2026-11-20", "2042-02-02"):
        yield f"lots past their date on {day}", lots_past_date(at, day)
    yield "lots on hold", lots_on_hold(at)


def all_vouchers(books: Books) -> Iterator[tuple[str, object]]:
    at = books.stockpile
    for after, until in (("", "9999"), ("2026-11-04", "2026-11-06"), ("2026-11-18", "2026-11-19")):
        yield f"vouchers from {after} to {until}", vouchers(at, after=after, until=until)
    yield "the newest vouchers", vouchers(at, limit=3)
    for text, kind in (
        ("", ""),
        ("", "issue"),
        ("000001", ""),
        ("Vessin", ""),
        ("Range", "issue"),
        ("Ministry", ""),
    ):
        yield f"voucher register {text} {kind}", vouchers_page(at, voucher_register(at, text, kind))
    numbers = [row[0] for row in at.rows("SELECT number FROM voucher ORDER BY id")]
    for number in numbers:
        yield f"voucher {number}", voucher_view(at, number)
    for entry in (1, 20, voucher_entry(at, numbers[0]), voucher_entry(at, numbers[-1])):
        yield f"vouchers of entry {entry}", vouchers_of_entry(at, entry)
    yield "no such voucher", [voucher_view(at, "B-X"), voucher_id_of(at, "B-X"),
                              voucher_entry(at, "B-X"), voucher_number(at, 0)]  # fmt: skip


def lives(books: Books) -> Iterator[tuple[str, object]]:
    at = books.stockpile
    for table, of in (("weapon", weapon_life), ("lot", lot_life)):
        for (number,) in at.rows(f"SELECT id FROM {table} ORDER BY id"):
            yield f"life of {table} {number}", of(at, number)
    for box in ("crate", "box 1"):
        if box in books.places:
            yield f"life of {box}", container_life(at, books.place(box))


def found(books: Books) -> Iterator[tuple[str, object]]:
    at = books.stockpile
    for text in (
        "BD 1",
        "KM 11932",
        "O06427",
        "17-83-270",
        "71-O4",
        "Crate",
        "Vessin",
        "AKM",
        "B-ISS-2026-000001",
        "zzz",
    ):
        yield f"find {text}", find(at, text)
        yield f"find one {text}", find(at, text, 1)
        yield f"mark {text}", weapon_with_mark(at, text)
        for place in (0, books.place("armoury"), books.place("magazine")):
            yield f"read {text} at {place}", [read_mark(at, text, place)]
    for item in books.items.values():
        yield f"subject {item.name}", [item_subject(at, item.id)]


def the_day(books: Books) -> Iterator[tuple[str, object]]:
    at = books.stockpile
    yield "figures", [figures(at)]
    yield "open issues", open_issues(at)
    yield "posted today", posted_on(at, "2026-11-20", 200)
    yield "posted today, three", posted_on(at, "2026-11-20", 3)
    yield "posted yesterday", posted_on(at, "2026-11-19")
    for name in NAMES.values():
        yield f"last voucher of {name}", [last_voucher_of(at, name)]
    for kind in ("issue", "hand_in", "receipt", "transfer", "expenditure", "count"):
        yield (
            f"last {kind}",
            [last_of_kind(at, kind), last_of_kind(at, kind, books.place("other holder"))],
        )
        for field in ("purpose", "party", "authority"):
            yield f"words of {kind}: {field}", words_used(at, kind, field)
    for place in ("holder", "other holder", "armoury"):
        yield f"weapons with {place}", weapons_with(at, books.place(place))
    yield "one weapon with", weapons_with(at, books.place("armoury"), 1)
    everything = [row[0] for row in at.rows("SELECT id FROM weapon ORDER BY id")]
    yield "ended", sorted(ended_ids(at, everything))
    yield "how they ended", ended_weapons(at, everything)
    yield "houses", list(houses(at))
    yield "where containers stand", container_stands(at)


PARTS: tuple[Any, ...] = (balances_and_sums, registers_and_pages, all_vouchers, lives, found, the_day)


def test_the_answers_are_those_on_record(books: Books) -> None:
    lines = []
    for part in PARTS:
        for name, answer in part(books):
            lines += [f"# {name}", *shown(answer)]
    if not GOLDEN.exists():
        GOLDEN.write_text("\n".join(lines) + "\n", encoding="utf-8")
        pytest.fail(f"{GOLDEN.name} was missing and has been written: read it, then run again")
    recorded = GOLDEN.read_text(encoding="utf-8").splitlines()
    changed = [f"- {old}\n+ {new}" for old, new in zip(recorded, lines, strict=False) if old != new]
    assert changed[:5] == []
    assert len(lines) == len(recorded)
