"""A disk that loses power: what was not flushed is lost, torn or kept, at will.

The model is the strict reading of POSIX.  A write is safe once its file was synced; a new, renamed
or removed name once its folder was.  Until then each sector of 512 bytes is on the disk or is not.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.faults.disk_calls import Event

SECTOR = 512


@dataclass(slots=True)
class _Content:
    """One file, whatever it is called: what is safe, and what waits."""

    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Event] = field(default_factory=list)

    def sync(self) -> None:
        for event in self.waiting:
            _apply(self.safe, event)
        self.waiting.clear()


Names = dict[str, _Content]


class Disk:
    """The files of a folder, fed with events, and cut off at any of them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._names: Names = {name: _Content(bytearray(content)) for name, content in files.items()}
        self._safe_names = dict(self._names)
        self._waiting: list[tuple[Event, _Content | None]] = []
        self.said: list[bytes] = []

    def happen(self, event: Event) -> None:
        """Take one event."""
        if event.kind == "said":
            self.said += event.data.splitlines()
        elif event.kind in {"create", "rename", "link", "unlink"}:
            content = _Content() if event.kind == "create" else None
            self._waiting.append((event, content))
            _rename(self._names, event, content)
        elif event.kind == "sync" and not event.name:
            self._safe_names = dict(self._names)
            self._waiting.clear()
        elif event.kind == "sync":
            self._names[event.name].sync()
        else:
            self._names[event.name].waiting.append(event)

    def content(self, name: str) -> bytes:
        """What a program reads from a file now."""
        file = self._names[name]
        return _found(file, file.waiting)

    def after_cut(self, chance: random.Random) -> dict[str, bytes]:
        """The files that are found when the power comes back."""
        names = dict(self._safe_names)
        for event, content in self._waiting[: chance.randint(0, len(self._waiting))]:
            _rename(names, event, content)
        tear = chance.choice((_none, _none, _in_order, _in_order, _any_sectors, _any_sectors, _all))
        return {name: _found(content, tear(content.waiting, chance)) for name, content in names.items()}


def _found(content: _Content, kept: Iterable[Event]) -> bytes:
    found = bytearray(content.safe)
    for event in kept:
        _apply(found, event)
    return bytes(found)


def _rename(names: Names, event: Event, content: _Content | None) -> None:
    if content is not None:
        names[event.name] = content
    elif event.kind == "rename":
        names[event.to] = names.pop(event.name)
    elif event.kind == "link":
        names[event.to] = names[event.name]
    else:
        names.pop(event.name, None)


def _apply(content: bytearray, event: Event) -> None:
    end = event.at + len(event.data)
    length = event.at if event.kind == "truncate" else max(end, len(content))
    del content[length:]
    content.extend(bytes(length - len(content)))
    content[event.at : end] = event.data


# What of the waiting writes had reached the disk ------------------------------------------------


def _none(_waiting: list[Event], _chance: random.Random) -> list[Event]:
    return []


def _all(waiting: list[Event], _chance: random.Random) -> list[Event]:
    return waiting


def _in_order(waiting: list[Event], chance: random.Random) -> list[Event]:
    """The first so many, the last of them torn."""
    kept = waiting[: chance.randint(0, len(waiting))]
    return kept[:-1] + _any_sectors(kept[-1:], chance)


def _any_sectors(waiting: list[Event], chance: random.Random) -> list[Event]:
    """Each sector, and each change of length, or not."""
    share = chance.random()
    return [piece for event in waiting for piece in _sectors(event) if chance.random() < share]


def _sectors(event: Event) -> list[Event]:
    if event.kind == "truncate":
        return [event]
    edges = [event.at, *range((event.at // SECTOR + 1) * SECTOR, event.at + len(event.data), SECTOR)]
    ends = [*edges[1:], event.at + len(event.data)]
    return [
        Event("write", event.name, start, event.data[start - event.at : end - event.at])
        for start, end in zip(edges, ends, strict=True)
    ]
