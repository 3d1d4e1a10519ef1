"""Import, export, backup, restore, new key and migration, killed as a process group at any moment.

The kill keeps the page cache, so that it says nothing of the disk (that is C2's); it shows that no
step in the program's memory leaves half of anything, and that what was told is there.
"""

from __future__ import annotations

import os
import random
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.faults.aftermath import Runs
from tests.faults.jobs import JOBS
from tests.faults.report import reported

LONGEST = 1.2
"""Seconds within which every job is over."""

NATURAL = ("left behind", f"ended with {-signal.SIGKILL}")
"""What a kill may leave: a draft under a name of its own, which nobody takes for the file."""


@contextmanager
def _killed_after(seconds: float) -> Iterator[None]:
    """The whole group, readers of sheets included, ends without a word."""
    os.setsid()
    timer = threading.Timer(seconds, lambda: os.killpg(0, signal.SIGKILL))
    timer.daemon = True
    timer.start()
    yield


def _kill(folder: Path, job: str, times: int, seed: int) -> Mapping[str, Any]:
    chance, killed, wrong, longest = random.Random(f"{job} {seed}"), 0, list[str](), LONGEST
    home, desk = folder / "books", folder / "desk"
    home.mkdir()
    desk.mkdir()
    runs = Runs(home, desk, job)
    for _ in range(times):
        after = chance.uniform(0, longest)
        ended, found = runs.run(lambda seconds=after: _killed_after(seconds))  # type: ignore[misc]
        if ended == f"exit {-signal.SIGKILL}":
            killed, longest = killed + 1, longest * 1.02
        else:
            longest = after  # it was over sooner
        wrong += [one for one in found if not any(natural in one for natural in NATURAL)]
    assert wrong == []
    return {"kills": killed, "wrong": 0}


@pytest.mark.parametrize("job", JOBS)
def test_killed_at_any_moment_nothing_is_half(tmp_path: Path, job: str) -> None:
    reported(f"kill {job}", 1, lambda: _kill(tmp_path, job, 3, 1))


@pytest.mark.faults
@pytest.mark.parametrize("job", JOBS)
def test_killed_a_hundred_times(tmp_path: Path, job: str) -> None:
    reported(f"kill {job}", 10, lambda: _kill(tmp_path, job, 100, 10))
