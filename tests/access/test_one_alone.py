"""One person alone: every way that was found to be two persons at once, and that is closed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import access, audit, ledger
from stockpile_app.access import ChangedUser, Decision, NewUser, Requested, User
from stockpile_app.access.acting import acting
from stockpile_app.audit import Operation
from stockpile_app.base import Refused
from stockpile_app.ledger.operations import _reversal
from stockpile_app.ledger.post import post, post_within
from tests.books import WEAK, new_books
from tests.people import NAMES, Staff
from tests.ready import ready_staff
from tests.tampering import rewrite_history

ADMINISTRATOR, APPROVER, OFFICER = NAMES["administrator"], NAMES["approver"], NAMES["officer"]


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    made = ready_staff(tmp_path)
    yield made
    made.books.stockpile.close()


def _approve(staff: Staff, request_id: int, who: str = "approver") -> object:
    with staff.acting(who):
        return access.approve(staff.books.stockpile, request_id)


def _asked(outcome: object) -> int:
    assert isinstance(outcome, Requested)
    return outcome.request_id


# Requests ---------------------------------------------------------------------------------------


def test_an_operation_id_used_beforehand_cannot_swallow_an_approval(staff: Staff) -> None:
    """The officer guesses how the approval will be called; it is called otherwise."""
    stockpile = staff.books.stockpile
    following = int(stockpile.value("SELECT max(id) + 1 FROM request"))
    with staff.acting("officer"):
        for number in range(following, following + 3):
            staff.books.receive(_slings(staff), operation_id=f"request {number}")
    number = _asked(access.revoke_user(stockpile, staff.books.id(), OFFICER))
    _approve(staff, number)
    revoked = access.user_named(stockpile, OFFICER)
    assert revoked is not None
    assert revoked.state == "revoked"
    assert access.decision_on(stockpile, number) is not None


def _slings(staff: Staff) -> ledger.Line:
    return ledger.Line(item_type_id=staff.books.item("sling"), quantity=1, condition="serviceable")


def test_an_old_request_does_not_bring_a_revoked_person_back(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    change = ChangedUser(operation_id=staff.books.id(), name=OFFICER, role="inspector")
    stale = _asked(access.change_user(stockpile, change))
    _approve(staff, _asked(access.revoke_user(stockpile, staff.books.id(), OFFICER)))
    with pytest.raises(Refused) as refused:
        _approve(staff, stale)
    assert refused.value.findings[0].rule == "ACCESS-22"


def test_an_old_request_does_not_bring_an_old_key_back(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    change = ChangedUser(operation_id=staff.books.id(), name=OFFICER, role="inspector")
    stale = _asked(access.change_user(stockpile, change))
    with staff.acting("officer"):
        fresh = access.change_own_passphrase(stockpile, staff.books.id(), "after the leak", WEAK)
    _approve(staff, stale)
    now = access.user_named(stockpile, OFFICER)
    assert now is not None
    assert (now.role, now.public_key, now.key_by) == ("inspector", fresh.public_key, "")


def test_two_old_requests_do_not_leave_the_books_without_an_administrator(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    requests = [
        _asked(access.revoke_user(stockpile, staff.books.id(), name))
        for name in (ADMINISTRATOR, NAMES["second administrator"])
    ]
    _approve(staff, requests[0])
    with pytest.raises(Refused) as refused:
        _approve(staff, requests[1])
    assert refused.value.findings[0].rule == "ACCESS-24"


def test_the_same_name_asked_twice_is_given_once(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    numbers = [
        _asked(access.add_user(stockpile, NewUser(
            operation_id=staff.books.id(), name="Cpl N. Ito", role="officer", passphrase="four words at once"), WEAK))
        for _ in range(2)
    ]  # fmt: skip
    _approve(staff, numbers[0])
    with pytest.raises(Refused) as refused:
        _approve(staff, numbers[1])
    assert refused.value.findings[0].rule == "ACCESS-20"


def test_what_is_approved_is_said_by_its_content_never_by_the_asker(staff: Staff) -> None:
    """A request left through the library with a key of the asker's own, and a role that cannot be given."""
    stockpile = staff.books.stockpile
    lied = access.ask(
        stockpile, "change user", staff.books.id(), {"name": OFFICER, "role": "sole keeper", "scope": ""}
    )
    assert "Sole keeper" in lied.summary
    (shown,) = access.waiting(stockpile)
    assert OFFICER in shown.summary
    with pytest.raises(Refused) as refused:
        _approve(staff, lied.request_id)
    assert refused.value.findings[0].rule == "ACCESS-23"


