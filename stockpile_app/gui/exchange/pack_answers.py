"""How answers look, and the two questions in the window of a pack: words about a line, and who looked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app.base import Finding, KnownError
from stockpile_app.base.plain_text import check_text
from stockpile_app.base.text import tr, trn
from stockpile_app.exchange.pack import ENDING, PackHeader, PackLine, PackSession, answer_path, with_ending
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_save
from stockpile_app.gui.common import (
    Button,
    Chip,
    Dialog,
    Face,
    Label,
    MultiLineField,
    OperationRunner,
    PrimaryButton,
    Role,
    Status,
    TextField,
    Theme,
)

_LOOKS = {"seen": Status.OK, "not seen": Status.STOP}


def answer_chip(state: str, words: Mapping[str, str]) -> Chip:
    """How an answer looks; what a program of tomorrow answered is shown as it stands."""
    if not state:
        return Chip(Status.IDLE, tr("Open"), "circle-dashed")
    return Chip(_LOOKS.get(state, Status.WARN), words.get(state, state))


class RemarkDialog(Dialog):
    """What was found about one line."""

    def __init__(
        self, theme: Theme, parent: QWidget, line: PackLine, words: str, take: Callable[[str], object]
    ) -> None:
        named = " · ".join(filter(None, (line.mark, line.item)))
        super().__init__(theme, parent, "pencil", tr("Remark"), named, QSize(560, 330))
        self._take = take
        self.words = MultiLineField(theme, tr("What was found"), lines=4)
        self.words.set_value(words)
        self.body.addWidget(self.words)
        self.body.addStretch(1)
        self.add_button(Button(theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        self.add_button(
            PrimaryButton(theme, tr("Note it"), "check", "Ctrl+Return").does(self.note), primary=True
        )

    def note(self) -> None:
        """Hand the words over."""
        words = self.words.value()
        findings = list(check_text(words, self.words.name))
        if not words or findings:
            self.words.set_finding(findings[0].sentence if findings else tr("Write what was found"))
            return
        self.accept()
        self._take(words)


class WriteAnswerDialog(Dialog):
    """Who looked, and where the answering pack goes."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        runner: OperationRunner,
        session: PackSession,
        written: Callable[[PackHeader, Path], object],
        choose: Choose = choose_to_save,
    ) -> None:
        super().__init__(theme, parent, "package", tr("Write the answer"), "", QSize(640, 430))
        self._runner, self._session, self._done = runner, session, written
        left = session.open_lines
        words = tr("Every line is answered.") if not left else trn(
            "{count} line is still open, and goes back open.", "{count} lines are still open, and go back open.", left
        )  # fmt: skip
        sealed = tr("Only the books that sent the pack can read the answer.")
        self.body.addWidget(Label(f"{words} {sealed}", Face.BODY, Role.TEXT_2, wrap=True))
        self.by = TextField(theme, tr("Answered by"), help_text=tr("Name and office of who looked"))
        self.path = PathField(theme, tr("File"), f"{tr('Pack')} (*{ENDING})", choose, "Ctrl+O")
        self.path.set_path(answer_path(session.path))
        self.body.addWidget(self.by)
        self.body.addWidget(self.path)
        self.body.addStretch(1)
        self.add_button(Button(theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        self.make = self.add_button(
            PrimaryButton(theme, tr("Write the answer"), "check", "Ctrl+Return").does(self.write),
            primary=True,
        )

    def write(self) -> None:
        """Seal and sign it, on the worker."""
        path, by = self.path.path(), self.by.value()
        if path is None:
            self.path.field.set_finding(tr("Choose where the answer is to lie"))
            return
        target = with_ending(path)
        self.make.setEnabled(False)
        self._runner.run(
            self,
            lambda _progress: self._session.write_answer(target, by),
            lambda header: self._written(header, target),
            refused=self._refused,
            failed=self._failed,
            strip=self.progress,
            name=tr("Writing the answer"),
        )

    def _written(self, header: PackHeader, path: Path) -> None:
        self.accept()
        self._done(header, path)

    def _refused(self, findings: Sequence[Finding]) -> None:
        self.make.setEnabled(True)
        others = []
        for finding in findings:
            if finding.field == self.by.name:
                self.by.set_finding(finding.sentence)
            else:
                others.append(finding.sentence)
        if others:
            self.show_notice("; ".join(dict.fromkeys(others)))

    def _failed(self, problem: KnownError) -> None:
        self.make.setEnabled(True)
        self.show_notice(problem.sentence)
