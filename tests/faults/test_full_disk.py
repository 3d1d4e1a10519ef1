"""C4: a disk that fills up, or a file that may not grow: no half state, no half file, a calm sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.faults.full_disk import run_out_of_room
from tests.faults.jobs import JOBS, QUICK
from tests.faults.mounts import ROOT_USER, small_disk
from tests.faults.report import reported

WAYS = ["file", *(["disk"] if ROOT_USER else [])]  # only root can mount


@pytest.fixture
def home(tmp_path: Path, way: str) -> Iterator[Path]:
    """Where the books stand: for `disk`, a disk of four megabytes."""
    folder = tmp_path / "books"
    folder.mkdir()
    with small_disk(folder, "4m") if way == "disk" else nullcontext():
        yield folder


def _fill(home: Path, desk: Path, job: str, way: str, step: int) -> dict[str, Any]:
    found = run_out_of_room(home, desk, job, way, step)
    assert found["wrong"] == [], (job, way)
    assert found["runs"] > 1
    return {**found, "wrong": 0}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("job", QUICK)
def test_a_job_runs_out_of_room(home: Path, tmp_path: Path, job: str, way: str) -> None:
    reported(f"C4 {job} {way}", 1, lambda: _fill(home, tmp_path, job, way, 200_704))


@pytest.mark.faults
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("job", JOBS)
def test_a_job_runs_out_of_room_at_every_page(home: Path, tmp_path: Path, job: str, way: str) -> None:
    reported(f"C4 {job} {way}", 10, lambda: _fill(home, tmp_path, job, way, 4096))
