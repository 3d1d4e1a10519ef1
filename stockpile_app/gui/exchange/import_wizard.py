"""The import of a foreign spreadsheet: file, columns, preview, import, on one page.

Nothing is written before the last step, and the file itself is only read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut

from stockpile_app import ledger
from stockpile_app.base import Finding, KnownError, Progress
from stockpile_app.base.text import tr
from stockpile_app.exchange.importing import ImportReport, ImportRequest
from stockpile_app.exchange.model import RawSheet
from stockpile_app.exchange.past_imports import source_names
from stockpile_app.exchange.profile import Profile
from stockpile_app.gui.access import Desk
from stockpile_app.gui.access.path_field import Choose, choose_to_save
from stockpile_app.gui.exchange.import_frame import COLUMNS, FILE, PREVIEW, RESULT, ImportFrame
from stockpile_app.gui.exchange.preview import Preview, book, preview
from stockpile_app.gui.exchange.result_step import outcome_words
from stockpile_app.gui.exchange.sheet_look import (
    Look,
    Understood,
    first_profile,
    look_at,
    read_again,
    understand,
)
from stockpile_app.store import Stockpile

SOURCE_RULE = "EXCHANGE-80"


class ImportWizard(ImportFrame):
    """Four steps; each can be left and come back to until the rows are booked.

    Signals:
        left: the import was given up or is done.
    """

    left = Signal()

    def __init__(self, desk: Desk, choose_save: Choose = choose_to_save) -> None:
        super().__init__(desk, choose_save)
        self._connect()
        self._bind_keys()
        self.setAcceptDrops(True)
        self._go_to(FILE)

    # Wiring

    def _connect(self) -> None:
        self.back.does(self._go_back)
        self.cancel.does(self.left.emit)
        self.go_on.does(self._go_on)
        self.file_step.file_chosen.connect(self.look_into)
        self.file_step.sheet_chosen.connect(self._other_sheet)
        self.columns_step.changed.connect(self._columns_changed)
        self.profiles.taken.connect(self._take_profile)
        self.profiles.told.connect(self.show_notice)
        self.source.chosen.connect(self._source_chosen)
        self.preview_step.load_asked.connect(self.load_again)
        self.preview_step.save_asked.connect(self._save_findings)
        self.preview_step.import_asked.connect(self._book)
        self.result_step.correction_asked.connect(self._save_findings)
        self.result_step.again_asked.connect(self.begin)
        self.result_step.done.connect(self.left)

    def _bind_keys(self) -> None:
        for key, step in (("F8", 1), ("Shift+F8", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda step=step: self._next_finding(step))

    # Where one is

    def begin(self) -> None:
        """A new import, from the beginning."""
        self._look = self._understood = self._profile = self._raw = self._report = None
        self._source = self._operation_id = ""
        self.file_step.path.set_path("")
        self.file_step.show_look(None)
        self._go_to(FILE)

    def _go_to(self, step: int) -> None:
        self.steps.go_to(step)
        self.stack.setCurrentIndex(step)
        self.source.hide()
        self.back.setVisible(step in {COLUMNS, PREVIEW})
        self.cancel.setVisible(step != RESULT)
        self._foot.setVisible(step in {FILE, COLUMNS})
        self.go_on.setEnabled(step == COLUMNS or self._look is not None)
        self._say_step(step)
        self._take_step_focus(step)

    def _go_on(self) -> None:
        if self.steps.now == FILE:
            self._understand()
        elif self.steps.now == COLUMNS:
            self.rehearse()

    def _go_back(self) -> None:
        if self.steps.now in {COLUMNS, PREVIEW}:
            self._go_to(self.steps.now - 1)

    def _next_finding(self, step: int) -> None:
        if self.steps.now == PREVIEW:
            self.preview_step.next_finding(step)

    def refresh(self) -> None:
        """F5: the file once more, after it was mended outside."""
        if self.steps.now == PREVIEW:
            self.load_again()
        elif self.steps.now == FILE and self._look is not None:
            self.look_into(self._look.path, self._look.sheet)

    # Step 1: the file

    def look_into(self, path: Path, sheet: str = "") -> None:
        """Show the first rows of a file."""
        self._begin_work()
        self.desk.runner.run(
            self,
            lambda progress: look_at(path, sheet, progress),
            self._looked,
            self._refused,
            self._failed,
            self._cancelled,
            self.progress,
            tr("Looking into the file"),
        )

    def _looked(self, look: Look) -> None:
        self._end_work()
        self._look, self._raw = look, None
        self.file_step.show_look(look)
        self._go_to(FILE)
        self.go_on.setFocus()

    def _other_sheet(self, name: str) -> None:
        if self._look is not None and name != self._look.sheet:
            self.look_into(self._look.path, name)

    # Step 2: the columns

    def _understand(self) -> None:
        look = self._look
        if look is None:
            return
        self._begin_work()
        header_row = self.file_step.header_row()
        self.desk.runner.run(
            self,
            lambda progress: understand(look.path, look.sheet, header_row, progress),
            self._show_columns,
            self._refused,
            self._failed,
            self._cancelled,
            self.progress,
            tr("Reading the file"),
        )

    def _show_columns(self, understood: Understood) -> None:
        self._end_work()
        assert self._look is not None
        self._understood, self._raw = understood, understood.raw
        self._show_profile(first_profile(self._look, understood))
        self.desk.read(
            self,
            lambda books: [one.name for one in ledger.accounts(books) if one.real],
            self.columns_step.defaults.offer_accounts,
        )
        self._go_to(COLUMNS)

    def _show_profile(self, profile: Profile) -> None:
        assert self._understood is not None
        self._profile = profile
        self.columns_step.show_proposal(self._understood, profile)
        self.profiles.set_profile(self.columns_step.profile())

    def _take_profile(self, profile: Profile) -> None:
        """A kept profile: its columns and defaults, for this file's sheet and header row."""
        if self._look is not None and self._understood is not None:
            here = replace(
                profile,
                format=self._look.format,
                sheet=self._look.sheet,
                header_row=self._understood.header_row,
            )
            self._show_profile(here)

    def _columns_changed(self) -> None:
        if self._profile is not None:
            self._profile = self.columns_step.profile()
            self.profiles.set_profile(self._profile)

    # Step 3: the preview

    def rehearse(self) -> None:
        """Judge every row and rehearse the import; nothing is written."""
        look, raw, source = self._look, self._raw, self._source
        if look is None or raw is None:
            return
        profile = self._profile = self.columns_step.profile()
        self._begin_work()
        self.desk.write(
            self,
            lambda books, progress: preview(books, raw, profile, look.path, source, progress),
            self._show_preview,
            refused=self._refused,
            failed=self._failed,
            cancelled=self._cancelled,
            strip=self.progress,
            name=tr("Checking every row"),
        )

    def _show_preview(self, shown: Preview) -> None:
        self._end_work()
        assert self._look is not None
        assert self._profile is not None
        self._operation_id = self.desk.new_id()
        self.preview_step.foot.set_read_only(self.desk.read_only)
        self.preview_step.show_preview(shown, self._profile, self._look.path)
        self._go_to(PREVIEW)

    def load_again(self) -> None:
        """Read the mended file and check it again."""
        look, profile, source = self._look, self._profile, self._source
        if look is None or profile is None:
            return
        self._begin_work()

        def again(books: Stockpile, progress: Progress) -> tuple[RawSheet, Preview]:
            raw = read_again(look.path, profile, progress)
            return raw, preview(books, raw, profile, look.path, source, progress)

        self.desk.write(
            self,
            again,
            self._loaded_again,
            refused=self._refused,
            failed=self._failed,
            cancelled=self._cancelled,
            strip=self.progress,
            name=tr("Reading the file again"),
        )

    def _loaded_again(self, loaded: tuple[RawSheet, Preview]) -> None:
        self._raw, shown = loaded
        self._show_preview(shown)

    def _source_chosen(self, source: str) -> None:
        self._source = source
        self.rehearse()

    # Step 4: the import

    def _book(self) -> None:
        shown, look, profile = self.preview_step.shown, self._look, self._profile
        if shown is None or look is None or profile is None:
            return
        request = ImportRequest(
            operation_id=self._operation_id,
            path=look.path,
            profile=profile,
            source=self._source,
            all_or_nothing=self.preview_step.foot.all_or_nothing.isChecked(),
        )
        self._begin_work()
        self.desk.write(
            self,
            lambda books, progress: book(books, shown, request, progress),
            self._booked,
            refused=self._refused,
            failed=self._failed,
            cancelled=self._cancelled,
            strip=self.progress,
            name=tr("Booking the rows"),
        )

    def _booked(self, report: ImportReport) -> None:
        self._end_work()
        self._report = report
        self.result_step.show_report(report)
        self._go_to(RESULT)
        self.desk.say(outcome_words(report))

    # The workbook for whoever owns the file

    def _save_findings(self) -> None:
        from stockpile_app.exchange.correction_workbook import write_corrections

        shown, look = self.preview_step.shown, self._look
        report, profile = self._report or (shown.report if shown else None), self._profile
        if report is None or look is None or profile is None:
            return
        start = look.path.with_name(f"{look.path.stem}-to-correct.xlsx")
        chosen = self._choose_save(self, tr("Save the findings"), str(start), "Excel (*.xlsx)")
        if chosen:
            self.desk.runner.run(
                self,
                lambda _progress: write_corrections(
                    Path(chosen), profile, report.headers, report.refused, report.findings
                ),
                lambda _written: self._saved(Path(chosen)),
                failed=self._failed,
            )

    def _saved(self, path: Path) -> None:
        sentence = tr("Saved {name}. Mend the rows there and import that workbook", name=path.name)
        if self.steps.now == RESULT:
            self.result_step.saved(sentence)
        else:
            self.desk.say(sentence)

    # What can come back instead

    def _refused(self, findings: tuple[Finding, ...]) -> None:
        self._stopped()
        asked = [one for one in findings if one.rule == SOURCE_RULE]
        if asked:
            self.desk.read(self, source_names, lambda names: self.source.ask(asked, names))
            return
        others = self.columns_step.show_refusals(findings) if self.steps.now == COLUMNS else list(findings)
        if others:
            self.show_notice("; ".join(_sentence(one) for one in others[:3]))

    def _failed(self, problem: KnownError) -> None:
        self._stopped()
        self.show_notice(problem.sentence)

    def _cancelled(self) -> None:
        self._stopped()
        self.show_notice(tr("Cancelled. Nothing was written"))

    def _stopped(self) -> None:
        """The step stays as it was before."""
        self._end_work()
        self.go_on.setEnabled(self.steps.now == COLUMNS or self._look is not None)
        shown = self.preview_step.shown
        if shown is not None:
            self.preview_step.foot.show_outcome(shown.report)

    # Files dropped on the page

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self.steps.now in {FILE, RESULT}:
            self.begin()
            self.file_step.path.set_path(paths[0])


def _sentence(finding: Finding) -> str:
    parts = [finding.sentence, finding.remedy]
    return ". ".join(part.rstrip(".") for part in parts if part)
