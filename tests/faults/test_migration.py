"""C19: books of an older edition, killed in the middle of their first opening, are complete afterwards.

What a power cut does to them stands in `test_power_cut`, a failing and a full disk in theirs: all
of them run the job `migration`.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import audit
from stockpile_app.assembly import open_stockpile
from stockpile_app.base import FixedClock
from stockpile_app.store import SCHEMA_VERSION
from tests.books import PASSPHRASE, TODAY, USER
from tests.faults.power_cut import ENVIRONMENT, books_for, forget, journal_of
from tests.faults.report import ROOT, reported

pytestmark = pytest.mark.skipif(SCHEMA_VERSION == 1, reason="there is no older edition to come from")


def _kill(folder: Path, times: int, seed: int) -> Mapping[str, Any]:
    chance = random.Random(seed)
    path = books_for(folder / "books", "migration")
    before = journal_of(path)
    master = folder / "master"
    shutil.copytree(path.parent, master)
    finished = 0
    for _ in range(times):
        shutil.rmtree(path.parent)
        shutil.copytree(master, path.parent)
        finished += _killed(path, folder, chance.uniform(0, 0.3))
        forget()
        _look(path, before)
    return {"kills": times, "had_finished": finished, "lost": 0}


def _killed(path: Path, home: Path, after: float) -> bool:
    """Kill the whole process group so long after its first word; whether it had finished."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.jobs", str(path), "migration"], stdout=subprocess.PIPE, text=True,
        cwd=ROOT, env={**ENVIRONMENT, "HOME": str(home)}, start_new_session=True,
    )  # fmt: skip
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(after)
        os.killpg(child.pid, signal.SIGKILL)
        return "did migration" in child.stdout.read()


def _look(path: Path, before: list[bytes]) -> None:
    with open_stockpile(path, USER, PASSPHRASE, clock=FixedClock(TODAY)) as stockpile:
        assert not stockpile.read_only
        assert stockpile.value("PRAGMA user_version") == SCHEMA_VERSION
        proof = audit.verify(stockpile)
        assert proof.holds, proof.troubles
        assert [one.hash for one in audit.entries(stockpile)][: len(before)] == before


def test_killed_while_migrating(tmp_path: Path) -> None:
    reported("C19 kill", 1, lambda: _kill(tmp_path, 3, 1))


@pytest.mark.faults
def test_killed_two_hundred_times_while_migrating(tmp_path: Path) -> None:
    reported("C19 kill", 10, lambda: _kill(tmp_path, 200, 10))
