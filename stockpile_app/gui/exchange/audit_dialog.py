"""The audit workbook: which period, and where the file goes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from stockpile_app import audit
from stockpile_app.base import KnownError, Progress
from stockpile_app.base.text import tr
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.path_field import Choose, PathField, choose_to_save, documents_folder, is_folder
from stockpile_app.gui.common import Button, Dialog, Face, Job, Label, MomentField, PrimaryButton, Role, hbox
from stockpile_app.store import Stockpile

KIND = "Excel (*.xlsx)"


class AuditDialog(Dialog):
    """A workbook an auditor recomputes in a spreadsheet program; written whole or not at all."""

    def __init__(self, desk: Desk, parent: QWidget, choose: Choose = choose_to_save) -> None:
        super().__init__(
            desk.theme, parent, "file-spreadsheet", tr("Audit workbook"), desk.founding.name, QSize(640, 440)
        )
        self.desk = desk
        self._job: Job | None = None
        words = tr(
            "Opening, in, out and closing of every balance as formulas, with every voucher and movement of the "
            "period, and a check sheet that turns red where anything does not add up."
        )
        self.first = MomentField(
            desk.theme, tr("From"), with_time=False, optional=True, help_text=tr("First day")
        )
        self.last = MomentField(
            desk.theme, tr("To"), with_time=False, optional=True, help_text=tr("Last day")
        )
        self.path = PathField(desk.theme, tr("File"), KIND, choose, "Ctrl+O")
        today = desk.today()
        self.path.set_path(documents_folder() / f"{desk.founding.code}-audit-{today.isoformat()}.xlsx")
        pair = hbox(None, self.first, self.last, spacing=12)
        self.body.addWidget(Label(words, Face.BODY, Role.TEXT_2, wrap=True))
        self.body.addLayout(pair)
        self.body.addWidget(self.path)
        self.body.addStretch(1)
        self.add_button(Button(desk.theme, tr("Cancel"), "x", "Esc").does(self.ask_close))
        self.make = self.add_button(
            PrimaryButton(desk.theme, tr("Write workbook"), "check", "Ctrl+Return").does(self.write),
            primary=True,
        )
        self.first.setFocus()

    def write(self) -> None:
        """Write it on the reading worker; the books stay free for others' postings."""
        path, first, last = self.path.path(), self.first.value(), self.last.value()
        if self._unfit(path):
            return
        assert path is not None
        target = path if path.suffix else path.with_suffix(".xlsx")
        begin = first.day.isoformat() if first else ""
        end = last.day.isoformat() if last else ""
        self.make.setEnabled(False)

        def export(books: Stockpile, progress: Progress) -> None:
            from stockpile_app.exchange.audit_workbook import write_audit_workbook

            found = [trouble.sentence for trouble in audit.verify(books, progress).troubles]
            write_audit_workbook(
                books, target, period_from=begin, period_to=end, troubles=found, progress=progress
            )

        self._job = self.desk.write(
            self,
            export,
            lambda _written: self._written(target),
            refused=lambda findings: self._stopped("; ".join(one.sentence for one in findings)),
            failed=self._failed,
            cancelled=lambda: self._stopped(tr("Cancelled. Nothing was written")),
            strip=self.progress,
            name=tr("Writing the audit workbook"),
        )

    def _unfit(self, path: Path | None) -> bool:
        first, last = self.first.value(), self.last.value()
        for field in (self.first, self.last):
            field.on_left()
        wrong = any(field.text() and field.value() is None for field in (self.first, self.last))
        if first and last and first.day > last.day:
            self.last.set_finding(tr("The last day is before the first"))
            wrong = True
        if path is None or not is_folder(path.parent):
            self.path.field.set_finding(tr("Choose where the workbook is to lie"))
            wrong = True
        return wrong

    def _written(self, target: Path) -> None:
        self.desk.say(tr("Audit workbook written: {path}", path=str(target)))
        self.accept()

    def _failed(self, problem: KnownError) -> None:
        self._stopped(problem.sentence)

    def _stopped(self, sentence: str) -> None:
        self.make.setEnabled(True)
        self.show_notice(sentence)
