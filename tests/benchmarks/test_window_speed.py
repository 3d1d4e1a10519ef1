"""The window measures itself on a tiny depot: every task comes to an end and answers.  No time is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.test_measures import TINY
from tests.benchmarks.window_speed import STEPS, WORDS, Ground, Windows, _long_work, register


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Windows:
    return Windows(Ground(tmp_path_factory.mktemp("windows"), TINY))


@pytest.fixture(scope="module")
def work(windows: Windows) -> dict[str, tuple[Path, tuple[str, ...]]]:
    return {name: (path, more) for name, path, more in _long_work(windows.ground)}


def test_an_empty_window_and_the_register(windows: Windows) -> None:
    bare = windows.ask("bare")
    assert bare["begun"] < bare["loaded"] <= bare["page"]
    opened, jump = register(windows, windows.ground.register)
    assert opened.what.startswith(str(TINY.weapons))
    for one in (opened, jump):
        assert one.floor > 0
        assert one.value > 0


@pytest.mark.parametrize("task", STEPS)
def test_long_work_is_listened_to(
    task: str, windows: Windows, work: dict[str, tuple[Path, tuple[str, ...]]]
) -> None:
    path, more = work[task]
    measured = windows.ask(task, path, "--quiet", "0.05", *more)
    assert {"quiet", *STEPS[task]} <= set(measured)
    assert set(STEPS[task]) <= set(WORDS)
    if task == "bring":
        assert measured["rows"] == TINY.serial_rows


def test_a_window_that_fails_says_why(windows: Windows, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="unrecognized"):
        windows.ask("bare", tmp_path, "--unknown")
