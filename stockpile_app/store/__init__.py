"""The file: open, key, migrate, transact, verify its pages.

One encrypted SQLite file is one stockpile's books.  Only this room knows a database driver, and
only this room holds the schema (one linear history under `schema/`).  sqlite-utils must see the
encrypted driver, so the two names it looks for are bound here, before its first import.
"""

from __future__ import annotations

import sys

import sqlcipher3
import sqlcipher3.dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

from stockpile_app.store.copying import Copied, refuse_without_room  # noqa: E402
from stockpile_app.store.files import disk_errors, write_bytes_whole, write_text_whole, write_whole  # noqa: E402
from stockpile_app.store.lock import WriterLock, locked_text  # noqa: E402
from stockpile_app.store.migrations import SCHEMA_VERSION  # noqa: E402
from stockpile_app.store.opening import (  # noqa: E402
    create_file,
    look_into,
    open_file,
    opened_copy,
    remove_file,
)
from stockpile_app.store.replacing import (  # noqa: E402
    discard,
    file_mark,
    fold_log,
    free_name,
    put_in_place,
)
from stockpile_app.store.stockpile import Actor, Row, SigningKey, Stockpile  # noqa: E402

__all__ = [
    "SCHEMA_VERSION",
    "Actor",
    "Copied",
    "Row",
    "SigningKey",
    "Stockpile",
    "WriterLock",
    "create_file",
    "discard",
    "disk_errors",
    "file_mark",
    "fold_log",
    "free_name",
    "locked_text",
    "look_into",
    "open_file",
    "opened_copy",
    "put_in_place",
    "refuse_without_room",
    "remove_file",
    "write_bytes_whole",
    "write_text_whole",
    "write_whole",
]
