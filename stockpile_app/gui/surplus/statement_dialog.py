"""The statement as a paper or as a workbook: with the working shown, the “what if” named, nothing left out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import audit
from stockpile_app.base import KnownError, Progress
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_save, documents_folder, is_folder
from stockpile_app.gui.common import (
    Button,
    Choice,
    ComboField,
    Dialog,
    Face,
    FactList,
    Job,
    Label,
    PrimaryButton,
    Role,
    isolate,
)
from stockpile_app.gui.surplus.words import what_if_words
from stockpile_app.store import Stockpile
from stockpile_app.surplus import surplus_statement

PAPER, WORKBOOK = ".pdf", ".xlsx"
KINDS = {PAPER: "PDF (*.pdf)", WORKBOOK: "Excel (*.xlsx)"}


class StatementDialog(Dialog):
    """As what, and where it is to lie; written whole or not at all.

    Args:
        on: The past day it speaks of; '' for today.
        scenario: The “what if” it follows; '' for what is in force.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, on: str, scenario: str, choose: Choose = choose_to_save
    ) -> None:
        super().__init__(
            desk.theme, parent, "printer", tr("Statement of surplus"), desk.founding.name, QSize(680, 480)
        )
        self.desk, self._on, self._scenario = desk, on, scenario
        self._job: Job | None = None
        self.kind: ComboField[str] = ComboField(
            desk.theme, tr("As"), [Choice(PAPER, tr("Paper (PDF)")), Choice(WORKBOOK, tr("Workbook (Excel)"))]
        )
        self.path = PathField(desk.theme, tr("File"), KINDS[PAPER], choose, "Ctrl+O")
        self._lay_out()
        self.make = self.add_button(
            PrimaryButton(desk.theme, tr("Write statement"), "check", "Ctrl+Return").does(self.write),
            primary=True,
        )
        self.kind.set_value(PAPER)
        self._fit(PAPER)
        self.kind.chosen.connect(self._fit)

    def _lay_out(self) -> None:
        words = tr(
            "Requirement, holding and surplus of every item type, each factor with its source, and what stands "
            "apart. The workbook reckons itself again."
        )
        facts = FactList()
        facts.add_fact(tr("Day"), isolate(self._on or self.desk.today().isoformat()))
        scenario = what_if_words(self._scenario) if self._scenario else tr("what is in force")
        facts.add_fact(tr("Follows"), scenario, tone=Role.UNVERIFIED if self._scenario else Role.TEXT)
        self.body.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.body.addWidget(facts)
        self.body.addWidget(self.kind)
        self.body.addWidget(self.path)
        self.body.addStretch(1)
        self.add_button(Button(self.theme, tr("Cancel"), "x", "Esc").does(self.ask_close))

    def _fit(self, kind: str | None) -> None:
        """The name follows what it is written as."""
        suffix = kind or PAPER
        day = self._on or self.desk.today().isoformat()
        known = self.path.path()
        fresh = documents_folder() / f"{self.desk.founding.code}-surplus-{day}{suffix}"
        self.path.set_path(known.with_suffix(suffix) if known is not None else fresh)

    def write(self) -> None:
        """Write it on the worker."""
        path, kind = self.path.path(), self.kind.value() or PAPER
        if path is None or not is_folder(path.parent):
            self.path.field.set_finding(tr("Choose where the statement is to lie"))
            return
        target = path if path.suffix else path.with_suffix(kind)
        on, scenario = self._on, self._scenario
        self.make.setEnabled(False)
        self._job = self.desk.write(
            self,
            lambda books, progress: write_statement(books, target, on, scenario, progress),
            lambda _done: self._written(target),
            refused=lambda findings: self._stopped("; ".join(one.sentence for one in findings)),
            failed=self._failed,
            cancelled=lambda: self._stopped(tr("Cancelled. Nothing was written")),
            strip=self.progress,
            name=tr("Writing the statement of surplus"),
        )

    def _written(self, target: Path) -> None:
        self.desk.say(tr("Statement of surplus written: {path}", path=str(target)))
        self.accept()

    def _failed(self, problem: KnownError) -> None:
        self._stopped(problem.sentence)

    def _stopped(self, sentence: str) -> None:
        self.make.setEnabled(True)
        self.show_notice(sentence)


def write_statement(books: Stockpile, target: Path, on: str, scenario: str, progress: Progress) -> None:
    """Reckon it once, write it, and note that it left.

    Raises:
        KnownError: the disk refuses; nothing is left under the target's name.
    """
    from stockpile_app.documents.surplus_statement import surplus_paper, surplus_pdf
    from stockpile_app.exchange.surplus_workbook import write_surplus_workbook

    progress(0, 2, tr("steps"))
    statement = surplus_statement(books, on=on, scenario=scenario)
    progress(1, 2, tr("steps"))
    if target.suffix.casefold() == WORKBOOK:
        write_surplus_workbook(books, statement, target)
    else:
        surplus_pdf(surplus_paper(books, statement), target)
        audit.note_activity(books, "print", f"statement of surplus {statement.on}")
