"""Append an operation: its rows, its body, its place in the chain and in the tree.

The entry's hash is the RFC 9162 leaf hash over the canonical head of the entry, which names the
hash of the entry before it: one hash serves the chain and the tree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from stockpile_app.audit.merkle import completed_nodes, leaf_hash, root_of
from stockpile_app.audit.model import BODY_VERSION, BodyCodec, Scalar, canonical
from stockpile_app.base import Cause, Finding, KnownError, Refused, Severity, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.store import Stockpile

LINES_A_PART = 5_000
GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Head:
    """Where the journal stands: how many entries, and the root over them (hexadecimal)."""

    size: int
    root: str
    hash: str

    @property
    def short(self) -> str:
        """The root's first eight digits in two groups, as people compare them: `7f3a c91e`."""
        return f"{self.root[:4]} {self.root[4:8]}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal, as stored."""

    entry: int
    operation_id: str
    kind: str
    recorded_at: str
    actor: str
    lines: int
    body_hash: bytes
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Operation:
    """What is being recorded.

    Attributes:
        kind: The verb, for example `issue`.
        operation_id: The client's id; the store refuses a second entry with it.
        asked: What the header remembers beside the records.
    """

    kind: str
    operation_id: str
    asked: Mapping[str, Scalar | Mapping[str, Scalar]]


def next_entry(stockpile: Stockpile) -> int:
    """The number that the next entry will have."""
    return int(stockpile.value("SELECT coalesce(max(entry), 0) + 1 FROM journal"))


def head(stockpile: Stockpile) -> Head:
    """The journal's size and root now."""
    row = stockpile.row("SELECT entry, hash FROM journal ORDER BY entry DESC LIMIT 1")
    size, last = row or (0, GENESIS)
    return Head(int(size), root_at(stockpile, int(size)).hex(), bytes(last).hex())


def root_at(stockpile: Stockpile, size: int) -> bytes:
    """The Merkle root over the first `size` entries, from stored nodes."""
    return root_of(size, lambda level, position: node_at(stockpile, level, position))


def node_at(stockpile: Stockpile, level: int, position: int) -> bytes:
    """A stored node of the tree; level 0 are the entries themselves.

    Raises:
        KnownError: the node is gone.
    """
    if level == 0:
        node = stockpile.value("SELECT hash FROM journal WHERE entry = ?", [position + 1])
    else:
        node = stockpile.value(
            "SELECT hash FROM journal_node WHERE level = ? AND position = ?", [level, position]
        )
    if node is None:
        raise KnownError(Cause.DAMAGED, tr("An entry of the journal or a node of its proof tree is gone"))
    return bytes(node)


def record(stockpile: Stockpile, operation: Operation, records: Iterable[object]) -> int:
    """Write the records' rows and the entry that proves them; returns the entry's number.

    Must run inside the operation's transaction.  Records are written in the order given.
    """
    return record_bodies(stockpile, operation, [list(records)])


def record_bodies(stockpile: Stockpile, operation: Operation, batches: Iterable[Sequence[object]]) -> int:
    """Like `record` for very long operations: the records come in batches."""
    _refuse_used_id(stockpile, operation.operation_id)
    codecs = {codec.record: codec for codec in stockpile.assembly.of(BodyCodec)}
    entry = next_entry(stockpile)
    body = _BodyWriter(stockpile, entry)
    body.add([canonical({**operation.asked, "kind": operation.kind, "version": BODY_VERSION})])
    for batch in batches:
        for codec, group in _runs(batch, codecs):
            _insert(stockpile, codec, group, entry)
            body.add(map(codec.line, group))
    body.finish()
    _append(stockpile, entry, operation, body)
    return entry


def _refuse_used_id(stockpile: Stockpile, operation_id: str) -> None:
    """JOURNAL-01: one id is one request; each verb has looked for its own repeats before."""
    earlier = entry_of_operation(stockpile, operation_id)
    if earlier:
        raise Refused(
            [
                Finding(
                    rule="JOURNAL-01",
                    severity=Severity.REFUSAL,
                    sentence=tr("This request id belongs to another request already"),
                    field=tr("Request id"),
                    expected=tr("an id that no request has had"),
                    got=tr("the id of entry {entry}", entry=earlier),
                    remedy=tr("Send the request again under a new id"),
                )
            ]
        )


def _runs(
    batch: Sequence[object], codecs: Mapping[type, BodyCodec]
) -> Iterator[tuple[BodyCodec, list[object]]]:
    """Neighbouring records of one kind together, so that they are written together."""
    group: list[object] = []
    for item in batch:
        if group and type(item) is not type(group[0]):
            yield codecs[type(group[0])], group
            group = []
        group.append(item)
    if group:
        yield codecs[type(group[0])], group


