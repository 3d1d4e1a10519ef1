"""What was destroyed never moves again; where it is met again, the alarm names voucher and certificate."""

from __future__ import annotations

from typing import Any

import pytest

from stockpile_app import audit, cases, ledger
from stockpile_app.base import Assembly, Severity
from stockpile_app.cases import Reappearance
from stockpile_app.catalogue.model import Weapon
from stockpile_app.ledger import TerminalProof, VoucherKind
from tests.books import Books
from tests.cases.gone import gone

CERTIFICATE = "B-DC-2026-000001"


@pytest.fixture
def rifle(books: Books) -> Weapon:
    """A rifle that was destroyed on 10 November."""
    found = books.rifle("KM 06427")
    gone(books, found)
    return found


def certified(books: Books) -> None:
    """From now on the books have a room that certifies."""
    proof = TerminalProof(lambda _books, _weapon: CERTIFICATE)
    others = (part for part in books.stockpile.assembly.parts if not isinstance(part, TerminalProof))
    books.stockpile.assembly = Assembly((*others, proof))


def met(books: Books, weapon: Weapon, **more: Any) -> Reappearance:
    """The weapon lies on the counter and is set apart in the workshop."""
    usual: dict[str, Any] = {
        "operation_id": books.id(),
        "weapon_id": weapon.id,
        "effective_at": "2026-11-20",
        "to_account": books.place("workshop"),
        "owner": "Insp R. Duval",
        "deadline": "2026-12-01",
        "party": "Police, Kasama post",
        "remarks": "Handed in by a farmer",
    }
    return Reappearance(**{**usual, **more})


@pytest.mark.parametrize("day", ["2026-11-15", "2026-11-05"])
def test_a_receipt_of_a_destroyed_weapon_is_an_alarm(books: Books, rifle: Weapon, day: str) -> None:
    certified(books)
    (alarm,) = books.refuse(ledger.receive, books.receipt(books.new_rifle("KM 06427"), on=day))
    assert (alarm.rule, alarm.row) == ("LEDGER-36", 1)
    assert alarm.sentence == "This weapon was destroyed: it reappears"
    assert alarm.got == (
        f"KM 06427 · Izhevsk AKM 7.62x39: B-DST-2026-000001 of 2026-11-10, certificate {CERTIFICATE}"
    )


def test_an_opening_balance_meets_the_same_alarm_and_says_when_nothing_certifies(
    books: Books, rifle: Weapon
) -> None:
    voucher = ledger.OpeningVoucher(
        operation_id=books.id(),
        effective_at="2026-11-01",
        to_account=books.place("armoury"),
        lines=(books.new_rifle("KM 06427"),),
    )
    (alarm,) = books.refuse(ledger.open_balance, voucher)
    assert alarm.rule == "LEDGER-36"
    assert alarm.got.endswith("B-DST-2026-000001 of 2026-11-10, no certificate yet")


def test_a_deactivated_weapon_is_told_as_such(books: Books) -> None:
    pistol = books.rifle("P 1")
    gone(books, pistol, kind=VoucherKind.DEACTIVATION)
    (alarm,) = books.refuse(ledger.receive, books.receipt(books.new_rifle("P 1"), on="2026-11-15"))
    assert alarm.sentence == "This weapon was deactivated: it reappears"


def test_every_line_that_meets_it_says_so(books: Books, rifle: Weapon) -> None:
    lines = (books.new_rifle("KM 1"), books.new_rifle("KM 06427"))
    found = books.refuse(ledger.receive, books.receipt(*lines, on="2026-11-15"))
    assert [(one.rule, one.row) for one in found] == [("LEDGER-36", 2)]


@pytest.mark.parametrize("day", ["2026-11-05", "2026-11-12"])
def test_no_other_voucher_moves_it_on_any_day(books: Books, rifle: Weapon, day: str) -> None:
    certified(books)
    for voucher, verb in (
        (books.transfer_voucher(rifle, to="workshop", on=day), ledger.transfer),
        (books.issue_voucher(rifle, on=f"{day}T08:00"), ledger.issue),
    ):
        (found,) = books.refuse(verb, voucher)
        assert found.rule == "LEDGER-05"
        assert CERTIFICATE in found.got


