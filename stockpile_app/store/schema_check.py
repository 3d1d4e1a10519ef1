"""What differs between a file's schema and this program's, object by object.

A dropped trigger lets rows be edited, an added one can do anything: such books are only read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from sqlcipher3 import dbapi2
from sqlite_utils import Database

from stockpile_app.base import tr
from stockpile_app.base.text import N_
from stockpile_app.store.driver import Connection
from stockpile_app.store.migrations import migrations

Objects = Mapping[tuple[str, str], str]
_KINDS = {"table": N_("table"), "index": N_("index"), "trigger": N_("trigger"), "view": N_("view")}


class Change(StrEnum):
    """What became of an object of the schema."""

    GONE = "gone"
    ADDED = "added"
    CHANGED = "changed"


_SENTENCES = {
    Change.GONE: N_("The {kind} {name} is gone from this file"),
    Change.ADDED: N_("The {kind} {name} was added to this file by another program"),
    Change.CHANGED: N_("The {kind} {name} was changed in this file by another program"),
}


@dataclass(frozen=True, slots=True)
class SchemaDifference:
    """One object that is not as this program makes it.

    Attributes:
        kind: table, index, trigger or view.
    """

    kind: str
    name: str
    what: Change

    @property
    def sentence(self) -> str:
        """The difference in words."""
        return tr(_SENTENCES[self.what], kind=tr(_KINDS.get(self.kind, self.kind)), name=self.name)


def schema_differences(connection: Connection) -> list[SchemaDifference]:
    """Every object of the file's schema that is gone, added or changed; tables first."""
    stands, expected = objects_of(connection), _expected()
    found = [
        SchemaDifference(kind, name, _change(stands.get((kind, name)), expected.get((kind, name))))
        for kind, name in sorted(stands.keys() | expected.keys())
        if stands.get((kind, name)) != expected.get((kind, name))
    ]
    return sorted(found, key=lambda one: one.kind != "table")


def _change(stands: str | None, expected: str | None) -> Change:
    if stands is None:
        return Change.GONE
    return Change.ADDED if expected is None else Change.CHANGED


def objects_of(connection: Connection) -> Objects:
    """Every object of the schema and how it was made, except SQLite's own and the record of migrations."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
        "AND tbl_name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
    ).fetchall()
    return {(kind, name): sql for kind, name, sql in rows}


@cache
def _expected() -> Objects:
    """The schema of a fresh file of this program, made in memory, once."""
    fresh = dbapi2.connect(":memory:", isolation_level=None)
    try:
        migrations.apply(Database(fresh, execute_plugins=False))
        return objects_of(fresh)
    finally:
        fresh.close()
