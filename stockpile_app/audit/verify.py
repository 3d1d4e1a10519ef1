"""Prove the books: structure, pages, chain, tree, rows against bodies, and what higher rooms add.

Quick: the entries since the last verified one.  Whole: everything, naming entry, table, row and
field of what differs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from stockpile_app.audit.anchors import (
    kept_troubles,
    key_troubles,
    outside_troubles,
)
from stockpile_app.audit.beside import beside
from stockpile_app.audit.comparison import compare_rows
from stockpile_app.audit.journal import (
    GENESIS,
    Entry,
    Head,
    body_parts,
    entries,
    entry_hash,
    head,
)
from stockpile_app.audit.merkle import levels_of
from stockpile_app.audit.model import Proof, Trouble, VerifyCheck
from stockpile_app.audit.note import SignedNote
from stockpile_app.base import KnownError, Progress, silent, tr
from stockpile_app.base.clock import utc_text
from stockpile_app.store import Stockpile


def verify_quick(stockpile: Stockpile, against: Sequence[SignedNote] = ()) -> Proof:
    """Check the chain and bodies from the last verified entry to the head, and remember it.

    Args:
        against: Checkpoints from outside, which the journal must still begin with.
    """
    start, _ = _last_verified_or_none(stockpile)
    checks = [
        _schema(stockpile),
        _anchor(stockpile),
        _chain(stockpile, start, silent),
        outside_troubles(stockpile, against),
        *_new_troubles(stockpile, start),
    ]
    return _conclude(stockpile, start, [trouble for check in checks for trouble in _readable(check)])


def _new_troubles(stockpile: Stockpile, start: int) -> Iterator[Iterable[Trouble]]:
    """What the rooms above say of the entries after `start`; nothing where there are none."""
    with suppress(KnownError):
        if _size(stockpile) > start:
            yield from (
                check.new(stockpile, start) for check in stockpile.assembly.of(VerifyCheck) if check.new
            )


def verify(stockpile: Stockpile, progress: Progress = silent, against: Sequence[SignedNote] = ()) -> Proof:
    """Check everything; a failure names where.  May be cancelled by `progress`."""
    checks: list[Iterable[Trouble]] = [
        _schema(stockpile),
        _pages(stockpile),
        _anchor(stockpile),
        _chain(stockpile, 0, progress),
        _bodies(stockpile),
        _tree(stockpile),
        outside_troubles(stockpile, against),
        kept_troubles(stockpile),
        key_troubles(stockpile),
        compare_rows(stockpile, progress),
    ]
    with beside(stockpile, _of_higher_rooms) as of_higher_rooms:
        troubles = [trouble for check in checks for trouble in _readable(check)]
        troubles += of_higher_rooms()
    return _conclude(stockpile, 0, troubles)


def _of_higher_rooms(stockpile: Stockpile) -> Iterator[Trouble]:
    """What higher rooms check: projections, numbers ..."""
    for check in stockpile.assembly.of(VerifyCheck):
        yield from _readable(check.check(stockpile))


def _readable(check: Iterable[Trouble]) -> Iterator[Trouble]:
    """A check, which ends with a trouble of its own where a damaged page stops it."""
    try:
        yield from check
    except KnownError as error:
        yield Trouble("pages", error.sentence)


def _schema(stockpile: Stockpile) -> Iterator[Trouble]:
    for difference in stockpile.schema_differences():
        yield Trouble("schema", difference.sentence, table=difference.name)


def _pages(stockpile: Stockpile) -> Iterator[Trouble]:
    for line in stockpile.damaged_pages():
        yield Trouble("pages", tr("A page of the file is damaged: {detail}", detail=line))


def last_verified(stockpile: Stockpile) -> tuple[int, str]:
    """The last entry that a verification reached, and when; (0, '') before the first."""
    row = stockpile.row("SELECT entry, at FROM verified")
    return (int(row[0]), str(row[1])) if row else (0, "")


def _last_verified_or_none(stockpile: Stockpile) -> tuple[int, str]:
    try:
        return last_verified(stockpile)
    except KnownError:  # the table is gone, which the check of the schema tells
        return 0, ""


def _conclude(stockpile: Stockpile, start: int, troubles: list[Trouble]) -> Proof:
    try:
        now = head(stockpile)
    except KnownError as error:
        troubles = troubles or [Trouble("tree", error.sentence, table="journal_node")]
        return Proof(_size_or_none(stockpile), "", start, tuple(troubles))
    if not troubles and not stockpile.read_only:
        _remember(stockpile, now)
    return Proof(now.size, now.root, start, tuple(troubles))


def _remember(stockpile: Stockpile, now: Head) -> None:
    """Note how far was verified; on a full disk the next verification only begins earlier."""
    with suppress(KnownError), stockpile.transaction():
        stockpile.write(
            "INSERT INTO verified VALUES (1, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
            "SET entry = excluded.entry, hash = excluded.hash, at = excluded.at",
            (now.size, bytes.fromhex(now.hash), utc_text(stockpile.clock.now())),
        )


def _size(stockpile: Stockpile) -> int:
    return int(stockpile.value("SELECT coalesce(max(entry), 0) FROM journal"))


def _size_or_none(stockpile: Stockpile) -> int:
    try:
        return _size(stockpile)
    except KnownError:
        return 0


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
    total = _size(stockpile)
    for line in entries(stockpile, start):
        yield from _entry_troubles(stockpile, line, expected, bytes(previous))
        previous, expected = line.hash, line.entry + 1
        progress(line.entry, total, tr("entries"))


def _entry_troubles(stockpile: Stockpile, line: Entry, expected: int, previous: bytes) -> Iterator[Trouble]:
    if line.entry != expected:
        yield _entry_trouble(expected, "entry", tr("Entry {entry} is missing", entry=expected))
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
        sentence = tr("The body of entry {entry} differs from what was sealed", entry=line.entry)
        yield Trouble("chain", sentence, line.entry, "journal_body", str(line.entry), "body")


def _entry_trouble(entry: int, field: str, sentence: str) -> Trouble:
    return Trouble("chain", sentence, entry, "journal", str(entry), field)


def _bodies(stockpile: Stockpile) -> Iterator[Trouble]:
    """No body stands without its entry."""
    for row in stockpile.each(
        "SELECT entry, part FROM journal_body WHERE entry NOT IN (SELECT entry FROM journal)"
    ):
        yield Trouble(
            "chain",
            tr("A body stands in the journal without its entry {entry}", entry=row[0]),
            table="journal_body",
            row=f"{row[0]}/{row[1]}",
        )


def _tree(stockpile: Stockpile) -> Iterator[Trouble]:
    leaves = [bytes(row[0]) for row in stockpile.each("SELECT hash FROM journal ORDER BY entry")]
    stored = {
        (row[0], row[1]): bytes(row[2])
        for row in stockpile.each("SELECT level, position, hash FROM journal_node")
    }
    for level, row in enumerate(levels_of(leaves)[1:], start=1):
        for position, digest in enumerate(row):
            if stored.pop((level, position), b"") != digest:
                yield _node_trouble(level, position)
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
