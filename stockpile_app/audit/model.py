"""What an entry's body is made of, and what a verification says.

A body is JSON Lines: the first line is the header (kind, version and what the operation was asked
for), every further line one record.  A record is the canonical form of one frozen dataclass, and
stands in one row of one table: the row is a function of the body, in one place, `BodyCodec`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cached_property
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any

BODY_VERSION = 2
"""Of the body's header.  From 2 on, the entries that the table of rights says so of carry a signature."""
Scalar = int | str

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_ALWAYS = object()  # no value equals it: a field without a default is always written
_WRITERS: dict[type, Callable[[Any], str]] = {int: int.__repr__, str: encode_basestring}


def canonical(value: object) -> str:
    """The canonical JSON of a body line: sorted keys, no spaces, integers and strings only."""
    return _ENCODER.encode(value)


@dataclass(frozen=True)
class BodyCodec:
    """How one kind of record stands in a body and in its table.

    Attributes:
        name: The record's tag in the body, never reused: `movement`.
        record: The frozen dataclass; its fields are the table's columns, in order.
        table: Where its rows stand.
        key: The columns that name a row.
        stamped: Whether the table has a column `entry` that names the journal entry.
        amendable: Whether a later entry may write the same key again (the last one counts).
    """

    name: str
    record: type[Any]
    table: str
    key: tuple[str, ...]
    stamped: bool = True
    amendable: bool = False

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The record's fields, which are the table's columns."""
        return tuple(field.name for field in fields(self.record))

    @cached_property
    def defaults(self) -> Mapping[str, object]:
        """What a field is when the line leaves it out."""
        return {field.name: field.default for field in fields(self.record) if field.default is not MISSING}

    @cached_property
    def row_of(self) -> Callable[[Any], tuple[Any, ...]]:
        """The record's values in the order of the columns."""
        if len(self.columns) == 1:
            only = attrgetter(self.columns[0])
            return lambda record: (only(record),)
        return attrgetter(*self.columns)

    @cached_property
    def insert(self) -> str:
        """The statement that writes one row."""
        columns = (*self.columns, "entry") if self.stamped else self.columns
        marks = ", ".join("?" for _ in columns)
        statement = f"INSERT INTO {self.table} ({', '.join(columns)}) VALUES ({marks})"
        if not self.amendable:
            return statement
        changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in self.key)
        return f"{statement} ON CONFLICT ({', '.join(self.key)}) DO UPDATE SET {changes}"

    @cached_property
    def _pieces(self) -> tuple[tuple[int, str, object], ...]:
        """A line's pieces in canonical order: place among the values, `"name":`, and the default."""
        names = sorted(enumerate((*self.columns, "record")), key=lambda piece: piece[1])
        return tuple((at, f"{canonical(name)}:", self.defaults.get(name, _ALWAYS)) for at, name in names)

    def line(self, record: object) -> str:
        """The record's line in a body, as `canonical` writes it; fields at their default are left out."""
        values = (*self.row_of(record), self.name)
        told = [
            name + _WRITERS.get(type(value), canonical)(value)
            for at, name, default in self._pieces
            if (value := values[at]) != default
        ]
        return "{" + ",".join(told) + "}"

    @cached_property
    def line_in_sql(self) -> str:
        """The expression by which the store writes a row's line, as `line` does."""
        pieces = [self._piece_in_sql(at, name, default) for at, name, default in self._pieces]
        return f"'{{' || substr({' || '.join(pieces)}, 2) || '}}'"

    def _piece_in_sql(self, at: int, name: str, default: object) -> str:
        if at == len(self.columns):
            return _quoted(f",{name}{canonical(self.name)}")
        column = self.columns[at]
        piece = f"{_quoted(f',{name}')} || json_quote({column})"
        if default is _ALWAYS:
            return piece
        return f"iif({column} = {_quoted(default)}, '', {piece})"

    def row(self, content: Mapping[str, Any]) -> tuple[Any, ...]:
        """The table row that a decoded line says, without the entry's number."""
        defaults = self.defaults
        return tuple(content[name] if name in content else defaults[name] for name in self.columns)


def _quoted(value: object) -> str:
    """A number or a text as it stands in a statement."""
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One place where the books are not what the journal says.

    Attributes:
        check: Which check found it: pages, chain, tree, rows, projections ...
        sentence: What differs, in words.
        entry: The journal entry concerned; 0 when it cannot be named.
        table, row, field: Where; '' when it cannot be named.
    """

    check: str
    sentence: str
    entry: int = 0
    table: str = ""
    row: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of a verification.

    Attributes:
        size: Entries in the journal.
        root: Merkle root over them, hexadecimal.
        checked_from: The entry after which this verification began (0: from the start).
        troubles: What was found; none means the books hold.
    """

    size: int
    root: str
    checked_from: int
    troubles: tuple[Trouble, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.troubles


@dataclass(frozen=True, slots=True)
class VerifyCheck:
    """A check that a higher room adds to the whole verification (projections, certificates ...).

    Attributes:
        check: Looks at everything in an open stockpile.
        new: Looks at the entries after one, at every opening; None where only everything can be looked at.
    """

    name: str
    check: Callable[[Any], Iterable[Trouble]]
    new: Callable[[Any, int], Iterable[Trouble]] | None = None


def split(body: str) -> Iterator[str]:
    """The lines of a body."""
    return (line for line in body.split("\n") if line)
