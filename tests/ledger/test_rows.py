"""Registers by id, marks read for a voucher line, drafts kept outside the books, last habits."""

from __future__ import annotations

import pytest

from stockpile_app import catalogue, ledger
from stockpile_app.catalogue.model import ItemPack
from stockpile_app.ledger.drafts import discard_draft, drafts, save_draft
from stockpile_app.ledger.habits import last_of_kind, weapons_with, words_used
from stockpile_app.ledger.reading import read_mark, subject_of
from stockpile_app.ledger.requests import AnyVoucher
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
from tests.books import Books, dump_hash


def test_weapon_register_filters_and_sorts(books: Books) -> None:
    first, second = books.rifle("KM 06427", year="1974"), books.rifle("TE 70415", year="1968")
    assert list(weapon_register(books.stockpile)) == [first.id, second.id]
    assert list(weapon_register(books.stockpile, order="year")) == [second.id, first.id]
    assert list(weapon_register(books.stockpile, order="serial", falling=True)) == [second.id, first.id]
    assert list(weapon_register(books.stockpile, "0642")) == [first.id]
    assert list(weapon_register(books.stockpile, "KM O6427")) == [first.id]
    page = weapons_page(books.stockpile, [second.id])
    assert page[second.id].account == "Armoury 1"


def test_weapons_of_a_balance_now_and_on_a_past_day(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    books.transfer(rifle, to="workshop", on="2026-11-05")
    here = (books.place("armoury"), books.item("rifle"), "serviceable")
    there = (books.place("workshop"), books.item("rifle"), "serviceable")
    assert list(weapon_register(books.stockpile, balance=here)) == []
    assert list(weapon_register(books.stockpile, balance=there)) == [rifle.id]
    assert weapons_of_balance_on(books.stockpile, here, "2026-11-04") == [rifle.id]
    assert weapons_of_balance_on(books.stockpile, there, "2026-11-04") == []


def test_lots_past_their_date_and_on_hold(books: Books) -> None:
    old, good = books.lot("17-83-270", 1000, expires_on="2026-11-15"), books.lot("31-79-188", 500)
    hold = ledger.NewHold(
        operation_id=books.id(), target="lot", target_id=good.id, kind="suspended",
        authority="Col P. Rhode", reason="propellant test", placed_on="2026-11-17",
    )  # fmt: skip
    ledger.place_hold(books.stockpile, hold)
    assert [row.number for row in lots_past_date(books.stockpile, "2026-11-20")] == ["17-83-270"]
    assert lots_past_date(books.stockpile, "2026-11-15") == []
    assert [(row.number, reason) for row, reason, _day in lots_on_hold(books.stockpile)] == [
        ("31-79-188", "propellant test")
    ]
    assert lot_register(books.stockpile, "17-83") == [old.id]
    assert lots_page(books.stockpile, [old.id])[old.id].quantity == 1000


def test_voucher_register_by_kind_and_words(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    issued = books.issue(rifle, purpose="Guard, Gate 2")
    assert voucher_register(books.stockpile, kind="issue") == [issued.voucher_id]
    assert voucher_register(books.stockpile, "Gate 2") == [issued.voucher_id]
    assert vouchers_page(books.stockpile, [issued.voucher_id])[issued.voucher_id].number == issued.number


def test_marks_are_read_exactly_and_look_alikes_apart(books: Books) -> None:
    books.rifle("KM 06427")
    lot = books.lot("17-83-270", 1000)
    catalogue.declare_pack(books.stockpile, books.id(), ItemPack(books.item("ball"), "box", 50))
    rifle = read_mark(books.stockpile, "KM 06427").subjects[0]
    assert (rifle.account, rifle.condition) == ("Armoury 1", "serviceable")
    rounds = read_mark(books.stockpile, "17-83-270", books.place("magazine")).subjects[0]
    assert rounds.held == (("serviceable", 1000),)
    assert rounds.packs == (("box", 50),)
    assert subject_of(books.stockpile, books.rounds(lot, 5)) == rounds
    assert read_mark(books.stockpile, "Magazine 1").accounts[0].id == books.place("magazine")
    twin = read_mark(books.stockpile, "KM O6427")
    assert twin.subjects == ()
    assert [subject.mark for subject in twin.alike] == ["KM 06427"]
    assert read_mark(books.stockpile, "Sling").subjects[0].item.id == books.item("sling")
    assert read_mark(books.stockpile, "nothing").subjects == ()


def test_a_lot_in_two_conditions_at_one_place_is_at_that_place(books: Books) -> None:
    lot = books.lot("17-83-270", 1000)
    books.reclassify(books.rounds(lot, 40), condition_to="repairable", at="magazine")
    (rounds,) = read_mark(books.stockpile, "17-83-270").subjects
    assert rounds.account == "Magazine 1"
    assert sorted(rounds.held) == [("repairable", 40), ("serviceable", 960)]


def test_a_bare_number_is_no_tag_of_the_depot(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    (found,) = ledger.find(books.stockpile, f"b-w-{rifle.id}")
    assert (found.id, found.match) == (rifle.id, "exact")
    assert "weapon" not in {one.kind for one in ledger.find(books.stockpile, str(rifle.id))}


def test_drafts_change_no_book_and_come_back_whole(books: Books) -> None:
    rifle, lot = books.rifle("KM 06427"), books.lot("17-83-270", 1000)
    before = dump_hash(books.stockpile)
    kept: list[AnyVoucher] = [
        books.issue_voucher(rifle, books.rounds(lot, 120, entered="2 boxes + 20")),
        books.receipt(books.new_rifle("X1"), books.new_lot("L1", 5)),
        books.transfer_voucher(rifle, to="workshop", containers=(books.place("crate"),)),
        ledger.ReversalVoucher(
            operation_id=books.id(), effective_at="2026-11-20", voucher_id=1, reason="wrong"
        ),
    ]
    for voucher in kept:
        save_draft(books.stockpile, voucher)
        save_draft(books.stockpile, voucher)
        books.clock.tick(minutes=1)
    assert [draft.voucher for draft in drafts(books.stockpile)] == kept[::-1], "the latest first"
    assert dump_hash(books.stockpile) == before
    assert discard_draft(books.stockpile, kept[0].operation_id)
    assert not discard_draft(books.stockpile, kept[0].operation_id)
    assert len(drafts(books.stockpile)) == 3


def test_habits_are_the_last_that_still_stand(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    first = books.issue(rifle, purpose="Guard, Gate 2", on="2026-11-02T06:30")
    assert weapons_with(books.stockpile, books.place("holder")) == [(rifle.id, "KM 06427")]
    last = last_of_kind(books.stockpile, "issue", books.place("holder"))
    assert last is not None
    assert last.number == first.number
    assert words_used(books.stockpile, "issue", "purpose") == ["Guard, Gate 2"]
    books.reverse(first)
    assert last_of_kind(books.stockpile, "issue") is None
    with pytest.raises(ValueError, match="actor"):
        words_used(books.stockpile, "issue", "actor")


def test_a_lots_row_adds_up_what_the_depot_holds(books: Books) -> None:
    lot = books.lot("17-83-270", 1000, maker="LVE", made_on="1983-05-01", expires_on="2027-01-01")
    books.lot("04-91-11", 7)
    books.transfer(books.rounds(lot, 100, from_account=books.place("magazine")), to="armoury")
    books.expend(books.rounds(lot, 30))
    row = lots_page(books.stockpile, [lot.id])[lot.id]
    assert (row.number, row.item, row.maker, row.unit) == (
        "17-83-270",
        "Cartridge 7.62x39 ball",
        "LVE",
        "round",
    )
    assert (row.made_on, row.expires_on) == ("1983-05-01", "2027-01-01")
    assert row.quantity == 970
    assert set(row.places.split(",")) == {"Armoury 1", "Magazine 1"}
    assert row.conditions == "serviceable"
    assert row.holds == 0


def test_nothing_is_found_by_nothing_and_types_by_either_name(books: Books) -> None:
    assert ledger.find(books.stockpile, "  ") == []
    books.item_type("weapon", "Machine gun", "serial", "weapon", name_other="Кулемет")
    assert [one.identity for one in ledger.find(books.stockpile, "улем")] == ["Machine gun"]
