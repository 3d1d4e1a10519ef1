"""Garbage is looked for between two pieces of work, and never among a hundred thousand rows."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from stockpile_app.base import Cancelled, Progress
from stockpile_app.gui.common import OperationRunner, store_worker
from stockpile_app.gui.common.tidying import Tidying


class _Circle:
    """Something that only looking for garbage can free."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[OperationRunner]:
    worker = store_worker()
    yield OperationRunner(worker)
    worker.shutdown(wait=True)


@pytest.fixture
def tidying(runner: OperationRunner) -> Iterator[Tidying]:
    made = Tidying(runner)
    made.begin()
    yield made
    made.end()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_circles_are_freed_in_a_quiet_moment(tidying: Tidying) -> None:
    assert not gc.isenabled()
    left = weakref.ref(_Circle())
    assert left() is not None
    tidying.tidy()
    assert left() is None


def test_nothing_is_looked_for_while_work_is_under_way(
    tidying: Tidying, runner: OperationRunner, qtbot: QtBot
) -> None:
    page, go_on = QWidget(), threading.Event()
    qtbot.addWidget(page)
    runner.query(page, go_on.wait, lambda _done: None)
    left = weakref.ref(_Circle())
    tidying.tidy()
    assert left() is not None
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy)
    tidying.tidy()
    assert left() is None


def test_what_is_too_much_is_set_aside_until_the_books_are_closed(tidying: Tidying) -> None:
    tidying.tidy()
    before = gc.get_freeze_count()
    circles = [_Circle() for _ in range(30_000)]
    left = weakref.ref(circles[0])
    tidying.tidy()
    assert gc.get_freeze_count() - before >= 30_000
    del circles
    tidying.tidy()
    assert left() is not None
    tidying.tidy_all()
    assert left() is None


def test_work_that_was_stopped_keeps_none_of_its_rows(runner: OperationRunner, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows: list[weakref.ref[_Circle]] = []

    def work(_progress: Progress) -> None:
        held = _Circle()
        rows.append(weakref.ref(held))
        del held.itself  # no circle of its own: only a trace could keep it
        raise Cancelled

    gc.disable()
    try:
        runner.run(page, work, lambda _result: None, cancelled=lambda: None)
        qtbot.waitUntil(lambda: not runner.busy)
        qtbot.waitUntil(lambda: rows[0]() is None)
    finally:
        gc.enable()
