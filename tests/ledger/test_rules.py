"""Each rule as a pure function: what it lets through, what it refuses, and that it says all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from stockpile_app.base import Finding, Severity
from stockpile_app.base.quantity import LARGEST
from stockpile_app.catalogue.model import Lot, Marking, Ownership, Weapon
from stockpile_app.ledger import rules
from stockpile_app.ledger.facts import Clash, Ended, PostingFacts, Twin, WeaponState
from stockpile_app.ledger.model import ContainerStand, Hold, KitCheck, Voucher, VoucherKind
from stockpile_app.ledger.rules_containers import check_containers
from stockpile_app.ledger.rules_ended import check_terminal
from stockpile_app.ledger.rules_entering import check_described, check_identity, check_look_alikes
from tests.ledger.hand_made import (
    ARMOURY,
    BALL,
    CRATE,
    DESTROYED,
    EXPENDED,
    HOLDER,
    ITEMS,
    KM,
    RIFLE,
    SLING,
    SOURCE,
    WORKSHOP,
    facts,
    line,
)
from tests.ledger.recorded import hear

ENDED = Ended(KM, "destroyed", "B-DST-2026-000001", "2026-11-02", "B-DC-2026-000001")
Rule = Callable[[PostingFacts], Iterator[Finding]]


def said(rule: Rule, about: PostingFacts) -> list[str]:
    """The ids of what the rule finds; every finding must be complete."""
    found = list(rule(about))
    hear(found)
    for one in found:
        parts = (one.rule, one.sentence, one.field, one.expected, one.got, one.remedy, one.clause)
        assert all(parts), one
        assert not one.sentence.endswith((".", "!"))
    return [one.rule if one.severity is Severity.REFUSAL else f"{one.rule} {one.severity}" for one in found]


GOOD = facts("issue", line(), line(2, item_type_id=BALL, quantity=120))


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.id)
def test_a_good_issue_passes_every_rule_it_meets(rule: Any) -> None:
    if VoucherKind.ISSUE in rule.kinds:
        fresh = replace(GOOD, lots={1: replace(GOOD.lots[1], expires_on="")})
        assert said(rule.check, fresh) == []


def test_ids_of_rules_are_each_used_once() -> None:
    ids = [rule.id for rule in rules.RULES]
    assert len(ids) == len(set(ids))


# Stock ----------------------------------------------------------------------------------------


def test_a_voucher_moves_something() -> None:
    assert said(rules.check_lines, facts("issue")) == ["LEDGER-01"]
    stand = ContainerStand(9, CRATE, "2026-11-10T08:00", 0, ARMOURY)
    assert said(rules.check_lines, facts("transfer", stands=(stand,))) == []


@pytest.mark.parametrize(
    ("kind", "source", "target", "findings"),
    [
        ("issue", ARMOURY, HOLDER, 0),
        ("issue", CRATE, HOLDER, 0),
        ("issue", HOLDER, HOLDER, 1),
        ("issue", SOURCE, ARMOURY, 2),
        ("hand-in", HOLDER, WORKSHOP, 0),
        ("hand-in", 0, ARMOURY, 1),
        ("transfer", ARMOURY, WORKSHOP, 0),
        ("transfer", ARMOURY, 999, 1),
        ("transfer", ARMOURY, HOLDER, 1),
        ("receipt", SOURCE, HOLDER, 0),
        ("receipt", EXPENDED, ARMOURY, 1),
        ("opening balance", DESTROYED, ARMOURY, 1),
        ("expenditure", HOLDER, EXPENDED, 0),
        ("expenditure", HOLDER, DESTROYED, 1),
        ("reclassification", HOLDER, HOLDER, 2),
    ],
)
def test_each_kind_moves_between_its_accounts(kind: str, source: int, target: int, findings: int) -> None:
    about = facts(kind, line(from_account=source, to_account=target))
    assert said(rules.check_sides, about) == ["LEDGER-02"] * findings


def test_a_line_changes_a_place_or_a_condition() -> None:
    still = line(to_account=ARMOURY)
    assert said(rules.check_moves, facts("transfer", still)) == ["LEDGER-27"]
    assert said(rules.check_moves, facts("reclassification", replace(still, condition_to="repairable"))) == []


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((ARMOURY, "serviceable"), None, []),
        ((HOLDER, "serviceable"), None, ["LEDGER-03"]),
        ((ARMOURY, "repairable"), None, ["LEDGER-03"]),
        ((0, ""), None, ["LEDGER-03"]),
        ((ARMOURY, "serviceable"), (HOLDER, "serviceable"), []),
        ((ARMOURY, "serviceable"), (ARMOURY, "serviceable"), ["LEDGER-04"]),
        ((HOLDER, "serviceable"), (ARMOURY, "serviceable"), ["LEDGER-03", "LEDGER-04"]),
    ],
)
def test_a_weapon_s_movements_chain(before: Any, after: Any, expected: list[str]) -> None:
    about = facts("issue", line(), weapons={1: WeaponState(KM, before, after)})
    assert said(rules.check_chain, about) == expected


def test_a_weapon_that_enters_comes_from_outside() -> None:
    state = {1: WeaponState(KM, (0, ""), None)}
    assert said(rules.check_chain, facts("receipt", line(from_account=SOURCE), weapons=state)) == []
    assert said(rules.check_chain, facts("hand-in", line(from_account=0), weapons=state)) == ["LEDGER-03"]


def test_what_is_issued_to_somebody_is_said_so() -> None:
    about = facts("issue", line(), weapons={1: WeaponState(KM, (HOLDER, "serviceable"), None)})
    (found,) = rules.check_chain(about)
    assert found.sentence == "This weapon is already issued to somebody else"
    assert found.got == "Cpl T. Vessin · 3 Section · serviceable"


def test_what_was_destroyed_stays_so() -> None:
    about = facts("reversal", line(from_account=DESTROYED, to_account=ARMOURY))
    assert said(rules.check_terminal, about) == ["LEDGER-05"]


def test_what_ended_is_told_once_whatever_else_would_be_wrong() -> None:
    for kind, rule in (("receipt", "LEDGER-36"), ("opening balance", "LEDGER-36"), ("transfer", "LEDGER-05")):
        about = facts(
            kind, line(from_account=DESTROYED, to_account=ARMOURY), ended={1: ENDED}, clashes=(Clash(1, KM),)
        )
        checks = (rules.check_terminal, rules.check_sides, rules.check_chain, check_identity)
        assert [one for check in checks for one in said(check, about)] == [rule]
    (alarm,) = rules.check_terminal(facts("receipt", line(), ended={1: ENDED}))
    assert (
        alarm.got
        == "KM 06427 · Izhevsk AKM 7.62x39: B-DST-2026-000001 of 2026-11-02, certificate B-DC-2026-000001"
    )


@pytest.mark.parametrize(
    ("quantities", "expected"),
    [((500,), 0), ((501,), 1), ((250, 250), 0), ((250, 251), 1), ((1000, 1), 2)],
)
def test_no_account_gives_more_than_it_has(quantities: tuple[int, ...], expected: int) -> None:
    lines = (line(n, item_type_id=BALL, quantity=q) for n, q in enumerate(quantities, start=1))
    assert said(rules.check_balance, facts("issue", *lines)) == ["LEDGER-06"] * expected


def test_an_outside_account_gives_what_is_asked() -> None:
    about = facts("receipt", line(item_type_id=BALL, from_account=SOURCE, quantity=10**9))
    assert said(rules.check_balance, about) == []


def test_a_weapon_stands_on_a_voucher_once() -> None:
    assert said(rules.check_twice, facts("issue", line(), line(2), line(3))) == ["LEDGER-13"] * 2


@pytest.mark.parametrize(
    ("movement", "expected"),
    [
        (line(), []),
        (line(item_type_id=BALL, quantity=5), []),
        (line(item_type_id=SLING, quantity=5), []),
        (line(item_type_id=77), ["LEDGER-14"]),
        (line(weapon_id=0), ["LEDGER-14"]),
        (line(weapon_id=99), ["LEDGER-14"]),
        (line(lot_id=1), ["LEDGER-14"]),
        (line(item_type_id=BALL, lot_id=0), ["LEDGER-14"]),
        (line(item_type_id=BALL, lot_id=99), ["LEDGER-14"]),
        (line(item_type_id=BALL, weapon_id=1, lot_id=0), ["LEDGER-14"]),
        (line(item_type_id=SLING, lot_id=1), ["LEDGER-14"]),
        (line(quantity=2), ["LEDGER-15"]),
        (line(item_type_id=SLING, quantity=0), ["LEDGER-15"]),
        (line(item_type_id=SLING, quantity=-5), ["LEDGER-15"]),
        (line(item_type_id=SLING, quantity=1.5), ["LEDGER-15"]),
        (line(item_type_id=SLING, quantity="5"), ["LEDGER-15"]),
        (line(item_type_id=SLING, quantity=LARGEST), []),
        (line(item_type_id=SLING, quantity=LARGEST + 1), ["LEDGER-15"]),
    ],
)
def test_by_serial_by_lot_or_by_quantity(movement: Any, expected: list[str]) -> None:
    assert said(rules.check_tracking, facts("issue", movement)) == expected


def test_a_weapon_goes_under_its_own_item_type() -> None:
    items = {**ITEMS, 4: replace(ITEMS[RIFLE], id=4, name="Pistol")}
    about = facts("issue", line(item_type_id=4, weapon_id=1, lot_id=0), item_types=items)
    assert said(rules.check_tracking, about) == ["LEDGER-14"]
    lot = Lot(1, SLING, "17-83-270")
    assert said(rules.check_tracking, facts("issue", line(item_type_id=BALL), lots={1: lot})) == ["LEDGER-14"]


# Dates ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-20T08:00", []),
        ("2026-11-20T24:00", []),
        ("2026-11-20T08:01", ["LEDGER-07"]),
        ("2026-11-21T24:00", ["LEDGER-07"]),
        ("2126-11-20T24:00", ["LEDGER-07"]),
        ("2026-11-01T00:00", []),
        ("2026-10-31T24:00", ["LEDGER-08"]),
        ("99/99/9999T24:00", ["LEDGER-19"]),
        ("2026-02-30T24:00", ["LEDGER-19"]),
        ("2026-11-1T24:00", ["LEDGER-19"]),
        ("11/20/2026T24:00", ["LEDGER-19"]),
        ("2026-11-20T07:61", ["LEDGER-19"]),
        ("2026-11-20T24:01", ["LEDGER-19"]),
        ("2026-11-20T07:00:30", ["LEDGER-19"]),
        ("2026-11-20T07:00Z", ["LEDGER-19"]),
        ("２０２６-11-20T24:00", ["LEDGER-19"]),
        ("T24:00", ["LEDGER-19"]),
    ],
)
def test_nothing_happens_tomorrow_or_before_these_books(at: str, expected: list[str]) -> None:
    about = facts("transfer", line(effective_at=at), head={"effective_at": at})
    assert said(rules.check_dates, about) == expected


def test_an_opening_line_may_be_older_than_these_books() -> None:
    old = line(from_account=SOURCE, effective_at="2012-03-01T24:00")
    assert said(rules.check_dates, facts("opening balance", old)) == []


def test_a_clock_that_was_set_back_is_pointed_out() -> None:
    about = facts("issue", line(), last_recorded_at="2026-11-20T08:00:01Z")
    assert said(rules.check_clock, about) == ["LEDGER-33 warning"]
    assert said(rules.check_clock, facts("issue", line(), last_recorded_at="2026-11-20T08:00:00Z")) == []


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-10T18:00", []),
        ("", ["LEDGER-09"]),
        ("2026-11-10T08:00", ["LEDGER-09"]),
        ("2026-11-09T18:00", ["LEDGER-09"]),
        ("soon", ["LEDGER-19"]),
        ("2026-11-31T18:00", ["LEDGER-19"]),
    ],
)
def test_a_weapon_is_issued_until_a_day_and_time(due: str, expected: list[str]) -> None:
    assert said(rules.check_due, facts("issue", line(), head={"due_back_at": due})) == expected


def test_rounds_need_not_come_back() -> None:
    assert said(rules.check_due, facts("issue", line(item_type_id=BALL), head={"due_back_at": ""})) == []


def test_a_lot_past_its_date_is_pointed_out() -> None:
    assert said(rules.check_expiry, facts("issue", line(item_type_id=BALL))) == ["LEDGER-17 warning"]
    early = line(item_type_id=BALL, effective_at="2026-06-30T08:00")
    assert said(rules.check_expiry, facts("issue", early)) == []


# Stops ----------------------------------------------------------------------------------------


def hold(target: str, target_id: int, **more: Any) -> Hold:
    usual = {"kind": "suspended", "authority": "Inspector", "reason": "suspected", "placed_on": "2026-11-05"}
    return Hold(1, target, target_id, **{**usual, **more})


@pytest.mark.parametrize(
    ("stop", "expected"),
    [
        (hold("weapon", 1), 1),
        (hold("weapon", 2), 0),
        (hold("item_type", RIFLE), 1),
        (hold("account", ARMOURY), 1),
        (hold("account", HOLDER), 1),
        (hold("lot", 1), 0),
        (hold("weapon", 1, until="2026-11-10"), 1),
        (hold("weapon", 1, until="2026-11-09"), 0),
        (hold("weapon", 1, blocks="issue,expenditure"), 1),
        (hold("weapon", 1, blocks="transfer"), 0),
        (hold("weapon", 1, placed_on="2026-11-15"), 1),
    ],
)
def test_what_is_on_hold_does_not_move(stop: Hold, expected: int) -> None:
    assert said(rules.check_holds, facts("issue", line(), holds=(stop,))) == ["LEDGER-10"] * expected


def test_what_a_moving_crate_carries_is_on_hold_with_it() -> None:
    stand = ContainerStand(9, CRATE, "2026-11-10T08:00", 0, ARMOURY)
    about = facts("transfer", stands=(stand,), holds=(hold("weapon", 1),), carried=frozenset({("weapon", 1)}))
    assert said(rules.check_holds, about) == ["LEDGER-10"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("serviceable", []),
        ("repairable", ["LEDGER-12"]),
        ("unknown", ["LEDGER-12 warning"]),
        ("shiny", ["LEDGER-11"]),
    ],
)
def test_only_what_may_be_issued_is_issued(condition: str, expected: list[str]) -> None:
    about = facts("issue", line(condition_from=condition, condition_to=condition))
    assert said(rules.check_conditions, about) == expected
    moved = facts("transfer", line(condition_from=condition, condition_to=condition))
    assert said(rules.check_conditions, moved) == [one for one in expected if one == "LEDGER-11"]


# Containers -----------------------------------------------------------------------------------


def moved(
    to: int, *, container: int = CRATE, come_from: int = 0, kind: str = "transfer", **more: Any
) -> list[str]:
    stand = ContainerStand(9, container, "2026-11-10T08:00", come_from, to)
    return said(check_containers, facts(kind, stands=(stand,), **more))


def test_a_container_moves_to_where_it_can_stand() -> None:
    assert moved(ARMOURY) == []
    assert moved(HOLDER) == moved(999) == moved(SOURCE) == ["LEDGER-28"]
    assert set(moved(0)) == {"LEDGER-28"}
    assert moved(ARMOURY, container=WORKSHOP) == moved(ARMOURY, container=999) == ["LEDGER-28"]


def test_a_container_stands_in_one_place_after_another() -> None:
    standing = {"container_places": {CRATE: ARMOURY}, "container_moved": {CRATE: "2026-11-08T24:00"}}
    assert moved(WORKSHOP, come_from=ARMOURY, **standing) == []
    assert moved(ARMOURY, come_from=ARMOURY, **standing) == ["LEDGER-28"]
    assert moved(WORKSHOP, come_from=0, **standing) == ["LEDGER-28"]
    later = {**standing, "container_moved": {CRATE: "2026-11-12T24:00"}}
    assert moved(WORKSHOP, come_from=ARMOURY, **later) == ["LEDGER-28"]


def test_a_container_never_stands_in_itself() -> None:
    assert moved(CRATE) == ["LEDGER-28"]
    rack = replace(facts("transfer").accounts[CRATE], id=110, name="Rack")
    accounts = {**facts("transfer").accounts, 110: rack}
    assert moved(110, accounts=accounts, container_places={110: CRATE}) == ["LEDGER-28"]
    assert moved(110, accounts=accounts, container_places={110: ARMOURY}) == []


def test_the_first_move_of_a_container_can_be_undone() -> None:
    standing = {"container_places": {CRATE: ARMOURY}, "container_moved": {CRATE: "2026-11-08T24:00"}}
    assert moved(0, come_from=ARMOURY, kind="reversal", **standing) == []
    assert moved(0, come_from=WORKSHOP, kind="reversal", **standing) == ["LEDGER-28"]


def test_a_container_is_on_a_voucher_once() -> None:
    stand = ContainerStand(9, CRATE, "2026-11-10T08:00", 0, ARMOURY)
    assert said(check_containers, facts("transfer", stands=(stand, stand))) == ["LEDGER-28"] * 2


# Reversal, kit, texts ----------------------------------------------------------------------------

ORIGINAL = Voucher(4, "issue", "B-ISS-2026-000001", 2026, 1, "2026-11-10T24:00", "", "keeper")


@pytest.mark.parametrize(
    ("original", "by", "head", "expected"),
    [
        (ORIGINAL, "", {}, 0),
        (None, "", {}, 1),
        (ORIGINAL, "B-REV-2026-000001", {}, 1),
        (ORIGINAL, "", {"reason": "  "}, 1),
        (ORIGINAL, "", {"effective_at": "2026-11-09T24:00"}, 1),
        (ORIGINAL, "", {"effective_at": "2026-11-10T00:00"}, 0),
        (ORIGINAL, "B-REV-2026-000001", {"reason": "", "effective_at": "2026-11-01T24:00"}, 3),
    ],
)
def test_a_voucher_is_reversed_once_with_a_reason(
    original: Voucher | None, by: str, head: dict[str, str], expected: int
) -> None:
    about = facts("reversal", line(), head={"reverses": 4, "reason": "wrong", **head})
    about = replace(about, reversed=original, reversed_by=by)
    assert said(rules.check_reversal, about) == ["LEDGER-16"] * expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([(1, 1, 4)], 0),
        ([(1, 1, 0)], 0),
        ([(1, 1, -1)], 1),
        ([(1, 1, 4), (1, 1, 4)], 1),
        ([(1, 1, 4), (2, 1, 4)], 0),
    ],
)
def test_a_kit_line_is_answered_once(answers: list[tuple[int, int, int]], expected: int) -> None:
    kit = tuple(KitCheck(9, row, number, "Magazine", 4, there) for row, number, there in answers)
    assert said(rules.check_kit, facts("issue", line(), kit=kit)) == ["LEDGER-29"] * expected


@pytest.mark.parametrize("field", ["party", "authority", "document", "purpose", "reason", "witness"])
@pytest.mark.parametrize("bad", ["line\nbreak", "a\u202eb", "nul\x00", "x" * 2001])
def test_every_text_of_the_head_can_be_read(field: str, bad: str) -> None:
    found = said(rules.check_texts, facts("issue", line(), head={field: bad}))
    assert found == ["TEXT-02" if len(bad) > 2000 else "TEXT-01"]


@pytest.mark.parametrize("field", ["remarks", "entered", "unit_value", "currency"])
def test_every_text_of_a_line_can_be_read(field: str) -> None:
    (found,) = rules.check_texts(facts("issue", line(), line(2, **{field: "a\u2067b"})))
    assert (found.rule, found.row) == ("TEXT-01", 2)


# What enters ----------------------------------------------------------------------------------


def entering(*new: object, **more: Any) -> list[str]:
    return said(check_described, facts("receipt", line(3, from_account=SOURCE), new=new, **more))


def test_a_weapon_has_its_serial_or_the_depot_s_number() -> None:
    assert entering(KM) == []
    assert entering(replace(KM, serial="")) == entering(replace(KM, serial="  ")) == ["CATALOGUE-03"]
    assert entering(replace(KM, serial="", own_number="B-W-000001")) == []


@pytest.mark.parametrize("field", ["make", "model", "calibre", "serial", "country", "year", "remarks"])
def test_every_text_of_a_weapon_can_be_read(field: str) -> None:
    bad = replace(KM, **{field: "KM\u202e06427"})
    (found,) = check_described(facts("receipt", line(3, from_account=SOURCE), new=(bad,)))
    assert (found.rule, found.row) == ("TEXT-01", 3)
    assert entering(replace(KM, **{field: "Ижевск 史"})) == []


def test_a_lot_has_a_number_that_can_be_read() -> None:
    assert entering(Lot(1, BALL, "17-83-270")) == []
    assert entering(Lot(1, BALL, " ")) == ["CATALOGUE-05"]
    assert entering(Lot(1, BALL, "17\t83")) == ["TEXT-01"]


@pytest.mark.parametrize(
    ("mark", "fits"),
    [
        (Marking(1, 1, "import", "B 26", "2026-11-01"), True),
        (Marking(1, 1, "import", "", "2026-11-01", state="erased"), True),
        (Marking(1, 1, "import", "", "2026-11-01"), False),
        (Marking(1, 1, "", "B 26", "2026-11-01"), False),
        (Marking(1, 1, "import", "B 26", "2026-11-01", state="scratched"), False),
    ],
)
def test_a_mark_says_what_it_is(mark: Marking, fits: bool) -> None:
    assert entering(KM, mark) == ([] if fits else ["CATALOGUE-15"])


@pytest.mark.parametrize(
    ("kind", "reference", "fits"),
    [("evidence", "Case 12", True), ("evidence", " ", False), ("stolen", "Case 12", False)],
)
def test_whose_it_is_is_said(kind: str, reference: str, fits: bool) -> None:
    assert entering(KM, Ownership(1, 1, kind, "2026-11-01", reference)) == ([] if fits else ["CATALOGUE-04"])


def test_the_reason_for_two_look_alikes_can_be_read() -> None:
    assert entering(KM, accept_look_alike="compared\u202e") == ["TEXT-01"]


def test_an_identity_is_in_the_books_once() -> None:
    here = Clash(1, KM, 0, "Armoury 1")
    again = Clash(3, KM, 2)
    found = list(check_identity(facts("receipt", clashes=(here, again))))
    assert [(one.rule, one.row) for one in found] == [("CATALOGUE-01", 1), ("CATALOGUE-01", 3)]
    assert found[0].got == "KM 06427 · Izhevsk AKM 7.62x39, in Armoury 1"
    assert found[1].got == "KM 06427 · Izhevsk AKM 7.62x39, row 2"


def test_a_look_alike_is_compared_before_it_is_posted() -> None:
    twin = Twin(2, Weapon(2, RIFLE, serial="KM O6427"), KM)
    assert said(check_look_alikes, facts("receipt", twins=(twin,))) == ["CATALOGUE-02"]
    assert said(check_look_alikes, facts("receipt", twins=(twin,), accept_look_alike="two")) == [
        "CATALOGUE-02 warning"
    ]


def test_what_looks_destroyed_is_accepted_only_by_somebody_who_saw_it() -> None:
    twin = Twin(2, Weapon(2, RIFLE, serial="KM O6427"), KM)
    for reason, compared, expected in (
        ("", True, "LEDGER-37"),
        ("listed at import", False, "LEDGER-37"),
        ("compared beside the certificate", True, "LEDGER-37 warning"),
    ):
        about = facts("receipt", twins=(twin,), ended={1: ENDED}, accept_look_alike=reason, compared=compared)
        assert said(check_look_alikes, about) == [expected]


def test_what_could_not_be_read_is_said_with_its_row() -> None:
    unread = Finding("EXCHANGE-01", Severity.REFUSAL, "Nothing stands here", row=3, field="Item", expected="an item",
                     got="nothing", remedy="Enter it", clause="house rule, no outside clause")  # fmt: skip
    about = facts("issue")
    about = replace(about, posting=replace(about.posting, unresolved=(unread,)))
    assert list(rules.check_lines(about)) == [unread]


def test_a_container_may_move_twice_in_one_minute() -> None:
    standing = {"container_places": {CRATE: ARMOURY}, "container_moved": {CRATE: "2026-11-10T08:00"}}
    assert moved(WORKSHOP, come_from=ARMOURY, **standing) == []


@pytest.mark.parametrize("field", ["kind", "text", "place", "method"])
def test_every_text_of_a_mark_can_be_read(field: str) -> None:
    mark = replace(Marking(1, 1, "national", "XB-1", "2026-11-02"), **{field: "XB\u202e"})  # type: ignore[arg-type]
    assert entering(KM, mark) == ["TEXT-01"]


def test_the_texts_of_an_owner_and_of_a_lot_can_be_read() -> None:
    assert entering(KM, Ownership(1, 1, "evidence", "2026-11-01", "Case\u202e")) == ["TEXT-01"]
    for field in ("number", "maker", "remarks"):
        lot = replace(Lot(1, BALL, "17"), **{field: "x\u202e"})  # type: ignore[arg-type]
        assert entering(lot) == ["TEXT-01"]


def test_what_ended_without_a_certificate_is_said_so() -> None:
    about = facts("issue", line(), ended={1: replace(ENDED, certificate="")})
    (found,) = check_terminal(about)
    assert "no certificate yet" in found.got
