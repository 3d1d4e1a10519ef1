"""C5: on a medium that cannot be written every job ends in a sentence, and not one byte is changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import assembly, audit, ledger
from stockpile_app.base import FixedClock
from stockpile_app.catalogue.queries import item_types
from tests.books import PASSPHRASE, TODAY, USER
from tests.faults.jobs import ENDED_BY_THE_ENVIRONMENT, JOBS, QUICK
from tests.faults.mounts import write_protected
from tests.faults.power_cut import ENVIRONMENT, books_for, files_of
from tests.faults.report import ROOT, reported

WHOLE, ALONE = "the whole medium", "the file alone"


def _try(folder: Path, job: str, what: str) -> Mapping[str, Any]:
    path = books_for(folder / "books", job)
    before = files_of(path.parent)
    shutil.copytree(path.parent, folder / "copy")
    with write_protected(path.parent if what == WHOLE else path):
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.jobs", str(path), job], capture_output=True, text=True,
            env={**ENVIRONMENT, "HOME": str(folder)}, cwd=ROOT, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (ENDED_BY_THE_ENVIRONMENT, ""), done.stdout
        assert done.stdout.startswith("ready\nrefused READ_ONLY "), done.stdout
        if job not in {"founding", "migration"}:
            _look(path, folder / "copy" / path.name)
    after = files_of(path.parent)
    assert after[path.name] == before[path.name] if path.name in before else path.name not in after
    if what == WHOLE:
        assert after == before
    return {"jobs": 1, "written": 0}


def _look(path: Path, copy: Path) -> None:
    """The books say that they can only be read, and show what a copy that can be written shows."""
    with assembly.open_stockpile(path, USER, PASSPHRASE, clock=FixedClock(TODAY)) as stockpile:
        assert stockpile.read_only.startswith("Read only:")
        assert audit.verify(stockpile).holds
        vouchers, types = ledger.vouchers(stockpile), item_types(stockpile)
    with assembly.open_stockpile(copy, USER, PASSPHRASE, clock=FixedClock(TODAY)) as stockpile:
        assert not stockpile.read_only
        assert (vouchers, types) == (ledger.vouchers(stockpile), item_types(stockpile))
    assert len(types) >= 4


@pytest.mark.parametrize("job", QUICK)
def test_nothing_is_written_on_a_read_only_medium(tmp_path: Path, job: str) -> None:
    reported(f"C5 {job}", 1, lambda: _try(tmp_path, job, WHOLE))


@pytest.mark.faults
@pytest.mark.parametrize("what", [WHOLE, ALONE])
@pytest.mark.parametrize("job", [job for job in JOBS if job != "founding"])
def test_nothing_is_written_whatever_the_job(tmp_path: Path, job: str, what: str) -> None:
    if (job, what) in {("restoring", ALONE), ("rekeying", ALONE)}:
        pytest.skip("a file is replaced, not written: its folder says whether it may be")
    reported(f"C5 {job} {what}", 10, lambda: _try(tmp_path, job, what))
