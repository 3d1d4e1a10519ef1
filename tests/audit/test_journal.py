"""Every operation is one entry: chained, in the tree, with the body that says its rows."""

from __future__ import annotations

import hashlib
import json

import pytest

from stockpile_app import audit, ledger
from stockpile_app.audit import Operation
from stockpile_app.audit.anchors import Roots
from stockpile_app.audit.journal import GENESIS, LINES_A_PART, body_parts, entry_hash, root_at
from stockpile_app.audit.merkle import EMPTY_ROOT, leaf_hash, root_of_leaves
from stockpile_app.audit.model import canonical
from stockpile_app.audit.signatures import signatures
from stockpile_app.base import Refused
from stockpile_app.catalogue.model import Depot
from tests.books import Books, dump_hash


def test_each_entry_names_the_hash_of_the_one_before(books: Books) -> None:
    books.rifle("KM 06427")
    entries = list(audit.entries(books.stockpile))
    assert [entry.entry for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.previous for entry in entries] == [GENESIS, *(entry.hash for entry in entries[:-1])]


def test_the_hash_is_the_leaf_over_the_written_head(books: Books) -> None:
    entry = list(audit.entries(books.stockpile))[-1]
    head = {
        "actor": entry.actor,
        "body": entry.body_hash.hex(),
        "entry": entry.entry,
        "kind": entry.kind,
        "lines": entry.lines,
        "operation": entry.operation_id,
        "previous": entry.previous.hex(),
        "recorded_at": entry.recorded_at,
    }
    written = json.dumps(head, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert entry.hash == entry_hash(entry) == leaf_hash(written)


def test_the_body_is_the_canonical_lines_under_one_hash(books: Books) -> None:
    posted = books.receive(books.new_rifle("KM 06427"))
    entry = next(e for e in audit.entries(books.stockpile) if e.entry == posted.entry)
    body = b"".join(body_parts(books.stockpile, posted.entry))
    assert hashlib.sha256(body).digest() == entry.body_hash
    lines = [json.loads(line) for line in body.decode().splitlines()]
    assert len(lines) == entry.lines
    assert lines[0] == {"kind": "receipt", "version": 2}
    assert [line["record"] for line in lines[1:]] == ["weapon", "voucher", "movement"]
    assert body.decode() == "".join(canonical(line) + "\n" for line in lines)


def test_bodies_hold_integers_and_strings_only(books: Books) -> None:
    books.rifle("KM 06427")
    for entry in audit.entries(books.stockpile):
        for part in body_parts(books.stockpile, entry.entry):
            for line in part.decode().splitlines():
                assert all(type(value) in {int, str} for value in json.loads(line).values())


def test_the_head_is_the_root_over_all_entries(books: Books) -> None:
    hashes = [entry.hash for entry in audit.entries(books.stockpile)]
    for size in range(len(hashes) + 1):
        assert root_at(books.stockpile, size) == root_of_leaves(hashes[:size])
    head = audit.head(books.stockpile)
    assert (head.size, head.root, head.hash) == (
        len(hashes),
        root_of_leaves(hashes).hex(),
        hashes[-1].hex(),
    )
    assert head.short == f"{head.root[:4]} {head.root[4:8]}"


def test_a_long_body_comes_in_parts(books: Books) -> None:
    depots = [Depot(number, f"D{number}", "Depot") for number in range(2, LINES_A_PART + 10)]
    with books.stockpile.transaction():
        entry = audit.record(books.stockpile, Operation("add depot", books.id(), {}), depots)
    parts = list(body_parts(books.stockpile, entry))
    assert [part.count(b"\n") for part in parts] == [LINES_A_PART, 9]
    assert audit.verify(books.stockpile).holds


def test_an_operation_without_an_id_is_our_own_bug(books: Books) -> None:
    before = dump_hash(books.stockpile)
    with pytest.raises(ValueError, match="without an id"):
        books.receive(books.new_rifle("KM 06427"), operation_id="")
    assert dump_hash(books.stockpile) == before


def test_an_id_that_belongs_to_another_operation_writes_nothing(books: Books) -> None:
    taken = books.id()
    ledger.open_account(books.stockpile, ledger.NewAccount(operation_id=taken, kind="holder", name="Pte Ilo"))
    before = dump_hash(books.stockpile)
    with pytest.raises(Refused) as refused:
        books.receive(books.new_rifle("KM 06427"), operation_id=taken)
    assert refused.value.findings[0].rule == "JOURNAL-01"
    assert dump_hash(books.stockpile) == before


def test_the_sequence_orders_the_journal_whatever_the_clock_says(books: Books) -> None:
    books.rifle("KM 06427")
    books.clock.tick(days=-300)
    later = books.account("holder", "Pte Ilo")
    books.clock.tick(days=300)
    books.account("holder", "Pte Ibe")
    last = audit.head(books.stockpile).size
    assert ledger.accounts(books.stockpile, "holder")[-1] != later
    assert audit.set_back(books.stockpile) == [last - 1]
    assert audit.verify(books.stockpile).holds


def test_a_clock_that_goes_on_is_not_flagged(books: Books) -> None:
    books.clock.tick(days=400)
    books.account("holder", "Pte Ilo")
    assert audit.set_back(books.stockpile) == []


def test_an_entry_is_found_by_its_hash(books: Books) -> None:
    books.rifle("KM 06427")
    for entry in audit.entries(books.stockpile):
        assert audit.entry_with_hash(books.stockpile, entry.hash) == entry.entry
    assert audit.entry_with_hash(books.stockpile, bytes(32)) == 0


def test_the_root_at_any_size_and_at_none(books: Books) -> None:
    roots = Roots(books.stockpile)
    now = audit.head(books.stockpile)
    assert roots.size == now.size
    assert roots.at(now.size) == now.root
    assert roots.at(0) == EMPTY_ROOT.hex()
    assert roots.at(1) == next(iter(audit.entries(books.stockpile))).hash.hex()
    assert roots.at(-1) == roots.at(now.size + 1) == ""


def test_signatures_after_an_entry_are_those_of_later_ones(books: Books) -> None:
    at = books.stockpile
    signed = []
    for number in range(2):
        with at.transaction():
            signed.append(
                audit.record(
                    at,
                    Operation("add depot", books.id(), {}),
                    [Depot(number + 8, f"D{number}", f"North {number}")],
                )
            )
            audit.sign_entries(at, signed[-1])
    assert [one.entry for one in signatures(at)][-2:] == signed
    assert [one.entry for one in signatures(at, signed[0])] == signed[1:]
    assert list(signatures(at, signed[1])) == []
