"""What a program asked of its disk, in order: the system calls that strace saw, as events.

Only the files directly under one folder count, and what was said on standard output.  Files are
written with `pwrite`, or with `write` at a place followed here; shared memory (`-shm`) is mapped,
never written by a call, and rebuilt by whoever opens the books next.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CALLS = (
    "openat,write,pwrite64,lseek,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,"
    "writev,pwritev,truncate,fallocate,link,linkat,copy_file_range,sendfile,dup,dup2,dup3"
)
_UNKNOWN = {"writev", "pwritev", "truncate", "fallocate", "copy_file_range", "sendfile"}
"""Calls that change a file and that the replay cannot repeat: it stops rather than be wrong."""

_LINE = re.compile(r"(\d+) +(?:<\.\.\. )?(\w+)(.*) = (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_FILE = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: `create`, `write`, `truncate`, `sync`, `rename`, `link`, `unlink` or `said`.

    Attributes:
        name: The file; '' for the folder itself.
        at: Where it was written, or to what length it was cut.
        data: What was written, or said.
        to: The new name.
    """

    kind: str
    name: str = ""
    at: int = 0
    data: bytes = b""
    to: str = ""


def traced(command: Sequence[str], folder: Path, log: Path, env: Mapping[str, str]) -> list[Event]:
    """Run a program to its end, and give what it did to the files of `folder`."""
    reader = _Reader(folder)
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "33554432", "--seccomp-bpf", "-e", f"trace={_CALLS}",
         "-e", "signal=none", "-o", str(log), *command],
        check=True, env=dict(env), capture_output=True,
    )  # fmt: skip
    with log.open(encoding="ascii") as lines:
        return list(reader.events(lines))


class _Reader:
    """Reads the log line by line, knowing where each open file stands."""

    def __init__(self, folder: Path) -> None:
        self._folder = os.fsencode(folder)
        self._started: dict[str, str] = {}
        self._stands: dict[tuple[str, int], int] = {}
        self._sizes = {os.fsencode(file.name).decode(): file.stat().st_size for file in folder.iterdir()}
        self._appending: set[int] = set()

    def events(self, lines: Iterator[str]) -> Iterator[Event]:
        for line in lines:
            whole = self._whole(line)
            match = _LINE.match(whole)
            if match and int(match[4]) >= 0:
                yield from self._event(match[2], match[3], int(match[4]))

    def _whole(self, line: str) -> str:
        """A line, put together with its first half when another process came between."""
        pid = line.split(" ", 1)[0]
        if " <unfinished ...>" in line:
            self._started[pid] = line.split(" <unfinished ...>", 1)[0]
            return ""
        if "<... " in line:
            return self._started.pop(pid) + line.split(" resumed>", 1)[1]
        return line

    def _event(self, call: str, rest: str, result: int) -> Iterator[Event]:
        file = _FILE.search(rest)
        handle, path = (int(file[1]), _bytes(file[2])) if file else (-1, b"")
        texts = [_bytes(one) for one in _TEXT.findall(rest)]
        if call == "openat":
            yield from self._opened(self._name(texts[0]), rest, result)
        elif call in {"rename", "renameat", "renameat2"}:
            yield from self._renamed(*map(self._name, texts))
        elif call in {"link", "linkat"}:
            yield from self._linked(*map(self._name, texts))
        elif call in {"unlink", "unlinkat"}:
            yield from self._unlinked(self._name(texts[0]))
        elif handle == 1 and call == "write" and path.startswith(b"pipe:"):
            yield Event("said", data=texts[0])
        elif (name := self._name(path)) is not None:
            yield from self._changed(call, name, handle, rest, texts, result)

    def _opened(self, name: str | None, rest: str, handle: int) -> Iterator[Event]:
        if not name:
            return
        self._stands[name, handle] = 0
        self._appending.discard(handle)
        if "O_APPEND" in rest:
            self._appending.add(handle)
        if "O_CREAT" in rest and name not in self._sizes:
            self._sizes[name] = 0
            yield Event("create", name)
        elif "O_TRUNC" in rest:
            self._sizes[name] = 0
            yield Event("truncate", name, 0)

    def _renamed(self, name: str | None, to: str | None) -> Iterator[Event]:
        if name is not None and to is not None:
            self._sizes[to] = self._sizes.pop(name)
            yield Event("rename", name, to=to)

    def _linked(self, name: str | None, to: str | None) -> Iterator[Event]:
        if name is not None and to is not None:
            self._sizes[to] = self._sizes[name]
            yield Event("link", name, to=to)

    def _unlinked(self, name: str | None) -> Iterator[Event]:
        if name is not None:
            self._sizes.pop(name, None)
            yield Event("unlink", name)

    def _changed(self, call: str, name: str, handle: int, rest: str, texts: list[bytes],
                 result: int) -> Iterator[Event]:  # fmt: skip
        last = int(rest.rsplit(",", 1)[1].rstrip(" )")) if call in {"pwrite64", "ftruncate"} else 0
        if call in {"fsync", "fdatasync"}:
            yield Event("sync", name)
        elif call == "pwrite64":
            yield self._written(name, last, texts[0][:result])
        elif call == "write":
            at = self._sizes[name] if handle in self._appending else self._stands.get((name, handle), 0)
            self._stands[name, handle] = at + result
            yield self._written(name, at, texts[0][:result])
        elif call == "ftruncate":
            self._sizes[name] = last
            yield Event("truncate", name, last)
        elif call == "lseek":
            self._stands[name, handle] = result
        elif call in _UNKNOWN:
            raise AssertionError(f"{call} on {name}: the replay does not know this call")

    def _written(self, name: str, at: int, data: bytes) -> Event:
        self._sizes[name] = max(self._sizes[name], at + len(data))
        return Event("write", name, at, data)

    def _name(self, path: bytes) -> str | None:
        """The name under the folder; '' for the folder, None for everything elsewhere."""
        path = path.removesuffix(b" (deleted)")
        if path == self._folder:
            return ""
        parent, _, name = path.rpartition(b"/")
        if parent != self._folder or name.endswith(b"-shm"):
            return None
        return os.fsdecode(name)


def _bytes(hexadecimal: str) -> bytes:
    return bytes.fromhex(hexadecimal.replace("\\x", ""))
