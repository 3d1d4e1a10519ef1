"""A file of every schema that was ever released still opens, proves itself and takes a voucher.

`python -m tests.old_files.make` writes the file of the current schema; once a schema is released its
file is never made again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from stockpile_app import audit, ledger
from stockpile_app.access import keys_path
from stockpile_app.assembly import open_stockpile
from tests.books import PASSPHRASE, USER
from tests.people import NAMES

KEEPERS = {"edition_1": USER}
"""Who keeps the old files: the first edition knew one keeper only."""

OLD_FILES = sorted(Path(__file__).parent.glob("edition_*.stockpile"))


def test_every_edition_is_kept() -> None:
    from stockpile_app.store import SCHEMA_VERSION

    assert [file.stem for file in OLD_FILES] == [f"edition_{n}" for n in range(1, SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("file", OLD_FILES, ids=lambda file: file.stem)
def test_an_old_file_opens_holds_and_goes_on(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    shutil.copy(file, copy)
    shutil.copy(keys_path(file), keys_path(copy))
    with open_stockpile(copy, KEEPERS.get(file.stem, NAMES["officer"]), PASSPHRASE) as books:
        proof = audit.verify(books)
        assert proof.holds, proof.troubles
        assert proof.size > 10
        before = ledger.balances(books)
        assert before
        posted = ledger.open_account(
            books,
            ledger.NewAccount(operation_id=books.ids.new_id(), kind="location", name="After the upgrade"),
        )
        assert posted.id >= 100
        assert audit.verify(books).holds
        assert ledger.balances(books) == before
