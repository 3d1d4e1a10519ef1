"""`stockpile certify`, `certificate`, `annul`: what they answer, write and refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import audit
from stockpile_app.assembly import open_stockpile
from stockpile_app.cli.outcome import DONE, REFUSED, USAGE
from tests.books import PASSPHRASE, USER, Books
from tests.cli.desk import typed
from tests.disposal.certificates import batches
from tests.documents.paper import text_of
from tests.ready import ready_depot


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Books:
    """Single-keeper books with one batch whose residue is cleared; closed, for the command line."""
    books = ready_depot(tmp_path)
    batches.a_batch(books, [books.rifle(f"KM {number:05}") for number in range(1, 4)])
    books.stockpile.close()
    monkeypatch.setenv("STOCKPILE_USER", USER)
    monkeypatch.setenv("STOCKPILE_PASSPHRASE", PASSPHRASE)
    return books


BATCH, NUMBER = "B-BAT-2026-000001", "2026-000001"


def issued(books: Books) -> str:
    said = typed("certify", books.path, BATCH, "--json")
    assert said.code == DONE, said.err
    assert (said.json["waiting"], said.json["lines"]) == (False, 3)
    return str(said.json["number"])


def test_from_draft_to_annulment(books: Books, tmp_path: Path) -> None:
    draft = typed("certificate", books.path, BATCH, tmp_path / "draft.pdf", "--json")
    assert (draft.code, draft.json["state"], draft.json["number"], draft.json["against"]) == (
        DONE,
        "draft",
        "",
        [],
    )
    number = issued(books)
    more = ("--language", "en,ar", "--page", "Letter", "--json")
    said = typed("certificate", books.path, number, tmp_path / "c.pdf", *more)
    assert (said.code, said.json["state"], said.json["lines"]) == (DONE, "issued", 3)
    assert said.json["languages"] == ["en", "ar"]
    assert "KM 00002" in text_of(tmp_path / "c.pdf")
    proved = typed("verify-paper", tmp_path / "c.pdf", "--against", books.path, "--json")
    assert (proved.code, proved.json["standing"], proved.json["kind"]) == (DONE, "unchanged", "CDS")
    assert typed("annul", books.path, number, "--reason", "A wrong site", "--json").json["number"] == number
    again = typed("certificate", books.path, number, tmp_path / "a.pdf", "--json")
    assert again.json["state"] == "annulled"
    proved = typed("verify-paper", tmp_path / "c.pdf", "--against", books.path, "--json")
    assert (proved.code, proved.json["standing"]) == (DONE, "superseded")
    listed = typed("certificate", books.path, "--json").json["certificates"]
    assert [(one["number"], one["annulled"]) for one in listed] == [(number, True)]
    assert "annulled" in typed("certificate", books.path).out


def test_the_same_request_twice_has_one_effect(books: Books) -> None:
    first = typed("certify", books.path, BATCH, "--id", "one", "--json").json
    again = typed("certify", books.path, BATCH, "--id", "one", "--json").json
    assert (first["number"], first["repeated"], again["repeated"]) == (again["number"], False, True)


def test_what_is_refused(books: Books, tmp_path: Path) -> None:
    for rule, *command in (
        ("DISPOSAL-01", "certify", books.path, "B-BAT-2026-000009"),
        ("CERT-09", "certificate", books.path, "B-CDS-2026-000009", tmp_path / "none.pdf"),
        ("CERT-07", "annul", books.path, "B-CDS-2026-000009", "--reason", "wrong"),
    ):
        said = typed(*command, "--json")
        assert said.code == REFUSED
        assert said.json["findings"][0]["rule"] == rule
    issued(books)
    assert typed("certify", books.path, BATCH, "--json").json["findings"][0]["rule"] == "CERT-05"
    assert not (tmp_path / "none.pdf").exists()


def test_what_is_typed_wrong(books: Books, tmp_path: Path) -> None:
    for languages in ("en,fr,ar", "xx"):
        assert (
            typed("certificate", books.path, BATCH, tmp_path / "c.pdf", "--language", languages).code == USAGE
        )
    assert typed("certificate", books.path, BATCH).code == USAGE


def test_printing_is_noted_and_changes_no_books(books: Books, tmp_path: Path) -> None:
    number = issued(books)
    size = typed("verify", books.path, "--json").json["journal_size"]
    typed("certificate", books.path, number, tmp_path / "c.pdf")
    assert typed("verify", books.path, "--json").json["journal_size"] == size
    with open_stockpile(books.path, USER, PASSPHRASE) as stockpile:
        assert audit.times_noted(stockpile, "print", number) == 1
