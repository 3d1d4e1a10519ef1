"""A certificate is printed in a process of its own: it tells how far it is, and can be stopped without a trace."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from stockpile_app.base import Cause, KnownError, Progress
from stockpile_app.base.text import tr
from stockpile_app.store import write_whole

Job = TypeVar("Job")
Print = Callable[[Job, Progress], None]
"""What the child does: `run_certificate_job`; it must be found by its name in its module."""

_TICK = 0.1


def print_apart(make: Callable[[Path], Job], run: Print[Job], target: Path, progress: Progress) -> None:
    """Print in another process into a folder of its own, then put the file in its place, whole.

    Args:
        make: The job that prints into this file.
        run: Does the job in the child.

    Raises:
        Cancelled: progress said so; nothing is left of it.
        KnownError: the disk refuses, or the child ended before its work did.
    """
    with tempfile.TemporaryDirectory(prefix="stockpile-") as folder:
        draft = Path(folder) / "certificate.pdf"
        _run_apart(run, make(draft), progress)
        write_whole(target, lambda part: _copied(draft, part))


def _copied(draft: Path, part: Path) -> None:
    shutil.copyfile(draft, part)


def _run_apart(run: Print[Job], job: Job, progress: Progress) -> None:
    """The child never outlives this call."""
    fresh = multiprocessing.get_context("spawn")
    hearing, telling = fresh.Pipe(duplex=False)
    child = fresh.Process(target=_child, args=(run, job, telling), daemon=True)
    child.start()
    telling.close()
    try:
        _follow(hearing, progress)
    finally:
        child.kill()
        child.join()
        hearing.close()


def _follow(hearing: Connection, progress: Progress) -> None:
    """Hand on what the child tells; ask ten times a second whether to stop."""
    said = (0, 0, "")
    while True:
        if not hearing.poll(_TICK):
            progress(*said)
            continue
        try:
            word, told = hearing.recv()
        except (EOFError, OSError):
            raise _ended() from None
        if word == "done":
            return
        if word == "known":
            raise KnownError(Cause(told[0]), told[1])
        if word == "broken":
            raise _ended()
        said = told
        progress(*said)


def _ended() -> KnownError:
    return KnownError(
        Cause.IO, tr("The printing ended before the paper was whole. Nothing was written; print again")
    )


def _child(run: Print[Job], job: Job, telling: Connection) -> None:
    """In the child: print, and tell."""
    try:
        run(job, lambda done, total, unit: telling.send(("progress", (done, total, unit))))
    except KnownError as trouble:
        telling.send(("known", (trouble.cause.value, trouble.sentence)))
    except Exception:
        telling.send(("broken", ()))
        raise
    else:
        telling.send(("done", ()))
