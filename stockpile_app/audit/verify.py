"""Prove the books: pages, chain, tree, rows against bodies, and what higher rooms add.

Quick: the entries since the last verified one.  Whole: everything, naming entry, table, row and
field of what differs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from stockpile_app.audit.journal import (
    GENESIS,
    Entry,
    body_parts,
    entries,
    entry_hash,
    head,
)
from stockpile_app.audit.merkle import node_hash
from stockpile_app.audit.model import BodyCodec, Proof, Trouble, VerifyCheck, split
from stockpile_app.base import Progress, silent, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.store import Stockpile


def verify_quick(stockpile: Stockpile) -> Proof:
    """Check the chain and bodies from the last verified entry to the head, and remember it."""
    start, _ = last_verified(stockpile)
    troubles = [*_anchor(stockpile), *_chain(stockpile, start, silent)]
    return _conclude(stockpile, start, troubles)


def verify(stockpile: Stockpile, progress: Progress = silent) -> Proof:
    """Check everything; a failure names where.  May be cancelled by `progress`."""
    troubles = [
        Trouble("pages", tr("A page of the file is damaged: {detail}", detail=line))
        for line in stockpile.damaged_pages()
    ]
    troubles += _anchor(stockpile)
    troubles += _chain(stockpile, 0, progress)
    troubles += _tree(stockpile)
    troubles += _rows(stockpile, progress)
    for check in stockpile.assembly.of(VerifyCheck):
        troubles += list(check.check(stockpile))
    return _conclude(stockpile, 0, troubles)


def last_verified(stockpile: Stockpile) -> tuple[int, str]:
    """The last entry that a verification reached, and when; (0, '') before the first."""
    row = stockpile.row("SELECT entry, at FROM verified")
    return (int(row[0]), str(row[1])) if row else (0, "")


def _conclude(stockpile: Stockpile, start: int, troubles: list[Trouble]) -> Proof:
    now = head(stockpile)
    if not troubles and not stockpile.read_only:
        with stockpile.transaction():
            stockpile.write(
                "INSERT INTO verified VALUES (1, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
                "SET entry = excluded.entry, hash = excluded.hash, at = excluded.at",
                (now.size, bytes.fromhex(now.hash), utc_text(stockpile.clock.now())),
            )
    return Proof(now.size, now.root, start, tuple(troubles))


def _anchor(stockpile: Stockpile) -> Iterator[Trouble]:
    """The entry verified last time must still be there, unchanged."""
    row = stockpile.row(
        "SELECT v.entry, v.hash, j.hash FROM verified v LEFT JOIN journal j ON j.entry = v.entry"
    )
    if row and row[0] and row[1] != row[2]:
        yield Trouble(
            "anchor",
            tr("Entry {entry} differs from what was verified before, or is gone", entry=row[0]),
            entry=int(row[0]),
            table="journal",
        )


def _chain(stockpile: Stockpile, start: int, progress: Progress) -> Iterator[Trouble]:
    previous = stockpile.value("SELECT hash FROM journal WHERE entry = ?", [start]) or GENESIS
    expected = start + 1
    total = head(stockpile).size
    for line in entries(stockpile, start):
        yield from _entry_troubles(stockpile, line, expected, bytes(previous))
        previous, expected = line.hash, line.entry + 1
        progress(line.entry, total, tr("entries"))


def _entry_troubles(stockpile: Stockpile, line: Entry, expected: int, previous: bytes) -> Iterator[Trouble]:
    if line.entry != expected:
        yield _entry_trouble(line.entry, "entry", tr("Entry {entry} is missing", entry=expected))
    if bytes(line.previous) != previous:
        yield _entry_trouble(
            line.entry, "previous", tr("Entry {entry} does not follow the one before it", entry=line.entry)
        )
    if entry_hash(line) != bytes(line.hash):
        yield _entry_trouble(
            line.entry, "hash", tr("Entry {entry} differs from what was sealed", entry=line.entry)
        )
    digest = hashlib.sha256()
    for part in body_parts(stockpile, line.entry):
        digest.update(part)
    if digest.digest() != bytes(line.body_hash):
        yield _entry_trouble(
            line.entry, "body", tr("The body of entry {entry} differs from what was sealed", entry=line.entry)
        )


def _entry_trouble(entry: int, field: str, sentence: str) -> Trouble:
    return Trouble("chain", sentence, entry, "journal", str(entry), field)


def _tree(stockpile: Stockpile) -> Iterator[Trouble]:
    leaves = [bytes(row[0]) for row in stockpile.each("SELECT hash FROM journal ORDER BY entry")]
    stored = {
        (row[0], row[1]): bytes(row[2])
        for row in stockpile.each("SELECT level, position, hash FROM journal_node")
    }
    level, row = 1, leaves
    while len(row) > 1:
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        for position, digest in enumerate(row):
            if stored.pop((level, position), b"") != digest:
                yield _node_trouble(level, position)
        level += 1
    for level, position in stored:
        yield _node_trouble(level, position)


def _node_trouble(level: int, position: int) -> Trouble:
    return Trouble(
        "tree",
        tr("A node of the proof tree differs from the entries under it"),
        table="journal_node",
        row=f"{level}/{position}",
        field="hash",
    )


def _rows(stockpile: Stockpile, progress: Progress) -> Iterator[Trouble]:
    """Every journalled table holds exactly the rows that the bodies say."""
    codecs = {codec.name: codec for codec in stockpile.assembly.of(BodyCodec)}
    comparison = _Comparison(stockpile, codecs.values())
    total = head(stockpile).size
    for line in entries(stockpile):
        for content in _records(stockpile, line.entry):
            codec = codecs.get(content["record"])
            if codec is None:
                yield Trouble(
                    "rows", tr("Entry {entry} holds an unknown record", entry=line.entry), line.entry
                )
            else:
                yield from comparison.take(codec, content, line.entry)
        progress(line.entry, total, tr("entries"))
    yield from comparison.rest()


def _records(stockpile: Stockpile, entry: int) -> Iterator[dict[str, Any]]:
    first = True
    for part in body_parts(stockpile, entry):
        for line in split(part.decode("utf-8", "replace")):
            if first:
                first = False
                continue
            try:
                yield json.loads(line)
            except ValueError:
                continue  # the chain check has named this entry's body already


class _Comparison:
    """Holds every journalled table beside what the bodies say, and names each difference."""

    def __init__(self, stockpile: Stockpile, codecs: Iterable[BodyCodec]) -> None:
        self._stockpile = stockpile
        self._codecs = list(codecs)
        self._seen: dict[str, int] = dict.fromkeys((codec.table for codec in self._codecs), 0)
        self._last: dict[tuple[str, tuple[Any, ...]], tuple[tuple[Any, ...], int]] = {}

    def take(self, codec: BodyCodec, content: dict[str, Any], entry: int) -> Iterator[Trouble]:
        said = codec.row(content)
        key = tuple(said[codec.columns.index(name)] for name in codec.key)
        if codec.amendable:
            self._last[codec.name, key] = (said, entry)
            return
        self._seen[codec.table] += 1
        yield from self._compare(codec, key, said, entry)

    def rest(self) -> Iterator[Trouble]:
        """Amended rows as last written, then rows that no entry wrote."""
        by_name = {codec.name: codec for codec in self._codecs}
        for (name, key), (said, entry) in self._last.items():
            self._seen[by_name[name].table] += 1
            yield from self._compare(by_name[name], key, said, entry)
        for codec in self._codecs:
            stands = int(self._stockpile.value(f"SELECT count(*) FROM {codec.table}"))
            if stands != self._seen[codec.table]:
                yield Trouble(
                    "rows",
                    tr(
                        "{table} holds {stands} rows, the journal says {said}",
                        table=codec.table,
                        stands=stands,
                        said=self._seen[codec.table],
                    ),
                    table=codec.table,
                )

    def _compare(
        self, codec: BodyCodec, key: tuple[Any, ...], said: tuple[Any, ...], entry: int
    ) -> Iterator[Trouble]:
        columns = (*codec.columns, "entry") if codec.stamped else codec.columns
        if codec.stamped:
            said = (*said, entry)
        where = " AND ".join(f"{name} = ?" for name in codec.key)
        stands = self._stockpile.row(f"SELECT {', '.join(columns)} FROM {codec.table} WHERE {where}", key)
        if stands == said:
            return
        name = "/".join(str(part) for part in key)
        if stands is None:
            yield _row_trouble(entry, codec.table, name, "", tr("is gone"))
            return
        for field, now, then in zip(columns, stands, said, strict=True):
            if now != then:
                yield _row_trouble(
                    entry, codec.table, name, field, tr("says {now}, entry says {then}", now=now, then=then)
                )


def _row_trouble(entry: int, table: str, row: str, field: str, what: str) -> Trouble:
    place = f"{table} {row}" + (f", {field}" if field else "")
    return Trouble("rows", f"{place}: {what}", entry, table, row, field)
