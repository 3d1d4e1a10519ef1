"""When the program itself is wrong: one sentence, and a report that can be copied and sent.

The report says where in the program it happened; it holds no key, no passphrase and nothing that
stands in quotation marks, because that may be a line of the books.
"""

from __future__ import annotations

import platform
import re
import traceback
from pathlib import Path

import PySide6
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from stockpile_app import __version__
from stockpile_app.base.text import tr
from stockpile_app.gui.common.buttons import Button, PrimaryButton
from stockpile_app.gui.common.dialog import Dialog
from stockpile_app.gui.common.labels import Label
from stockpile_app.gui.common.theme import Theme
from stockpile_app.gui.common.tokens import Role

_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”")
_LONG = re.compile(r"\b[A-Za-z0-9+/=_-]{24,}\b")


def crash_report(problem: BaseException, name: str) -> str:
    """What happened and where, without data and without secrets."""
    frames = traceback.extract_tb(problem.__traceback__)
    where = [f"  {_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    head = [
        f"Stockpile {__version__}",
        f"Python {platform.python_version()}, Qt {PySide6.__version__}",
        f"{platform.system()} {platform.release()}",
        f"Work: {name or '-'}",
        f"{type(problem).__name__}: {scrubbed(str(problem))}",
    ]
    return "\n".join([*head, *where])


def scrubbed(text: str) -> str:
    """The text without what is quoted and without anything long enough to be a key."""
    return _LONG.sub("…", _QUOTED.sub("…", text))


def _module(filename: str) -> str:
    path = Path(filename)
    for part in ("stockpile_app", "site-packages"):
        if part in path.parts:
            return "/".join(path.parts[path.parts.index(part) :])
    return path.name


class CrashDialog(Dialog):
    """Says that the program is at fault, that the books are as they were, and shows the report."""

    def __init__(self, theme: Theme, parent: QWidget | None, problem: BaseException, name: str) -> None:
        super().__init__(
            theme, parent, "triangle-alert", tr("The program met a fault of its own"), size=QSize(720, 480)
        )
        self.report = crash_report(problem, name)
        sentence = tr(
            "This work was not done; the books are as they were before it. Copy the report and send it to "
            "whoever looks after the program. It holds no passphrase, no key and no line of the books."
        )
        self.body.addWidget(Label(sentence, tone=Role.TEXT, wrap=True))
        shown = QPlainTextEdit(self.report)
        shown.setProperty("face", "mono")
        shown.setReadOnly(True)
        shown.setAccessibleName(tr("Report"))
        self.body.addWidget(shown, 1)
        copy = self.add_button(Button(theme, tr("Copy the report"), "layers", "Ctrl+C"))
        copy.clicked.connect(self.copy)
        close = self.add_button(PrimaryButton(theme, tr("Go on"), "", "Esc"), primary=True)
        close.clicked.connect(self.ask_close)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)
