"""The insider with the key in hand and another program: each lie is named by `stockpile verify --full`.

A test helper takes the key from the recovery sheet; no command prints it after the books are founded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from stockpile_app import access, audit
from stockpile_app.assembly import open_stockpile
from tests.books import PASSPHRASE
from tests.cli.desk import Desk, typed
from tests.people import NAMES, Staff
from tests.ready import ready_staff
from tests.tampering import bare, edit, key_of, rewrite_history

AUDITOR = NAMES["auditor"]


@pytest.fixture
def staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """Books with a rifle issued, a lot received, and one reversal by two persons; closed."""
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("STOCKPILE_USER", AUDITOR)
    made = ready_staff(tmp_path)
    with made.acting("officer"):
        rifle = made.books.rifle("KM 06427")
        made.books.lot("17-83-270", 1000)
        made.books.issue(rifle)
        wrong = made.books.slings(12)
    with made.acting("second officer"):
        asked = made.books.reverse(wrong)
    with made.acting("approver"):
        access.approve(made.books.stockpile, asked.request_id)
    made.books.stockpile.close()
    return made


def _verified(staff: Staff, *more: object) -> list[dict[str, Any]]:
    said = typed("verify", staff.books.path, "--full", *more, "--json")
    assert said.json["holds"] is (not said.json["troubles"])
    assert said.code == (1 if said.json["troubles"] else 0)
    troubles: list[dict[str, Any]] = said.json["troubles"]
    return troubles


def test_untouched_books_hold(staff: Staff) -> None:
    assert _verified(staff) == []


@pytest.mark.parametrize(
    ("lie", "table", "field"),
    [
        ("UPDATE weapon SET serial = 'KM 06421' WHERE serial = 'KM 06427'", "weapon", "serial"),
        ("UPDATE movement SET quantity = 900 WHERE quantity = 1000", "movement", "quantity"),
        (
            "UPDATE voucher SET effective_at = '2026-11-01T06:30' WHERE kind = 'issue'",
            "voucher",
            "effective_at",
        ),
        ("UPDATE voucher SET actor = 'Sgt M. Adan' WHERE kind = 'issue'", "voucher", "actor"),
        ("UPDATE decision SET decided_by = 'Aud N. Weiss'", "decision", "decided_by"),
    ],
)
def test_a_changed_value_is_named_by_table_row_and_field(
    staff: Staff, lie: str, table: str, field: str
) -> None:
    assert edit(staff.books.path, key_of(staff.books), (lie, ())) >= 1
    named = [(one["table"], one["field"]) for one in _verified(staff)]
    assert (table, field) in named


def test_the_last_entry_taken_away_is_named(staff: Staff) -> None:
    with bare(staff.books.path, key_of(staff.books)) as connection:
        (last,) = connection.execute("SELECT max(entry) FROM journal").fetchone()
    tables = ("journal", "journal_body", "signature", "voucher", "decision")
    lies = [(f"DELETE FROM {table} WHERE entry = ?", (last,)) for table in tables]
    edit(staff.books.path, key_of(staff.books), *lies)
    troubles = _verified(staff)
    assert {one["check"] for one in troubles} >= {"rollback", "rows"}
    assert last in {one["entry"] for one in troubles}


def test_a_dropped_trigger_is_named_and_the_books_still_open_to_look(staff: Staff) -> None:
    with bare(staff.books.path, key_of(staff.books)) as connection:
        connection.execute("DROP TRIGGER movement_refuses_delete")
    troubles = _verified(staff)
    assert any("movement_refuses_delete" in one["sentence"] for one in troubles)
    held = Desk(staff.books.path).says("balance")
    assert held["rows"]


def test_an_invented_approval_is_named(staff: Staff) -> None:
    """The reversal of another's voucher, with a decision written by hand."""
    written = "max(request_id) + 1, 'approved', 'Col P. Rhode', '2026-11-20T08:00:00Z', '', 30"
    invented = (f"INSERT INTO decision SELECT {written} FROM decision", ())
    edit(staff.books.path, key_of(staff.books), invented)
    assert "decision" in {one["table"] for one in _verified(staff)}


_BODY = "replace(replace(CAST(body AS TEXT), 'KM 06427', 'KM 06421'), 'KM6427', 'KM6421')"
LIE = (
    ("UPDATE weapon SET serial = 'KM 06421', look_alike = 'KM6421' WHERE serial = 'KM 06427'", ()),
    (f"UPDATE journal_body SET body = CAST({_BODY} AS BLOB)", ()),
)
"""One serial, in the row and in the body alike."""


def test_the_informed_insider_is_found_by_a_checkpoint_kept_elsewhere(staff: Staff, tmp_path: Path) -> None:
    """Serial, body, chain, tree and projections rewritten alike, the marks of this computer removed."""
    kept = tmp_path / "checkpoint.txt"
    typed("checkpoint", staff.books.path, kept, "--json")
    rewrite_history(staff.books.path, key_of(staff.books), *LIE)
    named = _verified(staff, "--against", kept)
    assert "against" in {one["check"] for one in named}


def test_the_informed_insider_cannot_sign_for_others(staff: Staff) -> None:
    """Even without a checkpoint elsewhere: what the approver signed is not what stands there."""
    rewrite_history(staff.books.path, key_of(staff.books), *LIE)
    named = _verified(staff)
    assert "signatures" in {one["check"] for one in named}


def test_no_command_prints_the_key(staff: Staff) -> None:
    key = key_of(staff.books).hex()
    with open_stockpile(staff.books.path, AUDITOR, PASSPHRASE) as books:
        assert audit.verify(books).holds
    for words in (("doctor",), ("user", "list"), ("verify", "--full"), ("pending",)):
        command, *rest = words
        said = typed(command, staff.books.path, *rest, "--json")
        assert key not in (said.out + said.err).lower()


def test_books_that_do_not_hold_are_still_looked_at_exported_and_backed_up(
    staff: Staff, tmp_path: Path
) -> None:
    """And each of them says so: the window's bar, the workbook's cover, the backup's header."""
    edit(staff.books.path, key_of(staff.books), ("UPDATE weapon SET serial = 'KM 06421'", ()))
    with bare(staff.books.path, key_of(staff.books)) as connection:
        connection.execute("DROP TRIGGER weapon_stands")
    with open_stockpile(staff.books.path, AUDITOR, PASSPHRASE) as books:
        assert "weapon_stands" in books.read_only
    desk = Desk(staff.books.path)
    workbook = desk.says("audit", tmp_path / "audit.xlsx", code=1)
    assert workbook["holds"] is False
    cover = load_workbook(tmp_path / "audit.xlsx").worksheets[0]
    assert "These books do not hold" in [cell.value for row in cover.iter_rows() for cell in row]
    assert desk.ends("export-plain", tmp_path / "all.zip", "--json").code == 0
    assert desk.says("backup", tmp_path / "b.stockpile-backup")["whole"] is False
    assert [one["identity"] for one in desk.says("where", "KM 06421")["matches"]]
