"""Hold every journalled table beside what the bodies say, and name each row and field that differs.

The bodies are read once, in their order, and each table is walked along in the order in which it
was written, as the lines that its rows would be: as long as both agree to the letter, nothing is
decoded and nothing looked up.  Where they part, the rest of that table is looked up by key, which
names what differs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from stockpile_app.audit.journal import body_parts, entries
from stockpile_app.audit.model import BodyCodec, Trouble
from stockpile_app.audit.table_walk import Key, TableWalk, row_trouble
from stockpile_app.base import Progress, tr
from stockpile_app.store import Stockpile

_RECORD = '"record":"'
_DECODER = json.JSONDecoder(parse_float=lambda text: [text], parse_constant=lambda text: [text])
"""A fraction is no scalar of a body: it becomes what equals no column."""


def compare_rows(stockpile: Stockpile, progress: Progress) -> Iterator[Trouble]:
    """Every journalled table holds exactly the rows that the bodies say."""
    walks = {codec.name: TableWalk(stockpile, codec) for codec in stockpile.assembly.of(BodyCodec)}
    total = int(stockpile.value("SELECT count(*) FROM journal"))
    try:
        for done, line in enumerate(entries(stockpile), start=1):
            yield from _compare_entry(stockpile, walks, line.entry)
            progress(done, total, tr("entries"))
        for walk in walks.values():
            yield from walk.finish()
        uneven = {name: walk for name, walk in walks.items() if walk.uneven}
        if uneven:
            yield from _unsaid(stockpile, uneven)
    finally:
        for walk in walks.values():
            walk.close()


def _compare_entry(stockpile: Stockpile, walks: Mapping[str, TableWalk], entry: int) -> Iterator[Trouble]:
    for name, lines in _lines_by_kind(stockpile, entry):
        walk = walks.get(name)
        if walk is None or not walk.agrees(lines, entry):
            for decoded_name, contents in groupby(_decoded(lines), _record_name):
                yield from _compare_run(walks.get(decoded_name), list(contents), entry)


def _compare_run(walk: TableWalk | None, contents: list[dict[str, Any]], entry: int) -> Iterator[Trouble]:
    """Records that are not to the letter what their table writes, one by one."""
    whole = [content for content in contents if walk is not None and walk.is_whole(content)]
    for _ in range(len(contents) - len(whole)):
        yield Trouble("rows", tr("Entry {entry} holds an unknown record", entry=entry), entry)
    if walk is not None:
        yield from walk.take([walk.said(content, entry) for content in whole], entry)


def _lines_by_kind(stockpile: Stockpile, entry: int) -> Iterator[tuple[str, list[str]]]:
    """The lines of a body without its header, neighbours of one kind together."""
    skipped = 1
    for part in body_parts(stockpile, entry):
        lines = [line for line in part.decode("utf-8", "replace").split("\n") if line]
        for name, run in groupby(lines[skipped:], _kind_of):
            yield name, list(run)
        skipped = max(0, skipped - len(lines))


def _kind_of(line: str) -> str:
    """The kind of a record as a canonical line says it: inside a text, quotes are written otherwise."""
    start = line.find(_RECORD) + len(_RECORD)
    return line[start : line.find('"', start)] if start > len(_RECORD) else ""


def _record_name(content: Mapping[str, Any]) -> str:
    return str(content.get("record"))


def _decoded(lines: Sequence[str]) -> list[dict[str, Any]]:
    """The lines' contents; lines that cannot be read are passed over: the chain has named them."""
    found = _decoded_alone(f"[{','.join(lines)}]")
    if not isinstance(found, list) or len(found) != len(lines):  # some line is no JSON of its own
        found = [_decoded_alone(line) for line in lines]
    return [content for content in found if isinstance(content, dict)]


def _decoded_alone(line: str) -> object:
    try:
        return _DECODER.decode(line)
    except (ValueError, RecursionError):
        return None


def _unsaid(stockpile: Stockpile, uneven: Mapping[str, TableWalk]) -> Iterator[Trouble]:
    """The rows that stand in these tables and in no body."""
    keys: dict[str, set[Key]] = {name: set() for name in uneven}
    for line in entries(stockpile):
        for _, lines in _lines_by_kind(stockpile, line.entry):
            for name, contents in groupby(_decoded(lines), _record_name):
                if name in keys:
                    walk = uneven[name]
                    keys[name] |= {walk.key_of(walk.said(one, 0)) for one in contents if walk.is_whole(one)}
    for name, walk in uneven.items():
        for key in walk.standing_keys():
            if key not in keys[name]:
                yield row_trouble(0, walk.codec.table, key, "", tr("is in no entry of the journal"))