def test_a_key_that_the_request_does_not_name_is_refused(staff: Staff) -> None:
    """Somebody writes another slot into the file while the request waits."""
    stockpile = staff.books.stockpile
    new = NewUser(
        operation_id=staff.books.id(), name="Cpl N. Ito", role="officer", passphrase="four words at once"
    )
    number = _asked(access.add_user(stockpile, new, WEAK))
    other = access.seal_slot(ADMINISTRATOR, "administrator", "mine now", stockpile.key_for_slots(), WEAK)
    with stockpile.transaction():
        stockpile.write("UPDATE waiting_slot SET slot = ?", [json.dumps(other.as_json())])
    with pytest.raises(Refused) as refused:
        _approve(staff, number)
    assert refused.value.findings[0].rule == "ACCESS-25"


@pytest.mark.parametrize(
    "name",
    [
        f"{APPROVER} ",
        APPROVER.lower(),
        APPROVER.replace(" ", "\u00a0"),
        APPROVER.replace(" ", "  "),
        APPROVER.replace("o", "\u043e"),
        "Recovery sheet",
        "recovery\u00a0sheet",
    ],
)
def test_nobody_gets_a_name_that_looks_like_anothers(staff: Staff, name: str) -> None:
    new = NewUser(operation_id=staff.books.id(), name=name, role="approver", passphrase="four words at once")
    assert staff.books.refuse(access.add_user, new, WEAK)[0].rule == "ACCESS-20"


