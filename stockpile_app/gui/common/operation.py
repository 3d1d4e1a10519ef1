"""The operation runner: everything that touches the store happens on one worker thread.

The one rule: **what is handed to `run` or `query` must not call the window**, neither a widget nor a
model nor the theme.  It takes plain data in and gives plain data back; the window learns of it by
the callbacks, which always run on the window's own thread.

`run` is for writes (an operation: one verb, one transaction), `query` for reads.  Writes go one
after the other by construction, because their executor has a single worker.  Reads may have a
second executor with its own reading connection, so that they need not wait for a long write.

What may come back:
    a result        `done(result)`; if it carries `changes`, one `changed` signal follows
    `Refused`       `refused(findings)`: the user's mistake, shown as cards
    `Cancelled`     `cancelled()`: nothing was written
    `KnownError`    a calm message in the nearest dialog or window (`show_notice`)
    anything else   our bug: logged, and shown with a report that can be copied
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar, runtime_checkable

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from stockpile_app.base.errors import KnownError
from stockpile_app.base.finding import Finding, Refused
from stockpile_app.base.log import Word
from stockpile_app.base.progress import Cancelled, Progress
from stockpile_app.base.text import tr
from stockpile_app.base.traces import kind_of
from stockpile_app.gui.common.progress import ProgressStrip
from stockpile_app.gui.common.row_sources import Ask

Result = TypeVar("Result")
Row = TypeVar("Row")
Findings = tuple[Finding, ...]

_LOG = logging.getLogger(__name__)
_PROGRESS_EVERY = 0.05


@runtime_checkable
class NoticeHost(Protocol):
    """A dialog or window that can tell what the environment did."""

    def show_notice(self, sentence: str) -> None:
        """Tell it calmly."""
        ...


def store_worker() -> Executor:
    """The single worker of the store."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")


@dataclass(slots=True)
class Job:
    """One piece of work under way; `cancel` asks it to stop at its next progress."""

    name: str
    stopping: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask it to stop; it leaves no trace."""
        self.stopping.set()


class _Post(QObject):
    """Carries calls from the worker to the window's thread, in order."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def _call(self, call: Callable[[], None]) -> None:
        call()


class OperationRunner(QObject):
    """Runs operations and queries for pages and dialogs.

    Signals:
        changed: a write has changed the books (its `changes`).
        busy_changed: work has begun or ended (whether any is under way).
        crashed: our own bug (the exception, the name of the work).
    """

    changed = Signal(object)
    busy_changed = Signal(bool)
    crashed = Signal(object, str)

    def __init__(
        self, writes: Executor, reads: Executor | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._writes, self._reads = writes, reads or writes
        self._post = _Post()
        self._under_way = 0

    # Writes

    def run(
        self,
        parent: QWidget,
        call: Callable[[Progress], Result],
        done: Callable[[Result], object],
        refused: Callable[[Findings], object] | None = None,
        failed: Callable[[KnownError], object] | None = None,
        cancelled: Callable[[], object] | None = None,
        strip: ProgressStrip | None = None,
        name: str = "",
    ) -> Job:
        """Run one operation; the callbacks come later, unless `parent` is gone by then.

        `call` takes the progress and calls one operation of the library; `strip` is where progress and
        Cancel are shown; `name` says what is being done (`tr("Importing the register")`).
        """
        outcome = _Outcome(self, parent, done, refused, failed, cancelled, strip)
        return self._start(self._writes, call, outcome, name)

    # Reads

    def query(
        self,
        parent: QWidget,
        call: Callable[[], Result],
        done: Callable[[Result], object],
        failed: Callable[[KnownError], object] | None = None,
        name: str = "",
    ) -> Job:
        """Run one query; `done` gets its rows."""
        outcome: _Outcome[Result] = _Outcome(self, parent, done, None, failed, None, None)
        return self._start(self._reads, lambda _progress: call(), outcome, name)

    def pages(self, parent: QWidget, fetch: Callable[[Sequence[int]], Mapping[int, Row]]) -> Ask[Row]:
        """Rows of a long list by id, fetched on the reading worker: for `PagedRows`."""

        def ask(ids: Sequence[int], deliver: Callable[[Mapping[int, Row]], None]) -> None:
            self.query(parent, lambda: fetch(ids), deliver)

        return ask

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return self._under_way > 0

    # How it is done

    def _start(
        self, executor: Executor, call: Callable[[Progress], Result], outcome: _Outcome[Result], name: str
    ) -> Job:
        job = Job(name)
        outcome.begin(job)
        self._begun()
        progress = _Reporter(job, lambda *figures: self._post.arrived.emit(lambda: outcome.show(*figures)))
        executor.submit(self._work, call, progress, outcome, name)
        return job

    def _work(
        self, call: Callable[[Progress], Result], progress: Progress, outcome: _Outcome[Result], name: str
    ) -> None:
        """On the worker: call, and send home what came of it."""
        try:
            result = call(progress)
            home: Callable[[], None] = lambda: outcome.finish(result)  # noqa: E731
        except BaseException as problem:  # noqa: BLE001  (sorted on the window's thread; nothing is swallowed)
            foreseen = isinstance(problem, Cancelled | Refused | KnownError)
            reason = (
                problem.with_traceback(None) if foreseen else problem
            )  # a trace would keep every row alive
            home = lambda: outcome.stop(reason, name)  # noqa: E731
        self._post.arrived.emit(home)

    def _begun(self) -> None:
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)

    def ended(self) -> None:
        """One piece of work has come home."""
        self._under_way -= 1
        if self._under_way == 0:
            self.busy_changed.emit(False)


