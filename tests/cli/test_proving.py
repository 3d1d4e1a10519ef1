"""`checkpoint` takes out what binds the books; `verify --against` holds them beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import audit
from stockpile_app.audit.proof_text import ConsistencyProof, InclusionProof, read_proofs, split_proof
from tests.books import PASSPHRASE, USER, Books
from tests.cli.desk import Outcome, typed
from tests.tampering import key_of, rewrite_history

LIE = (
    ("UPDATE voucher SET party = 'Province' WHERE party = 'Ministry'", ()),
    (
        "UPDATE journal_body SET body = CAST(replace(CAST(body AS TEXT), '\"Ministry\"', '\"Province\"') AS BLOB)",
        (),
    ),
)


@pytest.fixture
def closed(books: Books, monkeypatch: pytest.MonkeyPatch) -> Books:
    """A depot with one rifle, closed."""
    monkeypatch.setenv("STOCKPILE_USER", USER)
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)
    books.rifle("KM 11932")
    books.stockpile.close()
    return books


def _ends(books: Books, command: str, *words: object) -> Outcome:
    return typed(command, books.path, *words)


def test_a_checkpoint_is_printed_or_written(closed: Books, tmp_path: Path) -> None:
    out = tmp_path / "stick.txt"
    said = _ends(closed, "checkpoint", out, "--json").json
    assert out.read_text(encoding="utf-8") == said["note"]
    note = audit.read_note(said["note"])
    assert audit.is_signed_by(note, said["public_key"])
    assert note.size == said["size"]
    assert _ends(closed, "checkpoint").out == said["note"]


def test_sound_books_hold_against_it(closed: Books, tmp_path: Path) -> None:
    out = tmp_path / "stick.txt"
    size = _ends(closed, "checkpoint", out, "--json").json["size"]
    for words in (("--against", out), ("--full", "--against", out)):
        said = _ends(closed, "verify", *words, "--json").json
        assert (said["holds"], said["against"]) == (True, [size])


def test_a_rewritten_history_does_not(closed: Books, tmp_path: Path) -> None:
    out = tmp_path / "stick.txt"
    size = _ends(closed, "checkpoint", out, "--json").json["size"]
    rewrite_history(closed.path, key_of(closed), *LIE)
    said = _ends(closed, "verify", "--against", out, "--json")
    assert said.code == 1
    assert {("against", size), ("rollback", size)} == {
        (trouble["check"], trouble["entry"]) for trouble in said.json["troubles"]
    }


def test_a_later_checkpoint_brings_the_proof_that_nothing_before_was_changed(
    closed: Books, tmp_path: Path
) -> None:
    out, same = tmp_path / "stick.txt", tmp_path / "same.txt"
    _ends(closed, "checkpoint", out)
    assert _ends(closed, "checkpoint", same, "--since", out).code == 0
    text = same.read_text(encoding="utf-8")
    assert "stockpile consistency" in text
    assert audit.read_note(text) == audit.read_note(out.read_text(encoding="utf-8"))


def test_a_checkpoint_brings_the_proof_of_an_entry(closed: Books, tmp_path: Path) -> None:
    out, both = tmp_path / "stick.txt", tmp_path / "both.txt"
    assert _ends(closed, "checkpoint", out, "--entry", 2, "--entry", 1).code == 0
    text = out.read_text(encoding="utf-8")
    proofs = read_proofs(split_proof(text)[1])
    assert [(type(one), getattr(one, "entry", 0)) for one in proofs] == [
        (InclusionProof, 2),
        (InclusionProof, 1),
    ]
    assert _ends(closed, "verify", "--against", out).code == 0
    assert _ends(closed, "checkpoint", both, "--since", out, "--entry", 1).code == 0
    later = read_proofs(split_proof(both.read_text(encoding="utf-8"))[1])
    assert [type(one) for one in later] == [ConsistencyProof, InclusionProof]


@pytest.mark.parametrize("entry", [0, -1, 10**6])
def test_an_entry_that_is_not_there_is_refused(closed: Books, tmp_path: Path, entry: int) -> None:
    said = _ends(closed, "checkpoint", tmp_path / "stick.txt", "--entry", entry, "--json")
    assert (said.code, said.findings[0]["rule"]) == (1, "JOURNAL-02")
    assert not (tmp_path / "stick.txt").exists()


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00", b"x" * (1 << 20) + b"x", b"nothing\n"])
def test_what_is_no_checkpoint_is_told(closed: Books, tmp_path: Path, content: bytes | None) -> None:
    out = tmp_path / "stick.txt"
    if content is not None:
        out.write_bytes(content)
    said = _ends(closed, "verify", "--against", out, "--json")
    assert said.code == 3
    assert said.json["sentence"]