def test_its_destruction_cannot_be_reversed_nor_done_twice(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    destroyed = gone(books, rifle)
    reversal = ledger.ReversalVoucher(
        operation_id=books.id(), effective_at="2026-11-19", voucher_id=destroyed.voucher_id, reason="wrong"
    )
    assert "LEDGER-05" in [one.rule for one in books.refuse(ledger.reverse, reversal)]


def test_what_looks_like_it_is_compared_with_the_certificate(books: Books) -> None:
    certified(books)
    gone(books, books.rifle("KM O6427"))
    asked = books.receipt(books.new_rifle("KM 06427"), on="2026-11-15")
    (alarm,) = books.refuse(ledger.receive, asked)
    assert (alarm.rule, alarm.sentence) == ("LEDGER-37", "This serial looks like that of a destroyed weapon")
    assert CERTIFICATE in alarm.got
    posted = books.receive(
        books.new_rifle("KM 06427"), on="2026-11-15", accept_look_alike="compared: two weapons"
    )
    assert books.where(books.weapon_of(posted)) == (books.place("armoury"), "serviceable")


@pytest.mark.parametrize("written", [
    {"calibre": "7.62 × 39 mm"}, {"calibre": ""}, {"make": "IZHEVSK Mechanical Works"}, {"make": " Izhevsk "},
    {"model": "AKM-47"}, {"country": ""},
])  # fmt: skip
def test_it_is_met_however_make_and_calibre_are_written(
    books: Books, rifle: Weapon, written: dict[str, str]
) -> None:
    for serial in ("KM 06427", "KM O6427"):
        line = books.new_rifle(serial, **written)
        (alarm,) = books.refuse(ledger.receive, books.receipt(line, on="2026-11-15"))
        assert alarm.rule == "LEDGER-37"
        assert "B-DST-2026-000001" in alarm.got


def test_one_without_a_serial_is_met_by_the_depots_own_number(books: Books) -> None:
    line = books.new_rifle("", unmarked=True)
    found = books.weapon_of(books.receive(line))
    gone(books, found)
    line = books.new_rifle(found.own_number)
    (alarm,) = books.refuse(ledger.receive, books.receipt(line, on="2026-11-15"))
    assert (alarm.rule, found.own_number in alarm.got) == ("LEDGER-37", True)


def test_of_several_look_alikes_the_destroyed_one_is_told(books: Books) -> None:
    books.rifle("KM 0642O")
    dead = books.weapon_of(books.receive(books.new_rifle("KM O642O"), accept_look_alike="two"))
    gone(books, dead)
    (alarm,) = books.refuse(ledger.receive, books.receipt(books.new_rifle("KM O6420"), on="2026-11-15"))
    assert alarm.rule == "LEDGER-37"


def test_what_was_transferred_away_may_come_back(books: Books) -> None:
    rifle = books.rifle("KM 06427")
    gone(books, rifle, kind=VoucherKind.DISPATCH)
    back = books.receive(books.new_rifle("KM 06427"), on="2026-11-15")
    assert books.weapon_of(back) == rifle


def test_what_reappeared_is_taken_in_apart_on_hold_with_a_case(books: Books, rifle: Weapon) -> None:
    certified(books)
    asked = met(books, rifle, mark="KM O6427")
    done = cases.report_reappeared(books.stockpile, asked)
    found = books.weapon_of(done.posted)
    assert (found.serial, found.own_number, found.model) == ("", f"B-W-{found.id:06d}", "AKM")
    assert books.where(found) == (books.place("workshop"), "unknown")
    assert books.where(rifle) == (ledger.virtual_account(books.stockpile, "destroyed"), "serviceable")
    marks = books.stockpile.rows("SELECT kind, text FROM marking WHERE weapon_id = ?", [found.id])
    assert marks == [("serial as read", "KM O6427")]
    (hold,) = ledger.holds_in_force(books.stockpile)
    assert (hold.target, hold.target_id, hold.kind, hold.authority) == (
        "weapon",
        found.id,
        "trace",
        "Insp R. Duval",
    )
    view = cases.case_view(books.stockpile, done.case.number)
    assert view is not None
    assert {(one.about, one.about_id) for one in view.about} == {
        ("weapon", rifle.id),
        ("weapon", found.id),
        ("voucher", done.posted.voucher_id),
        ("voucher", done.posted.voucher_id - 1),
    }
    assert "KM O6427" in view.case.subject
    assert CERTIFICATE in view.case.subject
    entries = {
        books.stockpile.value(f"SELECT max(entry) FROM {name}")
        for name in ("voucher", "hold", "case_file", "case_about", "marking")
    }
    assert entries == {done.posted.entry}
    moved = books.transfer_voucher(found, to="armoury", on="2026-11-20")
    assert [one.rule for one in books.refuse(ledger.transfer, moved)] == ["LEDGER-10"]
    assert not [one for one in audit.verify(books.stockpile).troubles if one.entry == done.posted.entry]


def test_the_same_report_twice_has_one_effect(books: Books, rifle: Weapon) -> None:
    asked = met(books, rifle)
    first, again = (cases.report_reappeared(books.stockpile, asked) for _ in range(2))
    assert (again.repeated, again.case, again.posted.number) == (True, first.case, first.posted.number)
    assert len(cases.cases_about(books.stockpile, "weapon", rifle.id)) == 1


def test_it_may_reappear_again_and_each_time_is_a_case(books: Books, rifle: Weapon) -> None:
    for _ in range(2):
        cases.report_reappeared(books.stockpile, met(books, rifle))
    assert len(cases.open_cases_about(books.stockpile, "weapon", rifle.id)) == 2
    exact = [one for one in ledger.find(books.stockpile, "KM 06427") if one.match == "exact"]
    assert len(exact) == 3


@pytest.mark.parametrize(
    ("rules", "wrong"),
    [
        (["CASE-21"], {"source_kind": "expended"}),
        (["CASE-03"], {"owner": ""}),
        (["CASE-04"], {"deadline": ""}),
        (["TEXT-01"], {"mark": "KM\u202e7"}),
        (["LEDGER-02"], {"to_account": 1}),
    ],
)
def test_a_report_that_cannot_be_is_refused_whole(
    books: Books, rifle: Weapon, rules: list[str], wrong: dict[str, Any]
) -> None:
    assert [one.rule for one in books.refuse(cases.report_reappeared, met(books, rifle, **wrong))] == rules


def test_only_what_was_destroyed_reappears(books: Books) -> None:
    alive = books.rifle("KM 1")
    for weapon in (alive, Weapon(77, 1)):
        (found,) = books.refuse(cases.report_reappeared, met(books, weapon))
        assert (found.rule, found.severity) == ("CASE-20", Severity.REFUSAL)


@pytest.mark.parametrize("typed", [{"calibre": "5.45x39"}, {"make": "FN"}])
def test_what_is_typed_beside_the_serial_does_not_silence_the_alarm(
    books: Books, rifle: Weapon, typed: dict[str, str]
) -> None:
    asked = books.receipt(books.new_rifle("KM 06427", **typed), on="2026-11-15")
    assert [one.rule for one in books.refuse(ledger.receive, asked)] == ["LEDGER-37"]


def test_the_serial_of_the_destroyed_one_on_another_type_is_no_alarm(books: Books, rifle: Weapon) -> None:
    """Another type and calibre is another weapon; so is the same serial of another maker."""
    books.rifle("KM 06427", item="pistol", calibre="9x18", on="2026-11-15")
    books.rifle("KM 06427", item="pistol", make="FN", on="2026-11-15")
    assert books.held("armoury", "pistol") == 2