def _insert(stockpile: Stockpile, codec: BodyCodec, group: list[object], entry: int) -> None:
    if codec.stamped:
        stockpile.write_many(codec.insert, ((*codec.row_of(item), entry) for item in group))
    else:
        stockpile.write_many(codec.insert, map(codec.row_of, group))


class _BodyWriter:
    """Writes the lines of a body in parts, hashing as it goes."""

    def __init__(self, stockpile: Stockpile, entry: int) -> None:
        self._stockpile = stockpile
        self._entry = entry
        self._digest = hashlib.sha256()
        self._waiting: list[str] = []
        self._part = 0
        self.lines = 0
        self._parts: list[tuple[int, int, bytes]] = []

    def add(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._waiting.append(line)
            if len(self._waiting) == LINES_A_PART:
                self._flush()

    def _flush(self) -> None:
        part = ("\n".join(self._waiting) + "\n").encode()
        self._digest.update(part)
        self._parts.append((self._entry, self._part, part))
        self._part += 1
        self.lines += len(self._waiting)
        self._waiting = []

    def finish(self) -> None:
        if self._waiting:
            self._flush()

    def hash(self) -> bytes:
        return self._digest.digest()

    def write(self) -> None:
        self._stockpile.write_many("INSERT INTO journal_body VALUES (?, ?, ?)", self._parts)


def _append(stockpile: Stockpile, entry: int, operation: Operation, body: _BodyWriter) -> None:
    if not operation.operation_id:
        raise ValueError("an operation without an id could not be told from another one")
    previous = stockpile.value("SELECT hash FROM journal WHERE entry = ?", [entry - 1]) or GENESIS
    line = Entry(
        entry=entry,
        operation_id=operation.operation_id,
        kind=operation.kind,
        recorded_at=utc_text(stockpile.clock.now()),
        actor=stockpile.actor.name,
        lines=body.lines,
        body_hash=body.hash(),
        previous=bytes(previous),
        hash=b"",
    )
    digest = entry_hash(line)
    stockpile.write(
        "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (entry, line.operation_id, line.kind, line.recorded_at, line.actor, line.lines,
         line.body_hash, line.previous, digest),
    )  # fmt: skip
    body.write()
    stockpile.write_many(
        "INSERT INTO journal_node VALUES (?, ?, ?)",
        list(completed_nodes(entry, digest, lambda lv, at: node_at(stockpile, lv, at))),
    )


def entry_hash(line: Entry) -> bytes:
    """The hash an entry must have: the RFC 9162 leaf hash over its canonical head."""
    return leaf_hash(
        canonical(
            {
                "actor": line.actor,
                "body": line.body_hash.hex(),
                "entry": line.entry,
                "kind": line.kind,
                "lines": line.lines,
                "operation": line.operation_id,
                "previous": line.previous.hex(),
                "recorded_at": line.recorded_at,
            }
        ).encode()
    )


def entry_of_operation(stockpile: Stockpile, operation_id: str, kind: str = "") -> int:
    """The entry that a client-made id already has (of this kind, when one is given); 0 when it is new."""
    found = stockpile.value(
        "SELECT entry FROM journal WHERE operation_id = ?1 AND (?2 = '' OR kind = ?2)", [operation_id, kind]
    )
    return int(found or 0)


def entry_with_hash(stockpile: Stockpile, digest: bytes) -> int:
    """The number of the entry with this hash; 0 when the journal has none."""
    return int(stockpile.value("SELECT entry FROM journal WHERE hash = ?", [digest]) or 0)


def entries(stockpile: Stockpile, after: int = 0, limit: int = -1) -> Iterator[Entry]:
    """The journal from the entry after `after`, oldest first."""
    for row in stockpile.each(
        "SELECT entry, operation_id, kind, recorded_at, actor, lines, body_hash, previous, hash "
        "FROM journal WHERE entry > ? ORDER BY entry LIMIT ?",
        [after, limit],
    ):
        yield Entry(*row)


def set_back(stockpile: Stockpile) -> list[int]:
    """Entries recorded at an earlier time than the one before them: the clock was set back."""
    return [
        row[0]
        for row in stockpile.rows(
            "SELECT entry FROM (SELECT entry, recorded_at, lag(recorded_at) OVER (ORDER BY entry) AS before "
            "FROM journal) WHERE recorded_at < before ORDER BY entry"
        )
    ]


def body_parts(stockpile: Stockpile, entry: int) -> Iterator[bytes]:
    """The stored body of an entry, part by part."""
    for row in stockpile.each("SELECT body FROM journal_body WHERE entry = ? ORDER BY part", [entry]):
        yield bytes(row[0])
