"""Let a job run out of room at every size, and look at what is left each time.

    python -m tests.faults.full_disk HOME DESK JOB WAY STEP

HOME is a small disk of its own (WAY `disk`: filled up but for so much room), or any folder (WAY
`file`: no file may grow beyond so much, RLIMIT_FSIZE).  The room grows by STEP until the job ends.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.aftermath import Fault, Runs
from tests.faults.power_cut import ENVIRONMENT
from tests.faults.report import ROOT

FILLER = "filler"
PAGE = 4096
MOST = 8 << 20
"""With so much room a job must end well; it is called wrong when it does not."""


def run_out_of_room(home: Path, desk: Path, job: str, way: str, step: int) -> dict[str, Any]:
    """Run a job with more and more room, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.full_disk", str(home), str(desk), job, way, str(step)],
        env={**ENVIRONMENT, "HOME": str(desk)}, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _disk(home: Path, room: int) -> Fault:
    @contextmanager
    def fault() -> Iterator[None]:
        with (home / FILLER).open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(PAGE))
            except OSError:
                os.ftruncate(file.fileno(), max(0, file.tell() // PAGE * PAGE - room))
        yield

    return fault


def _file(_home: Path, room: int) -> Fault:
    @contextmanager
    def fault() -> Iterator[None]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    return fault


WAYS = {"disk": _disk, "file": _file}
SMALLEST = {"disk": 0, "file": 4 * PAGE}  # the sheet that is to be brought in needs room too


def main() -> None:
    """More room each time, until the job has enough."""
    home, desk, job, way, step = (
        Path(sys.argv[1]),
        Path(sys.argv[2]),
        sys.argv[3],
        sys.argv[4],
        int(sys.argv[5]),
    )
    runs = Runs(home, desk, job)
    ends: Counter[str] = Counter()
    wrong: list[str] = []
    room = SMALLEST[way]
    while "went on" not in ends and room < MOST:
        ended, found = runs.run(WAYS[way](home, room), lambda: (home / FILLER).unlink(missing_ok=True))
        wrong += [f"room {room}: {one}" for one in found]
        ends[ended] += 1
        room += step
    if "went on" not in ends:
        wrong.append("no room is enough")
    print(json.dumps({"runs": ends.total(), "enough": room - step, "ended": ends, "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    main()
