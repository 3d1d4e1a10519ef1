r"""The log: one file, rotated, that may be shown to anybody.

A line is time, level, area and a sentence: `2026-11-20T08:00:00Z warning  cli  Refused: LEDGER-30`.
Nothing secret gets in, by three doors, each of them enough for what it knows:

1. *What may be said.*  A sentence is a fixed text of the program.  A value in it is written only
   when it is a number, a member of an enumeration or a `Word`; every other text becomes `…`.
   So no serial, name, passphrase, path or content of a file is written, whatever it looks like.
2. *How a fault is told.*  Kinds and places in the code (`base.traces`), never an exception's words.
3. *What looks like a secret.*  The finished line once more: long runs of letters and digits, groups
   as on a recovery sheet, and what the environment holds as user, passphrase or code, are blanked.

Nothing happens at import; `start_log` is called once, by `__main__`.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import Enum
from pathlib import Path

from stockpile_app.base.clock import Clock, utc_text
from stockpile_app.base.traces import trace_lines

NAME = "stockpile.log"
LONGEST = 256 * 1024
"""Bytes after which the file becomes `stockpile.log.1` and a new one is begun."""

BLANK = "…"
_PROGRAM = "stockpile_app"
_ENVIRONMENT = re.compile(r"STOCKPILE_.*(USER|APPROVER|PASSPHRASE|CODE|KEY)")
_SECRETS = (
    re.compile(r"\b(?:[A-Za-z0-9]{4}[-–]){3,}[A-Za-z0-9]{1,4}\b"),  # a recovery code, as it is printed
    re.compile(r"\b(?:[A-Z0-9]{4} +){3,}[A-Z0-9]{1,4}\b"),  # the same, typed with spaces
    re.compile(r"\b(?:[a-z0-9]{4} +){9,}[a-z0-9]{1,4}\b"),
    re.compile(r"[A-Za-z0-9+/=_]{24,}"),  # keys, hashes, base32 and base64
    re.compile(r"(?:[0-9A-Fa-f]{2}[ :]){7,}[0-9A-Fa-f]{2}"),  # bytes one by one
)
_PLACE = re.compile(r"^\s*[\w./-]+\.py:\d+ \S+$")


class Word(str):
    """A word of the program's own vocabulary, which may stand in the log: a command, a rule's id."""

    __slots__ = ()


def clean(text: str, environment: Mapping[str, str] | None = None) -> str:
    """The text without what looks like a secret and without what the environment keeps as one."""
    for name, secret in sorted((os.environ if environment is None else environment).items()):
        if len(secret) >= 3 and _ENVIRONMENT.fullmatch(name):
            text = text.replace(secret, BLANK)
    return "\n".join(_without_secrets(line) for line in text.split("\n"))


def _without_secrets(line: str) -> str:
    if _PLACE.match(line):  # a place in the code: module, line and function, however long they are
        return line
    for pattern in _SECRETS:
        line = pattern.sub(BLANK, line)
    return line


class _CleanLines(logging.Formatter):
    """Writes a record so that nothing but fixed texts, numbers and words of the program is in it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, area, sentence; the kinds and places of a fault under it."""
        area = record.name.removeprefix(f"{_PROGRAM}.").partition(".")[0]
        head = f"{utc_text(self._clock.now())} {record.levelname.lower():8} {area:10} {_sentence(record)}"
        problem = record.exc_info[1] if record.exc_info else None
        lines = [head, *(f"    {line}" for line in trace_lines(problem))] if problem else [head]
        return clean("\n".join(lines))


def _sentence(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return BLANK
    try:
        return record.msg % _spoken(record.args) if record.args else record.msg
    except (TypeError, ValueError, KeyError):
        return record.msg


def _spoken(values: object) -> object:
    """The values of a sentence, each as it may be written."""
    if isinstance(values, Mapping):
        return {name: _value(one) for name, one in values.items()}
    return tuple(_value(one) for one in values) if isinstance(values, tuple) else (_value(values),)


def _value(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, (int, float, Word)) else BLANK


class LogFile(logging.Handler):
    """Appends each line to the file and closes it again, so that several programs may share it.

    A full or read-only disk costs the line, never the work.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        super().__init__(logging.INFO)
        self.path = path
        self.setFormatter(_CleanLines(clock))

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        with suppress(OSError, ValueError):
            text = self.format(record) + "\n"
            self._rotate(len(text))
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(handle, "ab") as file:
                file.write(text.encode("utf-8", "backslashreplace"))

    def _rotate(self, more: int) -> None:
        with suppress(OSError):
            if self.path.stat().st_size + more > LONGEST:
                self.path.replace(earlier(self.path))


def earlier(path: Path) -> Path:
    """Where the lines before the last rotation stand."""
    return path.with_name(f"{path.name}.1")


def start_log(folder: Path, clock: Clock) -> Path | None:
    """Begin to log into `folder`; where to, or None where nothing can be written.

    Called once by whoever starts the program; a second call moves the log.
    """
    log = logging.getLogger(_PROGRAM)
    stop_log()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / NAME).touch(mode=0o600)
    except OSError:
        log.addHandler(logging.NullHandler())  # without any, Python would print to the terminal
        return None
    log.addHandler(LogFile(folder / NAME, clock))
    log.setLevel(logging.INFO)
    return folder / NAME


def stop_log() -> None:
    """Log no further."""
    log = logging.getLogger(_PROGRAM)
    for handler in list(log.handlers):
        if isinstance(handler, (LogFile, logging.NullHandler)):
            log.removeHandler(handler)


def log_file() -> Path | None:
    """Where the log is written; None when it is not."""
    handlers = logging.getLogger(_PROGRAM).handlers
    return next((handler.path for handler in handlers if isinstance(handler, LogFile)), None)


def last_lines(count: int = 40) -> Sequence[str]:
    """The latest lines of the log, oldest first; they are clean already, and cleaned once more."""
    path = log_file()
    lines: list[str] = []
    for part in (earlier(path), path) if path else ():
        with suppress(OSError):
            lines += part.read_text(encoding="utf-8", errors="replace").splitlines()
    return [clean(line) for line in lines[-count:]]
