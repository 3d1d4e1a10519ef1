"""Hold every journalled table beside what the bodies say, and name each row and field that differs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from stockpile_app.audit.journal import body_parts, entries
from stockpile_app.audit.model import BodyCodec, Trouble, split
from stockpile_app.base import Progress, tr
from stockpile_app.store import Stockpile

Key = tuple[Any, ...]


def compare_rows(stockpile: Stockpile, progress: Progress) -> Iterator[Trouble]:
    """Every journalled table holds exactly the rows that the bodies say."""
    codecs = {codec.name: codec for codec in stockpile.assembly.of(BodyCodec)}
    comparison = _Comparison(stockpile, codecs.values())
    total = int(stockpile.value("SELECT count(*) FROM journal"))
    for done, line in enumerate(entries(stockpile), start=1):
        for content in _records(stockpile, line.entry):
            codec = codecs.get(str(content.get("record")))
            said = _said(codec, content) if codec else None
            if codec is None or said is None:
                yield Trouble(
                    "rows", tr("Entry {entry} holds an unknown record", entry=line.entry), line.entry
                )
            else:
                yield from comparison.take(codec, said, line.entry)
        progress(done, total, tr("entries"))
    yield from comparison.rest(codecs)


def _records(stockpile: Stockpile, entry: int) -> Iterator[dict[str, Any]]:
    """The records of a body; lines that cannot be read are passed over: the chain has named them."""
    first = True
    for part in body_parts(stockpile, entry):
        for line in split(part.decode("utf-8", "replace")):
            if first:
                first = False
                continue
            try:
                content = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(content, dict):
                yield content


def _said(codec: BodyCodec, content: Mapping[str, Any]) -> Key | None:
    """The row that a record says; None when it is not a record of this kind."""
    try:
        said = codec.row(content)
    except KeyError:
        return None
    return said if all(isinstance(value, int | str) for value in said) else None


def _key(codec: BodyCodec, said: Key) -> Key:
    return tuple(said[codec.columns.index(name)] for name in codec.key)


class _Comparison:
    """Counts and compares as the bodies go by."""

    def __init__(self, stockpile: Stockpile, codecs: Iterable[BodyCodec]) -> None:
        self._stockpile = stockpile
        self._codecs = list(codecs)
        self._seen: dict[str, int] = dict.fromkeys((codec.table for codec in self._codecs), 0)
        self._gone: set[str] = set()
        self._last: dict[tuple[str, Key], tuple[Key, int]] = {}

    def take(self, codec: BodyCodec, said: Key, entry: int) -> Iterator[Trouble]:
        """Compare one record with its row; amendable ones only when the last is known."""
        if codec.amendable:
            self._last[codec.name, _key(codec, said)] = (said, entry)
            return
        self._seen[codec.table] += 1
        yield from self._compare(codec, said, entry)

    def rest(self, codecs: Mapping[str, BodyCodec]) -> Iterator[Trouble]:
        """Amended rows as last written, then rows that no entry wrote."""
        for (name, _), (said, entry) in self._last.items():
            self._seen[codecs[name].table] += 1
            yield from self._compare(codecs[name], said, entry)
        uneven = []
        for codec in self._codecs:
            stands, counted = self._count(codec.table), self._seen[codec.table]
            if stands != counted:
                yield Trouble(
                    "rows",
                    tr(
                        "{table} holds {stands} rows, the journal says {said}",
                        table=codec.table,
                        stands=stands,
                        said=counted,
                    ),
                    table=codec.table,
                )
            if stands != counted or codec.table in self._gone:
                uneven.append(codec)
        if uneven:
            yield from self._unsaid(codecs, uneven)

    def _count(self, table: str) -> int:
        return int(self._stockpile.value(f"SELECT count(*) FROM {table}"))

    def _unsaid(self, codecs: Mapping[str, BodyCodec], uneven: list[BodyCodec]) -> Iterator[Trouble]:
        """The rows that stand in these tables and in no body."""
        keys: dict[str, set[Key]] = {codec.table: set() for codec in uneven}
        for line in entries(self._stockpile):
            for content in _records(self._stockpile, line.entry):
                codec = codecs.get(str(content.get("record")))
                said = _said(codec, content) if codec else None
                if codec and said is not None and codec.table in keys:
                    keys[codec.table].add(_key(codec, said))
        for codec in uneven:
            for row in self._stockpile.each(f"SELECT {', '.join(codec.key)} FROM {codec.table}"):
                if tuple(row) not in keys[codec.table]:
                    yield _row_trouble(0, codec.table, _name(row), "", tr("is in no entry of the journal"))

    def _compare(self, codec: BodyCodec, said: Key, entry: int) -> Iterator[Trouble]:
        columns = (*codec.columns, "entry") if codec.stamped else codec.columns
        key = _key(codec, said)
        if codec.stamped:
            said = (*said, entry)
        where = " AND ".join(f"{name} = ?" for name in codec.key)
        stands = self._stockpile.row(f"SELECT {', '.join(columns)} FROM {codec.table} WHERE {where}", key)
        if stands == said:
            return
        if stands is None:
            self._gone.add(codec.table)
            yield _row_trouble(entry, codec.table, _name(key), "", tr("is gone"))
            return
        for field, now, then in zip(columns, stands, said, strict=True):
            if now != then:
                what = tr("says {now}, entry says {then}", now=now, then=then)
                yield _row_trouble(entry, codec.table, _name(key), field, what)


def _name(key: Key) -> str:
    return "/".join(str(part) for part in key)


def _row_trouble(entry: int, table: str, row: str, field: str, what: str) -> Trouble:
    place = f"{table} {row}" + (f", {field}" if field else "")
    return Trouble("rows", f"{place}: {what}", entry, table, row, field)
