"""A desk over a small depot, and the keys of a person who never touches the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from stockpile_app.access.queries import founding
from stockpile_app.gui.access import Desk
from stockpile_app.gui.common import OperationRunner, Theme, store_worker
from stockpile_app.gui.ledger.duties import Duties
from stockpile_app.gui.settings import Settings
from tests.books import Books
from tests.gui.common.conftest import clear_windows

SLOW_MS = 70
"""Longer than the gap of a scanner: a person's Enter."""


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light palette, left to right."""
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    made = Theme()
    made.apply(qapp)
    yield made
    clear_windows(qapp)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def desk(books: Books, theme: Theme, qtbot: QtBot) -> Iterator[Desk]:
    """One worker for reads and writes, so that one connection is enough."""
    worker = store_worker()
    runner = OperationRunner(worker)
    crashes: list[BaseException] = []
    runner.crashed.connect(lambda problem, _name: crashes.append(problem))
    yield Desk(theme, runner, Settings(), books.stockpile, books.stockpile, founding(books.stockpile))
    qtbot.waitUntil(lambda: not runner.busy)
    worker.shutdown(wait=True)
    if crashes:
        raise crashes[0]


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> QWidget:
    """What stands behind the dialogs."""
    behind = QWidget()
    behind.resize(1366, 768)
    behind.show()
    qtbot.waitExposed(behind)
    return behind


class Keys:
    """A keyboard and a scanner."""

    def __init__(self, qtbot: QtBot, runner: OperationRunner) -> None:
        self._qtbot, self._runner = qtbot, runner

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._qtbot.wait(5)
        self._qtbot.waitUntil(lambda: not self._runner.busy)
        self._qtbot.wait(5)
        self._qtbot.waitUntil(lambda: not self._runner.busy)
        self._qtbot.wait(5)

    @property
    def focused(self) -> QWidget:
        """Where the keys go: into an open list first."""
        found = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert found is not None
        return found

    def scan(self, *texts: str) -> None:
        """A scanner: fast, and with Enter at the end."""
        for text in texts:
            self._qtbot.keyClicks(self.focused, text)
            self._qtbot.keyClick(self.focused, Qt.Key.Key_Return)
            self.settle()

    def type(self, text: str, *, enter: bool = False) -> None:
        """A person: replaces what is in the field."""
        self._qtbot.keyClick(self.focused, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._qtbot.wait(SLOW_MS)
        for sign in text:
            self._qtbot.keyClicks(self.focused, sign)
        self._qtbot.wait(SLOW_MS)
        if enter:
            self._qtbot.keyClick(self.focused, Qt.Key.Key_Return)
        self.settle()

    def press(self, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
        """One key, with what is held."""
        modifiers = Qt.KeyboardModifier.NoModifier
        for one in held:
            modifiers |= one
        self._qtbot.keyClick(self.focused, key, modifiers)
        self.settle()

    def post(self) -> None:
        """Ctrl+Enter."""
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def go_to(self, name: str) -> QWidget:
        """Tab until the field of this name has the focus."""
        for _ in range(80):
            if self.focused.accessibleName() == name:
                return self.focused
            self._qtbot.keyClick(self.focused, Qt.Key.Key_Tab)
        raise AssertionError(f"no Tab leads to {name}")

    def choose(self, name: str, words: str) -> None:
        """Type part of a choice's words; take the first of the list, or go on where there is none."""
        self.go_to(name)
        self.type(words)
        if QApplication.activePopupWidget() is not None:
            self.press(Qt.Key.Key_Down)
            self.press(Qt.Key.Key_Return)
        else:
            self.press(Qt.Key.Key_Tab)


@pytest.fixture
def keys(qtbot: QtBot, desk: Desk) -> Keys:
    """A keyboard and a scanner."""
    return Keys(qtbot, desk.runner)


@pytest.fixture
def duties(desk: Desk, window: QWidget) -> Duties:
    """The duties of that window."""
    made = Duties(desk)
    made.live_in(window, lambda: None)
    return made


@pytest.fixture
def begin(duties: Duties, keys: Keys, qtbot: QtBot) -> Callable[..., Any]:
    """Opens a voucher dialog and waits until it has the keys."""

    def opened(kind: Any, start: Any = None) -> Any:
        from stockpile_app.gui.ledger.start import Start

        dialog = duties.open(kind, start or Start())
        dialog.activateWindow()
        qtbot.waitActive(dialog).__enter__()
        keys.settle()
        return dialog

    return opened
