"""Reading a foreign spreadsheet from the safe side of the wall.

The file is opened here and parsed in a child process with limits; rows come back as plain text.
Whatever happens to the child, the outcome is one of three: the rows, a `Refused` that says why, or
a `KnownError` of the environment.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, cast

from stockpile_app.base import Cause, KnownError, Progress, Refused, silent, tr
from stockpile_app.exchange.gate import LARGEST_FILE, MEGABYTE
from stockpile_app.exchange.model import RawRow, RawSheet, SheetFormat, SheetName, SheetSource
from stockpile_app.exchange.reader_process import Request
from stockpile_app.exchange.refusals import Reason, refused_file

READER_FLAG = "--read-sheet"  # how a bundled program is told to be the child
# The child gets a bare `exchange` package: only the modules that read files, nothing that knows the books.
_START = """
import sys, types
sys.path.insert(0, {root!r})
room = sys.modules["stockpile_app.exchange"] = types.ModuleType("stockpile_app.exchange")
room.__path__ = [{room!r}]
from stockpile_app.exchange.reader_process import main
main()
"""
_TICK = 0.1
_LONGEST_LINE = 64 * MEGABYTE
Message = list[object]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child may use: bytes of memory, seconds of processor, seconds of silence."""

    memory: int = 1024 * MEGABYTE
    seconds: int = 30
    silence: int = 120


LIMITS = Limits()


def list_sheets(path: Path, *, limits: Limits = LIMITS, progress: Progress = silent) -> list[SheetName]:
    """The sheets of a workbook; empty for csv.

    Raises:
        Refused: the file does not pass the gate.
        KnownError: the file cannot be opened.
    """
    sheets: list[SheetName] = []
    with _answers(path, "sheets", "", "", 0, limits, progress) as messages:
        for message in messages:
            if message[0] == "sheets":
                sheets = [
                    SheetName(str(sheet["name"]), bool(sheet["visible"])) for sheet in _list(message[1])
                ]
    return sheets


def read_sheet(
    path: Path,
    *,
    wanted: SheetFormat | None = None,
    sheet: str = "",
    first: int = 0,
    limits: Limits = LIMITS,
    progress: Progress = silent,
) -> RawSheet:
    """All rows of a sheet as stored, or the `first` ones for a preview.

    Args:
        wanted: What the profile is for; None takes what the content is.
        sheet: Its name; '' for csv, and for a workbook with one visible sheet.

    Raises:
        Refused: the file does not pass the gate, whole or nothing.
        KnownError: the file cannot be opened or read.
        Cancelled: `progress` raised it; the child is gone.
    """
    source: SheetSource | None = None
    rows: list[RawRow] = []
    with _answers(path, "rows", wanted or "", sheet, first, limits, progress) as messages:
        for message in messages:
            try:
                if message[0] == "source":
                    source = _source(message)
                elif message[0] == "rows":
                    rows += _raw_rows(message)
            except (TypeError, ValueError):  # nothing that the child says is taken on trust
                raise _refusal(Reason.STOPPED, {}, path, limits) from None
    if source is None:
        raise refused_file(Reason.EMPTY, name=shown_name(path))
    return RawSheet(source, rows)


def shown_name(path: Path) -> str:
    """The file's name for a sentence, hidden and control characters replaced."""
    return "".join(
        "�" if unicodedata.category(letter) in {"Cc", "Cf", "Cs"} else letter for letter in path.name
    )


