"""The demonstration depot: made by the program's own command, in a folder of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import stockpile_app
from stockpile_app.base import Cause, KnownError
from stockpile_app.base.text import tr

MARK = ".stockpile-demo"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A made-up depot, with the passphrase that opens it."""

    path: Path
    user: str
    passphrase: str


def is_demonstration(path: Path) -> bool:
    """Whether a file lies in a folder that the demonstration made."""
    try:
        return (path.parent / MARK).exists()
    except (OSError, ValueError):
        return False


def build_demonstration() -> Demonstration:
    """Run `stockpile demo` in a new folder.

    Raises:
        KnownError: it did not come to an end; nothing of the person's was touched.
    """
    folder = Path(tempfile.mkdtemp(prefix="stockpile-")) / "demonstration"
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "stockpile_app"]
    try:
        done = subprocess.run(
            [*program, "demo", str(folder), "--json"],
            capture_output=True,
            timeout=_LONGEST,
            check=True,
            cwd=Path(stockpile_app.__file__).parents[1],
        )
        told = json.loads(done.stdout)
        return Demonstration(Path(told["stockpile"]), str(told["user"]), str(told["passphrase"]))
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError) as problem:
        raise KnownError(
            Cause.IO, tr("The demonstration could not be built in {folder}", folder=str(folder))
        ) from problem
