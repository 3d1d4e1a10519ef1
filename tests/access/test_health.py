"""The doctor on the keys file."""

from __future__ import annotations

from stockpile_app.access import keys_path
from stockpile_app.access.health import check_keys
from stockpile_app.base.check import CheckState
from tests.books import Books


def test_a_whole_keys_file_says_how_many_it_lets_in(books: Books) -> None:
    found = check_keys(books.path)
    assert (found.state, found.figures) == (CheckState.OK, {"users": 1})


def test_a_damaged_or_missing_one_leads_to_the_recovery_sheet(books: Books) -> None:
    keys = keys_path(books.path)
    keys.write_text(keys.read_text(encoding="utf-8").replace('"role"', '"rule"'), encoding="utf-8")
    damaged = check_keys(books.path)
    assert (damaged.state, damaged.figures["cause"]) == (CheckState.STOP, "damaged")
    keys.unlink()
    missing = check_keys(books.path)
    assert (missing.state, missing.figures["cause"]) == (CheckState.STOP, "not_found")
    assert "recover" in missing.remedy
