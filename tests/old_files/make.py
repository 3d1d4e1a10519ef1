"""Write the file of the current schema, with rows in every journalled table."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from stockpile_app.access import keys_path
from stockpile_app.store import SCHEMA_VERSION
from tests.full_books import full_books


def main() -> None:
    """Make `edition_N.stockpile` and its keys file beside this module."""
    with tempfile.TemporaryDirectory() as folder:
        books = full_books(Path(folder))
        books.stockpile.close()
        target = Path(__file__).with_name(f"edition_{SCHEMA_VERSION}.stockpile")
        shutil.copy(books.path, target)
        shutil.copy(keys_path(books.path), keys_path(target))


if __name__ == "__main__":
    main()
