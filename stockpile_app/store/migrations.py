"""The linear history of the schema.

One SQL file an edition, under `schema/`, applied in a transaction together with its record.
Tables listed in `APPEND_ONLY` get triggers that refuse UPDATE and DELETE.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from sqlcipher3 import dbapi2
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from stockpile_app.base import Cause, KnownError, tr
from stockpile_app.store.driver import Connection

SCHEMA_VERSION = 3
APPLICATION_ID = 0x53544B50  # "STKP"

BOOKS = (
    "journal",
    "journal_body",
    "journal_node",
    "activity",
    "stockpile",
    "item_pack",
    "kit_line",
    "look_alike",
    "component",
    "fitting",
    "marking",
    "ownership",
    "lot",
    "depot",
    "store_house",
    "account",
    "voucher",
    "movement",
    "container_stand",
    "seal",
    "hold",
    "hold_release",
    "kit_check",
    "import_source",
    "import_row",
    "import_file",
)
PROTECTION = (
    "signature",
    "request",
    "decision",
    "depot_key",
    "depot_secret",
    "checkpoint",
    "restore_note",
    "pack_out",
    "pack_hold",
    "pack_return",
    "pack_answer",
)
DISPOSAL = (
    "case_file",
    "case_about",
    "case_duty",
    "case_note",
    "case_outcome",
    "attachment",
    "attachment_part",
    "requirement",
    "surplus_policy",
    "obsolescence",
    "surplus_review",
    "declaration",
    "declaration_line",
    "batch",
    "batch_line",
    "batch_box",
    "batch_packed",
    "batch_step",
    "batch_person",
    "batch_check",
    "batch_incident",
    "trace_check",
    "held_back",
    "destruction_act",
    "residue",
    "free_from_explosives",
    "end_user_certificate",
    "end_user_quantity",
    "batch_delivery",
    "deactivation",
    "deactivation_result",
    "deactivation_mark",
    "deactivation_check",
    "certificate",
    "certificate_line",
    "annulment",
)
APPEND_ONLY = (*BOOKS, *PROTECTION, *DISPOSAL)

migrations = Migrations("stockpile")


@migrations(name="0001_books")
def books(database: Database) -> None:
    """The first edition of the books."""
    _run_script(database, "0001_books.sql")
    for table in BOOKS:
        _forbid_edits(database, table)


@migrations(name="0002_protection")
def protection(database: Database) -> None:
    """Roles, signatures, requests, the depot's keys, checkpoints."""
    _run_script(database, "0002_protection.sql")
    for table in PROTECTION:
        _forbid_edits(database, table)


@migrations(name="0003_disposal")
def disposal(database: Database) -> None:
    """Surplus, disposal, certificates, cases."""
    _run_script(database, "0003_disposal.sql")
    for table in DISPOSAL:
        _forbid_edits(database, table)


def _run_script(database: Database, name: str) -> None:
    script = (files("stockpile_app.store") / "schema" / name).read_text(encoding="utf-8")
    for statement in _statements(script):
        database.execute(statement)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if dbapi2.complete_statement(statement):
            yield statement.strip()
            statement = ""


def _forbid_edits(database: Database, table: str) -> None:
    for act in ("UPDATE", "DELETE"):
        database.execute(
            f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'posted rows of {table} are never edited or deleted'); END"
        )


def migrate(connection: Connection) -> None:
    """Bring the file to this program's schema.

    Raises:
        KnownError: the file was written by a newer program.
    """
    refuse_newer(connection)
    if version_of(connection) < SCHEMA_VERSION:
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def version_of(connection: Connection) -> int:
    """The edition of the schema that the file has; 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(connection: Connection) -> None:
    """Refuse a file written by a newer program, with a sentence."""
    version = version_of(connection)
    if version > SCHEMA_VERSION:
        raise KnownError(
            Cause.NEWER,
            tr(
                "These books were written by a newer Stockpile (edition {version}, this program knows "
                "{known}). Install the newer program",
                version=version,
                known=SCHEMA_VERSION,
            ),
        )


def refuse_foreign(connection: Connection) -> None:
    """Refuse a file that opens with the key and was never founded as a stockpile."""
    if version_of(connection) == 0:
        raise KnownError(
            Cause.FOREIGN,
            tr("This file holds no books: it was never founded, or was cut off. Open the newest backup"),
        )


def refuse_older(connection: Connection) -> None:
    """Refuse a file of an earlier edition where it cannot be brought to this one."""
    if version_of(connection) < SCHEMA_VERSION:
        raise KnownError(
            Cause.READ_ONLY,
            tr(
                "These books are of an earlier edition. Copy them to a disk that can be written, and open the copy"
            ),
        )
