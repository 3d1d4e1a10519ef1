"""The window at work, measuring itself: a program of its own that answers with one JSON object.

Each task is driven as a person drives it: unlock, open a page, press a button; nothing stands in
for the store, the workers or the widgets.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from stockpile_app.gui.main_window import MainWindow

BEAT = 0.005
SIZE = (1366, 768)
_WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_PATIENCE = 1_800.0
_REDRAWN = 250  # ms between two times that the whole page is drawn again
_TOLD_AFTER = 0.05
Made = TypeVar("Made", bound=QWidget)


class Heart:
    """Beats in the window's thread; a beat that comes late is a stall, in seconds.

    While it beats, the page in sight is drawn again and again, as under somebody's hands.
    """

    def __init__(self, page: Callable[[], QWidget], telling: bool) -> None:
        self.worst: dict[str, float] = {}
        self._page, self._telling = page, telling
        self._name, self._last = "", 0.0
        self._beats, self._draws = QTimer(), QTimer()
        self._beats.setTimerType(Qt.TimerType.PreciseTimer)
        self._beats.timeout.connect(self.beat)
        self._draws.timeout.connect(self._draw)

    def beat(self) -> None:
        """Note how late this beat is."""
        now = time.perf_counter()
        late = now - self._last - BEAT
        self.worst[self._name] = max(self.worst.get(self._name, 0.0), late)
        if self._telling and late > _TOLD_AFTER:
            sys.stderr.write(f"{self._name}: {late * 1000:.0f} ms late\n")
        self._last = now

    def _draw(self) -> None:
        for part in self._page().findChildren(QWidget):
            part.update()

    @contextmanager
    def listening(self, name: str) -> Iterator[None]:
        """Listen while something is under way."""
        self._name, self._last = name, time.perf_counter()
        self._beats.start(int(BEAT * 1000))
        self._draws.start(_REDRAWN)
        try:
            yield
        finally:
            self._beats.stop()
            self._draws.stop()
            self.beat()


class AtWork:
    """The whole program on one file."""

    def __init__(self, asked: argparse.Namespace) -> None:
        from stockpile_app.gui import application as program
        from stockpile_app.gui.common.tidying import Tidying
        from stockpile_app.gui.settings import Settings

        self.times = {"loaded": time.time()}
        self.folder: Path = asked.folder
        self.qt = program.prepared_qt()
        self._awake = QTimer()
        self._awake.start(1)
        settings = Settings(self.folder / "preferences.json")
        settings.change(language="en")
        self.application = program.Application(self.qt, settings)
        self._tidying = Tidying(self.application.runner)
        self._tidying.begin()
        entry = self.application.begin(asked.file)
        settle(self.qt)
        self.times["entry"] = time.time()
        entry.open._secret.set_value(asked.passphrase)
        entry.open.open()
        self.until(lambda: self.application.desk is not None)
        self.times["window"] = time.time()
        self.idle()
        self.times["page"] = time.time()
        self._quiet: float = asked.quiet
        self.heart = Heart(self.main.page, asked.tell)

    @property
    def main(self) -> MainWindow:
        """The main window."""
        from stockpile_app.gui.main_window import MainWindow

        assert isinstance(self.application.window, MainWindow)
        return self.application.window

    def page(self, key: str, kind: type[Made]) -> Made:
        """Open a page and wait until it is there."""
        page = self.main.open_page(key)
        self.idle()
        assert isinstance(page, kind)
        return page

    def until(self, reached: Callable[[], object]) -> None:
        """Let the window live until something is so."""
        end = time.monotonic() + _PATIENCE
        while not reached():
            if time.monotonic() > end:
                raise SystemExit("the window did not come to an end")
            self.qt.processEvents(_WAIT)

    def idle(self) -> None:
        """Until no work is under way and everything is drawn."""
        self.until(lambda: not self.application.runner.busy)
        settle(self.qt)

    def listen_quietly(self) -> None:
        """How late a beat comes with nothing under way."""
        end = time.monotonic() + self._quiet
        with self.heart.listening("quiet"):
            self.until(lambda: time.monotonic() > end)

    def end(self) -> None:
        """Close the program."""
        self.application.end()


def settle(qt: QApplication) -> None:
    """Draw what waits to be drawn."""
    for _ in range(4):
        qt.processEvents()


# Tasks ------------------------------------------------------------------------------------------


def bare(_asked: argparse.Namespace) -> dict[str, float]:
    """The least that a program with a window does: the interpreter, Qt, an empty window in sight."""
    loaded = time.time()
    qt = QApplication(sys.argv[:1])
    window = QWidget()
    window.resize(*SIZE)
    window.show()
    settle(qt)
    return {"loaded": loaded, "page": time.time()}


def start(asked: argparse.Namespace) -> dict[str, float]:
    """From nothing to the first page, with its figures, on these books."""
    at_work = AtWork(asked)
    at_work.end()
    return at_work.times


def register(asked: argparse.Namespace) -> dict[str, float]:
    """The register of weapons opened, then jumps to anywhere in it."""
    from stockpile_app.gui.ledger.page import WEAPONS, LedgerPage

    at_work = AtWork(asked)
    page = at_work.page("ledger", LedgerPage)
    table = page.weapons.table

    def shown() -> bool:
        view = table.view
        first, last = view.top_row(), view.rowAt(view.viewport().height() - 1)
        last = table.model.rowCount() - 1 if last < 0 else last
        return 0 <= first <= last and all(table.model.row_at(at) is not None for at in (first, last))

    def took(act: Callable[[], object]) -> float:
        begun = time.perf_counter()
        act()
        at_work.until(shown)
        table.view.viewport().repaint()
        return time.perf_counter() - begun

    with at_work.heart.listening("register"):
        opened = took(lambda: page.tabs.open(WEAPONS))
        at_work.idle()
    bar, dice = table.view.verticalScrollBar(), random.Random(7)  # the same jumps every time
    jumps = sorted(took(lambda: bar.setValue(dice.randrange(bar.maximum()))) for _ in range(asked.jumps))
    at_work.idle()
    at_work.end()
    return {
        "rows": table.model.rowCount(),
        "opened": opened,
        "median": jumps[len(jumps) // 2],
        "p95": jumps[int(len(jumps) * 0.95)],
        "stall": at_work.heart.worst["register"],
    }


def bring(asked: argparse.Namespace) -> dict[str, float]:
    """A spreadsheet brought in through the wizard, with the books open in the window."""
    from stockpile_app.exchange.profile_file import read_profile
    from stockpile_app.gui.exchange.import_frame import COLUMNS, PREVIEW, RESULT
    from stockpile_app.gui.exchange.page import ExchangePage

    at_work = AtWork(asked)
    page = at_work.page("exchange", ExchangePage)
    wizard = page.wizard
    page.import_sheet()
    at_work.idle()
    at_work.listen_quietly()

    def step(name: str, act: Callable[[], object], reached: Callable[[], object]) -> None:
        with at_work.heart.listening(name):
            act()
            at_work.until(reached)
            at_work.idle()

    step("look", lambda: wizard.look_into(asked.sheet), lambda: wizard._look is not None)
    step("read", wizard._go_on, lambda: wizard.steps.now == COLUMNS)
    wizard.profiles.taken.emit(read_profile(asked.profile.read_text(encoding="utf-8")))
    step("check", wizard._go_on, lambda: wizard.steps.now == PREVIEW)
    step("book", wizard.preview_step.import_asked.emit, lambda: wizard.steps.now == RESULT)
    report = wizard._report
    assert report is not None
    step("leave", wizard.result_step.done.emit, lambda: not at_work.application.runner.busy)
    at_work.end()
    return {"rows": report.rows_created, **at_work.heart.worst}


def prove(asked: argparse.Namespace) -> dict[str, float]:
    """The whole books verified from the journal page."""
    from stockpile_app.gui.audit.page import JournalPage

    at_work = AtWork(asked)
    page = at_work.page("journal", JournalPage)
    at_work.listen_quietly()
    begun = time.perf_counter()
    with at_work.heart.listening("verification"):
        page.verify_all()
        at_work.until(lambda: not at_work.application.runner.busy)
        at_work.idle()
    took = time.perf_counter() - begun
    at_work.end()
    return {"took": took, **at_work.heart.worst}


def export(asked: argparse.Namespace) -> dict[str, float]:
    """The audit workbook written from its dialog."""
    from stockpile_app.gui.exchange.audit_dialog import AuditDialog
    from stockpile_app.gui.exchange.page import ExchangePage

    at_work = AtWork(asked)
    desk = at_work.application.desk
    assert desk is not None
    dialog = AuditDialog(desk, at_work.page("exchange", ExchangePage))
    dialog.path.set_path(at_work.folder / "from the window.xlsx")
    dialog.open()
    at_work.idle()
    at_work.listen_quietly()
    begun = time.perf_counter()
    with at_work.heart.listening("export"):
        dialog.write()
        at_work.until(lambda: not at_work.application.runner.busy)
        at_work.idle()
    took = time.perf_counter() - begun
    assert not dialog.isVisible(), "the workbook was not written"
    at_work.end()
    return {"took": took, **at_work.heart.worst}


TASKS = {task.__name__: task for task in (bare, start, register, bring, prove, export)}


def main() -> None:
    """Do the task that was asked for, and answer."""
    asked = argparse.ArgumentParser()
    asked.add_argument("task", choices=TASKS)
    asked.add_argument("--file", type=Path)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--passphrase", default="")
    asked.add_argument("--sheet", type=Path)
    asked.add_argument("--profile", type=Path)
    asked.add_argument("--jumps", type=int, default=100)
    asked.add_argument("--quiet", type=float, default=2.0, help="seconds of listening with nothing under way")
    asked.add_argument("--tell", action="store_true", help="late beats, on standard error")
    given = asked.parse_args()
    sys.stdout.write(json.dumps(TASKS[given.task](given)) + "\n")


if __name__ == "__main__":
    main()
