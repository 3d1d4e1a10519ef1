"""Printing that goes wrong or never ends, in a process of its own: what the tests of printing hand to the child."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from stockpile_app.base import Cause, KnownError, Progress


@dataclass(frozen=True, slots=True)
class SlowJob:
    """Where it prints, and where the child leaves its number."""

    target: Path
    number: Path


def never_ends(job: SlowJob, progress: Progress) -> None:
    """Prints page after page."""
    job.number.write_text(str(os.getpid()))
    job.target.write_bytes(b"%PDF- half a paper")
    for page in range(1, 10_000):
        progress(page, 10_000, "pages")
        time.sleep(0.02)


def ends_whole(job: SlowJob, progress: Progress) -> None:
    """Prints at once."""
    progress(1, 1, "pages")
    job.target.write_bytes(b"%PDF- whole")


def disk_full(job: SlowJob, _progress: Progress) -> None:
    """The environment refuses."""
    raise KnownError(Cause.DISK_FULL, f"The disk is full: {job.target.name}")


def dies(_job: SlowJob, _progress: Progress) -> None:
    """The child ends before its work."""
    os._exit(3)