def test_nobody_founds_books_as_the_recovery_sheet(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        new_books(tmp_path, sole=False, user="recovery sheet")


# Through the library, with one's own real key ---------------------------------------------------


def _posted_by_the_first(staff: Staff) -> ledger.Posted:
    with staff.acting("officer"):
        return staff.books.slings(12)


def _reversing(staff: Staff, posted: ledger.Posted, posted_by: str) -> Any:
    voucher = ledger.ReversalVoucher(
        operation_id=staff.books.id(), effective_at="2026-11-19", voucher_id=posted.voucher_id, reason="Wrong"
    )
    return replace(_reversal(staff.books.stockpile, voucher), posted_by=posted_by)


def test_nobody_posts_in_anothers_name(staff: Staff) -> None:
    posted = _posted_by_the_first(staff)
    draft = _reversing(staff, posted, OFFICER)
    with staff.acting("second officer"), pytest.raises(ValueError, match="in another's name"):
        post(staff.books.stockpile, draft)
    with staff.acting("second officer"), acting(staff.books.stockpile, "reversal"):
        post_within(staff.books.stockpile, draft)
    assert _found(staff, "second person")


def test_the_reversal_of_anothers_voucher_without_a_decision_is_named(staff: Staff) -> None:
    posted = _posted_by_the_first(staff)
    with staff.acting("second officer"), acting(staff.books.stockpile, "reversal"):
        post_within(staff.books.stockpile, _reversing(staff, posted, ""))
    assert _found(staff, "second person")


def test_a_decision_on_one_request_is_no_decision_on_another(staff: Staff) -> None:
    """The approver alone becomes administrator, under the decision on a reversal that waits."""
    stockpile, posted = staff.books.stockpile, _posted_by_the_first(staff)
    with staff.acting("second officer"):
        number = _asked(staff.books.reverse(posted))
    me = access.user_named(stockpile, APPROVER)
    assert me is not None
    decision = Decision(number, "approved", APPROVER, "2026-11-20T08:00:00Z")
    with staff.acting("approver"), acting(stockpile, "approve"):
        changed = [replace(me, role="administrator"), decision]
        audit.record(stockpile, Operation("change user", staff.books.id(), {}), changed)
    assert _found(staff, "could not decide")


def test_what_was_decided_is_what_was_asked(staff: Staff) -> None:
    """Asked: the officer becomes inspector.  Written under that decision: approver."""
    stockpile = staff.books.stockpile
    change = ChangedUser(operation_id=staff.books.id(), name=OFFICER, role="inspector")
    number = _asked(access.change_user(stockpile, change))
    who = access.user_named(stockpile, OFFICER)
    assert who is not None
    decision = Decision(number, "approved", APPROVER, "2026-11-20T08:00:00Z")
    with staff.acting("approver"), acting(stockpile, "approve"):
        records: list[object] = [replace(who, role="approver"), decision]
        audit.record(stockpile, Operation("change user", staff.books.id(), {}), records)
    assert _found(staff, "did not do what request")


def test_an_officer_who_was_auditor_meanwhile_is_named(staff: Staff) -> None:
    """An entry in the middle phase, written by hand through the library."""
    stockpile = staff.books.stockpile
    for role in ("auditor", "officer"):
        change = ChangedUser(operation_id=staff.books.id(), name=OFFICER, role=role)
        _approve(staff, _asked(access.change_user(stockpile, change)))
        if role == "auditor":
            with staff.acting("officer"), stockpile.transaction():
                seal = ledger.Seal(staff.books.place("crate"), "S 9", "applied", "2026-11-20")
                audit.record(stockpile, Operation("seal", staff.books.id(), {}), [seal])
    assert _found(staff, "was not that person’s duty")


def _found(staff: Staff, words: str) -> bool:
    return any(words in trouble.sentence for trouble in audit.verify(staff.books.stockpile).troubles)


# With the database key in hand ------------------------------------------------------------------


def _appended(staff: Staff, kind: str, version: int, *records: object) -> list[str]:
    """Write an entry behind the program's back: unsigned, of any kind and edition; what verify says."""
    stockpile = staff.books.stockpile
    with stockpile.transaction():
        audit.record(stockpile, Operation(kind, staff.books.id(), {}), list(records))
    if version != 2:
        stockpile.close()
        body = "replace(CAST(body AS TEXT), '\"version\":2', '\"version\":1')"
        last = "entry = (SELECT max(entry) FROM journal)"
        older = (f"UPDATE journal_body SET body = CAST({body} AS BLOB) WHERE {last}", ())
        rewrite_history(staff.books.path, access.key_from_code(staff.books.recovery_code), older)
        staff.books.reopen()
    return [trouble.sentence for trouble in audit.verify(staff.books.stockpile).troubles]


def _promoted(staff: Staff, **more: str) -> User:
    me = access.user_named(staff.books.stockpile, OFFICER)
    assert me is not None
    return replace(me, **more)  # type: ignore[arg-type]


def test_an_entry_of_the_first_edition_does_not_come_after_the_second(staff: Staff) -> None:
    said = _appended(staff, "change user", 1, _promoted(staff, role="administrator"))
    assert any("not of this kind and edition" in one for one in said)
    assert any("not signed" in one for one in said)


@pytest.mark.parametrize("kind", ["note to file", "seal", "transfer"])
def test_a_person_does_not_hide_in_an_entry_of_another_kind(staff: Staff, kind: str) -> None:
    said = _appended(staff, kind, 2, _promoted(staff, role="administrator"))
    assert any("does not belong there" in one for one in said)


def test_a_kind_that_nobody_has_a_right_to_is_named(staff: Staff) -> None:
    assert any("nobody has a right to" in one for one in _appended(staff, "note to file", 2))


def test_new_entries_are_judged_at_every_opening(staff: Staff) -> None:
    """The books open to look only: what was written alone is named at once, not on demand."""
    _appended(staff, "change user", 2, _promoted(staff, role="administrator"))
    staff.books.stockpile.close()
    staff.books.reopen()
    assert "not signed" in staff.books.stockpile.read_only
