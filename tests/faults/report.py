"""One JSON line for each run of a fault test, and no run twice for the same program.

    def test_small(tmp_path):
        reported("C2", 1, lambda: cut(tmp_path, cuts=40, seed=1))

`make faults` names a results file in `STOCKPILE_FAULTS_LOG`; a test, or a shard of one, whose line
with the same revision and seed says that it passed is skipped there.  Without a file every run is
made, and its line printed.  `python -m tests.faults.report FILE` adds the shards up.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOG = os.environ.get("STOCKPILE_FAULTS_LOG", "")  # read before the tests clear the environment
Figures = Mapping[str, Any]


@cache
def revision() -> str:
    """What is being tested: the same program and the same fault tests have the same revision."""
    return f"{digest('stockpile_app')}-{digest('tests/faults')}"


@cache
def digest(*places: str) -> str:
    """What stands in these files and folders of sources, in a few digits."""
    found = hashlib.sha256()
    for place in places:
        files = [ROOT / place] if (ROOT / place).is_file() else sorted((ROOT / place).rglob("*"))
        for file in files:
            if file.suffix in {".py", ".sql", ".c"}:
                found.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:10]


def reported(test: str, seed: int, run: Callable[[], Figures]) -> Figures:
    """Run a test, or a shard of it, and report its figures; skipped when it is on record as passed."""
    if (test, seed) in _passed():
        pytest.skip(f"{test} with seed {seed} is on record for this revision")
    start, figures, passed = time.monotonic(), {}, False
    try:
        figures = dict(run())
        passed = True
    finally:
        seconds = round(time.monotonic() - start, 1)
        _write({"test": test, "seed": seed, **figures, "seconds": seconds, "passed": passed})
    return figures


def _passed() -> set[tuple[str, int]]:
    lines = _lines(Path(LOG)) if LOG else []
    return {(one["test"], one["seed"]) for one in lines if one["passed"] and one["revision"] == revision()}


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _write(line: dict[str, Any]) -> None:
    text = json.dumps({**line, "revision": revision()})
    print(text)  # noqa: T201  (one line for each run)
    if LOG:
        Path(LOG).parent.mkdir(parents=True, exist_ok=True)
        with Path(LOG).open("a", encoding="utf-8") as file:
            file.write(text + "\n")


def summary(path: Path) -> list[dict[str, Any]]:
    """One line for each test of this revision: its shards' counts added up."""
    found: dict[str, dict[str, Any]] = {}
    latest = {(one["test"], one["seed"]): one for one in _lines(path) if one["revision"] == revision()}
    for (test, seed), line in sorted(latest.items()):
        total = found.setdefault(test, {"test": test, "seeds": [], "passed": True})
        total["seeds"].append(seed)
        total["passed"] &= line["passed"]
        for name, value in line.items():
            if name not in {"test", "seed", "passed", "revision"}:
                total[name] = _sum(total.get(name), value)
    return list(found.values())


def _sum(total: Any, value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _sum((total or {}).get(name), value.get(name, 0)) for name in {**(total or {}), **value}
        }
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round((total or 0) + value, 1)
    return value if total in {None, value} else f"{total}, {value}"


if __name__ == "__main__":
    for one in summary(Path(sys.argv[1])):
        print(json.dumps(one))  # noqa: T201
