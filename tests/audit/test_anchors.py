"""The informed insider recomputes chain and tree; a checkpoint that left the machine is still there."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import audit
from stockpile_app.audit import SignedNote, Trouble
from stockpile_app.audit.note import checkpoint_text, signed_note
from stockpile_app.audit.signing import PrivateKey, new_private
from tests.books import Books, new_books, reopened
from tests.tampering import edit, key_of, rewrite_history

LIE = (
    ("UPDATE voucher SET party = 'Province' WHERE party = 'Ministry'", ()),
    (
        "UPDATE journal_body SET body = CAST(replace(CAST(body AS TEXT), '\"Ministry\"', '\"Province\"') AS BLOB)",
        (),
    ),
)


def _checkpoints_of_three_days(books: Books) -> list[SignedNote]:
    notes = [audit.checkpoint(books.stockpile).note]
    books.rifle("KM 11932")
    notes.append(audit.checkpoint(books.stockpile).note)
    books.rifle("KM 2")
    notes.append(audit.checkpoint(books.stockpile).note)
    return [audit.read_note(note) for note in notes]


def _against(books: Books, *notes: SignedNote) -> list[Trouble]:
    proof = audit.verify(books.stockpile, against=notes)
    return [trouble for trouble in proof.troubles if trouble.check == "against"]


def test_sound_books_begin_with_every_checkpoint(books: Books) -> None:
    notes = _checkpoints_of_three_days(books)
    assert audit.verify(books.stockpile, against=notes).holds
    assert audit.verify_quick(books.stockpile, notes).holds


def test_a_recomputed_history_is_named_by_the_first_size_that_differs(books: Books) -> None:
    notes = _checkpoints_of_three_days(books)
    books.stockpile.close()
    rewrite_history(books.path, key_of(books), *LIE)
    books.stockpile = reopened(books)
    proof = audit.verify(books.stockpile)
    assert {trouble.check for trouble in proof.troubles} == {"checkpoint"}
    troubles = _against(books, *reversed(notes))
    assert [trouble.entry for trouble in troubles] == [notes[1].size, notes[2].size]
    assert f"Up to entry {notes[1].size}" in troubles[0].sentence
    assert not audit.verify_quick(books.stockpile, notes).holds


def test_a_kept_checkpoint_shows_a_recomputed_history_too(books: Books) -> None:
    notes = _checkpoints_of_three_days(books)
    books.stockpile.close()
    rewrite_history(books.path, key_of(books), *LIE)
    books.stockpile = reopened(books)
    found = [trouble for trouble in audit.verify(books.stockpile).troubles if trouble.check == "checkpoint"]
    assert [(one.row, one.field) for one in found] == [(str(note.size), "root") for note in notes[1:]]


def test_books_shorter_than_a_checkpoint_are_named(books: Books) -> None:
    note = _checkpoints_of_three_days(books)[0]
    longer = SignedNote(note.origin, 900, note.root, note.text, note.signatures)
    assert "has seen entry 900" in _against(books, longer)[0].sentence


def test_a_checkpoint_that_this_depot_did_not_sign_is_named(books: Books) -> None:
    now = audit.head(books.stockpile)
    text = checkpoint_text("stockpile/B", now.size, now.root, "2026-11-20T08:00:00Z")
    forged = signed_note(text, [("stockpile/B", PrivateKey(new_private()))])
    assert "not signed" in _against(books, audit.read_note(forged))[0].sentence


def test_a_checkpoint_of_another_depot_is_named(books: Books, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    other = new_books(folder, code="C")
    note = audit.read_note(audit.checkpoint(other.stockpile).note)
    other.stockpile.close()
    assert "stockpile/C" in _against(books, note)[0].sentence


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("UPDATE checkpoint SET size = size + 1", "size"),
        ("UPDATE checkpoint SET root = zeroblob(32)", "root"),
        ("UPDATE checkpoint SET note = replace(note, 'stockpile/B', 'stockpile/C')", "note"),
        ("UPDATE checkpoint SET note = 'x'", "note"),
        ("UPDATE checkpoint SET at = '2001-01-01T00:00:00Z'", "at"),
        ("INSERT INTO checkpoint SELECT size - 1, root, note, at FROM checkpoint", "size"),
    ],
)
def test_a_tampered_checkpoint_is_named(books: Books, change: str, field: str) -> None:
    audit.checkpoint(books.stockpile)
    books.stockpile.close()
    assert edit(books.path, key_of(books), (change, ())) == 1
    books.stockpile = reopened(books)
    found = [trouble for trouble in audit.verify(books.stockpile).troubles if trouble.check == "checkpoint"]
    assert field in {trouble.field for trouble in found}
    assert {trouble.table for trouble in found} == {"checkpoint"}


@pytest.mark.parametrize("column", ["signing", "sealing"])
def test_an_exchanged_private_key_is_named(books: Books, column: str) -> None:
    books.stockpile.close()
    edit(books.path, key_of(books), (f"UPDATE depot_secret SET {column} = ?", ("ab" * 32,)))
    books.stockpile = reopened(books)
    found = [trouble for trouble in audit.verify(books.stockpile).troubles if trouble.check == "keys"]
    assert [(trouble.table, trouble.field) for trouble in found] == [("depot_secret", column)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE signature SET signature = zeroblob(64)",
        "UPDATE signature SET public_key = hex(zeroblob(32))",
        "UPDATE signature SET entry = entry + 1",
    ],
)
def test_a_signature_over_something_else_is_named(books: Books, change: str) -> None:
    books.stockpile.close()
    assert edit(books.path, key_of(books), (change, ()))
    books.stockpile = reopened(books)
    found = [trouble for trouble in audit.verify(books.stockpile).troubles if trouble.check == "signatures"]
    assert {trouble.table for trouble in found} == {"signature"}


def test_a_consistency_proof_leads_from_the_earlier_to_the_later(books: Books) -> None:
    from stockpile_app.audit.merkle import consistent
    from stockpile_app.audit.proof_text import ConsistencyProof, read_proof, split_proof

    first, _, last = _checkpoints_of_three_days(books)
    later = audit.checkpoint(books.stockpile)
    text = later.note + "\n" + audit.consistency_text(books.stockpile, first, later)
    assert audit.read_note(text) == last
    proof = read_proof(split_proof(text)[1])
    assert isinstance(proof, ConsistencyProof)
    assert (proof.first, proof.second) == (first.size, last.size)
    assert consistent(
        first.size, last.size, bytes.fromhex(first.root), bytes.fromhex(last.root), proof.hashes
    )
