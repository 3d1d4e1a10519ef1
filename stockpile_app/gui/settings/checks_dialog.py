"""Check this computer: what the doctor says, one row a check, the worst first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from stockpile_app.base.check import Check, CheckState, check_lines, state_word
from stockpile_app.base.text import tr
from stockpile_app.gui.common import (
    Button,
    Chip,
    ChipLabel,
    Dialog,
    Face,
    Label,
    PrimaryButton,
    Role,
    Rule,
    Status,
    StatusLine,
    Theme,
    vbox,
)

Checks = Sequence[Check]
AskChecks = Callable[[QWidget, Callable[[Checks], object]], object]
"""Runs the checks on a worker and delivers them to the window."""

STATUS = {
    CheckState.OK: Status.OK,
    CheckState.WARN: Status.WARN,
    CheckState.STOP: Status.STOP,
    CheckState.INFO: Status.INFO,
}
_WEIGHT = {CheckState.STOP: 0, CheckState.WARN: 1, CheckState.OK: 2, CheckState.INFO: 3}


class ChecksDialog(Dialog):
    """Every check with its state, what was found, and what to do."""

    def __init__(self, theme: Theme, parent: QWidget, ask: AskChecks) -> None:
        super().__init__(theme, parent, "wrench", tr("Check this computer"), size=QSize(1000, 680))
        self._ask = ask
        self.checks: Checks = ()
        self.judged = StatusLine(theme, Status.IDLE, tr("Looking at this computer, the disk and the books"))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(tr("Checks"))
        self.body.addWidget(self.judged)
        self.body.addWidget(self._scroll, 1)
        self.told = StatusLine(theme, Status.OK, "")
        self.told.hide()
        self.body.addWidget(self.told)
        self.add_button(Button(theme, tr("Copy the checks"), "layers", "Ctrl+Shift+C").does(self.copy))
        self.again = self.add_button(Button(theme, tr("Check again"), "refresh-cw", "F5").does(self.look))
        self.add_button(PrimaryButton(theme, tr("Close"), "", "Esc").does(self.ask_close), primary=True)
        self.look()

    def look(self) -> None:
        """Run the checks, on a worker."""
        self.again.setEnabled(False)
        self._ask(self, self.show_checks)

    def show_checks(self, checks: Checks) -> None:
        """List them, the worst first."""
        self.checks = sorted(checks, key=lambda one: _WEIGHT[one.state])
        self.judged.show_status(*judgement(self.checks))
        self._scroll.setWidget(_rows(self.theme, self.checks))
        self.again.setEnabled(True)

    def copy(self) -> None:
        """Put the checks on the clipboard as text."""
        QGuiApplication.clipboard().setText("\n".join(check_lines(self.checks)))
        self.told.show_status(Status.OK, tr("The checks are on the clipboard"))
        self.told.show()


def judgement(checks: Checks) -> tuple[Status, str]:
    """All checks in one line."""
    states = [one.state for one in checks]
    stops, warnings = states.count(CheckState.STOP), states.count(CheckState.WARN)
    if stops:
        return Status.STOP, tr("{stops} in the way of work, {warnings} to look at",
                               stops=stops, warnings=warnings)  # fmt: skip
    if warnings:
        return Status.WARN, tr("{warnings} to look at; nothing is in the way of work", warnings=warnings)
    return Status.OK, tr("Everything is in order")


def _rows(theme: Theme, checks: Checks) -> QWidget:
    inside = QWidget()
    inside.setProperty("kit", "clear")
    grid = QGridLayout(inside)
    grid.setContentsMargins(0, 0, theme.px(8), 0)
    grid.setHorizontalSpacing(theme.px(16))
    grid.setVerticalSpacing(theme.px(8))
    grid.setColumnStretch(2, 1)
    for number, check in enumerate(checks):
        if number:
            grid.addWidget(Rule(), 2 * number - 1, 0, 1, 3)
        _row(theme, grid, 2 * number, check)
    grid.setRowStretch(2 * len(checks), 1)
    return inside


def _row(theme: Theme, grid: QGridLayout, row: int, check: Check) -> None:
    top = Qt.AlignmentFlag.AlignTop
    chip = ChipLabel(theme, Chip(STATUS[check.state], state_word(check.state)))
    title = Label(check.title, Face.STRONG)
    words = QWidget()
    words.setProperty("kit", "clear")
    column = vbox(words, Label(check.sentence, wrap=True), spacing=2)
    if check.remedy:
        column.addWidget(Label(check.remedy, tone=Role.TEXT_2, wrap=True))
    words.setAccessibleName(
        f"{check.title}, {state_word(check.state)}: {check.sentence} {check.remedy}".strip()
    )
    grid.addWidget(chip, row, 0, top)
    grid.addWidget(title, row, 1, top)
    grid.addWidget(words, row, 2, top)
