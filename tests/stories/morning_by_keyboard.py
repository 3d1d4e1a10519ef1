"""The officer's morning in a real window, by keys alone.  Started by its test, with a screen of its own.

    python morning_by_keyboard.py STOCKPILE SHEET PASSPHRASE

Prints one line a duty; the last one is `closed`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from stockpile_app import audit, ledger
from stockpile_app.gui.application import Application
from stockpile_app.gui.exchange.import_wizard import COLUMNS, PREVIEW, RESULT, ImportWizard
from stockpile_app.gui.main_window import MainWindow
from stockpile_app.gui.settings import Settings

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE = 20.0


def tell(*words: str) -> None:
    """One line for the test that listens."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


class Officer:
    """Types, and waits until the window has answered."""

    def __init__(self, qt: QApplication, application: Application) -> None:
        self.qt, self.application = qt, application

    def in_front(self) -> None:
        """What a window manager does, which this bare screen has not: the newest window gets the keys."""
        shown = self.dialog() or self.application.window
        if shown is not None and shown.isVisible() and not self.qt.activeWindow():
            shown.activateWindow()

    def wait(self, until: Callable[[], object], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > end:
                focus = self.qt.focusWidget()
                raise SystemExit(f"waited in vain for {what}; the focus is on {focus}")
            self.in_front()
            self.qt.processEvents()
            time.sleep(0.005)
        self.rest()

    def rest(self) -> None:
        self.in_front()
        for _ in range(8):
            self.qt.processEvents()
            time.sleep(0.005)
        while self.application.runner.busy:
            self.qt.processEvents()
            time.sleep(0.005)
        self.qt.processEvents()

    def target(self) -> QWidget:
        found = self.qt.focusWidget() or self.qt.activeWindow() or self.application.window
        assert found is not None
        return found

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.target(), key, held)
        self.rest()

    def write(self, text: str) -> None:
        QTest.keyClicks(self.target(), text, delay=60 if len(text) < 20 else -1)
        self.rest()

    def scan(self, text: str) -> None:
        self.write(text)
        self.press(Qt.Key.Key_Return)

    def window(self) -> MainWindow:
        assert isinstance(self.application.window, MainWindow)
        return self.application.window

    def dialog(self) -> QDialog | None:
        shown = [one for one in self.qt.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        return shown[-1] if shown else None


def open_books(officer: Officer, passphrase: str) -> None:
    officer.write(passphrase)
    officer.press(Qt.Key.Key_Return, CTRL)
    officer.wait(lambda: isinstance(officer.application.window, MainWindow), "the main window")
    officer.wait(lambda: officer.qt.activeWindow() is officer.application.window, "the window in front")
    tell("opened")


def bring_in(officer: Officer, sheet: Path) -> None:
    officer.press(Qt.Key.Key_4, CTRL)
    officer.press(Qt.Key.Key_O, CTRL)
    wizard = officer.window().page().findChild(ImportWizard)
    assert isinstance(wizard, ImportWizard)
    officer.write(str(sheet))
    officer.wait(wizard.go_on.isEnabled, "the first rows")
    for step, what in ((COLUMNS, "the columns"), (PREVIEW, "the preview"), (RESULT, "the booking")):
        officer.press(Qt.Key.Key_Return, CTRL)
        officer.wait(lambda step=step: wizard.steps.now == step, what)
    tell("imported")
    officer.press(Qt.Key.Key_Return, CTRL)


def issue(officer: Officer, serial: str) -> None:
    officer.press(Qt.Key.Key_F2)
    officer.wait(lambda: officer.dialog() is not None, "the issue voucher")
    for mark in ("Armoury 1", "Cpl T. Vessin", serial):
        officer.scan(mark)
    officer.press(Qt.Key.Key_Return, CTRL)
    officer.wait(lambda: officer.dialog() is None, "the posting")
    tell("issued", officer.window().toast.accessibleName())


def search(officer: Officer, serial: str) -> None:
    officer.press(Qt.Key.Key_K, CTRL)
    officer.scan(serial)
    officer.wait(lambda: officer.window().current == "ledger", "what was found")
    tell("found")


def print_voucher(officer: Officer, number: str) -> None:
    officer.press(Qt.Key.Key_K, CTRL)
    officer.scan(number)
    officer.wait(lambda: officer.dialog() is not None, "the voucher")
    officer.press(Qt.Key.Key_P, CTRL)
    desk = officer.application.desk
    assert desk is not None
    officer.wait(lambda: audit.times_noted(desk.reader, "print", number), "the paper")
    tell("printed")
    officer.press(Qt.Key.Key_Escape)
    officer.wait(lambda: officer.dialog() is None, "the page")


def audit_workbook(officer: Officer) -> None:
    officer.press(Qt.Key.Key_4, CTRL)
    officer.press(Qt.Key.Key_E, CTRL)
    officer.wait(lambda: officer.dialog() is not None, "the audit dialog")
    officer.press(Qt.Key.Key_Return, CTRL)
    officer.wait(lambda: officer.dialog() is None, "the workbook")
    tell("audited")


def main(path: Path, sheet: Path, passphrase: str) -> None:
    qt = QApplication(["stockpile"])
    application = Application(qt, Settings(path.with_name("preferences.json")))
    application.settings.change(language="en")
    officer = Officer(qt, application)
    entry = application.begin(path)
    officer.wait(lambda: qt.activeWindow() is entry and qt.focusWidget() is not None, "the entry window")
    open_books(officer, passphrase)
    bring_in(officer, sheet)
    issue(officer, "TT 00002")
    search(officer, "TT 00002")
    assert application.desk is not None
    latest = ledger.vouchers(application.desk.reader)[0]
    print_voucher(officer, latest.number)
    audit_workbook(officer)
    officer.press(Qt.Key.Key_Q, CTRL)
    officer.wait(lambda: not officer.window().isVisible(), "the end")
    application.end()
    tell("closed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
