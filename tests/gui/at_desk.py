"""A desk for tests: the whole program without a screen, on a small depot, driven like a person does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stockpile_app.gui.access.entry_window import EntryWindow
from stockpile_app.gui.application import Application
from stockpile_app.gui.common import Dialog
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.gui.settings import Settings
from tests.books import Books
from tests.ready import ready_depot

NOTEBOOK = QSize(1366, 768)
PATIENCE = 20_000
Made = TypeVar("Made", bound=QWidget)


class AtDesk:
    """The program as one person sees it."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, folder: Path) -> None:
        self.qapp, self.qtbot, self.folder = qapp, qtbot, folder
        self.settings = Settings(folder / "preferences.json")
        self.settings.change(language="en")
        self.application = Application(qapp, self.settings)

    def idle(self) -> None:
        """Wait until no work is under way and everything is drawn."""
        for _ in range(4):
            self.qapp.processEvents()
        self.qtbot.waitUntil(lambda: not self.application.runner.busy, timeout=PATIENCE)
        for _ in range(4):
            self.qapp.processEvents()
            time.sleep(0.002)
        self._in_front()

    def _in_front(self) -> None:
        """What a window manager does, which a bare screen has not: the newest window gets the keys."""
        shown = [one for one in self.qapp.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]
        newest = shown[-1] if shown else self.application.window
        if newest is not None and newest.isVisible() and self.qapp.activeWindow() is None:
            newest.activateWindow()
            self.qtbot.waitUntil(lambda: self.qapp.activeWindow() is not None, timeout=PATIENCE)

    def enter(self, path: Path | None = None) -> EntryWindow:
        """The entry window."""
        window = self.application.begin(path)
        window.resize(NOTEBOOK)
        self.idle()
        return window

    def open(self, books: Books) -> MainWindow:
        """The main window on open books."""
        self.enter()
        self.application.open_books(books.stockpile)
        self.qtbot.waitUntil(lambda: isinstance(self.application.window, MainWindow), timeout=PATIENCE)
        self.idle()
        self.window.resize(NOTEBOOK)
        self.idle()
        return self.window

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert isinstance(self.application.window, MainWindow)
        return self.application.window

    def page(self, key: str, kind: type[Made]) -> Made:
        """Open a page by its key."""
        page = self.window.open_page(key)
        self.idle()
        assert isinstance(page, kind)
        return page

    def dialog(self, kind: type[Made]) -> Made:
        """The dialog in front."""
        self.idle()
        shown = [one for one in self.qapp.topLevelWidgets() if isinstance(one, Dialog) and one.isVisible()]
        assert shown, "no dialog is open"
        assert isinstance(shown[-1], kind)
        return shown[-1]

    def press(
        self,
        key: Qt.Key,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        on: QWidget | None = None,
    ) -> None:
        """One key."""
        QTest.keyClick(on or self.qapp.focusWidget() or self.window, key, held)
        self.idle()


def desk_of(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[AtDesk]:
    """A desk that is cleared away afterwards."""
    made = AtDesk(qapp, qtbot, folder)
    yield made
    made.idle()
    made.application.end()
    made.application.deleteLater()  # here and now: found as garbage later, on a worker, it would take the rest along
    for window in qapp.topLevelWidgets():
        if window.parent() is None and window.windowType() != Qt.WindowType.Popup:
            window.close()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[AtDesk]:
    """The program, without a window yet."""
    yield from desk_of(qapp, qtbot, tmp_path)


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """A small depot with a rifle and a lot."""
    made = ready_depot(tmp_path)
    made.rifle("KM 06427")
    made.lot("17-83-270", 1000)
    return made
