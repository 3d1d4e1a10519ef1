"""Who did it is proved: a missing, foreign or invented signature or approval is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import access, audit, ledger
from stockpile_app.access import Requested
from stockpile_app.access.history import people
from stockpile_app.assembly import open_stockpile
from stockpile_app.audit import Trouble, signed_bytes
from stockpile_app.audit.signing import new_private, public_of, sign
from tests.books import PASSPHRASE
from tests.people import NAMES, Staff
from tests.ready import ready_staff
from tests.tampering import edit, key_of

Statement = tuple[str, tuple[Any, ...]]


@pytest.fixture
def staff(tmp_path: Path) -> Iterator[Staff]:
    """A depot in which one voucher was reversed by two persons."""
    made = ready_staff(tmp_path)
    with made.acting("officer"):
        posted = made.books.slings(12)
    with made.acting("second officer"):
        wanted = ledger.ReversalVoucher(
            operation_id=made.books.id(),
            effective_at="2026-11-19",
            voucher_id=posted.voucher_id,
            reason="Twice",
        )
        asked = ledger.reverse(made.books.stockpile, wanted)
    assert isinstance(asked, Requested)
    with made.acting("approver"):
        access.approve(made.books.stockpile, asked.request_id)
    yield made
    made.books.stockpile.close()


def _troubles(staff: Staff, *statements: Statement) -> tuple[Trouble, ...]:
    staff.books.stockpile.close()
    assert edit(staff.books.path, key_of(staff.books), *statements)
    with open_stockpile(staff.books.path, NAMES["auditor"], PASSPHRASE) as books:
        return audit.verify(books).troubles


def _reversal_entry(staff: Staff) -> int:
    return int(staff.books.stockpile.value("SELECT entry FROM decision"))


def test_a_staffed_depot_holds(staff: Staff) -> None:
    proof = audit.verify(staff.books.stockpile)
    assert proof.holds, proof.troubles


def test_everybody_is_who_they_were_when(staff: Staff) -> None:
    known = people(staff.books.stockpile)
    states = known.states[NAMES["approver"]]
    assert [user.key_by for _, user in states] == [NAMES["administrator"], ""]
    (given, _), (own, _) = states
    first = known.before(own, NAMES["approver"])
    assert first is not None
    assert first.key_by
    assert known.before(given, NAMES["approver"]) is None


def test_a_missing_signature_is_named(staff: Staff) -> None:
    entry = _reversal_entry(staff)
    (trouble,) = _troubles(staff, ("DELETE FROM signature WHERE entry = ?", (entry,)))
    assert (trouble.check, trouble.entry, trouble.table) == ("signatures", entry, "signature")


def test_a_signature_of_somebody_elses_key_is_named(staff: Staff) -> None:
    entry, private = _reversal_entry(staff), new_private()
    entry_hash = bytes(staff.books.stockpile.value("SELECT hash FROM journal WHERE entry = ?", [entry]))
    forged = (public_of(private), sign(private, signed_bytes(entry_hash)), entry)
    troubles = _troubles(
        staff, ("UPDATE signature SET public_key = ?, signature = ? WHERE entry = ?", forged)
    )
    assert {trouble.entry for trouble in troubles} == {entry}
    assert NAMES["approver"] in troubles[0].sentence


def test_a_signature_over_another_entry_is_named(staff: Staff) -> None:
    entry = _reversal_entry(staff)
    other = "SELECT signature FROM signature WHERE entry = 1"
    troubles = _troubles(staff, (f"UPDATE signature SET signature = ({other}) WHERE entry = ?", (entry,)))
    assert entry in {trouble.entry for trouble in troubles}


@pytest.mark.parametrize("column", ["person", "public_key", "entry"])
def test_an_edited_signature_row_is_named(staff: Staff, column: str) -> None:
    values: dict[str, Any] = {"person": NAMES["officer"], "public_key": "0" * 64, "entry": 2}
    entry = _reversal_entry(staff)
    statement = (f"UPDATE signature SET {column} = ? WHERE entry = ?", (values[column], entry))
    assert any(trouble.check == "signatures" for trouble in _troubles(staff, statement))


def test_an_invented_approval_is_named(staff: Staff) -> None:
    """A decision row without the body that says it: the rows are held beside the journal."""
    stockpile = staff.books.stockpile
    asked = access.revoke_user(stockpile, staff.books.id(), NAMES["analyst"])
    assert isinstance(asked, Requested)
    invented = (asked.request_id, "approved", NAMES["approver"], "2026-11-20T08:00:00Z", "", 20)
    troubles = _troubles(staff, ("INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?)", invented))
    assert any(trouble.table == "decision" for trouble in troubles)


def test_a_decision_by_the_asker_is_named(staff: Staff) -> None:
    troubles = _troubles(staff, ("UPDATE decision SET decided_by = ?", (NAMES["second officer"],)))
    assert any("could not decide" in trouble.sentence for trouble in troubles)


def test_a_decision_by_somebody_without_the_duty_is_named(staff: Staff) -> None:
    troubles = _troubles(staff, ("UPDATE decision SET decided_by = ?", (NAMES["auditor"],)))
    assert any("could not decide" in trouble.sentence for trouble in troubles)
