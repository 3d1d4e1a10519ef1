"""The statement over real books: every reason once, past days, what stands behind a line."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockpile_app import catalogue, ledger, surplus
from stockpile_app.base import Refused
from stockpile_app.catalogue.model import Marking
from stockpile_app.ledger import NewHold
from stockpile_app.surplus import Ground, PolicyInput, Share
from stockpile_app.surplus.day import years_before
from tests.books import Books
from tests.ready import ready_depot
from tests.surplus.stock import line, need, worked_example


def test_worked_example_by_hand(books: Books) -> None:
    """AKM: needed 47 posts × 1 for 2 = 23.5, so 24; + 3 training + 2 repair float + 4 reserve = 33.

    Held 50: of the 40 serviceable 6 are issued and 34 stand in store; apart 3 repairable, 4 beyond
    repair, 2 erased marks, 1 evidence = 10.  Surplus 40 - 33 = 7.
    Makarov PM: 12 held; nothing of calibre 9x18 is held to fire: obsolete, and no requirement stated.
    Ball: 102 500 held, 12 500 past their shelf life; 90 000 - 60 000 = 30 000.
    """
    worked_example(books)
    rifle, pistol, ball = (line(books, item) for item in ("rifle", "pistol", "ball"))
    assert [factor.items for factor in rifle.factors] == [24, 3, 2, 4]
    assert (rifle.requirement, rifle.serviceable, rifle.surplus, rifle.apart, rifle.held) == (
        33,
        40,
        7,
        10,
        50,
    )
    assert rifle.shares == {
        Share.IN_STORE: 34, Share.WITH_HOLDERS: 6, Share.REPAIRABLE: 3, Share.BEYOND_REPAIR: 4, Share.MARKS: 2,
        Share.FOREIGN: 1,
    }  # fmt: skip
    assert (pistol.stated, pistol.surplus, pistol.shares) == (False, 0, {Share.OBSOLETE: 12})
    assert "9x18" in pistol.obsolete_because
    assert (ball.requirement, ball.surplus, ball.shares) == (
        60_000, 30_000, {Share.EXPIRED: 12_500, Share.IN_STORE: 90_000})  # fmt: skip


def test_without_a_requirement_nothing_is_surplus(books: Books) -> None:
    books.rifle("KM 1")
    assert (line(books, "rifle").surplus, line(books, "rifle").stated) == (0, False)
    need(books, "rifle", 0)
    assert (line(books, "rifle").surplus, line(books, "rifle").stated) == (1, True)


def test_a_type_that_is_needed_and_not_held_shows_its_shortage(books: Books) -> None:
    need(books, "pistol", 8)
    assert (line(books, "pistol").shortage, line(books, "pistol").surplus, line(books, "pistol").held) == (
        8,
        0,
        0,
    )


def test_a_what_if_is_shown_and_changes_nothing(books: Books) -> None:
    books.rifle("KM 1")
    need(books, "rifle", 5)
    need(books, "rifle", 0, scenario="peace")
    assert line(books, "rifle").surplus == 0
    assert line(books, "rifle", scenario="peace").surplus == 1


def test_evidence_given_back_to_the_state_counts_again(books: Books) -> None:
    weapon = books.rifle("KM 1", ownership="evidence", ownership_reference="Case 1")
    assert line(books, "rifle").shares == {Share.FOREIGN: 1}
    catalogue.set_ownership(books.stockpile, books.id(), weapon.id, "state", "Court order", "2026-11-10")
    assert line(books, "rifle").shares == {Share.IN_STORE: 1}


def test_a_weapon_marked_anew_is_no_longer_apart(books: Books) -> None:
    weapon = books.rifle("KM 1")
    for state, share in (("erased", Share.MARKS), ("readable", Share.IN_STORE)):
        mark = Marking(
            0, weapon.id, "national", "XB" if state == "readable" else "", "2026-11-05", state=state
        )
        catalogue.add_marking(books.stockpile, books.id(), mark)
        assert line(books, "rifle").shares == {share: 1}


@pytest.mark.parametrize(
    ("target", "kind"), [("weapon", "trace"), ("account", "suspended"), ("item_type", "banned")]
)
def test_what_is_on_hold_stands_apart_and_counting_does_not_matter(
    books: Books, target: str, kind: str
) -> None:
    weapon = books.rifle("KM 1")
    number = {"weapon": weapon.id, "account": books.place("armoury"), "item_type": weapon.item_type_id}[
        target
    ]
    for one, share in (("under_count", Share.IN_STORE), (kind, Share.ON_HOLD)):
        asked = NewHold(operation_id=books.id(), target=target, target_id=number, kind=one, authority="M",
                        reason="r", placed_on="2026-11-02")  # fmt: skip
        ledger.place_hold(books.stockpile, asked)
        assert line(books, "rifle").shares == {share: 1}


def dormant_after(books: Books, years: int) -> None:
    asked = PolicyInput(
        operation_id=books.id(), source="Order 4", effective_from="2020-01-01", dormant_years=years
    )
    surplus.set_policy(books.stockpile, asked)


def test_dormant_is_what_was_not_issued_wherever_it_was_carried(books: Books) -> None:
    still, carried, used = (books.rifle(serial) for serial in ("A1", "B2", "C3"))
    books.clock.tick(days=4 * 365)
    books.transfer(carried, to="workshop", on="2030-10-01")
    books.issue(used, on="2030-10-02T06:30")
    books.hand_in(used, on="2030-10-02T18:00")
    books.rifle("NEW 1", on="2030-10-03")
    assert line(books, "rifle").shares == {Share.IN_STORE: 4}
    dormant_after(books, 3)
    assert line(books, "rifle").shares == {Share.IN_STORE: 2, Share.DORMANT: 2}
    found = surplus.surplus_items(books.stockpile, books.item("rifle"), Ground.DORMANT)
    assert [item.weapon_id for item in found] == [still.id, carried.id]


def test_books_too_young_say_nothing_of_dormancy(books: Books) -> None:
    books.rifle("A1")
    dormant_after(books, 3)
    assert line(books, "rifle").shares == {Share.IN_STORE: 1}


def test_somebodys_word_makes_a_type_obsolete_and_overrules_the_books(books: Books) -> None:
    worked_example(books)
    for item, obsolete, share in (("pistol", False, Share.IN_STORE), ("ball", True, Share.OBSOLETE)):
        surplus.mark_obsolete(
            books.stockpile,
            surplus.ObsolescenceInput(operation_id=books.id(), item_type_id=books.item(item), obsolete=obsolete,
                                      source="Chief armourer", effective_from="2026-01-01"),
        )  # fmt: skip
        assert line(books, item).count(share) > 0
    assert line(books, "ball").serviceable == 0


def test_a_day_gone_by_is_folded_from_the_movements(books: Books) -> None:
    weapons = [books.rifle(f"KM {number}") for number in range(4)]
    books.issue(weapons[0], on="2026-11-05T06:30")
    books.reclassify(weapons[1], condition_to="unserviceable", on="2026-11-06")
    need(books, "rifle", 1)
    assert line(books, "rifle", on="2026-11-04").shares == {Share.IN_STORE: 4}
    assert line(books, "rifle", on="2026-11-05").shares == {Share.IN_STORE: 3, Share.WITH_HOLDERS: 1}
    past = line(books, "rifle", on="2026-11-19")
    assert past.shares == line(books, "rifle").shares
    assert [item.mark for item in surplus.surplus_items(
        books.stockpile, books.item("rifle"), Share.BEYOND_REPAIR, on="2026-11-19")] == ["KM 1"]  # fmt: skip


def test_behind_a_line_the_oldest_comes_first_and_pages_fit_together(books: Books) -> None:
    for serial, year in (("C", "1980"), ("A", "1955"), ("B", ""), ("D", "1955")):
        books.rifle(f"KM {serial}", year=year)
    rifle = books.item("rifle")
    marks = [item.mark for item in surplus.surplus_items(books.stockpile, rifle, Ground.SURPLUS)]
    assert marks == ["KM B", "KM A", "KM D", "KM C"]
    pages = [
        surplus.surplus_items(books.stockpile, rifle, Share.IN_STORE, limit=3, offset=at) for at in (0, 3)
    ]
    assert [item.mark for page in pages for item in page] == marks


def test_the_criteria_entered_change_the_order(books: Books) -> None:
    books.rifle("NEW", year="1999", on="2026-11-01")
    books.rifle("OLD", year="1950", on="2026-11-02")
    order = {}
    for criteria in (("age",), ("wanted", "age")):
        asked = PolicyInput(
            operation_id=books.id(), source="s", effective_from="2026-01-01", criteria=criteria
        )
        surplus.set_policy(books.stockpile, asked)
        found = surplus.surplus_items(books.stockpile, books.item("rifle"), Share.IN_STORE)
        order[criteria] = [item.mark for item in found]
    assert order == {("age",): ["OLD", "NEW"], ("wanted", "age"): ["NEW", "OLD"]}


MOVES = st.lists(
    st.tuples(st.sampled_from(["issue", "hand_in", "repairable", "unserviceable", "erase", "evidence", "hold"]),
              st.integers(0, 4)),
    max_size=12,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_whatever_happens_the_shares_are_the_holding_and_the_lists_behind_them(
    moves: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    books = ready_depot(tmp_path_factory.mktemp("sequence"))
    weapons = [books.rifle(f"KM {number}") for number in range(5)]
    need(books, "rifle", 2)
    for place, (move, at) in enumerate(moves):
        _do(books, move, weapons[at].id, place)
        found = line(books, "rifle")
        assert found.held == 5
        assert found.surplus == max(0, found.serviceable - 2)
    rifle, shares = books.item("rifle"), line(books, "rifle").shares
    listed = {share: surplus.surplus_items(books.stockpile, rifle, share) for share in Share}
    assert {share: len(items) for share, items in listed.items() if items} == shares
    books.stockpile.close()


def _do(books: Books, move: str, weapon_id: int, place: int) -> None:
    """One act where the books allow it; what they refuse changes nothing."""
    weapon = catalogue.queries.weapons_by_id(books.stockpile, [weapon_id])[weapon_id]
    day = f"2026-11-{3 + place:02d}"
    acts: dict[str, Callable[[], object]] = {
        "issue": lambda: books.issue(weapon, on=f"{day}T06:30"),
        "hand_in": lambda: books.hand_in(weapon, on=f"{day}T18:00"),
        "repairable": lambda: books.reclassify(weapon, condition_to="repairable", on=day),
        "unserviceable": lambda: books.reclassify(weapon, condition_to="unserviceable", on=day),
        "erase": lambda: catalogue.add_marking(
            books.stockpile, books.id(), Marking(0, weapon_id, "serial", "", day, state="erased")),
        "evidence": lambda: catalogue.set_ownership(books.stockpile, books.id(), weapon_id, "evidence", "c", day),
        "hold": lambda: ledger.place_hold(books.stockpile, NewHold(
            operation_id=books.id(), target="weapon", target_id=weapon_id, kind="trace", authority="a", reason="r",
            placed_on=day)),
    }  # fmt: skip
    try:
        acts[move]()
    except Refused:
        return


def test_a_day_is_so_many_years_before() -> None:
    assert years_before("2028-02-29", 3) == "2025-02-28"
    assert years_before("2026-11-20", 3) == "2023-11-20"
    assert years_before("0050-01-01", 100) == ""
