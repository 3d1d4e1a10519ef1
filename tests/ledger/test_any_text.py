"""Any text in any field: refused with a finding, or in the books exactly as it was typed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockpile_app import audit, catalogue, ledger
from stockpile_app.base import Refused
from stockpile_app.catalogue import Marking
from tests.books import Books, a_depot, dump_hash

NAUGHTY = st.sampled_from(
    ["", " ", "'", '"', "%", "_", "?", "*", "[", "\\", "\x00", "\ud800", "\u202e", "NULL", "=1+1", "{0}", "{place}",
     "'; DROP TABLE weapon; --", "ﷺ" * 50, "e\u0301", "\U0001f52b", "\u00ad", "1e5", "094", "x" * 2001, "\r\n"]
)  # fmt: skip
TEXTS = st.one_of(NAUGHTY, st.text(max_size=20))
WEAPON = ("make", "model", "calibre", "serial", "country", "year", "remarks")
HEAD = ("party", "authority", "document")


@pytest.fixture(scope="module")
def depot() -> Iterator[Books]:
    """One depot for all the texts."""
    with tempfile.TemporaryDirectory() as folder:
        books = a_depot(Path(folder))
        yield books
        assert audit.verify(books.stockpile).holds
        books.stockpile.close()


def _either(books: Books, act: Any) -> Any:
    """What it gives, or None where it was refused without a trace."""
    before = dump_hash(books.stockpile)
    try:
        return act()
    except Refused as refused:
        findings = refused.findings
    assert dump_hash(books.stockpile) == before
    assert all(one.sentence and one.remedy and one.got for one in findings), findings
    return None


CALM = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@CALM
@given(field=st.sampled_from(WEAPON), text=TEXTS)
def test_a_weapon(depot: Books, field: str, text: str) -> None:
    line = depot.new_rifle(f"K{depot.id()[-6:]}X", **({field: text} if field != "serial" else {}))
    if field == "serial":
        assert line.new_weapon is not None
        line = replace(line, new_weapon=replace(line.new_weapon, serial=text, calibre=depot.id()))
    posted = _either(depot, lambda: depot.receive(line))
    if posted:
        weapon = depot.weapon_of(posted)
        assert getattr(weapon, field) == text
        if weapon.serial == weapon.serial.strip():
            assert weapon.id in {one.id for one in ledger.weapon_with_mark(depot.stockpile, weapon.serial)}


@CALM
@given(field=st.sampled_from(HEAD), text=TEXTS)
def test_the_head_of_a_voucher(depot: Books, field: str, text: str) -> None:
    line = ledger.Line(item_type_id=depot.item("sling"), condition="serviceable")
    voucher = replace(depot.receipt(line), **{field: text})
    posted = _either(depot, lambda: ledger.receive(depot.stockpile, voucher))
    if posted:
        view = ledger.voucher_view(depot.stockpile, posted.number)
        assert view is not None
        assert getattr(view.voucher, field) == text


@CALM
@given(number=TEXTS, maker=TEXTS)
def test_a_lot(depot: Books, number: str, maker: str) -> None:
    posted = _either(depot, lambda: depot.receive(depot.new_lot(number, 5, maker=maker)))
    if posted:
        lots = catalogue.lots_by_id(
            depot.stockpile, [row[0] for row in depot.stockpile.rows("SELECT id FROM lot")]
        )
        assert (number, maker) in {(lot.number, lot.maker) for lot in lots.values()}


@CALM
@given(name=TEXTS, unit=TEXTS, kind=st.sampled_from(["holder", "location", "container"]))
def test_an_account(depot: Books, name: str, unit: str, kind: str) -> None:
    account = _either(depot, lambda: depot.account(kind, name, unit=unit))
    if account:
        assert (account.name, account.unit) == (name.strip(), unit.strip())
        assert account in ledger.account_named(depot.stockpile, account.name)


@CALM
@given(text=TEXTS, place=TEXTS)
def test_a_mark(depot: Books, text: str, place: str) -> None:
    if not depot.stockpile.value("SELECT count(*) FROM weapon"):
        depot.rifle("KM 06427")
    mark = Marking(0, 1, "national", text, "2026-11-05", place=place)
    recorded = _either(depot, lambda: catalogue.add_marking(depot.stockpile, depot.id(), mark))
    if recorded:
        assert recorded in catalogue.markings_of(depot.stockpile, 1)


@CALM
@given(text=TEXTS)
def test_looking_for_anything(depot: Books, text: str) -> None:
    _either(depot, lambda: ledger.find(depot.stockpile, text))
    _either(depot, lambda: ledger.voucher_view(depot.stockpile, text))
    _either(depot, lambda: catalogue.item_type_named(depot.stockpile, text))
