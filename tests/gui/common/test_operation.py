"""The runner: one worker, callbacks at home, refusals, cancelling, known errors and our own bugs."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stockpile_app.base.errors import Cause, KnownError
from stockpile_app.base.finding import Finding, Refused, Severity
from stockpile_app.base.progress import Progress
from stockpile_app.gui.common import OperationRunner, ProgressStrip, Theme
from stockpile_app.gui.common.progress import progress_text


@dataclass(frozen=True)
class Posted:
    """What an operation gives back."""

    number: str
    changes: frozenset[str]


class Host(QWidget):
    """A window that is told what the environment did."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []

    def show_notice(self, sentence: str) -> None:
        """Remember it."""
        self.told.append(sentence)


@pytest.fixture
def runner(theme: Theme) -> Iterator[OperationRunner]:
    with ThreadPoolExecutor(max_workers=1) as executor:
        yield OperationRunner(executor)


def post(progress: Progress) -> Posted:
    progress(1, 1, "lines")
    return Posted("B-ISS-2026-000001", frozenset({"holding"}))


def test_done_comes_home_and_changes_follow(runner: OperationRunner, qtbot: QtBot) -> None:
    parent, told = Host(), []
    where: list[threading.Thread] = []

    def work(progress: Progress) -> Posted:
        where.append(threading.current_thread())
        return post(progress)

    runner.changed.connect(lambda changes: told.append(("changed", changes)))
    runner.run(parent, work, lambda result: told.append((threading.current_thread(), result.number)))
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [(threading.main_thread(), "B-ISS-2026-000001"), ("changed", frozenset({"holding"}))]
    assert where[0] is not threading.main_thread()
    assert not runner.busy


def test_writes_go_one_after_the_other(runner: OperationRunner, qtbot: QtBot) -> None:
    parent, order = Host(), []
    for number in range(5):

        def work(progress: Progress, number: int = number) -> int:
            return number

        runner.run(parent, work, order.append)
    qtbot.waitUntil(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_a_refusal_is_data(runner: OperationRunner, qtbot: QtBot) -> None:
    finding = Finding("LEDGER-03", Severity.REFUSAL, "This rifle is already issued")
    got: list[tuple[Finding, ...]] = []

    def work(progress: Progress) -> Posted:
        raise Refused([finding])

    runner.run(Host(), work, lambda result: None, refused=got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [(finding,)]


def test_a_known_error_is_told_calmly(runner: OperationRunner, qtbot: QtBot) -> None:
    host = Host()
    inner = QWidget(host)

    def work(progress: Progress) -> Posted:
        raise KnownError(Cause.DISK_FULL, "Nothing was written. The disk is full: free 200 MB and post again")

    runner.run(inner, work, lambda result: None)
    qtbot.waitUntil(lambda: bool(host.told))
    assert host.told == ["Nothing was written. The disk is full: free 200 MB and post again"]


def test_cancel_stops_at_the_next_progress(runner: OperationRunner, theme: Theme, qtbot: QtBot) -> None:
    host, strip = Host(), ProgressStrip(theme)
    started, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> int:
        progress(0, 10, "rows")
        started.set()
        go_on.wait(5)
        progress(1, 10, "rows")
        return 1

    done: list[int] = []
    job = runner.run(host, work, done.append, strip=strip, name="Importing")
    assert started.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: bool(host.told))
    assert host.told == ["Cancelled. Nothing was written"]
    assert done == []
    assert not strip.isVisible()


def test_short_work_shows_no_bar_and_long_work_does(
    runner: OperationRunner, theme: Theme, qtbot: QtBot
) -> None:
    host = Host()
    strip = ProgressStrip(theme, host)
    host.show()
    go_on = threading.Event()

    def work(progress: Progress) -> int:
        progress(14200, 50000, "rows")
        go_on.wait(5)
        return 1

    done: list[int] = []
    runner.run(host, work, done.append, strip=strip, name="Importing the register")
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible, timeout=3000)
    assert strip._figure.text() == "14\u202f200 of 50\u202f000 rows"
    go_on.set()
    qtbot.waitUntil(lambda: done == [1])
    assert not strip.isVisible()


def test_nothing_is_called_on_a_window_that_is_gone(runner: OperationRunner, qtbot: QtBot) -> None:
    parent, done = Host(), []
    go_on = threading.Event()

    def work(progress: Progress) -> int:
        go_on.wait(5)
        return 1

    runner.run(parent, work, done.append)
    parent.deleteLater()
    QApplication.sendPostedEvents(None, 52)
    go_on.set()
    qtbot.waitUntil(lambda: not runner.busy)
    assert done == []


def test_our_own_bug_is_logged_and_reported(
    runner: OperationRunner, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    crashed: list[tuple[BaseException, str]] = []
    runner.crashed.connect(lambda problem, name: crashed.append((problem, name)))

    def work(progress: Progress) -> int:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        runner.run(Host(), work, lambda result: None, name="Posting")
        qtbot.waitUntil(lambda: bool(crashed))
    assert isinstance(crashed[0][0], ZeroDivisionError)
    assert crashed[0][1] == "Posting"
    assert caplog.records[0].levelname == "ERROR"
    assert "Posting" not in caplog.text.splitlines()[0], (
        "what a caller says stands in the report, not in the log"
    )


def test_reads_need_not_wait_for_a_long_write(theme: Theme, qtbot: QtBot) -> None:
    go_on, rows = threading.Event(), []

    def long_write(progress: Progress) -> int:
        go_on.wait(5)
        return 1

    with ThreadPoolExecutor(max_workers=1) as writes, ThreadPoolExecutor(max_workers=1) as reads:
        runner, host = OperationRunner(writes, reads), Host()
        runner.run(host, long_write, lambda result: None)
        runner.query(host, lambda: [1, 2, 3], rows.append)
        qtbot.waitUntil(lambda: rows == [[1, 2, 3]])
        assert runner.busy
        go_on.set()
        qtbot.waitUntil(lambda: not runner.busy)


def test_pages_are_fetched_on_the_reading_worker(runner: OperationRunner, qtbot: QtBot) -> None:
    got: list[object] = []
    ask: Callable[..., None] = runner.pages(Host(), lambda ids: {key: str(key) for key in ids})
    host = Host()
    ask = runner.pages(host, lambda ids: {key: str(key) for key in ids})
    ask([1, 2], got.append)
    qtbot.waitUntil(lambda: got == [{1: "1", 2: "2"}])


def test_progress_has_a_figure_and_a_unit() -> None:
    assert progress_text(14200, 50000, "rows") == "14\u202f200 of 50\u202f000 rows"
    assert progress_text(14200, 0, "rows") == "14\u202f200 rows"
