"""C3: whichever disk call fails, and however: the old or the new state, and a calm sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.faults.failing_io import fail_everywhere
from tests.faults.jobs import JOBS, QUICK
from tests.faults.report import reported

SHARDS = 4


def _fail(folder: Path, job: str, first: int, step: int) -> dict[str, Any]:
    found = fail_everywhere(folder, job, first, step)
    assert found["wrong"] == [], job
    assert found["runs"] > 0
    return {**found, "wrong": 0}


@pytest.mark.parametrize("job", QUICK)
def test_some_disk_calls_fail(tmp_path: Path, job: str) -> None:
    reported(f"C3 {job}", 1, lambda: _fail(tmp_path, job, 5, 151))


def test_the_old_log_cannot_be_folded(tmp_path: Path) -> None:
    """The books that give way to a restored copy are folded by a call that the disk refuses."""
    reported("C3 restoring", 1, lambda: _fail(tmp_path, "restoring", 13, 97))


@pytest.mark.faults
@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("job", JOBS)
def test_every_disk_call_fails(tmp_path: Path, job: str, shard: int) -> None:
    reported(f"C3 {job}", 10 + shard, lambda: _fail(tmp_path, job, 1 + shard, SHARDS))
