"""The child process that opens foreign files, so that a hostile one harms nothing but itself.

It is given the file's bytes on standard input and a request as one JSON argument, limits its own
memory and time where the system can, writes no file, and answers with lines of JSON: plain text
and numbers, nothing that the parent would have to trust.  It knows no language and no books.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice

from stockpile_app.exchange.csv_text import find_encoding, records
from stockpile_app.exchange.file_kind import refuse_wrong_kind
from stockpile_app.exchange.gate import LARGEST_FILE, check_file_size, inspect_workbook
from stockpile_app.exchange.model import RawRow, SheetFormat, SheetName
from stockpile_app.exchange.refusals import GateRefusal, Reason

_CHUNK = 500
_BETWEEN_REPORTS = 0.1


@dataclass(frozen=True, slots=True)
class Request:
    """What the child is asked for.

    Attributes:
        name: The file's name, for its ending.
        task: `rows` or `sheets`.
        format: The format the profile is for; '' when there is no profile yet.
        sheet: The wanted sheet; '' for the only one.
        first: How many rows from the top; 0 for all.
        memory: Most memory in bytes.
        seconds: Most processor time.
    """

    name: str
    task: str
    format: str
    sheet: str
    first: int
    memory: int
    seconds: int


def main() -> None:
    """Answer the request given as the last argument, about the bytes on standard input."""
    request = Request(**json.loads(sys.argv[-1]))
    limit_self(request.memory, request.seconds)
    try:
        answer(request)
    except GateRefusal as refusal:
        send("refused", refusal.reason.value, refusal.places)
    except MemoryError:
        send("refused", Reason.LIMITS.value, {})
    except OSError as fault:
        send("broken", str(fault.errno or 0))
    except KeyboardInterrupt:
        sys.exit(1)
    except BaseException as fault:  # noqa: BLE001  (the parser's panics are no Exceptions)
        send("refused", Reason.UNREADABLE.value, {"detail": _told(fault)})


def limit_self(memory: int, seconds: int) -> None:
    """Take the limits of this process down, where the system knows them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(request: Request) -> None:
    """Read the file and send what was asked for, or let the refusal out."""
    data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    check_file_size(len(data))
    kind = refuse_wrong_kind(data, request.name, request.format)
    try:
        if kind is SheetFormat.CSV:
            _answer_csv(data, request)
        else:
            _answer_workbook(data, kind, request)
    except (GateRefusal, MemoryError):
        raise
    except BaseException as fault:  # noqa: BLE001  (the parser's panics are no Exceptions)
        raise _as_refusal(fault, kind) from None
    send("end")


def send(*message: object) -> None:
    """One line of JSON to the parent."""
    sys.stdout.write(json.dumps(message, separators=(",", ":")))
    sys.stdout.write("\n")
    sys.stdout.flush()


def _answer_csv(data: bytes, request: Request) -> None:
    encoding = find_encoding(data)
    if request.task == "sheets":
        send("sheets", [])
        return
    delimiter, rows = records(data, encoding)
    _send_source(data, SheetFormat.CSV, encoding=encoding.name, guessed=encoding.guessed, delimiter=delimiter)
    _send_rows(rows, request.first, data.count(b"\n"))


def _answer_workbook(data: bytes, kind: SheetFormat, request: Request) -> None:
    from stockpile_app.exchange import workbook_cells as cells

    inspected = inspect_workbook(data, kind, _reporter("bytes"))
    workbook = cells.open_workbook(data)
    if request.task == "sheets":
        _send_sheets(cells.sheets_of(workbook))
        return
    sheet = cells.choose_sheet(workbook, request.sheet)
    missing = cells.cells_without_value(data, kind, sheet, inspected)
    _send_source(data, kind, sheet=sheet)
    height = workbook.get_sheet_by_name(sheet).total_height if kind is SheetFormat.XLS else 0
    _send_rows(cells.rows_of(workbook, sheet, missing), request.first, height)


def _send_sheets(sheets: Iterable[SheetName]) -> None:
    send("sheets", [asdict(sheet) for sheet in sheets])


def _send_source(
    data: bytes,
    kind: SheetFormat,
    sheet: str = "",
    encoding: str = "",
    guessed: bool = False,
    delimiter: str = "",
) -> None:
    sha256 = hashlib.sha256(data).hexdigest()
    send("source", kind.value, sheet, encoding, guessed, delimiter, sha256)


def _send_rows(rows: Iterator[RawRow], first: int, total: int) -> None:
    report = _reporter("rows")
    wanted = islice(rows, first) if first else rows
    done = 0
    while chunk := list(islice(wanted, _CHUNK)):
        send("rows", [(row.row, row.kinds, row.texts) for row in chunk])
        done += len(chunk)
        report(done, max(total, done))


def _reporter(unit: str) -> Callable[[int, int], None]:
    """A progress that reports at most ten times a second."""
    last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _BETWEEN_REPORTS:
            last = now
            send("progress", done, total, unit)

    return report


def _as_refusal(fault: BaseException, kind: SheetFormat) -> BaseException:
    """A parser's fault as the refusal of the file."""
    if type(fault).__name__ == "PasswordError":
        return GateRefusal(Reason.ENCRYPTED)
    return GateRefusal(Reason.UNREADABLE, found=kind.value, detail=_told(fault))


def _told(fault: BaseException) -> str:
    return f"{type(fault).__name__}: {fault}"[:200]