@contextmanager
def _answers(
    path: Path, task: str, wanted: str, sheet: str, first: int, limits: Limits, progress: Progress
) -> Iterator[Iterator[Message]]:
    """The child's messages until its end; the child never outlives this block."""
    request = Request(path.name, task, wanted, sheet, first, limits.memory, limits.seconds)
    with _opened(path) as file:
        child = subprocess.Popen(
            child_command(request),
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
    try:
        yield _received(child, path, limits, progress)
    finally:
        child.kill()
        child.wait()


def child_command(request: Request) -> list[str]:
    """How this program starts its reader, bundled or not."""
    words = json.dumps(asdict(request))
    if getattr(sys, "frozen", False):
        return [sys.executable, READER_FLAG, words]
    room = Path(__file__).resolve().parent
    start = _START.format(root=str(room.parent.parent), room=str(room))
    return [sys.executable, "-I", "-c", start, words]


def _environment() -> dict[str, str]:
    """The child gets no passphrase and no setting of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith("STOCKPILE_")}


def _opened(path: Path) -> IO[bytes]:
    try:
        size = path.stat().st_size
        file = path.open("rb")
    except FileNotFoundError:
        raise KnownError(Cause.NOT_FOUND, tr("There is no file {path}", path=path)) from None
    except (OSError, ValueError) as fault:
        raise KnownError(Cause.IO, tr("{path} cannot be opened: {why}", path=path, why=_why(fault))) from None
    if size > LARGEST_FILE:
        file.close()
        limit = LARGEST_FILE // MEGABYTE
        raise refused_file(Reason.TOO_LARGE, name=shown_name(path), size=size // MEGABYTE, limit=limit)
    return file


def _received(
    child: subprocess.Popen[bytes], path: Path, limits: Limits, progress: Progress
) -> Iterator[Message]:
    """Messages as they come; turns refusals and deaths into exceptions, and lets progress cancel."""
    done, total, unit = 0, 0, "bytes"
    for message in _ticking(child, limits):
        if message is None:
            progress(done, total, _unit(unit))
        elif message[0] == "progress":
            done, total, unit = _int(message[1]), _int(message[2]), str(message[3])
            progress(done, total, _unit(unit))
        elif message[0] == "refused":
            raise _refusal(_reason(message[1]), cast("dict[str, object]", message[2]), path, limits)
        elif message[0] == "broken":
            why = os.strerror(_int(message[1]))
            raise KnownError(Cause.IO, tr("{path} cannot be read: {why}", path=path, why=why))
        elif message[0] == "end":
            return
        else:
            yield message
    raise _refusal(_death(child), {}, path, limits)


def _ticking(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[Message | None]:
    """The child's messages, and None ten times a second while it says nothing; ends at its end."""
    waiting: queue.Queue[bytes] = queue.Queue(maxsize=8)
    collector = threading.Thread(target=_collect, args=(child, waiting), daemon=True)
    collector.start()
    try:
        silence = 0.0
        while silence < limits.silence:
            try:
                line = waiting.get(timeout=_TICK)
            except queue.Empty:
                silence += _TICK
                yield None
                continue
            if not line.endswith(b"\n"):
                _let_end(child)
                return
            silence = 0.0
            yield _decoded(line)
    finally:
        child.kill()
        while collector.is_alive():
            with suppress(queue.Empty):
                waiting.get(timeout=_TICK / 10)


def _collect(child: subprocess.Popen[bytes], waiting: queue.Queue[bytes]) -> None:
    """Runs beside: moves the child's lines into the queue, an empty one at the end."""
    assert child.stdout is not None
    with child.stdout as answers:
        while line := answers.readline(_LONGEST_LINE):
            waiting.put(line)
            if not line.endswith(b"\n"):
                break
    waiting.put(b"")


def _decoded(line: bytes) -> Message:
    """One message; a line that is none counts as a reader that went astray."""
    astray: Message = ["refused", Reason.STOPPED.value, {}]
    try:
        return _list(json.loads(line)) or astray
    except (ValueError, RecursionError):
        return astray


def _let_end(child: subprocess.Popen[bytes]) -> None:
    """A child that has said its last word is given a moment to end by itself."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(timeout=5)


def _death(child: subprocess.Popen[bytes]) -> Reason:
    """Why a child ended without a word: its limits, or the parser brought it down."""
    code = child.wait()
    names = ("SIGXCPU", "SIGKILL", "SIGABRT")
    beyond = {-getattr(signal, name) for name in names if hasattr(signal, name)}
    return Reason.LIMITS if code in beyond else Reason.STOPPED


def _refusal(reason: Reason, places: dict[str, object], path: Path, limits: Limits) -> Refused:
    words: dict[str, object] = {
        "name": shown_name(path),
        "memory": limits.memory // MEGABYTE,
        "seconds": limits.seconds,
        "found": "unknown",
        "detail": tr("the reader ended without an answer"),
    }
    return refused_file(reason, **(words | places))


def _reason(told: object) -> Reason:
    return next((reason for reason in Reason if reason == told), Reason.STOPPED)


def _raw_rows(message: Message) -> list[RawRow]:
    """The rows of one message; `ValueError` or `TypeError` when it is not shaped like rows."""
    rows = [RawRow(number, kinds, tuple(texts)) for number, kinds, texts in _list(message[1])]
    for row in rows:
        if (
            type(row.row) is not int
            or len(row.kinds) != len(row.texts)
            or not isinstance("".join(row.texts), str)
        ):
            raise ValueError(row.row)
    return rows


def _source(message: Message) -> SheetSource:
    _, kind, sheet, encoding, guessed, delimiter, sha256 = message
    return SheetSource(
        SheetFormat(str(kind)), str(sheet), str(encoding), bool(guessed), str(delimiter), str(sha256)
    )


def _unit(unit: str) -> str:
    return tr("rows") if unit == "rows" else tr("bytes")


def _why(fault: Exception) -> str:
    return (isinstance(fault, OSError) and fault.strerror) or str(fault)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
