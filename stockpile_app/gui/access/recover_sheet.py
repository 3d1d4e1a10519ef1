"""Open the books with the code of the printed recovery sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from stockpile_app import assembly
from stockpile_app.base import Cause, KnownError
from stockpile_app.base.text import tr
from stockpile_app.gui.access.path_field import STOCKPILES, PathField
from stockpile_app.gui.access.sheet import Sheet
from stockpile_app.gui.common import LinkButton, OperationRunner, PrimaryButton, SerialField, Theme
from stockpile_app.store import Stockpile


class RecoverSheet(Sheet):
    """The passphrase or the keys file is lost: the printed code opens the books.

    Signals:
        opened: the books are open (`Stockpile`).
        back: to the ordinary way.
    """

    opened = Signal(object)
    back = Signal()

    def __init__(self, theme: Theme, runner: OperationRunner) -> None:
        super().__init__(
            theme,
            tr("Open with the recovery sheet"),
            tr("The printed code opens the books without a passphrase, and the keys file is written anew."),
        )
        self._runner = runner
        self._path = PathField(theme, tr("File"), f"{tr('Stockpile')} ({STOCKPILES})", key="Ctrl+O")
        self._code = SerialField(theme, tr("Code"), help_text=tr("14 groups of four letters and digits"))
        self.add(self._path, self._code)
        self.add_lesser(
            LinkButton(theme, tr("Use a passphrase"), "arrow-left", "Alt+Left").does(self.back.emit)
        )
        self._open = self.add_button(PrimaryButton(theme, tr("Open"), "check", "Ctrl+Return").does(self.open))

    def choose(self, path: Path | None) -> None:
        """Take this file."""
        if path is not None:
            self._path.set_path(path)

    def came_in_sight(self) -> None:
        """The code is the next thing to type."""
        (self._code if self._path.path() else self._path).setFocus()

    def open(self) -> None:
        """Open with the code, on the store's worker."""
        path, code = self._path.path(), self._code.value()
        if path is None:
            self._path.field.set_finding(tr("Choose the file of the stockpile"))
            return
        self.message.hide()
        self._open.setEnabled(False)
        self.progress.begin(tr("Unlocking and checking the books"), None)
        self._runner.run(
            self, lambda _progress: assembly.recover_stockpile(path, code), self._opened, failed=self._failed
        )

    def _opened(self, books: Stockpile) -> None:
        self._done()
        self._code.set_value("")
        self.opened.emit(books)

    def _failed(self, problem: KnownError) -> None:
        self._done()
        if problem.cause is Cause.WRONG_PASSPHRASE:
            self._code.set_finding(problem.sentence)
        else:
            self.show_notice(problem.sentence)

    def _done(self) -> None:
        self.progress.end()
        self._open.setEnabled(True)
