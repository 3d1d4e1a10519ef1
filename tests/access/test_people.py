"""People come and go by two persons; a first passphrase is good for nothing but choosing one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stockpile_app import access, audit
from stockpile_app.access import ChangedUser, NewUser, Requested, User
from stockpile_app.assembly import open_stockpile, recover_stockpile
from stockpile_app.base import KnownError, Refused
from tests.books import PASSPHRASE, WEAK, Books, new_books
from tests.people import NAMES, Staff
from tests.ready import ready_staff


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    made = ready_staff(tmp_path)
    yield made
    made.books.stockpile.close()


def _new(
    books: Books, name: str = "Cpl N. Ito", role: str = "officer", secret: str = "four words at once"
) -> NewUser:
    return NewUser(operation_id=books.id(), name=name, role=role, passphrase=secret)


def test_the_first_approver_is_added_alone_and_everybody_after_by_two(tmp_path: Path) -> None:
    books = new_books(tmp_path, sole=False)
    first = access.add_user(books.stockpile, _new(books, "Col P. Rhode", "approver"), WEAK)
    assert isinstance(first, User)
    second = access.add_user(books.stockpile, _new(books), WEAK)
    assert isinstance(second, Requested)
    assert access.user_named(books.stockpile, "Cpl N. Ito") is None
    assert "Cpl N. Ito" not in access.user_names(books.path)
    books.stockpile.close()


def test_a_key_that_waits_opens_nothing_until_it_is_approved(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    asked = access.add_user(stockpile, _new(staff.books), WEAK)
    assert isinstance(asked, Requested)
    with pytest.raises(KnownError, match="no user"):
        access.unlock(staff.books.path, "Cpl N. Ito", "four words at once")
    with staff.acting("approver"):
        access.approve(stockpile, asked.request_id)
    assert access.unlock(staff.books.path, "Cpl N. Ito", "four words at once").actor.name == "Cpl N. Ito"
    assert stockpile.value("SELECT count(*) FROM waiting_slot") == 0
    assert audit.verify(stockpile).holds


def test_a_first_passphrase_is_only_good_for_choosing_another(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    asked = access.reset_passphrase(stockpile, staff.books.id(), NAMES["approver"], "known to two", WEAK)
    assert isinstance(asked, Requested)
    with staff.acting("second administrator"):
        access.approve(stockpile, asked.request_id)
    wanted = access.add_user(stockpile, _new(staff.books), WEAK)
    assert isinstance(wanted, Requested)
    known_to_two = access.unlock(staff.books.path, NAMES["approver"], "known to two").actor
    with stockpile.acted_by(known_to_two):
        with pytest.raises(Refused) as refused:
            access.approve(stockpile, wanted.request_id)
        assert refused.value.findings[0].rule == "ACCESS-13"
        access.change_own_passphrase(stockpile, staff.books.id(), "mine alone now", WEAK)
        access.approve(stockpile, wanted.request_id)
    assert audit.verify(stockpile).holds


def test_who_had_the_old_key_cannot_sign_any_more(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    old = staff.actors["approver"]
    with stockpile.acted_by(old):
        access.change_own_passphrase(stockpile, staff.books.id(), "another passphrase", WEAK)
    asked = access.add_user(stockpile, _new(staff.books), WEAK)
    assert isinstance(asked, Requested)
    with stockpile.acted_by(old), pytest.raises(Refused) as refused:
        access.approve(stockpile, asked.request_id)
    assert refused.value.findings[0].rule == "ACCESS-12"


def test_a_revoked_person_has_no_slot_and_no_duties_even_in_a_session_still_open(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    asked = access.revoke_user(stockpile, staff.books.id(), NAMES["officer"])
    assert isinstance(asked, Requested)
    with staff.acting("approver"):
        access.approve(stockpile, asked.request_id)
    assert NAMES["officer"] not in access.user_names(staff.books.path)
    with staff.acting("officer"):
        assert staff.books.refuse(lambda _: staff.books.slings(3))[0].rule == "ACCESS-10"
    assert stockpile.value("SELECT count(*) FROM activity WHERE kind = 'denial'") == 1


def test_an_old_keys_file_does_not_bring_a_revoked_person_back(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    old = access.keys_path(staff.books.path).read_bytes()
    asked = access.revoke_user(stockpile, staff.books.id(), NAMES["officer"])
    assert isinstance(asked, Requested)
    with staff.acting("approver"):
        access.approve(stockpile, asked.request_id)
    stockpile.close()
    access.keys_path(staff.books.path).write_bytes(old)
    with pytest.raises(KnownError, match="no key to these books any more"):
        open_stockpile(staff.books.path, NAMES["officer"], PASSPHRASE)
    with open_stockpile(staff.books.path, NAMES["auditor"], PASSPHRASE):
        assert NAMES["officer"] not in access.user_names(staff.books.path)


def test_nobody_approves_what_changes_themselves(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    asked = access.change_user(
        stockpile, ChangedUser(operation_id=staff.books.id(), name=NAMES["approver"], role="administrator")
    )
    assert isinstance(asked, Requested)
    with staff.acting("approver"), pytest.raises(Refused) as refused:
        access.approve(stockpile, asked.request_id)
    assert refused.value.findings[0].rule == "ACCESS-32"
    with staff.acting("second administrator"):
        access.approve(stockpile, asked.request_id)
    changed = access.user_named(stockpile, NAMES["approver"])
    assert changed is not None
    assert changed.role == "administrator"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"name": ""}, "ACCESS-20"),
        ({"name": NAMES["officer"]}, "ACCESS-20"),
        ({"name": "B\u202ead"}, "TEXT-01"),
        ({"role": "sole keeper"}, "ACCESS-23"),
        ({"role": "king"}, "ACCESS-23"),
        ({"secret": "short"}, "ACCESS-01"),
    ],
)
def test_an_unfit_person_is_refused(staff: Staff, change: dict[str, str], rule: str) -> None:
    findings = staff.books.refuse(access.add_user, _new(staff.books, **change), WEAK)
    assert rule in {finding.rule for finding in findings}
    assert "short" not in {finding.got for finding in findings}


def test_there_is_always_an_administrator(tmp_path: Path) -> None:
    books = new_books(tmp_path, sole=False)
    refused = books.refuse(access.revoke_user, books.id(), books.stockpile.actor.name)
    assert refused[0].rule == "ACCESS-24"
    books.stockpile.close()


def test_single_keeper_books_have_one_keeper(books: Books) -> None:
    assert books.refuse(access.add_user, _new(books), WEAK)[0].rule == "ACCESS-21"


def test_the_same_request_twice_waits_once(staff: Staff) -> None:
    new = _new(staff.books)
    first = access.add_user(staff.books.stockpile, new, WEAK)
    again = access.add_user(staff.books.stockpile, new, WEAK)
    assert first == again
    assert len(access.waiting(staff.books.stockpile)) == 1


def test_the_recovery_sheet_makes_a_key_when_nobody_is_left_to_ask(staff: Staff) -> None:
    books = staff.books
    books.stockpile.close()
    with recover_stockpile(books.path, books.recovery_code, clock=books.clock, ids=books.ids) as opened:
        access.reset_by_recovery(opened, books.id(), NAMES["administrator"], "from the sheet", WEAK)
        assert audit.verify(opened).holds
    with open_stockpile(books.path, NAMES["administrator"], "from the sheet") as opened:
        with pytest.raises(Refused) as refused:
            access.revoke_user(opened, books.id(), NAMES["auditor"])
        assert refused.value.findings[0].rule == "ACCESS-13"
        access.change_own_passphrase(opened, books.id(), "mine alone now", WEAK)
        assert [entry.actor for entry in audit.entries(opened) if entry.kind == "recovery"] == [
            "recovery sheet"
        ]
        assert audit.verify(opened).holds


def test_nobody_else_uses_the_sheets_door(staff: Staff) -> None:
    refused = staff.books.refuse(
        access.reset_by_recovery, staff.books.id(), NAMES["auditor"], "four words at once", WEAK
    )
    assert refused[0].rule == "ACCESS-14"
