"""Let the k-th disk call of a job fail, for every k, and look at what is left each time.

    LD_PRELOAD=failing_io.so python -m tests.faults.failing_io FOLDER JOB FIRST STEP

One process imports the program once and forks a child for each k and each way to fail; one JSON
line at the end says how many runs there were, how they ended, and what was wrong.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults import jobs
from tests.faults.aftermath import NOT_MET, Fault, Runs
from tests.faults.power_cut import ENVIRONMENT, on_memory
from tests.faults.report import ROOT

SHORT = 0
_RARE = 3
"""Every so manieth k fails in all ways, every k in the two that differ most."""
WAYS = ((errno.ENOSPC, True), (errno.EIO, False), (errno.ENOSPC, False), (errno.EIO, True), (SHORT, False))
"""What the call gives back, and whether every later call gives it too."""


def built(folder: Path) -> Path:
    """The failing disk, compiled."""
    library = folder / "failing_io.so"
    source = Path(__file__).with_suffix(".c")
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", str(library), str(source), "-ldl"],
        check=True,
    )
    return library


def fail_everywhere(folder: Path, job: str, first: int, step: int) -> dict[str, Any]:
    """Run a job for k = first, first + step, ... until it no longer meets its k-th call."""
    with on_memory() as disk:
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.failing_io", str(disk), job, str(first), str(step)],
            env={**ENVIRONMENT, "HOME": str(folder), "LD_PRELOAD": str(built(folder))},
            cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _fault(disk: ctypes.CDLL, under: Path, k: int, error: int, lasting: bool) -> Fault:
    """The k-th call fails; afterwards, whether there was a k-th call."""

    @contextmanager
    def fault() -> Iterator[None]:
        disk.arm(os.fsencode(under), ctypes.c_long(k), error, int(lasting))
        try:
            yield
        finally:
            jobs.say("met" if disk.calls() >= k else "not met")

    return fault


def main() -> None:
    """Run for every wanted k, and say what was found."""
    folder, job, first, step = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    runs = Runs(folder / "books", folder, job)
    disk = ctypes.CDLL(None)
    ends: Counter[str] = Counter()
    wrong: list[str] = []
    k = first
    while True:
        ways = WAYS if (k - first) // step % _RARE == 0 else WAYS[:2]
        results = [
            (error, lasting, *runs.run(_fault(disk, folder / "books", k, error, lasting)))
            for error, lasting in ways
        ]
        wrong += [
            f"k={k} error={error} lasting={lasting}: {one}"
            for error, lasting, _, found in results
            for one in found
        ]
        if all(ended == NOT_MET for _, _, ended, _ in results):
            break
        ends.update(ended for _, _, ended, _ in results)
        k += step
    print(json.dumps({"runs": ends.total(), "last_k": k, "ended": ends, "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    main()
