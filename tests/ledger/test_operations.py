"""The verbs of the ledger, one by one, on a small depot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stockpile_app import audit, catalogue, ledger
from stockpile_app.base import Refused
from stockpile_app.ledger import HoldKind, KitAnswer, Line, NewHold, NewMark, VoucherKind
from tests.books import Books, dump_hash, lines_of


def rules_of(found: tuple[object, ...]) -> list[str]:
    return [finding.rule for finding in found]  # type: ignore[attr-defined]


# Weapons that enter ---------------------------------------------------------------------------


def test_a_receipt_brings_a_weapon_and_a_lot_into_the_books(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    books.lot("17-83-270", 1000)
    assert books.where(rifle) == (books.place("armoury"), "serviceable")
    assert (books.held("armoury", "rifle"), books.held("magazine", "ball")) == (1, 1000)


def test_the_same_serial_under_two_makes_is_two_weapons(books: Books) -> None:
    one = books.rifle("06427", make="Izhevsk")
    other = books.rifle("06427", make="Cugir")
    assert one.id != other.id
    assert {weapon.make for weapon in ledger.weapon_with_mark(books.stockpile, "06427")} == {
        "Izhevsk",
        "Cugir",
    }


@pytest.mark.parametrize("rows", [1, 2])
def test_the_same_identity_twice_is_refused(books: Books, rows: int) -> None:
    line = books.new_rifle("KM 06427")
    if rows == 1:
        books.receive(line)
        found = books.refuse(ledger.receive, books.receipt(line, on="2026-11-02"))
        assert "in Armoury 1" in found[0].got
    else:
        found = books.refuse(ledger.receive, books.receipt(books.new_rifle("KM 1"), line, line))
        assert [finding.row for finding in found if finding.rule == "CATALOGUE-01"] == [3]
        assert "row 2" in found[0].got
    assert "CATALOGUE-01" in rules_of(found)


@pytest.mark.parametrize(
    "written",
    ["KM O6427", "km 06427", "KM06427", "KM-06427", "KM 06427 ", "КМ 06427", "KM ٠٦٤٢٧", "ＫＭ ０６４２７"],
)
def test_a_look_alike_is_refused_until_somebody_says_why_it_is_another(books: Books, written: str) -> None:
    first = books.rifle("KM 06427")
    found = books.refuse(ledger.receive, books.receipt(books.new_rifle(written)))
    assert rules_of(found) == ["CATALOGUE-02"]
    assert "KM 06427" in found[0].got
    found = books.refuse(ledger.receive, books.receipt(books.new_rifle(written), accept_look_alike="  "))
    assert rules_of(found) == ["CATALOGUE-02"]
    posted = books.receive(books.new_rifle(written), accept_look_alike="both seen side by side")
    second = books.weapon_of(posted)
    assert second.serial == written  # exactly as written
    for weapon in (first, second):
        events = [
            event for event in ledger.weapon_life(books.stockpile, weapon.id) if event.word == "look-alike"
        ]
        assert len(events) == 1
        assert "both seen side by side" in events[0].detail


def test_two_look_alikes_on_one_voucher_are_met_too(books: Books) -> None:
    found = books.refuse(
        ledger.receive,
        books.receipt(books.new_rifle("RU 1"), books.new_rifle("KM 0"), books.new_rifle("KM O")),
    )
    assert [(finding.rule, finding.row) for finding in found] == [("CATALOGUE-02", 3)]


def test_another_calibre_is_no_look_alike(books: Books) -> None:
    books.rifle("KM 06427")
    books.rifle("KM O6427", calibre="5.45x39")


def test_an_unmarked_weapon_gets_the_depots_own_number(books: Books) -> None:
    found = books.refuse(ledger.receive, books.receipt(books.new_rifle("")))
    assert rules_of(found) == ["CATALOGUE-03"]
    one = books.rifle("", unmarked=True, make="craft")
    other = books.rifle("", unmarked=True, make="craft")
    assert (one.own_number, other.own_number) == ("B-W-000001", "B-W-000002")
    assert ledger.weapon_with_mark(books.stockpile, "b-w-000002") == [other]
    catalogue.add_marking(
        books.stockpile, books.id(), catalogue.Marking(0, one.id, "national", "XB-0001", "2026-11-05")
    )
    assert ledger.weapon_with_mark(books.stockpile, "XB-0001") == [one]


def test_marks_and_owner_come_in_with_the_weapon(books: Books) -> None:
    rifle = books.rifle(
        "KM 06427",
        ownership="evidence",
        ownership_reference="Case 12/2026",
        marks=(NewMark(kind="import", text="B 2026", place="receiver"),),
    )
    assert [mark.text for mark in catalogue.markings_of(books.stockpile, rifle.id)] == ["B 2026"]
    assert [fact.kind for fact in catalogue.ownership_of(books.stockpile, rifle.id)] == ["evidence"]


def test_a_weapon_whose_receipt_was_undone_comes_in_again_as_itself(books: Books) -> None:
    posted = books.receive(books.new_rifle("KM 06427", condition="unknown"))
    rifle = books.weapon_of(posted)
    books.reverse(posted, on="2026-11-02")
    assert books.held("armoury", "rifle") == 0
    again = books.rifle("KM 06427", on="2026-11-03")
    assert again == rifle
    assert books.where(rifle) == (books.place("armoury"), "serviceable")
    assert [event.word for event in ledger.weapon_life(books.stockpile, rifle.id)] == [
        "receipt",
        "reversal",
        "receipt",
    ]
    assert audit.verify(books.stockpile).holds


def test_an_opening_balance_may_hold_lines_older_than_its_paper(books: Books) -> None:
    line = replace(books.new_rifle("KM 06427"), effective_at="2012-03-01")
    voucher = ledger.OpeningVoucher(
        operation_id=books.id(), effective_at="2026-11-01", to_account=books.place("armoury"), lines=(line,)
    )
    ledger.open_balance(books.stockpile, voucher)
    assert [b.quantity for b in ledger.balances(books.stockpile, as_of="2012-03-01")] == [1]
    assert ledger.balances(books.stockpile, as_of="2012-02-29") == []


# Issue and hand-in ----------------------------------------------------------------------------


def test_an_issue_and_its_hand_in(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    issued = books.issue(rifle)
    assert issued.number == "B-ISS-2026-000001"
    assert books.where(rifle)[0] == books.place("holder")
    assert [one.number for one in ledger.open_issues(books.stockpile)] == [issued.number]
    books.hand_in(rifle)
    assert books.where(rifle)[0] == books.place("armoury")
    assert ledger.open_issues(books.stockpile) == []


def test_an_open_issue_is_the_latest_to_the_same_holder(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    books.issue(rifle)
    books.hand_in(rifle)
    again = books.issue(rifle, on="2026-11-04T06:30")
    assert [one.number for one in ledger.open_issues(books.stockpile)] == [again.number]


def test_what_moves_back_in_time_asks_only_what_its_own_balance_was(books: Books) -> None:
    lot = books.lot("17-83", 100)
    books.receive(books.rounds(lot, 50, condition="serviceable"), to="armoury", on="2026-11-02")
    books.transfer(books.rounds(lot, 30, from_account=books.place("armoury")), to="workshop", on="2026-11-10")
    books.transfer(books.rounds(lot, 5, from_account=books.place("magazine")), to="workshop", on="2026-11-12")
    books.transfer(
        books.rounds(lot, 90, from_account=books.place("magazine")), to="workshop", on="2026-11-05"
    )
    assert books.held("magazine", "ball") == 5


def test_an_account_outside_that_does_not_exist_has_no_number(books: Books) -> None:
    assert ledger.operations.virtual_account(books.stockpile, "nobody") == 0


def test_what_is_issued_cannot_be_issued_again(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    books.issue(rifle)
    found = books.refuse(ledger.issue, books.issue_voucher(rifle, on="2026-11-03T06:30"))
    assert rules_of(found) == ["LEDGER-03"]
    assert found[0].sentence == "This weapon is already issued to somebody else"


def test_an_issue_stays_open_when_its_hand_in_is_undone(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    issued = books.issue(rifle)
    handed_in = books.hand_in(rifle)
    books.reverse(handed_in, on="2026-11-03")
    (still_open,) = ledger.open_issues(books.stockpile)
    assert (still_open.number, still_open.due_back_at) == (issued.number, "2026-11-02T23:30")


def test_a_kit_is_confirmed_line_by_line(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    catalogue.set_kit(books.stockpile, books.id(), books.item("rifle"), [("Magazine", 4), ("Sling", 1)])
    (line,) = lines_of((rifle,))
    answers = (
        KitAnswer(kit_line_no=1, description="Magazine", expected=4, confirmed=3),
        KitAnswer(kit_line_no=2, description="Sling", expected=1, confirmed=1),
    )
    posted = books.issue(replace(line, kit=answers))
    view = ledger.voucher_view(books.stockpile, posted.number)
    assert view is not None
    assert view.lines[0].kit == (("Magazine", 4, 3), ("Sling", 1, 1))


def test_a_kit_is_named_in_signs_that_can_be_printed(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    (line,) = lines_of((rifle,))
    answers = (KitAnswer(kit_line_no=1, description="Maga\x00zine", expected=4, confirmed=4),)
    assert rules_of(books.refuse(ledger.issue, books.issue_voucher(replace(line, kit=answers)))) == [
        "TEXT-01"
    ]


def test_a_reversal_and_what_it_undoes_name_each_other(books: Books) -> None:
    books.slings(5)
    posted = books.slings(40)
    undone = books.reverse(posted)
    first, second = (ledger.voucher_view(books.stockpile, one.number) for one in (posted, undone))
    assert first is not None
    assert second is not None
    assert (first.reverses, first.reversed_by) == ("", undone.number)
    assert (second.reverses, second.reversed_by) == (posted.number, "")


def test_the_same_request_for_a_seal_again_changes_nothing(books: Books) -> None:
    asked = (books.id(), books.place("crate"), "S 1", "applied", "2026-11-05")
    ledger.set_seal(books.stockpile, *asked)
    before = dump_hash(books.stockpile)
    again = ledger.set_seal(books.stockpile, *asked)
    assert again == ledger.Changes()
    assert dump_hash(books.stockpile) == before


def test_a_condition_that_is_held_twice_must_be_named(books: Books) -> None:
    books.lot("17-83-270", 100)
    lot = books.lot("17-83-270", 50, condition="repairable", on="2026-11-02")
    found = books.refuse(ledger.issue, books.issue_voucher(books.rounds(lot, 10), come_from="magazine"))
    assert "LEDGER-18" in rules_of(found)
    books.issue(books.rounds(lot, 10, condition="serviceable"), come_from="magazine")
    assert books.held("holder", "ball") == 10


# Back-dating -----------------------------------------------------------------------------------


def test_a_back_dated_voucher_may_not_take_what_was_needed_later(books: Books) -> None:
    lot = books.lot("17-83-270", 100, on="2026-11-02")
    books.expend(books.rounds(lot, 80), on="2026-11-10")
    books.lot("17-83-270", 500, on="2026-11-12")
    assert books.held("magazine", "ball") == 520
    voucher = ledger.ExpenditureVoucher(
        operation_id=books.id(), effective_at="2026-11-05", from_account=books.place("magazine"),
        lines=(books.rounds(lot, 21),),
    )  # fmt: skip
    found = books.refuse(ledger.expend, voucher)
    assert rules_of(found) == ["LEDGER-06"]
    assert found[0].expected == "at most 20"
    books.expend(books.rounds(lot, 20), on="2026-11-05")
    assert ledger.balances(books.stockpile, as_of="2026-11-10") == []
    assert books.held("magazine", "ball") == 500


def test_a_back_dated_move_may_not_cut_a_weapons_chain(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    books.issue(rifle, on="2026-11-05T06:30")
    books.hand_in(rifle, on="2026-11-05T18:00")
    voucher = books.transfer_voucher(rifle, to="workshop", on="2026-11-03")
    assert rules_of(books.refuse(ledger.transfer, voucher)) == ["LEDGER-04"]


def test_known_then_is_known_ever_after(books: Books) -> None:
    lot = books.lot("17-83-270", 100, on="2026-11-02")
    known = audit.head(books.stockpile).size
    before = ledger.balances(books.stockpile, as_of="2026-11-10", known_on=known)
    books.expend(books.rounds(lot, 30), on="2026-11-05")
    assert ledger.balances(books.stockpile, as_of="2026-11-10", known_on=known) == before
    assert [b.quantity for b in ledger.balances(books.stockpile, as_of="2026-11-10")] == [70]
    assert [b.quantity for b in ledger.balances(books.stockpile, as_of="2026-11-04")] == [100]


# Reversal --------------------------------------------------------------------------------------


def test_a_reversal_undoes_line_by_line_and_once(books: Books) -> None:
    rifle, lot = books.rifle("KM 06427"), books.lot("17-83-270", 100, to="armoury")
    before = {key(b): b.quantity for b in ledger.balances(books.stockpile)}
    posted = books.issue(rifle, books.rounds(lot, 30))
    undone = books.reverse(posted, on="2026-11-03")
    assert {key(b): b.quantity for b in ledger.balances(books.stockpile)} == before
    again = ledger.ReversalVoucher(
        operation_id=books.id(), effective_at="2026-11-04", voucher_id=posted.voucher_id, reason="again"
    )
    assert "LEDGER-16" in rules_of(books.refuse(ledger.reverse, again))
    books.reverse(undone, on="2026-11-04")
    assert books.where(rifle)[0] == books.place("holder")
    assert audit.verify(books.stockpile).holds


def key(balance: ledger.Balance) -> tuple[int, int, int, str]:
    return balance.account_id, balance.item_type_id, balance.lot_id, balance.condition


def test_a_receipt_cannot_be_undone_once_its_rounds_are_fired(books: Books) -> None:
    posted = books.receive(books.new_lot("17-83-270", 100), to="magazine")
    lot = catalogue.lots_by_id(books.stockpile, [1])[1]
    books.expend(books.rounds(lot, 1))
    voucher = ledger.ReversalVoucher(
        operation_id=books.id(), effective_at="2026-11-19", voucher_id=posted.voucher_id, reason="wrong lot"
    )
    assert rules_of(books.refuse(ledger.reverse, voucher)) == ["LEDGER-06"]


# Containers, holds, ids ------------------------------------------------------------------------


def test_a_crate_moves_with_what_is_in_it(books: Books) -> None:
    rifle = books.rifle("KM 06427", to="crate")
    books.transfer(to="armoury", containers=(books.place("crate"),))
    assert ledger.container_places(books.stockpile) == {books.place("crate"): books.place("armoury")}
    assert books.where(rifle)[0] == books.place("crate")
    events = ledger.container_life(books.stockpile, books.place("crate"))
    assert [(event.word, event.to_account) for event in events] == [("transfer", "Armoury 1")]


def test_a_hold_on_a_weapon_stops_the_crate_it_is_in(books: Books) -> None:
    rifle = books.rifle("KM 06427", to="crate")
    asked = NewHold(
        operation_id=books.id(), target="weapon", target_id=rifle.id, kind=HoldKind.EVIDENCE,
        authority="Court", reason="Case 12", placed_on="2026-11-02",
    )  # fmt: skip
    hold = ledger.place_hold(books.stockpile, asked)
    assert ledger.place_hold(books.stockpile, asked) == hold
    voucher = books.transfer_voucher(to="armoury", containers=(books.place("crate"),))
    assert rules_of(books.refuse(ledger.transfer, voucher)) == ["LEDGER-10"]
    ledger.release_hold(books.stockpile, books.id(), hold.id, "2026-11-03", "Court", "acquitted")
    ledger.transfer(books.stockpile, voucher)


@pytest.mark.parametrize("place", ["armoury", "workshop"])
def test_a_hold_on_either_place_stops_the_crate_between_them(books: Books, place: str) -> None:
    books.transfer(to="armoury", containers=(books.place("crate"),))
    ledger.place_hold(
        books.stockpile,
        NewHold(operation_id=books.id(), target="account", target_id=books.place(place), kind=HoldKind.EVIDENCE,
                authority="Court", reason="Case 12", placed_on="2026-11-04"),
    )  # fmt: skip
    voucher = books.transfer_voucher(to="workshop", containers=(books.place("crate"),), on="2026-11-05")
    assert rules_of(books.refuse(ledger.transfer, voucher)) == ["LEDGER-10"]


def test_a_hold_may_stop_some_kinds_only(books: Books) -> None:
    lot = books.lot("17-83-270", 100)
    ledger.place_hold(
        books.stockpile,
        NewHold(operation_id=books.id(), target="lot", target_id=lot.id, kind=HoldKind.BANNED,
                authority="Ministry", reason="exploded elsewhere", placed_on="2026-11-02",
                blocks=(VoucherKind.ISSUE, VoucherKind.EXPENDITURE)),
    )  # fmt: skip
    books.transfer(books.rounds(lot, 100, from_account=books.place("magazine")), to="workshop")
    voucher = books.issue_voucher(books.rounds(lot, 1), come_from="workshop", on="2026-11-05T06:30")
    found = books.refuse(ledger.issue, voucher)
    assert rules_of(found) == ["LEDGER-10"]


def test_the_same_request_twice_has_one_effect(books: Books) -> None:
    voucher = books.receipt(books.new_rifle("KM 06427"))
    first = ledger.receive(books.stockpile, voucher)
    before = dump_hash(books.stockpile)
    second = ledger.receive(books.stockpile, voucher)
    assert (second.repeated, second.number, second.voucher_id) == (True, first.number, first.voucher_id)
    assert second.changes == ledger.Changes()
    assert dump_hash(books.stockpile) == before


def test_a_check_while_typing_says_the_same_and_writes_nothing(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    books.issue(rifle)
    voucher = books.issue_voucher(rifle, on="2026-11-03T06:30")
    before = dump_hash(books.stockpile)
    found = ledger.check_voucher(books.stockpile, voucher)
    assert dump_hash(books.stockpile) == before
    with pytest.raises(Refused) as refused:
        ledger.issue(books.stockpile, voucher)
    assert tuple(found) == refused.value.findings


def test_numbers_run_by_kind_and_by_the_year_of_recording(books: Books) -> None:
    assert [books.slings(1).number, books.slings(1).number] == ["B-REC-2026-000001", "B-REC-2026-000002"]
    books.clock.tick(days=60)
    assert books.slings(1).number == "B-REC-2027-000001"
    books.clock.tick(days=-60)
    assert books.slings(1).number == "B-REC-2026-000003"
    assert audit.verify(books.stockpile).holds


def test_a_refused_voucher_takes_no_number(books: Books) -> None:
    books.slings(1)
    books.refuse(ledger.receive, books.receipt())
    assert books.slings(1).number == "B-REC-2026-000002"


def test_what_is_typed_as_packs_stays_visible(books: Books) -> None:
    posted = books.receive(replace(books.new_lot("17-83-270", 637), entered="12 boxes + 37"), to="magazine")
    view = ledger.voucher_view(books.stockpile, posted.number)
    assert view is not None
    assert (view.lines[0].quantity, view.lines[0].entered) == (637, "12 boxes + 37")


def test_one_line_of_a_bad_voucher_refuses_all_of_it(books: Books) -> None:
    found = books.refuse(ledger.receive, books.receipt(books.new_rifle("KM 06427"), books.new_lot("1", 0)))
    assert [(finding.rule, finding.row) for finding in found] == [("LEDGER-15", 2)]
    assert ledger.weapon_with_mark(books.stockpile, "KM 06427") == []


def test_lines_of_unknown_stock_are_refused(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    other = books.item_type("ammunition", "Other", "lot", "round")
    lot = books.lot("17-83-270", 10)
    for line in (
        Line(item_type_id=books.item("rifle"), weapon_id=999, condition="serviceable"),
        Line(item_type_id=books.item("pistol"), weapon_id=rifle.id, condition="serviceable"),
        Line(item_type_id=books.item("ball"), lot_id=999, condition="serviceable"),
        Line(item_type_id=other.id, lot_id=lot.id, condition="serviceable"),
        Line(item_type_id=999, condition="serviceable"),
    ):
        assert "LEDGER-14" in rules_of(books.refuse(ledger.receive, books.receipt(line)))


def test_a_text_of_plain_letters_can_be_too_long(books: Books) -> None:
    longest = books.rifle("KM 06427", remarks="x" * 2000)
    assert longest.remarks == "x" * 2000
    found = books.refuse(ledger.receive, books.receipt(books.new_rifle("TE 70415", remarks="x" * 2001)))
    assert [(one.field, one.expected) for one in found] == [("Remarks", "at most 2000 characters")]
