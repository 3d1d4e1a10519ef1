"""The process that prints: whole or not at all, stopped without a trace, its faults told calmly."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from stockpile_app.base import Cause, KnownError
from stockpile_app.base.progress import Cancelled, silent
from stockpile_app.gui.disposal.certificate_process import print_apart
from tests.gui.disposal.slow_paper import SlowJob, dies, disk_full, ends_whole, never_ends


def making(folder: Path) -> Callable[[Path], SlowJob]:
    return lambda draft: SlowJob(draft, folder / "number")


def test_the_file_is_there_when_it_is_whole(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    target = tmp_path / "paper.pdf"
    print_apart(making(tmp_path), ends_whole, target, lambda *said: told.append(said))
    assert target.read_bytes() == b"%PDF- whole"
    assert told[-1] == (1, 1, "pages")
    assert [one.name for one in tmp_path.iterdir()] == ["paper.pdf"]


def test_cancelled_it_leaves_no_trace(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    def stop(done: int, _total: int, _unit: str) -> None:
        if done > 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_apart(making(tmp_path), never_ends, out / "paper.pdf", stop)
    assert list(out.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "number").read_text()), 0)


def test_what_the_environment_refuses_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        print_apart(making(tmp_path), disk_full, tmp_path / "paper.pdf", silent)
    assert caught.value.cause is Cause.DISK_FULL
    assert caught.value.sentence.startswith("The disk is full")
    assert list(tmp_path.iterdir()) == []


def test_a_child_that_dies_is_told_calmly(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        print_apart(making(tmp_path), dies, tmp_path / "paper.pdf", silent)
    assert "print again" in caught.value.sentence
    assert list(tmp_path.iterdir()) == []
