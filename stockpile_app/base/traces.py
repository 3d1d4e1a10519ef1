"""Where in the program a fault happened and of which kind, without a word of what it carried.

A sentence of an exception may hold a serial, a name or a path, so none is ever told: only the kind,
what is a fixed word of the program in it (a cause, the ids of rules, the name of an attribute that
the code itself asks for), and the places in the code.
"""

from __future__ import annotations

import errno
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from stockpile_app.base.errors import KnownError
from stockpile_app.base.finding import Refused

_ROOMS = ("stockpile_app", "site-packages", "dist-packages")
_DEEPEST = 40
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,40}")


def kind_of(problem: BaseException) -> str:
    """The kind in one word, with what is fixed in it: `KnownError(disk_full)`, `OSError(ENOSPC)`."""
    fixed = [word for word in _fixed_words(problem) if _PLAIN.fullmatch(word)]
    return f"{type(problem).__name__}({', '.join(fixed)})" if fixed else type(problem).__name__


def _fixed_words(problem: BaseException) -> Iterator[str]:
    match problem:
        case KnownError():
            yield problem.cause.value
        case Refused():
            yield from dict.fromkeys(finding.rule for finding in problem.findings)
        case OSError():
            yield errno.errorcode.get(problem.errno or 0, "")
        case AttributeError() | NameError():
            yield _asked_by_the_code(problem.name, problem.__traceback__)
    code = getattr(problem, "sqlite_errorname", None)
    if isinstance(code, str) and code.startswith("SQLITE_"):
        yield code


def _asked_by_the_code(name: object, trace: TracebackType | None) -> str:
    """The name, when it stands in the code that failed; a name made of data does not."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    known = trace.tb_frame.f_code.co_names if trace else ()
    return str(name) if name in known else ""


def trace_lines(problem: BaseException) -> list[str]:
    """The kinds and places of a fault and of what led to it, the first cause first."""
    chain = list(_chain(problem))
    return [line for one in reversed(chain) for line in (kind_of(one), *_places(one))]


def place_of(problem: BaseException) -> str:
    """The last place in one line: `stockpile_app/ledger/post.py:120 post`."""
    places = _places(problem)
    return places[-1].strip() if places else ""


def _chain(problem: BaseException) -> Iterator[BaseException]:
    met: set[int] = set()
    now: BaseException | None = problem
    while now is not None and id(now) not in met and len(met) < _DEEPEST:
        met.add(id(now))
        yield now
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)


def _places(problem: BaseException) -> list[str]:
    frames = traceback.StackSummary.extract(
        traceback.walk_tb(problem.__traceback__), lookup_lines=False, capture_locals=False
    )
    told = [f"  {_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    if len(told) <= _DEEPEST:
        return told
    half = _DEEPEST // 2
    return [*told[:half], "  …", *told[-half:]]


def _module(filename: str) -> str:
    """The path inside the program or library; never the folder it is installed in, which names a person."""
    path = Path(filename)
    for part in _ROOMS:
        if part in path.parts:
            return "/".join(path.parts[path.parts.index(part) :])
    return path.name
