"""Two persons: what one asks another approves, with a passphrase of their own; the record shows both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from stockpile_app import access, audit, ledger
from stockpile_app.access import Requested
from stockpile_app.base import KnownError, Refused
from stockpile_app.ledger import Posted, ReversalVoucher
from tests.books import PASSPHRASE, WEAK, dump_hash
from tests.people import NAMES, Staff
from tests.ready import ready_staff


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    made = ready_staff(tmp_path)
    yield made
    made.books.stockpile.close()


@pytest.fixture
def asked(staff: Staff) -> Requested:
    """The second officer asks for the reversal of what the first one posted."""
    with staff.acting("officer"):
        posted = staff.books.slings(12)
    with staff.acting("second officer"):
        outcome = _reverse(staff, posted)
    assert isinstance(outcome, Requested)
    return outcome


def _reverse(staff: Staff, posted: Posted, **more: str) -> Posted | Requested:
    voucher = ReversalVoucher(
        operation_id=more.pop("operation_id", "") or staff.books.id(),
        effective_at="2026-11-19",
        voucher_id=posted.voucher_id,
        reason=more.pop("reason", "Counted twice"),
    )
    return ledger.reverse(staff.books.stockpile, voucher)


def test_ones_own_voucher_needs_nobody_else(staff: Staff) -> None:
    with staff.acting("officer"):
        assert isinstance(_reverse(staff, staff.books.slings(12)), Posted)
    assert staff.books.held("armoury", "sling") == 0


def test_anothers_voucher_waits_and_nothing_moves(staff: Staff, asked: Requested) -> None:
    assert staff.books.held("armoury", "sling") == 12
    (request,) = access.waiting(staff.books.stockpile)
    assert (request.asked_by, request.deed) == (NAMES["second officer"], "reversal of another's voucher")
    assert "Counted twice" in request.summary
    assert ledger.voucher_view(staff.books.stockpile, "B-REV-2026-000001") is None


def test_the_record_shows_both(staff: Staff, asked: Requested) -> None:
    stockpile = staff.books.stockpile
    with staff.acting("approver"):
        posted = access.approve(stockpile, asked.request_id)
    assert isinstance(posted, Posted)
    assert staff.books.held("armoury", "sling") == 0
    assert (
        stockpile.value("SELECT actor FROM voucher WHERE id = ?", [posted.voucher_id])
        == NAMES["second officer"]
    )
    decision = access.decision_on(stockpile, asked.request_id)
    assert decision is not None
    assert (decision.outcome, decision.decided_by) == ("approved", NAMES["approver"])
    assert [one.person for one in audit.signatures_of(stockpile, posted.entry)] == [NAMES["approver"]]
    request_entry = stockpile.value("SELECT entry FROM request WHERE id = ?", [asked.request_id])
    assert [one.person for one in audit.signatures_of(stockpile, request_entry)] == [NAMES["second officer"]]
    assert audit.verify(stockpile).holds


@pytest.mark.parametrize(
    ("who", "rule"),
    [
        ("second officer", "ACCESS-32"),  # asked for it
        ("officer", "ACCESS-32"),  # posted what is reversed
        ("auditor", "ACCESS-32"),
        ("inspector", "ACCESS-32"),
        ("analyst", "ACCESS-32"),
        ("administrator", "ACCESS-32"),  # has no stock rights
    ],
)
def test_who_may_not_approve(staff: Staff, asked: Requested, who: str, rule: str) -> None:
    before = dump_hash(staff.books.stockpile)
    with staff.acting(who), pytest.raises(Refused) as refused:
        access.approve(staff.books.stockpile, asked.request_id)
    assert refused.value.findings[0].rule == rule
    assert dump_hash(staff.books.stockpile) == before
    denial = staff.books.stockpile.row("SELECT actor, detail FROM activity WHERE kind = 'denial'")
    assert denial == (NAMES[who], f"approve request {asked.request_id}: {rule}")


def test_who_posted_it_may_not_approve_even_as_approver(staff: Staff, asked: Requested) -> None:
    """An approver who once posted the voucher as an officer has a part in it."""
    stockpile = staff.books.stockpile
    change = access.change_user(
        stockpile,
        access.ChangedUser(operation_id=staff.books.id(), name=NAMES["officer"], role="approver"),
    )
    assert isinstance(change, Requested)
    with staff.acting("second administrator"):
        access.approve(stockpile, change.request_id)
    with staff.acting("officer"), pytest.raises(Refused) as refused:
        access.approve(stockpile, asked.request_id)
    assert "has a part in this" in refused.value.findings[0].sentence


def test_a_decision_is_made_once(staff: Staff, asked: Requested) -> None:
    with staff.acting("approver"):
        access.approve(staff.books.stockpile, asked.request_id)
        findings = staff.books.refuse(access.approve, asked.request_id)
    assert findings[0].rule == "ACCESS-31"


def test_a_request_is_sent_back_with_a_reason(staff: Staff, asked: Requested) -> None:
    with staff.acting("approver"):
        assert (
            staff.books.refuse(access.refuse_request, staff.books.id(), asked.request_id, " ")[0].rule
            == "ACCESS-34"
        )
        access.refuse_request(staff.books.stockpile, staff.books.id(), asked.request_id, "Count again first")
        assert staff.books.refuse(access.approve, asked.request_id)[0].rule == "ACCESS-31"
    assert staff.books.held("armoury", "sling") == 12
    assert access.waiting(staff.books.stockpile) == []
    assert audit.verify(staff.books.stockpile).holds


def test_only_the_asker_withdraws(staff: Staff, asked: Requested) -> None:
    with staff.acting("officer"):
        assert staff.books.refuse(access.withdraw, staff.books.id(), asked.request_id)[0].rule == "ACCESS-33"
    with staff.acting("second officer"):
        access.withdraw(staff.books.stockpile, staff.books.id(), asked.request_id)
    assert audit.verify(staff.books.stockpile).holds


def test_the_rules_look_again_when_it_is_approved(staff: Staff, asked: Requested) -> None:
    """What was asked yesterday may not fit the books today: the slings have gone out meanwhile."""
    item = staff.books.item("sling")
    with staff.acting("officer"):
        staff.books.issue(ledger.Line(item_type_id=item, quantity=10, condition="serviceable"))
    with staff.acting("approver"):
        findings = staff.books.refuse(access.approve, asked.request_id)
    assert any(finding.rule.startswith("LEDGER-") for finding in findings)
    assert len(access.waiting(staff.books.stockpile)) == 1


def test_what_the_rules_refuse_is_not_even_asked(staff: Staff, asked: Requested) -> None:
    with staff.acting("approver"):
        access.approve(staff.books.stockpile, asked.request_id)
    receipt = staff.books.stockpile.row("SELECT id, number FROM voucher WHERE kind = 'receipt'")
    assert receipt is not None
    with staff.acting("second officer"), pytest.raises(Refused):
        _reverse(staff, Posted(receipt[0], receipt[1], 1, 0, ledger.Changes()))
    assert access.waiting(staff.books.stockpile) == []


def test_a_rehearsal_says_what_the_rules_would_say_and_changes_nothing(
    staff: Staff, asked: Requested
) -> None:
    before = dump_hash(staff.books.stockpile)
    assert access.rehearse_request(staff.books.stockpile, asked.request_id) == []
    assert dump_hash(staff.books.stockpile) == before
    with staff.acting("officer"):
        item = staff.books.item("sling")
        staff.books.issue(ledger.Line(item_type_id=item, quantity=10, condition="serviceable"))
    findings = access.rehearse_request(staff.books.stockpile, asked.request_id)
    assert any(finding.rule.startswith("LEDGER-") for finding in findings)
    assert len(access.waiting(staff.books.stockpile)) == 1


def test_the_witnesses_of_an_entry(staff: Staff, asked: Requested) -> None:
    stockpile = staff.books.stockpile
    request_entry = stockpile.value("SELECT entry FROM request WHERE id = ?", [asked.request_id])
    waits = access.persons_of(stockpile, request_entry)
    assert (waits.outcome, waits.asked_by, waits.decided_by) == ("waits", NAMES["second officer"], "")
    with staff.acting("approver"):
        posted = access.approve(stockpile, asked.request_id)
    found = access.persons_of(stockpile, posted.entry)
    assert (found.asked_by, found.decided_by, found.outcome) == (
        NAMES["second officer"], NAMES["approver"], "approved")  # fmt: skip
    assert found.signed_by == (NAMES["approver"],)
    assert access.persons_of(stockpile, 2).outcome == ""


def test_the_life_of_a_key_names_both_persons(staff: Staff) -> None:
    events = access.life_of_key(staff.books.stockpile, NAMES["auditor"])
    assert [event.kind for event in events] == ["change own passphrase", "add user"]
    given = events[1].persons
    assert (given.asked_by, given.decided_by) == (NAMES["administrator"], NAMES["approver"])
    assert events[1].user.key_by
    assert not events[0].user.key_by


def test_who_comes_to_the_desk_is_who_the_books_say(staff: Staff) -> None:
    stockpile = staff.books.stockpile
    actor = access.sign_in(stockpile, NAMES["approver"], PASSPHRASE)
    assert (actor.name, actor.role) == (NAMES["approver"], "approver")
    with pytest.raises(KnownError):
        access.sign_in(stockpile, NAMES["approver"], "wrong horse")
    keys = access.keys_path(stockpile.path).read_bytes()
    asked = access.revoke_user(stockpile, staff.books.id(), NAMES["auditor"])
    assert isinstance(asked, Requested)
    with staff.acting("approver"):
        access.approve(stockpile, asked.request_id)
    access.keys_path(stockpile.path).write_bytes(keys)  # somebody put the old keys file back
    with pytest.raises(KnownError, match="no key to these books any more"):
        access.sign_in(stockpile, NAMES["auditor"], PASSPHRASE)


def test_who_might_decide_is_told_with_the_reason_against_it(staff: Staff, asked: Requested) -> None:
    stockpile = staff.books.stockpile
    request = access.request_numbered(stockpile, asked.request_id)
    assert request is not None
    why_not = {one.name: one.why_not for one in access.candidates(stockpile, request)}
    assert why_not == {NAMES["second officer"]: "asked for this", NAMES["approver"]: ""}
    for name, reason in why_not.items():
        assert (access.may_decide(stockpile, request, name) is None) == (not reason)
    refused = access.may_decide(stockpile, request, NAMES["auditor"])
    assert refused is not None
    assert refused.rule == "ACCESS-32"


def test_a_key_that_another_made_decides_nothing(staff: Staff, asked: Requested) -> None:
    stockpile = staff.books.stockpile
    new = access.NewUser(
        operation_id=staff.books.id(), name="Col T. Vessin", role="approver", passphrase=PASSPHRASE
    )
    with staff.acting("administrator"):
        outcome = access.add_user(stockpile, new, WEAK)
    assert isinstance(outcome, Requested)
    with staff.acting("approver"):
        access.approve(stockpile, outcome.request_id)
    request = access.request_numbered(stockpile, asked.request_id)
    assert request is not None
    why_not = {one.name: one.why_not for one in access.candidates(stockpile, request)}
    assert why_not["Col T. Vessin"] == "has not changed the first passphrase"
    refused = access.may_decide(stockpile, request, "Col T. Vessin")
    assert refused is not None
    assert refused.rule == "ACCESS-13"
