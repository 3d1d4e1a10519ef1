"""When the program itself is wrong: one sentence, and a report that can be read, copied and saved.

The report is `store.reports.fault_report`, the same as on the command line: it holds no key, no
passphrase, no name and no line of the books.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from stockpile_app.base import KnownError, SystemClock
from stockpile_app.base.report import report_name
from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.common.labels import Label, StatusLine
from stockpile_app.gui.common.text import isolate
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Role, Status
from stockpile_app.store.reports import fault_report, save_report

Ask = Callable[[QWidget, str], str]


def ask_where(parent: QWidget, name: str) -> str:
    """The desktop's window for naming a new file; '' when it was left."""
    kinds = tr("Text {pattern}", pattern="(*.txt)")
    return QFileDialog.getSaveFileName(parent, tr("Save the report"), name, kinds)[0]


class CrashDialog(Dialog):
    """Says that the program is at fault, that the books are as they were, and shows the report."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, problem: BaseException, name: str, ask: Ask = ask_where
    ) -> None:
        super().__init__(
            theme, parent, "triangle-alert", tr("The program met a fault of its own"), size=QSize(880, 640)
        )
        self._at, self._ask = SystemClock().now(), ask
        self.report = fault_report(problem, name, self._at)
        sentence = tr(
            "This work was not done; the books are as they were before it. Copy or save the report and send it "
            "to whoever looks after the program. It holds no passphrase, no key and no line of the books."
        )
        self.body.addWidget(Label(sentence, tone=Role.TEXT, wrap=True))
        self.body.addWidget(self._shown(), 1)
        self.told = StatusLine(theme, Status.OK, "")
        self.told.hide()
        self.body.addWidget(self.told)
        self.add_button(Button(theme, tr("Save the report"), "download", "Ctrl+S").does(self.save))
        self.add_button(Button(theme, tr("Copy the report"), "layers", "Ctrl+Shift+C").does(self.copy))
        close = PrimaryButton(theme, tr("Go on"), "", "Esc").does(self.ask_close)
        self.add_button(close, primary=True)

    def _shown(self) -> QPlainTextEdit:
        shown = QPlainTextEdit(self.report)
        shown.setProperty("face", "mono")
        shown.setReadOnly(True)
        shown.setAccessibleName(tr("Report"))
        return shown

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)
        self._say(tr("The report is on the clipboard"))

    def save(self) -> None:
        """Save the report as a text file where the person wants it."""
        chosen = self._ask(self, report_name(self._at))
        if not chosen:
            return
        try:
            written = save_report(self.report, Path(chosen))
        except KnownError as error:
            self.show_notice(error.sentence)
        else:
            self._say(tr("Saved as {name}", name=isolate(written.name)))

    def _say(self, sentence: str) -> None:
        self.told.show_status(Status.OK, sentence)
        self.told.show()
