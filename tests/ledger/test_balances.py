"""Balances now, on a day and as known; figures and duties; never across units."""

from __future__ import annotations

from stockpile_app import audit, ledger
from tests.books import Books


def quantities(found: list[ledger.Balance]) -> dict[tuple[str, str], int]:
    return {(balance.account, balance.item): balance.quantity for balance in found}


def test_as_of_each_day_of_a_story(books: Books) -> None:
    lot = books.lot("17-83-270", 1000, on="2026-10-30")
    books.expend(books.rounds(lot, 100), on="2026-10-31T10:00")
    books.expend(books.rounds(lot, 100), on="2026-11-01")
    books.transfer(
        books.rounds(lot, 50, from_account=books.place("magazine")), to="workshop", on="2026-11-02T00:00"
    )
    ball = "Cartridge 7.62x39 ball"
    expected = {
        "2026-10-29": {},
        "2026-10-30": {("Magazine 1", ball): 1000},
        "2026-10-31": {("Magazine 1", ball): 900},
        "2026-11-01": {("Magazine 1", ball): 800},
        "2026-11-02": {("Magazine 1", ball): 750, ("Workshop", ball): 50},
        "2027-01-01": {("Magazine 1", ball): 750, ("Workshop", ball): 50},
    }
    for day, held in expected.items():
        assert quantities(ledger.balances(books.stockpile, as_of=day)) == held
        everything = audit.head(books.stockpile).size
        assert quantities(ledger.balances(books.stockpile, as_of=day, known_on=everything)) == held


def test_what_entered_came_from_outside(books: Books) -> None:
    books.slings(40)
    everywhere = ledger.balances(books.stockpile, outside=True)
    assert sum(balance.quantity for balance in everywhere) == 0
    assert [b.quantity for b in everywhere if b.account_kind == "source"] == [-40]


def test_grouped_figures_are_never_added_across_units(books: Books) -> None:
    books.slings(40, to="magazine")
    books.lot("17-83-270", 1000)
    totals = ledger.totals(books.stockpile, ["account"])
    assert [(total.keys, total.unit, total.quantity) for total in totals] == [
        (("Magazine 1",), "each", 40),
        (("Magazine 1",), "round", 1000),
    ]


def test_figures_of_the_first_page(books: Books) -> None:
    rifles = [books.rifle(serial) for serial in ("KM 06427", "RU 55321")]
    lot = books.lot("17-83-270", 1000)
    books.issue(rifles[0])
    ledger.place_hold(
        books.stockpile,
        ledger.NewHold(operation_id=books.id(), target="lot", target_id=lot.id, kind="suspended",
                       authority="Inspector", reason="check", placed_on="2026-11-05"),
    )  # fmt: skip
    figures = ledger.figures(books.stockpile)
    assert (figures.weapons_held, figures.weapons_issued, figures.rounds_held) == (2, 1, 1000)
    assert (figures.lots, figures.lots_on_hold) == (1, 1)


def test_done_today_is_what_was_recorded_today_whatever_its_date(books: Books) -> None:
    old = books.slings(1, on="2020-01-01")
    books.clock.tick(days=1)
    new = books.slings(1, on="2019-12-31")
    assert [row.number for row in ledger.posted_on(books.stockpile, "2026-11-20")] == [old.number]
    assert [row.number for row in ledger.posted_on(books.stockpile, "2026-11-21")] == [new.number]
    assert ledger.posted_on(books.stockpile, "2026-11-22") == []


def test_undo_offers_the_last_voucher_that_stands(books: Books) -> None:
    first, second = books.slings(1), books.slings(2)
    books.reverse(second)
    last = ledger.last_voucher_of(books.stockpile, "keeper")
    assert last is not None
    assert last.number == first.number
    assert ledger.last_voucher_of(books.stockpile, "nobody") is None


def test_what_is_in_a_crate_in_a_rack_is_where_the_rack_stands_that_day(books: Books) -> None:
    rack = books.account("container", "Rack 2")
    books.places["rack"] = rack
    books.slings(40, to="crate")
    books.transfer(to="rack", on="2026-11-03", containers=(books.place("crate"),))
    books.transfer(to="armoury", on="2026-11-04", containers=(rack.id,))
    books.transfer(to="magazine", on="2026-11-06", containers=(rack.id,))
    where = {"2026-11-02": "Crate 14", "2026-11-03": "Rack 2", "2026-11-05": "Armoury 1", "": "Magazine 1"}
    for day, place in where.items():
        (total,) = ledger.totals(books.stockpile, ["place"], as_of=day)
        assert (total.keys, total.quantity) == ((place,), 40)


def test_a_reversal_says_what_every_balance_becomes(books: Books) -> None:
    assert not ledger.anything_posted(books.stockpile)
    books.slings(12)
    posted = books.slings(5)
    assert ledger.anything_posted(books.stockpile)
    assert ledger.voucher_number(books.stockpile, posted.voucher_id) == posted.number
    assert ledger.voucher_number(books.stockpile, 10_000) == ""
    (change,) = ledger.after_reversal(books.stockpile, posted.voucher_id)
    assert (change.now, change.then) == (17, 12)
    assert ledger.after_reversal(books.stockpile, 10_000) == []


def test_a_weapon_issued_twice_in_one_day_is_open_on_the_last_voucher(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    for due in ("2026-11-03", "2026-11-04"):
        books.issue(rifle, on="2026-11-02", due=due)
        if due == "2026-11-03":
            books.hand_in(rifle, on="2026-11-02")
    (row,) = ledger.open_issues(books.stockpile)
    assert (row.number, row.due_back_at[:10]) == ("B-ISS-2026-000002", "2026-11-04")