class _Reporter:
    """The progress that the library calls: slows the figures down and carries the wish to stop."""

    def __init__(self, job: Job, send: Callable[[int, int, str], None]) -> None:
        self._job, self._send = job, send
        self._last = 0.0

    def __call__(self, done: int, total: int, unit: str) -> None:
        if self._job.stopping.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= _PROGRESS_EVERY or done == total:
            self._last = now
            self._send(done, total, unit)


class _Outcome(Generic[Result]):
    """What the caller wants to be told; lives on the window's thread."""

    def __init__(
        self,
        runner: OperationRunner,
        parent: QWidget,
        done: Callable[[Result], object],
        refused: Callable[[Findings], object] | None,
        failed: Callable[[KnownError], object] | None,
        cancelled: Callable[[], object] | None,
        strip: ProgressStrip | None,
    ) -> None:
        self._runner, self._parent, self._strip = runner, parent, strip
        self._done, self._refused, self._failed, self._cancelled = done, refused, failed, cancelled

    def begin(self, job: Job) -> None:
        """Work has been handed over."""
        if self._strip is not None:
            self._strip.begin(job.name, job.cancel)

    def show(self, done: int, total: int, unit: str) -> None:
        """It has got that far."""
        if self._strip is not None and shiboken6.isValid(self._strip):
            self._strip.show_progress(done, total, unit)

    def finish(self, result: Result) -> None:
        """It is done; the books' other readers hear of it after the caller."""
        self._close()
        if self._present():
            self._done(result)
        changes = getattr(result, "changes", None)
        if changes is not None:
            self._runner.changed.emit(changes)

    def stop(self, problem: BaseException, name: str) -> None:
        """It did not come to an end."""
        self._close()
        if isinstance(problem, KnownError | Refused):
            _LOG.warning("Stopped: %s", Word(kind_of(problem)))
        match problem:
            case Cancelled():
                self._tell_cancelled()
            case Refused() if self._refused is not None and self._present():
                self._refused(problem.findings)
            case Refused():
                self._notice("; ".join(finding.sentence for finding in problem.findings))
            case KnownError() if self._failed is not None and self._present():
                self._failed(problem)
            case KnownError():
                self._notice(problem.sentence)
            case _:
                _LOG.error("A fault of the program in work on the books", exc_info=problem)
                self._runner.crashed.emit(problem, name)

    def _close(self) -> None:
        self._runner.ended()
        if self._strip is not None and shiboken6.isValid(self._strip):
            self._strip.end()

    def _present(self) -> bool:
        return shiboken6.isValid(self._parent)

    def _tell_cancelled(self) -> None:
        if self._cancelled is not None and self._present():
            self._cancelled()
        else:
            self._notice(tr("Cancelled. Nothing was written"))

    def _notice(self, sentence: str) -> None:
        host = self._parent if self._present() else None
        while host is not None and not isinstance(host, NoticeHost):
            host = host.parentWidget()
        if host is not None:
            host.show_notice(sentence)
