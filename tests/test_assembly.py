"""The one file that knows all rooms: founding, opening, and what plugs into whose slot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stockpile_app import audit, ledger
from stockpile_app.assembly import ASSEMBLY
from stockpile_app.audit import BodyCodec, VerifyCheck
from stockpile_app.base import Refused
from stockpile_app.ledger import PostingRule
from tests.books import Books, new_books


def test_founding_makes_three_things_and_an_entry(tmp_path: Path) -> None:
    books = new_books(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(("-wal", "-shm"))) == [
        "b.stockpile",
        "b.stockpile-keys",
        "b.stockpile-open",
    ]
    (entry,) = audit.entries(books.stockpile)
    assert (entry.entry, entry.kind, entry.actor) == (1, "founding", "keeper")
    assert books.stockpile.row("SELECT kind, code, name, zone, sole FROM stockpile") == (
        "depot",
        "B",
        "Books",
        "UTC",
        1,
    )
    outside = [account.kind for account in ledger.accounts(books.stockpile)]
    assert sorted(outside) == sorted(account.kind for account in ledger.outside_accounts())
    assert audit.verify(books.stockpile).holds
    books.stockpile.close()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", ""),
        ("code", "B 7"),
        ("code", "B/7"),
        ("name", " "),
        ("name", "Bo\u202eoks"),
        ("user", ""),
        ("user", "k\x00"),
        ("passphrase", ""),
        ("passphrase", "hunter2"),
        ("kind", "museum"),
        ("zone", "Mars/Base"),
        ("zone", "../../etc/passwd"),
        ("zone", ""),
    ],
)
def test_unfit_books_are_refused_with_a_complete_finding_and_leave_nothing(
    tmp_path: Path, field: str, value: str
) -> None:
    with pytest.raises(Refused) as refused:
        new_books(tmp_path, **{field: value})
    for finding in refused.value.findings:
        assert all(
            (finding.rule, finding.sentence, finding.field, finding.expected, finding.got, finding.remedy)
        )
        assert not value.strip() or field != "passphrase" or value not in finding.got
    assert list(tmp_path.iterdir()) == []


def test_the_depots_day_is_its_own(tmp_path: Path) -> None:
    books = new_books(tmp_path, zone="Pacific/Auckland")
    books.clock.tick(hours=5)  # 13:00 UTC, 02:00 of the next day there
    house = books.account("location", "Armoury")
    sling = books.item_type("accessory", "Sling", "quantity", "each")
    line = ledger.Line(item_type_id=sling.id, quantity=1)
    voucher = ledger.ReceiptVoucher(
        operation_id=books.id(), effective_at="2026-11-21T01:30", to_account=house.id, lines=(line,)
    )
    ledger.receive(books.stockpile, voucher)
    assert [row.number for row in ledger.posted_on(books.stockpile, "2026-11-21")] == ["B-REC-2026-000001"]
    assert ledger.posted_on(books.stockpile, "2026-11-20") == []
    books.stockpile.close()


def test_every_table_with_an_entry_has_its_record(books: Books) -> None:
    stamped = {
        row[0]
        for row in books.stockpile.rows(
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c "
            "WHERE m.type = 'table' AND c.name = 'entry'"
        )
    }
    written = {codec.table for codec in ASSEMBLY.of(BodyCodec) if codec.stamped}
    assert written == stamped - {"journal", "journal_body", "verified", "signature"}


@pytest.mark.parametrize("codec", ASSEMBLY.of(BodyCodec), ids=lambda codec: codec.name)
def test_a_record_is_the_columns_of_its_table(books: Books, codec: BodyCodec) -> None:
    columns = {row[0] for row in books.stockpile.rows(f"SELECT name FROM pragma_table_info('{codec.table}')")}
    projected = {"weapon": {"account_id", "condition", "last_at"}}.get(codec.table, set())
    assert set(codec.columns) == columns - projected - ({"entry"} if codec.stamped else set())
    key: Any = {
        row[0]
        for row in books.stockpile.rows(f"SELECT name FROM pragma_table_info('{codec.table}') WHERE pk > 0")
    }
    assert set(codec.key) == key


def test_names_in_the_journal_are_each_used_once() -> None:
    names = [codec.name for codec in ASSEMBLY.of(BodyCodec)]
    assert len(names) == len(set(names))


def test_whole_verification_asks_the_rooms_above() -> None:
    assert {check.name for check in ASSEMBLY.of(VerifyCheck)} >= {"projections", "numbers"}


RULES_OF = {
    "opening balance": "CATALOGUE-01 CATALOGUE-02 CATALOGUE-03",
    "receipt": "CATALOGUE-01 CATALOGUE-02 CATALOGUE-03 LEDGER-10",
    "issue": "LEDGER-09 LEDGER-10 LEDGER-17",
    "hand-in": "LEDGER-10",
    "transfer": "LEDGER-10 LEDGER-28",
    "expenditure": "LEDGER-10",
    "reclassification": "LEDGER-10",
    "dispatch": "DISPOSAL-70 LEDGER-10",
    "destruction": "DISPOSAL-70 LEDGER-10",
    "deactivation": "DISPOSAL-70 LEDGER-10",
    "reversal": "DISPOSAL-71 LEDGER-10 LEDGER-16 LEDGER-28",
}
ALWAYS = "LEDGER-01 LEDGER-03 LEDGER-05 LEDGER-06 LEDGER-07 LEDGER-13 LEDGER-14 LEDGER-27 LEDGER-33 LEDGER-34 TEXT-01"
FORWARD = "LEDGER-02 LEDGER-11 LEDGER-29"


@pytest.mark.parametrize("kind", list(ledger.VoucherKind))
def test_each_kind_of_voucher_meets_its_rules(kind: str) -> None:
    met = sorted(rule.id for rule in ASSEMBLY.of(PostingRule) if kind in rule.kinds)
    own = RULES_OF[kind] if kind == "reversal" else f"{FORWARD} {RULES_OF[kind]}"
    assert met == sorted(f"{ALWAYS} {own}".split())
