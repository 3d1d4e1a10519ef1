"""C2: the power is cut at any moment of the work: no promise is lost, and nothing is there by half."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.faults.jobs import JOBS
from tests.faults.power_cut import cut, work
from tests.faults.report import reported

CUTS = 5_600
"""Over all jobs and shards together."""
SHARDS = 4


def _cut(folder: Path, job: str, cuts: int, seed: int) -> Mapping[str, Any]:
    done = work(folder, job)
    promised = sum(event.data.count(b"did ") for event in done.events if event.kind == "said")
    assert promised, job
    wrong = [found for found in cut(done, cuts, seed) if found]
    assert wrong == [], (job, seed)
    return {"cuts": cuts, "events": len(done.events), "promised": promised, "wrong": 0}


@pytest.mark.parametrize("job", JOBS)
def test_a_power_cut_loses_no_promise(tmp_path: Path, job: str) -> None:
    reported(f"C2 {job}", 1, lambda: _cut(tmp_path, job, 8, 1))


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(10, 10 + SHARDS))
@pytest.mark.parametrize("job", JOBS)
def test_five_thousand_power_cuts_lose_no_promise(tmp_path: Path, job: str, seed: int) -> None:
    reported(f"C2 {job}", seed, lambda: _cut(tmp_path, job, CUTS // SHARDS // len(JOBS) + 1, seed))


@pytest.mark.parametrize("synchronous", ["OFF", "NORMAL"])
def test_the_replay_sees_what_less_safe_writing_loses(tmp_path: Path, synchronous: str) -> None:
    done = work(tmp_path, "posting", synchronous)
    wrong = [found for found in cut(done, 30, 2) if found]
    reported(f"C2 control {synchronous}", 2, lambda: {"cuts": 30, "wrong": len(wrong)})
    assert len(wrong) >= 5
