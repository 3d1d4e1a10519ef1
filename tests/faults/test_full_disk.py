"""C4: a disk that fills up, or a file that may not grow: no half state, no half file, a calm sentence."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.full_disk import run_out_of_room
from tests.faults.jobs import JOBS, QUICK
from tests.faults.report import reported

WAYS = ["file", *(["disk"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]  # only root can mount


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    home = tmp_path / "books"
    home.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(home)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and WAYS[-1] == "disk":
        pytest.skip(f"this needs a mount, and it was refused: {done.stderr.strip()}")
    yield home
    subprocess.run(["umount", "-l", str(home)], capture_output=True, check=False)


def _fill(home: Path, desk: Path, job: str, way: str, step: int) -> dict[str, Any]:
    found = run_out_of_room(home, desk, job, way, step)
    assert found["wrong"] == [], (job, way)
    assert found["runs"] > 1
    return {**found, "wrong": 0}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("job", QUICK)
def test_a_job_runs_out_of_room(small_disk: Path, tmp_path: Path, job: str, way: str) -> None:
    reported(f"C4 {job} {way}", 1, lambda: _fill(small_disk, tmp_path, job, way, 200_704))


@pytest.mark.faults
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("job", JOBS)
def test_a_job_runs_out_of_room_at_every_page(small_disk: Path, tmp_path: Path, job: str, way: str) -> None:
    reported(f"C4 {job} {way}", 10, lambda: _fill(small_disk, tmp_path, job, way, 4096))
