"""One journalled table beside its records: walked in step as long as they agree, then looked up by key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from operator import itemgetter
from typing import Any

from stockpile_app.audit.model import BodyCodec, Trouble
from stockpile_app.base import tr
from stockpile_app.store import Row, Stockpile

Key = tuple[Any, ...]
_AT_ONCE = 400
_SMALLEST, _LARGEST = -(1 << 63), (1 << 63) - 1


class TableWalk:
    """A table, the records of one kind as they go by, and where they part.

    Attributes:
        uneven: After `finish`: whether rows may stand here that no body says.
    """

    def __init__(self, stockpile: Stockpile, codec: BodyCodec) -> None:
        self.codec = codec
        self.uneven = False
        self._stockpile = stockpile
        self._columns = (*codec.columns, "entry") if codec.stamped else codec.columns
        self._values = _picker(self._columns)
        self._places = [self._columns.index(name) for name in codec.key]
        self._walk = None if codec.amendable else stockpile.each(self._in_order())
        self._last: dict[Key, tuple[Row, int]] = {}
        self._seen = 0
        self._gone = False

    def _in_order(self) -> str:
        """The table's rows as lines of a body, in the order in which they were written."""
        key = ", ".join(self.codec.key)
        order = key if len(self.codec.key) == 1 or not self.codec.stamped else f"entry, {key}"
        stamp = ", entry" if self.codec.stamped else ""
        return f"SELECT {self.codec.line_in_sql}{stamp} FROM {self.codec.table} ORDER BY {order}"

    def agrees(self, lines: Sequence[str], entry: int) -> bool:
        """Whether the next rows are these lines to the letter; once they are not, the walk is over."""
        if self._walk is None:
            return False
        wanted = list(zip(lines, repeat(entry))) if self.codec.stamped else list(zip(lines))
        if list(islice(self._walk, len(lines))) != wanted:
            self.close()
            return False
        self._seen += len(lines)
        return True

    def said(self, content: Mapping[str, Any], entry: int) -> Row:
        """The row that a record says.

        Raises:
            KeyError: it lacks a field.
        """
        return self._values({**self.codec.defaults, **content, "entry": entry})

    def is_whole(self, content: Mapping[str, Any]) -> bool:
        """Whether a record has every field, and nothing in them that no column could hold."""
        return all(
            _storable(content[name]) if name in content else name in self.codec.defaults
            for name in self.codec.columns
        )

    def key_of(self, row: Row) -> Key:
        """The columns that name a row."""
        return tuple(row[place] for place in self._places)

    def take(self, said: list[Row], entry: int) -> Iterator[Trouble]:
        """Compare one run of records with their rows; amendable ones only when the last is known."""
        if self.codec.amendable:
            self._last.update((self.key_of(row), (row, entry)) for row in said)
            return
        self._seen += len(said)
        yield from self._look_up(said, entry)

    def finish(self) -> Iterator[Trouble]:
        """Amended rows as last written, then whether more rows stand here than were said."""
        for row, entry in self._last.values():
            self._seen += 1
            yield from self._look_up([row], entry)
        if self._walk is not None and next(self._walk, None) is None:
            return
        stands = int(self._stockpile.value(f"SELECT count(*) FROM {self.codec.table}"))
        self.uneven = self._gone or stands != self._seen
        if stands != self._seen:
            yield Trouble(
                "rows",
                tr(
                    "{table} holds {stands} rows, the journal says {said}",
                    table=self.codec.table,
                    stands=stands,
                    said=self._seen,
                ),
                table=self.codec.table,
            )

    def close(self) -> None:
        """End the walk."""
        if self._walk is not None:
            self._walk.close()
        self._walk = None

    def standing_keys(self) -> Iterator[Key]:
        """The keys of all rows."""
        yield from self._stockpile.each(f"SELECT {', '.join(self.codec.key)} FROM {self.codec.table}")

    def _look_up(self, said: Sequence[Row], entry: int) -> Iterator[Trouble]:
        for start in range(0, len(said), _AT_ONCE):
            rows = said[start : start + _AT_ONCE]
            stands = self._standing([self.key_of(row) for row in rows])
            for row in rows:
                yield from self._compare(row, stands.get(self.key_of(row)), entry)

    def _standing(self, keys: Sequence[Key]) -> dict[Key, Row]:
        """The rows that stand under these keys, looked up together."""
        names = [f"wanted_{name}" for name in self.codec.key]
        marks = f"({', '.join('?' * len(names))})"
        found = self._stockpile.rows(
            f"WITH wanted ({', '.join(names)}) AS (VALUES {', '.join([marks] * len(keys))}) "
            f"SELECT {', '.join(self._columns)} FROM wanted CROSS JOIN {self.codec.table} "
            f"ON {' AND '.join(f'{key} = {name}' for key, name in zip(self.codec.key, names, strict=True))}",
            [part for key in keys for part in key],
        )
        return {self.key_of(row): row for row in found}

    def _compare(self, said: Row, stands: Row | None, entry: int) -> Iterator[Trouble]:
        key = self.key_of(said)
        if stands is None:
            self._gone = True
            yield row_trouble(entry, self.codec.table, key, "", tr("is gone"))
            return
        for field, now, then in zip(self._columns, stands, said, strict=True):
            if now != then:
                what = tr("says {now}, entry says {then}", now=now, then=then)
                yield row_trouble(entry, self.codec.table, key, field, what)


def _picker(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Row]:
    """The values under these names, always as a tuple."""
    return itemgetter(*names) if len(names) > 1 else lambda content: (content[names[0]],)


def _storable(value: object) -> bool:
    """Whether a column could hold it."""
    if isinstance(value, str):
        return not any("\ud800" <= sign <= "\udfff" for sign in value) if not value.isascii() else True
    return isinstance(value, int) and _SMALLEST <= value <= _LARGEST


def row_trouble(entry: int, table: str, key: Key, field: str, what: str) -> Trouble:
    """A row that is not what the journal says."""
    row = "/".join(str(part) for part in key)
    place = f"{table} {row}" + (f", {field}" if field else "")
    return Trouble("rows", f"{place}: {what}", entry, table, row, field)
