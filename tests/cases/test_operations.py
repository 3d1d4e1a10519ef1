"""A case from its opening to its outcome: what each verb writes, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from stockpile_app import audit, cases
from stockpile_app.audit import Operation, record
from stockpile_app.base import Refused
from stockpile_app.cases import CaseKind, NewCase, open_case_within
from tests.books import Books, dump_hash
from tests.ready import ready_staff


def new_case(books: Books, **more: Any) -> NewCase:
    """A weapon is missing, to be explained by the first of December."""
    usual: dict[str, Any] = {
        "operation_id": books.id(),
        "kind": "missing",
        "subject": "Not in rack 3",
        "owner": "WO2 K. Brandt",
        "deadline": "2026-12-01",
    }
    return NewCase(**{**usual, **more})


@pytest.fixture
def number(books: Books) -> str:
    """An open case about one rifle."""
    rifle = books.rifle("KM 06427")
    done = cases.open_case(books.stockpile, new_case(books, about=(("weapon", rifle.id),)))
    return done.case.number


def test_a_case_has_a_number_an_owner_and_a_day(books: Books, number: str) -> None:
    assert number == "B-CAS-2026-000001"
    view = cases.case_view(books.stockpile, number)
    assert view is not None
    assert (view.case.kind, view.case.subject, view.case.opened_by) == ("missing", "Not in rack 3", "keeper")
    assert [(one.about, one.words) for one in view.about] == [("weapon", "KM 06427 · Izhevsk AKM 7.62x39")]
    assert (view.row.owner, view.row.deadline, view.row.days, view.row.open) == (
        "WO2 K. Brandt",
        "2026-12-01",
        11,
        True,
    )
    assert audit.verify(books.stockpile).holds


def test_a_case_goes_from_hand_to_hand_and_nothing_is_forgotten(books: Books, number: str) -> None:
    stockpile = books.stockpile
    cases.note_case(stockpile, books.id(), number, " Asked the guard ")
    cases.assign_case(stockpile, books.id(), number, "Col P. Rhode", "2026-12-24")
    cases.note_case(stockpile, books.id(), number, "It lay in rack 4")
    cases.close_case(stockpile, books.id(), number, "explained", "Put into the wrong rack")
    view = cases.case_view(stockpile, number)
    assert view is not None
    assert [(one.duty.owner, one.duty.deadline) for one in view.duties] == [
        ("WO2 K. Brandt", "2026-12-01"),
        ("Col P. Rhode", "2026-12-24"),
    ]
    assert [note.text for note in view.notes] == ["Asked the guard", "It lay in rack 4"]
    assert view.outcome is not None
    assert (view.outcome.outcome, view.outcome.decided_by) == ("explained", "keeper")
    assert not cases.is_open(stockpile, view.case.id)
    assert audit.verify(stockpile).holds


def test_a_closed_case_stays_as_it_was_decided(books: Books, number: str) -> None:
    cases.close_case(books.stockpile, books.id(), number, "lost", "Not found")
    for verb, words in (
        (cases.note_case, ("It is back",)),
        (cases.assign_case, ("Col P. Rhode", "2026-12-24")),
        (cases.close_case, ("recovered", "It is back")),
    ):
        assert [one.rule for one in books.refuse(verb, books.id(), number, *words)] == ["CASE-11"]


def test_the_same_request_twice_has_one_effect(books: Books) -> None:
    asked = new_case(books)
    first = cases.open_case(books.stockpile, asked)
    before = dump_hash(books.stockpile)
    again = cases.open_case(books.stockpile, replace(asked, subject="Something else"))
    assert (again.case, again.repeated, first.repeated) == (first.case, True, False)
    assert dump_hash(books.stockpile) == before
    verbs: list[Callable[[], cases.CaseDone]] = [
        lambda: cases.note_case(books.stockpile, "n", first.case.number, "Asked"),
        lambda: cases.assign_case(books.stockpile, "a", first.case.number, "Col P. Rhode", "2026-12-24"),
        lambda: cases.close_case(books.stockpile, "c", first.case.number, "explained", "Found"),
    ]
    for verb in verbs:
        assert [verb().repeated, verb().repeated] == [False, True]


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("CASE-01", {"subject": " "}),
        ("CASE-02", {"kind": "odd"}),
        ("CASE-03", {"owner": ""}),
        ("CASE-04", {"deadline": ""}),
        ("TEXT-03", {"deadline": "2026-02-30"}),
        ("TEXT-01", {"owner": "Brandt\u202e"}),
        ("TEXT-02", {"subject": "x" * 2001}),
        ("CASE-05", {"about": (("weapon", 77),)}),
        ("CASE-05", {"about": (("colour", 1),)}),
    ],
)
def test_what_is_no_case_is_refused(books: Books, rule: str, wrong: dict[str, Any]) -> None:
    (found,) = books.refuse(cases.open_case, new_case(books, **wrong))
    assert found.rule == rule
    assert all((found.sentence, found.field, found.expected, found.got, found.remedy))


def test_what_is_said_of_no_case_or_in_no_words_is_refused(books: Books, number: str) -> None:
    def rules(verb: Callable[..., object], *words: str) -> list[str]:
        return [one.rule for one in books.refuse(verb, books.id(), *words)]

    assert rules(cases.note_case, "B-CAS-2026-000099", "Asked") == ["CASE-09"]
    assert rules(cases.note_case, number, " ") == ["CASE-06"]
    assert rules(cases.assign_case, number, "", "") == ["CASE-03", "CASE-04"]
    assert rules(cases.close_case, number, "forgotten", "") == ["CASE-07", "CASE-08"]


def test_another_operation_opens_cases_inside_its_own_entry(books: Books) -> None:
    """Two at once are numbered one after the other; they stand and fall with the entry."""
    stockpile = books.stockpile
    with stockpile.transaction():
        found = [
            one
            for ahead in range(2)
            for one in open_case_within(
                stockpile,
                CaseKind.MISMATCH,
                f"Box {ahead + 1}",
                [("account", books.place("crate")), ("account", books.place("crate"))],
                owner="Insp R. Duval",
                deadline="2026-12-01",
                ahead=ahead,
            )
        ]
        entry = record(stockpile, Operation("seal", books.id(), {}), found)
    assert [
        row.case.number for row in cases.open_cases_about(stockpile, "account", books.place("crate"))
    ] == [
        "B-CAS-2026-000001",
        "B-CAS-2026-000002",
    ]
    assert stockpile.rows("SELECT DISTINCT entry FROM case_file") == [(entry,)]
    with pytest.raises(Refused):
        open_case_within(stockpile, CaseKind.FOUND, "", (), owner="", deadline="")
    assert audit.verify(stockpile).holds


def test_the_list_puts_the_most_urgent_first_and_what_ended_last(books: Books) -> None:
    stockpile = books.stockpile
    days = {"later": "2026-12-24", "late": "2026-11-10", "ended": "2026-11-01", "soon": "2026-11-20"}
    for subject, deadline in days.items():
        cases.open_case(stockpile, new_case(books, subject=subject, deadline=deadline))
    cases.close_case(stockpile, books.id(), "B-CAS-2026-000003", "explained", "It was there")
    assert [row.case.subject for row in cases.cases(stockpile)] == ["late", "soon", "later", "ended"]
    assert [row.case.subject for row in cases.cases(stockpile, open_only=True)] == ["late", "soon", "later"]
    assert [(row.case.subject, row.days) for row in cases.overdue_cases(stockpile)] == [("late", -10)]
    assert cases.case_view(stockpile, "B-CAS-2026-000009") is None


def test_who_decides_signs(tmp_path: Any) -> None:
    staff = ready_staff(tmp_path)
    stockpile = staff.books.stockpile
    with staff.acting("officer"):
        number = cases.open_case(stockpile, new_case(staff.books)).case.number
        refused = staff.books.refuse(cases.close_case, staff.books.id(), number, "explained", "All well")
        assert refused[0].rule == "ACCESS-11"
    with staff.acting("inspector"):
        done = cases.close_case(stockpile, staff.books.id(), number, "explained", "All well")
    assert [one.person for one in audit.signatures_of(stockpile, done.changes.entry)] == ["Insp R. Duval"]
    assert audit.verify(stockpile).holds
    stockpile.close()
